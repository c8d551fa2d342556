package mailcore

import (
	"maps"
	"slices"
	"testing"
	"time"
)

// proof is a report of a test mail over STARTTLS that passed.
func proof() Report {
	p := NewProfile()
	p.ID, p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password = "p1", "smtp.example.jp", "taro", "hunter2"
	p.From, p.TestTo = "taro@example.jp", "hanako@example.jp"
	r := NewPlan(p, SendScope).Report("1", time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC))
	for i := range r.Results {
		res := &r.Results[i]
		res.State, res.Took, res.Facts = Passed, 100*time.Millisecond, maps.Clone(lessons[res.Step])
	}
	return r
}

// lessons are what the steps of proof learn.
var lessons = map[Step]map[string]string{
	Greeting:    {"banner": "smtp.example.jp ESMTP Postfix 3.7 Wed, 01 Apr 2026 09:00:00 +0900 d9443c01a7336-2aXb"},
	EHLO:        {"capabilities": "PIPELINING, SIZE 10240000, STARTTLS", "mechanisms": ""},
	Handshake:   {"tls-version": "TLS 1.3", "cipher": "TLS_AES_128_GCM_SHA256"},
	EHLOAgain:   {"capabilities": "AUTH PLAIN LOGIN, PIPELINING, SIZE 10240000", "mechanisms": "PLAIN LOGIN"},
	Certificate: {"fingerprint": "00aa11bb22cc33dd", "subject": "CN=smtp.example.jp", "sans": "smtp.example.jp mail.example.jp", "issuer": "CN=R3", "not-after": "2026-06-01T00:00:00Z"},
}

// at changes one step of a report.
func at(r *Report, step Step, change func(*Result)) {
	i := slices.IndexFunc(r.Results, func(res Result) bool { return res.Step == step })
	change(&r.Results[i])
}

func know(r *Report, step Step, name, value string) {
	at(r, step, func(res *Result) { res.Facts[name] = value })
}

// end makes a report end at a step.
func end(r *Report, step Step, fault Fault, reply string) {
	at(r, step, func(res *Result) { res.State, res.Fault, res.Reply = Failed, fault, reply })
	i := slices.IndexFunc(r.Results, func(res Result) bool { return res.Step == step })
	for k := range r.Results[i+1:] {
		r.Results[i+1+k] = Result{Side: OutgoingSide, Step: r.Results[i+1+k].Step, State: Skipped}
	}
}

func TestCompare(t *testing.T) {
	out := OutgoingSide
	tests := []struct {
		name   string
		change func(*Report)
		want   []Difference
	}{
		{"nothing", func(*Report) {}, nil},
		{"another day", func(r *Report) {
			know(r, Greeting, "banner", "smtp.example.jp ESMTP Postfix 3.7 Thu, 02 Apr 2026 10:12:13 +0900 a1230000c7336-9zzz")
		}, nil},
		{"settings, never the password", func(r *Report) {
			r.Profile.Outgoing.Port, r.Profile.Outgoing.Encryption, r.Profile.Outgoing.Password = 465, TLS, "other"
		}, []Difference{{SettingsGroup, "", "outgoing.port", "587", "465"}, {SettingsGroup, "", "outgoing.encryption", "starttls", "tls"}}},
		{"a renewed certificate", func(r *Report) {
			know(r, Certificate, "fingerprint", "99aa11bb22cc33dd")
			know(r, Certificate, "not-after", "2026-09-01T00:00:00Z")
			know(r, Certificate, "sans", "smtp.example.jp")
		}, []Difference{
			{CertificateGroup, out, "fingerprint", "00aa11bb22cc33dd", "99aa11bb22cc33dd"},
			{CertificateGroup, out, "sans", "mail.example.jp", ""},
			{CertificateGroup, out, "not-after", "2026-06-01T00:00:00Z", "2026-09-01T00:00:00Z"},
		}},
		{"an older TLS", func(r *Report) {
			know(r, Handshake, "tls-version", "TLS 1.2")
			know(r, Handshake, "cipher", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
		}, []Difference{
			{TLSGroup, out, "tls-version", "TLS 1.3", "TLS 1.2"},
			{TLSGroup, out, "cipher", "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
		}},
		{"another server program", func(r *Report) { know(r, Greeting, "banner", "smtp.example.jp ESMTP Exim 4.98") }, []Difference{
			{BannerGroup, out, "banner", "smtp.example.jp ESMTP Postfix 3.7 Wed, 01 Apr 2026 09:00:00 +0900 d9443c01a7336-2aXb", "smtp.example.jp ESMTP Exim 4.98"},
		}},
		{"only what differs of the offers", func(r *Report) {
			know(r, EHLOAgain, "capabilities", "8BITMIME, AUTH LOGIN XOAUTH2, PIPELINING, SIZE 20480000")
			know(r, EHLOAgain, "mechanisms", "LOGIN XOAUTH2")
		}, []Difference{
			{CapabilitiesGroup, out, "capabilities", "SIZE 10240000", "8BITMIME, SIZE 20480000"},
			{CapabilitiesGroup, out, "mechanisms", "PLAIN", "XOAUTH2"},
		}},
		{"the same offers in another order", func(r *Report) { know(r, EHLOAgain, "mechanisms", "LOGIN PLAIN") }, nil},
		{"clearly slower", func(r *Report) {
			at(r, Connect, func(res *Result) { res.Took = 601 * time.Millisecond })
			at(r, Greeting, func(res *Result) { res.Took = 600 * time.Millisecond }) // not by more than half a second
			at(r, RcptTo, func(res *Result) { res.Took = time.Millisecond })
		}, []Difference{{TimingGroup, out, string(Connect), "100ms", "601ms"}}},
		{"a failure before the certificate says nothing about it", func(r *Report) { end(r, Connect, Refused, "") }, []Difference{
			{OutcomeGroup, "", "state", "passed", "failed"},
			{OutcomeGroup, "", "step", "", "outgoing/connect"},
			{OutcomeGroup, "", "cause", "", "tcp-refused"},
		}},
		{"a failure that comes before encryption is compared with before it", func(r *Report) {
			end(r, StartTLS, Replied, "454 4.7.0 TLS not available\n454 later")
		}, []Difference{
			{OutcomeGroup, "", "state", "passed", "failed"},
			{OutcomeGroup, "", "step", "", "outgoing/starttls"},
			{OutcomeGroup, "", "cause", "", "starttls-temp"},
			{OutcomeGroup, "", "reply", "", "454 4.7.0 TLS not available"},
		}},
		{"stopped", func(r *Report) {
			for i := range r.Results {
				r.Results[i].State, r.Results[i].Facts = Skipped, nil
			}
		}, []Difference{{OutcomeGroup, "", "state", "passed", "skipped"}}},
		{"another scope", func(r *Report) { r.Scope = LoginScope }, []Difference{{OutcomeGroup, "", "scope", "send", "login"}}},
	}
	for _, tt := range tests {
		after := proof()
		tt.change(&after)
		if got := Compare(proof(), after); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

// Waiting that was asked for is no slowness, and what failed took as long as
// it took.
func TestCompareTiming(t *testing.T) {
	before, after := proof(), proof()
	for r, took := range map[*Report]time.Duration{&before: time.Millisecond, &after: time.Minute} {
		r.Results = append(r.Results, Result{Side: BeforeSide, Step: WaitStep, State: Passed, Took: took})
		at(r, Queued, func(res *Result) { res.State, res.Took = Warned, took })
		at(r, Quit, func(res *Result) { res.State, res.Took = Failed, took })
	}
	got := Compare(before, after)
	if want := []Difference{{TimingGroup, OutgoingSide, string(Queued), "1ms", "1m0s"}}; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
