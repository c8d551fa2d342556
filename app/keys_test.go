package app

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore/products"
)

// tabTo presses Tab until something with that name has the focus.
func (d *desk) tabTo(w fyne.Window, name string) fyne.Focusable {
	d.t.Helper()
	for range 400 {
		w.Canvas().FocusNext()
		if s, ok := w.Canvas().Focused().(widgets.Spoken); ok && strings.Contains(s.Say().Name, name) {
			return w.Canvas().Focused()
		}
	}
	d.t.Fatalf("Tab never reaches %q on:\n%s", name, formstest.Outline(w.Content()))
	return nil
}

// typeInto goes to a field by Tab and types.
func (d *desk) typeInto(name, text string) {
	d.t.Helper()
	f := d.tabTo(d.window, name)
	f.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	for _, r := range text {
		f.TypedRune(r)
	}
}

// alt does what Alt with a letter is for: the canvas of tests keeps no
// shortcuts.
func (d *desk) alt(letter fyne.KeyName) {
	d.t.Helper()
	i := slices.IndexFunc(commands(), func(c command) bool { return c.letter() && c.key == letter })
	if i < 0 {
		d.t.Fatalf("Alt+%s does nothing", letter)
	}
	d.command(commands()[i])()
}

// TestKeysAloneLeadToASheet fills in a server, tests it, looks at a step,
// saves it and opens its sheet without a mouse.
func TestKeysAloneLeadToASheet(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	d := sit(t, dir)
	from, to := s.Accounts[0], s.Accounts[1]
	d.alt(fyne.KeyN)
	d.tabTo(d.window, assets.Text("start.paper")).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.tabTo(d.window, assets.Text("start.undecided")).TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.typeInto("送信メールサーバー", "127.0.0.1")
	d.typeInto("ポート番号", strconv.Itoa(s.SMTP))
	d.typeInto("アカウント名", from.User)
	d.typeInto("パスワード", from.Password)
	d.typeInto("送信元メールアドレス", from.Address)
	d.typeInto("確認用の送信先メールアドレス", to.Address)
	d.alt(fyne.KeyR)
	d.wait("the test has ended", func() bool { return !d.busy() })
	if !d.view.Report().OK() {
		t.Fatalf("the test failed:\n%s", d.outline())
	}
	d.tabTo(d.window, "手順").TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.tabTo(d.window, "ログイン").TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.want("認証方式")
	d.alt(fyne.KeyS)
	d.wait("it is saved", func() bool { return d.chosen() == 0 })
	d.alt(fyne.KeyP)
	w := newest(t)
	if w == d.window {
		t.Fatal("there is no sheet")
	}
	for range 40 { // rows of what is typed and of what is chosen
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if d.app.Clipboard().Content() == "127.0.0.1" {
			break
		}
	}
	if d.app.Clipboard().Content() != "127.0.0.1" {
		t.Errorf("Enter alone does not copy the server:\n%s", formstest.Outline(w.Content()))
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if newest(t) != d.window {
		t.Error("Escape does not close the sheet")
	}
}

// TestEveryKeyIsOnThePage holds the page, the menu and the manuals against the
// table.
func TestEveryKeyIsOnThePage(t *testing.T) {
	for language, manual := range map[string]string{"ja": "../docs/manual.md", "en": "../docs/manual.en.md"} {
		d := fresh(t)
		assets.SetLanguage(language)
		written, err := os.ReadFile(manual)
		if err != nil {
			t.Fatal(err)
		}
		d.onKey(&fyne.KeyEvent{Name: fyne.KeyF1})
		seen := map[fyne.KeyName]bool{}
		for _, c := range commands() {
			if c.key == "" {
				continue
			}
			if seen[c.key] {
				t.Errorf("%s does two things", c.key)
			}
			seen[c.key] = true
			if line := c.keys() + ": " + assets.Text(c.text); !d.says(line) {
				t.Errorf("the page does not say %q but:\n%s", line, d.outline())
			}
			if line := "| " + c.keys() + " | " + assets.Text(c.text) + " |\n"; !mac() && !strings.Contains(string(written), line) {
				t.Errorf("%s lacks %s", manual, line)
			}
		}
		d.press(assets.Text("close"))
	}
}

// TestButtonsShowTheirKeys: those of the main window that a key presses.
func TestButtonsShowTheirKeys(t *testing.T) {
	d := three(t)
	for _, key := range []string{"server.add", "server.copy", "save", "run", "sheet.title"} {
		said := formstest.Button(t, d.screen(), assets.Text(key)).AccessibilityLabel()
		if !strings.Contains(said, "Alt+") && !strings.Contains(said, "⌘") {
			t.Errorf("%s says %q", key, said)
		}
	}
}

// TestMenuByKeys opens the menus with F10 and chooses with the arrows.
func TestMenuByKeys(t *testing.T) {
	d := three(t)
	d.onKey(&fyne.KeyEvent{Name: fyne.KeyF10})
	menu := d.window.Canvas().Focused()
	if menu == nil {
		t.Fatal("no menu has the focus")
	}
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn} {
		menu.TypedKey(&fyne.KeyEvent{Name: key})
	}
	d.want(assets.Text("about.copy"))
	d.press("閉じる")
}

// TestEveryFieldHasHelp presses F1 in every field of every screen.
func TestEveryFieldHasHelp(t *testing.T) {
	d := three(t)
	for _, language := range assets.Languages {
		d.settings.Preferences.Language = language
		d.applyPreferences()
		d.build()
		for _, id := range append(products.IDs, "") {
			d.viewAs(id)
			if id == "" {
				d.press(assets.Text("form.details"))
			}
			for _, r := range formstest.All[*widgets.Row](d.window.Content()) {
				if len(formstest.Interactive(r.Field())) > 0 && r.Help() == "" {
					t.Errorf("%s, %s: no help for %q", language, id, r.AccessibilityLabel())
				}
			}
		}
	}
	d.tabTo(d.window, assets.Text("field.from_name")).TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1})
	d.want(assets.Text("field.from_name.help"))
	d.press(assets.Text("close"))
}

// TestRowsAreTickedByKeys in the list of all servers.
func TestRowsAreTickedByKeys(t *testing.T) {
	d := three(t)
	d.onOverview()
	d.tabTo(d.window, "two").TypedRune(' ')
	if got := d.parts.all.list.Ticked(); len(got) != 1 {
		t.Errorf("ticked %v", got)
	}
	d.onKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.parts.all.pane.Visible() {
		t.Error("Escape does not leave the list")
	}
}
