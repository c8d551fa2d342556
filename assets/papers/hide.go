package papers

import (
	"regexp"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
	"todoku/pattern"
)

// A hider replaces names in the texts of one report: the same name always by
// the same other one. What looks like a mail address, a host or an IP address
// is replaced wherever it stands; the names that the report holds elsewhere
// also as parts of other words.
type hider struct {
	aliases  aliases
	ids      map[string]bool // Message-IDs, in lower case: they look like mail addresses
	literals map[string]string
	bare     *regexp.Regexp // literals alone
	all      *regexp.Regexp // patterns, then literals
}

// withheld stands for what cannot be replaced in part.
const withheld = "••••••"

// patterns is what is replaced by its looks, most specific first.
var patterns = strings.Join([]string{
	`(?P<email>(?:"[^"\s]+"|[\p{L}\p{N}.!#$%'*+=^_{|}~\x60-]+)@(?:\[[^\]\s]*\]|[\p{L}\p{N}._-]+))`,
	`(?P<ipv6>(?:IPv6:|IP6:)?(?:[0-9A-F]{1,4}|:)(?::[0-9A-F]{0,4}){1,7}(?:\.[0-9]+){0,3}\b)`,
	`(?P<ipv4>\b\d{1,3}(?:\.\d{1,3}){3}\b)`,
	`(?P<host>\b(?:[A-Z0-9_](?:[A-Z0-9_-]*[A-Z0-9_])?\.)+(?:XN--[A-Z0-9-]+|[A-Z]{2,}))`,
	`(?P<print>\b[0-9A-F]{64}\b)`,
}, "|")

func newHider(r mailcore.Report) *hider {
	h := &hider{aliases: aliases{}, ids: map[string]bool{}, literals: map[string]string{}}
	h.learnProfile(r.Profile)
	h.learnTexts(r)
	h.compile()
	return h
}

// compile makes the patterns out of what was learned, the longest name first.
func (h *hider) compile() {
	var names []string
	for name := range h.literals {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = regexp.QuoteMeta(name)
		if weak(name) {
			names[i] = `\b` + names[i] + `\b`
		}
	}
	literals := strings.Join(append(names, `\x00`), "|") // never empty
	h.bare = regexp.MustCompile(`(?i)` + literals)
	h.all = regexp.MustCompile(`(?i)` + patterns + `|` + literals)
}

// report returns r without names.
func (h *hider) report(r mailcore.Report) mailcore.Report {
	original := r.Profile
	others := r.Others
	r.Others = nil
	r = rewrite(r, h.text)
	for _, other := range others {
		r.Others = append(r.Others, h.report(other))
	}
	for i, res := range r.Results {
		r.Results[i].Lines = withoutMail(res)
	}
	p := &r.Profile
	p.ID, p.Preset, p.Verified = "", "", mailcore.Verified{}
	for _, w := range wholly {
		for _, key := range textFields(w.holds) {
			if text := original.Text(key); text != "" && p.Text(key) == text {
				_ = p.Set(key, h.aliases.name(w.kind, text)) // the fields of the table hold text
			}
		}
	}
	return r
}

// wholly is what a field holds that is a name whatever it looks like.
var wholly = []struct {
	holds mailcore.Holds
	kind  nameKind
}{{mailcore.Label, otherName}, {mailcore.Account, userName}, {"", otherName}}

// text replaces all names in text.
func (h *hider) text(text string) string {
	if slices.Contains(mailcore.FieldKeys(), text) {
		return text
	}
	text = h.decoded(text)
	return h.plain(text)
}

func (h *hider) plain(text string) string {
	return replaceAll(h.all, text, func(kind, found string) string {
		if known, ok := h.literals[fold(found)]; ok { // an account may look like a host
			return known
		}
		switch kind {
		case "email":
			return h.address(found)
		case "ipv6", "ipv4":
			return h.aliases.ip(found)
		case "host":
			return h.aliases.host(found)
		case "print":
			return h.aliases.name(fingerprint, found)
		}
		return found
	})
}

// replaceAll replaces what pattern finds; replace gets the name of the group
// that matched, "" for none.
func replaceAll(pattern *regexp.Regexp, text string, replace func(group, found string) string) string {
	var b strings.Builder
	end := 0
	for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
		group := ""
		for i, name := range pattern.SubexpNames() {
			if name != "" && m[2*i] >= 0 {
				group = name
			}
		}
		b.WriteString(text[end:m[0]] + replace(group, text[m[0]:m[1]]))
		end = m[1]
	}
	return b.String() + text[end:]
}

// keyword is what stands before an address without a blank, as in
// "smtp.mailfrom=taro@example.jp" (RFC 8601).
var keyword = pattern.New(`^[A-Za-z.-]+=`)

// address replaces a mail address, or a Message-ID.
func (h *hider) address(text string) string {
	before := keyword.FindString(text)
	at := strings.LastIndexByte(text, '@')
	local, host := text[len(before):at], h.plain(text[at+1:])
	if host == text[at+1:] && !kept(host) {
		host = h.aliases.host(host)
	}
	if h.ids[fold(text)] {
		return before + h.aliases.name(messageID, local) + "@" + host
	}
	return before + h.aliases.name(userName, strings.Trim(local, `"`)) + "@" + host
}

// withoutMail returns the lines of a step without the text of the test mail:
// it names everybody, in lines cut anywhere.
func withoutMail(res mailcore.Result) (lines []transcript.Line) {
	body := false
	for _, l := range res.Lines {
		if body && l.Dir == "C" && l.Text != "." {
			continue
		}
		lines = append(lines, l)
		if res.Step == mailcore.Data && l.Dir == "C" && !body {
			body = true
			lines = append(lines, transcript.Line{Dir: "*", TLS: l.TLS, Text: "<mail " + withheld + ">"})
		}
	}
	return lines
}
