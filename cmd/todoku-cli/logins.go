package main

import (
	"cmp"
	"slices"

	"todoku/mailcore"
	"todoku/store"
)

// A login is how one side logs in.
type login struct {
	auth *mailcore.AuthMethod
	file string // with the password; "" means none
	key  string // of the store; "" means that it keeps none for this account
}

// outgoingLogin returns how p sends. What is kept belongs to the account that
// is saved with it.
func (f *settings) outgoingLogin(p *mailcore.Profile) login {
	own, other := f.keys()
	if shared(*p) {
		own = cmp.Or(other, own)
	}
	return login{&p.Outgoing.Auth, f.passwordFile, own}
}

// incomingLogin returns how p receives.
func (f *settings) incomingLogin(p *mailcore.Profile) login {
	other, own := f.keys()
	if shared(*p) {
		own = cmp.Or(own, other)
	}
	return login{&p.Incoming.Auth, f.inPasswordFile, own}
}

// keys returns under which keys the passwords of the two sides are kept that
// still hold: no flag names another account.
func (f *settings) keys() (outgoing, incoming string) {
	k := f.kept
	if k.ID != "" && k.Outgoing.User != "" && !f.given("user") && !shared(k) {
		outgoing = store.ProfileKey(k.ID, store.OutgoingSecret)
	}
	if k.Incoming.Protocol != "" && k.Incoming.User != "" && !f.given("in-user") {
		incoming = store.ProfileKey(k.ID, store.IncomingSecret)
	}
	return outgoing, incoming
}

// shared reports whether both sides of p log in with one account.
func shared(p mailcore.Profile) bool {
	return p.Outgoing.SameAccount && p.Incoming.Protocol != ""
}

// account lets a side without an account log in with that of the other one.
func (f *settings) account(p *mailcore.Profile) {
	o, in := &p.Outgoing, &p.Incoming
	if f.given("user") { // for the outgoing side, whatever is saved
		o.SameAccount = false
	}
	switch {
	case in.Protocol == "":
	case o.SameAccount:
		o.User = in.User
	case in.User == "":
		in.User, o.SameAccount = o.User, true
	case o.User == "" && o.Auth != mailcore.NoAuth:
		o.User, o.SameAccount = in.User, true
	case o.User == in.User && f.kept.ID == "":
		o.SameAccount = true
	}
	if shared(*p) {
		f.passwordFile, f.inPasswordFile = cmp.Or(f.passwordFile, f.inPasswordFile), cmp.Or(f.inPasswordFile, f.passwordFile)
	}
}

// logins returns those of the sides that log in.
func (f *settings) logins(p *mailcore.Profile) []login {
	var all []login
	if p.Outgoing.Host != "" && p.Outgoing.Auth != mailcore.NoAuth {
		all = append(all, f.outgoingLogin(p))
	}
	if p.Incoming.Protocol != "" {
		all = append(all, f.incomingLogin(p))
	}
	return all
}

// tokened reports whether --token-file is for that side.
func (f *settings) tokened(l login) bool {
	return f.tokenFile != "" && (*l.auth == mailcore.XOAUTH2 || l.file == "" && l.key == "")
}

// signIn lets the sides log in by XOAUTH2 that have nothing but a token.
func (f *settings) signIn(p *mailcore.Profile) {
	for _, l := range f.logins(p) {
		if *l.auth == mailcore.AutoAuth && f.tokened(l) {
			*l.auth = mailcore.XOAUTH2
		}
	}
}

// fileOf returns the file in which a side's password is, or "".
func (f *settings) fileOf(l login) string {
	if f.tokened(l) {
		return f.tokenFile
	}
	return l.file
}

// aimless reports whether there is a token that no side logs in with.
func (f *settings) aimless(p *mailcore.Profile) bool {
	return f.tokenFile != "" && !slices.ContainsFunc(f.logins(p), f.tokened)
}
