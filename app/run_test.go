package app

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/zalando/go-keyring"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/practice"
	"todoku/store"
)

// steady takes out of an outline what is different each time: times, ports,
// numbers of mails.
func steady(outline string) string {
	for pattern, name := range map[string]string{
		`(ポート番号\*?: )"[0-9]+"`: `$1"<port>"`, `(127\.0\.0\.1|TLS|使用しない):? ?[0-9]{4,5}\b`: "$1 <port>", `成功（[0-9]+`: "成功（<port>", `ports? [0-9]+`: "<port>",
		`[0-9.]+ ミリ秒`: "<time>", `[0-9.]+ 秒`: "<time>", `queued as [0-9A-Za-z]+`: "queued as <id>",
	} {
		outline = regexp.MustCompile(pattern).ReplaceAllString(outline, name)
	}
	return outline
}

// office starts a mail server and the program, and fills in and saves its
// settings.
func office(t *testing.T, scenario, password string) (*desk, *practice.Server) {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, scenario)
	d := sit(t, dir)
	d.fillIn(s, password)
	d.press("保存")
	d.wait("it is saved", func() bool { return d.chosen() == 0 })
	return d, s
}

func TestATestMailArrivesAndIsRemembered(t *testing.T) {
	d, s := office(t, "ok", practice.Accounts[0].Password)
	r := d.run()
	if !r.OK() {
		t.Fatalf("the test ended so:\n%s", d.outline())
	}
	if n := len(s.Messages(practice.Accounts[1].User)); n != 1 {
		t.Errorf("%d mails arrived", n)
	}
	formstest.Golden(t, "passed.ja", steady(formstest.Outline(d.view.Content)))
	d.want("合格（テストメール、送信 ")
	if p := d.own()[0]; p.Standing() != mailcore.Proven || !strings.Contains(d.file("settings.toml"), p.Verified.Hash) {
		t.Errorf("the standing is %s; on the disk:\n%s", p.Standing(), d.file("settings.toml"))
	}
	kept, err := d.store.Report(r.ID)
	if err != nil || !kept.OK() {
		t.Errorf("the history has %+v, %v", kept.Results, err)
	}
	d.fill("差出人名", "別の名前")
	d.want("変更あり")
	d.press("保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	if !strings.Contains(formstest.Outline(d.parts.list.Content), "変更あり") {
		t.Errorf("the list shows %s", formstest.Outline(d.parts.list.Content))
	}
}

// What is tested is what is on the screen, saved or not.
func TestUnsavedSettingsCanBeTested(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	d := sit(t, dir)
	d.fillIn(s, s.Accounts[0].Password)
	if r := d.run(); !r.OK() {
		t.Fatalf("the test ended so:\n%s", d.outline())
	}
	if d.file("settings.toml") != "" && len(d.own()) != 0 {
		t.Error("testing saved the server")
	}
	if got := d.page.current.Standing(); got != mailcore.Proven {
		t.Errorf("the standing is %s", got)
	}
	d.press("保存")
	d.wait("it is saved", func() bool { return d.chosen() == 0 })
	if got := d.own()[0].Standing(); got != mailcore.Proven {
		t.Errorf("what was proven before saving is %s after it", got)
	}
}

func TestSavedWhileTheTestRuns(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "silence")
	d := sit(t, dir)
	d.fillIn(s, s.Accounts[0].Password)
	d.press("実行")
	d.press("保存")
	d.wait("it is saved", func() bool { return d.chosen() == 0 })
	d.press("中止")
	d.wait("the test has ended", func() bool { return !d.busy() })
	d.want("中止しました")
}

func TestWrongPassword(t *testing.T) {
	d, _ := office(t, "ok", "wrong")
	d.run()
	formstest.Golden(t, "wrong-password.ja", steady(formstest.Outline(d.view.Content)))
	d.want("不合格（テストメール）")
	if !formstest.Row(t, d.screen(), "パスワード").Marked() {
		t.Error("the password is not marked")
	}
	d.fill("パスワード", practice.Accounts[0].Password)
	if formstest.Row(t, d.screen(), "パスワード").Marked() {
		t.Error("the mark stays while the password is typed anew")
	}
	if r := d.run(); !r.OK() {
		t.Errorf("with the right password:\n%s", d.outline())
	}
}

// The button at a cause opens the page of the manual, with that cause first.
func TestManualOpensAtTheCause(t *testing.T) {
	d, _ := office(t, "ok", "wrong")
	d.run()
	var opened []byte
	d.browser.open = func(u *url.URL) (err error) {
		opened, err = os.ReadFile(filepath.FromSlash(u.Path))
		return err
	}
	d.press("マニュアルで見る")
	_, first, _ := strings.Cut(string(opened), "<section")
	if !strings.HasPrefix(first, ` id="auth-fail">`) {
		t.Errorf("the page begins with %.60q", first)
	}
}

func TestProblemsStopATest(t *testing.T) {
	d := fresh(t)
	d.fill("送信メールサーバー", "ssl://127.0.0.1:465")
	r := d.run()
	if f, failed := r.Failure(); !failed || f.Step != mailcore.CheckStep {
		t.Fatalf("the test ended so:\n%s", d.outline())
	}
	formstest.Golden(t, "problems.ja", steady(formstest.Outline(d.view.Content)))
	if got := formstest.Row(t, d.screen(), "アカウント名").Problem(); got != "入力してください。" {
		t.Errorf("the account's problem is %q", got)
	}
	if runs, _, err := d.store.Runs(); err != nil || len(runs) != 0 {
		t.Errorf("the history has %v, %v", runs, err)
	}
}

// The best of three counts, and it may be slow all the same on a busy computer:
// the server would be waited for 10 s.
func TestStopTakesNoTime(t *testing.T) {
	d, _ := office(t, "silence", "x")
	best := time.Hour
	for range 3 {
		best = min(best, stopping(d))
		d.want("中止しました")
	}
	if best > 3*time.Second {
		t.Errorf("stopping took %v", best)
	}
	if got := d.own()[0].Standing(); got != mailcore.Untested {
		t.Errorf("a stopped test left %s", got)
	}
}

// stopping returns how long it takes from 中止 until a test has ended.
func stopping(d *desk) time.Duration {
	d.press("実行")
	d.wait("the server is silent", func() bool {
		res, _ := d.view.Report().Result(mailcore.OutgoingSide, mailcore.Greeting)
		return res.State == mailcore.Running
	})
	pressed := time.Now()
	d.press("中止")
	d.wait("the test has ended", func() bool { return !d.busy() })
	return time.Since(pressed)
}

func TestEscapeStopsATest(t *testing.T) {
	d, _ := office(t, "silence", "x")
	d.press("実行")
	d.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.wait("the test has ended", func() bool { return !d.busy() })
	d.want("中止しました")
}

// A test belongs to the server that was on the screen when it began.
func TestAnotherServerIsChosenWhileATestRuns(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	all := profiles(t, "one", "two")
	all[0].Outgoing.Host, all[0].Outgoing.Port, all[0].From, all[0].TestTo = "127.0.0.1", s.SMTP, s.Accounts[0].Address, s.Accounts[1].Address
	seed(t, dir, func(s *store.Settings) { s.Profiles = all })
	d := sit(t, dir)
	d.loaded("one")
	d.press("実行")
	d.chooseServer("two")
	d.loaded("two")
	d.wait("the test has ended", func() bool { return !d.busy() })
	if formstest.Row(t, d.screen(), "パスワード").Marked() || len(d.view.Report().Results) > 0 || d.page.current.Verified.Hash != "" {
		t.Errorf("the test of one is shown at two:\n%s", d.outline())
	}
	if got := d.own()[0].Standing(); got != mailcore.NotProven {
		t.Errorf("the standing of one is %s", got)
	}
}

// newest returns the window that was opened last.
func newest(t *testing.T) fyne.Window {
	t.Helper()
	all := fyne.CurrentApp().Driver().AllWindows()
	return all[len(all)-1]
}

func TestConversationIsShownWithoutThePassword(t *testing.T) {
	d, _ := office(t, "ok", practice.Accounts[0].Password)
	d.run()
	d.press("原文（通信記録）")
	d.press("すべてコピー")
	if text := d.app.Clipboard().Content(); !strings.Contains(text, "C: EHLO") || strings.Contains(text, practice.Accounts[0].Password) {
		t.Errorf("the conversation:\n%s", text)
	}
	d.press("閉じる")
}

// Where the history cannot be written, the result is shown all the same.
func TestHistoryThatCannotBeWritten(t *testing.T) {
	d, _ := office(t, "ok", practice.Accounts[0].Password)
	if err := os.WriteFile(filepath.Join(d.store.Dir(), "history"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.run()
	d.want("履歴を読み書きできません")
	d.press("閉じる")
	d.want("合格（テストメール、送信 ")
}

func TestScope(t *testing.T) {
	d, s := office(t, "ok", practice.Accounts[0].Password)
	for _, c := range []struct{ option, last string }{{"接続だけ", "終了"}, {"ログインまで", "ログイン"}, {"宛先まで", "RCPT TO（宛先を伝える）"}} {
		d.pick("どこまで試すか", c.option)
		r := d.run()
		for _, b := range formstest.All[*widgets.Button](d.view.Content) {
			if strings.HasSuffix(b.Text, "の手順すべて成功") {
				b.OnTapped()
			}
		}
		if !r.OK() || !d.says(c.last) {
			t.Errorf("%s:\n%s", c.option, d.outline())
		}
	}
	if n := len(s.Messages(s.Accounts[1].User)); n != 0 {
		t.Errorf("%d mails were sent", n)
	}
}

// What the preferences say about authorities counts: without it the practice
// authority is nobody.
func TestUnknownAuthority(t *testing.T) {
	keyring.MockInit()
	s := serve(t, t.TempDir(), "ok")
	d := sit(t, t.TempDir())
	d.fillIn(s, s.Accounts[0].Password)
	if r := d.run(); cause.Diagnose(r)[0].Code != "cert-unknown-ca" {
		t.Errorf("the finding is %v", cause.Diagnose(r)[0])
	}
}
