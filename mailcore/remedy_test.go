package mailcore

import (
	"slices"
	"strings"
	"testing"
)

// failedAt is a report that failed at a step of the sending side with a reply.
func failedAt(step Step, reply string, set func(*Profile), facts ...string) Report {
	p := NewProfile()
	p.Outgoing.Host, p.Outgoing.User, p.From, p.TestTo = "mail.provider.example", "taro@example.jp", "soumu@other.example", "a@example.jp"
	set(&p)
	r := NewPlan(p, SendScope).Report("x", p.Verified.At)
	for i := range r.Results {
		res := &r.Results[i]
		res.State = Skipped
		if res.Step == step {
			res.State, res.Fault, res.Reply = Failed, Replied, reply
		}
		if res.Step == EHLOAgain && len(facts) > 0 {
			res.State, res.Facts = Passed, map[string]string{"mechanisms": facts[0]}
		}
	}
	return r
}

func nothingElse(*Profile) {}

func TestRemedies(t *testing.T) {
	for _, tt := range []struct {
		name   string
		report Report
		want   string // one of them
	}{
		{"the account without its domain", failedAt(Authorize, "535 5.7.8 Error: authentication failed", nothingElse), "outgoing.user=taro"},
		{"the account with the sender's domain", failedAt(Authorize, "535 5.7.8 Error: authentication failed", func(p *Profile) { p.Outgoing.User = "taro" }), "outgoing.user=taro@other.example"},
		{"another mechanism", failedAt(Authorize, "535 5.7.8 Error: authentication failed", nothingElse, "PLAIN LOGIN"), "outgoing.auth=LOGIN"},
		{"the account as the sender", failedAt(MailFrom, "553 5.7.1 Sender address rejected: not owned by user taro", nothingElse), "from=taro@example.jp"},
		{"a name to greet with", failedAt(EHLO, "504 5.5.2 Helo command rejected: need fully-qualified hostname", nothingElse), "outgoing.helo=other.example"},
		{"authentication", failedAt(MailFrom, "530 5.7.0 Authentication required", func(p *Profile) { p.Outgoing.Auth = NoAuth }), "outgoing.auth=auto"},
	} {
		var all []string
		for _, changes := range Remedies(tt.report) {
			var parts []string
			for _, c := range changes {
				parts = append(parts, c.Field+"="+c.Value)
			}
			all = append(all, strings.Join(parts, " "))
		}
		if !slices.Contains(all, tt.want) {
			t.Errorf("%s: got %q", tt.name, all)
		}
	}
	if got := Remedies(NewPlan(NewProfile(), SendScope).Report("x", NewProfile().Verified.At)); got != nil {
		t.Errorf("nothing failed, and %v", got)
	}
}
