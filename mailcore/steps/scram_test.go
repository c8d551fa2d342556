package steps

import (
	"cmp"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// scramHabits are what a server of SCRAM does otherwise than RFC 5802 wants.
type scramHabits struct {
	iterations int
	nonce      string // instead of the client's
	signature  string // instead of the right one
	refuses    bool   // whoever proves to know the password
	echo       bool   // adds nothing to the client's nonce
	extension  string // before its first message
	last       string // instead of its last message
}

// A scramServer is the server's side of SCRAM-SHA-256.
type scramServer struct {
	scramHabits
	mu    sync.Mutex
	bare  map[*foePlayer]string // client-first-message-bare
	first map[*foePlayer]string // server-first-message
}

// act answers a line of the exchange.
func (s *scramServer) act(p *foePlayer, line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	words := strings.Fields(line)
	said, _ := base64.StdEncoding.DecodeString(append(words, "")[max(0, len(words)-1)])
	switch text := string(said); {
	case strings.HasPrefix(text, "n,,"):
		s.bare[p] = text[len("n,,"):]
		_, nonce, _ := strings.Cut(text, ",r=")
		if s.nonce != "" {
			nonce = s.nonce
		}
		if !s.echo {
			nonce += "X"
		}
		s.first[p] = s.extension + fmt.Sprintf("r=%s,s=%s,i=%d", nonce, base64.StdEncoding.EncodeToString([]byte("salt")), s.iterations)
		ask(p, s.first[p])
	case strings.HasPrefix(text, "c="):
		without, _, _ := strings.Cut(text, ",p=")
		signature := s.sign(s.bare[p] + "," + s.first[p] + "," + without)
		if s.signature != "" {
			signature = s.signature
		}
		ask(p, cmp.Or(s.last, "v="+signature))
	case strings.Contains(line, "PLAIN"), s.refuses && s.first[p] != "":
		refuse(p, line)
	case s.first[p] == "":
		ask(p, "")
	default:
		say(verdictOf(p, "235 ok", "+OK", "OK done"))(p, line)
	}
}

func (s *scramServer) sign(message string) string {
	salted, _ := pbkdf2.Key(sha256.New, "himitsu-1", []byte("salt"), s.iterations, sha256.Size)
	return base64.StdEncoding.EncodeToString(mac(mac(salted, "Server Key"), message))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func refuse(p *foePlayer, line string) {
	say(verdictOf(p, "535 5.7.8 no", "-ERR [AUTH] no", "NO [AUTHENTICATIONFAILED] no"))(p, line)
}

func ask(p *foePlayer, text string) {
	p.challenge = true
	say(verdictOf(p, "334 ", "+ ", "")+base64.StdEncoding.EncodeToString([]byte(text)))(p, "")
}

// verdictOf is what a server of that protocol says; in IMAP a challenge has no
// tag.
func verdictOf(p *foePlayer, smtp, pop, imap string) string {
	switch {
	case p.imap && imap == "":
		return pop
	case p.imap:
		return p.tag + " " + imap
	case p.pop:
		return pop
	}
	return smtp
}

// TestSCRAM meets servers of SCRAM on each protocol by 自動, with PLAIN on offer
// under TLS. What they can see of the password is nothing, however they behave.
func TestSCRAM(t *testing.T) {
	for _, tt := range []struct {
		name   string
		habits scramHabits
		want   mailcore.Code // "" where nothing is worth a word
		plain  bool          // another mechanism may follow
	}{
		{"4,096 iterations", scramHabits{iterations: 4096}, "", false},
		{"4,095 iterations", scramHabits{iterations: 4095}, "scram-iterations", false},
		{"1,000 iterations", scramHabits{iterations: 1000}, "scram-iterations", false},
		{"999 iterations", scramHabits{iterations: 999}, "scram-weak", false},
		{"one iteration", scramHabits{iterations: 1}, "scram-weak", false},
		{"600,001 iterations", scramHabits{iterations: 600_001}, "scram-cost", false},
		{"no iterations", scramHabits{iterations: 0}, "scram-weak", false},
		{"iterations below zero", scramHabits{iterations: -5}, "scram-weak", false},
		{"the client's nonce alone", scramHabits{iterations: 4096, echo: true}, "auth-impostor", false},
		{"an extension that must be understood", scramHabits{iterations: 4096, extension: "m=x,"}, "challenge-malformed", false},
		{"a last message that is none", scramHabits{iterations: 4096, last: "hello"}, "challenge-malformed", false},
		{"another nonce", scramHabits{iterations: 4096, nonce: "another"}, "auth-impostor", false},
		{"a wrong signature", scramHabits{iterations: 4096, signature: "AAAA"}, "auth-impostor", false},
		{"a refusal", scramHabits{iterations: 4096, refuses: true}, "auth-fail", true},
	} {
		for protocol, settings := range map[string]string{
			"SMTP": "auth auto\nencryption tls\n", "POP3": "scope receive\nin pop3 tls auto\n", "IMAP4": "scope receive\nin imap tls auto\n",
		} {
			t.Run(tt.name+" in "+protocol, func(t *testing.T) {
				t.Parallel()
				server := &scramServer{scramHabits: tt.habits, bare: map[*foePlayer]string{}, first: map[*foePlayer]string{}}
				o := meetSCRAM(t, server, protocol, settings)
				got := mailcore.Code("")
				if findings := cause.Diagnose(o.report); len(findings) > 0 {
					got = findings[0].Code
				}
				if got != tt.want {
					t.Errorf("got %q, want %q\n%s", got, tt.want, format(o.report))
				}
				o.plainly(t, tt.plain)
			})
		}
	}
}

func meetSCRAM(t *testing.T, server *scramServer, protocol, settings string) encounter {
	a := attack{name: protocol, settings: settings, foe: foe{offers: "AUTH SCRAM-SHA-256 PLAIN", tls: true, on: map[string]move{"AUTH": server.act, "AUTHENTICATE": server.act, "LOGIN": refuse, "PASS": refuse, "APOP": refuse}}}
	switch protocol {
	case "SMTP":
		return a.meet(t)
	case "POP3":
		a.foe.on["CAPA"] = say("+OK\r\nUIDL\r\nSASL SCRAM-SHA-256 PLAIN\r\n.")
	default:
		a.foe.on["CAPABILITY"] = done("* CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256 AUTH=PLAIN")
	}
	return a.meetIncoming(t, stepTime)
}

// plainly looks whether the password itself was sent, or is advised to be,
// which a server must not bring about by what it does wrong.
func (o encounter) plainly(t *testing.T, allowed bool) {
	t.Helper()
	o.log.Lock()
	defer o.log.Unlock()
	sent := slices.ContainsFunc(o.log.encrypted, func(line string) bool {
		return strings.Contains(line, "PLAIN") || strings.Contains(line, "LOGIN") || strings.HasPrefix(line, "PASS ")
	})
	if sent != allowed {
		t.Errorf("sent the password: %v, want %v\n%q", sent, allowed, o.log.encrypted)
	}
	for _, changes := range cause.Remedies(o.report) {
		for _, c := range changes {
			if strings.HasSuffix(c.Field, ".auth") && mailcore.AuthMethod(c.Value).Revealing() && !allowed {
				t.Errorf("advises %s", c.Value)
			}
		}
	}
}
