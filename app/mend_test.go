package app

import (
	"slices"
	"strings"
	"testing"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
)

// practise puts a scenario of the practice server on the screen and runs it.
func (d *desk) practise(s practice.Scenario) mailcore.Report {
	d.t.Helper()
	formstest.Field[*widgets.Select](d.t, d.screen(), assets.Text("practice.scenario")).SetSelected(scenarioLabel(s))
	impatient(d, s)
	d.view.SetTools(d.tools(d.window)...)
	return d.run()
}

// mendAll presses この直し方を試す and agrees to all.
func (d *desk) mendAll() {
	d.t.Helper()
	d.press("この直し方を試す")
	d.want("ログインできる回数")
	d.press("選んだ直し方を試す")
}

func scenario(t *testing.T, name string) practice.Scenario {
	t.Helper()
	i := slices.IndexFunc(practice.Scenarios, func(s practice.Scenario) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no scenario %s", name)
	}
	return practice.Scenarios[i]
}

// TestEveryFixWorksAtTheButton presses この直し方を試す for each fault that other
// settings mend, takes what worked, and tests again.
func TestEveryFixWorksAtTheButton(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	for i, name := range []string{
		"auth-required", "mechanism", "no-apop", "no-starttls", "starttls-refused", "starttls-required", "tls-only", "wrong-name",
		"pop-before-smtp", "pop-no-stls", "imap-no-starttls", "login-disabled",
	} {
		if i%(thin+1) != 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			d.t = t
			if r := d.practise(scenario(t, name)); r.OK() {
				t.Fatalf("the test passed:\n%s", d.outline())
			}
			before := d.page.current
			d.mendAll()
			d.wait("something works", func() bool { return d.says("うまくいった設定が見つかりました") })
			if d.page.current.Hash() != before.Hash() {
				t.Error("the screen has changed before anybody said so")
			}
			d.press("この設定にする")
			if !d.view.Report().OK() || d.page.current.Standing() != mailcore.Proven || d.busy() {
				t.Errorf("standing %s:\n%s", d.page.current.Standing(), d.outline())
			}
			if r := d.run(); !r.OK() {
				t.Errorf("with what worked the test ends so:\n%s", formstest.Outline(d.view.Content))
			}
		})
	}
}

func TestWhatWorkedIsLeftAlone(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.practise(scenario(t, "no-starttls"))
	before := d.page.current
	d.mendAll()
	d.wait("something works", func() bool { return d.says("うまくいった設定が見つかりました") })
	d.press("元のまま")
	if d.page.current.Hash() != before.Hash() || d.view.Report().OK() {
		t.Errorf("the screen has changed:\n%s", d.outline())
	}
}

// What worked is on the screen as if it had been typed: saving keeps it, with
// its proof.
func TestWhatWorkedIsSavedByHand(t *testing.T) {
	d := fresh(t)
	s := serve(t, d.store.Dir(), "mechanism")
	d = sit(t, d.store.Dir())
	d.press("サーバーを追加")
	d.byHand()
	d.fillIn(s, s.Accounts[0].Password)
	d.page.current.Outgoing.Auth = "PLAIN"
	d.form.Redraw()
	d.press("保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	d.view.SetTools(d.tools(d.window)...)
	d.run()
	d.mendAll()
	d.wait("something works", func() bool { return d.says("うまくいった設定が見つかりました") })
	d.press("この設定にする")
	if !d.page.dirty() || strings.Contains(d.file("settings.toml"), "auth = 'auto'") && d.own()[0].Outgoing.Auth == mailcore.AutoAuth {
		t.Fatalf("it was saved unasked:\n%s", d.file("settings.toml"))
	}
	d.press("保存")
	d.wait("it is saved", func() bool { return !d.page.dirty() })
	if p := d.own()[0]; p.Standing() != mailcore.Proven || p.Outgoing.Auth != mailcore.AutoAuth {
		t.Errorf("saved with %s, %s", p.Outgoing.Auth, p.Standing())
	}
}

func TestNothingMends(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.practise(scenario(t, "password"))
	d.mendAll()
	d.wait("it is over", func() bool { return d.says("設定を変えても直りませんでした") })
	d.want("試したこと")
	d.want("1.")
	d.press("閉じる")
	if d.busy() {
		t.Error("no test can begin any more")
	}
}

func TestMendingCanBeStopped(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.practise(scenario(t, "silence"))
	d.mendAll()
	d.press("中止")
	d.wait("it has stopped", func() bool { return d.says("直し方を試すのを中止しました") })
	d.press("閉じる")
	if d.busy() {
		t.Error("no test can begin any more")
	}
}

// A certificate is trusted by a person who has seen its fingerprint only.
func TestACertificateIsTrustedOnDemand(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	r := d.practise(scenario(t, "self-signed"))
	d.press("この直し方を試す")
	d.want("この証明書を信頼しますか？")
	d.want(strings.ToUpper(r.Fact(mailcore.OutgoingSide, "fingerprint")[:2]) + ":")
	d.press("信頼しない")
	if d.page.current.Pin != "" {
		t.Fatal("trusted all the same")
	}
	d.press("この直し方を試す")
	d.press("指紋は同じ。信頼してテストする")
	d.wait("the test has ended", func() bool { return !d.busy() })
	if r := d.view.Report(); !r.OK() || d.page.current.Pin == "" {
		t.Errorf("the test ended so:\n%s", d.outline())
	}
}
