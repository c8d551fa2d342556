package app

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
)

// A clock is what calls those whose time has come when a test says so.
type clock struct{ waiting []*alarm }

type alarm struct {
	after time.Duration
	call  func()
}

func (c *clock) start(d time.Duration, f func()) (stop func()) {
	a := &alarm{d, f}
	c.waiting = append(c.waiting, a)
	return func() { a.call = nil }
}

// pass lets all time pass, and reports how many were called.
func (c *clock) pass() (called int) {
	waiting := c.waiting
	c.waiting = nil
	for _, a := range waiting {
		if a.call != nil {
			go a.call()
			called++
		}
	}
	return called
}

// walking opens the sheet of the first server for a product.
func walking(t *testing.T, id mailcore.Product) (*desk, *clock) {
	t.Helper()
	d, c := three(t), &clock{}
	d.after = c.start
	d.viewAs(id)
	d.press("入力シート")
	return d, c
}

// enter presses Enter in the sheet, as often as n says.
func (d *desk) enter(n int) {
	d.t.Helper()
	for range n {
		if c := d.beside.sheet.window.Canvas(); c.Focused() != nil {
			c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		} else {
			d.t.Fatal("nothing has the focus")
		}
	}
}

func (d *desk) sheetSays(text string) bool {
	return d.beside.sheet.window != nil && strings.Contains(formstest.Outline(d.beside.sheet.window.Content()), text)
}

func (d *desk) clipboard() string { return d.app.Clipboard().Content() }

// reachPassword walks until the step of the password is there.
func (d *desk) reachPassword() {
	d.t.Helper()
	for range 20 {
		if d.sheetSays("••••••••") {
			return
		}
		d.enter(1)
	}
	d.t.Fatalf("there is no password:\n%s", formstest.Outline(d.beside.sheet.window.Content()))
}

// Enter alone goes through the whole sheet: each value is copied, what is
// chosen is said, and at the end the window closes.
func TestWalkByEnter(t *testing.T) {
	for _, id := range products.IDs {
		d, _ := walking(t, id)
		var copied []string
		for n := 0; d.beside.sheet.window != nil; n++ {
			if n > 40 {
				t.Fatalf("%s: it does not end:\n%s", id, formstest.Outline(d.beside.sheet.window.Content()))
			}
			d.enter(1)
			if text := d.clipboard(); len(copied) == 0 || copied[len(copied)-1] != text {
				copied = append(copied, text)
			}
		}
		all := strings.Join(copied, " ")
		if !strings.Contains(all, "one.example.jp") {
			t.Errorf("%s: copied only %q", id, all)
		}
	}
}

func TestWalkCopiesThePasswordForAWhile(t *testing.T) {
	d, c := walking(t, products.Cybozu)
	d.page.current.Outgoing.Password = "typed-later"
	d.reachPassword()
	if d.sheetSays("pw-one") {
		t.Fatal("the password is shown unasked")
	}
	d.enter(1)
	d.wait("the password is copied", func() bool { return d.clipboard() == "pw-one" })
	if !d.sheetSays("30 秒後にクリップボードから消します") || c.waiting[0].after != 30*time.Second {
		t.Errorf("it says:\n%s", formstest.Outline(d.beside.sheet.window.Content()))
	}
	if c.pass() != 1 {
		t.Fatal("nobody waits")
	}
	d.wait("the password is gone", func() bool { return d.clipboard() == "" })
	if !d.sheetSays("クリップボードからパスワードを消しました") {
		t.Errorf("it says:\n%s", formstest.Outline(d.beside.sheet.window.Content()))
	}
}

// What was copied meanwhile, in Todoku or elsewhere, is not taken away.
func TestWalkLeavesWhatElseWasCopied(t *testing.T) {
	d, c := walking(t, products.Cybozu)
	d.reachPassword()
	d.enter(1)
	d.wait("the password is copied", func() bool { return d.clipboard() == "pw-one" })
	d.app.Clipboard().SetContent("of another program")
	c.pass()
	d.wait("its time is over", func() bool { return d.clip.text == "" })
	if d.clipboard() != "of another program" {
		t.Errorf("the clipboard holds %q", d.clipboard())
	}
	d.beside.sheet.window.Close()
	if d.clipboard() != "of another program" {
		t.Errorf("after closing the clipboard holds %q", d.clipboard())
	}
}

func TestWalkClearsThePasswordAtItsEnd(t *testing.T) {
	for name, end := range map[string]func(*desk){
		"the window": func(d *desk) { d.beside.sheet.window.Close() }, "the program": func(d *desk) { d.onClose() },
	} {
		d, _ := walking(t, products.Cybozu)
		d.reachPassword()
		d.enter(1)
		d.wait("the password is copied", func() bool { return d.clipboard() == "pw-one" })
		if end(d); d.clipboard() != "" {
			t.Errorf("after the end of %s the clipboard holds %q", name, d.clipboard())
		}
	}
}

// A password that is not on the screen is fetched where a test finds it; one
// that is kept nowhere is said to be typed by hand, and passed over.
func TestWalkFetchesThePassword(t *testing.T) {
	d, _ := walking(t, products.Cybozu)
	d.beside.sheet.window.Close()
	d.page.current.Outgoing.Password = ""
	d.onSheet()
	d.reachPassword()
	formstest.Press(t, d.beside.sheet.window.Content(), assets.Text("walk.reveal"))
	d.wait("the password is shown", func() bool { return d.sheetSays("pw-one") })
	formstest.Press(t, d.beside.sheet.window.Content(), assets.Text("walk.hide"))
	if d.sheetSays("pw-one") {
		t.Error("it cannot be hidden again")
	}
	keyring.MockInit()
	d.beside.sheet.window.Close()
	d.onSheet()
	d.reachPassword()
	d.enter(1)
	d.wait("it says that there is none", func() bool { return d.sheetSays(assets.Text("walk.no-password")) })
	if d.enter(1); d.sheetSays(assets.Text("walk.by-hand")) {
		t.Error("it does not go on")
	}
}

// Where passwords are asked for each time, the question is in front of the walk.
func TestWalkAsksInItsOwnWindow(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	all := profiles(t, "one")
	seed(t, dir, func(s *store.Settings) { s.Profiles, s.Preferences.Secrets = all, store.AskStore })
	d := sit(t, dir)
	d.viewAs(products.Cybozu)
	d.press("入力シート")
	d.reachPassword()
	d.enter(1)
	canvas := d.beside.sheet.window.Canvas()
	d.wait("it asks", func() bool { return canvas.Overlays().Top() != nil })
	test.Type(canvas.Focused(), "asked-for")
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.wait("the password is copied", func() bool { return d.clipboard() == "asked-for" })
}

// The keyboard goes on, back, and copies again; what was passed over is named.
func TestWalkByKeys(t *testing.T) {
	d, _ := walking(t, products.Cybozu)
	walk := d.showSheet().walk
	d.enter(1)
	walk.Move(1)
	walk.Move(1)
	walk.Move(-1)
	if !d.sheetSays("外部サーバー」を選ぶ") {
		t.Fatalf("it says:\n%s", formstest.Outline(d.beside.sheet.window.Content()))
	}
	d.enter(1)
	walk.Copy()
	if d.clipboard() != "one.example.jp" || !d.sheetSays("## SMTPサーバー") {
		t.Errorf("copied %q, and it says:\n%s", d.clipboard(), formstest.Outline(d.beside.sheet.window.Content()))
	}
	for range 20 {
		walk.Move(1)
	}
	if !d.sheetSays("・システムメールアドレス") || d.sheetSays("・メールサーバー\n") {
		t.Errorf("the end says:\n%s", formstest.Outline(d.beside.sheet.window.Content()))
	}
	formstest.Lines(d.beside.sheet.window.Content())[1].(fyne.Tappable).Tapped(nil)
	if !d.sheetSays("## システムメールアドレス") {
		t.Errorf("the list leads to:\n%s", formstest.Outline(d.beside.sheet.window.Content()))
	}
	d.beside.sheet.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.beside.sheet.window != nil {
		t.Error("Escape does not close it")
	}
}

// The piece of a file is one step; it is copied with the password, for a while,
// and shown without.
func TestWalkOfAFile(t *testing.T) {
	for _, id := range []mailcore.Product{products.Redmine, products.ECCube, products.GitLab} {
		d, c := walking(t, id)
		d.enter(1)
		if d.sheetSays("pw-one") || !d.sheetSays(products.Blank) {
			t.Errorf("%s shows:\n%s", id, formstest.Outline(d.beside.sheet.window.Content()))
		}
		d.enter(1)
		d.wait("the piece is copied", func() bool { return strings.Contains(d.clipboard(), "pw-one") })
		if c.pass() != 1 {
			t.Errorf("%s: nobody takes it away", id)
		}
		d.wait("it is gone", func() bool { return d.clipboard() == "" })
	}
}

// Beside a browser the window may be small, in every language.
func TestWalkFitsBesideABrowser(t *testing.T) {
	d, _ := walking(t, products.Zaionnex)
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		for _, id := range products.IDs {
			d.page.product = id
			d.onSheet()
			w := d.beside.sheet.window
			w.Resize(fyne.NewSize(420, 360))
			if least := w.Content().MinSize(); least.Width > 420 || least.Height > 360 {
				t.Errorf("%s, %s: %v", lang, id, least)
			}
			formstest.All[*widgets.Choice](w.Content())[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			if least := w.Content().MinSize(); least.Width > 420 || least.Height > 360 {
				t.Errorf("%s, %s as a list: %v", lang, id, least)
			}
		}
	}
}
