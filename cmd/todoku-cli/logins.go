package main

import (
	"cmp"
	"slices"

	"todoku/access"
	"todoku/mailcore"
	"todoku/store"
)

// A target is what to test, and where its passwords are.
type target struct {
	profile   mailcore.Profile
	saved     mailcore.Profile         // as it is saved; without an ID where none is named
	files     map[mailcore.Side]string // in which a side's password is
	elsewhere []mailcore.Side          // for which nothing that is kept is
}

// access returns how t logs in with what is kept.
func (t *target) access(secrets store.Secrets, preferences store.Preferences) access.Login {
	l := access.New(t.profile, secrets, preferences)
	l.Saved, l.Elsewhere = t.saved, t.elsewhere
	return l
}

// A login is how one side logs in.
type login struct {
	auth *mailcore.AuthMethod
	file string // with the password; "" means none
	kept bool   // the password
}

// others lists the sides that a flag gives another account. What is kept
// belongs to the account that is saved with it.
func (s *settings) others() []mailcore.Side {
	var sides []mailcore.Side
	for _, secret := range new(mailcore.Profile).Secrets() {
		if s.says(userKey(secret.Side)) {
			sides = append(sides, secret.Side)
		}
	}
	return sides
}

func userKey(side mailcore.Side) string {
	switch side {
	case mailcore.BeforeSide:
		return "outgoing.pop.user"
	case mailcore.IncomingSide:
		return "incoming.user"
	}
	return "outgoing.user"
}

// outgoingLogin returns how t sends.
func (s *settings) outgoingLogin(t *target) login {
	return s.login(t, mailcore.OutgoingSide, &t.profile.Outgoing.Auth, "password-file", "in-password-file")
}

// incomingLogin returns how t receives.
func (s *settings) incomingLogin(t *target) login {
	return s.login(t, mailcore.IncomingSide, &t.profile.Incoming.Auth, "in-password-file", "password-file")
}

func (s *settings) login(t *target, side mailcore.Side, auth *mailcore.AuthMethod, own, other string) login {
	kept := access.Login{Profile: t.profile, Saved: t.saved, Elsewhere: s.others()}
	l := login{auth, s.files[own], len(kept.Places(side)) > 0}
	if access.Shared(t.profile) {
		l.file = cmp.Or(l.file, s.files[other])
	}
	return l
}

// account lets a side without an account log in with that of the other one.
func (s *settings) account(p *mailcore.Profile, fresh bool) {
	o, in := &p.Outgoing, &p.Incoming
	if s.says("outgoing.user") { // for the outgoing side, whatever is saved
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
	case o.User == in.User && fresh:
		o.SameAccount = true
	}
}

// logins returns those of the sides that log in.
func (s *settings) logins(t *target) []login {
	var all []login
	if t.profile.Outgoing.Host != "" && t.profile.Outgoing.Auth != mailcore.NoAuth {
		all = append(all, s.outgoingLogin(t))
	}
	if t.profile.Incoming.Protocol != "" {
		all = append(all, s.incomingLogin(t))
	}
	return all
}

// tokened reports whether --token-file is for that side.
func (s *settings) tokened(l login) bool {
	return s.files["token-file"] != "" && (*l.auth == mailcore.XOAUTH2 || l.file == "" && !l.kept)
}

// signIn lets the sides log in by XOAUTH2 that have nothing but a token.
func (s *settings) signIn(t *target) {
	for _, l := range s.logins(t) {
		if *l.auth == mailcore.AutoAuth && s.tokened(l) {
			*l.auth = mailcore.XOAUTH2
		}
	}
}

// fileOf returns the file in which a side's password is, or "".
func (s *settings) fileOf(l login) string {
	if s.tokened(l) {
		return s.files["token-file"]
	}
	return l.file
}

// aimless reports whether there is a token that no side logs in with.
func (s *settings) aimless(t *target) bool {
	return s.files["token-file"] != "" && !slices.ContainsFunc(s.logins(t), s.tokened)
}

// resolve settles where the password of each side is. Two sides whose
// passwords come from two places share none.
func (s *settings) resolve(t *target) {
	o := &t.profile.Outgoing
	out, in := s.fileOf(s.outgoingLogin(t)), s.fileOf(s.incomingLogin(t))
	pop := s.files["pop-password-file"]
	if o.PopBefore.User != "" && o.PopBefore.User == o.User {
		pop = cmp.Or(pop, out)
	}
	t.files = map[mailcore.Side]string{mailcore.OutgoingSide: out, mailcore.IncomingSide: in, mailcore.BeforeSide: pop}
	if access.Shared(t.profile) {
		o.SameAccount = out == in
	}
	t.elsewhere = s.others()
	for side, file := range t.files {
		if file != "" && !slices.Contains(t.elsewhere, side) {
			t.elsewhere = append(t.elsewhere, side)
		}
	}
}

// inUse lists the sides whose passwords a test as far as scope needs.
func (t *target) inUse(scope mailcore.Scope) []mailcore.Side {
	o, b := t.profile.Outgoing, t.profile.Outgoing.PopBefore
	own := b.Use && (t.files[mailcore.BeforeSide] != "" || b.User != "" && b.User != o.User)
	var sides []mailcore.Side
	receives := scope.Receives()
	if scope.Sends() {
		if o.Auth != mailcore.NoAuth || b.Use && !own {
			sides = append(sides, mailcore.OutgoingSide)
			receives = receives || access.Shared(t.profile) // which takes it from there
		}
		if own {
			sides = append(sides, mailcore.BeforeSide)
		}
	}
	if receives && t.profile.Incoming.Protocol != "" {
		sides = append(sides, mailcore.IncomingSide)
	}
	return sides
}
