package main

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/text/unicode/norm"

	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/store"
)

// settings say what to test. They change the saved profile, or a new one where
// none is named. What is not in a map has not been said.
type settings struct {
	changes map[string]string // what the fields of the profile become, by key, as [mailcore.Profile.Set] takes it
	servers map[string]server // by flag: smtp, pop, imap, pop3
	files   map[string]string // with passwords, by flag; - means standard input
	ca      string            // file of an authority to trust as well
	policy  store.Policy      // what new settings begin with, and what stays as it is
}

// A profileFlag is a flag about the profile.
type profileFlag struct {
	name, help string
	keys       []string                                    // of the fields that become what it says
	add        func(cmd *cobra.Command, name, help string) // nil means as the type of the field asks for
	also       []string                                    // of fields that follow from it
}

// profileFlags are those about the profile, but for those about the receiving
// server.
var profileFlags = []profileFlag{
	{name: "smtp", add: aServer, also: []string{"outgoing.host", "outgoing.port"}, help: "outgoing server; without a port the usual one for the encryption"},
	{name: "encryption", keys: []string{"outgoing.encryption"}, help: "when the connection is encrypted (default tls on port 465, else starttls)"},
	{name: "auth", keys: []string{"outgoing.auth"}, add: oneOf(mailcore.AuthMethods), help: "how to log in (default auto with an account, else none)"},
	{name: "user", keys: []string{"outgoing.user"}, help: "account name"},
	{name: "password-file", add: aFile, also: []string{"outgoing.password"}, help: "file with the password or access token; - means standard input"},
	{name: "token-file", add: aFile, help: "as --password-file, with an access token for every side that logs in by xoauth2 or has no password"},
	{name: "from", keys: []string{"from"}, help: "sender's mail address"},
	{name: "to", keys: []string{"test_to"}, help: "recipient of the test mail (for a round trip by default the receiving account)"},
	{name: "timeout", keys: []string{"outgoing.timeout", "incoming.timeout"}, add: someTime(mailcore.NewProfile().Outgoing.Timeout, 1), help: "limit for each step"},
	{name: "helo", keys: []string{"outgoing.helo"}, help: "name given in EHLO (default this computer's)"},
	{name: "charset", keys: []string{"charset"}, help: "encoding of the test mail (default utf-8)"},
	{name: "size-limit", keys: []string{"outgoing.size_limit"}, help: "MB of a mail that a product sends at most; 0 means no limit"},
	{name: "allow-plaintext-auth", keys: []string{"outgoing.plaintext_auth"}, help: "let the password cross an unencrypted connection"},
	{name: "pin", keys: []string{"pin"}, help: "SHA-256 fingerprint of the certificate to accept, in hexadecimal"},
	{name: "product", keys: []string{"products"}, add: someProducts, help: "products that use it; it is tested in the way in which each sends"},
	{name: "site", keys: []string{"site"}, help: "URL at which people open the product, by whose name Vtiger, WordPress and Nextcloud introduce themselves"},
	{name: "pop-before-smtp", keys: []string{"outgoing.pop.use"}, help: "log in by POP3 first"},
}

// popFlags are those that need POP before SMTP.
var popFlags = []profileFlag{
	{name: "pop", add: aServer, also: []string{"outgoing.pop.host", "outgoing.pop.port"}, help: "POP3 server (default the outgoing server)"},
	{name: "pop-encryption", keys: []string{"outgoing.pop.encryption"}, help: "as --encryption (default tls on port 995, else none)"},
	{name: "pop-auth", keys: []string{"outgoing.pop.auth"}, add: popAuth, help: "USER and PASS, or APOP (default plain)"},
	{name: "pop-user", keys: []string{"outgoing.pop.user"}, help: "POP3 account name (default that of --user)"},
	{name: "pop-password-file", add: aFile, also: []string{"outgoing.pop.password"}, help: "as --password-file (default the same password)"},
	{name: "pop-wait", keys: []string{"outgoing.pop.wait"}, add: someTime(0, 0), help: "time between the POP3 login and the SMTP connection"},
}

func allProfileFlags() []profileFlag { return slices.Concat(profileFlags, popFlags, incomingFlags) }

func aServer(cmd *cobra.Command, name, help string) { cmd.Flags().Var(new(server), name, help) }
func aFile(cmd *cobra.Command, name, help string)   { cmd.Flags().Var(new(secretFile), name, help) }

func oneOf[T ~string](values []T) func(*cobra.Command, string, string) {
	return func(cmd *cobra.Command, name, help string) { pick(cmd, new(T), name, help, values) }
}

func popAuth(cmd *cobra.Command, name, help string) {
	c := &choice[mailcore.AuthMethod]{at: new(mailcore.AuthMethod), words: []string{"plain", "apop"}, values: []mailcore.AuthMethod{mailcore.USER, mailcore.APOP}}
	c.add(cmd, name, help)
}

func someTime(value, least int) func(*cobra.Command, string, string) {
	return func(cmd *cobra.Command, name, help string) { cmd.Flags().Var(&seconds{value, least}, name, help) }
}

// addTo adds the flag to a command, with a value of its own.
func (f profileFlag) addTo(cmd *cobra.Command) {
	if f.add != nil {
		f.add(cmd, f.name, f.help)
		return
	}
	switch new(mailcore.Profile).Field(f.keys[0]).(type) {
	case *bool:
		cmd.Flags().Bool(f.name, false, f.help)
	case *int:
		cmd.Flags().Int(f.name, 0, f.help)
	case *mailcore.Encryption:
		oneOf(mailcore.Encryptions)(cmd, f.name, f.help)
	case *mailcore.Charset:
		oneOf(mailcore.Charsets)(cmd, f.name, f.help)
	default:
		cmd.Flags().String(f.name, "", f.help)
	}
}

// flagsByField names the flags that set a field: "--imap, --pop3".
func flagsByField() map[string]string {
	names := map[string]string{}
	for _, f := range allProfileFlags() {
		for _, key := range slices.Concat(f.keys, f.also) {
			names[key] = strings.TrimPrefix(names[key]+", --"+f.name, ", ")
		}
	}
	return names
}

func (s *settings) add(cmd *cobra.Command) {
	for _, f := range allProfileFlags() {
		f.addTo(cmd)
	}
	cmd.Flags().StringVar(&s.ca, "ca", "", "PEM file of a certificate authority to trust as well")
}

// take reads what the flags have said, once they are parsed.
func (s *settings) take(given *pflag.FlagSet) {
	s.changes, s.servers, s.files = map[string]string{}, map[string]server{}, map[string]string{}
	for _, f := range allProfileFlags() {
		flag := given.Lookup(f.name)
		if !flag.Changed {
			continue
		}
		switch v := flag.Value.(type) {
		case *server:
			s.servers[f.name] = *v
			if field := encryptionOf[f.name]; v.encryption != "" && !given.Changed(flagFor(field)) {
				s.change([]string{field}, string(v.encryption))
			}
		case *secretFile:
			s.files[f.name] = v.String()
		case *seconds:
			s.change(f.keys, v.decimal())
		default:
			s.change(f.keys, v.String())
		}
	}
}

// encryptionOf names the field that a URL of a server says too.
var encryptionOf = map[string]string{"smtp": "outgoing.encryption", "pop": "outgoing.pop.encryption", "imap": "incoming.encryption", "pop3": "incoming.encryption"}

// flagFor names the flag of a field without its dashes.
func flagFor(field string) string { return strings.TrimPrefix(flags[field], "--") }

// sayMended says what was read otherwise than it was typed.
func (s *settings) sayMended(to *session) {
	for _, name := range slices.Sorted(maps.Keys(s.servers)) {
		if codes := s.servers[name].mended; len(codes) > 0 {
			_ = to.say(errors.New("--" + name + ": " + words.Mended(codes)))
		}
	}
}

func (s *settings) change(keys []string, text string) {
	for _, key := range keys {
		s.changes[key] = text
	}
}

// says reports whether a field of the profile, or a server, has been given.
func (s *settings) says(name string) bool {
	_, field := s.changes[name]
	_, at := s.servers[name]
	return field || at
}

// given reports whether something has been said with a flag.
func (s *settings) given(f profileFlag) bool {
	_, file := s.files[f.name]
	return file || s.says(f.name) || slices.ContainsFunc(f.keys, s.says)
}

// target returns the saved profile of that code, or a new one for "", with
// what the flags change.
func (s *settings) target(saved store.Settings, code string) (target, error) {
	t := target{profile: s.policy.Start(mailcore.NewProfile())}
	if code != "" {
		var err error
		if t.saved, err = find(saved, code); err != nil {
			return t, err
		}
		t.profile = t.saved
	}
	p, fresh := &t.profile, code == ""
	if fresh {
		s.defaults(p)
	}
	if err := s.apply(p, fresh); err != nil {
		return t, err
	}
	*p = s.policy.Fix(*p)
	if err := s.oneInput(); err != nil {
		return t, err
	}
	s.account(p, fresh)
	s.signIn(&t)
	if err := s.contradictions(&t); err != nil {
		return t, err
	}
	s.resolve(&t)
	return t, nil
}

// defaults fills in what a person who types a command leaves out.
func (s *settings) defaults(p *mailcore.Profile) {
	if s.servers["smtp"].port == mailcore.TLS.DefaultPort() {
		p.Outgoing.Encryption = mailcore.TLS
	}
	if s.servers["pop"].port == mailcore.TLS.DefaultPOPPort() {
		p.Outgoing.PopBefore.Encryption = mailcore.TLS
	}
	if s.changes["outgoing.user"]+s.changes["incoming.user"]+s.files["password-file"]+s.files["token-file"] == "" {
		p.Outgoing.Auth = mailcore.NoAuth
	}
}

// apply gives the fields what the flags say, and the ports what follows from
// the rest.
func (s *settings) apply(p *mailcore.Profile, fresh bool) error {
	s.receive(p)
	for key, text := range s.changes {
		if err := p.Set(key, text); err != nil {
			return &exit{wrong, err}
		}
	}
	s.smtp(&p.Outgoing, fresh)
	s.pop(&p.Outgoing.PopBefore, fresh)
	s.incoming(&p.Incoming)
	return nil
}

// smtp sets the host and the port that goes with it. An encryption alone
// leaves the port of a saved profile as it is.
func (s *settings) smtp(o *mailcore.Outgoing, fresh bool) {
	at, named := s.servers["smtp"]
	if named {
		o.Host = at.host
	}
	if named || fresh {
		o.Port = cmp.Or(at.port, o.Encryption.DefaultPort())
	}
}

func (s *settings) pop(b *mailcore.PopBefore, fresh bool) {
	at, named := s.servers["pop"]
	if named {
		b.Host = at.host
	}
	if named || fresh {
		b.Port = cmp.Or(at.port, b.Encryption.DefaultPOPPort())
	}
}

// contradictions finds flags that make no sense together.
func (s *settings) contradictions(t *target) error {
	if s.says("imap") && s.says("pop3") {
		return refuse("cli.either", "one", "--imap", "other", "--pop3")
	}
	if s.aimless(t) {
		return refuse("cli.aimless")
	}
	return cmp.Or(
		s.idle(t.profile.Outgoing.PopBefore.Use, popFlags, "--pop-before-smtp"),
		s.idle(t.profile.Incoming.Protocol != "", incomingDetails, "--imap or --pop3"),
	)
}

// oneInput finds two passwords for standard input.
func (s *settings) oneInput() error {
	input := ""
	for _, name := range []string{"password-file", "pop-password-file", "in-password-file", "token-file"} {
		switch {
		case s.files[name] != "-":
		case input != "":
			return refuse("cli.one-input", "one", "--"+input, "other", "--"+name)
		default:
			input = name
		}
	}
	return nil
}

// idle finds a flag that has no effect, because what it belongs to is missing.
func (s *settings) idle(there bool, flags []profileFlag, missing string) error {
	if i := slices.IndexFunc(flags, s.given); i >= 0 && !there {
		return refuse("cli.no-effect", "flag", "--"+flags[i].name, "missing", missing)
	}
	return nil
}

func find(saved store.Settings, code string) (mailcore.Profile, error) {
	for _, p := range saved.Profiles {
		if p.Code == strings.TrimSpace(norm.NFKC.String(code)) {
			return p, nil
		}
	}
	return mailcore.Profile{}, refuse("cli.unknown-code", "code", code)
}
