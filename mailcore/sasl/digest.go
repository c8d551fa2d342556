package sasl

import (
	"crypto/md5"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/wneessen/go-mail/smtp"
)

// digest is DIGEST-MD5 (RFC 2831) with qop=auth. The server's proof is
// checked and required.
type digest struct {
	Credentials
	nonce  string // client nonce; made at random when empty
	proof  string // what rspauth has to be
	proved bool
}

func (a *digest) Start(*smtp.ServerInfo) (string, []byte, error) {
	a.proof, a.proved = "", false
	return "DIGEST-MD5", nil, nil
}

func (a *digest) Next(challenge []byte, more bool) ([]byte, error) {
	switch {
	case !more && !a.proved:
		return nil, ErrNoProof
	case !more:
		return nil, nil
	case a.proved:
		return nil, fmt.Errorf("%w: one too many", ErrChallenge)
	}
	d, err := directives(challenge)
	if err != nil {
		return nil, err
	}
	if a.proof == "" {
		return a.respond(d)
	}
	return a.verify(d)
}

func (a *digest) verify(d map[string][]string) ([]byte, error) {
	proof := strings.ToLower(first(d["rspauth"]))
	if subtle.ConstantTimeCompare([]byte(proof), []byte(a.proof)) != 1 {
		return nil, fmt.Errorf("%w: rspauth", ErrImpostor)
	}
	a.proved = true
	return []byte{}, nil
}

func (a *digest) respond(d map[string][]string) ([]byte, error) {
	nonce := first(d["nonce"])
	switch {
	case len(d["nonce"]) != 1 || nonce == "":
		return nil, fmt.Errorf("%w: no nonce", ErrChallenge)
	case !strings.EqualFold(first(d["algorithm"]), "md5-sess"):
		return nil, fmt.Errorf("%w: algorithm", ErrChallenge)
	case len(d["qop"]) > 0 && !offers(d["qop"], "auth"):
		return nil, fmt.Errorf("%w: no qop=auth", ErrChallenge)
	}
	if a.nonce == "" {
		a.nonce = rand.Text()
	}
	return a.answer(nonce, first(d["realm"]), strings.EqualFold(first(d["charset"]), "utf-8")), nil
}

// answer computes the response of RFC 2831 2.1.2.1 and the proof of 2.1.3.
func (a *digest) answer(nonce, realm string, utf8 bool) []byte {
	const count = "00000001"
	uri := a.Service + "/" + a.Host
	secret := md5.Sum([]byte(a.User + ":" + realm + ":" + a.Password))
	if !utf8 {
		secret = md5.Sum([]byte(latin1(a.User) + ":" + latin1(realm) + ":" + latin1(a.Password)))
	}
	key := hash(string(secret[:]) + ":" + nonce + ":" + a.nonce)
	sign := func(what string) string {
		return hash(key + ":" + nonce + ":" + count + ":" + a.nonce + ":auth:" + hash(what))
	}
	a.proof = sign(":" + uri)
	var b strings.Builder
	if utf8 {
		b.WriteString("charset=utf-8,")
	}
	fmt.Fprintf(&b, `username=%s,realm=%s,nonce=%s,nc=%s,cnonce=%s,digest-uri=%s,response=%s,qop=auth`,
		quote(a.User), quote(realm), quote(nonce), count, quote(a.nonce), quote(uri), sign("AUTHENTICATE:"+uri))
	return []byte(b.String())
}

func hash(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

// latin1 encodes s in ISO 8859-1 if it fits, as RFC 2831 wants where the
// server does not speak UTF-8.
func latin1(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return s
		}
		b = append(b, byte(r))
	}
	return string(b)
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

func offers(lists []string, want string) bool {
	for _, list := range lists {
		for v := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == ' ' }) {
			if strings.EqualFold(v, want) {
				return true
			}
		}
	}
	return false
}

// maxChallenge is the longest digest-challenge that RFC 2831 allows, in bytes.
const maxChallenge = 2048

// directives parses #( name "=" ( token | quoted-string ) ). Names come back
// in lower case; one may occur more than once.
func directives(challenge []byte) (map[string][]string, error) {
	if len(challenge) > maxChallenge {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrChallenge, maxChallenge)
	}
	found, rest := map[string][]string{}, string(challenge)
	for {
		rest = strings.TrimLeft(rest, " \t\r\n,")
		if rest == "" {
			return found, nil
		}
		name, after, ok := strings.Cut(rest, "=")
		if !ok {
			return nil, fmt.Errorf("%w: directive without value", ErrChallenge)
		}
		var v string
		var err error
		if v, rest, err = value(strings.TrimLeft(after, " \t")); err != nil {
			return nil, err
		}
		name = strings.ToLower(strings.TrimSpace(name))
		found[name] = append(found[name], v)
	}
}

// value reads one token or quoted-string from s.
func value(s string) (v, rest string, err error) {
	if !strings.HasPrefix(s, `"`) {
		token, rest, _ := strings.Cut(s, ",")
		return strings.TrimSpace(token), rest, nil
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:], nil
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return "", "", fmt.Errorf("%w: unterminated string", ErrChallenge)
}
