package forms_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/products"
	"todoku/mailcore/steps"
	"todoku/mailcore/transcript"
)

// planned is a report of a test mail of which nothing has been done.
func planned() mailcore.Report {
	return steps.NewPlan(office(), mailcore.SendScope).Report("20250401-090000", time.Date(2025, 4, 1, 9, 0, 0, 0, time.UTC))
}

// passed takes the steps of r up to, and not including, one.
func passed(r mailcore.Report, until mailcore.Step) mailcore.Report {
	for i := range r.Results {
		res := &r.Results[i]
		if res.Step == until {
			break
		}
		res.State, res.Took = mailcore.Passed, 12*time.Millisecond
		switch res.Step {
		case mailcore.Connect:
			res.Facts = map[string]string{"address": "192.0.2.25", "family": "IPv4"}
		case mailcore.Greeting:
			res.Reply = "220 smtp.example.jp ESMTP"
			res.Lines = []transcript.Line{{Dir: "S", Text: "220 smtp.example.jp ESMTP"}}
		case mailcore.Certificate:
			res.Facts = map[string]string{"days-left": "200", "subject": "CN=smtp.example.jp", "verified": "chain"}
		case mailcore.Authorize:
			res.Facts = map[string]string{"method": "SCRAM-SHA-256"}
		}
	}
	return r
}

// failed ends r at a step, and skips the rest.
func failed(r mailcore.Report, at mailcore.Step, fault mailcore.Fault, reply string) mailcore.Report {
	r = passed(r, at)
	seen := false
	for i := range r.Results {
		res := &r.Results[i]
		switch {
		case res.Step == at && !seen:
			seen = true
			res.State, res.Fault, res.Reply, res.Took = mailcore.Failed, fault, reply, 90*time.Millisecond
		case seen:
			res.State = mailcore.Skipped
		}
	}
	r.Took = 300 * time.Millisecond
	return r
}

func running() mailcore.Report {
	r := passed(planned(), mailcore.Authorize)
	for i := range r.Results {
		if r.Results[i].Step == mailcore.Authorize {
			r.Results[i].State = mailcore.Running
		}
	}
	return r
}

func succeeded() mailcore.Report {
	r := passed(planned(), "")
	r.Took = 420 * time.Millisecond
	return r
}

// warned passed with a certificate that will soon run out.
func warned() mailcore.Report {
	r := succeeded()
	for i := range r.Results {
		if r.Results[i].Step == mailcore.Certificate {
			r.Results[i].Facts["days-left"] = "5"
			r.Results[i].Facts["not-after"] = "2025-04-06T00:00:00Z"
		}
	}
	return r
}

var reports = []struct {
	name   string
	report func() mailcore.Report
}{
	{"running", running},
	{"passed", succeeded},
	{"warned", warned},
	{"refused-login", func() mailcore.Report {
		return failed(planned(), mailcore.Authorize, mailcore.Replied, "535 5.7.8 Error: authentication failed")
	}},
	{"unknown-host", func() mailcore.Report { return failed(planned(), mailcore.Resolve, mailcore.UnknownHost, "") }},
	{"wrong-host", func() mailcore.Report {
		r := failed(planned(), mailcore.CheckStep, mailcore.Invalid, "")
		r.Profile.Outgoing.Host = "ssl://smtp.example.jp"
		r.Results[0].Facts = map[string]string{"problem": "host-scheme", "field": "outgoing.host"}
		return r
	}},
	{"stopped", func() mailcore.Report { return failed(planned(), mailcore.Greeting, mailcore.Stopped, "") }},
}

func TestReportView(t *testing.T) {
	for _, language := range assets.Languages {
		for _, r := range reports {
			t.Run(r.name+"."+language, func(t *testing.T) {
				v := view(t, language)
				v.Show(r.report())
				formstest.Golden(t, "report-"+r.name+"."+language, formstest.Outline(v.Content))
			})
		}
	}
}

// view shows an empty view of reports.
func view(t *testing.T, language string) *forms.ReportView {
	t.Helper()
	speak(t, language)
	v := forms.NewReportView(func(string) {}, func([]transcript.Line) {})
	v.Manual = func(mailcore.Code) {}
	show(t, v.Content)
	return v
}

func TestReportViewWithoutReport(t *testing.T) {
	v := view(t, "ja")
	v.Show(succeeded())
	v.Clear()
	formstest.Golden(t, "report-none.ja", formstest.Outline(v.Content))
}

// A step opens when it is pressed and shows what it learned; another test
// begins with all of them closed.
func TestStepsOpen(t *testing.T) {
	v := view(t, "ja")
	r := warned()
	v.Show(r)
	formstest.Press(t, v.Content, "15 の手順すべて成功")
	closed := formstest.Outline(v.Content)
	pressStep(t, v, "証明書を確認")
	opened := formstest.Outline(v.Content)
	formstest.Golden(t, "report-opened.ja", opened)
	v.Show(r)
	if formstest.Outline(v.Content) != opened {
		t.Error("the next news of the same test closed the step")
	}
	r.ID += "-again"
	v.Show(r)
	formstest.Press(t, v.Content, "15 の手順すべて成功")
	if formstest.Outline(v.Content) != closed {
		t.Error("another test has a step open")
	}
}

// Each finding has a button of its own to what the manual says of it.
func TestManualIsOpenedAtTheFinding(t *testing.T) {
	v := view(t, "ja")
	var opened []mailcore.Code
	v.Manual = func(code mailcore.Code) { opened = append(opened, code) }
	r := warned()
	r.Profile.Outgoing.Encryption = mailcore.NoEncryption
	v.Show(r)
	var want []mailcore.Code
	for _, f := range cause.Diagnose(r) {
		want = append(want, f.Code)
	}
	for _, b := range formstest.All[*widgets.Button](v.Content) {
		if b.Text == "マニュアルで見る" {
			b.Tapped(&fyne.PointEvent{})
		}
	}
	if len(want) < 2 || !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
	v.Manual = nil
	v.Show(r)
	if strings.Contains(formstest.Outline(v.Content), "マニュアル") {
		t.Error("there is a button that nobody hears")
	}
}

// pressStep presses the line of a step.
func pressStep(t *testing.T, v *forms.ReportView, name string) {
	t.Helper()
	for _, line := range formstest.Lines(v.Content) {
		if strings.Contains(formstest.Outline(line), name) {
			line.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			return
		}
	}
	t.Fatalf("no step %q on:\n%s", name, formstest.Outline(v.Content))
}

func TestCopyAndConversation(t *testing.T) {
	speak(t, "ja")
	var copied string
	var lines []transcript.Line
	v := forms.NewReportView(func(s string) { copied = s }, func(l []transcript.Line) { lines = l })
	show(t, v.Content)
	r := failed(planned(), mailcore.Authorize, mailcore.Replied, "535 5.7.8 Error: authentication failed")
	v.Show(r)
	if strings.Contains(formstest.Outline(v.Content), "[Error]") {
		t.Error("the sentence of Zaion'nex is there for another product")
	}
	r.Profile.Products = []mailcore.Product{products.Zaionnex}
	v.Show(r)
	formstest.Press(t, v.Content, "<content-copy>")
	if want := "[Error] 送信エラー Authentication failed 535 smtp.example.jp:587 hanako@example.jp taro@example.jp"; copied != want {
		t.Errorf("copied %q, want %q", copied, want)
	}
	formstest.Press(t, v.Content, "原文（通信記録）")
	if len(lines) != 2 || lines[1].Text != "220 smtp.example.jp ESMTP" {
		t.Errorf("the conversation is %v", lines)
	}
}

// What follows a test that passed: whether its mail came, and where to go on.
func TestWhatFollowsATestThatPassed(t *testing.T) {
	for _, language := range assets.Languages {
		v := view(t, language)
		var done []string
		note := func(what string) func() { return func() { done = append(done, what) } }
		v.Next = &forms.Next{TypeIn: note("type in"), RoundTrip: note("round trip"), Domain: func(mailcore.Report) { note("domain")() }}
		v.Show(succeeded())
		formstest.Golden(t, "report-next."+language, formstest.Outline(v.Content))
		formstest.Press(t, v.Content, assets.Text("arrival.no"))
		formstest.Golden(t, "report-missing."+language, formstest.Outline(v.Content))
		for _, key := range []string{"arrival.roundtrip", "arrival.domain", "arrival.next"} {
			formstest.Press(t, v.Content, assets.Text(key))
		}
		if want := []string{"round trip", "domain", "type in"}; !slices.Equal(done, want) {
			t.Errorf("the buttons did %q, want %q", done, want)
		}
		formstest.Press(t, v.Content, assets.Text("arrival.came"))
		if text := formstest.Outline(v.Content); !strings.Contains(text, assets.Text("arrival.arrived", "to", succeeded().Profile.TestTo)) || strings.Contains(text, assets.Text("arrival.yes")) {
			t.Errorf("after the answer the report says:\n%s", text)
		}
		v.SetStale(true)
		if !strings.Contains(formstest.Outline(v.Content), assets.Text("report.stale")) {
			t.Error("a result of other settings does not say so")
		}
		again := succeeded()
		again.ID += "-again"
		v.Show(again)
		if text := formstest.Outline(v.Content); strings.Contains(text, assets.Text("report.stale")) || !strings.Contains(text, assets.Text("arrival.yes")) {
			t.Errorf("another test begins with what was said of the last:\n%s", text)
		}
	}
}
