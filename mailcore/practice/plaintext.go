package practice

import (
	"bytes"
	"strings"
)

// clientFirst asks, with an empty challenge, when there is no initial response.
func clientFirst(s step) step {
	return func(response []byte) ([]byte, step, error) {
		if response == nil {
			return nil, s, nil
		}
		return s(response)
	}
}

// plain is PLAIN (RFC 4616).
func plain(a *attempt) step {
	return clientFirst(func(response []byte) ([]byte, step, error) {
		parts := strings.Split(string(response), "\x00")
		if len(parts) != 3 {
			return nil, nil, errMalformed
		}
		as, user, password := parts[0], parts[1], parts[2]
		if as != "" && as != user {
			return nil, nil, errDenied
		}
		return nil, nil, a.password(user, password)
	})
}

// loginByName is LOGIN (draft-murchison-sasl-login), with or without the user
// as initial response.
func loginByName(a *attempt) step {
	var user string
	password := func(response []byte) ([]byte, step, error) {
		return nil, nil, a.password(user, string(response))
	}
	name := func(response []byte) ([]byte, step, error) {
		user = string(response)
		return []byte("Password:"), password, nil
	}
	return func(response []byte) ([]byte, step, error) {
		if response == nil {
			return []byte("Username:"), name, nil
		}
		return name(response)
	}
}

func (a *attempt) password(user, password string) error {
	acc, ok := a.account(user)
	return a.settle(acc, same(acc.Password, password) && ok)
}

// xoauth2Problem is what Google answers to a bad token before it refuses.
const xoauth2Problem = `{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}`

// xoauth2 is XOAUTH2 (Google and Microsoft, "OAuth 2.0 mechanism").
func xoauth2(a *attempt) step {
	refuse := func([]byte) ([]byte, step, error) { return nil, nil, errDenied }
	return clientFirst(func(response []byte) ([]byte, step, error) {
		user, token, ok := bearer(response)
		if !ok {
			return nil, nil, errMalformed
		}
		acc, ok := a.account(user)
		if !ok || acc.Token == "" || !same(acc.Token, token) {
			return []byte(xoauth2Problem), refuse, nil
		}
		return nil, nil, a.settle(acc, true)
	})
}

func bearer(response []byte) (user, token string, ok bool) {
	response, ok = bytes.CutSuffix(response, []byte("\x01\x01"))
	name, auth, both := strings.Cut(string(response), "\x01")
	user, named := strings.CutPrefix(name, "user=")
	token, borne := strings.CutPrefix(auth, "auth=Bearer ")
	return user, token, ok && both && named && borne
}
