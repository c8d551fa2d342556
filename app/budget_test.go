package app

import (
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/zalando/go-keyring"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// refusing sits before a server that is saved with a wrong password and refuses
// it; each test is one login. The desk has a clock of its own.
func refusing(t *testing.T, more ...func(*mailcore.Profile)) (*desk, *practice.Server, *time.Time) {
	t.Helper()
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	p := branch(t, s, "本社", "wrong")
	p.Outgoing.Auth = mailcore.PLAIN
	for _, change := range more {
		change(&p)
	}
	seed(t, dir, func(v *store.Settings) { v.Profiles = []mailcore.Profile{p} })
	d := sit(t, dir)
	now := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	d.attempts.Now = func() time.Time { return now }
	d.view.SetTools(d.tools(d.window)...)
	return d, s, &now
}

func (d *desk) refused() int {
	return d.attempts.Refused(loginsOf(d.page.current, mailcore.LoginScope)[0])
}

// 実行 asks once the account was refused three times in half an hour.
func TestRunAsksBeforeItSpendsMore(t *testing.T) {
	d, _, now := refusing(t)
	for n := range 3 {
		if r := d.run(); r.OK() || d.refused() != n+1 {
			t.Fatalf("refused %d times after %d tests:\n%s", d.refused(), n+1, d.outline())
		}
	}
	runs, _, _ := d.store.Runs()
	d.press("実行")
	d.want("このアカウントは、この 30 分に 3 回断られています。")
	d.want("アカウント名: " + d.page.current.Outgoing.User)
	d.press("やめる")
	if after, _, _ := d.store.Runs(); d.busy() || d.refused() != 3 || len(after) != len(runs) {
		t.Error("it was tried all the same")
	}
	d.press("実行")
	d.press("それでも試す")
	d.wait("the test has ended", func() bool { return !d.busy() })
	if d.refused() != 4 {
		t.Errorf("refused %d times", d.refused())
	}
	*now = now.Add(31 * time.Minute)
	if d.run(); d.refused() != 1 {
		t.Errorf("refused %d times half an hour later", d.refused())
	}
}

// A login that succeeds forgets what was before, and a connection asks nobody.
func TestASuccessForgetsRefusals(t *testing.T) {
	d, s, _ := refusing(t)
	for range 2 {
		d.run()
	}
	d.fill("パスワード", s.Accounts[0].Password)
	d.want(assets.Text("secrets.refused", "n", 2, "most", store.MostUnseen)) // below what is typed
	if r := d.run(); !r.OK() || d.refused() != 0 || d.says("回断られています") {
		t.Errorf("refused %d times:\n%s", d.refused(), d.outline())
	}
	d.fill("パスワード", "wrong")
	for range 3 {
		d.run()
	}
	d.page.scope = mailcore.ConnectScope
	if r := d.run(); !r.OK() {
		t.Errorf("a connection asks:\n%s", d.outline())
	}
}

// この直し方を試す shows what it would try and what each costs. Nothing is spent
// before somebody agrees, and only what they agree to.
func TestMendingIsAgreedTo(t *testing.T) {
	d, _, _ := refusing(t)
	d.run()
	runs, _, _ := d.store.Runs()
	d.press("この直し方を試す")
	d.want("ログインできる回数: ●●○  あと 2 回")
	d.want("ログイン 1 回")
	list := d.outline()
	d.press("やめる")
	if after, _, _ := d.store.Runs(); d.busy() || d.refused() != 1 || len(after) != len(runs) {
		t.Fatalf("spent without a word:\n%s", list)
	}
	d.press("この直し方を試す")
	boxes := formstest.All[*widgets.Check](d.dialog())
	if len(boxes) < 2 {
		t.Fatalf("too few to choose from:\n%s", list)
	}
	for _, box := range boxes[1:] {
		box.SetChecked(false)
	}
	left := boxes[1].Text
	d.press("選んだ直し方を試す")
	d.wait("it is over", func() bool { return d.says("設定を変えても直りませんでした") })
	if d.says(left) || d.refused() != 2 {
		t.Errorf("refused %d times; it tried %s:\n%s", d.refused(), left, d.outline())
	}
	d.press("閉じる")
}

// Nothing ticked is nothing to try.
func TestNothingAgreedTo(t *testing.T) {
	d, _, _ := refusing(t)
	d.run()
	d.press("この直し方を試す")
	for _, box := range formstest.All[*widgets.Check](d.dialog()) {
		box.SetChecked(false)
	}
	d.press("選んだ直し方を試す")
	if d.dialog() == nil || d.busy() {
		t.Error("something is tried")
	}
	d.press("やめる")
}

// A password with a blank behind it is what is tried first, and mended with one
// login.
func TestATrailingBlankComesFirst(t *testing.T) {
	d, s, _ := refusing(t)
	d.fill("パスワード", s.Accounts[0].Password+" ")
	d.run()
	d.press("この直し方を試す")
	if box := formstest.All[*widgets.Check](d.dialog())[0]; !box.Checked || box.Text != "パスワードを 余分な空白や全角文字を直したもの に変える" {
		t.Errorf("first is %s", box.Text)
	}
	d.press("選んだ直し方を試す")
	d.wait("something works", func() bool { return d.says("うまくいった設定が見つかりました") })
	d.press("この設定にする")
	if d.refused() != 0 || !d.view.Report().OK() {
		t.Errorf("refused %d times:\n%s", d.refused(), d.outline())
	}
}

// What earlier tests have spent is not there for mending: the dots say so, and
// none left asks first.
func TestMendingKeepsToTheBudget(t *testing.T) {
	d, _, _ := refusing(t)
	d.run()
	d.run()
	d.press("この直し方を試す")
	d.want("ログインできる回数: ●○○  あと 1 回")
	d.press("選んだ直し方を試す")
	d.wait("it is over", func() bool { return d.says("設定を変えても直りませんでした") })
	d.press("閉じる")
	if d.refused() != 3 {
		t.Fatalf("refused %d times", d.refused())
	}
	d.press("この直し方を試す")
	d.want("この 30 分に 3 回断られています。")
	d.press("それでも試す")
	d.want("ログインできる回数: ●●○  あと 2 回") // three, with the test
	d.press("やめる")
	if d.refused() != 3 {
		t.Errorf("refused %d times", d.refused())
	}
}

// Where the test has spent all, what can be done is said in place of the list.
func TestNothingLeftToMendWith(t *testing.T) {
	d, _, _ := refusing(t)
	r := d.run()
	i := 0
	for i = range r.Results {
		if r.Results[i].Step == mailcore.Authorize {
			r.Results[i].Facts["attempts"] = "SCRAM-SHA-256: 535 no\nCRAM-MD5: 535 no\nPLAIN: 535 no"
			break
		}
	}
	d.onMend(r)
	d.want("ログインできる回数: ○○○")
	d.want("1.")
	if len(formstest.All[*widgets.Button](d.dialog())) != 1 {
		t.Errorf("there is something to press:\n%s", d.outline())
	}
	d.press("閉じる")
}

// The practice server locks nobody out, however often it refuses.
func TestPracticeIsNotCounted(t *testing.T) {
	d := fresh(t)
	d.onPractice()
	for range 4 {
		d.practise(scenario(t, "password"))
	}
	if d.dialog() != nil || d.file("attempts.json") != "" {
		t.Errorf("%s:\n%s", d.file("attempts.json"), d.outline())
	}
	d.press("この直し方を試す")
	d.want("ログインできる回数: ●○○") // the test itself tried SCRAM and the password
	d.press("やめる")
}

// すべてテスト leaves out the servers of an account that was refused too often,
// also by those before it.
func TestAllSpareAnAccount(t *testing.T) {
	keyring.MockInit()
	dir := t.TempDir()
	s := serve(t, dir, "ok")
	var all []mailcore.Profile
	for i := range 5 {
		p := branch(t, s, "支店"+strconv.Itoa(i), "wrong")
		p.Outgoing.Auth = mailcore.PLAIN
		all = append(all, p)
	}
	seed(t, dir, func(v *store.Settings) { v.Profiles = all })
	d := sit(t, dir)
	d.menuItem("batch.title")
	d.testAll()
	n := 0
	for _, task := range d.beside.batch.tasks {
		if task.row.How == "省略: この 30 分に 3 回以上断られたアカウントなので、停止されないように試していません" {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d were left out:\n%s", n, d.allOutline())
	}
}

// 使える設定を探す asks too before it logs in.
func TestProvingAsks(t *testing.T) {
	d, _, _ := refusing(t)
	for range 3 {
		d.run()
	}
	d.onFindSettings()
	d.wait("the ports are known", func() bool { return !d.busy() })
	button := formstest.All[*widgets.Button](d.dialog())[0]
	button.Enable()
	test.Tap(button)
	d.want("この 30 分に 3 回断られています。")
	d.press("やめる")
	if d.busy() {
		t.Error("it logs in")
	}
	d.press("閉じる")
}
