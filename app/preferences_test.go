package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/store"
)

func TestPreferences(t *testing.T) {
	d := fresh(t)
	d.menuItem("preferences.title")
	formstest.Golden(t, "preferences.ja", d.outline())
}

// Another language is spoken at once; what is on the screen stays.
func TestLanguage(t *testing.T) {
	d := three(t)
	d.fill("送信メールサーバー", "changed.example.jp")
	d.menuItem("preferences.title")
	d.pick("表示言語", "English")
	d.press("保存")
	d.want("Outgoing server*: \"changed.example.jp\"")
	d.want("Changes not saved yet")
	for _, japanese := range []string{"送信", "保存", "実行"} {
		if d.says(japanese) {
			t.Errorf("%s is still there:\n%s", japanese, d.outline())
		}
	}
	if got := formstest.Outline(d.parts.list.Content); !strings.Contains(got, "▶") {
		t.Errorf("the list lost its choice:\n%s", got)
	}
	if !strings.Contains(d.file("settings.toml"), "language = 'en'") || strings.Contains(d.window.Title(), "届く") {
		t.Errorf("title %q; the file holds:\n%s", d.window.Title(), d.file("settings.toml"))
	}
	d.menuItem("preferences.title")
	d.pick("Language", "日本語")
	d.press("Save")
	d.want("送信メールサーバー*: \"changed.example.jp\"")
}

// A test goes on, and is shown to its end, while the language changes.
func TestLanguageWhileATestRuns(t *testing.T) {
	d, _ := office(t, "silence", "x")
	d.press("実行")
	d.menuItem("preferences.title")
	d.pick("表示言語", "English")
	d.press("保存")
	d.press("Stop")
	d.wait("the test has ended", func() bool { return !d.busy() })
	d.want("Test mail: stopped")
	d.press("Run")
	d.press("Stop")
	d.wait("the test has ended", func() bool { return !d.busy() })
}

// offerFile lets the file dialog answer with a path.
func (d *desk) offerFile(path string) {
	d.files.open = func(_ fyne.Window, then func(string)) { then(path) }
}

// What is no certificate is said by the field, and not taken.
func TestUnusableAuthorityIsRefused(t *testing.T) {
	d := fresh(t)
	write(t, d.store.Dir(), "none.pem", "nothing")
	d.menuItem("preferences.title")
	for path, want := range map[string]string{
		filepath.Join(d.store.Dir(), "none.pem"):    "none.pem は証明書ではありません。",
		filepath.Join(d.store.Dir(), "missing.pem"): "missing.pem: ファイルまたはフォルダーがありません",
		d.store.Dir(): ": フォルダーです",
	} {
		d.offerFile(path)
		d.press("ファイルから追加")
		if got := formstest.Row(t, d.dialog(), "追加で信頼する認証局").Problem(); !strings.Contains(got, want) {
			t.Errorf("%s: the field says %q", path, got)
		}
	}
	d.press("保存")
	if d.dialog() != nil || len(d.settings.Preferences.Roots) != 0 {
		t.Error("it was taken all the same")
	}
}

// The name of an authority and its end are shown; it can be taken out again.
func TestAuthorityIsChosen(t *testing.T) {
	d := fresh(t)
	s := serve(t, t.TempDir(), "ok")
	write(t, d.store.Dir(), "root.pem", string(s.CAPEM()))
	path := filepath.Join(d.store.Dir(), "root.pem")
	found, err := store.Authorities(path)
	if err != nil {
		t.Fatal(err)
	}
	d.menuItem("preferences.title")
	d.offerFile(path)
	d.press("ファイルから追加")
	d.want(found[0].Subject.CommonName)
	d.want("有効期限: " + found[0].NotAfter.Local().Format("2006-01-02"))
	d.press("ファイルから追加")
	d.want("すでに追加してあります。")
	d.press("保存")
	if got := d.settings.Preferences.Roots; len(got) != 1 || got[0] != path || !strings.Contains(d.file("settings.toml"), "root.pem") {
		t.Fatalf("authorities: %q", got)
	}
	write(t, d.store.Dir(), "root.pem", "broken meanwhile")
	d.menuItem("preferences.title")
	d.want("root.pem は証明書ではありません。")
	d.press("保存")
	if got := formstest.Row(t, d.dialog(), "追加で信頼する認証局").Problem(); !strings.Contains(got, "root.pem は証明書ではありません。") {
		t.Errorf("the field says %q", got)
	}
	d.press("外す")
	d.press("保存")
	if d.dialog() != nil || len(d.settings.Preferences.Roots) != 0 {
		t.Errorf("authorities: %q", d.settings.Preferences.Roots)
	}
}

func TestAuthorityThatHasEnded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "root.pem")
	if err := os.WriteFile(path, serve(t, t.TempDir(), "ok").CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	assets.SetLanguage("ja")
	if _, until := authorityText(path, time.Now().AddDate(100, 0, 0)); !strings.Contains(until, "切れています") {
		t.Errorf("it says %q", until)
	}
}

// The form stays where it was scrolled to, in another language too.
func TestPreferencesKeepThePlace(t *testing.T) {
	d := three(t)
	d.window.Resize(fyne.NewSize(1180, 500))
	d.form.ScrollTo(fyne.NewPos(0, 40))
	for _, change := range []func(){
		func() { d.pick("外観", "ダーク"); d.press("保存") },
		func() { d.pick("表示言語", "English"); d.press("保存") },
	} {
		d.menuItem("preferences.title")
		change()
		if got := d.form.Offset().Y; got != 40 {
			t.Errorf("the form is at %v", got)
		}
	}
}

// So does what is in place of the form.
func TestPreferencesKeepWhatIsShown(t *testing.T) {
	d := three(t)
	d.onOverview()
	d.menuItem("preferences.title")
	d.pick("表示言語", "English")
	d.press("保存")
	if !d.parts.all.pane.Visible() || d.parts.panes.Content.Visible() {
		t.Error("the list of all servers is gone")
	}
}

// The next start opens the server that was chosen last, be it the practice
// server or not.
func TestTheLastServerIsOpenedAgain(t *testing.T) {
	d := three(t)
	d.chooseServer("two")
	again := sit(t, d.store.Dir())
	if again.page.current.Name != "two" {
		t.Errorf("it opens %q", again.page.current.Name)
	}
	again.onPractice()
	again.wait("the practice server is there", func() bool { return again.page.current.Practice })
	again.chooseServer("three")
	once := sit(t, d.store.Dir())
	if once.page.current.Name != "three" {
		t.Errorf("it opens %q", once.page.current.Name)
	}
	seed(t, d.store.Dir(), func(s *store.Settings) { s.Profiles = profiles(t, "one") })
	if gone := sit(t, d.store.Dir()); gone.page.current.Name != "one" {
		t.Errorf("where the last one is gone it opens %q", gone.page.current.Name)
	}
}

func TestTheme(t *testing.T) {
	d := fresh(t)
	d.menuItem("preferences.title")
	d.pick("外観", "ダーク")
	d.press("保存")
	if !strings.Contains(d.file("settings.toml"), "theme = 'dark'") {
		t.Errorf("the file holds:\n%s", d.file("settings.toml"))
	}
}

func TestAbout(t *testing.T) {
	d := fresh(t)
	d.menuItem("about.title")
	d.want("SIL OPEN FONT LICENSE")
	d.press("閉じる")
}

// Behind a dialog nothing is done by the keys of the menu.
func TestShortcutsRestBehindADialog(t *testing.T) {
	d := three(t)
	d.press("削除")
	d.menuItem("server.add")
	if d.chosen() != 0 {
		t.Error("a server was added behind the question")
	}
	d.want("「one」を削除しますか？")
}
