package app

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/zalando/go-keyring"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore/ends"
	"todoku/store"
)

// tick ticks servers of the list of all.
func (d *desk) tick(ids ...string) {
	d.t.Helper()
	checks := formstest.All[*widgets.Check](d.parts.all.list.Content)
	for i, id := range d.parts.all.list.Shown() {
		if slices.Contains(ids, id) {
			checks[1+i].SetChecked(true)
		}
	}
}

// top is the dialog in front of the window.
func (d *desk) top() fyne.CanvasObject { return d.window.Canvas().Overlays().Top() }

func (d *desk) ports() (all []int) {
	for _, p := range d.own() {
		all = append(all, p.Outgoing.Port)
	}
	return all
}

func TestSeveralAreChangedAtOnceAndBack(t *testing.T) {
	d := three(t)
	before := d.ports()
	d.press("一覧")
	d.tick("id-one", "id-three")
	d.press("選んだ 2 件を変更")
	d.want("2 件のうち 0 件が変わります。")
	formstest.Type(t, d.top(), "新しい値", "2525")
	d.want("ポート番号: 587 → 2525")
	d.want("2 件のうち 2 件が変わります。")
	d.press("変更する")
	d.wait("they are changed", func() bool { return slices.Equal(d.ports(), []int{2525, before[1], 2525}) })
	if saved, err := d.store.Peek(); err != nil || saved.Profiles[len(saved.Profiles)-1].Outgoing.Port != 2525 {
		t.Errorf("not in the file: %v", err)
	}
	if d.page.current.Outgoing.Port != d.own()[0].Outgoing.Port && d.page.current.ID == d.own()[0].ID {
		t.Error("the server on the screen is as it was")
	}
	d.want("2 件のサーバーを変更しました。")
	d.press("元に戻す")
	d.wait("they are back", func() bool { return slices.Equal(d.ports(), before) })
}

// What would be wrong is left as it is, and nothing happens where nothing
// changes.
func TestAWrongValueChangesNothing(t *testing.T) {
	d := three(t)
	before := d.ports()
	d.press("一覧")
	d.tick("id-one")
	d.press("選んだ 1 件を変更")
	formstest.Type(t, d.top(), "新しい値", "99999")
	d.want("変えません: ")
	d.press("変更する")
	if d.top() == nil || !slices.Equal(d.ports(), before) {
		t.Errorf("it was done: %v", d.ports())
	}
	d.press("キャンセル")
}

func TestAPasswordIsChangedWhereverTheAccountIsUsed(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	seed(t, dir, func(s *store.Settings) {
		s.Profiles = profiles(t, "one", "two", "three")
		for i := range s.Profiles {
			s.Profiles[i].Outgoing.User = "taro@example.jp"
		}
	})
	d := sit(t, dir)
	d.loaded("one")
	d.press("一覧")
	d.tick("id-one")
	d.press("選んだ 1 件を変更")
	choice := formstest.All[*widgets.Select](d.top())[0]
	choice.SetSelectedIndex(len(choice.Options) - 1)
	formstest.Type(t, d.top(), "新しいパスワード", "correct horse")
	d.want("3 件のサーバーのパスワードが変わります。")
	old := kept(t, "id-two")
	d.press("変更する")
	d.wait("it is kept", func() bool { return kept(t, "id-two") == "correct horse" && kept(t, "id-one") == "correct horse" })
	d.wait("it can be taken back", func() bool { return d.parts.all.undo.Content.Visible() })
	if day := d.store.SecretDates()["id-two/outgoing"]; time.Since(day) > 48*time.Hour {
		t.Errorf("kept on %v", day)
	}
	d.press("元に戻す")
	d.wait("it is the old one", func() bool { return kept(t, "id-two") == old })
}

func TestColumnsAreKept(t *testing.T) {
	d := three(t)
	d.press("一覧")
	d.press("表示する列")
	for _, c := range formstest.All[*widgets.Check](d.top()) {
		c.SetChecked(c.Text == "表示名" || c.Text == "担当")
	}
	d.press("保存")
	if got := d.parts.all.list.Columns(); !slices.Equal(got, []string{"name", "person"}) {
		t.Errorf("the list has %v", got)
	}
	if saved, err := d.store.Peek(); err != nil || !slices.Equal(saved.Preferences.Columns, []string{"name", "person"}) {
		t.Errorf("the file has %v %v", saved.Preferences.Columns, err)
	}
}

func TestEndsLeadToTheServer(t *testing.T) {
	d := three(t)
	d.known.now = func() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.Local) }
	d.known.certificates = map[string]ends.Seen{
		"id-one": {At: d.known.now(), Until: d.known.now().AddDate(0, 0, 9)}, "id-two": {At: d.known.now(), Until: d.known.now().AddDate(0, 0, 1)},
	}
	d.settings.Preferences.PasswordDays = 30
	d.known.saved = map[string]time.Time{store.ProfileKey("id-three", store.OutgoingSecret): d.known.now().AddDate(0, 0, -40)}
	d.showEnds()
	formstest.Golden(t, "ends.ja", formstest.Outline(d.top()))
	written := ""
	d.files.save = func(_ fyne.Window, name string, _ func(string)) { written = name }
	d.press("カレンダーに書き出す")
	if written != "todoku-ends-20260401.ics" {
		t.Errorf("it writes %q", written)
	}
	formstest.Lines(d.dialog().(*widget.PopUp).Content)[1].(fyne.Tappable).Tapped(&fyne.PointEvent{})
	d.loaded("two")
}
