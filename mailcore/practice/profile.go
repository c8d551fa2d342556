package practice

import (
	"cmp"

	"todoku/mailcore"
)

// loopback is where the server listens; its certificate is good for it.
const loopback = "127.0.0.1"

// Profile returns the settings of somebody who practises on s: the first
// account sends to the second, which receives. They show the scenario best.
func (s *Server) Profile() mailcore.Profile {
	p := mailcore.NewProfile()
	from, to := s.Accounts[0], s.Accounts[1]
	p.Practice, p.From, p.TestTo = true, from.Address, to.Address
	p.Outgoing.User, p.Outgoing.Password = from.User, mailcore.Secret(from.Password)
	p.Incoming.User, p.Incoming.Password = to.User, mailcore.Secret(to.Password)
	p.Outgoing.Timeout, p.Incoming.Timeout = 10, 10
	return s.Reach(s.Scenario.Show(p))
}

// Show returns p with the settings that show the scenario best.
func (sc Scenario) Show(p mailcore.Profile) mailcore.Profile {
	o, in := &p.Outgoing, &p.Incoming
	o.Encryption, o.Auth = mailcore.STARTTLS, mailcore.AutoAuth
	in.Encryption, in.Auth = mailcore.STARTTLS, mailcore.AutoAuth
	in.Protocol = mailcore.Protocol(cmp.Or(sc.Protocol, string(mailcore.IMAP)))
	encryption, auth := &o.Encryption, &o.Auth
	if sc.Incoming() {
		encryption, auth = &in.Encryption, &in.Auth
	}
	*encryption = mailcore.Encryption(cmp.Or(sc.Encryption, string(*encryption)))
	*auth = mailcore.AuthMethod(cmp.Or(sc.Auth, string(*auth)))
	p.From = cmp.Or(sc.From, Accounts[0].Address)
	return p
}

// Incoming reports whether the scenario is about receiving.
func (sc Scenario) Incoming() bool { return sc.Side == string(mailcore.IncomingSide) }

// Scope is how far a test has to go to see the scenario.
func (sc Scenario) Scope() mailcore.Scope {
	if sc.Incoming() {
		return mailcore.RoundTripScope
	}
	return mailcore.SendScope
}

// Reach returns p with the address and the ports of s, by p's encryptions.
func (s *Server) Reach(p mailcore.Profile) mailcore.Profile {
	o, b, in := &p.Outgoing, &p.Outgoing.PopBefore, &p.Incoming
	o.Host, o.Port = loopback, pick(o.Encryption, s.SMTP, s.SMTPS)
	b.Host, b.Port = loopback, pick(b.Encryption, s.POP3, s.POP3S)
	in.Host, in.Port = loopback, pick(in.Encryption, s.POP3, s.POP3S)
	if in.Protocol == mailcore.IMAP {
		in.Port = pick(in.Encryption, s.IMAP, s.IMAPS)
	}
	return p
}

func pick(e mailcore.Encryption, plain, implicit int) int {
	if e == mailcore.TLS {
		return implicit
	}
	return plain
}
