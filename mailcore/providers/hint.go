package providers

import (
	"slices"

	"todoku/mailcore"
)

// A Hint is something to know before the first attempt.
type Hint struct {
	Code HintCode `json:"code"`
	Args []any    `json:"-"` // pairs of a name and a value for the words: "host", "sv12345.xserver.jp"
}

// A HintCode names a hint. Its words are in assets under
// "provider.hint.<code>"; {name} in them is the provider.
type HintCode string

// hints lists the hints in the order in which they are told, and what they
// follow from. Those without are named by their entry.
var hints = []struct {
	code HintCode
	when func(Provider) bool
	args func(Provider) []any
}{
	{"oauth-only", Provider.oauthOnly, nil},
	{"app-password", func(p Provider) bool { return p.AppPassword == "required" }, nil},
	{"app-password-maybe", func(p Provider) bool { return p.AppPassword == "conditional" && !p.oauthOnly() }, nil},
	{"service-password", nil, nil},
	{"enable-first", func(p Provider) bool { return p.MustEnable }, nil},
	{"admin-allow", nil, nil},
	{"admin-allow-protocols", nil, nil},
	{"sender-verified", nil, nil},
	{"discontinued", nil, nil},
	{"ask-provider", func(p Provider) bool { return len(p.Of(SMTP)) == 0 }, nil},
	{"per-contract-host", func(p Provider) bool { return slices.ContainsFunc(p.Servers, Server.byContract) }, Provider.exampleHost},
	{"certificate-name", nil, nil},
	{"user-local-part", user(LocalPartUser), nil},
	{"user-dotted", user(DottedUser), nil},
	{"user-account", user(AccountUser), nil},
	{"user-api-key", user(KeyUser), nil},
	{"user-fixed", user(FixedUser), func(p Provider) []any { return []any{"user", p.UserName} }},
	{"user-differs", func(p Provider) bool {
		return slices.ContainsFunc(p.Servers, func(s Server) bool { return s.User != "" })
	}, nil},
	{"no-login", user(NoUser), nil},
	{"pop-before-smtp", func(p Provider) bool { return p.PopBefore }, nil},
	{"no-pop3", nil, nil},
	{"tls12", nil, nil},
	{"own-line-only", nil, nil},
	{"port-25", func(p Provider) bool { return p.every(SMTP, func(s Server) bool { return s.Port == 25 }) }, nil},
	{"abroad-blocked", nil, nil},
	{"own-tenant-only", nil, nil},
	{"local-program", nil, nil},
	{"test-only", nil, nil},
	{"basic-auth-ends", nil, nil},
	{"unencrypted", func(p Provider) bool { return p.Kind != "practice" && p.every(SMTP, Server.plain) }, nil},
	{"old-values", func(p Provider) bool { return p.Old }, nil},
	{"unverified", Provider.doubtful, nil},
}

// HintCodes lists every hint there is, in the order in which they are told.
var HintCodes = codes()

func codes() []HintCode {
	var all []HintCode
	for _, h := range hints {
		all = append(all, h.code)
	}
	return all
}

// Hints returns what customers of p have to know, what stops them first.
func (p Provider) Hints() []Hint {
	var told []Hint
	for _, h := range hints {
		if h.when == nil && !slices.Contains(p.Also, h.code) || h.when != nil && !h.when(p) && !slices.Contains(p.Also, h.code) {
			continue
		}
		hint := Hint{Code: h.code}
		if h.args != nil {
			hint.Args = h.args(p)
		}
		told = append(told, hint)
	}
	return told
}

func user(form UserForm) func(Provider) bool {
	return func(p Provider) bool { return p.User == form }
}

// every reports whether all servers of a protocol are so, and there is one.
func (p Provider) every(protocol mailcore.Protocol, so func(Server) bool) bool {
	of := p.Of(protocol)
	return len(of) > 0 && !slices.ContainsFunc(of, func(s Server) bool { return !so(s) })
}

func (s Server) plain() bool { return s.Encryption == mailcore.NoEncryption }

// oauthOnly reports whether p takes no passwords.
func (p Provider) oauthOnly() bool { return p.every(SMTP, Server.tokenOnly) }

func (s Server) tokenOnly() bool {
	return len(s.Auth) > 0 && !slices.ContainsFunc(s.Auth, func(m mailcore.AuthMethod) bool { return m != mailcore.XOAUTH2 })
}

func (p Provider) exampleHost() []any {
	for _, s := range p.Servers {
		if s.Example != "" {
			return []any{"host", s.Example}
		}
	}
	return nil
}

// doubtful reports whether what [Provider.Fill] writes is not verified.
func (p Provider) doubtful() bool {
	sending := p.Of(SMTP)
	return p.Unverified || len(sending) > 0 && sending[0].Unverified
}
