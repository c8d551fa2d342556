// Package sasl has the login mechanisms of RFC 4422 as mail servers use them.
//
// [New] returns one by its registered name: go-mail's own where it is sound,
// guarded where it trusts the server too far (SCRAM), ours where go-mail has
// none or a fragile one (DIGEST-MD5, NTLM, XOAUTH2). All have the shape of
// go-mail's smtp.Auth, so that one loop drives them in SMTP, POP3 and IMAP.
package sasl

import (
	"errors"

	"github.com/wneessen/go-mail/smtp"
)

// What a mechanism may find wrong with the server. The test tells them apart
// with errors.Is.
var (
	ErrNoProof   = errors.New("server accepted without proving that it knows the password")
	ErrTooCostly = errors.New("server demands too many iterations")
	ErrTooWeak   = errors.New("server demands too few iterations")
	ErrImpostor  = errors.New("server's own proof is wrong")
	ErrChallenge = errors.New("malformed challenge")
)

// Credentials are what a mechanism may use.
type Credentials struct {
	User      string
	Password  string // the access token for XOAUTH2
	Service   string // "smtp", "pop" or "imap": part of DIGEST-MD5's digest-uri
	Host      string // the server's name as the user knows it
	Plaintext bool   // PLAIN and LOGIN may go over a connection without TLS
}

// mechanisms by registered name.
var mechanisms = map[string]func(Credentials) smtp.Auth{
	"PLAIN":         func(c Credentials) smtp.Auth { return smtp.PlainAuth("", c.User, c.Password, c.Host, c.Plaintext) },
	"LOGIN":         func(c Credentials) smtp.Auth { return smtp.LoginAuth(c.User, c.Password, c.Host, c.Plaintext) },
	"CRAM-MD5":      func(c Credentials) smtp.Auth { return smtp.CRAMMD5Auth(c.User, c.Password) },
	"SCRAM-SHA-1":   func(c Credentials) smtp.Auth { return &scram{Auth: smtp.ScramSHA1Auth(c.User, c.Password)} },
	"SCRAM-SHA-256": func(c Credentials) smtp.Auth { return &scram{Auth: smtp.ScramSHA256Auth(c.User, c.Password)} },
	"DIGEST-MD5":    func(c Credentials) smtp.Auth { return &digest{Credentials: c} },
	"NTLM":          func(c Credentials) smtp.Auth { return &ntlm{user: c.User, password: c.Password} },
	"XOAUTH2":       func(c Credentials) smtp.Auth { return &xoauth2{user: c.User, token: c.Password} },
}

// New returns the mechanism of that name, or nil if there is none.
func New(mechanism string, c Credentials) smtp.Auth {
	if make, ok := mechanisms[mechanism]; ok {
		return make(c)
	}
	return nil
}
