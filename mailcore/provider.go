package mailcore

// An address is where a server of a provider takes connections.
type address struct {
	host       string
	port       int
	encryption Encryption
}

// providerServers are the mail servers of those that sign people in
// (support.google.com/mail/answer/7126229 and 7104828, where 587 with STARTTLS
// works too; learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth).
// Those of an organisation's own provider are for people to enter.
var providerServers = map[Provider]struct{ smtp, pop, imap address }{
	Google: {
		address{"smtp.gmail.com", 465, TLS},
		address{"pop.gmail.com", 995, TLS},
		address{"imap.gmail.com", 993, TLS},
	},
	Microsoft: {
		address{"smtp.office365.com", 587, STARTTLS},
		address{"outlook.office365.com", 995, TLS},
		address{"outlook.office365.com", 993, TLS},
	},
}

// Fills reports whether the mail servers of p are known, and filled in
// (GR-06).
func (p Provider) Fills() bool { _, known := providerServers[p]; return known }

// Filled returns p with the servers, ports and encryptions of its provider
// (GR-06) and a login by token on both sides.
func (p Profile) Filled() Profile {
	o, in := &p.Outgoing, &p.Incoming
	if p.OAuth == OwnOAuth {
		o.Auth, in.Auth, o.PopBefore.Use = XOAUTH2, XOAUTH2, false
	}
	s, known := providerServers[p.OAuth]
	if !known {
		return p
	}
	o.Host, o.Port, o.Encryption, o.Auth = s.smtp.host, s.smtp.port, s.smtp.encryption, XOAUTH2
	o.PopBefore.Use = false
	receiving := s.imap
	if in.Protocol == POP3 {
		receiving = s.pop
	}
	in.Host, in.Port, in.Encryption, in.Auth = receiving.host, receiving.port, receiving.encryption, XOAUTH2
	return p
}
