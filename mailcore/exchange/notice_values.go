package exchange

import (
	"strconv"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var (
	webAddress  = pattern.New(`(?i)https?://\S+`)
	hostPattern = pattern.New(`(?i)(?:(?:ssl|tls)://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3})(?::(\d{1,5}))?`)
	mailPattern = pattern.New(`[A-Za-z0-9._%+/=-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}`)
	portPattern = pattern.New(`\d+`)
	usualPort   = pattern.New(`(?:^|[^0-9.])(25|465|587|2525|110|995|143|993)(?:$|[^0-9.])`)
	blankHost   = pattern.New(`(?i)\.(?:[a-z]{2,})|ドメイン|○|●|×|\*`)
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
		if !publicName(h.host) && !mailcore.IsAddress(h.host) || standInHost.MatchString(h.host) || strings.HasPrefix(text[m[1]:], "/") || ofLink(text, m[0], m[1], h.host) {
			continue
		}
		if m[4] >= 0 {
			h.port = text[m[4]:m[5]]
		}
		h.side = sideOf(h.host)
		all = append(all, h)
		copy(rest[m[0]:m[1]], strings.Repeat(" ", m[1]-m[0]))
	}
	return all, string(rest)
}

// ofLink reports whether a name is that of a file, in a link or in a path.
func ofLink(text string, start, end int, host string) bool {
	before := text[:start]
	return fileEnds[host[strings.LastIndex(host, ".")+1:]] &&
		(strings.HasSuffix(before, "](") || strings.HasSuffix(before, "/") || strings.HasPrefix(text[end:], "#") || strings.HasPrefix(text[end:], ")"))
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

var (
	plainText    = pattern.New(`(?i)平文|非暗号|\bplain(?:text)?\b|non-?SSL`)
	bothTLS      = pattern.New(`(?i)SSL ?[/・] ?TLS|TLS ?[/・] ?SSL|SSL ?\( ?TLS ?\)|TLS ?\( ?SSL ?\)`)
	tcp          = pattern.New(`(?i)(\d)\s*/\s*tcp`)
	number       = pattern.New(`\d{2,5}`)
	notPort      = pattern.New(`^[A-Za-z0-9.]|^\s*(?:年|月|日|つ|件|個|文字|秒|分|桁)`)
	betweenPorts = pattern.New(`(?i)[/、,;|\t]|または|もしくは|又は|\bor\b`)
)

// waysOf reads the ports of a text, each with the encryption that stands beside
// it. asked says that the text is a port's: else only usual ones are.
func waysOf(text string, asked bool) []way {
	text = tcp.ReplaceAllString(bothTLS.ReplaceAllString(text, "TLS"), "$1")
	ports := portsIn(text, asked && !usualPort.MatchString(text))
	all := make([]way, len(ports))
	words := make([]string, len(ports)+1)
	for i, p := range ports {
		all[i].port = text[p[0]:p[1]]
		if i == 0 {
			words[1] = text[:p[0]]
			continue
		}
		left, right := share(text[ports[i-1][1]:p[0]], !wordsTLS.MatchString(text[:ports[0][0]]))
		words[i] += left
		words[i+1] += right
	}
	if n := len(ports); n > 0 {
		words[n] += text[ports[n-1][1]:]
	}
	for i := range all {
		all[i].encryption = encryptionOf(words[i+1], false, false)
		if all[i].encryption == "" && plainText.MatchString(words[i+1]) {
			all[i].encryption = string(mailcore.NoEncryption)
		}
	}
	return all
}

// portsIn finds the numbers of a text that are ports.
func portsIn(text string, unusual bool) [][]int {
	var all [][]int
	for _, m := range number.FindAllStringIndex(text, 50) {
		n, _ := strconv.Atoi(text[m[0]:m[1]])
		before := text[:m[0]]
		if n > 65535 || notPort.MatchString(text[m[1]:]) || before != "" && strings.ContainsAny(before[len(before)-1:], "0123456789.-_@"+letters) {
			continue
		}
		if unusual || portSides[text[m[0]:m[1]]] != 0 {
			all = append(all, m)
		}
	}
	return all
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// share parts the words between two ports into those of the first and those of
// the second. behind says that words follow their port, where nothing parts
// them.
func share(between string, behind bool) (left, right string) {
	depth, open := 0, 0
	for i, r := range between {
		switch r {
		case '(':
			depth++
			open = i
		case ')':
			depth--
		}
	}
	switch m := betweenPorts.FindStringIndex(brackets.ReplaceAllStringFunc(between, spaces)); {
	case depth > 0:
		return between[:open], between[open:]
	case m != nil:
		return between[:m[0]], between[m[1]:]
	case behind && !leadsOn.MatchString(between):
		return between, ""
	}
	return "", between
}

var (
	brackets = pattern.New(`\([^()]*\)`)
	leadsOn  = pattern.New(`[:はがにを]\s*$`)
)

func spaces(text string) string { return strings.Repeat(" ", len(text)) }

// choose returns the way to go: the one that is said to be encrypted as the
// rest of the notice says, else an encrypted one, else one of which nothing is
// said; the first of them.
func choose(ways []way, said string) (way, bool) {
	best, at := -1, 0
	for i, w := range ways {
		if n := suits(w, said); n > best {
			best, at = n, i
		}
	}
	if len(ways) == 0 {
		return way{}, false
	}
	return ways[at], true
}

func suits(w way, said string) int {
	usual, none := string(usuallyTLS[w.port]), string(mailcore.NoEncryption)
	encrypted := w.encryption != "" && w.encryption != none
	switch {
	case w.encryption == said && said != "", said == "ssl" && encrypted:
		return 6
	case said != "" && said != none && !(w.encryption == none) && (usual == said || said == "ssl" && usual != ""):
		return 5
	case said == none && !encrypted && usuallyPlain[w.port]:
		return 5
	case said != none && encrypted, said == none && !encrypted:
		return 4
	case w.encryption == "" && usual != "":
		return 3
	case w.encryption == "":
		return 2
	}
	return 1
}
