package app

import (
	"testing"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/practice"
)

func TestPracticeSucceedsFirst(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.want("練習の内容: ▾ 成功する")
	if r := d.run(); !r.OK() {
		t.Fatalf("the test ended so:\n%s", d.outline())
	}
	d.want("合格（テストメール、送信 ")
	if d.page.dirty() {
		t.Error("practising left something unsaved")
	}
	d.press("練習用サーバーで試す")
	if n := len(d.own()); n != 1 {
		t.Errorf("there are %d practice servers", n)
	}
}

// TestEveryScenarioEndsWithItsFinding presses 実行 for each thing that can be
// practised: screen, engine, server, rules and words together.
func TestEveryScenarioEndsWithItsFinding(t *testing.T) {
	d := fresh(t)
	d.press("練習用サーバーで試す")
	for i, s := range practice.Scenarios {
		if i%(thin+1) != 0 {
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			d.t = t
			formstest.Field[*widgets.Select](t, d.screen(), assets.Text("practice.scenario")).SetSelected(scenarioLabel(s))
			impatient(d, s)
			d.pick(assets.Text("test.scope"), assets.Text("scope."+string(scope(s))))
			r := d.run()
			if got := root(r); got != s.Expect {
				t.Errorf("the finding is %q, want %q:\n%s", got, s.Expect, formstest.Outline(d.view.Content))
			}
		})
	}
}

// impatient keeps silent servers and lost mails from being waited for longer
// than it takes to know.
func impatient(d *desk, s practice.Scenario) {
	p := &d.page.current
	p.Outgoing.Timeout, p.Incoming.Timeout, p.Wait = 10, 10, 10
	switch s.Expect {
	case "server-silent":
		p.Outgoing.Timeout = 1
	case "never-delivered":
		p.Wait = 2
	}
}

// scope is as far as the scenario needs, except where each reply takes seconds.
func scope(s practice.Scenario) mailcore.Scope {
	if s.Name == "slow" {
		return mailcore.ConnectScope
	}
	return s.Scope()
}

// root is the code of the cause, "" for a test that passed.
func root(r mailcore.Report) string {
	if r.OK() {
		return ""
	}
	return string(cause.Diagnose(r)[0].Code)
}

func TestScenariosAreWorded(t *testing.T) {
	defer assets.SetLanguage(assets.Language())
	for _, language := range assets.Languages {
		assets.SetLanguage(language)
		seen := map[string]string{}
		for _, s := range practice.Scenarios {
			label := scenarioLabel(s)
			if other, twice := seen[label]; twice {
				t.Errorf("%s and %s are both called %q", s.Name, other, label)
			}
			seen[label] = s.Name
		}
	}
}
