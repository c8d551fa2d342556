package steps

import (
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// failedAt is a report that failed at a step of the sending side with a reply.
func failedAt(step mailcore.Step, reply string, set func(*mailcore.Profile), facts ...string) mailcore.Report {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.User, p.From, p.TestTo = "mail.provider.example", "taro@example.jp", "soumu@other.example", "a@example.jp"
	set(&p)
	r := NewPlan(p, mailcore.SendScope).Report("x", p.Verified.At)
	for i := range r.Results {
		res := &r.Results[i]
		res.State = mailcore.Skipped
		if res.Step == step {
			res.State, res.Fault, res.Reply = mailcore.Failed, mailcore.Replied, reply
		}
		if res.Step == mailcore.EHLOAgain && len(facts) > 0 {
			res.State, res.Facts = mailcore.Passed, map[string]string{"mechanisms": facts[0]}
		}
	}
	return r
}

func nothingElse(*mailcore.Profile) {}

func TestRemedies(t *testing.T) {
	for _, tt := range []struct {
		name   string
		report mailcore.Report
		want   string // one of them
	}{
		{"the account without its domain", failedAt(mailcore.Authorize, "535 5.7.8 Error: authentication failed", nothingElse), "outgoing.user=taro"},
		{"the account with the sender's domain", failedAt(mailcore.Authorize, "535 5.7.8 Error: authentication failed", func(p *mailcore.Profile) { p.Outgoing.User = "taro" }), "outgoing.user=taro@other.example"},
		{"another mechanism", failedAt(mailcore.Authorize, "535 5.7.8 Error: authentication failed", nothingElse, "PLAIN LOGIN"), "outgoing.auth=LOGIN"},
		{"the account as the sender", failedAt(mailcore.MailFrom, "553 5.7.1 Sender address rejected: not owned by user taro", nothingElse), "from=taro@example.jp"},
		{"a name to greet with", failedAt(mailcore.EHLO, "504 5.5.2 Helo command rejected: need fully-qualified hostname", nothingElse), "outgoing.helo=other.example"},
		{"authentication", failedAt(mailcore.MailFrom, "530 5.7.0 Authentication required", func(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.NoAuth }), "outgoing.auth=auto"},
	} {
		var all []string
		for _, changes := range cause.Remedies(tt.report) {
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
	if got := cause.Remedies(NewPlan(mailcore.NewProfile(), mailcore.SendScope).Report("x", mailcore.NewProfile().Verified.At)); got != nil {
		t.Errorf("nothing failed, and %v", got)
	}
}

// A certificate is trusted by a person who has compared it, and encryption is
// never given up: whatever fails, no remedy says so (docs/adr/0014).
func TestNoRemedyWeakens(t *testing.T) {
	for _, fault := range []mailcore.Fault{mailcore.SelfSigned, mailcore.Untrusted, mailcore.PinMismatch, mailcore.NoSTARTTLS, mailcore.PlaintextRefused, mailcore.NotTLS, mailcore.NameMismatch} {
		r := failedAt(mailcore.Certificate, "", nothingElse)
		for i := range r.Results {
			if r.Results[i].Step == mailcore.Certificate {
				r.Results[i].Fault, r.Results[i].Facts = fault, map[string]string{"fingerprint": strings.Repeat("ab", 32), "sans": "mx.provider.example"}
			}
		}
		for _, changes := range cause.Remedies(r) {
			for _, c := range changes {
				if c.Field == "pin" || strings.HasSuffix(c.Field, "encryption") && c.Value == "none" {
					t.Errorf("%s is to be mended by %s=%s", fault, c.Field, c.Value)
				}
			}
		}
	}
}
