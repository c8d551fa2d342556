//go:build lab

package lab

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// receiver returns settings with which a may look into its mailbox.
func receiver(protocol mailcore.Protocol, e mailcore.Encryption, a Account) mailcore.Profile {
	p := mailcore.NewProfile()
	p.Incoming = receivingOf(protocol, e, a)
	p.Outgoing.Plaintext = true
	return p
}

func receivingOf(protocol mailcore.Protocol, e mailcore.Encryption, a Account) mailcore.Incoming {
	port := string(protocol)
	if e == mailcore.TLS {
		port += "s"
	}
	in := mailcore.NewProfile().Incoming
	in.Protocol, in.Host, in.Port, in.Encryption = protocol, Host, lab.Port(port), e
	in.User, in.Password, in.Timeout = a.User, mailcore.Secret(a.Password), 10
	return in
}

// both protocols of receiving.
var protocols = []mailcore.Protocol{mailcore.POP3, mailcore.IMAP}

// incomingMechanisms lists what Dovecot has, which is all but NTLM.
func incomingMechanisms(protocol mailcore.Protocol) (all []mailcore.AuthMethod) {
	for _, m := range mailcore.IncomingAuthMethods[protocol] {
		if m != mailcore.NTLM {
			all = append(all, m)
		}
	}
	return all
}

// methodLogged is how Dovecot names a mechanism: both plain commands are
// PLAIN to it.
func methodLogged(protocol mailcore.Protocol, m mailcore.AuthMethod) string {
	switch {
	case m == mailcore.AutoAuth:
		return string(mailcore.SCRAMSHA256)
	case m == mailcore.USER, m == mailcore.LOGIN && protocol == mailcore.IMAP:
		return string(mailcore.PLAIN)
	}
	return string(m)
}

// TestEveryIncomingLogin looks into a mailbox by every protocol, encryption and
// mechanism with every kind of password, and asks Dovecot who it was.
func TestEveryIncomingLogin(t *testing.T) {
	var want []string
	t.Run("all", func(t *testing.T) {
		for _, protocol := range protocols {
			for _, e := range mailcore.Encryptions {
				for _, m := range incomingMechanisms(protocol) {
					for _, a := range Accounts {
						p := receiver(protocol, e, a)
						p.Incoming.Auth = m
						if m == mailcore.XOAUTH2 {
							p.Incoming.Password = mailcore.Secret(lab.Token(a))
						}
						want = append(want, loginLine(protocol, e, m, a))
						name, _, _ := strings.Cut(a.User, "@")
						t.Run(fmt.Sprintf("%s/%s/%s/%s", protocol, e, m, name), func(t *testing.T) {
							t.Parallel()
							r := run(t, p, mailcore.ReceiveScope)
							passed(t, r)
							if n := len(logins(r)); n != 1 {
								t.Errorf("%d logins", n)
							}
							if said := strings.Join(saidTo(r, mailcore.IncomingSide), "\n"); strings.Contains(said, ` ID ("name" "Todoku")`) != (protocol == mailcore.IMAP) {
								t.Errorf("said who we are: want it in IMAP, where Dovecot asks\n%s", said)
							}
						})
					}
				}
			}
		}
	})
	text, _ := os.ReadFile(lab.path("dovecot.log"))
	for _, line := range want {
		if !regexp.MustCompile(line).Match(text) {
			t.Errorf("Dovecot logged no %s", line)
		}
	}
}

// loginLine matches what Dovecot logs about a login.
func loginLine(protocol mailcore.Protocol, e mailcore.Encryption, m mailcore.AuthMethod, a Account) string {
	port, secure := string(protocol), map[mailcore.Encryption]string{mailcore.TLS: "TLS", mailcore.STARTTLS: "TLS", mailcore.NoEncryption: "secured"}[e]
	if e == mailcore.TLS {
		port += "s"
	}
	return fmt.Sprintf(`%s-login: Info: Login: user=<%s>,? method=%s,? rip=\S+ lport=%d,? %s`, protocol, regexp.QuoteMeta(a.User), methodLogged(protocol, m), lab.Port(port), secure)
}

// loginCommand matches a login that was begun by POP3 or IMAP.
var loginCommand = regexp.MustCompile(`^(\w+ )?(AUTH|AUTHENTICATE|LOGIN|PASS|APOP) `)

func logins(r mailcore.Report) (all []string) {
	for _, line := range saidTo(r, mailcore.IncomingSide) {
		if loginCommand.MatchString(line) {
			all = append(all, line)
		}
	}
	return all
}

// saidTo returns all that we said to a server.
func saidTo(r mailcore.Report, side mailcore.Side) (all []string) {
	for _, res := range r.Results {
		for _, line := range res.Lines {
			if res.Side == side && line.Dir == "C" {
				all = append(all, line.Text)
			}
		}
	}
	return all
}

// TestWrongIncomingPassword holds that a wrong password, or token, is known as
// such by every mechanism, and tried three times at most.
func TestWrongIncomingPassword(t *testing.T) {
	for _, protocol := range protocols {
		for _, m := range incomingMechanisms(protocol) {
			for _, wrong := range []string{"pässwörd-ちがう", "Wrong-horse-9"} {
				t.Run(fmt.Sprintf("%s/%s/%s", protocol, m, wrong), func(t *testing.T) {
					t.Parallel()
					p := receiver(protocol, mailcore.STARTTLS, Account{Taro.User, wrong})
					p.Incoming.Auth = m
					r := run(t, p, mailcore.ReceiveScope)
					if res, failed := r.Failure(); !failed || res.Step != mailcore.Authorize {
						t.Fatalf("did not fail at the login:\n%s", outline(r))
					}
					wantFinding(t, r, refusalOf(m))
					if n := len(logins(r)); n < 1 || n > 3 {
						t.Errorf("the account was tried %d times", n)
					}
				})
			}
		}
	}
}

// TestIncomingPasswordStaysHome holds that no password crosses unencrypted
// without the user's consent.
func TestIncomingPasswordStaysHome(t *testing.T) {
	for _, protocol := range protocols {
		for _, m := range []mailcore.AuthMethod{mailcore.USER, mailcore.LOGIN, mailcore.PLAIN, mailcore.XOAUTH2} {
			if protocol == mailcore.IMAP && m == mailcore.USER {
				continue
			}
			p := receiver(protocol, mailcore.NoEncryption, Taro)
			p.Incoming.Auth, p.Outgoing.Plaintext = m, false
			r := run(t, p, mailcore.ReceiveScope)
			wantFinding(t, r, "plaintext-refused")
			if tried := logins(r); len(tried) > 0 {
				t.Errorf("%s: a login was tried: %q", protocol, tried)
			}
		}
	}
}

// TestTLSRequired holds that LOGINDISABLED, and its like in POP3, is heeded
// and explained.
func TestTLSRequired(t *testing.T) {
	stranger := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(Stranger)}}
	tests := []struct {
		protocol mailcore.Protocol
		method   mailcore.AuthMethod
		tried    int // commands of login
	}{
		{mailcore.IMAP, mailcore.LOGIN, 0},
		{mailcore.IMAP, mailcore.PLAIN, 0},
		{mailcore.POP3, mailcore.USER, 0}, // USER is refused already
	}
	for _, test := range tests {
		p := receiver(test.protocol, mailcore.NoEncryption, Taro)
		p.Incoming.Auth = test.method
		r := runWith(t, &steps.Tester{Roots: lab.Roots, Dial: toIPv4(stranger)}, p, mailcore.ReceiveScope)
		wantFinding(t, r, "starttls-required")
		if tried := logins(r); len(tried) != test.tried {
			t.Errorf("%s %s: %q", test.protocol, test.method, tried)
		}
	}
}

// toIPv4 dials by IPv4 whatever the address.
func toIPv4(d *net.Dialer) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, _, addr string) (net.Conn, error) {
		_, port, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, err
		}
		return d.DialContext(ctx, "tcp4", net.JoinHostPort("127.0.0.1", port))
	}
}

// TestNoTimestamp holds that APOP is not tried where the greeting has no
// timestamp, and that "auto" does without.
func TestNoTimestamp(t *testing.T) {
	tester := &steps.Tester{Roots: lab.Roots, Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, network, addr)
		return &unstamped{Conn: conn}, err
	}}
	p := receiver(mailcore.POP3, mailcore.NoEncryption, Taro)
	p.Incoming.Auth = mailcore.APOP
	r := runWith(t, tester, p, mailcore.ReceiveScope)
	wantFinding(t, r, "apop-unsupported")
	if tried := logins(r); len(tried) > 0 {
		t.Errorf("a login was tried: %q", tried)
	}
	p.Incoming.Auth = mailcore.AutoAuth
	passed(t, runWith(t, tester, p, mailcore.ReceiveScope))
}

// unstamped takes the timestamp out of the first thing that a server says.
type unstamped struct {
	net.Conn
	once sync.Once
}

var stamp = regexp.MustCompile(` <[^>]*>`)

func (u *unstamped) Read(p []byte) (n int, err error) {
	n, err = u.Conn.Read(p)
	u.once.Do(func() { n = copy(p, stamp.ReplaceAll(bytes.Clone(p[:n]), nil)) })
	return n, err
}
