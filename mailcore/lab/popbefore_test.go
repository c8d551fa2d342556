//go:build lab

package lab

import (
	"context"
	"net/netip"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// popProfile returns settings for the port that only opens after a POP3
// login.
func popProfile(a Account, port string, e mailcore.Encryption, m mailcore.AuthMethod) mailcore.Profile {
	p := profile("popbefore", a)
	p.Outgoing.Auth, p.Outgoing.User, p.Outgoing.Password = mailcore.NoAuth, "", ""
	p.Outgoing.PopBefore = mailcore.PopBefore{
		Use: true, Port: lab.Port(port), Encryption: e, Auth: m, User: a.User, Password: mailcore.Secret(a.Password),
	}
	return p
}

func forgetPOP(t *testing.T) {
	t.Helper()
	if err := lab.ForgetPOP(); err != nil {
		t.Fatal(err)
	}
}

// TestPopBeforeSMTP holds that the port is closed without a POP3 login and
// open after one, by every way to log in.
func TestPopBeforeSMTP(t *testing.T) {
	tests := []struct {
		port       string
		encryption mailcore.Encryption
		method     mailcore.AuthMethod
	}{
		{"pop3", mailcore.NoEncryption, mailcore.USER},
		{"pop3", mailcore.NoEncryption, mailcore.APOP},
		{"pop3", mailcore.STARTTLS, mailcore.USER},
		{"pop3", mailcore.STARTTLS, mailcore.APOP},
		{"pop3s", mailcore.TLS, mailcore.USER},
		{"pop3s", mailcore.TLS, mailcore.APOP},
	}
	for _, test := range tests {
		for _, a := range Accounts {
			t.Run(test.port+"/"+string(test.encryption)+"/"+string(test.method)+"/"+a.User, func(t *testing.T) {
				forgetPOP(t)
				p := popProfile(a, test.port, test.encryption, test.method)
				p.Outgoing.Plaintext = true
				without := p
				without.Outgoing.PopBefore.Use = false
				wantFinding(t, send(t, without), "pop-before-smtp")
				passed(t, send(t, p))
				arrived(t, p)
			})
		}
	}
}

// TestPopBeforeSMTPWrongPassword holds that the cause is named where it is:
// at the POP login, not at the closed door behind it.
func TestPopBeforeSMTPWrongPassword(t *testing.T) {
	for _, m := range mailcore.PopAuthMethods {
		forgetPOP(t)
		r := send(t, popProfile(Account{Taro.User, "Wrong-horse-9"}, "pop3", mailcore.STARTTLS, m))
		if res, failed := r.Failure(); !failed || res.Side != mailcore.BeforeSide || res.Step != mailcore.Authorize {
			t.Errorf("%s: did not fail at the POP login:\n%s", m, outline(r))
		}
		wantFinding(t, r, "auth-fail")
	}
}

// TestPopPasswordStaysHome holds that the password is not sent unencrypted
// unless the user accepted it. APOP does not reveal it.
func TestPopPasswordStaysHome(t *testing.T) {
	forgetPOP(t)
	r := send(t, popProfile(Taro, "pop3", mailcore.NoEncryption, mailcore.USER))
	wantFinding(t, r, "plaintext-refused")
	if tried := append(said(r, "USER"), said(r, "PASS")...); len(tried) > 0 {
		t.Errorf("a login was tried: %q", tried)
	}
	passed(t, send(t, popProfile(Taro, "pop3", mailcore.NoEncryption, mailcore.APOP)))
}

// TestPopBeforeSMTPFamily holds that SMTP follows POP over the same IP
// version: the server remembers the address that it saw.
func TestPopBeforeSMTPFamily(t *testing.T) {
	if !lab.IPv6 {
		t.Skip("no IPv6 here")
	}
	forgetPOP(t)
	asked := 0
	six, four := netip.IPv6Loopback(), netip.MustParseAddr("127.0.0.1")
	tester := &steps.Tester{Roots: lab.Roots, Lookup: func(context.Context, string) ([]netip.Addr, error) {
		if asked++; asked == 1 {
			return []netip.Addr{six, four}, nil
		}
		return []netip.Addr{four, six}, nil
	}}
	p := popProfile(Taro, "pop3s", mailcore.TLS, mailcore.USER)
	passed(t, tester.Run(t.Context(), steps.NewPlan(p, mailcore.SendScope), func(mailcore.Report) {}))
}
