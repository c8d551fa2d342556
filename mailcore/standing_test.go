package mailcore

import (
	"testing"
	"time"
)

// A wider scope does all that a narrower one does; what covers each other is
// the same.
func TestCovers(t *testing.T) {
	for _, test := range []struct {
		wide, narrow Scope
		want         bool
	}{
		{SendScope, LoginScope, true},
		{LoginScope, SendScope, false},
		{LoginsScope, ReceiveScope, true},
		{LoginsScope, LoginScope, true},
		{SendScope, ReceiveScope, false},
		{ReceiveScope, ConnectScope, false},
		{RoundTripScope, LoginsScope, true},
		{SendScope, LoginsScope, false},
	} {
		if got := test.wide.Covers(test.narrow); got != test.want {
			t.Errorf("%s covers %s: %t", test.wide, test.narrow, got)
		}
	}
	for _, a := range Scopes {
		for _, b := range Scopes {
			if a.Covers(b) && b.Covers(a) != (a == b) {
				t.Errorf("%s and %s cover each other: %t", a, b, a != b)
			}
		}
	}
}

// proofs returns a report of p that logged in by those methods; "" is not to
// have been there.
func proofs(p Profile, scope Scope, state State, sending, receiving string) Report {
	r := Report{Profile: p, Scope: scope, Results: []Result{{Side: OutgoingSide, Step: CheckStep, State: Passed}}}
	if sending != "" {
		r.Results = append(r.Results, Result{Side: OutgoingSide, Step: Authorize, State: state, Facts: map[string]string{"method": sending}})
	}
	if receiving != "" {
		r.Results = append(r.Results, Result{Side: IncomingSide, Step: Authorize, State: state, Facts: map[string]string{"method": receiving}})
	}
	return r
}

// What a test proved stays until it is taken back: by the same test, a wider
// one, or other settings.
func TestWhatATestLeavesBehind(t *testing.T) {
	p := NewProfile()
	p.Outgoing.Host, p.Incoming.Protocol = "smtp.example.jp", POP3
	minute := 0
	take := func(r Report) {
		minute++
		p.Verified = p.VerifiedBy(r, time.Unix(1e9, 0).Add(time.Duration(minute)*time.Minute))
	}
	settled := func(standing Standing, scope Scope, auth, incoming AuthMethod) {
		t.Helper()
		s := p.Settled()
		if p.Standing() != standing || p.Verified.Scope != scope || s.Outgoing.Auth != auth || s.Incoming.Auth != incoming {
			t.Errorf("%s by %s, %s and %s; want %s by %s, %s and %s", p.Standing(), p.Verified.Scope, s.Outgoing.Auth, s.Incoming.Auth, standing, scope, auth, incoming)
		}
	}
	settled(Untested, "", AutoAuth, AutoAuth)
	take(proofs(p, SendScope, Passed, "CRAM-MD5", ""))
	settled(Proven, SendScope, CRAMMD5, AutoAuth)
	take(proofs(p, ConnectScope, Passed, "", ""))
	settled(Proven, SendScope, CRAMMD5, AutoAuth)
	take(proofs(p, ReceiveScope, Warned, "", "APOP"))
	settled(Proven, ReceiveScope, CRAMMD5, APOP)
	stopped := proofs(p, SendScope, Failed, "PLAIN", "")
	stopped.Results[1].Fault = Stopped
	take(stopped)
	settled(Proven, ReceiveScope, CRAMMD5, APOP)
	take(proofs(p, LoginScope, Failed, "PLAIN", ""))
	settled(NotProven, LoginScope, AutoAuth, AutoAuth)
	take(proofs(p, LoginsScope, Passed, "PLAIN", "USER"))
	settled(Proven, LoginsScope, PLAIN, USER)
	p.Outgoing.Port = 465
	settled(ChangedSince, LoginsScope, AutoAuth, AutoAuth)
	p.Outgoing.Port = 587
	p.Outgoing.Auth = LOGIN
	take(proofs(p, SendScope, Passed, "LOGIN", ""))
	settled(Proven, SendScope, LOGIN, AutoAuth)
}

// What one of several products passed by is what its sheet says, whatever came
// of the others.
func TestSettledForOneOfTheProducts(t *testing.T) {
	p := NewProfile()
	p.Outgoing.Host, p.Products = "smtp.example.jp", []Product{"redmine", "vtiger"}
	r := proofs(p, SendScope, Passed, "CRAM-MD5", "")
	r.For = []Product{"redmine"}
	r.Others = []Report{proofs(p, SendScope, Failed, "CRAM-MD5", "")}
	r.Others[0].For = []Product{"vtiger"}
	p.Verified = p.VerifiedBy(r, time.Unix(1e9, 0))
	if got := p.Settled().Outgoing.Auth; got != CRAMMD5 || p.StandingFor("redmine") != Proven || p.StandingFor("vtiger") != NotProven {
		t.Errorf("by %q, %s, %s", got, p.StandingFor("redmine"), p.StandingFor("vtiger"))
	}
	p.Outgoing.Port = 465
	if got := p.Settled().Outgoing.Auth; got != AutoAuth {
		t.Errorf("by %q after a change", got)
	}
}

// The proofs in people's files were made by this digest. A field that is added
// to Profile says json:",omitzero", so that it stays.
func TestHashStays(t *testing.T) {
	p := NewProfile()
	p.Code, p.Outgoing.Host, p.Outgoing.User = "main", "smtp.example.jp", "taro"
	p.Incoming.Protocol, p.Incoming.Host = IMAP, "imap.example.jp"
	const want = "806863d347018cab66774530bdc90edf9152d6401b02b292e68747d44b7eab1c"
	if got := p.Hash(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
