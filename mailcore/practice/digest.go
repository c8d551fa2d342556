package practice

import (
	"cmp"
	"crypto/md5"
	"crypto/rand"
	"fmt"
	"strings"
)

// digestMD5 is DIGEST-MD5 with qop=auth (RFC 2831). Names and passwords are
// hashed as UTF-8, as Dovecot and Cyrus do.
func digestMD5(a *attempt) step {
	nonce := rand.Text()
	challenge := fmt.Sprintf(`realm="%s",nonce="%s",qop="auth",charset=utf-8,algorithm=md5-sess`, Domain, nonce)
	finish := func([]byte) ([]byte, step, error) { return nil, nil, nil }
	return serverFirst([]byte(challenge), func(response []byte) ([]byte, step, error) {
		d, err := directives(string(response))
		if err != nil || d["nonce"] != nonce || d["nc"] != "00000001" || d["cnonce"] == "" ||
			cmp.Or(d["qop"], "auth") != "auth" || !strings.Contains(d["digest-uri"], "/") {
			return nil, nil, errMalformed
		}
		acc, ok := a.account(d["username"])
		ok = same(digestResponse(d, acc.Password, "AUTHENTICATE:"), d["response"]) && ok && d["realm"] == Domain
		if err := a.settle(acc, ok); err != nil {
			return nil, nil, err
		}
		return []byte("rspauth=" + digestResponse(d, acc.Password, ":")), finish, nil
	})
}

// digestResponse computes the client's response, or with the verb ":" the
// server's (RFC 2831 §2.1.2.1, §2.1.3).
func digestResponse(d map[string]string, password, verb string) string {
	secret := md5.Sum([]byte(d["username"] + ":" + d["realm"] + ":" + password))
	a1 := string(secret[:]) + ":" + d["nonce"] + ":" + d["cnonce"]
	if d["authzid"] != "" {
		a1 += ":" + d["authzid"]
	}
	return md5Hex(strings.Join([]string{
		md5Hex(a1), d["nonce"], d["nc"], d["cnonce"], "auth", md5Hex(verb + d["digest-uri"]),
	}, ":"))
}

// directives parses name=value,name="value" (RFC 2831 §7.1). A name that comes
// twice is an error.
func directives(s string) (map[string]string, error) {
	found := map[string]string{}
	for s = strings.TrimLeft(s, ", \t"); s != ""; s = strings.TrimLeft(s, ", \t") {
		name, rest, ok := strings.Cut(s, "=")
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := found[name]; !ok || twice || name == "" {
			return nil, errMalformed
		}
		value, rest, ok := directiveValue(rest)
		if !ok {
			return nil, errMalformed
		}
		found[name], s = value, rest
	}
	return found, nil
}

func directiveValue(s string) (value, rest string, ok bool) {
	if !strings.HasPrefix(s, `"`) {
		i := strings.IndexByte(s, ',')
		if i < 0 {
			i = len(s)
		}
		return strings.TrimSpace(s[:i]), s[i:], true
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:], true
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return "", "", false
}
