package sasl

import "github.com/wneessen/go-mail/smtp"

// xoauth2 is Google's and Microsoft's login by access token. The server
// answers a bad token with a challenge that holds JSON; an empty response
// asks it for the final reply.
type xoauth2 struct {
	user, token string
}

func (a *xoauth2) Start(*smtp.ServerInfo) (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + a.user + "\x01auth=Bearer " + a.token + "\x01\x01"), nil
}

func (a *xoauth2) Next(_ []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	return []byte{}, nil
}
