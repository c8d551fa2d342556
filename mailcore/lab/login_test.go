//go:build lab

package lab

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
)

// ways lists the ports with each kind of encryption, and how Postfix names
// what came in there after a login (RFC 3848).
var ways = []struct {
	port       string
	encryption mailcore.Encryption
	with       string
}{
	{"plain", mailcore.NoEncryption, "ESMTPA"},
	{"smtp", mailcore.NoEncryption, "ESMTPA"},
	{"smtp", mailcore.STARTTLS, "ESMTPSA"},
	{"submission", mailcore.STARTTLS, "ESMTPSA"},
	{"smtps", mailcore.TLS, "ESMTPSA"},
	{"cyrus", mailcore.STARTTLS, "ESMTPSA"},
}

// mechanisms lists what Dovecot has; Cyrus SASL has no XOAUTH2, but NTLM.
var mechanisms = []mailcore.AuthMethod{
	mailcore.PLAIN, mailcore.LOGIN, mailcore.CRAMMD5, mailcore.DIGESTMD5, mailcore.NTLM,
	mailcore.SCRAMSHA1, mailcore.SCRAMSHA256, mailcore.XOAUTH2,
}

func has(port string, m mailcore.AuthMethod, a Account) bool {
	switch m {
	case mailcore.NTLM: // Cyrus computes NTLM from ASCII passwords only
		return port == "cyrus" && a != Hanako
	case mailcore.XOAUTH2:
		return port != "cyrus"
	}
	return true
}

// TestEveryLogin sends through every encryption by every mechanism with every
// kind of password.
func TestEveryLogin(t *testing.T) {
	for _, way := range ways {
		for _, m := range mechanisms {
			for _, a := range Accounts {
				if !has(way.port, m, a) {
					continue
				}
				name, _, _ := strings.Cut(a.User, "@")
				t.Run(fmt.Sprintf("%s/%s/%s/%s", way.port, way.encryption, m, name), func(t *testing.T) {
					t.Parallel()
					p := profile(way.port, a)
					p.Outgoing.Encryption, p.Outgoing.Auth, p.Outgoing.Plaintext = way.encryption, m, true
					if m == mailcore.XOAUTH2 {
						p.Outgoing.Password = mailcore.Secret(lab.Token(a))
					}
					r := send(t, p)
					passed(t, r)
					if got, who := login(t, r); got != string(m) || !strings.HasPrefix(a.User, strings.ToLower(who)) {
						t.Errorf("%s logged in by %s, want %s by %s", who, got, a.User, m)
					}
					if received := arrived(t, p).Header.Get("Received"); !strings.Contains(received, "with "+way.with+" id") {
						t.Errorf("not received with %s: %s", way.with, received)
					}
				})
			}
		}
	}
}

// TestAutomatic holds that "auto" takes the strongest mechanism on offer.
func TestAutomatic(t *testing.T) {
	tests := []struct {
		port       string
		encryption mailcore.Encryption
		plaintext  bool
		want       []string // any of them
	}{
		{"submission", mailcore.STARTTLS, false, []string{"SCRAM-SHA-256"}},
		{"smtps", mailcore.TLS, false, []string{"SCRAM-SHA-256"}},
		{"plain", mailcore.NoEncryption, false, []string{"SCRAM-SHA-256"}},
		{"cyrus", mailcore.STARTTLS, false, []string{"SCRAM-SHA-256"}},
		{"digests", mailcore.STARTTLS, false, []string{"CRAM-MD5", "DIGEST-MD5"}},
		{"digests", mailcore.NoEncryption, false, []string{"CRAM-MD5", "DIGEST-MD5"}},
		{"weak", mailcore.STARTTLS, false, []string{"PLAIN"}},
		{"weak", mailcore.NoEncryption, true, []string{"PLAIN"}},
		{"loginonly", mailcore.STARTTLS, false, []string{"LOGIN"}},
	}
	for _, test := range tests {
		t.Run(test.port+"/"+string(test.encryption), func(t *testing.T) {
			t.Parallel()
			p := profile(test.port, Hanako)
			p.Outgoing.Encryption, p.Outgoing.Plaintext = test.encryption, test.plaintext
			r := send(t, p)
			passed(t, r)
			if got, _ := login(t, r); !slices.Contains(test.want, got) {
				t.Errorf("took %s, want %v", got, test.want)
			}
		})
	}
}

// TestWrongPassword holds that every mechanism knows a wrong password, and
// says so.
func TestWrongPassword(t *testing.T) {
	for _, port := range []string{"submission", "cyrus"} {
		for _, m := range append([]mailcore.AuthMethod{mailcore.AutoAuth}, mechanisms...) {
			for _, wrong := range []string{"pässwörd-ちがう", "Wrong-horse-9"} {
				a := Account{Taro.User, wrong}
				if m != mailcore.AutoAuth && !has(port, m, a) {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s/%s", port, m, wrong), func(t *testing.T) {
					t.Parallel()
					p := profile(port, a)
					p.Outgoing.Auth = m
					r := send(t, p)
					if res, failed := r.Failure(); !failed || res.Step != mailcore.Authorize {
						t.Fatalf("did not fail at the login:\n%s", outline(r))
					}
					wantFinding(t, r, refusalOf(m))
					if n := len(said(r, "AUTH")); n > 3 {
						t.Errorf("the account was tried %d times", n)
					}
				})
			}
		}
	}
}

// refusalOf returns the cause of a login refused: a token is not a password.
func refusalOf(m mailcore.AuthMethod) mailcore.Code {
	if m == mailcore.XOAUTH2 {
		return "token-refused"
	}
	return "auth-fail"
}
