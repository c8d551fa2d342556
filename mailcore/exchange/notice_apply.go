package exchange

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var ofMail = pattern.New(`(?i)メール|mail`)

// apply takes over one value.
func (n *notice) apply(it item) {
	n.sided = n.sided || it.side != 0 || ofMail.MatchString(it.text)
	for _, k := range it.asks() {
		switch k {
		case hostKind, "":
			n.host(it)
		case portKind:
			n.port(it)
		case encryptionKind:
			n.encryption(it)
		case authKind, popBeforeKind:
			n.auth(it, k)
		case protocolKind:
			n.protocol(it)
		case addressKind, senderKind:
			n.address(it, k)
		case nameKind:
			n.name(it)
		case userKind, passwordKind:
			n.account(it, k)
		}
	}
}

// address reads a mail address, unless it only shows what one looks like. A
// second one is that of a second account.
func (n *notice) address(it item, k kind) {
	address := mailPattern.FindString(it.value)
	switch {
	case address == "":
	case standIn.MatchString(address):
		n.note("placeholder", "from", it.at)
	case k == addressKind && !n.apart && n.book.slots[everybody][k].value != "" && !strings.EqualFold(n.book.slots[everybody][k].value, address):
		n.another()
		n.keep(everybody, k, address, it.at)
	default:
		n.keep(everybody, k, address, it.at)
	}
}

// name reads who sends: a name, an address, or both.
func (n *notice) name(it item) {
	address := mailPattern.FindString(it.value)
	if address == "" {
		n.keep(everybody, nameKind, it.value, it.at)
		return
	}
	n.address(it, senderKind)
	if name := strings.Trim(strings.Replace(it.value, address, "", 1), " \"'<>()"); name != "" && strings.Contains(it.value, "<") {
		n.keep(everybody, nameKind, name, it.at)
	}
}

// targets lists the slots that an item is about.
func (n *notice) targets(it item, guess side) []side {
	s := cmp.Or(it.side, n.here, guess)
	var all []side
	for _, one := range []side{sending, popping, imaping, receiving} {
		if s&one != 0 {
			all = append(all, one)
		}
	}
	return all
}

func (n *notice) note(code, field string, at Source) {
	known := func(other Note) bool { return other.Code == code && other.Field == field }
	if len(n.notes) < maxNotes && (field == "" || !slices.ContainsFunc(n.notes, known)) {
		n.notes = append(n.notes, Note{Code: code, Field: field, Source: at})
	}
}

// host reads server names, and with each the port and the encryption beside
// it.
func (n *notice) host(it item) {
	names, rest := hosts(it.value)
	if len(names) == 0 {
		n.noHost(it)
		return
	}
	for i, name := range names {
		n.sided = n.sided || name.side != 0
		s := n.targets(it, cmp.Or(name.side, n.either(it)))
		if wide := len(s) > 1 || len(names) > 1 || s[0] == receiving; wide && name.side != 0 {
			s = []side{name.side}
		} else if i > 0 {
			n.note("further", "", it.at)
			continue
		}
		for _, one := range s {
			if !n.keep(one, hostKind, name.host, it.at) {
				n.note("further", fieldOf(one, hostKind), it.at)
				continue
			}
			n.beside(one, name.port, rest, it)
		}
	}
}

var (
	ofSending   = pattern.New(`(?i)送信|SMTP|outgoing|sending`)
	ofReceiving = pattern.New(`(?i)受信|POP|IMAP|incoming|receiving`)
)

// speaks notes of which servers a text speaks at all.
func (n *notice) speaks(text string) {
	if ofSending.MatchString(text) {
		n.spoken |= sending
	}
	if ofReceiving.MatchString(text) {
		n.spoken |= receiving
	}
}

// either is what a host is for that nobody calls by a side: that of a mail
// server is for both, another for what the text is about.
func (n *notice) either(it item) side {
	if ofMail.MatchString(it.text) || n.spoken == 0 {
		return sending | receiving
	}
	return n.spoken
}

// noHost reads what stands behind the name of a side when it is no host: a
// port, or a protocol.
func (n *notice) noHost(it item) {
	e := encryptionOf(it.value, false, it.generic)
	switch {
	case slices.Contains(it.kinds, hostKind) && wordsSameHost.MatchString(it.value):
		n.sameHost(it)
	case slices.Contains(it.kinds, hostKind) && it.side != 0 && usualPort.MatchString(it.value) && len(it.value) < 60:
		n.port(it)
	case slices.Contains(it.kinds, hostKind):
		if it.apart && blankHost.MatchString(it.value) {
			n.note("placeholder", fieldOf(n.targets(it, sending)[0], hostKind), it.at)
		} else if it.apart && len(it.value) < 60 {
			n.note("unread", "", it.at)
		}
	case usualPort.MatchString(it.value) || portOf(it.value) != "" && len(it.value) < 20:
		n.port(it)
	case e != "" && it.apart:
		n.encryption(it)
	}
}

// sameHost takes over the name of the other side.
func (n *notice) sameHost(it item) {
	for _, one := range n.targets(it, sending|receiving) {
		for _, other := range []side{sending, receiving, popping, imaping} {
			if host := n.over(n.base).slots[other][hostKind].value; host != "" && (one == sending) != (other == sending) {
				n.keep(one, hostKind, host, it.at)
			}
		}
	}
}

// beside reads what is said beside a host.
func (n *notice) beside(s side, port, rest string, it item) {
	if port != "" {
		n.keepWay(s, way{port, encryptionOf(rest, false, false), it.at})
		return
	}
	all := waysOf(rest, false)
	for _, w := range all {
		w.at = it.at
		n.keepWay(s, w)
	}
	if e := encryptionOf(rest, false, false); len(all) == 0 && e != "" {
		n.keep(s, encryptionKind, e, it.at)
	}
}

func (n *notice) port(it item) {
	for _, w := range waysOf(it.value, true) {
		w.at, w.encryption = it.at, cmp.Or(w.encryption, it.way)
		if w.encryption == "" && it.generic {
			w.encryption = "ssl"
		}
		for _, one := range ofPort(n.targets(it, portSides[w.port]), w.port) {
			if specific := portSides[w.port] & (popping | imaping); one == receiving && specific != 0 {
				one = specific
			}
			n.keepWay(one, w)
		}
	}
}

// ofPort leaves out the sides that a port is not for, where it is for another of
// them: 「受信/送信ポート 995/465」.
func ofPort(all []side, port string) []side {
	fits := func(one side) bool {
		usual := portSides[port]
		return one&usual != 0 || one == receiving && usual&(popping|imaping) != 0
	}
	if !slices.ContainsFunc(all, fits) {
		return all
	}
	return slices.DeleteFunc(all, func(one side) bool { return !fits(one) })
}

func (n *notice) encryption(it item) {
	e := encryptionOf(it.value, true, it.generic && wordsYes.MatchString(it.value))
	if wordsSTARTTLS.MatchString(it.text) && e == "ssl" {
		e = string(mailcore.STARTTLS)
	}
	if names, _ := hosts(it.value); len(names) > 0 && it.generic && it.side != 0 { // 「受信(IMAP/SSL): imap.…」
		n.host(it)
		e = cmp.Or(e, encryptionOf(it.text, false, true))
	} else if usualPort.MatchString(it.value) {
		n.port(it)
		return
	}
	for _, one := range n.targets(it, sending|receiving) {
		if e != "" {
			n.allow(one, e)
			n.keep(one, encryptionKind, e, it.at)
		}
	}
}

// allow forgets that one way to encrypt is off where another one is on:
// 「SSL/TLS: いいえ」, 「STARTTLS: はい」.
func (n *notice) allow(s side, encryption string) {
	if none := string(mailcore.NoEncryption); encryption != none && n.book.slots[s][encryptionKind].value == none {
		delete(n.book.slots[s], encryptionKind)
	}
}

// auth reads how to log in. That the password goes along in the clear is the
// usual way, and says no more than yes.
func (n *notice) auth(it item, k kind) {
	if k == popBeforeKind || strings.Contains(strings.ToUpper(strings.ReplaceAll(it.value, " ", "")), "POPBEFORESMTP") {
		if !wordsNo.MatchString(it.value) {
			n.keep(sending, popBeforeKind, "true", it.at)
		}
		return
	}
	said := it.value
	if alsoTLS.MatchString(said) { // 「SMTP認証あり、SSLなし」
		said = said[:strings.IndexAny(said, "、,・")]
	}
	value := authOf(said)
	if strings.EqualFold(it.text, "APOP") {
		if wordsNo.MatchString(it.value) {
			return
		}
		value = string(mailcore.APOP)
	}
	if wordsSame.MatchString(it.value) {
		n.same(it.at)
	}
	if e := encryptionOf(it.value, false, false); e != "" && alsoTLS.MatchString(it.value) {
		for _, one := range n.targets(it, sending) {
			n.keep(one, encryptionKind, e, it.at)
		}
	}
	for _, one := range n.targets(it, sending) {
		n.keep(one, authKind, value, it.at)
	}
}

// same notes that sending logs in as receiving does.
func (n *notice) same(at Source) {
	n.keep(sending, sameKind, "true", at)
}

func (n *notice) protocol(it item) {
	for _, l := range labels(it.value) {
		for _, one := range []side{popping, imaping} {
			if l.side&one != 0 {
				n.keep(one, protocolKind, "true", it.at)
			}
		}
	}
}

var ordinal = pattern.New(`^(?:\d{1,2}|[A-Z]|No\.?\d{0,2})$`)

var functionWord = pattern.New(`(?i)^(?:and|or|the|an?|is|are|of|for|to|with|in|on|by|your|must|can|will|as|at|from|that|which|it|both)$`)

// account reads an account name or a password: for the section that it is in,
// else for both sides.
func (n *notice) account(it item, k kind) {
	value := token(it.value)
	if !it.apart && value == "" && headingEnd.MatchString(it.value) || strings.EqualFold(value, "info") && !it.apart { // "Your login info"
		return
	}
	if functionWord.MatchString(value) { // "user and password"
		return
	}
	if !it.apart && ordinal.MatchString(value) { // a heading: 「アカウント1」
		return
	}
	if standInToken.MatchString(value) || standIn.MatchString(value) {
		n.note("placeholder", fieldOf(cmp.Or(it.side, sending), k), it.at)
		return
	}
	if k == userKind {
		switch {
		case wordsSame.MatchString(it.value):
			n.same(it.at)
			return
		case wordsMade.MatchString(it.value):
			n.note("unread", fieldOf(cmp.Or(it.side, sending), k), it.at)
			return
		case wordsLocal.MatchString(it.value):
			value = "@local"
		case value == "" && wordsAddress.MatchString(it.value), wordsAddress.MatchString(it.value) && mailPattern.FindString(it.value) == "":
			value = "@address"
		case mailPattern.MatchString(it.value):
			value = mailPattern.FindString(it.value)
		}
	}
	if value == "" {
		return
	}
	s := it.side
	if s == 0 && n.section && !n.gap {
		s = n.here
	}
	if s == 0 {
		if n.keep(everybody, k, value, it.at) {
			return
		}
		s = n.here
	}
	for _, one := range []side{sending, popping, imaping, receiving} {
		if s&one != 0 {
			n.keep(one, k, value, it.at)
		}
	}
}

// fieldOf names the field of a slot.
func fieldOf(s side, k kind) string {
	switch {
	case k == addressKind || k == senderKind:
		return "from"
	case k == nameKind:
		return "from_name"
	case k == "":
		k = hostKind
	}
	if s&sending != 0 {
		return "outgoing." + string(k)
	}
	return "incoming." + string(k)
}
