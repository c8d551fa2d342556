package papers

import (
	"net/netip"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/idna"

	"todoku/mailcore"
	"todoku/pattern"
)

// learnProfile takes the names out of the settings: hosts first, which
// addresses hold too.
func (h *hider) learnProfile(p mailcore.Profile) {
	for _, kind := range []struct {
		holds mailcore.Holds
		learn func(string)
	}{
		{mailcore.HostName, h.learnHost},
		{mailcore.Account, h.learnUser},
		{"", h.learnName},
		{mailcore.Label, h.learnName},
		{mailcore.URL, h.learnAddresses},
		{mailcore.Address, h.learnAddresses},
	} {
		for _, key := range textFields(kind.holds) {
			kind.learn(p.Text(key))
		}
	}
}

// textFields lists the fields that hold that, in the order of the table.
func textFields(holds mailcore.Holds) []string {
	free := mailcore.FreeText()
	return slices.DeleteFunc(mailcore.FieldKeys(), func(key string) bool {
		held, text := free[key]
		return !text || held != holds
	})
}

// learnTexts takes names out of what the servers said.
func (h *hider) learnTexts(r mailcore.Report) {
	for _, res := range r.Steps() {
		h.learnHost(strings.Trim(res.Facts["helo"], "[]"))
		h.ids[fold(strings.Trim(res.Facts["message-id"], "<>"))] = true
		for name := range strings.FieldsSeq(res.Facts["sans"]) {
			h.learnHost(strings.TrimPrefix(name, "*."))
		}
		for _, m := range organisation.FindAllStringSubmatch(res.Facts["subject"], -1) {
			h.learnName(m[1])
		}
	}
	if r.Delivery != nil {
		for _, hop := range r.Delivery.Hops {
			h.learnHop(hop.From)
			h.learnHop(hop.By)
		}
	}
	for _, text := range texts(r) {
		h.learnAddresses(text)
		for _, m := range said.FindAllStringSubmatch(text, -1) {
			h.learnHop(m[1])
		}
	}
}

var (
	// organisation is what a certificate says of whom it is for (RFC 4514).
	organisation = pattern.New(`\b(?:O|OU|L|ST|STREET|POSTALCODE|SERIALNUMBER)=((?:\\.|[^,+\\])+)`)
	// said is where a host names itself: in EHLO and its answer, and in Received.
	said = pattern.New(`(?im)^(?:(?:EHLO|HELO) +|220[ -]|250-|Received: +from +|[ \t]+by +)(\S+)`)
	// addresses are mail addresses.
	addresses = pattern.New(`[\p{L}\p{N}.!#$%'*+=^_{|}~\x60-]+@[\p{L}\p{N}._-]+`)
)

func (h *hider) learnAddresses(text string) {
	for _, found := range addresses.FindAllString(text, -1) {
		found = strings.TrimPrefix(found, keyword.FindString(found))
		if !h.ids[fold(found)] {
			h.learnUser(found)
		}
	}
}

// learnHop takes the first word of a Received field or a greeting, if it looks
// more like a computer than like a word of greeting.
func (h *hider) learnHop(text string) {
	word, _, _ := strings.Cut(text, " ")
	word = strings.Trim(word, "[]<>(),;:")
	if strings.ContainsAny(word, ".-_0123456789") || word != "" && word == strings.ToUpper(word) {
		h.learnHost(word)
	}
}

// learnHost takes a host, and of what somebody has registered the first label:
// servers greet with it.
func (h *hider) learnHost(host string) {
	if _, err := netip.ParseAddr(host); err == nil || host == "" || kept(host) {
		return
	}
	ascii := asciiHost(host)
	if !strings.Contains(ascii, ".") {
		h.literal(host, h.aliases.host(host))
		return
	}
	domain := registrable(ascii)
	label, _, _ := strings.Cut(domain, ".")
	alias, _, _ := strings.Cut(h.aliases.host(domain), ".")
	h.bothScripts(label, alias)
	if first, _, _ := strings.Cut(ascii, "."); domain != ascii {
		full, _, _ := strings.Cut(h.aliases.host(ascii), ".")
		h.bothScripts(first, full)
	}
	h.literal(host, h.aliases.host(host))
}

// bothScripts takes a label as it stands in DNS and as people write it.
func (h *hider) bothScripts(label, alias string) {
	h.literal(label, alias)
	if written, err := idna.ToUnicode(label); err == nil {
		h.literal(written, alias)
	}
}

// learnUser takes an account, its address, its Windows domain and the parts of
// its name.
func (h *hider) learnUser(user string) {
	name := user
	if domain, rest, ok := strings.Cut(user, `\`); ok {
		h.literal(domain, h.aliases.name(domainName, domain))
		name = rest
	}
	if local, host, ok := strings.Cut(name, "@"); ok {
		h.learnHost(host)
		name = local
	}
	alias := h.aliases.name(userName, name)
	h.literal(name, alias)
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("._+-", r) }) {
		if !weak(part) {
			h.literal(part, alias)
		}
	}
}

// learnName takes what people call something, and its words.
func (h *hider) learnName(name string) {
	name = strings.TrimSpace(name)
	if name == "" {
		return
	}
	h.literal(name, h.aliases.name(otherName, name))
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if !weak(word) {
			h.literal(word, h.aliases.name(otherName, name))
		}
	}
}

// literal makes a name be replaced wherever it stands. The first one to claim
// it wins. What everybody says is no name.
func (h *hider) literal(name, alias string) {
	key := fold(name)
	if len(key) < 2 || vocabulary()[key] || strings.Trim(key, "0123456789") == "" && len(key) < 6 {
		return
	}
	if _, taken := h.literals[key]; !taken {
		h.literals[key] = alias
	}
}

// weak reports whether a name is so short or so common that it is replaced
// only where it stands alone.
func weak(name string) bool {
	ascii := strings.IndexFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) < 0
	return ascii && len(name) < 4 || common()[fold(name)]
}

// common are names that are words, too.
var common = wordsOf(`account accounts admin administrator client contact hello help info invoice list mailbox master
	news notice notify office order post postmaster root sales service shop support system test team webmaster welcome work`)

// vocabulary is what mail servers say, and what we call things by. Whoever is
// called that is replaced only where a name is expected.
var vocabulary = wordsOf(`ehlo helo mail from rcpt to data quit auth plain login user pass apop stat list retr uidl capa stls starttls
	noop rset imap imap4 pop pop3 smtp smtps esmtp tls ssl inbox ok err no bad bye queued sender recipient mailbox server host
	domain name example user1 id fingerprint yes cram-md5 digest-md5 ntlm xoauth2 scram-sha-1 scram-sha-256 utf-8 none pass
	fail chain pin size ready service subject date mime version content type com net org co jp the and for not www
	ipv4 ipv6 localhost received with by reply header search fetch examine authenticate capability bytes password mx
	connect resolve greeting certificate step check`)

// wordsOf returns the words of a list, which is read when somebody first asks.
func wordsOf(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for word := range strings.FieldsSeq(list) {
			set[word] = true
		}
		return set
	})
}
