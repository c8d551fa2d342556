package oauth

import (
	"todoku/mailcore"
)

// Fill returns p with the servers, ports and encryptions of its provider
// (GR-06) and a login by token on both sides. The servers of an organisation's
// own provider are for people to enter.
func Fill(p mailcore.Profile) mailcore.Profile {
	s := Preset(Provider(p.OAuth))
	if p.OAuth == mailcore.OwnOAuth {
		p.Outgoing.Auth, p.Incoming.Auth, p.Outgoing.PopBefore.Use = mailcore.XOAUTH2, mailcore.XOAUTH2, false
	}
	if s == (Servers{}) {
		return p
	}
	o, in := &p.Outgoing, &p.Incoming
	o.Host, o.Port, o.Encryption, o.Auth = s.SMTPHost, s.SMTPPort, mailcore.Encryption(s.SMTPEncryption), mailcore.XOAUTH2
	o.PopBefore.Use = false
	in.Auth = mailcore.XOAUTH2
	in.Host, in.Port, in.Encryption = s.IMAPHost, s.IMAPPort, mailcore.Encryption(s.IMAPEncryption)
	if in.Protocol == mailcore.POP3 {
		in.Host, in.Port, in.Encryption = s.POPHost, s.POPPort, mailcore.Encryption(s.POPEncryption)
	}
	return p
}

// Carry puts an access token where the login of both sides looks for it.
func Carry(p mailcore.Profile, access string) mailcore.Profile {
	p.Outgoing.Password, p.Incoming.Password = mailcore.Secret(access), mailcore.Secret(access)
	return p
}
