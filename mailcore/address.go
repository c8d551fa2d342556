package mailcore

import (
	"net/mail"
	"net/netip"
	"strings"

	"todoku/pattern"
)

// BareWord reports whether a sender has no domain, as Zaion'nex's default has
// none (ZN-06).
func BareWord(from string) bool { return wordPattern.MatchString(from) }

var wordPattern = pattern.New("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$")

func differs(from, user string) bool {
	a, b := Domain(from), Domain(user)
	return a != "" && b != "" && !strings.EqualFold(a, b)
}

func Domain(address string) string {
	_, d, _ := strings.Cut(address, "@")
	return d
}

// validAddress reports whether s is one bare addr-spec (RFC 5322 3.4.1) with
// a domain that DNS could know. Runs of dots, as some Japanese carriers once
// gave out, pass when quoted only.
func validAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || strings.ContainsAny(s, "<>\r\n") {
		return false
	}
	at := strings.LastIndexByte(s, '@')
	_, err = ASCIIHost(s[at+1:])
	return err == nil && len(s) <= 254
}

// ValidHELO reports whether name may stand in EHLO: a domain or an address
// literal (RFC 5321 4.1.1.1).
func ValidHELO(name string) bool {
	if literal, ok := strings.CutPrefix(name, "["); ok {
		_, err := netip.ParseAddr(strings.TrimPrefix(strings.TrimSuffix(literal, "]"), "IPv6:"))
		return err == nil && strings.HasSuffix(name, "]")
	}
	_, err := ASCIIHost(name)
	return err == nil && !strings.HasSuffix(name, "]")
}
