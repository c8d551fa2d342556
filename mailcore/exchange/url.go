package exchange

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
	"todoku/pattern"
)

// serverURL is what Vtiger keeps in one field (VT-02), and programs in a
// variable.
var serverURL = pattern.New(`(?i)^(ssl|tls|smtps?|smtp\+tls|smtp\+starttls|submissions?|imaps?|pop3?s?)://\S+$`)

// bareServers is a Vtiger field without its prefix.
var bareServers = pattern.New(`^[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d{1,5})?$`)

// A urlScheme is what a scheme says: how to encrypt (C1; Vtiger's tls:// means
// STARTTLS), and the port where none is given (25 where nothing is said, as in
// Vtiger, VT-10).
type urlScheme struct {
	side, protocol string
	encryption     mailcore.Encryption
	port           string
	guess          bool
}

var urlSchemes = map[string]urlScheme{
	"ssl":           {side: "outgoing", encryption: mailcore.TLS, port: "465"},
	"smtps":         {side: "outgoing", encryption: mailcore.TLS, port: "465"},
	"submissions":   {side: "outgoing", encryption: mailcore.TLS, port: "465"},
	"tls":           {side: "outgoing", encryption: mailcore.STARTTLS, port: "25"},
	"smtp+tls":      {side: "outgoing", encryption: mailcore.STARTTLS, port: "587"},
	"smtp+starttls": {side: "outgoing", encryption: mailcore.STARTTLS, port: "587"},
	"submission":    {side: "outgoing", encryption: mailcore.STARTTLS, port: "587"},
	"smtp":          {side: "outgoing", encryption: mailcore.STARTTLS, port: "25", guess: true},
	"":              {side: "outgoing", encryption: mailcore.STARTTLS, port: "25", guess: true},
	"imap":          {side: "incoming", protocol: "imap", encryption: mailcore.STARTTLS, port: "143", guess: true},
	"imaps":         {side: "incoming", protocol: "imap", encryption: mailcore.TLS, port: "993"},
	"pop":           {side: "incoming", protocol: "pop3", encryption: mailcore.STARTTLS, port: "110", guess: true},
	"pop3":          {side: "incoming", protocol: "pop3", encryption: mailcore.STARTTLS, port: "110", guess: true},
	"pops":          {side: "incoming", protocol: "pop3", encryption: mailcore.TLS, port: "995"},
	"pop3s":         {side: "incoming", protocol: "pop3", encryption: mailcore.TLS, port: "995"},
}

func looksLikeURL(text, _ string) bool {
	text = strings.TrimSpace(norm.NFKC.String(text[:min(len(text), 10_000)]))
	if strings.ContainsAny(text, " \n\t") {
		return false
	}
	first, _, _ := strings.Cut(text, ";")
	return serverURL.MatchString(first) || bareServers.MatchString(first)
}

// readURL reads Vtiger's field: several servers stand with ";" between.
func readURL(text string) ([]Draft, error) {
	var drafts []Draft
	for part := range strings.SplitSeq(strings.TrimSpace(norm.NFKC.String(text)), ";") {
		d := newDraft()
		if part = strings.TrimSpace(part); part != "" && !d.url(part, Source{Line: 1, Text: withoutLogin(part)}) {
			return nil, &Error{Code: "syntax", Line: 1}
		}
		drafts = append(drafts, d)
		if len(drafts) > maxDrafts {
			break
		}
	}
	return drafts, nil
}

// withoutLogin cuts the account and the password out of a URL.
func withoutLogin(text string) string {
	scheme, rest, ok := strings.Cut(text, "://")
	if !ok {
		scheme, rest = "", text
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	if !ok {
		return rest
	}
	return scheme + "://" + rest
}

// urlForm takes a URL apart. A password may hold the signs that separate its
// parts: the host is what makes the rest fit.
var urlForm = pattern.New(`^(?i)(?:([a-z][a-z0-9+.-]*)://|//)(?:(.*?)@)??(\[[0-9a-f:.]+\]|[^\s/?#:@\[\]]+)(?::(\d{1,5}))?(?:/[^@?]*)?(?:\?(\w[^?\s]*))?$`)

// url reads the URL of a server that sends, unless its scheme says otherwise.
func (d *Draft) url(text string, at Source) bool { return d.urlOf("outgoing", text, at) }

// receivingSchemes are those that say how to encrypt and not what: here for
// IMAP.
var receivingSchemes = map[string]string{"ssl": "imaps", "tls": "imap", "": "imap"}

// urlOf reads scheme://user:password@host:port?name=value. Where no scheme says
// so, the port does, and otherwise the encryption is a guess.
func (d *Draft) urlOf(side, text string, at Source) bool {
	if !strings.Contains(text, "://") {
		text = "//" + text
	}
	m := urlForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return false
	}
	scheme := strings.ToLower(m[1])
	s, known := urlSchemes[scheme]
	if other, ok := receivingSchemes[scheme]; ok && side == "incoming" {
		s, s.guess, s.protocol = urlSchemes[other], scheme == "", d.Profile.Text("incoming.protocol")
		if strings.HasPrefix(strings.ToLower(m[3]), "pop") {
			s.port = map[string]string{"imaps": "995", "imap": "110"}[other]
		}
	}
	host, login, port := strings.Trim(m[3], "[]"), m[2], m[4]
	if scheme == "smtp" && port == "" && strings.HasSuffix(at.Text, "MAILER_DSN") && host != "localhost" {
		s = urlSchemes["smtps"] // so Symfony Mailer does, 5.4 and 6.4
	}
	if !known || elsewhereForm.MatchString(host) || exampleForm.MatchString(host) {
		return false
	}
	e, n := s.encryption, 0
	if port != "" {
		n, _ = strconv.Atoi(port) // digits
	}
	if implicit := slices.Contains(tlsPorts, n); m[1] != scheme || implicit && e == mailcore.STARTTLS && !s.guess {
		d.note("mended", s.side+".encryption", at)
	}
	switch {
	case slices.Contains(tlsPorts, n):
		e = mailcore.TLS
	case s.guess:
		d.note("guessed", s.side+".encryption", at)
	}
	if s.protocol != "" {
		d.set("incoming.protocol", s.protocol, at)
	}
	d.set(s.side+".host", host, at)
	d.set(s.side+".encryption", string(e), at)
	d.set(s.side+".port", cmp.Or(port, s.port), at)
	if port == "" && s.port == "25" {
		d.note("guessed", "outgoing.port", at)
	}
	d.urlLogin(s.side, login, at)
	d.urlOptions(s.side, m[5], at)
	return true
}

func (d *Draft) urlLogin(side, login string, at Source) {
	user, password, _ := strings.Cut(login, ":")
	for _, part := range []struct{ field, value string }{{"user", user}, {"password", password}} {
		if isPlaceholder(part.value, part.field) {
			d.note("elsewhere", side+"."+part.field, at)
			continue
		}
		plain, err := url.PathUnescape(part.value)
		switch {
		case err != nil || plain == part.value:
			d.set(side+"."+part.field, part.value, at)
		case part.field == "password":
			d.password(side, plain, at) // no sign of it could be meant otherwise
		default:
			d.set(side+"."+part.field, plain, at)
		}
	}
}

// urlOptions reads what stands behind the question mark, such as Symfony's
// encryption, auth_mode and verify_peer.
func (d *Draft) urlOptions(side, query string, at Source) {
	var flags []tlsFlag
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(value)
		if name == "" || err != nil {
			continue
		}
		t := understood([]string{"smtp", name})
		switch t.meaning {
		case "mode", "ssl", "tls", "starttls", "plain":
			flags = append(flags, tlsFlag{t.meaning, strings.ToLower(value), strings.Join(nameWords(name), " "), at})
		case "auth":
			d.loginBy(side, []setting{{value: value, at: at}})
		case "verify", "unverified":
			d.switches(t, side, value, at)
		case "helo":
			d.set("outgoing.helo", value, at)
		case "timeout":
			d.set(side+".timeout", seconds(value, nil), at)
		case "from":
			d.set("from", value, at)
		}
	}
	if len(flags) > 0 {
		d.protect(side, flags)
		d.Notes = slices.DeleteFunc(d.Notes, func(n Note) bool {
			return n.Code == "guessed" && n.Field == side+".encryption" && flags[0].says() != ""
		})
	}
}
