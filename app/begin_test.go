package app

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/crash"
	"todoku/forms/formstest"
	"todoku/mailcore/products"
	"todoku/store"
	"todoku/version"
)

// decided is sit over an empty folder under a file of an administrator.
func decided(t *testing.T, text string) *desk {
	t.Helper()
	keyring.MockInit()
	t.Cleanup(func() { products.Offer(nil) })
	dir := t.TempDir()
	write(t, dir, store.PolicyName, text)
	policy, wrong := store.ReadPolicy(filepath.Join(dir, store.PolicyName))
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	d := sitUnder(t, dir, policy)
	d.byHand()
	d.unfold()
	return d
}

func TestLockedPreferences(t *testing.T) {
	d := decided(t, "[locked]\nlanguage = 'ja'\noffline = true\nsecrets = ['vault']\nproducts = ['garoon']\nhelo = 'pc.example.co.jp'\ntimeout = 9\n")
	if d.settings.Preferences.Secrets != store.VaultStore || !d.settings.Preferences.Offline {
		t.Errorf("they are %+v", d.settings.Preferences)
	}
	if helo := formstest.Outline(d.form.Content); !strings.Contains(helo, "HELO 名: \"pc.example.co.jp\" (off)") || strings.Contains(helo, "Vtiger") {
		t.Errorf("the form says:\n%s", helo)
	}
	d.menuItem("preferences.title")
	outline := strings.ReplaceAll(d.outline(), d.store.Dir(), "DIR")
	formstest.Golden(t, "preferences-locked.ja", outline)
	d.pick("外観", "ダーク")
	d.press("保存")
	if text := d.file("settings.toml"); !strings.Contains(text, "theme = 'dark'") || strings.Contains(text, "vault") || strings.Contains(text, "offline = true") {
		t.Errorf("the file holds what is locked:\n%s", text)
	}
	if !d.settings.Preferences.Offline {
		t.Error("saving unlocked it")
	}
	d.menuItem("preferences.title")
	d.want("[x] 調べものをしない (off)")
}

// Where passwords may be kept in two places the user chooses one of them, also
// when the keyring fails.
func TestPlacesThatAreAllowed(t *testing.T) {
	d := decided(t, "[locked]\nsecrets = ['keyring', 'ask']\n")
	d.menuItem("preferences.title")
	if d.says("パスフレーズで保護") || !d.says("毎回入力する") {
		t.Errorf("it offers:\n%s", d.outline())
	}
	d.press("キャンセル")
	d.tellSecrets(store.ErrKeyringUnavailable, nil, func() {})
	if d.says(assets.Text("secrets.use.vault")) || !d.says(assets.Text("secrets.use.ask")) {
		t.Errorf("it offers:\n%s", d.outline())
	}
}

// What cannot be used of an administrator's is said, with the line.
func TestBrokenPolicyIsSaid(t *testing.T) {
	d := fresh(t)
	path := filepath.Join(d.store.Dir(), store.PolicyName)
	write(t, d.store.Dir(), store.PolicyName, "[locked]\nofline = true\n")
	_, wrong := store.ReadPolicy(path)
	d.Begin(Beginning{Policies: wrong})
	d.want("管理者の設定ファイルを使えません")
	d.want("2 行目")
}

// A record of a crash is named at the next start, and at no other.
func TestCrashIsNamedOnce(t *testing.T) {
	d := fresh(t)
	path := filepath.Join(d.store.Dir(), crash.File)
	write(t, d.store.Dir(), crash.File, "Todoku\n\npanic: runtime error\n")
	d.Begin(Beginning{Crash: crash.Left(d.store.Dir())})
	d.want(path)
	d.press("記録をコピー")
	if text := d.app.Clipboard().Content(); !strings.Contains(text, "runtime error") {
		t.Errorf("it copied %q", text)
	}
	if left := crash.Left(d.store.Dir()); left == path {
		t.Error("it would be named again")
	}
}

// Settings beside the program are offered at the first start, and read only
// when somebody says so.
func TestSettingsBesideTheProgram(t *testing.T) {
	d, beside := fresh(t), filepath.Join(t.TempDir(), "a [b]")
	if err := os.MkdirAll(filepath.Join(beside, "a.todoku"), 0o700); err != nil { // a folder is no file
		t.Fatal(err)
	}
	write(t, beside, "todoku-servers.txt", "\x00")
	write(t, beside, "todoku-servers.toml", "version = 1\n[[profiles]]\ncode = 'one'\nname = '本社'\n[profiles.outgoing]\nhost = 'mail.example.co.jp'\nport = 587\n")
	d.Begin(Beginning{Beside: []string{t.TempDir(), beside}})
	d.want("設定を読み込みますか？")
	d.press("読み込まない")
	if d.names() != "" || d.dialog() != nil {
		t.Fatal("it was read all the same")
	}
	d.Begin(Beginning{Beside: []string{beside}})
	d.press("読み込む")
	d.want("mail.example.co.jp")
	d.press(assets.Text("import.accept"))
	d.wait("it is saved", func() bool { return d.names() == "本社" })
	d.Begin(Beginning{Beside: []string{beside}})
	if d.dialog() != nil {
		t.Errorf("it asks again:\n%s", d.outline())
	}
}

// A file that the program is started with, or started again with, is read.
func TestFilesOfTheCommandLine(t *testing.T) {
	d, dir := fresh(t), t.TempDir()
	write(t, dir, "one.toml", "version = 1\n[[profiles]]\nname = '本社'\n[profiles.outgoing]\nhost = 'mail.example.co.jp'\nport = 587\n")
	d.Begin(Beginning{Files: []string{filepath.Join(dir, "one.toml")}})
	d.want("mail.example.co.jp")
	d.press("キャンセル")
	d.Front([]string{filepath.Join(dir, "one.toml")})
	d.want("mail.example.co.jp")
	d.press("キャンセル")
	d.Front(nil)
	if d.dialog() != nil {
		t.Error("a start without a file shows something")
	}
	d.Front([]string{filepath.Join(dir, "none.todoku")})
	d.want(assets.Text("file.failed"))
}

// Settings have come without their passwords: that is said once.
func TestPasswordsStayedBehind(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	all := profiles(t, "one", "two")
	seed(t, dir, func(s *store.Settings) { s.Profiles = all })
	d := sit(t, dir)
	d.Begin(Beginning{})
	if shown := d.settles(); shown {
		t.Fatalf("the passwords are there, and it says:\n%s", d.outline())
	}
	d.loaded("one")    // nothing asks the keyring any more
	keyring.MockInit() // of another computer
	d = sit(t, dir)
	d.Begin(Beginning{})
	d.wait("it says so", func() bool { return d.dialog() != nil })
	d.want("2 件のサーバー")
	d.press("閉じる")
	d = sit(t, dir)
	d.Begin(Beginning{})
	if d.settles() {
		t.Errorf("it says so again:\n%s", d.outline())
	}
}

// A keyring that is locked has said nothing about what is in it.
func TestPasswordsBehindALock(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	all := profiles(t, "one")
	seed(t, dir, func(s *store.Settings) { s.Profiles = all })
	keyring.MockInitWithError(errors.New("locked"))
	d := sit(t, dir)
	d.Begin(Beginning{})
	if d.settles() {
		t.Errorf("it says:\n%s", d.outline())
	}
}

// settles waits until the keyring has been asked and reports whether a dialog
// came of it.
func (d *desk) settles() bool {
	d.t.Helper()
	d.wait("the keyring has been asked", func() bool { return d.sought })
	return d.dialog() != nil
}

func TestAboutNamesTheBuild(t *testing.T) {
	d := fresh(t)
	d.menuItem("about.title")
	d.want(version.Current().String())
	d.press("版の情報をコピー")
	if text := d.app.Clipboard().Content(); text != version.Current().String() {
		t.Errorf("it copied %q", text)
	}
}

// Nobody is asked for the newest version but by a person who has read what is
// sent, and never where look-ups are forbidden.
func TestNewestVersion(t *testing.T) {
	asked := 0
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked++
		_, _ = w.Write([]byte(`{"tag_name":"v9.8.7"}`))
	}))
	defer server.Close()
	d := fresh(t)
	d.menuItem("release.title")
	d.want("設定されていません")
	d.press("閉じる")
	version.Releases = server.URL
	defer func() { version.Releases = "" }()
	d.menuItem("release.title")
	d.want(server.URL)
	d.press("キャンセル")
	d.settings.Preferences.Offline = true
	d.menuItem("release.title")
	d.want("調べものをしない")
	d.press("閉じる")
	if d.settings.Preferences.Offline = false; asked != 0 {
		t.Fatalf("%d requests before anybody agreed", asked)
	}
	root := filepath.Join(t.TempDir(), "root.pem")
	if err := os.WriteFile(root, pemOf(server.Certificate()), 0o600); err != nil {
		t.Fatal(err)
	}
	d.settings.Preferences.Roots = []string{root}
	d.menuItem("release.title")
	d.press("問い合わせる")
	d.wait("it is answered", func() bool { return d.dialog() != nil })
	d.want("9.8.7")
	var visited string
	d.browser.open = func(u *url.URL) error { visited = u.String(); return nil }
	if d.press("ページを開く"); visited != server.URL || asked != 1 {
		t.Errorf("it opened %q after %d requests", visited, asked)
	}
}

func TestArguments(t *testing.T) {
	here, _ := filepath.Abs("a b.todoku")
	dashed, _ := filepath.Abs("-x")
	for _, c := range []struct {
		args string
		want Arguments
	}{
		{"", Arguments{}},
		{"--help", Arguments{Help: true}},
		{"--version|--software", Arguments{Version: true, Software: true}},
		{"a b.todoku", Arguments{Files: []string{here}}},
		{"-psn_0_12345|--software|a b.todoku", Arguments{Software: true, Files: []string{here}}},
		{"--|-x", Arguments{Files: []string{dashed}}},
	} {
		got, err := ParseArguments(strings.FieldsFunc(c.args, func(r rune) bool { return r == '|' }))
		if err != nil || got.Help != c.want.Help || got.Version != c.want.Version || got.Software != c.want.Software || strings.Join(got.Files, "|") != strings.Join(c.want.Files, "|") {
			t.Errorf("%q gives %+v and %v, want %+v", c.args, got, err, c.want)
		}
	}
	if _, err := ParseArguments([]string{"--quick"}); err == nil || !strings.Contains(err.Error(), "--quick") {
		t.Errorf("an unknown option: %v", err)
	}
}

// Settings of a server that are read under a policy begin as it says.
func TestImportUnderAPolicy(t *testing.T) {
	d := decided(t, "[locked]\ntimeout = 9\n")
	write(t, d.store.Dir(), "one.toml", "version = 1\n[[profiles]]\nname = '本社'\n[profiles.outgoing]\nhost = 'mail.example.co.jp'\nport = 587\ntimeout = 60\n")
	d.importFile(filepath.Join(d.store.Dir(), "one.toml"))
	d.press(assets.Text("import.accept"))
	d.wait("it is saved", func() bool { return d.names() == "本社" })
	if o := d.own()[0].Outgoing; o.Timeout != 9 {
		t.Errorf("it is %+v", o)
	}
}

func pemOf(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}
