package practice

import (
	"encoding/base64"
	"errors"
	"strings"

	"github.com/emersion/go-sasl"
)

func (t *popSession) passwordAllowed() bool { return t.secure() || t.server.Scenario.plaintext }

const popNeedsTLS = "[AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections."

func (t *popSession) userName(arg string) error {
	if !t.passwordAllowed() {
		return t.err(popNeedsTLS)
	}
	t.user = arg
	return t.ok("Send the password")
}

func (t *popSession) pass(arg string) error {
	switch {
	case !t.passwordAllowed():
		return t.err(popNeedsTLS)
	case t.user == "":
		return t.err("USER comes first")
	}
	a := &attempt{accounts: t.server.judged()}
	err := a.password(t.user, arg)
	t.user = ""
	return t.enter(a.proved, err)
}

func (t *popSession) apop(arg string) error {
	i := strings.LastIndexByte(arg, ' ')
	if i < 0 {
		return t.err("APOP needs a name and a digest")
	}
	a := &attempt{accounts: t.server.judged()}
	err := a.apop(t.stamp, arg[:i], arg[i+1:])
	return t.enter(a.proved, err)
}

// auth is a SASL login (RFC 5034).
func (t *popSession) auth(arg string) error {
	name, initial, hasInitial := strings.Cut(arg, " ")
	m, ok := t.server.mechanism(strings.ToUpper(name))
	switch {
	case !ok:
		return t.err("Unsupported authentication mechanism")
	case m.plaintext && !t.passwordAllowed():
		return t.err(popNeedsTLS)
	}
	var response []byte
	var err error
	if hasInitial {
		if response, err = decode(initial); err != nil {
			return t.enter(Account{}, err)
		}
	}
	var proved Account
	same := func(err error) error { return err }
	err = t.exchange(t.server.login(m, same, func(a Account) { proved = a }), response)
	return t.enter(proved, err)
}

// exchange asks and listens until the mechanism is done.
func (t *popSession) exchange(login sasl.Server, response []byte) error {
	for {
		challenge, done, err := login.Next(response)
		if done || err != nil {
			return err
		}
		if err := t.say("+ " + encode(challenge)); err != nil {
			return err
		}
		line, err := t.readLine()
		if err != nil {
			return err
		}
		if response, err = decode(line); err != nil {
			return err
		}
	}
}

// decode reads base64, where "=" is an empty initial response.
func decode(s string) ([]byte, error) {
	if s == "=" {
		return []byte{}, nil
	}
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		return nil, errMalformed
	}
	return b, nil
}

// enter opens the mailbox of the account, unless err says that it was denied.
func (t *popSession) enter(acc Account, err error) error {
	switch {
	case errors.Is(err, errDenied):
		return t.err(t.denial())
	case err != nil:
		return t.err("Malformed authentication response")
	}
	box := t.server.boxes[acc.User]
	if t.server.Scenario.mailbox.inUse || !box.lock() {
		return t.err("[IN-USE] Mailbox already in use")
	}
	t.box, t.list = box, box.messages()
	t.server.notePOP(remoteIP(t.conn))
	return t.ok("Logged in")
}

// denial tells SMTP's reasons in the words of RFC 3206.
func (t *popSession) denial() string {
	said := t.server.denial()
	if said.Temporary() {
		return "[SYS/TEMP] " + said.Message
	}
	return "[AUTH] " + said.Message
}
