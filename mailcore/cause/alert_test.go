package cause

import (
	"testing"

	"todoku/mailcore"
)

// TestAlerts holds that all that a server wants people to be shown is, and
// nothing twice.
func TestAlerts(t *testing.T) {
	for _, tt := range []struct{ greeting, mailbox, refusal, want string }{
		{"", "", "", ""},
		{"soon", "", "", "soon"},
		{"soon", "soon\nfull", "", "soon / full"},
		{"soon", "go away", "* BYE [ALERT] go away", "soon"},
		{"", "go away", "* BYE [ALERT] go away", ""},
	} {
		r := mailcore.Report{Profile: mailcore.NewProfile(), Results: []mailcore.Result{
			{Side: mailcore.IncomingSide, Step: mailcore.Greeting, State: mailcore.Passed, Facts: map[string]string{"alert": tt.greeting}},
			{Side: mailcore.IncomingSide, Step: mailcore.MailboxStep, State: mailcore.Passed, Facts: map[string]string{"alert": tt.mailbox}},
		}}
		if tt.refusal != "" {
			r.Results[1].State, r.Results[1].Fault, r.Results[1].Reply = mailcore.Failed, mailcore.Replied, tt.refusal
		}
		got := ""
		for _, f := range Diagnose(r) {
			if f.Code == "imap-alert" {
				got = f.Args["alert"]
			}
		}
		if got != tt.want {
			t.Errorf("%+v: got %q", tt, got)
		}
	}
}
