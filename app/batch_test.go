package app

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// branch is a saved server at s. A password goes into the keyring.
func branch(t *testing.T, s *practice.Server, name, password string) mailcore.Profile {
	t.Helper()
	p := s.Profile()
	p.ID, p.Code, p.Name, p.Practice = "id-"+name, name, name, false
	p.Outgoing.Password, p.Incoming.Password = "", ""
	if password != "" {
		if err := store.NewKeyring().Set(t.Context(), store.ProfileKey(p.ID, store.OutgoingSecret), mailcore.Secret(password)); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// known returns p with what its last test is said to have proved.
func known(p mailcore.Profile, ok bool) mailcore.Profile {
	p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.LoginScope, At: time.Date(2025, 4, 1, 9, 0, 0, 0, time.UTC), OK: ok, For: p.Products}
	return p
}

// branches starts the program with one server of each kind.
func branches(t *testing.T, scenario string) *desk {
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, scenario)
	right := s.Accounts[0].Password
	builtIn := branch(t, s, "組み込み", right)
	builtIn.Outgoing.BuiltIn = true
	nobody := branch(t, s, "未設定", right)
	nobody.Outgoing.Host = ""
	seed(t, dir, func(v *store.Settings) {
		v.Profiles = []mailcore.Profile{
			branch(t, s, "良好", right), known(branch(t, s, "悪化", "wrong"), true), known(branch(t, s, "回復", right), false),
			branch(t, s, "不明", ""), builtIn, nobody,
		}
	})
	return sit(t, dir)
}

func (d *desk) pressAll(button string) { formstest.Press(d.t, d.beside.batch.window.Content(), button) }

func (d *desk) allOutline() string { return formstest.Outline(d.beside.batch.window.Content()) }

// testAll presses すべて実行 and waits for the end.
func (d *desk) testAll() {
	d.t.Helper()
	d.pressAll("すべて実行")
	d.wait("all tests have ended", func() bool { return !d.beside.batch.running() && !d.busy() })
}

func TestAllAreTestedAndRemembered(t *testing.T) {
	d := branches(t, "ok")
	before := d.file("settings.toml")
	d.menuItem("batch.title")
	d.testAll()
	outline := regexp.MustCompile(`127\.0\.0\.1:\d+|\d{4,5} STARTTLS`).ReplaceAllString(steady(d.allOutline()), "<server>")
	formstest.Golden(t, "batch.ja", outline)
	standings := map[string]mailcore.Standing{
		"良好": mailcore.Proven, "悪化": mailcore.NotProven, "回復": mailcore.Proven, "不明": mailcore.Untested, "組み込み": mailcore.Untested, "未設定": mailcore.Untested,
	}
	for _, p := range d.own() {
		if p.Standing() != standings[p.Name] {
			t.Errorf("%s is %s", p.Name, p.Standing())
		}
	}
	if d.file("settings.toml.bak") != before {
		t.Error("the settings were saved more than once")
	}
	if runs, _, err := d.store.Runs(); err != nil || len(runs) != 3 {
		t.Errorf("the history has %d runs, %v", len(runs), err)
	}
	formstest.Lines(d.beside.batch.view.Content)[0].(fyne.Tappable).Tapped(&fyne.PointEvent{})
	if r := d.beside.batch.report.Report(); r.Profile.Name != "悪化" || !strings.Contains(d.allOutline(), "原因") && r.OK() {
		t.Errorf("beside the list is %q", r.Profile.Name)
	}
}

// What did not pass is tested again, and nothing else; the outcome can be taken
// along.
func TestOnlyWhatFailedIsTestedAgain(t *testing.T) {
	d := branches(t, "ok")
	d.menuItem("batch.title")
	d.testAll()
	if err := store.NewKeyring().Set(t.Context(), store.ProfileKey("id-悪化", store.OutgoingSecret), mailcore.Secret(practice.Accounts[0].Password)); err != nil {
		t.Fatal(err)
	}
	d.pressAll("成功しなかった 4 件を再実行")
	d.wait("they have ended", func() bool { return !d.beside.batch.running() && !d.busy() })
	if runs, _, err := d.store.Runs(); err != nil || len(runs) != 4 || runs[0].Name != "悪化" || !runs[0].OK {
		t.Errorf("the history has %d runs, the newest %s: %v", len(runs), runs[0].Name, err)
	}
	if got := d.allOutline(); !strings.Contains(got, "6 件のテストが終わりました（成功 3 / 失敗 0 / 省略 3）") || !strings.Contains(got, "成功しなかった 3 件を再実行") {
		t.Errorf("the window says:\n%s", got)
	}
	d.pressAll("結果をコピー")
	if got := d.app.Clipboard().Content(); !strings.Contains(got, "すべてテストの結果") || !strings.Contains(got, "良好") || !strings.Contains(got, "不明") {
		t.Errorf("the clipboard has:\n%s", got)
	}
	written := map[string]bool{}
	d.files.save = func(_ fyne.Window, name string, then func(string)) {
		path := filepath.Join(t.TempDir(), name)
		then(path)
		data, err := os.ReadFile(path)
		written[filepath.Ext(name)] = err == nil && strings.Contains(string(data), "悪化")
	}
	d.pressAll("HTML で保存")
	d.pressAll("CSV")
	if !written[".html"] || !written[".csv"] {
		t.Errorf("written: %v", written)
	}
}

// Stop ends what runs and what waits, and changes no standing.
func TestAllCanBeStopped(t *testing.T) {
	d := branches(t, "silence")
	d.onTestAll(nil)
	d.pressAll("すべて実行")
	d.wait("one of them waits for the server", func() bool { return strings.Contains(d.allOutline(), "<more-horizontal>") })
	if d.onRun(); d.view.Report().ID != "" {
		t.Error("another test runs beside them")
	}
	d.pressAll("中止")
	d.wait("all tests have ended", func() bool { return !d.beside.batch.running() && !d.busy() })
	if got := d.allOutline(); !strings.Contains(got, "中止しました。") || !strings.Contains(got, "順番が来る前に中止しました") {
		t.Errorf("the window says:\n%s", got)
	}
	if d.own()[1].Standing() != mailcore.Proven || d.own()[0].Standing() != mailcore.Untested {
		t.Error("a stopped test changed a standing")
	}
}

func TestClosingTheWindowStopsAll(t *testing.T) {
	d := branches(t, "silence")
	d.onTestAll(nil)
	d.pressAll("すべて実行")
	d.beside.batch.window.Close()
	d.wait("all tests have ended", func() bool { return !d.busy() })
	if d.beside.batch != nil {
		t.Error("the window is still there")
	}
}

// Only those that were chosen are tested; a mail goes out only after a yes.
func TestSomeAreTestedWithAMail(t *testing.T) {
	d := branches(t, "ok")
	d.onTestAll([]string{"id-回復", "id-良好"})
	formstest.Choose(t, d.beside.batch.window.Content(), "どこまで試すか", "テストメール")
	d.pressAll("すべて実行")
	if d.beside.batch.running() || d.busy() {
		t.Fatal("mails are sent without asking")
	}
	dialog := d.beside.batch.window.Canvas().Overlays().Top()
	formstest.Press(t, dialog, "送る")
	d.wait("all tests have ended", func() bool { return !d.beside.batch.running() && !d.busy() })
	if got := d.allOutline(); !strings.Contains(got, "2 件のテストが終わりました（成功 2 / 失敗 0）") {
		t.Errorf("the window says:\n%s", got)
	}
}

// The practice server is reached where it listens now.
func TestAllOfPractice(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.settings.Profiles[d.page.selected].Outgoing.Port = 1 // as after a restart of the program
	d.onTestAll([]string{d.page.current.ID})
	d.testAll()
	if p := d.own()[0]; p.Standing() != mailcore.Proven {
		t.Errorf("it is %s:\n%s", p.Standing(), d.allOutline())
	}
}

// A locked place for passwords is asked about once.
func TestAllOpenTheVaultOnce(t *testing.T) {
	d := branches(t, "ok")
	vault := store.NewVault(filepath.Join(d.store.Dir(), "secrets.age"), d.prompts().Passphrase)
	opened := make(chan error, 1)
	go func() {
		opened <- vault.Set(t.Context(), store.ProfileKey("id-良好", store.OutgoingSecret), mailcore.Secret(practice.Accounts[0].Password))
	}()
	d.decide("長い合言葉です")
	d.wait("the vault is there", func() bool { return d.file("secrets.age") != "" })
	if err := <-opened; err != nil {
		t.Fatal(err)
	}
	seed(t, d.store.Dir(), func(s *store.Settings) { s.Preferences.Secrets = store.VaultStore })
	again := sit(t, d.store.Dir())
	again.onTestAll(nil)
	again.pressAll("すべて実行")
	again.asked("パスフレーズを入力してください")
	again.answer("違う合言葉", "OK")
	again.wait("all tests have ended", func() bool { return !again.beside.batch.running() && !again.busy() })
	if n := strings.Count(again.allOutline(), "パスワードの保管場所を開けません"); n != 4 || again.dialog() != nil {
		t.Errorf("%d servers say so:\n%s", n, again.allOutline())
	}
	again.pressAll("すべて実行")
	again.asked("パスフレーズを入力してください")
	again.answer("長い合言葉です", "OK")
	again.wait("all tests have ended", func() bool { return !again.beside.batch.running() && !again.busy() })
	if got := again.allOutline(); !strings.Contains(got, "成功 1") || !strings.Contains(got, "パスワードが保存されていません") {
		t.Errorf("the window says:\n%s", got)
	}
}

// However many servers there are, the window is drawn a few times a second.
func TestManyDoNotFloodTheWindow(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	seed(t, dir, func(v *store.Settings) {
		for i := range 200 {
			v.Profiles = append(v.Profiles, branch(t, s, fmt.Sprint(i), ""))
		}
	})
	d := sit(t, dir)
	d.onTestAll(nil)
	formstest.Choose(t, d.beside.batch.window.Content(), "どこまで試すか", "接続だけ")
	drawn, do, began := 0, d.do, time.Now()
	d.do = func(f func()) { do(func() { drawn++; f() }) }
	d.testAll()
	if most := int(time.Since(began)/redrawEvery) + 5; drawn > most {
		t.Errorf("drawn %d times, at most %d", drawn, most)
	}
	if got := len(d.beside.batch.tasks); got != 200 || d.beside.batch.state.Tally.Passed != 200 {
		t.Errorf("%d tasks, %+v", got, d.beside.batch.state.Tally)
	}
	for _, task := range d.beside.batch.tasks {
		if task.report.ID != "" {
			t.Fatal("a report that the history has is kept in memory")
		}
	}
}

// What the history cannot take is said, and can still be looked at.
func TestAllWithoutHistory(t *testing.T) {
	d := branches(t, "ok")
	if err := os.WriteFile(filepath.Join(d.store.Dir(), "history"), nil, 0o600); err != nil { // a file where a folder belongs
		t.Fatal(err)
	}
	d.onTestAll([]string{"id-良好"})
	d.testAll()
	top := d.beside.batch.window.Canvas().Overlays().Top()
	if top == nil || !strings.Contains(formstest.Outline(top), assets.Text("history.failed")) {
		t.Fatal("nobody says that the history failed")
	}
	d.beside.batch.onChoose(0)
	if d.beside.batch.report.Report().Profile.Name != "良好" || d.beside.batch.state.Tally != (mailcore.Tally{All: 1, Passed: 1}) {
		t.Errorf("%+v, %q", d.beside.batch.state, d.beside.batch.report.Report().Profile.Name)
	}
}
