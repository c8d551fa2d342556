package providers

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
)

// Fill returns profile with the servers of p and the account name that address
// has there. It prefers encrypted servers, keeps the protocol for receiving
// where p has it, and otherwise prefers IMAP. Passwords and what people call
// the setting stay, and the recipient; the sender too, unless there is none. A
// host that nobody can know but the customer stays as it was, or empty.
func (p Provider) Fill(profile mailcore.Profile, address string) mailcore.Profile {
	return p.FillAt(profile, address, "")
}

// FillAt also knows a host that may be the customer's own server.
func (p Provider) FillAt(profile mailcore.Profile, address, host string) mailcore.Profile {
	address = Meant(cmp.Or(strings.TrimSpace(address), profile.From))
	f := filling{p, address, host, profile.Preset == "" || profile.Preset == p.ID}
	before := profile.Outgoing.Host
	if sending := p.Of(SMTP); len(sending) > 0 {
		f.outgoing(&profile, sending[0])
	}
	if s, ok := p.receiving(profile.Incoming.Protocol); ok {
		f.incoming(&profile.Incoming, s)
		f.popBefore(&profile, s)
	}
	f.oauth(&profile)
	if _, _, err := SplitAddress(address); err == nil && strings.Contains(address, "@") {
		profile.From = cmp.Or(profile.From, address)
	}
	if profile.Outgoing.Host != before {
		profile.Pin = "" // it was of another server
	}
	profile.Outgoing.SameAccount = profile.Outgoing.SameAccount && !slices.ContainsFunc(p.Servers, func(s Server) bool { return s.User != "" })
	profile.Preset = p.ID
	return profile
}

// receiving returns the best server to receive from, by protocol if possible.
func (p Provider) receiving(protocol mailcore.Protocol) (Server, bool) {
	for _, want := range []mailcore.Protocol{protocol, mailcore.IMAP, mailcore.POP3} {
		if of := p.Of(want); want != "" && len(of) > 0 {
			return of[0], true
		}
	}
	return Server{}, false
}

// A filling is a provider being written into a profile.
type filling struct {
	Provider
	address, host string
	same          bool // the profile has no other provider's values
}

func (f filling) outgoing(p *mailcore.Profile, s Server) {
	o := &p.Outgoing
	o.BuiltIn = false
	o.Host, o.Port, o.Encryption = f.hostOf(s, o.Host), s.Port, s.Encryption
	o.Auth = f.auth(s, o.Auth)
	o.User = f.user(s, o.User)
	o.SizeLimit = cmp.Or(f.SizeLimit, o.SizeLimit)
}

func (f filling) incoming(in *mailcore.Incoming, s Server) {
	in.Protocol = s.Protocol
	in.Host, in.Port, in.Encryption = f.hostOf(s, in.Host), s.Port, s.Encryption
	in.Auth = f.auth(s, in.Auth)
	in.User = f.user(s, in.User)
}

func (f filling) popBefore(p *mailcore.Profile, s Server) {
	b := &p.Outgoing.PopBefore
	b.Use = f.PopBefore
	if f.PopBefore {
		b.Host, b.Port, b.Encryption, b.User = p.Incoming.Host, s.Port, s.Encryption, p.Incoming.User
	}
}

// oauth signs in where passwords are not taken.
func (f filling) oauth(p *mailcore.Profile) {
	switch {
	case f.oauthOnly():
		p.OAuth = f.OAuth
	case p.OAuth != f.OAuth:
		p.OAuth = ""
	}
	if p.OAuth != "" {
		p.Outgoing.Auth, p.Incoming.Auth = mailcore.XOAUTH2, mailcore.XOAUTH2
	}
}

// HostOf returns the name of s for the customer with an address, as
// [Provider.FillAt] would write it in place of what was typed.
func (p Provider) HostOf(s Server, address, host, typed string) string {
	return filling{p, address, host, true}.hostOf(s, typed)
}

// hostOf returns the name of s for this customer, as far as it can be known.
func (f filling) hostOf(s Server, typed string) string {
	_, domain, err := SplitAddress(f.address)
	switch {
	case !s.byContract() && strings.Contains(s.Host, "{domain}"):
		if err != nil || !strings.Contains(f.address, "@") {
			return ""
		}
		return strings.ReplaceAll(s.Host, "{domain}", domain)
	case !s.byContract():
		return s.Host
	case s.fits(typed), s.Host == "*" && f.same:
		return typed
	case s.fits(f.host):
		return f.host
	case err == nil && s.fits(domain):
		return domain
	}
	return ""
}

// auth returns how to log in, as now where s is known to take that.
func (f filling) auth(s Server, now mailcore.AuthMethod) mailcore.AuthMethod {
	switch {
	case slices.Contains(s.Auth, mailcore.NoAuth) && s.Protocol == SMTP:
		return mailcore.NoAuth
	case s.tokenOnly():
		return mailcore.XOAUTH2
	case slices.Contains(s.Auth, now):
		return now
	}
	return mailcore.AutoAuth
}

// user returns the account name that goes with the address, or the one typed
// where it does not follow from that.
func (f filling) user(s Server, typed string) string {
	form := cmp.Or(s.User, f.User, AddressUser)
	local, domain, _ := SplitAddress(f.address)
	whole := strings.Contains(f.address, "@")
	switch {
	case s.Account != "":
		return s.Account
	case form == FixedUser:
		return f.UserName
	case form == NoUser:
		return ""
	case form == AccountUser, form == KeyUser:
		if f.same && typed != f.address && typed != local {
			return typed
		}
		return ""
	case !whole:
		return typed
	case form == LocalPartUser:
		return local
	case form == DottedUser:
		return local + "." + domain
	}
	return f.address
}
