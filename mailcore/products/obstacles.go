package products

import (
	"slices"
	"strconv"

	"todoku/mailcore"
)

// What more than one product has no place for.
var (
	noBuiltIn     = []obstacle{{"", "product-built-in", mailcore.Error, builtIn, setTo("outgoing.built_in", "false")}}
	noPopBefore   = []obstacle{{"", "product-pop-before", mailcore.Error, func(p mailcore.Profile) bool { return p.Outgoing.PopBefore.Use && typed(p) }, setTo("outgoing.pop.use", "false")}}
	needsIncoming = []obstacle{{"protocol", "product-needs-incoming", mailcore.Error, func(p mailcore.Profile) bool { return !receives(p) }, setTo("incoming.protocol", "pop3")}}
	noIncoming    = []obstacle{{"", "product-incoming", mailcore.Note, receives, nil}}
	noSizes       = []obstacle{{"", "product-size", mailcore.Note, func(p mailcore.Profile) bool {
		return p.Outgoing.SizeLimit > 0 || receives(p) && p.Incoming.SizeLimit > 0
	}, nil}}
	noNotify     = []obstacle{{"", "product-notify", mailcore.Note, func(p mailcore.Profile) bool { return len(p.Notify) > 0 }, nil}}
	noHELO       = []obstacle{{"", "product-helo", mailcore.Note, func(p mailcore.Profile) bool { return p.Outgoing.HELO != "" }, nil}}
	incomingAuth = []obstacle{
		{"apop", "product-in-auth", mailcore.Error, strangeIncomingAuth, simplestAuth},
		{"apop", "product-apop-open", mailcore.Note, apopOpen, nil},
	}
)

// smtpAuth is an obstacle for every method that the product cannot be told.
func smtpAuth(row string, mechanisms ...mailcore.AuthMethod) []obstacle {
	known := append([]mailcore.AuthMethod{mailcore.NoAuth, mailcore.AutoAuth}, mechanisms...)
	other := func(p mailcore.Profile) bool { return typed(p) && !slices.Contains(known, p.Outgoing.Auth) }
	return []obstacle{{row, "product-auth", mailcore.Error, other, usualAuth}}
}

// unsettled is one where the product wants a method and no test has found
// which.
func unsettled(row string) []obstacle {
	return []obstacle{{row, "product-auth-open", mailcore.Note, and(typed, sendsWith(mailcore.AutoAuth)), nil}}
}

// usualAuth returns the way out of a method that a product has not: the one
// that most products and servers have, and that gives nothing away.
func usualAuth(p mailcore.Profile) []mailcore.Change {
	usual := mailcore.PLAIN
	if p.Outgoing.Encryption == mailcore.NoEncryption {
		usual = mailcore.CRAMMD5
	}
	return []mailcore.Change{{Field: "outgoing.auth", Value: string(usual)}}
}

func simplestAuth(p mailcore.Profile) []mailcore.Change {
	return []mailcore.Change{{Field: "incoming.auth", Value: string(simplest[p.Incoming.Protocol])}}
}

// chosenAuth is one for a method with a product that chooses itself.
func chosenAuth(row string) []obstacle {
	return []obstacle{{row, "product-auth-chosen", mailcore.Warning, and(typed, sendsWith("CRAM-MD5")), setTo("outgoing.auth", "auto")}}
}

func noOAuth(row string) []obstacle {
	return []obstacle{{row, "product-oauth", mailcore.Error, signsIn, withoutOAuth}}
}

// ownOAuth is one with a product that knows Google and Microsoft alone.
func ownOAuth(row string) []obstacle {
	own := func(p mailcore.Profile) bool { return p.OAuth == mailcore.OwnOAuth }
	return []obstacle{{row, "product-oauth-own", mailcore.Error, own, withoutOAuth}}
}

func pinned(row string) []obstacle {
	return []obstacle{{row, "product-pin", mailcore.Warning, func(p mailcore.Profile) bool { return p.Pin != "" }, nil}}
}

func senderName(row string) []obstacle {
	return []obstacle{{row, "product-sender-name", mailcore.Note, func(p mailcore.Profile) bool { return p.FromName != "" }, nil}}
}

// strangeIncomingAuth: beside APOP the products log in simply.
func strangeIncomingAuth(p mailcore.Profile) bool {
	simple := []mailcore.AuthMethod{mailcore.AutoAuth, mailcore.USER, mailcore.LOGIN, mailcore.PLAIN, mailcore.APOP}
	return receives(p) && typed(p) && !slices.Contains(simple, p.Incoming.Auth)
}

func sendsBy(e mailcore.Encryption) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool { return p.Outgoing.Encryption == e }
}

func sendsWith(methods ...mailcore.AuthMethod) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool { return slices.Contains(methods, p.Outgoing.Auth) }
}

func receivesBy(e mailcore.Encryption) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool { return receives(p) && p.Incoming.Encryption == e }
}

func and(a, b func(mailcore.Profile) bool) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool { return a(p) && b(p) }
}

func join(tables ...[]obstacle) []obstacle { return slices.Concat(tables...) }

// unless returns tables of what is in the way only where not is false.
func unless(not func(mailcore.Profile) bool, tables ...[]obstacle) []obstacle {
	all := join(tables...)
	for i, o := range all {
		all[i].when = func(p mailcore.Profile) bool { return !not(p) && o.when(p) }
	}
	return all
}

func setTo(field, value string) func(mailcore.Profile) []mailcore.Change {
	return func(mailcore.Profile) []mailcore.Change { return []mailcore.Change{{Field: field, Value: value}} }
}

func outgoingTLS(mailcore.Profile) []mailcore.Change {
	return []mailcore.Change{{Field: "outgoing.encryption", Value: "tls"}, {Field: "outgoing.port", Value: strconv.Itoa(mailcore.TLS.DefaultPort())}}
}

func incomingTLS(p mailcore.Profile) []mailcore.Change {
	port := p.Incoming.Protocol.DefaultPort(mailcore.TLS)
	return []mailcore.Change{{Field: "incoming.encryption", Value: "tls"}, {Field: "incoming.port", Value: strconv.Itoa(port)}}
}

// withoutOAuth goes back to a password on both sides.
func withoutOAuth(p mailcore.Profile) []mailcore.Change {
	changes := []mailcore.Change{{Field: "oauth"}}
	for _, field := range []string{"outgoing.auth", "incoming.auth"} {
		if p.Text(field) == string(mailcore.XOAUTH2) {
			changes = append(changes, mailcore.Change{Field: field, Value: string(mailcore.AutoAuth)})
		}
	}
	return changes
}

// nearest brings the time of a step back to what Garoon offers.
func nearest(field string) func(mailcore.Profile) []mailcore.Change {
	return func(p mailcore.Profile) []mailcore.Change {
		now, _ := strconv.Atoi(p.Text(field)) // always a number
		return []mailcore.Change{{Field: field, Value: strconv.Itoa(min(max(now, minTimeout), maxTimeout))}}
	}
}
