package mailcore

import (
	"cmp"
	"time"
)

// The questions that a test, its judges and its screens ask a profile.

// Effective returns p with the account that one side borrows from the other:
// the outgoing one where the user wants that (GR-11), the receiving one where
// somebody signed in for both.
func (p Profile) Effective() Profile {
	if p.OAuth != "" && p.Incoming.User == "" {
		p.Incoming.User = p.Outgoing.User
	}
	if p.Outgoing.SameAccount && p.Incoming.Protocol != "" {
		p.Outgoing.User, p.Outgoing.Password = p.Incoming.User, p.Incoming.Password
	}
	return p
}

// POPServer returns the POP settings with what they borrow from the SMTP
// server filled in (REQUIREMENTS C9).
func (p Profile) POPServer() PopBefore {
	b := p.Outgoing.PopBefore
	b.Host = cmp.Or(b.Host, p.Outgoing.Host)
	b.Encryption = cmp.Or(b.Encryption, NoEncryption)
	b.Auth = cmp.Or(b.Auth, USER)
	b.Port = cmp.Or(b.Port, b.Encryption.DefaultPOPPort())
	if b.User == "" {
		b.User, b.Password = p.Outgoing.User, cmp.Or(b.Password, p.Outgoing.Password)
	}
	return b
}

// Endpoint is the server that a side talks to.
func (p Profile) Endpoint(side Side) (host string, port int, user string, e Encryption) {
	switch side {
	case BeforeSide:
		b := p.POPServer()
		return b.Host, b.Port, b.User, b.Encryption
	case IncomingSide:
		in := p.Incoming
		return in.Host, in.Port, in.User, in.Encryption
	}
	o := p.Outgoing
	return o.Host, o.Port, o.User, o.Encryption
}

// TLSPort is the usual port of a side for TLS from the first byte.
func (p Profile) TLSPort(side Side) int {
	switch side {
	case BeforeSide:
		return TLS.DefaultPOPPort()
	case IncomingSide:
		return p.Incoming.Protocol.DefaultPort(TLS)
	}
	return TLS.DefaultPort()
}

// Timeout is the limit of a side for each step, in seconds.
func (p Profile) Timeout(side Side) int {
	if side == IncomingSide {
		return p.Incoming.Timeout
	}
	return p.Outgoing.Timeout
}

// Patience is how long a test waits for its mail.
func (p Profile) Patience() time.Duration {
	if p.Wait <= 0 {
		return defaultWait * time.Second
	}
	return time.Duration(p.Wait) * time.Second
}

const defaultWait = 60 // seconds; most mail arrives in a few, and filters hold it for up to a minute
