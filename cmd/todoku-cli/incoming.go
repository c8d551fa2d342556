package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"todoku/mailcore"
)

// incoming are the flags about the receiving server.
type incoming struct {
	imap, pop3              server
	inEncryption, inAuth    choice
	inUser, inPasswordFile  string
	wait                    seconds
	deleteDays, inSizeLimit int
}

// incomingFlags are those that need a receiving server.
var incomingFlags = []string{"in-encryption", "in-auth", "in-user", "in-password-file", "in-size-limit", "delete-days", "wait"}

func (f *settings) addIncoming(cmd *cobra.Command) {
	f.wait = seconds{value: 60, least: 1}
	f.flags.Var(&f.imap, "imap", "receiving server that speaks IMAP4; without a port the usual one for the encryption")
	f.flags.Var(&f.pop3, "pop3", "receiving server that speaks POP3; not with --imap")
	pick(cmd, &f.inEncryption, "in-encryption", "as --encryption (default tls on ports 993 and 995 and without a port, else starttls)", mailcore.Encryptions)
	pick(cmd, &f.inAuth, "in-auth", "how to log in; user and login are the plain commands of POP3 and IMAP4 (default auto)", mailcore.AllIncomingAuthMethods)
	f.flags.StringVar(&f.inUser, "in-user", "", "account name (default that of --user, and the other way round)")
	f.flags.StringVar(&f.inPasswordFile, "in-password-file", "", "as --password-file (default the same password if the account is the same)")
	f.flags.Var(&f.wait, "wait", "how long a round trip looks for the test mail")
	f.flags.IntVar(&f.deleteDays, "delete-days", 0, "list what a product would delete that deletes mail after so many days; nothing is deleted")
	f.flags.IntVar(&f.inSizeLimit, "in-size-limit", 0, "MB of a mail that a product fetches at most; 0 means no limit")
}

// receiver returns the receiving server that the flags name, or protocol "".
func (f *settings) receiver() (mailcore.Protocol, server) {
	switch {
	case f.given("imap"):
		return mailcore.IMAP, f.imap
	case f.given("pop3"):
		return mailcore.POP3, f.pop3
	}
	return "", server{}
}

func (f *settings) changeIncoming(p *mailcore.Profile) {
	in := &p.Incoming
	protocol, at := f.receiver()
	if protocol != "" && in.Protocol == "" { // none is saved
		*in = mailcore.NewProfile().Incoming
		in.Encryption = usualEncryption(at.port)
	}
	set(f, "in-encryption", &in.Encryption, mailcore.Encryption(f.inEncryption.value))
	if protocol != "" {
		in.Protocol, in.Host = protocol, at.host
		in.Port = cmp.Or(at.port, protocol.DefaultPort(in.Encryption))
	}
	set(f, "in-auth", &in.Auth, authMethod(f.inAuth.value, mailcore.AllIncomingAuthMethods))
	if in.Protocol == mailcore.IMAP && in.Auth == mailcore.USER {
		in.Auth = mailcore.LOGIN
	}
	set(f, "in-user", &in.User, f.inUser)
	set(f, "timeout", &in.Timeout, f.timeout.value)
	set(f, "in-size-limit", &in.SizeLimit, f.inSizeLimit)
	set(f, "delete-days", &in.Delete, true)
	set(f, "delete-days", &in.DeleteDays, f.deleteDays)
	set(f, "wait", &p.Wait, f.wait.value)
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
