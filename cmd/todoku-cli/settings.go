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

func (s *settings) add(cmd *cobra.Command) {
	for _, f := range profileFlags() {
		f.addTo(cmd)
	}
	cmd.Flags().StringVar(&s.ca, "ca", "", "PEM file of a certificate authority to trust as well")
}

// take reads what the flags have said, once they are parsed.
func (s *settings) take(given *pflag.FlagSet) {
	s.changes, s.servers, s.files = map[string]string{}, map[string]server{}, map[string]string{}
	for _, f := range profileFlags() {
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
func flagFor(field string) string { return strings.TrimPrefix(flags()[field], "--") }

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
		s.idle(t.profile.Outgoing.PopBefore.Use, flagsOf("outgoing.pop."), "--pop-before-smtp"),
		s.idle(t.profile.Incoming.Protocol != "", flagsOf("incoming.", "wait"), "--imap or --pop3"),
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
