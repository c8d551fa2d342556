package main

import (
	"net/mail"

	"todoku/mailcore"
)

// reach returns how far to test p. Whoever asks for a login without saying
// how wants one, and a round trip goes by default into the mailbox that is
// looked into.
func (c *check) reach(p *mailcore.Profile) mailcore.Scope {
	scope := c.usualScope(*p)
	if c.given("scope") {
		scope = mailcore.Scope(c.scope.value)
	}
	if scope == mailcore.LoginScope && c.kept.ID == "" && !c.given("auth") && !p.Outgoing.PopBefore.Use {
		p.Outgoing.Auth = mailcore.AutoAuth
	}
	if scope == mailcore.RoundTripScope && p.TestTo == "" {
		p.TestTo = mailbox(p.Incoming.User)
	}
	return scope
}

// usualScope returns how far to test p when nobody says. A receiving server
// that is named is tested, and if both are, the way from one to the other.
// Else it goes to a test mail where there is a recipient, to the login where
// there is an account, and otherwise to the end of the connection.
func (c *check) usualScope(p mailcore.Profile) mailcore.Scope {
	named, _ := c.receiver()
	switch o := p.Outgoing; {
	case named != "" && c.given("smtp"):
		return mailcore.RoundTripScope
	case named != "", o.Host == "" && p.Incoming.Protocol != "":
		return mailcore.ReceiveScope
	case p.TestTo != "":
		return mailcore.SendScope
	case o.User != "" && o.Auth != mailcore.NoAuth || o.PopBefore.Use:
		return mailcore.LoginScope
	}
	return mailcore.ConnectScope
}

// mailbox returns the mail address of a user whose account name is one, or "".
func mailbox(user string) string {
	if a, err := mail.ParseAddress(user); err == nil && a.Name == "" {
		return a.Address
	}
	return ""
}
