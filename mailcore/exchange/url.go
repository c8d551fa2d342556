package exchange

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
)

// serverURL is what Vtiger keeps in one field (VT-02), and programs in a
// variable.
var serverURL = regexp.MustCompile(`(?i)^(ssl|tls|smtps?|smtp\+tls|smtp\+starttls)://\S+$`)

// bareServers is a Vtiger field without its prefix.
var bareServers = regexp.MustCompile(`^[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d{1,5})?$`)

// urlSchemes says how to encrypt (C1): Vtiger's tls:// means STARTTLS.
var urlSchemes = map[string]mailcore.Encryption{
	"ssl": mailcore.TLS, "smtps": mailcore.TLS, "tls": mailcore.STARTTLS,
	"smtp+tls": mailcore.STARTTLS, "smtp+starttls": mailcore.STARTTLS, "smtp": mailcore.STARTTLS, "": mailcore.STARTTLS,
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

// url reads scheme://user:password@host:port. Where no scheme says so, the
// port does, and otherwise the encryption is a guess.
func (d *Draft) url(text string, at Source) bool {
	if !strings.Contains(text, "://") {
		text = "//" + text
	}
	u, err := url.Parse(text)
	scheme := ""
	if err == nil {
		scheme = strings.ToLower(u.Scheme)
	}
	e, known := urlSchemes[scheme]
	if err != nil || !known || u.Hostname() == "" {
		return false
	}
	switch {
	case u.Port() == "465":
		e = mailcore.TLS
	case scheme == "smtp" || scheme == "":
		d.note("guessed", "outgoing.encryption", at)
	}
	d.set("outgoing.host", u.Hostname(), at)
	d.set("outgoing.encryption", string(e), at)
	d.set("outgoing.port", cmp.Or(u.Port(), usualURLPort(scheme)), at)
	if u.Port() == "" && usualURLPort(scheme) == "25" {
		d.note("guessed", "outgoing.port", at)
	}
	if u.User != nil {
		password, _ := u.User.Password()
		d.set("outgoing.user", u.User.Username(), at)
		d.set("outgoing.password", password, at)
	}
	return true
}

// usualURLPort is 25 where nothing is said, as in Vtiger (VT-10).
func usualURLPort(scheme string) string {
	switch scheme {
	case "smtps", "ssl":
		return "465"
	case "smtp+tls", "smtp+starttls":
		return "587"
	}
	return "25"
}
