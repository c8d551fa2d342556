package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
	"todoku/store"
)

// roots is everything on the screen: what each window holds, and the dialogs
// in front of it.
func roots() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		all = append(all, w.Content())
		all = append(all, w.Canvas().Overlays().List()...)
	}
	return all
}

// speaks fails for what is interactive on the screen and has no name.
func speaks(t *testing.T) {
	t.Helper()
	for _, o := range roots() {
		apart(t, o)
		for _, mute := range formstest.Mute(o) {
			t.Errorf("%s", mute)
		}
	}
}

// apart fails where two fields of a window have the same name.
func apart(t *testing.T, o fyne.CanvasObject) {
	t.Helper()
	seen := map[string]bool{}
	for _, e := range formstest.All[*widgets.Entry](o) {
		if name := e.Say().Name; seen[name] {
			t.Errorf("two fields are called %q", name)
		} else {
			seen[name] = true
		}
	}
}

// leaving are the words on buttons that leave a dialog as it was.
var leaving = []string{"cancel", "close", "mend.keep", "mend.pin.no", "secrets.later"}

// shut leaves every dialog by its button, since Escape would be one that is
// held, and closes the windows beside the main one.
func (d *desk) shut() {
	d.t.Helper()
	d.wait("nobody talks to a server", func() bool { d.onStop(); return !d.busy() })
	for _, w := range slices.Clone(fyne.CurrentApp().Driver().AllWindows()) {
		for range 9 {
			top := w.Canvas().Overlays().Top()
			if top == nil {
				break
			}
			d.leaveDialog(w, top)
			d.wait("the dialog is closed", func() bool { return w.Canvas().Overlays().Top() != top })
		}
		if w != d.window {
			w.Close()
		}
	}
}

func (d *desk) leaveDialog(w fyne.Window, dialog fyne.CanvasObject) {
	for _, key := range leaving {
		for _, b := range formstest.All[*widgets.Button](dialog) {
			if b.Text == assets.Text(key) {
				b.OnTapped()
				return
			}
		}
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
}

// screens opens every window and dialog, one after another.
var screens = []struct {
	name string
	open func(d *desk)
}{
	{"server", func(*desk) {}},
	{"start", func(d *desk) { d.showStart() }},
	{"start: product", func(d *desk) { d.showStart(); d.press(assets.Text("start.paper")) }},
	{"details of the form", func(d *desk) { d.leaveStart(); d.press(assets.Text("form.details")) }},
	{"about", func(d *desk) { d.onAbout() }},
	{"release", func(d *desk) { d.onRelease() }},
	{"preferences", func(d *desk) { d.onPreferences() }},
	{"watch", func(d *desk) { d.onWatch() }},
	{"clients", func(d *desk) { d.onClients() }},
	{"setup", func(d *desk) { d.onSetup() }},
	{"import", func(d *desk) { d.onImport() }},
	{"import preview", func(d *desk) { plan(d, 1) }},
	{"import preview of several", func(d *desk) { plan(d, 3) }},
	{"passphrase of a bundle", func(d *desk) { (&intake{app: d.App}).openBundle(nil) }},
	{"export", func(d *desk) { d.onExport(nil) }},
	{"new bundle", func(d *desk) { (&export{app: d.App, profiles: d.own()}).newBundle() }},
	{"review", func(d *desk) { d.onReview(); d.wait("it is offered", func() bool { return d.dialog() != nil }) }},
	{"hand-over", func(d *desk) { d.onHandover(); d.wait("it is offered", func() bool { return d.dialog() != nil }) }},
	{"open a file", func(d *desk) { askOpen(d.window, func(string) {}) }},
	{"save a file", func(d *desk) { askSave(d.window, "a", func(string) {}) }},
	{"replace a file", func(d *desk) {
		path := filepath.Join(d.t.TempDir(), "there")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			d.t.Fatal(err)
		}
		askSave(d.window, path, func(string) {})
		d.press(assets.Text("save"))
	}},
	{"sheet", func(d *desk) { d.onSheet() }},
	{"history", func(d *desk) {
		d.onHistory()
		w := newest(d.t)
		d.wait("the history is there", func() bool {
			return strings.Contains(formstest.Outline(w.Content()), assets.Text("details.title"))
		})
	}},
	{"batch", func(d *desk) { d.onTestAll(nil) }},
	{"details", func(d *desk) { d.showDetails(d.view.Report()) }},
	{"inquiry", func(d *desk) { d.onInquire(d.window, d.view.Report()) }},
	{"explain", func(d *desk) { d.onExplain() }},
	{"explained", func(d *desk) {
		d.showExplained(explained(d.t, "msmtp: the server says\n535 5.7.8 Error: authentication failed"))
	}},
	{"conversation", func(d *desk) { d.press(assets.Text("transcript.title")) }},
	{"a step", func(d *desk) { formstest.Lines(d.view.Content)[0].(fyne.Tappable).Tapped(&fyne.PointEvent{}) }},
	{"mend", func(d *desk) {
		d.onMend(d.view.Report())
		d.wait("something was tried", func() bool { return !d.busy() })
	}},
	{"ports", func(d *desk) {
		d.onFindSettings()
		d.wait("the ports have answered", func() bool { return !d.busy() })
	}},
	{"what is not saved", func(d *desk) {
		d.page.current.Name += "!"
		d.leave(func() {})
		speaks(d.t)
		d.page.current.Name = d.page.saved.Name
	}},
	{"delete", func(d *desk) { d.onDelete() }},
	{"a password", func(d *desk) {
		go func() { _, _ = d.ask(d.ctx, "ask.title", func() question { return oneSecret("") }) }()
	}},
	{"overview", func(d *desk) { d.showOverview(true) }},
	{"change several", func(d *desk) { d.onEditMany([]string{d.own()[0].ID}) }},
	{"change a password", func(d *desk) {
		d.onEditMany([]string{d.own()[0].ID})
		choice := formstest.All[*widgets.Select](d.window.Canvas().Overlays().Top())[0]
		choice.SetSelectedIndex(len(choice.Options) - 1)
	}},
	{"columns", func(d *desk) { d.onColumns() }},
	{"ends", func(d *desk) { d.showEnds() }},
	{"delete all", func(d *desk) { d.onDeleteAll() }},
	{"small", func(d *desk) { d.showOverview(false); d.window.Resize(fyne.NewSize(800, 460)) }},
}

// plan shows the preview of n servers that were read.
func plan(d *desk, n int) {
	i := &intake{app: d.App, format: "TOML"}
	for range n {
		i.drafts = append(i.drafts, exchange.FromProfiles([]mailcore.Profile{d.page.current})...)
	}
	i.preview()
}

// TestEverythingHasAName walks every window and dialog in both languages.
func TestEverythingHasAName(t *testing.T) {
	for _, language := range assets.Languages {
		t.Run(language, func(t *testing.T) {
			d := named(t, language)
			for _, s := range screens {
				t.Run(s.name, func(t *testing.T) {
					d.t = t
					before := len(roots())
					s.open(d)
					if s.name == "a password" {
						d.wait("it is asked for", func() bool { return len(roots()) > before })
					}
					speaks(t)
					d.shut()
				})
			}
			for _, id := range products.IDs {
				d.t = t
				d.viewAs(id)
				speaks(t)
			}
			d.onPractice()
			d.wait("the practice server is there", func() bool { return d.page.current.Practice })
			d.press(assets.Text("run"))
			d.wait("the test has ended", func() bool { return !d.busy() })
			speaks(t)
			d.press(assets.Text("arrival.no"))
			speaks(t)
		})
	}
}

// named starts the program in a language, with a server whose last test has
// failed, another one, and a report on the screen.
func named(t *testing.T, language string) *desk {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "starttls-required")
	seed(t, dir, func(v *store.Settings) {
		p := branch(t, s, "本社", practice.Accounts[0].Password)
		p.Outgoing.Encryption, p.TestTo = mailcore.NoEncryption, practice.Accounts[1].Address
		v.Profiles = append([]mailcore.Profile{p}, profiles(t, "two")...)
		v.Preferences.Language = language
	})
	d := sit(t, dir)
	if got := assets.Language(); got != language {
		t.Fatalf("the language is %s", got)
	}
	d.wait("the passwords are there", func() bool { return d.page.current.Outgoing.Password != "" })
	d.press(assets.Text("run"))
	d.wait("the test has ended", func() bool { return !d.busy() })
	if d.view.Report().OK() {
		t.Fatal("the test passed")
	}
	return d
}

// TestWhatIsSaid says name, value, state and problem of a field.
func TestWhatIsSaid(t *testing.T) {
	d := fresh(t)
	d.start("", "")
	d.fill("送信メールサーバー", "smtp.example.jp")
	d.fill("ポート番号", "0")
	d.fill("パスワード", "geheim")
	said := func(label string) string {
		return formstest.Field[*widgets.Entry](t, d.screen(), label).AccessibilityLabel()
	}
	port := formstest.Row(t, d.screen(), "ポート番号").Problem()
	for label, want := range map[string]string{
		"送信メールサーバー": "送信メールサーバー、入力欄、smtp.example.jp、必須",
		"ポート番号":     "ポート番号、入力欄、0、必須、エラー: " + port,
		"パスワード":     "パスワード、入力欄、6 文字、必須",
		"アカウント名":    "アカウント名、入力欄、空欄、必須",
	} {
		if got := said(label); !strings.HasPrefix(got, want) {
			t.Errorf("%s says %q, want %q", label, got, want)
		}
	}
	if i := slices.IndexFunc(formstest.All[*widgets.Entry](d.screen()), func(e *widgets.Entry) bool { return strings.Contains(e.AccessibilityLabel(), "geheim") }); i >= 0 {
		t.Error("a screen reader says the password")
	}
}

// TestFocusIsFoundInTheScroll: what Tab reaches outside of lists, whose rows
// are their own affair, is scrolled into view wherever it is.
func TestFocusIsFoundInTheScroll(t *testing.T) {
	d := named(t, "ja")
	for _, s := range screens {
		d.t = t
		s.open(d)
		for _, root := range roots() {
			if dialogs := formstest.All[*widget.PopUp](root); len(dialogs) > 0 {
				root = dialogs[0]
			}
			for _, o := range formstest.Interactive(root) {
				if _, tab := o.(fyne.Focusable); tab && !inList(root, o) && widgets.Around(root, o) == nil {
					t.Errorf("%s: nobody finds %T %q", s.name, o, o.(widgets.Spoken).AccessibilityLabel())
				}
			}
		}
		d.shut()
	}
}

// inList reports whether o is on a row of a list.
func inList(root, o fyne.CanvasObject) bool {
	if _, list := root.(interface{ ScrollToBottom() }); list {
		return slices.Contains(formstest.All[fyne.CanvasObject](root)[1:], o)
	}
	return slices.ContainsFunc(formstest.Children(root), func(part fyne.CanvasObject) bool { return inList(part, o) })
}
