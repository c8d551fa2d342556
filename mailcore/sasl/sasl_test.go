package sasl

import (
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
		{"iterations beyond int64", "i=99999999999999999999", true, ErrChallenge},
		{"negative iterations", "i=-1", true, ErrChallenge},
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
