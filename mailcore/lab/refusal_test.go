//go:build lab

package lab

import (
	"context"
	"net"
	"strconv"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// TestRefusals holds that every way in which a real server says no is
// understood: the step that fails and the cause that is named.
func TestRefusals(t *testing.T) {
	tests := []struct {
		name   string
		port   string
		change func(*mailcore.Profile)
		step   mailcore.Step
		code   mailcore.Code
	}{
		{"relay denied without login", "smtp", both(noLogin, to("someone@example.com")), mailcore.RcptTo, "relay-denied"},
		{"relay denied after login", "norelay", to("someone@example.com"), mailcore.RcptTo, "relay-denied"},
		{"login required", "smtps", both(noLogin, encrypt(mailcore.TLS)), mailcore.RcptTo, "auth-required"},
		{"unknown recipient", "submission", to("nobody-here@lab.test"), mailcore.RcptTo, "rcpt-unknown"},
		{"sender of somebody else", "ownsender", from(Jiro.User), mailcore.RcptTo, "sender-not-owned"},
		{"greylisted", "greylist", nothing, mailcore.RcptTo, "greylist"},
		{"STARTTLS required, no login", "submission", both(noLogin, encrypt(mailcore.NoEncryption)), mailcore.MailFrom, "starttls-required"},
		{"STARTTLS required, login", "submission", encrypt(mailcore.NoEncryption), mailcore.Authorize, "starttls-required"},
		{"STARTTLS not offered", "plain", nothing, mailcore.StartTLS, "starttls-unsupported"},
		{"TLS on a plain port", "submission", encrypt(mailcore.TLS), mailcore.Handshake, "tls-on-plaintext"},
		{"STARTTLS on a TLS port", "smtps", impatient, mailcore.Greeting, "tls-plain-on-implicit"},
		{"plain on a TLS port", "smtps", both(impatient, encrypt(mailcore.NoEncryption)), mailcore.Greeting, "tls-plain-on-implicit"},
		{"certificate for another name", "wrongname", nothing, mailcore.Certificate, "cert-host"},
		{"certificate expired", "expired", nothing, mailcore.Certificate, "cert-expired"},
		{"certificate self-signed", "selfsigned", nothing, mailcore.Certificate, "cert-self-signed"},
		{"mechanism not offered", "weak", auth(mailcore.CRAMMD5), mailcore.Authorize, "no-mechanism"},
		{"too large", "small", nothing, mailcore.Queued, "size"},
	}
	for _, test := range tests {
		t.Run(strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			p := profile(test.port, Taro)
			p.Outgoing.Plaintext = true
			test.change(&p)
			r := send(t, p)
			if res, failed := r.Failure(); !failed || res.Step != test.step {
				t.Errorf("did not fail at %s:\n%s", test.step, outline(r))
			}
			wantFinding(t, r, test.code)
		})
	}
}

// TestWellKnownPorts holds that a silent server is understood where its port
// tells what it waits for.
func TestWellKnownPorts(t *testing.T) {
	there := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort(Host, strconv.Itoa(lab.Port("smtps"))))
	}
	for _, e := range []mailcore.Encryption{mailcore.NoEncryption, mailcore.STARTTLS} {
		p := profile("smtps", Taro)
		p.Outgoing.Port, p.Outgoing.Encryption, p.Outgoing.Timeout = 465, e, 1
		tester := &steps.Tester{Roots: lab.Roots, Dial: there}
		r := tester.Run(t.Context(), steps.NewPlan(p, mailcore.SendScope), func(mailcore.Report) {})
		wantFinding(t, r, "tls-plain-on-implicit")
	}
}

// TestPasswordStaysHome holds that no login is tried where the settings would
// send the password in the clear, or to a server that is not the one meant.
func TestPasswordStaysHome(t *testing.T) {
	tests := []struct {
		port   string
		change func(*mailcore.Profile)
	}{
		{"weak", encrypt(mailcore.NoEncryption)},
		{"plain", both(encrypt(mailcore.NoEncryption), auth(mailcore.PLAIN))},
		{"plain", both(encrypt(mailcore.NoEncryption), auth(mailcore.LOGIN))},
		{"wrongname", auth(mailcore.PLAIN)},
		{"expired", auth(mailcore.PLAIN)},
		{"selfsigned", auth(mailcore.PLAIN)},
	}
	for _, test := range tests {
		p := profile(test.port, Taro)
		test.change(&p)
		r := send(t, p)
		if _, failed := r.Failure(); !failed {
			t.Errorf("%s: nothing failed:\n%s", test.port, outline(r))
		}
		if tried := said(r, "AUTH"); len(tried) > 0 {
			t.Errorf("%s: a login was tried: %q", test.port, tried)
		}
	}
}

// TestScopes holds that a test goes no further than it should: nothing
// arrives and nothing is asked for beyond its scope.
func TestScopes(t *testing.T) {
	for _, scope := range []mailcore.Scope{mailcore.ConnectScope, mailcore.LoginScope, mailcore.RecipientScope} {
		p := profile("submission", Taro)
		r := run(t, p, scope)
		passed(t, r)
		for verb, first := range map[string]mailcore.Scope{"AUTH": mailcore.LoginScope, "RCPT": mailcore.RecipientScope, "DATA": mailcore.SendScope} {
			if got, want := len(said(r, verb)) > 0, rank(scope) >= rank(first); got != want {
				t.Errorf("%s: %s was said: %v, want %v", scope, verb, got, want)
			}
		}
		if path, ok := lab.take(p.TestTo); ok {
			t.Errorf("%s: mail arrived: %s", scope, path)
		}
	}
}
