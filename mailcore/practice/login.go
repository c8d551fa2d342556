package practice

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"slices"
	"strings"
)

var (
	errDenied    = errors.New("authentication failed")
	errMalformed = errors.New("malformed authentication response")
)

// A mechanism is one SASL mechanism, as the server verifies it.
type mechanism struct {
	name      string
	plaintext bool // shows the password or token to whoever listens
	begin     func(*attempt) step
}

var mechanisms = []mechanism{
	{"SCRAM-SHA-256", false, scramSHA256},
	{"SCRAM-SHA-1", false, scramSHA1},
	{"DIGEST-MD5", false, digestMD5},
	{"CRAM-MD5", false, cramMD5},
	{"NTLM", false, ntlm},
	{"PLAIN", true, plain},
	{"LOGIN", true, loginByName},
	{"XOAUTH2", true, xoauth2},
}

// A step takes what the client said, nil if there is no initial response, and
// returns what to ask next and the step for the answer. No next step means
// that the client is who it claims to be.
type step func(response []byte) (challenge []byte, next step, err error)

// An attempt is one login: the passwords it is judged by, and whom it proved.
type attempt struct {
	accounts []Account
	proved   Account
}

// account returns the account of user. For a stranger it returns one with an
// unguessable password and false, so that an exchange goes on to its end.
func (a *attempt) account(user string) (Account, bool) {
	i := slices.IndexFunc(a.accounts, func(acc Account) bool { return strings.EqualFold(acc.User, user) })
	if i < 0 {
		return Account{User: user, Password: rand.Text(), Token: rand.Text()}, false
	}
	return a.accounts[i], true
}

// settle ends an attempt.
func (a *attempt) settle(acc Account, ok bool) error {
	if !ok {
		return errDenied
	}
	a.proved = acc
	return nil
}

func same[T string | []byte](a, b T) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}

// An exchange is a login in progress.
type exchange struct {
	next   step
	words  func(error) error
	proved func()
}

// Next takes the client's next response.
func (e *exchange) Next(response []byte) (challenge []byte, done bool, err error) {
	if e.next == nil {
		return nil, false, e.words(errMalformed)
	}
	challenge, e.next, err = e.next(response)
	switch {
	case err != nil:
		e.next = nil
		return nil, false, e.words(err)
	case e.next == nil:
		e.proved()
		return nil, true, nil
	case len(challenge) == 0:
		return nil, false, nil // go-imap would say "=", which no other server does
	}
	return challenge, false, nil
}
