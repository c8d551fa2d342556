package steps

import (
	"maps"
	"slices"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// proof is a report of a test mail over STARTTLS that passed.
func proof() mailcore.Report {
	p := mailcore.NewProfile()
	p.ID, p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Password = "p1", "smtp.example.jp", "taro", "hunter2"
	p.From, p.TestTo = "taro@example.jp", "hanako@example.jp"
	r := NewPlan(p, mailcore.SendScope).Report("1", time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC))
	for i := range r.Results {
		res := &r.Results[i]
		res.State, res.Took, res.Facts = mailcore.Passed, 100*time.Millisecond, maps.Clone(lessons[res.Step])
	}
	return r
}

// lessons are what the steps of proof learn.
var lessons = map[mailcore.Step]map[string]string{
	mailcore.Greeting:    {"banner": "smtp.example.jp ESMTP Postfix 3.7 Wed, 01 Apr 2026 09:00:00 +0900 d9443c01a7336-2aXb"},
	mailcore.EHLO:        {"capabilities": "PIPELINING, SIZE 10240000, STARTTLS", "mechanisms": ""},
	mailcore.Handshake:   {"tls-version": "TLS 1.3", "cipher": "TLS_AES_128_GCM_SHA256"},
	mailcore.EHLOAgain:   {"capabilities": "AUTH PLAIN LOGIN, PIPELINING, SIZE 10240000", "mechanisms": "PLAIN LOGIN"},
	mailcore.Certificate: {"fingerprint": "00aa11bb22cc33dd", "subject": "CN=smtp.example.jp", "sans": "smtp.example.jp mail.example.jp", "issuer": "CN=R3", "not-after": "2026-06-01T00:00:00Z"},
}

// at changes one step of a report.
func at(r *mailcore.Report, step mailcore.Step, change func(*mailcore.Result)) {
	i := slices.IndexFunc(r.Results, func(res mailcore.Result) bool { return res.Step == step })
	change(&r.Results[i])
}

func know(r *mailcore.Report, step mailcore.Step, name, value string) {
	at(r, step, func(res *mailcore.Result) { res.Facts[name] = value })
}

// end makes a report end at a step.
func end(r *mailcore.Report, step mailcore.Step, fault mailcore.Fault, reply string) {
	at(r, step, func(res *mailcore.Result) { res.State, res.Fault, res.Reply = mailcore.Failed, fault, reply })
	i := slices.IndexFunc(r.Results, func(res mailcore.Result) bool { return res.Step == step })
	for k := range r.Results[i+1:] {
		r.Results[i+1+k] = mailcore.Result{Side: mailcore.OutgoingSide, Step: r.Results[i+1+k].Step, State: mailcore.Skipped}
	}
}

func TestCompare(t *testing.T) {
	out := mailcore.OutgoingSide
	tests := []struct {
		name   string
		change func(*mailcore.Report)
		want   []cause.Difference
	}{
		{"nothing", func(*mailcore.Report) {}, nil},
		{"another day", func(r *mailcore.Report) {
			know(r, mailcore.Greeting, "banner", "smtp.example.jp ESMTP Postfix 3.7 Thu, 02 Apr 2026 10:12:13 +0900 a1230000c7336-9zzz")
		}, nil},
		{"settings, never the password", func(r *mailcore.Report) {
			r.Profile.Outgoing.Port, r.Profile.Outgoing.Encryption, r.Profile.Outgoing.Password = 465, mailcore.TLS, "other"
		}, []cause.Difference{{Group: cause.SettingsGroup, Side: "", Name: "outgoing.port", Before: "587", After: "465"}, {Group: cause.SettingsGroup, Side: "", Name: "outgoing.encryption", Before: "starttls", After: "tls"}}},
		{"a renewed certificate", func(r *mailcore.Report) {
			know(r, mailcore.Certificate, "fingerprint", "99aa11bb22cc33dd")
			know(r, mailcore.Certificate, "not-after", "2026-09-01T00:00:00Z")
			know(r, mailcore.Certificate, "sans", "smtp.example.jp")
		}, []cause.Difference{
			{Group: cause.CertificateGroup, Side: out, Name: "fingerprint", Before: "00aa11bb22cc33dd", After: "99aa11bb22cc33dd"},
			{Group: cause.CertificateGroup, Side: out, Name: "sans", Before: "mail.example.jp", After: ""},
			{Group: cause.CertificateGroup, Side: out, Name: "not-after", Before: "2026-06-01T00:00:00Z", After: "2026-09-01T00:00:00Z"},
		}},
		{"an older TLS", func(r *mailcore.Report) {
			know(r, mailcore.Handshake, "tls-version", "TLS 1.2")
			know(r, mailcore.Handshake, "cipher", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
		}, []cause.Difference{
			{Group: cause.TLSGroup, Side: out, Name: "tls-version", Before: "TLS 1.3", After: "TLS 1.2"},
			{Group: cause.TLSGroup, Side: out, Name: "cipher", Before: "TLS_AES_128_GCM_SHA256", After: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
		}},
		{"another server program", func(r *mailcore.Report) { know(r, mailcore.Greeting, "banner", "smtp.example.jp ESMTP Exim 4.98") }, []cause.Difference{
			{Group: cause.BannerGroup, Side: out, Name: "banner", Before: "smtp.example.jp ESMTP Postfix 3.7 Wed, 01 Apr 2026 09:00:00 +0900 d9443c01a7336-2aXb", After: "smtp.example.jp ESMTP Exim 4.98"},
		}},
		{"only what differs of the offers", func(r *mailcore.Report) {
			know(r, mailcore.EHLOAgain, "capabilities", "8BITMIME, AUTH LOGIN XOAUTH2, PIPELINING, SIZE 20480000")
			know(r, mailcore.EHLOAgain, "mechanisms", "LOGIN XOAUTH2")
		}, []cause.Difference{
			{Group: cause.CapabilitiesGroup, Side: out, Name: "capabilities", Before: "SIZE 10240000", After: "8BITMIME, SIZE 20480000"},
			{Group: cause.CapabilitiesGroup, Side: out, Name: "mechanisms", Before: "PLAIN", After: "XOAUTH2"},
		}},
		{"the same offers in another order", func(r *mailcore.Report) { know(r, mailcore.EHLOAgain, "mechanisms", "LOGIN PLAIN") }, nil},
		{"clearly slower", func(r *mailcore.Report) {
			at(r, mailcore.Connect, func(res *mailcore.Result) { res.Took = 601 * time.Millisecond })
			at(r, mailcore.Greeting, func(res *mailcore.Result) { res.Took = 600 * time.Millisecond }) // not by more than half a second
			at(r, mailcore.RcptTo, func(res *mailcore.Result) { res.Took = time.Millisecond })
		}, []cause.Difference{{Group: cause.TimingGroup, Side: out, Name: string(mailcore.Connect), Before: "100ms", After: "601ms"}}},
		{"a failure before the certificate says nothing about it", func(r *mailcore.Report) { end(r, mailcore.Connect, mailcore.Refused, "") }, []cause.Difference{
			{Group: cause.OutcomeGroup, Side: "", Name: "state", Before: "passed", After: "failed"},
			{Group: cause.OutcomeGroup, Side: "", Name: "step", Before: "", After: "outgoing/connect"},
			{Group: cause.OutcomeGroup, Side: "", Name: "cause", Before: "", After: "tcp-refused"},
		}},
		{"a failure that comes before encryption is compared with before it", func(r *mailcore.Report) {
			end(r, mailcore.StartTLS, mailcore.Replied, "454 4.7.0 TLS not available\n454 later")
		}, []cause.Difference{
			{Group: cause.OutcomeGroup, Side: "", Name: "state", Before: "passed", After: "failed"},
			{Group: cause.OutcomeGroup, Side: "", Name: "step", Before: "", After: "outgoing/starttls"},
			{Group: cause.OutcomeGroup, Side: "", Name: "cause", Before: "", After: "starttls-temp"},
			{Group: cause.OutcomeGroup, Side: "", Name: "reply", Before: "", After: "454 4.7.0 TLS not available"},
		}},
		{"stopped", func(r *mailcore.Report) {
			for i := range r.Results {
				r.Results[i].State, r.Results[i].Facts = mailcore.Skipped, nil
			}
		}, []cause.Difference{{Group: cause.OutcomeGroup, Side: "", Name: "state", Before: "passed", After: "skipped"}}},
		{"another scope", func(r *mailcore.Report) { r.Scope = mailcore.LoginScope }, []cause.Difference{{Group: cause.OutcomeGroup, Side: "", Name: "scope", Before: "send", After: "login"}}},
	}
	for _, tt := range tests {
		after := proof()
		tt.change(&after)
		if got := cause.Compare(proof(), after); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

// Waiting that was asked for is no slowness, and what failed took as long as
// it took.
func TestCompareTiming(t *testing.T) {
	before, after := proof(), proof()
	for r, took := range map[*mailcore.Report]time.Duration{&before: time.Millisecond, &after: time.Minute} {
		r.Results = append(r.Results, mailcore.Result{Side: mailcore.BeforeSide, Step: mailcore.WaitStep, State: mailcore.Passed, Took: took})
		at(r, mailcore.Queued, func(res *mailcore.Result) { res.State, res.Took = mailcore.Warned, took })
		at(r, mailcore.Quit, func(res *mailcore.Result) { res.State, res.Took = mailcore.Failed, took })
	}
	got := cause.Compare(before, after)
	if want := []cause.Difference{{Group: cause.TimingGroup, Side: mailcore.OutgoingSide, Name: string(mailcore.Queued), Before: "1ms", After: "1m0s"}}; !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// What is compared is the way that failed, with itself.
func TestCompareTheSameWay(t *testing.T) {
	both := func(vtiger mailcore.Report) mailcore.Report {
		r := proof()
		r.For, vtiger.For = []mailcore.Product{"redmine"}, []mailcore.Product{"vtiger"}
		know(&vtiger, mailcore.Greeting, "banner", "smtp.example.jp ESMTP Exim 4.98")
		r.Others = []mailcore.Report{vtiger}
		return r
	}
	passed, failed := both(proof()), proof()
	end(&failed, mailcore.Authorize, mailcore.Replied, "535 5.7.8 no")
	failed = both(failed)
	for _, got := range [][]cause.Difference{cause.Compare(passed, failed), cause.Compare(failed, passed)} {
		if slices.ContainsFunc(got, func(d cause.Difference) bool { return d.Group != cause.OutcomeGroup }) || len(got) == 0 {
			t.Errorf("got %+v", got)
		}
	}
}
