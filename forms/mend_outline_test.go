package forms_test

import (
	"testing"
	"time"

	"todoku/mailcore/ports"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

var (
	toTLS   = []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}, {Field: "outgoing.port", Value: "465"}}
	certain = map[string]string{
		"subject": "CN=mail.example.jp", "sans": "mail.example.jp", "issuer": "CN=mail.example.jp", "not-before": "2026-01-01T00:00:00Z", "not-after": "2027-01-01T00:00:00Z",
		"fingerprint": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
	}
)

// attempts are one that failed, one that works and one that goes on.
func attempts() []mailcore.Attempt {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption = "mail.example.jp", 465, mailcore.TLS
	report := func(results ...mailcore.Result) mailcore.Report {
		return mailcore.Report{ID: "1", Profile: p, Scope: mailcore.LoginScope, Results: results, Took: 300 * time.Millisecond}
	}
	step := func(s mailcore.Step, state mailcore.State) mailcore.Result {
		return mailcore.Result{Side: mailcore.OutgoingSide, Step: s, State: state}
	}
	refused := step(mailcore.Authorize, mailcore.Failed)
	refused.Fault, refused.Reply = mailcore.Replied, "535 5.7.8 Error: authentication failed"
	return []mailcore.Attempt{
		{Changes: toTLS, Report: report(step(mailcore.Connect, mailcore.Passed), refused)},
		{Changes: toTLS[:1], Report: report(step(mailcore.Connect, mailcore.Passed)), Worked: true},
		{Changes: toTLS, Report: report(step(mailcore.Connect, mailcore.Running), step(mailcore.Authorize, mailcore.Pending))},
	}
}

func TestAttempts(t *testing.T) {
	for _, language := range assets.Languages {
		speak(t, language)
		v := forms.NewAttemptsView()
		show(t, v.Content)
		v.Show(attempts(), true)
		formstest.Golden(t, "attempts."+language, formstest.Outline(v.Content))
	}
}

// offers cost one login, one if the server is there, and none.
func offers() []mailcore.Offer {
	user := func(name string) []mailcore.Change { return []mailcore.Change{{Field: "outgoing.user", Value: name}} }
	return []mailcore.Offer{
		{Changes: []mailcore.Change{{Field: "outgoing.password.tidy", Value: "true"}}, Logins: 1, Least: 1},
		{Changes: user("taro"), Logins: 1, Least: 1},
		{Changes: user("taro%example.co.jp"), Logins: 1, Least: 1},
		{Changes: toTLS, Logins: 1, Least: 1, Early: true},
		{Changes: toTLS},
	}
}

func TestCandidates(t *testing.T) {
	for _, language := range assets.Languages {
		speak(t, language)
		v := forms.NewCandidatesView(offers(), 2)
		show(t, v.Content)
		formstest.Golden(t, "candidates."+language, formstest.Outline(v.Content))
	}
	speak(t, "ja")
	v := forms.NewCandidatesView(offers()[:1], 0)
	show(t, v.Content)
	formstest.Golden(t, "candidates-spent.ja", formstest.Outline(v.Content))
}

// What is not ticked makes room for what there were too few logins for.
func TestCandidatesAreChosen(t *testing.T) {
	speak(t, "ja")
	v := forms.NewCandidatesView(offers(), 2)
	show(t, v.Content)
	told := 0
	v.Changed = func() { told++ }
	boxes := formstest.All[*widgets.Check](v.Content)
	if !boxes[2].Disabled() || len(v.Without()) != 2 {
		t.Errorf("without %v", v.Without())
	}
	boxes[0].SetChecked(false)
	boxes[2].SetChecked(true)
	if boxes[2].Disabled() || !boxes[0].Disabled() || told != 2 || v.Without()[0][0].Field != "outgoing.password.tidy" {
		t.Errorf("told %d times, without %v", told, v.Without())
	}
	for _, box := range boxes {
		box.SetChecked(false)
	}
	if v.Agreed() || len(v.Without()) != len(boxes) {
		t.Errorf("nothing is ticked, without %v", v.Without())
	}
}

// What changes twice is shown once, and what does not change not at all.
func TestChangeTable(t *testing.T) {
	speak(t, "ja")
	p := mailcore.NewProfile()
	again := append([]mailcore.Change{{Field: "outgoing.port", Value: "587"}, {Field: "outgoing.auth", Value: string(p.Outgoing.Auth)}}, toTLS...)
	table := forms.NewChangeTable(p, again)
	show(t, table)
	formstest.Golden(t, "changes.ja", formstest.Outline(table))
}

func TestCertificateRows(t *testing.T) {
	speak(t, "ja")
	r := mailcore.Report{Results: []mailcore.Result{{Side: mailcore.OutgoingSide, Step: mailcore.Certificate, Facts: certain}}}
	rows := forms.NewCertificateRows(r, mailcore.OutgoingSide)
	show(t, rows)
	formstest.Golden(t, "certificate.ja", formstest.Outline(rows))
}

func TestPorts(t *testing.T) {
	good := &ports.Security{Version: "TLS 1.3", Verified: true, Certificate: map[string]string{"days-left": "60"}}
	m := ports.Matrix{Host: "mail.example.jp", Rows: []ports.Row{
		{Port: 25, State: ports.Filtered},
		{Port: 587, State: ports.Open, Speaks: ports.SMTP, Upgrade: ports.NotOffered, Before: &ports.Offer{Mechanisms: []string{"PLAIN"}}},
		{Port: 465, State: ports.Open, Speaks: ports.SMTP, Implicit: true, Security: good, After: &ports.Offer{Mechanisms: []string{"PLAIN", "CRAM-MD5"}}},
		{Port: 110, State: ports.Closed},
		{Port: 995, State: ports.Waiting},
		{Port: 143, State: ports.Open, Speaks: ports.IMAP, Upgrade: ports.Broken, Fault: mailcore.TLSHandshake},
		{Port: 993, State: ports.Open, Speaks: ports.IMAP, Implicit: true, Security: &ports.Security{Version: "TLS 1.2", Fault: mailcore.Expired}},
	}}
	sending, receiving := m.Best()
	for _, language := range assets.Languages {
		speak(t, language)
		var taken []mailcore.Change
		v := forms.NewPortsView(1, func(changes []mailcore.Change) { taken = changes })
		show(t, v.Content)
		v.ShowMatrix(0, m)
		v.ShowWays("(verdict)", mailcore.Passed, []forms.Way{{sending[0], toTLS}, {receiving[0], nil}})
		v.ShowProof(attempts()[:2], "(outcome)", mailcore.Passed, func() {})
		formstest.Golden(t, "ports."+language, formstest.Outline(v.Content))
		buttons := formstest.All[*widgets.Button](v.Content)
		if buttons[1].Tapped(nil); len(taken) != len(toTLS) {
			t.Errorf("took %v", taken)
		}
	}
}

// The longest line that fits is drawn; nothing of a longer one is lost.
func TestPreview(t *testing.T) {
	v := forms.NewPreview()
	show(t, v.Content)
	v.Show("短い\nabcdefghijklmnopqrstuvwxyz\n一二三四五六七八九十あ\n", 0) // twenty columns
	formstest.Golden(t, "preview", formstest.Outline(v.Content))
}
