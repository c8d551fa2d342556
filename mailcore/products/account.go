package products

import (
	"todoku/mailcore"
)

// account returns the row of the user name for sending: a product that keeps
// one account with the server knows nothing of the receiving one.
func account(key string) Row {
	r := row(Text, key, "outgoing.user")
	r.Also = []string{"outgoing.same_account"}
	r.Read = func(p mailcore.Profile) (string, bool) {
		own(&p)
		return p.Outgoing.User, true
	}
	r.Write = func(p *mailcore.Profile, value string) error {
		own(p)
		p.Outgoing.User = value
		return nil
	}
	return r
}

// password returns the row of its password.
func password(key string) Row {
	r := row(Password, key, "outgoing.password")
	r.Write = func(p *mailcore.Profile, value string) error {
		own(p)
		p.Outgoing.Password = mailcore.Secret(value)
		return nil
	}
	return r
}

// own gives the outgoing side an account of its own: a copy of the receiving
// one where it borrowed that.
func own(p *mailcore.Profile) {
	if !borrows(*p) {
		return
	}
	p.Outgoing.SameAccount = false
	p.Outgoing.User, p.Outgoing.Password = p.Incoming.User, p.Incoming.Password
}

func borrows(p mailcore.Profile) bool { return p.Outgoing.SameAccount && receives(p) }

func receives(p mailcore.Profile) bool { return p.Incoming.Protocol != "" }

func logsIn(p mailcore.Profile) bool { return p.Outgoing.Auth != mailcore.NoAuth }

func signsIn(p mailcore.Profile) bool { return p.OAuth != "" }
