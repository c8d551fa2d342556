package app

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/mailcore"
	"todoku/store"
)

// ending starts the program, on a day in November, with servers some of which
// a provider has announced to end.
func ending(t *testing.T) *desk {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	all := profiles(t, "basic", "over", "good")
	all[0].Outgoing.Host, all[0].Outgoing.User = "smtp.office365.com", "taro@example.jp"
	all[1].Outgoing.Host, all[1].Outgoing.User = "smtp-mail.outlook.com", "taro@outlook.com"
	seed(t, dir, func(s *store.Settings) { s.Profiles = all })
	d := sit(t, dir)
	d.known.now = func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local) }
	d.build()
	return d
}

// noticed returns what the editor says below the fields.
func (d *desk) noticed() string {
	d.window.Resize(fyne.NewSize(1180, 760)) // puts what has just come to its place
	d.window.Resize(fyne.NewSize(1181, 760))
	return formstest.Outline(d.parts.notice.bar) + formstest.Outline(d.parts.notice.hints.Content)
}

func TestNotices(t *testing.T) {
	for _, language := range assets.Languages {
		d := ending(t)
		p := d.settings.Preferences
		p.Language = language
		d.prefer(p)
		formstest.Golden(t, "notices."+language, d.noticed())
		d.press(assets.Text("notice.more"))
		formstest.Golden(t, "notices-more."+language, formstest.Outline(d.dialog()))
		d.press(assets.Text("close"))
	}
}

func TestNoticesFollowTheScreen(t *testing.T) {
	d := ending(t)
	d.want("あと 39 日（2026-12-31 から）")
	d.pick("Google・Microsoft でサインイン", "Microsoft")
	if d.says("あと 39 日") {
		t.Errorf("a token has no end:\n%s", d.noticed())
	}
	d.pick("Google・Microsoft でサインイン", "使用しない")
	d.want("あと 39 日（2026-12-31 から）")
	d.onRevert()
	d.choose(index(d.settings.Profiles, "id-over"))
	d.want("2024-09-16 から終了しています")
	d.choose(index(d.settings.Profiles, "id-good"))
	if got := d.noticed(); got != "" && got != "\n\n" {
		t.Errorf("of a good one it says\n%q", got)
	}
}

func TestNoticesInTheOverview(t *testing.T) {
	d := ending(t)
	d.window.Resize(fyne.NewSize(1180, 760))
	d.press("一覧")
	d.want("あと 39 日で終了・未テスト")
	d.want("終了した方式・未テスト")
}

func TestProviderOfAProfile(t *testing.T) {
	k := newKnowledge()
	if len(k.table) == 0 || len(k.notices) == 0 {
		t.Fatal("the program's own tables cannot be read")
	}
	for _, c := range []struct {
		name, host, user, preset, want string
	}{
		{"nothing", "", "", "", ""},
		{"host", "smtp.gmail.com", "", "", "gmail"},
		{"user alone", "", "taro@gmail.com", "", "gmail"},
		{"user at another server", "smtp.example.jp", "taro@gmail.com", "", ""},
		{"preset alone", "", "", "xserver", "xserver"},
		{"preset with its host", "sv1.xserver.jp", "", "xserver", "xserver"},
		{"preset with another host", "smtp.gmail.com", "", "xserver", "gmail"},
		{"preset that is gone", "smtp.gmail.com", "", "no-such", "gmail"},
	} {
		p := mailcore.NewProfile()
		p.Outgoing.Host, p.Outgoing.User, p.Preset = c.host, c.user, c.preset
		if got := k.providerOf(p).ID; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		p.Outgoing.BuiltIn = true
		if got := k.providerOf(p).ID; got != "" {
			t.Errorf("%s, built in: %q", c.name, got)
		}
	}
}
