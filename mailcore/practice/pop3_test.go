package practice_test

import (
	"strings"
	"testing"
	"time"

	"todoku/mailcore/practice"
)

// apop logs in by APOP, with the stamp of the greeting.
func (k *talk) apop(a practice.Account) string {
	greeting := k.hear()
	stamp := greeting[strings.Index(greeting, "<") : strings.Index(greeting, ">")+1]
	k.say("APOP " + a.User + " " + hexMD5(stamp+a.Password))
	return k.hear()
}

func TestPOP3Login(t *testing.T) {
	s := start(t, practice.Options{})
	for i, a := range s.Accounts {
		if heard := dial(t, s, s.POP3).apop(a); !strings.HasPrefix(heard, "+OK") {
			t.Errorf("APOP of account %d: %s", i, heard)
		}
		a.Password += "x"
		if heard := dial(t, s, s.POP3).apop(a); !strings.HasPrefix(heard, "-ERR [AUTH]") {
			t.Errorf("APOP with a wrong password of account %d: %s", i, heard)
		}
	}
	s = start(t, practice.Options{})
	dial(t, s, s.POP3).through("S: +OK\nC: USER taro@practice.example\nS: -ERR [AUTH] Plaintext authentication disallowed\nC: PASS x\nS: -ERR [AUTH]\n" +
		"C: AUTH PLAIN\nS: -ERR [AUTH]\nC: STAT\nS: -ERR Log in first\nC: STLS\nS: +OK\nTLS\nC: STLS\nS: -ERR TLS is already on\n" +
		"C: USER taro@practice.example\nS: +OK\nC: PASS wrong\nS: -ERR [AUTH]\nC: PASS himitsu-no-aikotoba\nS: -ERR USER comes first\n" +
		"C: AUTH NONSENSE\nS: -ERR Unsupported\nC: AUTH PLAIN\nS: + \nC: {plain}\nS: +OK Logged in\nC: USER x\nS: -ERR Already")
}

func TestPOP3Scenarios(t *testing.T) {
	for name, script := range map[string]string{
		"plain":            "S: +OK\nC: STLS\nS: -ERR\nC: USER taro@practice.example\nS: +OK\nC: PASS himitsu-no-aikotoba\nS: +OK",
		"account-locked":   "S: +OK\nC: STLS\nS: +OK\nTLS\nC: AUTH PLAIN {plain}\nS: -ERR [SYS/TEMP] Too many login attempts",
		"password":         "S: +OK\nC: STLS\nS: +OK\nTLS\nC: AUTH PLAIN {plain}\nS: -ERR [AUTH]",
		"starttls-refused": "S: +OK\nC: STLS\nS: -ERR [SYS/TEMP] TLS not available\nC: NOOP\nS: -ERR Log in first",
		"not-mail":         "S: HTTP/1.1 400",
		"hangup":           "S: EOF",
		"tls-only":         "TLS\nS: +OK",
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, scenario(name))
			dial(t, s, s.POP3).through(script)
		})
	}
}

// login3 returns a session of taro that has already begun.
func login3(t *testing.T, s *practice.Server) *talk {
	t.Helper()
	k := dial(t, s, s.POP3)
	if heard := k.apop(s.Accounts[0]); !strings.HasPrefix(heard, "+OK") {
		t.Fatal(heard)
	}
	return k
}

func TestPOP3Commands(t *testing.T) {
	s := start(t, practice.Options{})
	if err := send(t, s, "taro@practice.example"); err != nil {
		t.Fatal(err)
	}
	k := login3(t, s)
	k.through("C: NOOP\nS: +OK\nC: STAT\nS: +OK 1 \nC: LIST 1\nS: +OK 1 \nC: LIST 2\nS: -ERR\nC: UIDL 1\nS: +OK 1 \nC: RETR 0\nS: -ERR\nC: RETR x\nS: -ERR\nC: TOP 1\nS: -ERR\nC: TOP 1 -1\nS: -ERR\n" +
		"C: DELE 1\nS: +OK\nC: DELE 1\nS: -ERR\nC: RETR 1\nS: -ERR\nC: STAT\nS: +OK 0 0\nC: RSET\nS: +OK\nC: STAT\nS: +OK 1 \nC: XYZ\nS: -ERR Unknown command")
	if got := k.lines("TOP 1 1"); got[len(got)-1] != "届きました。" {
		t.Errorf("TOP gave %q", got)
	}
	if got := k.lines("RETR 1"); got[len(got)-1] != "..dot" || got[len(got)-2] != ".." {
		t.Errorf("RETR gave %q, want its dots stuffed", got)
	}
	if got := strings.Join(k.lines("CAPA"), " "); got != "TOP UIDL RESP-CODES AUTH-RESP-CODE PIPELINING STLS SASL SCRAM-SHA-256 SCRAM-SHA-1 DIGEST-MD5 CRAM-MD5 NTLM" {
		t.Errorf("CAPA gave %s", got)
	}
}

// lines gives a command whose reply has several lines.
func (k *talk) lines(command string) []string {
	k.say(command)
	var got []string
	for line := k.hear(); line != ".\r\n"; line = k.hear() {
		got = append(got, strings.TrimRight(line, "\r\n"))
	}
	return got[1:]
}

func TestPOP3LocksTheMailbox(t *testing.T) {
	s := start(t, practice.Options{})
	first := login3(t, s)
	if heard := dial(t, s, s.POP3).apop(s.Accounts[0]); !strings.HasPrefix(heard, "-ERR [IN-USE]") {
		t.Errorf("a second session: %s", heard)
	}
	first.through("C: QUIT\nS: +OK\nEND") // by then the mailbox is free
	login3(t, s)
}

func TestPOP3HangsUpOnNonsense(t *testing.T) {
	s := start(t, practice.Options{})
	k := dial(t, s, s.POP3)
	k.through("S: +OK")
	k.say(strings.Repeat("x", 20000))
	if heard := k.hear(); !strings.HasPrefix(heard, "-ERR Line too long") {
		t.Errorf("a long line: %q", heard)
	}
	k = dial(t, s, s.POP3)
	k.through("S: +OK\n" + strings.Repeat("C: X\nS: -ERR\n", 20) + "END")
}

func TestPOPBeforeSMTP(t *testing.T) {
	now := time.Now()
	s := start(t, practice.Options{Scenario: "pop-before-smtp", Now: func() time.Time { return now }})
	sending := func(want string) {
		t.Helper()
		dial(t, s, s.SMTP).through("S: 220\nC: EHLO x\nS: 250\n" + from + "S: 250\n" + to + "S: " + want)
	}
	sending("550 5.7.1")
	dial(t, s, s.POP3).through("S: +OK\nC: USER taro@practice.example\nS: +OK\nC: PASS wrong\nS: -ERR")
	sending("550 5.7.1")
	login3(t, s).through("C: QUIT\nS: +OK")
	sending("250")
	now = now.Add(11 * time.Minute)
	sending("550 5.7.1")
}
