package ports

import (
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

var noon = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

// valid is a row whose certificate is valid between two days around noon.
func valid(port, from, until int, issuer string) Row {
	return Row{Port: port, State: Open, Speaks: SMTP, Security: &Security{Verified: true, Certificate: map[string]string{
		"not-before": noon.AddDate(0, 0, from).Format(time.RFC3339), "not-after": noon.AddDate(0, 0, until).Format(time.RFC3339), "issuer": issuer,
	}}}
}

func TestJudging(t *testing.T) {
	four, six := Path{Family: "IPv4", State: Open}, Path{Family: "IPv6", State: Open}
	bad4, bad6 := Path{Family: "IPv4", State: Filtered}, Path{Family: "IPv6", State: Unreachable}
	good := valid(465, -10, 10, "CN=R11,O=Let's Encrypt,C=US")
	for _, tt := range []struct {
		check func(Matrix, Reach) Check
		paths []Path
		rows  []Row
		want  string
	}{
		{families, []Path{four, six}, nil, "family-both pass"},
		{families, []Path{four, bad6}, nil, "family-no-ipv6 warn"},
		{families, []Path{bad4, six}, nil, "family-no-ipv4 warn"},
		{families, []Path{four, four}, nil, "family-one pass"},
		{families, []Path{bad4, bad6}, nil, "family-none fail"},
		{families, nil, nil, "family-unknown unknown"},

		{op25b, nil, []Row{{Port: 25, State: Filtered}, {Port: 587, State: Open}}, "op25b-likely warn"},
		{op25b, nil, []Row{{Port: 25, State: Filtered}, {Port: 587, State: Closed}, {Port: 465, State: Open}}, "op25b-likely warn"},
		{op25b, nil, []Row{{Port: 25, State: Filtered}, {Port: 587, State: Filtered}}, "op25b-unknown unknown"},
		{op25b, nil, []Row{{Port: 25, State: Open}, {Port: 587, State: Filtered}}, "op25b-open pass"},
		{op25b, nil, []Row{{Port: 25, State: Closed}}, "op25b-refused pass"},
		{op25b, nil, nil, "op25b-unknown unknown"},

		{interception, nil, []Row{good, valid(993, -1, 1, "CN=Kaspersky Anti-Virus Personal Root Certificate")}, "tls-intercepted warn"},
		{interception, nil, []Row{good}, "tls-direct pass"},
		{interception, nil, []Row{{Port: 25, State: Open}}, "tls-unseen unknown"},

		{clock, nil, []Row{good, {Banner: "220 mail ESMTP Sendmail 8.14; Fri, 1 May 2026 21:02:00 +0900"}}, "clock-right pass"},
		{clock, nil, []Row{{Banner: "220 mail ESMTP at Fri, 1 May 2026 11:00:00 GMT"}}, "clock-fast warn"},
		{clock, nil, []Row{{Banner: "220 mail ESMTP at 2 May 2026 11:00:00 +0000"}}, "clock-slow warn"},
		{clock, nil, []Row{good, {Banner: "220 mail ESMTP 32 May 2026 11:00:00 +0000"}}, "clock-plausible pass"},
		{clock, nil, []Row{good, valid(993, 1, 90, "")}, "clock-before warn"},
		{clock, nil, []Row{good, valid(993, -90, -1, "")}, "clock-plausible pass"},
		{clock, nil, []Row{valid(993, -90, -1, "")}, "clock-after warn"},
		{clock, nil, []Row{{Port: 25}}, "clock-unknown unknown"},

		{portal, nil, []Row{good, {Port: 25, State: Open, Speaks: HTTP}}, "portal-http fail"},
		{portal, nil, []Row{good, {Port: 25, State: Open}}, "portal-none pass"},
		{portal, nil, []Row{{Port: 25, State: Open}, {Port: 587, State: Open}}, "portal-silent warn"},
		{portal, nil, []Row{{Port: 25, State: Open}, {Port: 587, State: Closed}}, "portal-unknown unknown"},
	} {
		got := tt.check(Matrix{Host: "mail.example.jp", Started: noon, Rows: tt.rows}, Reach{Host: "mail.example.jp", Paths: tt.paths})
		if said := string(got.Code) + " " + string(got.Verdict); said != tt.want {
			t.Errorf("got %s, want %s for %+v %+v", said, tt.want, tt.paths, tt.rows)
		}
	}
}

// TestBest: what is verified comes first, whatever the port.
func TestBest(t *testing.T) {
	row := func(port int, speaks Speech, implicit bool, fault mailcore.Fault, mechanisms ...string) Row {
		return Row{
			Port: port, State: Open, Speaks: speaks, Implicit: implicit, Security: &Security{Verified: fault == "", Fault: fault},
			After: &Offer{Mechanisms: mechanisms},
		}
	}
	broken := row(143, IMAP, false, "")
	broken.Upgrade = Broken
	m := Matrix{Host: "mail.example.jp", Rows: []Row{
		row(25, SMTP, false, "", "PLAIN"), row(587, SMTP, false, "", "PLAIN"), row(2525, SMTP, false, ""), row(465, SMTP, true, mailcore.Expired, "PLAIN"),
		{Port: 26, State: Open, Speaks: SMTP},
		{Port: 110, State: Closed},
		row(995, POP3, true, ""), broken, row(993, IMAP, true, ""), row(144, IMAP, false, ""),
	}}
	sending, receiving := m.Best()
	say := func(list []Candidate) string {
		var words []string
		for _, c := range list {
			words = append(words, string(c.Side)+"/"+string(c.Reason))
			for _, change := range c.Changes {
				words = append(words, change.Field+"="+change.Value)
			}
		}
		return strings.Join(words, " ")
	}
	want := "outgoing/starttls outgoing.host=mail.example.jp outgoing.port=587 outgoing.encryption=starttls " +
		"outgoing/relay outgoing.host=mail.example.jp outgoing.port=25 outgoing.encryption=starttls " +
		"outgoing/no-login outgoing.host=mail.example.jp outgoing.port=2525 outgoing.encryption=starttls " +
		"outgoing/unverified outgoing.host=mail.example.jp outgoing.port=465 outgoing.encryption=tls"
	if got := say(sending); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	want = "incoming/tls incoming.protocol=imap incoming.host=mail.example.jp incoming.port=993 incoming.encryption=tls " +
		"incoming/tls incoming.protocol=pop3 incoming.host=mail.example.jp incoming.port=995 incoming.encryption=tls " +
		"incoming/starttls incoming.protocol=imap incoming.host=mail.example.jp incoming.port=144 incoming.encryption=starttls"
	if got := say(receiving); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
