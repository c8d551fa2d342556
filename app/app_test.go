package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/picker"
	"todoku/store"
)

// patience bounds every wait of a test.
const patience = 2 * time.Minute

func TestMain(m *testing.M) {
	os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent") // no test reaches the keyring of whoever runs it
	os.Setenv(picker.OwnVariable, "1")                              // and none asks by the dialogs of the system
	time.Local = time.FixedZone("JST", 9*60*60)
	os.Exit(m.Run())
}

// A desk is the real program over a temporary folder. Its UI thread is the
// goroutine of the test, which runs what the program's goroutines hand over
// while it waits.
type desk struct {
	*App
	t     *testing.T
	queue chan func()
}

// sit starts the program over dir, with the keyring in memory, in Japanese, and
// goes on by hand where it is new.
func sit(t *testing.T, dir string) *desk {
	t.Helper()
	d := sitUnder(t, dir, store.Policy{})
	d.byHand()
	return d
}

// sitUnder does so where an administrator has decided something.
func sitUnder(t *testing.T, dir string, policy store.Policy) *desk {
	t.Helper()
	files, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	files.Obey(policy)
	d := &desk{t: t, queue: make(chan func(), 64)}
	gone := make(chan struct{})
	t.Setenv("LC_ALL", "ja_JP.UTF-8")
	assets.SetLanguage("ja")
	d.App = New(test.NewTempApp(t), files, func(f func()) {
		select {
		case d.queue <- f:
		case <-gone:
		}
	})
	d.Show()
	t.Cleanup(func() { close(gone); d.Close() })
	return d
}

// byHand goes over the start card to an empty form, where there is that card.
func (d *desk) byHand() {
	d.t.Helper()
	if d.parts.start.Content.Visible() {
		formstest.Press(d.t, d.parts.start.Content, "紙を見て入力")
		d.tile("まだ決めていない")
	}
}

// tile presses the product of that name on the start card.
func (d *desk) tile(name string) {
	d.t.Helper()
	for _, o := range formstest.Lines(d.parts.start.Content) {
		if formstest.Outline(o) == name+"\n" {
			o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			return
		}
	}
	d.t.Fatalf("there is no tile %q on:\n%s", name, d.outline())
}

// fresh is sit over an empty folder with an empty keyring.
func fresh(t *testing.T) *desk {
	t.Helper()
	keyring.MockInit()
	return sit(t, t.TempDir())
}

// wait runs the UI until something is so.
func (d *desk) wait(what string, so func() bool) {
	d.t.Helper()
	late, look := time.NewTimer(patience), time.NewTicker(5*time.Millisecond)
	defer late.Stop()
	defer look.Stop()
	for !so() {
		select {
		case f := <-d.queue:
			f()
		case <-look.C: // files and keyrings send no news
		case <-late.C:
			d.t.Fatalf("waited in vain until %s; the screen says:\n%s", what, d.outline())
		}
	}
}

// screen is what a person can use: the newest dialog, or the window.
func (d *desk) screen() fyne.CanvasObject {
	if dialog := d.dialog(); dialog != nil {
		return dialog
	}
	return d.window.Content()
}

// dialog is the newest one, or nil.
func (d *desk) dialog() fyne.CanvasObject {
	if top := d.window.Canvas().Overlays().Top(); top != nil {
		for _, p := range formstest.All[*widget.PopUp](top) {
			return p
		}
	}
	return nil
}

func (d *desk) outline() string { return formstest.Outline(d.screen()) }

// says reports whether the screen shows a text.
// chosen is which of the user's own servers is on the screen; -1 is a new one.
func (d *desk) chosen() int { return max(-1, d.page.selected-len(mailcore.WithFixed(nil))) }

// own are the servers that the user has added.
func (d *desk) own() []mailcore.Profile {
	return slices.DeleteFunc(slices.Clone(d.settings.Profiles), mailcore.Profile.Fixed)
}

func (d *desk) says(text string) bool { return strings.Contains(d.outline(), text) }

func (d *desk) want(text string) {
	d.t.Helper()
	if !d.says(text) {
		d.t.Fatalf("the screen does not say %q but:\n%s", text, d.outline())
	}
}

func (d *desk) press(button string) {
	d.t.Helper()
	formstest.Press(d.t, d.screen(), button)
}

func (d *desk) fill(label, text string) {
	d.t.Helper()
	d.unfold()
	formstest.Type(d.t, d.screen(), label, text)
}

func (d *desk) pick(label, option string) {
	d.t.Helper()
	d.unfold()
	formstest.Choose(d.t, d.screen(), label, option)
}

// unfold brings the details of the form into sight, where it is there.
func (d *desk) unfold() {
	for _, b := range formstest.All[*widgets.Button](d.screen()) {
		if text := assets.Text("form.details"); b.Text == text {
			formstest.Unfold(d.t, d.screen(), text)
			return
		}
	}
}

// menuItem presses the item of the menu with those words.
func (d *desk) menuItem(key string) {
	d.t.Helper()
	for _, m := range d.window.MainMenu().Items {
		for _, item := range m.Items {
			if item.Label == assets.Text(key) {
				item.Action()
				return
			}
		}
	}
	d.t.Fatalf("the menu has no %q", assets.Text(key))
}

// run presses 実行 and waits for the end.
func (d *desk) run() mailcore.Report {
	d.t.Helper()
	d.press("実行")
	d.wait("the test has ended", func() bool { return !d.busy() })
	return d.view.Report()
}

// file returns a file of the program's folder, "" if there is none.
func (d *desk) file(name string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.store.Dir(), name))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.t.Fatal(err)
	}
	return string(text)
}

// kept returns what the keyring keeps of a profile, "" for nothing.
func kept(t *testing.T, id string) string {
	t.Helper()
	secret, err := store.NewKeyring().Get(t.Context(), store.ProfileKey(id, store.OutgoingSecret))
	if err != nil && !errors.Is(err, store.ErrNoSecret) {
		t.Fatal(err)
	}
	return string(secret)
}

// serve starts a mail server and makes the program over dir trust it.
func serve(t *testing.T, dir, scenario string) *practice.Server {
	t.Helper()
	s, err := practice.Start(context.Background(), practice.Options{Scenario: scenario})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	root := filepath.Join(dir, "root.pem")
	if err := os.WriteFile(root, s.CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	seed(t, dir, func(s *store.Settings) { s.Preferences.Roots = []string{root} })
	return s
}

// seed changes the settings on the disk, before the program starts or as
// another copy of it would.
func seed(t *testing.T, dir string, edit func(*store.Settings)) {
	t.Helper()
	files, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := files.Load()
	if err != nil {
		t.Fatal(err)
	}
	edit(&s)
	if err := files.Save(s); err != nil {
		t.Fatal(err)
	}
}

// fillIn types the settings of a server into the form.
func (d *desk) fillIn(s *practice.Server, password string) {
	d.t.Helper()
	from, to := s.Accounts[0], s.Accounts[1]
	d.fill("表示名", "本社")
	d.fill("送信メールサーバー", "127.0.0.1")
	d.fill("ポート番号", strconv.Itoa(s.SMTP))
	d.fill("アカウント名", from.User)
	d.fill("パスワード", password)
	d.fill("送信元メールアドレス", from.Address)
	d.fill("確認用の送信先メールアドレス", to.Address)
}

// profiles returns some saved servers with passwords in the keyring.
func profiles(t *testing.T, names ...string) []mailcore.Profile {
	t.Helper()
	var all []mailcore.Profile
	for _, name := range names {
		p := mailcore.NewProfile()
		p.ID, p.Code, p.Name = "id-"+name, name, name
		p.Outgoing.Host, p.Outgoing.User = name+".example.jp", name
		if err := store.NewKeyring().Set(t.Context(), store.ProfileKey(p.ID, store.OutgoingSecret), mailcore.Secret("pw-"+name)); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// names returns the user's own servers as they are on the disk, in order.
func (d *desk) names() string {
	d.t.Helper()
	files, err := store.Open(d.store.Dir())
	if err != nil {
		d.t.Fatal(err)
	}
	s, err := files.Load()
	if err != nil {
		d.t.Fatal(err)
	}
	var names []string
	for _, p := range s.Profiles {
		if !p.Fixed() {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, " ")
}
