package sasl

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestScramGuards(t *testing.T) {
	for _, tt := range []struct {
		name, challenge string
		more            bool
		want            error
	}{
		{"no proof at all", "ok", false, ErrNoProof},
		{"2^31-1 iterations", "i=2147483647", true, ErrTooCostly},
		{"iterations beyond int64", "i=99999999999999999999", true, ErrTooCostly},
		{"negative iterations", "i=-1", true, ErrTooWeak},
		{"one iteration", "i=1", true, ErrTooWeak},
		{"999 iterations", "i=999", true, ErrTooWeak},
		{"1,000 iterations", "i=1000", true, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := New("SCRAM-SHA-256", Credentials{User: "u", Password: "p"})
			hello, err := a.Next(nil, true)
			if err != nil {
				t.Fatal(err)
			}
			challenge := tt.challenge
			if tt.more {
				_, nonce, _ := strings.Cut(string(hello), "r=")
				challenge = "r=" + nonce + "x,s=c2FsdA==," + tt.challenge
			}
			began := time.Now()
			if _, err = a.Next([]byte(challenge), tt.more); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if took := time.Since(began); took > time.Second {
				t.Errorf("refused only after %v", took)
			}
		})
	}
}

// TestScramImpostors holds what a server cannot do that does not know the
// password: each row is what it says after our first message, $ our nonce.
func TestScramImpostors(t *testing.T) {
	for _, tt := range []struct {
		name string
		says []string
		want error
	}{
		{"another nonce", []string{"r=another,s=c2FsdA==,i=4096"}, ErrImpostor},
		{"no nonce", []string{"r=,s=c2FsdA==,i=4096"}, ErrImpostor},
		{"a wrong signature", []string{"r=$x,s=c2FsdA==,i=4096", "v=AAAA"}, ErrImpostor},
		{"no signature", []string{"r=$x,s=c2FsdA==,i=4096", "v="}, ErrImpostor},
		{"a signature of nothing", []string{"v=" + signatureOfNothing()}, ErrImpostor},
		{"a signature of nothing, begun anew", []string{"r=$x,s=c2FsdA==,i=4096", "", "v=" + signatureOfNothing()}, ErrImpostor},
		{"a refusal", []string{"r=$x,s=c2FsdA==,i=4096", "e=invalid-proof"}, nil},
		{"a refusal before the proof", []string{"e=other-error"}, ErrChallenge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := New("SCRAM-SHA-256", Credentials{User: "u", Password: "p"})
			hello, err := a.Next(nil, true)
			_, nonce, _ := strings.Cut(string(hello), "r=")
			for _, said := range tt.says {
				if err == nil {
					_, err = a.Next([]byte(strings.ReplaceAll(said, "$", nonce)), true)
				}
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if _, err := a.Next(nil, false); !errors.Is(err, ErrNoProof) {
				t.Errorf("accepted: got %v", err)
			}
		})
	}
}

// signatureOfNothing is what go-mail takes for the server's signature before
// it has computed anything.
func signatureOfNothing() string {
	sign := func(key []byte, text string) []byte {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(text))
		return mac.Sum(nil)
	}
	return base64.StdEncoding.EncodeToString(sign(sign(nil, "Server Key"), ""))
}

func TestNTLMRefuses(t *testing.T) {
	for _, challenge := range []string{"", "ntlm supported", strings.Repeat("NTLMSSP\x00", 100)} {
		a := New("NTLM", Credentials{User: "u", Password: "p"})
		if _, _, err := a.Start(nil); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Next([]byte(challenge), true); !errors.Is(err, ErrChallenge) {
			t.Errorf("%.20q: got %v", challenge, err)
		}
	}
}

func FuzzNTLM(f *testing.F) {
	f.Add([]byte("NTLMSSP\x00\x02\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, challenge []byte) {
		New("NTLM", Credentials{User: `D\u`, Password: "p"}).Next(challenge, true)
	})
}

func FuzzScram(f *testing.F) {
	f.Add([]byte("r=abc,s=c2FsdA==,i=4096"))
	f.Add([]byte("v=abc"))
	f.Fuzz(func(t *testing.T, challenge []byte) {
		a := New("SCRAM-SHA-1", Credentials{User: "u", Password: "p"})
		a.Next(nil, true)
		a.Next(challenge, true)
	})
}

func TestUnknownMechanism(t *testing.T) {
	if a := New("GSSAPI", Credentials{}); a != nil {
		t.Errorf("got %v", a)
	}
}
