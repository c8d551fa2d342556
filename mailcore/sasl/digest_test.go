package sasl

import (
	"errors"
	"strings"
	"testing"
)

// The example of RFC 2831 section 4, for SMTP's sibling IMAP.
func TestDigestVector(t *testing.T) {
	a := &digest{Credentials: Credentials{User: "chris", Password: "secret", Service: "imap", Host: "elwood.innosoft.com"}, nonce: "OA6MHXh6VqTrRk"}
	a.Start(nil)
	got, err := a.Next([]byte(`realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8`), true)
	if err != nil {
		t.Fatal(err)
	}
	if want := "response=d388dad90d4bbd760a152321f2143af7"; !strings.Contains(string(got), want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if _, err := a.Next([]byte("rspauth=ea40f60335c427b5527b84dbabcdfffd"), true); err != nil {
		t.Errorf("the server's proof: %v", err)
	}
	if _, err := a.Next(nil, false); err != nil {
		t.Errorf("at the end: %v", err)
	}
}

func TestDigestRefuses(t *testing.T) {
	const good = `realm="r",nonce="n",qop="auth",algorithm=md5-sess,charset=utf-8`
	for _, tt := range []struct {
		name       string
		challenges []string
		want       error
	}{
		{"no challenge", nil, ErrNoProof},
		{"no proof", []string{good}, ErrNoProof},
		{"wrong proof", []string{good, "rspauth=00000000000000000000000000000000"}, ErrImpostor},
		{"no nonce", []string{`algorithm=md5-sess`}, ErrChallenge},
		{"other algorithm", []string{`nonce="n",algorithm=sha-256`}, ErrChallenge},
		{"only privacy", []string{`nonce="n",algorithm=md5-sess,qop="auth-conf"`}, ErrChallenge},
		{"name only", []string{`abc`}, ErrChallenge},
		{"open string", []string{`nonce="n`}, ErrChallenge},
		{"huge", []string{strings.Repeat("a", 4096)}, ErrChallenge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := New("DIGEST-MD5", Credentials{User: "u", Password: "p", Service: "smtp", Host: "h"})
			a.Start(nil)
			var err error
			for _, c := range tt.challenges {
				if err == nil {
					_, err = a.Next([]byte(c), true)
				}
			}
			if err == nil {
				_, err = a.Next([]byte("ok"), false)
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func FuzzDigest(f *testing.F) {
	f.Add([]byte(`realm="r",nonce="n",qop="auth",algorithm=md5-sess`))
	f.Add([]byte(`a=`))
	f.Add([]byte(`nonce="\`))
	f.Fuzz(func(t *testing.T, challenge []byte) {
		a := &digest{Credentials: Credentials{User: "u", Password: "p"}}
		a.Start(nil)
		if response, err := a.Next(challenge, true); err == nil && strings.ContainsAny(string(response), "\r\n") && !strings.ContainsAny(string(challenge), "\r\n") {
			t.Errorf("line break in %q", response)
		}
	})
}
