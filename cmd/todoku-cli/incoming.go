package main

import (
	"cmp"
	"slices"

	"todoku/mailcore"
)

// incomingFlags are those about the receiving server.
var incomingFlags = slices.Concat([]profileFlag{
	{name: "imap", add: aServer, also: []string{"incoming.protocol", "incoming.host", "incoming.port"}, help: "receiving server that speaks IMAP4; without a port the usual one for the encryption"},
	{name: "pop3", add: aServer, also: []string{"incoming.protocol", "incoming.host", "incoming.port"}, help: "receiving server that speaks POP3; not with --imap"},
}, incomingDetails)

// incomingDetails are those that need a receiving server.
var incomingDetails = []profileFlag{
	{name: "in-encryption", keys: []string{"incoming.encryption"}, help: "as --encryption (default tls on ports 993 and 995 and without a port, else starttls)"},
	{name: "in-auth", keys: []string{"incoming.auth"}, add: oneOf(mailcore.AllIncomingAuthMethods), help: "how to log in; user and login are the plain commands of POP3 and IMAP4 (default auto)"},
	{name: "in-user", keys: []string{"incoming.user"}, help: "account name (default that of --user, and the other way round)"},
	{name: "in-password-file", add: aFile, also: []string{"incoming.password"}, help: "as --password-file (default the same password if the account is the same)"},
	{name: "in-size-limit", keys: []string{"incoming.size_limit"}, help: "MB of a mail that a product fetches at most; 0 means no limit"},
	{name: "delete-days", keys: []string{"incoming.delete_days"}, also: []string{"incoming.delete"}, help: "list what a product would delete that deletes mail after so many days; nothing is deleted"},
	{name: "wait", keys: []string{"wait"}, add: someTime(60, 1), help: "how long a round trip looks for the test mail"},
}

// receiver returns the receiving server that the flags name, or protocol "".
func (s *settings) receiver() (mailcore.Protocol, server) {
	switch {
	case s.says("imap"):
		return mailcore.IMAP, s.servers["imap"]
	case s.says("pop3"):
		return mailcore.POP3, s.servers["pop3"]
	}
	return "", server{}
}

// receive begins a receiving server where one is named and none is saved.
func (s *settings) receive(p *mailcore.Profile) {
	if protocol, at := s.receiver(); protocol != "" && p.Incoming.Protocol == "" {
		p.Incoming = mailcore.NewProfile().Incoming
		p.Incoming.Encryption = usualEncryption(at.port)
	}
}

// incoming sets what follows from the fields.
func (s *settings) incoming(in *mailcore.Incoming) {
	if protocol, at := s.receiver(); protocol != "" {
		in.Protocol, in.Host = protocol, at.host
		in.Port = cmp.Or(at.port, protocol.DefaultPort(in.Encryption))
	}
	if in.Protocol == mailcore.IMAP && in.Auth == mailcore.USER {
		in.Auth = mailcore.LOGIN
	}
	in.Delete = in.Delete || s.says("incoming.delete_days")
}

// usualEncryption is what a receiving server does on a port; 0 means that the
// port is still open, so that it can be the best one.
func usualEncryption(port int) mailcore.Encryption {
	switch port {
	case 0, mailcore.POP3.DefaultPort(mailcore.TLS), mailcore.IMAP.DefaultPort(mailcore.TLS):
		return mailcore.TLS
	}
	return mailcore.STARTTLS
}
