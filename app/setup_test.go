package app

import (
	"context"
	"fmt"
	"net"
	"os"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/miekg/dns"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
	"todoku/store"
)

// nameless is a resolver that knows no name.
func nameless(t *testing.T) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	started, ended := make(chan struct{}), make(chan error, 1)
	server := &dns.Server{PacketConn: conn, NotifyStartedFunc: func() { close(started) }, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		_ = w.WriteMsg(new(dns.Msg).SetRcode(q, dns.RcodeNameError))
	})}
	go func() { ended <- server.ActivateAndServe() }()
	<-started
	t.Cleanup(func() { _ = server.Shutdown(); <-ended })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// provided starts the program where the user's own table knows s.
func provided(t *testing.T) (*desk, *practice.Server) {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	write(t, dir, "providers.json", fmt.Sprintf(`{"format": 1, "providers": [{"id": "office", "name": "社内サーバー", "domains": [%q], "app_password": "required", "servers": [
		{"protocol": "smtp", "host": "127.0.0.1", "port": %d, "encryption": "tls"}, {"protocol": "imap", "host": "127.0.0.1", "port": %d, "encryption": "tls"}]}]}`, practice.Domain, s.SMTPS, s.IMAPS))
	d := sit(t, dir)
	d.known.network.Resolver = nameless(t)
	d.known.network.Each, d.known.network.Limit = patience, patience
	return d, s
}

// look types into the dialog.
func (d *desk) look(text string) {
	d.t.Helper()
	formstest.TypeInto(formstest.All[*widgets.Entry](d.dialog())[0], text)
}

func TestSetupFromTheTable(t *testing.T) {
	d := fresh(t)
	d.known.network.Dial = func(context.Context, string, string) (net.Conn, error) {
		t.Error("somebody was asked")
		return nil, os.ErrPermission
	}
	d.fill("表示名", "複合機")
	d.fill("パスワード", "himitsu")
	d.fill("確認用の送信先メールアドレス", "hanako@example.jp")
	d.press("メールアドレスから設定")
	d.want("一覧にあるプロバイダー")
	d.press("この設定にする")
	d.want("設定を選んでください。")
	d.look("さくら")
	d.want("メールアドレスを入力すると、アカウント名も入ります。")
	d.look("taro＠gmail.com")
	formstest.Golden(t, "setup-table.ja", d.outline())
	d.press("この設定にする")
	p := d.page.current
	if p.Outgoing.Host != "smtp.gmail.com" || p.Outgoing.Port != 465 || p.Outgoing.User != "taro@gmail.com" || p.From != "taro@gmail.com" || p.Incoming.Host != "imap.gmail.com" || p.Preset != "gmail" {
		t.Errorf("the settings are %+v", p)
	}
	if p.Name != "複合機" || p.Outgoing.Password != "himitsu" || p.TestTo != "hanako@example.jp" {
		t.Errorf("what was typed is gone: %+v", p)
	}
	d.want("smtp.gmail.com")
	d.want("使う前に: Gmail")
	if d.says("メールアドレスから設定") || !d.page.dirty() || strings.Contains(d.file("settings.toml"), "gmail.com") {
		t.Errorf("it is saved, or offered again:\n%s", d.outline())
	}
	d.press("保存")
	if d.wait("it is saved", func() bool { return !d.page.dirty() }); !strings.Contains(d.file("settings.toml"), "preset = 'gmail'") {
		t.Errorf("the file holds\n%s", d.file("settings.toml"))
	}
}

// steadySetup replaces what differs from run to run.
func steadySetup(text string) string {
	text = regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(text, "<server>")
	text = regexp.MustCompile(`\d{4}-\d\d-\d\d`).ReplaceAllString(text, "<date>")
	return regexp.MustCompile(`(?m)^( *)\d{4,5}$`).ReplaceAllString(text, "$1<port>")
}

// What is found is proven, and passes a test.
func TestSetupFindsWhatWorks(t *testing.T) {
	for _, language := range assets.Languages {
		t.Run(language, func(t *testing.T) {
			d, s := provided(t)
			p := d.settings.Preferences
			p.Language = language
			d.prefer(p)
			d.menuItem("setup.title")
			d.look(s.Accounts[0].Address)
			d.press(assets.Text("setup.find"))
			d.wait("the search has ended", func() bool { return !d.busy() })
			formstest.Golden(t, "setup-found."+language, steadySetup(d.outline()))
			d.press(assets.Text("mend.take"))
			if p := d.page.current; p.Outgoing.Port != s.SMTPS || p.Incoming.Port != s.IMAPS || p.Preset != "office" {
				t.Errorf("the settings are %+v", p)
			}
			d.fill(assets.Text("field.outgoing.password"), s.Accounts[0].Password)
			d.fill(assets.Text("field.test_to"), s.Accounts[1].Address)
			d.press(assets.Text("run"))
			d.wait("the test has ended", func() bool { return !d.busy() })
			if !d.view.Report().OK() {
				t.Errorf("the test says:\n%s", d.outline())
			}
		})
	}
}

func TestSetupFindsNothing(t *testing.T) {
	d, _ := provided(t)
	d.onSetup()
	d.look("taro@nowhere.example")
	d.want("一覧にありません。")
	formstest.All[*widgets.Entry](d.dialog())[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.wait("the search has ended", func() bool { return !d.busy() })
	d.want("使える設定が見つかりませんでした。")
	d.want("よくあるサーバー名からの推測")
	d.press("この設定にする")
	d.want("設定を選んでください。")
	d.press("キャンセル")
	if d.page.dirty() {
		t.Error("something changed")
	}
}

// A search that waits ends at once: by the button, by typing on, and with the
// dialog.
func TestSetupStops(t *testing.T) {
	for name, end := range map[string]func(*desk){
		"button": func(d *desk) { d.press("中止") },
		"typing": func(d *desk) { d.look("さくら") },
		"dialog": func(d *desk) { d.press("キャンセル") },
	} {
		t.Run(name, func(t *testing.T) {
			d, s := provided(t)
			dialled := make(chan struct{}, 1)
			d.known.network.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
				select {
				case dialled <- struct{}{}:
				default:
				}
				<-ctx.Done()
				return nil, ctx.Err()
			}
			d.onSetup()
			d.look(s.Accounts[0].Address)
			d.press("さがす")
			<-dialled
			if d.onRun(); d.view.Report().ID != "" {
				t.Error("a test runs beside it")
			}
			end(d)
			d.wait("the search has ended", func() bool { return !d.busy() })
			if d.says("調べています") {
				t.Errorf("it still searches:\n%s", d.outline())
			}
		})
	}
}

func TestSetupOffline(t *testing.T) {
	d, s := provided(t)
	d.known.network.Dial = func(context.Context, string, string) (net.Conn, error) {
		t.Error("somebody was asked")
		return nil, os.ErrPermission
	}
	d.menuItem("preferences.title")
	formstest.Tick(t, d.dialog(), "調べもの")
	d.press("保存")
	if !strings.Contains(d.file("settings.toml"), "offline = true") {
		t.Errorf("the file holds\n%s", d.file("settings.toml"))
	}
	d.press("メールアドレスから設定")
	d.want("「調べものをしない」を選んでいるため")
	d.look(s.Accounts[0].Address)
	d.want("社内サーバー")
	if !formstest.Button(t, d.dialog(), "さがす").Disabled() {
		t.Error("it can be searched")
	}
	formstest.All[*widgets.Entry](d.dialog())[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.press("この設定にする")
	if d.page.current.Outgoing.Port != s.SMTPS {
		t.Errorf("the settings are %+v", d.page.current)
	}
}

// The program's own table is there where the user's cannot be used.
func TestSetupWithABrokenTableOfOnesOwn(t *testing.T) {
	d := fresh(t)
	write(t, d.store.Dir(), "providers.json", "{\n\"format\": 1,\n\"provider\": []}")
	d.onSetup()
	d.want("次の理由で使っていません: 3 行目: 「provider」という項目はありません。")
	d.look("gmail")
	d.want("smtp.gmail.com:465")
}

// Where passwords are not taken the form asks to sign in.
func TestSetupWithOAuth(t *testing.T) {
	d := fresh(t)
	d.fill("パスワード", "himitsu")
	d.onSetup()
	d.look("taro@outlook.com")
	chosen := formstest.Outline(formstest.Lines(d.dialog())[0])
	d.press("この設定にする")
	p := d.page.current
	if p.OAuth != mailcore.Microsoft || p.Outgoing.Auth != mailcore.XOAUTH2 || p.Outgoing.User != "taro@outlook.com" || !strings.Contains(chosen, p.Outgoing.Host+":") {
		t.Errorf("the settings are %+v, and were said to be %s", p, chosen)
	}
	if d.parts.notice.bar.Visible() || !d.consent.bar.Visible() {
		t.Errorf("the screen says:\n%s", d.outline())
	}
}

// Settings that are fixed, or an exercise, are not filled in but a new server.
func TestSetupOfANewServer(t *testing.T) {
	d := fresh(t)
	d.choose(0)
	d.onSetup()
	if d.page.selected != -1 || d.dialog() == nil {
		t.Errorf("selected is %d", d.page.selected)
	}
	d.press("キャンセル")
	d.press("練習用サーバーで試す")
	d.onSetup()
	if d.page.selected != -1 || d.page.current.Practice {
		t.Errorf("selected is %d", d.page.selected)
	}
}

func TestSetupIsOfferedWhereItHelps(t *testing.T) {
	d := fresh(t)
	offered := func(want bool, when string) {
		t.Helper()
		if d.says("メールアドレスから設定") != want {
			t.Errorf("%s: offered is not %v:\n%s", when, want, d.outline())
		}
	}
	offered(true, "a new server")
	d.fill("送信メールサーバー", "smtp.example.jp")
	offered(false, "with a host")
	d.fill("送信メールサーバー", "")
	offered(true, "without one again")
	d.page.product = products.Garoon
	d.setView()
	offered(false, "on a product's screen")
}

func TestSetupIntoSavedSettings(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	all := profiles(t, "one")
	all[0].Pin = strings.Repeat("ab", 32)
	seed(t, dir, func(s *store.Settings) { s.Profiles = all })
	d := sit(t, dir)
	d.loaded("one")
	d.onSetup()
	d.look("taro@gmail.com")
	d.press("この設定にする")
	p := d.page.current
	if p.ID != "id-one" || p.Code != "one" || p.Outgoing.Password != "pw-one" || p.Pin != "" || p.Outgoing.Host != "smtp.gmail.com" {
		t.Errorf("the settings are %+v", p)
	}
	d.press("変更を取り消す")
	if d.page.current.Outgoing.Host != "one.example.jp" || d.page.current.Preset != "" {
		t.Errorf("after going back they are %+v", d.page.current)
	}
}
