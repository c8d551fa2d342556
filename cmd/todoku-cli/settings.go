package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
	"todoku/store"
)

// settings are the flags that say what to test. Each changes the saved
// profile, or a new one where none is named.
type settings struct {
	flags                             *pflag.FlagSet
	smtp, pop                         server
	encryption, auth, charset         choice
	popEncryption, popAuth            choice
	user, from, to, helo, pin         string
	popUser                           string
	timeout, popWait                  seconds
	sizeLimit                         int // MB
	plaintext, popBefore              bool
	passwordFile, popPasswordFile, ca string
	tokenFile                         string
	incoming
	kept mailcore.Profile // as it is saved; without an ID where none is named
}

// popAuths are the words of --pop-auth.
var popAuths = map[string]mailcore.AuthMethod{"plain": mailcore.USER, "apop": mailcore.APOP}

func (f *settings) add(cmd *cobra.Command) {
	f.flags = cmd.Flags()
	fresh := mailcore.NewProfile()
	f.timeout, f.popWait = seconds{value: fresh.Outgoing.Timeout, least: 1}, seconds{}
	f.flags.Var(&f.smtp, "smtp", "outgoing server; without a port the usual one for the encryption")
	pick(cmd, &f.encryption, "encryption", "when the connection is encrypted (default tls on port 465, else starttls)", mailcore.Encryptions)
	pick(cmd, &f.auth, "auth", "how to log in (default auto with an account, else none)", mailcore.AuthMethods)
	f.flags.StringVar(&f.user, "user", "", "account name")
	f.flags.StringVar(&f.passwordFile, "password-file", "", "file with the password or access token; - means standard input")
	f.flags.StringVar(&f.tokenFile, "token-file", "", "as --password-file, with an access token for every side that logs in by xoauth2 or has no password")
	f.flags.StringVar(&f.from, "from", "", "sender's mail address")
	f.flags.StringVar(&f.to, "to", "", "recipient of the test mail (for a round trip by default the receiving account)")
	f.flags.Var(&f.timeout, "timeout", "limit for each step")
	f.flags.StringVar(&f.helo, "helo", "", "name given in EHLO (default this computer's)")
	pick(cmd, &f.charset, "charset", "encoding of the test mail (default utf-8)", mailcore.Charsets)
	f.flags.IntVar(&f.sizeLimit, "size-limit", 0, "MB of a mail that a product sends at most; 0 means no limit")
	f.flags.BoolVar(&f.plaintext, "allow-plaintext-auth", false, "let the password cross an unencrypted connection")
	f.flags.StringVar(&f.ca, "ca", "", "PEM file of a certificate authority to trust as well")
	f.flags.StringVar(&f.pin, "pin", "", "SHA-256 fingerprint of the certificate to accept, in hexadecimal")
	f.addPop(cmd)
	f.addIncoming(cmd)
}

// popFlags are those that need POP before SMTP.
var popFlags = []string{"pop", "pop-encryption", "pop-auth", "pop-user", "pop-password-file", "pop-wait"}

func (f *settings) addPop(cmd *cobra.Command) {
	f.flags.BoolVar(&f.popBefore, "pop-before-smtp", false, "log in by POP3 first")
	f.flags.Var(&f.pop, "pop", "POP3 server (default the outgoing server)")
	pick(cmd, &f.popEncryption, "pop-encryption", "as --encryption (default tls on port 995, else none)", mailcore.Encryptions)
	pick(cmd, &f.popAuth, "pop-auth", "USER and PASS, or APOP (default plain)", []string{"plain", "apop"})
	f.flags.StringVar(&f.popUser, "pop-user", "", "POP3 account name (default that of --user)")
	f.flags.StringVar(&f.popPasswordFile, "pop-password-file", "", "as --password-file (default the same password)")
	f.flags.Var(&f.popWait, "pop-wait", "time between the POP3 login and the SMTP connection")
}

func (f *settings) given(name string) bool { return f.flags.Changed(name) }

// profile returns the saved profile of that code, or a new one for "", with
// what the flags change.
func (f *settings) profile(saved store.Settings, code string) (mailcore.Profile, error) {
	p, fresh := mailcore.NewProfile(), code == ""
	if !fresh {
		var err error
		if p, err = find(saved, code); err != nil {
			return p, err
		}
		f.kept = p
	}
	if fresh {
		f.defaults(&p)
	}
	f.change(&p)
	f.server(&p, fresh)
	f.changePop(&p.Outgoing.PopBefore, fresh)
	f.changeIncoming(&p)
	if err := f.oneInput(); err != nil {
		return p, err
	}
	f.account(&p)
	f.signIn(&p)
	return p, f.contradictions(p)
}

// defaults fills in what a person who types a command leaves out.
func (f *settings) defaults(p *mailcore.Profile) {
	if f.smtp.port == mailcore.TLS.DefaultPort() {
		p.Outgoing.Encryption = mailcore.TLS
	}
	if f.pop.port == mailcore.TLS.DefaultPOPPort() {
		p.Outgoing.PopBefore.Encryption = mailcore.TLS
	}
	if f.user+f.inUser+f.passwordFile+f.tokenFile == "" {
		p.Outgoing.Auth = mailcore.NoAuth
	}
}

func (f *settings) change(p *mailcore.Profile) {
	o := &p.Outgoing
	set(f, "encryption", &o.Encryption, mailcore.Encryption(f.encryption.value))
	set(f, "auth", &o.Auth, authMethod(f.auth.value, mailcore.AuthMethods))
	set(f, "user", &o.User, f.user)
	set(f, "from", &p.From, f.from)
	set(f, "to", &p.TestTo, f.to)
	set(f, "timeout", &o.Timeout, f.timeout.value)
	set(f, "helo", &o.HELO, f.helo)
	set(f, "charset", &p.Charset, mailcore.Charset(f.charset.value))
	set(f, "size-limit", &o.SizeLimit, f.sizeLimit)
	set(f, "allow-plaintext-auth", &o.Plaintext, f.plaintext)
	set(f, "pin", &p.Pin, f.pin)
}

// server sets the host and the port that goes with it. An encryption alone
// leaves the port of a saved profile as it is.
func (f *settings) server(p *mailcore.Profile, fresh bool) {
	o := &p.Outgoing
	if f.given("smtp") {
		o.Host = f.smtp.host
	}
	if f.given("smtp") || fresh {
		o.Port = cmp.Or(f.smtp.port, o.Encryption.DefaultPort())
	}
}

func (f *settings) changePop(b *mailcore.PopBefore, fresh bool) {
	set(f, "pop-before-smtp", &b.Use, f.popBefore)
	set(f, "pop-encryption", &b.Encryption, mailcore.Encryption(f.popEncryption.value))
	set(f, "pop-auth", &b.Auth, popAuths[f.popAuth.value])
	set(f, "pop-user", &b.User, f.popUser)
	set(f, "pop-wait", &b.Wait, f.popWait.value)
	if f.given("pop") {
		b.Host = f.pop.host
	}
	if f.given("pop") || fresh {
		b.Port = cmp.Or(f.pop.port, b.Encryption.DefaultPOPPort())
	}
}

func set[T any](f *settings, flag string, field *T, value T) {
	if f.given(flag) {
		*field = value
	}
}

func authMethod(word string, methods []mailcore.AuthMethod) mailcore.AuthMethod {
	for _, m := range methods {
		if strings.EqualFold(string(m), word) {
			return m
		}
	}
	return ""
}

// contradictions finds flags that make no sense together.
func (f *settings) contradictions(p mailcore.Profile) error {
	if f.given("imap") && f.given("pop3") {
		return usage("--imap and --pop3 exclude each other")
	}
	if f.aimless(&p) {
		return usage("--token-file has no effect: neither side logs in by xoauth2")
	}
	return cmp.Or(
		f.idle(p.Outgoing.PopBefore.Use, popFlags, "--pop-before-smtp"),
		f.idle(p.Incoming.Protocol != "", incomingFlags, "--imap or --pop3"),
	)
}

// oneInput finds two passwords for standard input.
func (f *settings) oneInput() error {
	input := ""
	for _, name := range []string{"password-file", "pop-password-file", "in-password-file", "token-file"} {
		switch {
		case f.flags.Lookup(name).Value.String() != "-":
		case input != "":
			return usage("--%s and --%s cannot both read standard input", input, name)
		default:
			input = name
		}
	}
	return nil
}

// idle finds a flag that has no effect, because what it belongs to is missing.
func (f *settings) idle(there bool, names []string, missing string) error {
	if i := slices.IndexFunc(names, f.given); i >= 0 && !there {
		return usage("--%s has no effect without %s", names[i], missing)
	}
	return nil
}

func find(saved store.Settings, code string) (mailcore.Profile, error) {
	for _, p := range saved.Profiles {
		if p.Code == strings.TrimSpace(norm.NFKC.String(code)) {
			return p, nil
		}
	}
	return mailcore.Profile{}, usage("no saved mail server has the code %q; 'todoku-cli list' shows them", code)
}
