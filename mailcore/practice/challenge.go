package practice

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
)

// stamp returns a string in the form of a message ID that never comes again,
// for CRAM-MD5 and APOP.
func stamp() string { return "<" + rand.Text() + "@localhost>" }

// serverFirst begins with a challenge and takes no initial response.
func serverFirst(challenge []byte, next step) step {
	return func(response []byte) ([]byte, step, error) {
		if len(response) > 0 {
			return nil, nil, errMalformed
		}
		return challenge, next, nil
	}
}

// cramMD5 is CRAM-MD5 (RFC 2195).
func cramMD5(a *attempt) step {
	challenge := []byte(stamp())
	return serverFirst(challenge, func(response []byte) ([]byte, step, error) {
		i := bytes.LastIndexByte(response, ' ')
		if i < 0 {
			return nil, nil, errMalformed
		}
		acc, ok := a.account(string(response[:i]))
		want := hex.EncodeToString(hmacMD5([]byte(acc.Password), challenge))
		return nil, nil, a.settle(acc, same(want, string(response[i+1:])) && ok)
	})
}

// apop judges an APOP command (RFC 1939 §7).
func (a *attempt) apop(stamp, user, digest string) error {
	acc, ok := a.account(user)
	return a.settle(acc, same(md5Hex(stamp+acc.Password), digest) && ok)
}

func hmacMD5(key []byte, parts ...[]byte) []byte {
	mac := hmac.New(md5.New, key)
	for _, p := range parts {
		mac.Write(p)
	}
	return mac.Sum(nil)
}

func md5Hex(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}
