package practice_test

import (
	"cmp"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/practice"
)

// profile is what a person who practises would have: taro, sending to hanako.
func profile(s *practice.Server) mailcore.Profile {
	taro, sc := s.Accounts[0], s.Scenario
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.Port = "127.0.0.1", s.SMTP
	p.Outgoing.Encryption = mailcore.Encryption(cmp.Or(sc.Encryption, "starttls"))
	p.Outgoing.Auth = mailcore.AuthMethod(cmp.Or(sc.Auth, "auto"))
	p.Outgoing.User, p.Outgoing.Password = taro.User, mailcore.Secret(taro.Password)
	p.Outgoing.HELO, p.Outgoing.Timeout = "pc.example", 10
	p.From, p.TestTo = cmp.Or(sc.From, taro.Address), s.Accounts[1].Address
	return p
}

// TestFindings makes sure that each scenario teaches what it is for.
func TestFindings(t *testing.T) {
	for _, sc := range practice.Scenarios {
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			if sc.Side == "incoming" {
				t.Skip("a test mail says nothing about it; TestIncomingConversations does")
			}
			if sc.Name == "slow" {
				t.Skip("twenty replies of 2 s; TestSlowness hears two")
			}
			s := start(t, scenario(sc.Name))
			tester := mailcore.Tester{Roots: s.Roots()}
			r := tester.Run(t.Context(), mailcore.NewPlan(profile(s), mailcore.SendScope), func(mailcore.Report) {})
			got := ""
			if !r.OK() {
				got = string(mailcore.Diagnose(r)[0].Code)
			}
			if got != sc.Expect {
				failed, _ := r.Failure()
				t.Errorf("found %q, want %q; %s failed with %s: %s", got, sc.Expect, failed.Step, failed.Fault, failed.Reply)
			}
		})
	}
}
