package products

import (
	"net/netip"
	"reflect"
	"slices"
	"strings"

	"todoku/mailcore"
)

// A Way is how a test sends: as the settings say, or as the mailer of a product
// makes it of them.
type Way struct {
	Products   []mailcore.Product    // whose it is; none means our own
	Encryption Manner                //
	CommonName bool                  // as in [Mailer]
	NoIPv6     bool                  //
	Lax        bool                  //
	MinTLS     string                //
	Mechanisms []mailcore.AuthMethod // to send, in order; nil means as the settings say
	Incoming   []mailcore.AuthMethod // to receive; nil means as the settings say
	Chooses    bool                  // as in [Mailer]
	Once       bool                  //
	Unasked    bool                  //
	Optional   bool                  //
	Reads      Reading               //
	Blind      mailcore.AuthMethod   //
	HELO       string                // "" is this computer's own name
	From       string                // the sender's address
	Timeout    int                   // seconds for a step of sending
}

// OwnWay returns how p goes out when nothing but its settings counts.
func OwnWay(p mailcore.Profile) Way {
	o := p.Outgoing
	return Way{Encryption: Usual[o.Encryption], HELO: o.HELO, From: p.From, Timeout: o.Timeout}
}

// Ways returns how the products of p send by it and receive, as far as a test
// goes: once for all that do it alike, those that are told how to log in first.
// Where none takes part it is [OwnWay].
func Ways(p mailcore.Profile, scope mailcore.Scope) []Way {
	var ways []Way
	for _, told := range []bool{true, false} {
		for _, id := range p.Products {
			if s, ok := For(id); ok && s.Mailer.Chooses != told && (scope.Sends() || s.receives()) {
				ways = add(ways, s.way(p))
			}
		}
	}
	if ways == nil {
		return []Way{OwnWay(p)}
	}
	return ways
}

// add joins w to those of ways that are the same.
func add(ways []Way, w Way) []Way {
	for i, known := range ways {
		like := w
		like.Products = known.Products
		if reflect.DeepEqual(like, known) {
			ways[i].Products = append(slices.Clone(known.Products), w.Products...)
			return ways
		}
	}
	return append(ways, w)
}

func (s Screen) way(p mailcore.Profile) Way {
	m, w := s.Mailer, OwnWay(p)
	w.Products = []mailcore.Product{s.ID}
	if manner, ok := m.Encryption[p.Outgoing.Encryption]; ok {
		w.Encryption = manner
	}
	if m.TLSPort > 0 && p.Outgoing.Port == m.TLSPort {
		w.Encryption = FromStart
	}
	w.CommonName, w.NoIPv6, w.Lax, w.MinTLS = m.CommonName, m.NoIPv6, m.Lax, m.MinTLS
	w.Chooses, w.Once, w.Unasked, w.Optional, w.Blind, w.Reads = m.Chooses, m.Once, m.Unasked, m.Optional, m.Blind, m.Reads
	w.Mechanisms = m.methods(p)
	if !m.Chooses && p.Outgoing.Auth == mailcore.AutoAuth { // what it will be told is what the test finds
		w.Once = false
	}
	if s.receives() && p.Incoming.Auth == mailcore.AutoAuth {
		w.Incoming = incomingMechanisms
	}
	w.HELO = s.helo(p)
	w.From = m.Sender.of(p)
	if m.Patience > 0 {
		w.Timeout = min(w.Timeout, m.Patience)
	}
	return w
}

// of returns the address that p is sent from.
func (s Sender) of(p mailcore.Profile) string {
	host := mailcore.HostOf(p.Site)
	if s.NoWWW {
		host = strings.TrimPrefix(host, "www.")
	}
	strange := s.Strange != nil && s.Strange.MatchString(p.From)
	local, _, whole := strings.Cut(p.From, "@")
	switch {
	case p.From == "" && s.Own:
		return p.TestTo // the product's test goes to whoever is logged in to it
	case strange && s.Domain != "":
		return local + "@" + s.Domain
	case (p.From == "" || strange) && s.Site != "" && host != "":
		return s.Site + "@" + host
	case p.From != "" && s.Joins && host != "" && !whole:
		return p.From + "@" + host
	}
	return p.From
}

// methods returns what the mailer logs in with: what it is told, or what it
// chooses itself.
func (m Mailer) methods(p mailcore.Profile) []mailcore.AuthMethod {
	switch auth := p.Outgoing.Auth; {
	case m.Chooses:
		return m.Mechanisms
	case auth != mailcore.AutoAuth:
		return []mailcore.AuthMethod{auth}
	}
	return slices.DeleteFunc(slices.Clone(mailcore.Strength), func(a mailcore.AuthMethod) bool { return !slices.Contains(m.Mechanisms, a) })
}

// helo returns what the product calls itself.
func (s Screen) helo(p mailcore.Profile) string {
	if s.Has("outgoing.helo") && p.Outgoing.HELO != "" {
		return p.Outgoing.HELO
	}
	if s.Mailer.ByURL && p.Site != "" {
		return s.Mailer.named(mailcore.HostOf(p.Site))
	}
	return s.Mailer.HELO
}

// named returns how the program writes a name of its own in EHLO.
func (m Mailer) named(host string) string {
	a, err := netip.ParseAddr(host)
	switch {
	case err != nil || !m.Literal:
		return host
	case a.Is6():
		return "[IPv6:" + host + "]"
	}
	return "[" + host + "]"
}

// Problems returns what stops a test of p in this way before anything is sent.
func (w Way) Problems(p mailcore.Profile, scope mailcore.Scope) []mailcore.Problem {
	p.From = w.From
	problems := mailcore.Errors(Problems(p, scope))
	for _, id := range w.Products {
		s, _ := For(id)
		if scope.Asks() {
			problems = append(problems, s.refused(p)...)
		}
		for _, o := range s.Obstacles(p) {
			if o.Severity == mailcore.Error && inTheWay(o.Field, scope) {
				problems = append(problems, o.Problem)
			}
		}
	}
	return problems
}

// inTheWay reports whether an obstacle at a field is one to a test.
func inTheWay(field string, scope mailcore.Scope) bool {
	switch {
	case strings.HasSuffix(field, ".timeout"):
		return false
	case strings.HasPrefix(field, "incoming."):
		return scope.Receives()
	}
	return scope.Sends()
}

// UnknownName reports whether only the user knows what a product calls itself
// to the server, and has not said it.
func UnknownName(p mailcore.Profile, ids []mailcore.Product) bool {
	return p.Site == "" && slices.ContainsFunc(ids, CallsItselfByURL)
}

// CallsItselfByURL reports whether a product introduces itself by the name in
// the URL at which people open it.
func CallsItselfByURL(id mailcore.Product) bool {
	s, _ := For(id)
	return s.Mailer.ByURL
}
