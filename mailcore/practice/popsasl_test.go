package practice_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/wneessen/go-mail/smtp"
)

// popAuth logs in by AUTH over implicit TLS (RFC 5034) and returns the last
// reply. The first response goes onto the command line if early.
func (k *talk) popAuth(auth smtp.Auth, early bool) string {
	k.t.Helper()
	k.through("TLS\nS: +OK")
	name, response, err := auth.Start(&smtp.ServerInfo{Name: "localhost", TLS: true})
	if err != nil {
		k.t.Fatal(err)
	}
	if early && response != nil {
		k.say("AUTH " + name + " " + initial(response))
	} else {
		k.say("AUTH " + name)
	}
	for {
		heard := strings.TrimRight(k.hear(), "\r\n")
		coded, more := strings.CutPrefix(heard, "+ ")
		if !more {
			return heard
		}
		if !early && response != nil && coded == "" {
			k.say(b64(string(response)))
			response = nil
			continue
		}
		k.say(k.answer(auth, coded))
	}
}

func initial(response []byte) string {
	if len(response) == 0 {
		return "="
	}
	return b64(string(response))
}

func (k *talk) answer(auth smtp.Auth, coded string) string {
	challenge, err := base64.StdEncoding.DecodeString(coded)
	if err != nil {
		k.t.Fatal(err)
	}
	response, err := auth.Next(challenge, true)
	if err != nil {
		return "*"
	}
	return b64(string(response))
}

func TestPOP3SASL(t *testing.T) {
	for name, auth := range logins {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, scenario("ok"))
			for _, a := range s.Accounts {
				right := a.Password
				if name == "XOAUTH2" {
					right = a.Token
				}
				for _, early := range []bool{true, false} {
					k := dial(t, s, s.POP3S)
					if heard := k.popAuth(auth(a.User, right), early); !strings.HasPrefix(heard, "+OK Logged in") {
						t.Errorf("%s, early %v: %q", a.User, early, heard)
						continue
					}
					k.through("C: STAT\nS: +OK 0 0\nC: QUIT\nS: +OK\nEND")
				}
				if heard := dial(t, s, s.POP3S).popAuth(auth(a.User, right+"x"), true); !strings.HasPrefix(heard, "-ERR ") || strings.Contains(heard, "Unsupported") {
					t.Errorf("%s with a wrong secret: %q", a.User, heard)
				}
			}
		})
	}
}

func TestPOP3SASLDialogue(t *testing.T) {
	s := start(t, scenario("ok"))
	k := dial(t, s, s.POP3S)
	k.through("TLS\nS: +OK\nC: AUTH XOAUTH2 " + b64("user=taro@practice.example\x01auth=Bearer old\x01\x01") + "\nS: + " + b64(`{"status":"400","schemes":"Bearer"`)[:20] + "\nC: \nS: -ERR [AUTH]\n" +
		"C: AUTH PLAIN\nS: + \nC: *\nS: -ERR Malformed\nC: AUTH PLAIN =\nS: -ERR Malformed\nC: AUTH PLAIN {plain}\nS: +OK")
}
