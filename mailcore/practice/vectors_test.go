package practice

import (
	"bytes"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"testing"
)

func TestDigestVector(t *testing.T) { // RFC 2831 §4
	d, err := directives(`charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",nc=00000001,` +
		`cnonce="OA6MHXh6VqTrRk",digest-uri="imap/elwood.innosoft.com",response=d388dad90d4bbd760a152321f2143af7,qop=auth`)
	if err != nil {
		t.Fatal(err)
	}
	if got := digestResponse(d, "secret", "AUTHENTICATE:"); got != d["response"] {
		t.Errorf("response is %s, want %s", got, d["response"])
	}
	if got, want := digestResponse(d, "secret", ":"), "ea40f60335c427b5527b84dbabcdfffd"; got != want {
		t.Errorf("rspauth is %s, want %s", got, want)
	}
}

func TestScramVectors(t *testing.T) { // RFC 5802 §5, RFC 7677 §3
	for name, v := range map[string]struct {
		hash                      func() hash.Hash
		salt, said, proof, answer string
	}{
		"SHA-1": {
			sha1.New, "QSXCR+Q6sek8bf92",
			"n=user,r=fyko+d2lbbFgONRv9qkxdawL,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096,c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j",
			"v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", "rmF9pqV8S7suAoZWja4dJRkFsKQ=",
		},
		"SHA-256": {
			sha256.New, "W22ZaJ0SNY7soEsUEjb6gQ==",
			"n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
			"dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
		},
	} {
		s := &scram{hash: v.hash}
		salt, _ := base64.StdEncoding.DecodeString(v.salt)
		proof, _ := base64.StdEncoding.DecodeString(v.proof)
		salted, err := pbkdf2.Key(v.hash, "pencil", salt, scramIterations, v.hash().Size())
		if err != nil {
			t.Fatal(err)
		}
		if !s.proves(salted, proof, v.said) {
			t.Errorf("%s: the proof is refused", name)
		}
		if s.proves(salted, append(proof[:len(proof)-1:len(proof)-1], proof[len(proof)-1]^1), v.said) {
			t.Errorf("%s: a wrong proof is taken", name)
		}
		if got := encode(s.hmac(s.hmac(salted, "Server Key"), v.said)); got != v.answer {
			t.Errorf("%s: our proof is %s, want %s", name, got, v.answer)
		}
	}
}

func TestCramVector(t *testing.T) { // RFC 2195 §2
	got := hex.EncodeToString(hmacMD5([]byte("tanstaaftanstaaf"), []byte("<1896.697170952@postoffice.reston.mci.net>")))
	if want := "b913a602c7eda7a495b4e6e7334d3890"; got != want {
		t.Errorf("digest is %s, want %s", got, want)
	}
}

func TestAPOPVector(t *testing.T) { // RFC 1939 §7
	a := &attempt{accounts: []Account{{User: "mrose", Password: "tanstaaf"}}}
	if err := a.apop("<1896.697170952@dbc.mtview.ca.us>", "mrose", "c4c9334bac560ecc979e58001b3e22fb"); err != nil {
		t.Error(err)
	}
}

func TestNTLMVector(t *testing.T) { // MS-NLMP §4.2.4
	target, _ := hex.DecodeString("02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000")
	rest := append([]byte{1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, bytes.Repeat([]byte{0xaa}, 8)...)
	rest = append(append(append(rest, 0, 0, 0, 0), target...), 0, 0, 0, 0)
	proof, _ := hex.DecodeString("68cd0ab851e51c96aabc927bebef6a1c")
	challenge, _ := hex.DecodeString("0123456789abcdef")
	p := ntlmProof{domain: "Domain", user: "User", proof: proof, rest: rest}
	if !p.proves("Password", challenge) {
		t.Error("the proof is refused")
	}
	if p.proves("password", challenge) {
		t.Error("a wrong password is taken")
	}
}

func TestEveryReplyIsAReply(t *testing.T) {
	for _, sc := range Scenarios {
		for _, line := range sc.reply {
			if r := reply(line); r.Code < 400 || r.Message == "" {
				t.Errorf("%s: %q is not a refusal", sc.Name, line)
			}
		}
	}
}

// FuzzLogin lets every mechanism hear two arbitrary responses.
func FuzzLogin(f *testing.F) {
	seeds := []string{
		"", "a\x00b\x00c", "n,,n=user,r=abc", "c=biws,r=abc,p=AA==", `username="a",nc=00000001`, "user=a\x01auth=Bearer b\x01\x01",
		"NTLMSSP\x00\x01\x00\x00\x00", "NTLMSSP\x00\x03\x00\x00\x00" + string(make([]byte, 64)), "taro 0123",
	}
	for _, a := range seeds {
		for _, b := range seeds {
			f.Add([]byte(a), []byte(b))
		}
	}
	s := &Server{Accounts: Accounts}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		for _, m := range mechanisms {
			x := s.service("smtp").login(m, func(err error) error { return err }, func(a Account) { t.Errorf("%s let %s in", m.name, a.User) })
			for _, response := range [][]byte{nil, first, second} {
				if _, _, err := x.Next(response); err != nil && !errors.Is(err, errDenied) && !errors.Is(err, errMalformed) {
					t.Errorf("%s: %v", m.name, err)
				}
			}
		}
	})
}
