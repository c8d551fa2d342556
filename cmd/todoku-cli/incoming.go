package main

import (
	"cmp"

	"todoku/mailcore"
)

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
