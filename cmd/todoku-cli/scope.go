package main

import (
	"cmp"
	"net/mail"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// reach returns how far to test t. Whoever asks for a login without saying
// how wants one, and a round trip goes by default into the mailbox that is
// looked into.
func (o *checkOptions) reach(t *target) mailcore.Scope {
	p := &t.profile
	scope := cmp.Or(o.scope, o.usualScope(*p))
	if scope == mailcore.LoginScope && t.saved.ID == "" && !o.says("outgoing.auth") && !p.Outgoing.PopBefore.Use {
		p.Outgoing.Auth = mailcore.AutoAuth
	}
	if scope == mailcore.RoundTripScope && p.TestTo == "" {
		p.TestTo = mailbox(p.Incoming.User)
	}
	return scope
}

// usualScope returns how far to test p when nobody says. A receiving server
// that is named is tested, and if both are, the way from one to the other.
// A saved server for a product that needs both is logged in to on both sides.
// Else it goes to a test mail where there is a recipient, to the login where
// there is an account, and otherwise to the end of the connection.
func (o *checkOptions) usualScope(p mailcore.Profile) mailcore.Scope {
	named, _ := o.receiver()
	switch out := p.Outgoing; {
	case named != "" && o.says("smtp"):
		return mailcore.RoundTripScope
	case named != "", out.Host == "" && p.Incoming.Protocol != "":
		return mailcore.ReceiveScope
	case o.code != "" && products.NeedsBoth(p):
		return mailcore.LoginsScope
	case p.TestTo != "":
		return mailcore.SendScope
	case out.User != "" && out.Auth != mailcore.NoAuth || out.PopBefore.Use:
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
