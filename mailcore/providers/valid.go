package providers

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"todoku/mailcore"
	"todoku/pattern"
)

var idPattern = pattern.New(`^[a-z0-9][a-z0-9-]*$`)

// problem returns what is wrong with an entry, or nil.
func (p Provider) problem() *EntryError {
	switch {
	case p.ID == "":
		return &EntryError{Field: "id", Code: Missing}
	case !idPattern.MatchString(p.ID):
		return wrong("id", p.ID)
	case p.Name == Words{}:
		return &EntryError{Field: "name", Code: Missing}
	case p.User != "" && !slices.Contains(userForms, p.User):
		return wrong("user", string(p.User))
	case p.User == FixedUser && p.UserName == "":
		return &EntryError{Field: "user_name", Code: Missing}
	case !slices.Contains([]string{"", "required", "conditional"}, p.AppPassword):
		return wrong("app_password", p.AppPassword)
	case !slices.Contains(mailcore.Providers, p.OAuth):
		return wrong("oauth", string(p.OAuth))
	case p.SizeLimit < 0:
		return wrong("size_limit", fmt.Sprint(p.SizeLimit))
	}
	return firstProblem(p.domainProblem("domains", p.Domains), p.domainProblem("mx", p.MX), p.hintProblem(), p.dateProblem(), p.serverProblem())
}

func firstProblem(all ...*EntryError) *EntryError {
	for _, e := range all {
		if e != nil {
			return e
		}
	}
	return nil
}

func wrong(field, value string) *EntryError {
	return &EntryError{Field: field, Value: Short(value), Code: WrongValue}
}

// Short is at most so much of a wrong value as helps to find it.
func Short(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}

func (p Provider) domainProblem(field string, domains []string) *EntryError {
	for _, d := range domains {
		if _, err := DNSName(d); err != nil || !strings.Contains(d, ".") {
			return wrong(field, d)
		}
	}
	return nil
}

func (p Provider) hintProblem() *EntryError {
	for _, code := range p.Also {
		if !slices.Contains(HintCodes, code) {
			return wrong("hints", string(code))
		}
	}
	return nil
}

func (p Provider) dateProblem() *EntryError {
	if _, err := time.Parse(time.DateOnly, p.Date); err != nil && p.Date != "" {
		return wrong("date", p.Date)
	}
	return nil
}

func (p Provider) serverProblem() *EntryError {
	for i, s := range p.Servers {
		if e := s.problem(); e != nil {
			e.Field = fmt.Sprintf("servers[%d].%s", i, e.Field)
			return e
		}
	}
	return nil
}

// Valid reports whether s could stand in a table.
func (s Server) Valid() bool { return s.problem() == nil }

func (s Server) problem() *EntryError {
	switch {
	case !slices.Contains([]mailcore.Protocol{SMTP, mailcore.POP3, mailcore.IMAP}, s.Protocol):
		return wrong("protocol", string(s.Protocol))
	case !validPattern(s.Host):
		return wrong("host", s.Host)
	case s.Port < 1 || s.Port > 65535:
		return wrong("port", fmt.Sprint(s.Port))
	case !slices.Contains(mailcore.Encryptions, s.Encryption):
		return wrong("encryption", string(s.Encryption))
	case s.User != "" && (!slices.Contains(userForms, s.User) || s.User == FixedUser):
		return wrong("user", string(s.User))
	case s.Example != "" && !s.fits(s.Example) && s.Host != "*":
		return wrong("example", s.Example)
	}
	for _, m := range s.Auth {
		if !slices.Contains(s.methods(), m) {
			return wrong("auth", string(m))
		}
	}
	return nil
}

func (s Server) methods() []mailcore.AuthMethod {
	if s.Protocol == SMTP {
		return mailcore.AuthMethods
	}
	return append(mailcore.AllIncomingAuthMethods[:len(mailcore.AllIncomingAuthMethods):len(mailcore.AllIncomingAuthMethods)], mailcore.NoAuth)
}

// validPattern reports whether host is a name, an address, "*", or a name with
// "*." before it or {domain} in it.
func validPattern(host string) bool {
	if host == "*" {
		return true
	}
	host = strings.Replace(strings.TrimPrefix(host, "*."), "{domain}", "example.jp", 1)
	_, err := DNSName(host)
	return err == nil
}

var hostPattern = pattern.New(`^[a-z0-9_]([a-z0-9._-]*[a-z0-9])?$`)

var errHost = errors.New("not a host name")

// DNSName returns a domain as it is in DNS, in lower case without the last dot.
func DNSName(domain string) (string, error) {
	domain = strings.TrimSuffix(strings.TrimSpace(domain), ".")
	if a, err := netip.ParseAddr(domain); err == nil && a.Zone() == "" {
		return a.String(), nil
	}
	name, err := lookupIDNA.ToASCII(domain)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errHost, err)
	}
	if !hostPattern.MatchString(name) || strings.Contains(name, "..") {
		return "", errHost
	}
	return name, nil
}

var lookupIDNA = idna.New(idna.MapForLookup(), idna.StrictDomainName(false), idna.VerifyDNSLength(true), idna.BidiRule())
