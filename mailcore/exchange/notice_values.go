package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// A found is a value of a notice.
type found struct {
	value string
	at    Source
}

// A slot is what a notice says of one server; its keys are kinds.
type slot map[kind]found

// put keeps the first value; it reports whether that is the one.
func (s slot) put(k kind, value string, at Source) bool {
	if old, ok := s[k]; ok && old.value != value {
		return false
	}
	if _, ok := s[k]; !ok {
		s[k] = found{value, at}
	}
	return true
}

var (
	webAddress  = regexp.MustCompile(`(?i)https?://\S+`)
	hostPattern = regexp.MustCompile(`(?i)(?:(?:ssl|tls)://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?`)
	mailPattern = regexp.MustCompile(`[A-Za-z0-9._%+/=-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}`)
	portPattern = regexp.MustCompile(`\d+`)
	usualPort   = regexp.MustCompile(`(?:^|[^0-9.])(25|465|587|2525|110|995|143|993)(?:$|[^0-9.])`)
	blankHost   = regexp.MustCompile(`(?i)\.(?:[a-z]{2,})|ドメイン|○|●|×|\*`)
)

// A named is a host with the port that stands behind it.
type named struct {
	host, port string
	side       side // as the name of the host tells; 0 where it does not
}

// hosts finds the host names in a text, and what is left of it without them.
func hosts(text string) ([]named, string) {
	text = mailPattern.ReplaceAllString(webAddress.ReplaceAllString(text, " "), " ")
	var all []named
	rest := []byte(text)
	for _, m := range hostPattern.FindAllStringSubmatchIndex(text, 50) {
		if before := text[:m[2]]; m[0] == m[2] && before != "" && !strings.ContainsAny(before[len(before)-1:], " \t(|/,:=;>\"'") && before[len(before)-1] < 0x80 {
			continue
		}
		if strings.HasSuffix(text[:m[0]], "○") || strings.HasSuffix(text[:m[0]], "●") || strings.HasSuffix(text[:m[0]], "×") {
			continue
		}
		h := named{host: strings.ToLower(text[m[2]:m[3]])}
		if m[4] >= 0 {
			h.port = text[m[4]:m[5]]
		}
		h.side = sideOf(h.host)
		all = append(all, h)
		copy(rest[m[0]:m[1]], strings.Repeat(" ", m[1]-m[0]))
	}
	return all, string(rest)
}

// sideOf tells from the first letters of a host what it is for.
func sideOf(host string) side {
	for prefix, s := range map[string]side{"smtp": sending, "pop": popping, "imap": imaping} {
		if strings.HasPrefix(host, prefix) {
			return s
		}
	}
	return 0
}

// portSides says what usually listens on a port.
var portSides = map[string]side{
	"25": sending, "465": sending, "587": sending, "2525": sending, "110": popping, "995": popping, "143": imaping, "993": imaping,
}

// encryptionOf reads an encryption: one of mailcore's, "ssl" where the word
// may mean either of two, or "" where nothing is said. asked says that the
// label asks for it, so that a yes or a no is enough.
func encryptionOf(text string, asked, generic bool) string {
	start := wordsSTARTTLS.MatchString(text)
	tls := wordsTLS.MatchString(wordsSTARTTLS.ReplaceAllString(text, " "))
	switch {
	case tlsNo.MatchString(text), asked && !start && wordsNo.MatchString(text):
		return string(mailcore.NoEncryption)
	case start && tls:
		return "ssl"
	case start:
		return string(mailcore.STARTTLS)
	case tls, generic && !wordsNo.MatchString(text), asked && wordsYes.MatchString(text):
		return "ssl"
	}
	return ""
}

// authOf reads how to log in. Where there is a choice, the test makes it.
func authOf(text string) string {
	word := strings.ToUpper(mechanisms.FindString(text))
	switch {
	case len(mechanisms.FindAllString(text, 2)) > 1:
		return string(mailcore.AutoAuth)
	case strings.Contains(word, "OAUTH"):
		return string(mailcore.XOAUTH2)
	case strings.HasSuffix(word, "MD5") && !strings.Contains(word, "-"):
		return strings.TrimSuffix(word, "MD5") + "-MD5"
	case word != "":
		return word
	case wordsNo.MatchString(text):
		return string(mailcore.NoAuth)
	}
	return string(mailcore.AutoAuth)
}

// portOf reads the first number that can be a port.
func portOf(text string) string {
	for _, digits := range portPattern.FindAllString(text, 20) {
		if n, err := strconv.Atoi(digits); err == nil && n >= 1 && n <= 65535 {
			return strconv.Itoa(n)
		}
	}
	return ""
}

// token returns the one word that a value is, without brackets around it and
// a remark behind it; "" where it is prose.
func token(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), " (")
	text, _, _ = strings.Cut(text, "※")
	text, _, _ = strings.Cut(text, "|")
	text, _, _ = strings.Cut(text, "」")
	text = strings.Trim(text, " 「」『』\",、。\t")
	prose := strings.ContainsFunc(text, func(r rune) bool { return r > '~' || r < '!' })
	if prose || len(text) > 254 || strings.Trim(text, "*x-_.") == "" {
		return ""
	}
	return text
}

var plainText = regexp.MustCompile(`(?i)平文|\bplain(?:text)?\b|non-?SSL`)

// choicesOf splits a value that offers several ports: the ones that are
// encrypted first, then those of which nothing is said.
func choicesOf(text string) []string {
	var encrypted, silent, plain []string
	cuts := append(otherPort.FindAllStringIndex(text, 10), []int{len(text), len(text)})
	from := 0
	for _, cut := range cuts {
		part := text[from:cut[0]]
		switch e := encryptionOf(part, false, false); {
		case e == string(mailcore.NoEncryption) || e == "" && plainText.MatchString(part):
			plain = append(plain, part)
		case e == "" || usualPortIn(part) == "":
			silent = append(silent, part)
		default:
			encrypted = append(encrypted, part)
		}
		from = cut[0]
	}
	return slices.Concat(encrypted, silent, plain)
}
