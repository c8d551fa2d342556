package practice

import (
	"cmp"
	"context"
	"net"
	"net/netip"
	"strconv"

	"todoku/mailcore"
	"todoku/mailcore/steps"
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

// Show returns p with the settings that show the scenario best. What mended
// another scenario is taken back.
func (sc Scenario) Show(p mailcore.Profile) mailcore.Profile {
	o, in := &p.Outgoing, &p.Incoming
	o.Host, o.PopBefore.Host, in.Host = loopback, loopback, loopback
	o.PopBefore.Use, o.HELO, p.Pin = false, "", ""
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

// Reach returns p with the ports of s, by p's encryptions, and its address
// where p names no host: [Server.Tester] finds s under every name.
func (s *Server) Reach(p mailcore.Profile) mailcore.Profile {
	o, b, in := &p.Outgoing, &p.Outgoing.PopBefore, &p.Incoming
	o.Host, o.Port = cmp.Or(o.Host, loopback), pick(o.Encryption, s.SMTP, s.SMTPS)
	b.Host, b.Port = cmp.Or(b.Host, loopback), pick(b.Encryption, s.POP3, s.POP3S)
	in.Host, in.Port = cmp.Or(in.Host, loopback), pick(in.Encryption, s.POP3, s.POP3S)
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

// Tester returns what tests settings against s: it trusts the authority of s
// and finds s under every name, on its own ports and on the usual ones. Nothing
// that it does leaves this computer.
func (s *Server) Tester() *steps.Tester {
	return &steps.Tester{Roots: s.Roots(), Dial: s.dial, Lookup: lookup}
}

// lookup finds this computer under every name.
func lookup(context.Context, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr(loopback)}, nil
}

// dial connects to s, whatever the name; a usual port leads to the one that
// stands for it.
func (s *Server) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if own, usual := s.usual()[port]; usual {
		port = strconv.Itoa(own)
	}
	return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort(loopback, port))
}

// usual are the ports on which mail servers listen, and those of s.
func (s *Server) usual() map[string]int {
	return map[string]int{
		"25": s.SMTP, "587": s.SMTP, "465": s.SMTPS,
		"110": s.POP3, "995": s.POP3S, "143": s.IMAP, "993": s.IMAPS,
	}
}
