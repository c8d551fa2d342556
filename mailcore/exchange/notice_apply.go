package exchange

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
)

// apply takes over one value.
func (n *notice) apply(it item) {
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
		case addressKind:
			n.address(it)
		case nameKind:
			if address := mailPattern.FindString(it.value); address != "" {
				n.common.put(addressKind, address, it.at)
			} else {
				n.common.put(nameKind, it.value, it.at)
			}
		case userKind, passwordKind:
			n.account(it, k)
		}
	}
}

// address reads a mail address, unless it only shows what one looks like.
func (n *notice) address(it item) {
	address := mailPattern.FindString(it.value)
	switch {
	case address == "":
	case placeholder.MatchString(address):
		n.note("placeholder", "from", it.at)
	default:
		n.common.put(addressKind, address, it.at)
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
	if len(n.notes) < maxNotes {
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
		s := n.targets(it, cmp.Or(name.side, sending|receiving))
		if wide := len(s) > 1 || len(names) > 1 || s[0] == receiving; wide && name.side != 0 {
			s = []side{name.side}
		} else if i > 0 {
			n.note("further", "", it.at)
			continue
		}
		for _, one := range s {
			if !n.slots[one].put(hostKind, name.host, it.at) {
				n.note("further", field(one, hostKind), it.at)
				continue
			}
			said := choicesOf(rest)[0]
			n.portAnd(one, cmp.Or(name.port, usualPortIn(said)), encryptionOf(said, false, false), it.at)
		}
	}
}

// noHost reads what stands behind the name of a side when it is no host: a
// port, or a protocol.
func (n *notice) noHost(it item) {
	e := encryptionOf(it.value, false, it.generic)
	switch {
	case slices.Contains(it.kinds, hostKind) && wordsSameHost.MatchString(it.value):
		n.sameHost(it)
	case slices.Contains(it.kinds, hostKind):
		if it.apart && blankHost.MatchString(it.value) {
			n.note("placeholder", field(n.targets(it, sending)[0], hostKind), it.at)
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
			if host := n.slots[other][hostKind].value; host != "" && (one == sending) != (other == sending) {
				n.slots[one].put(hostKind, host, it.at)
			}
		}
	}
}

func (n *notice) port(it item) {
	text := choicesOf(it.value)[0]
	port := portOf(text)
	e := encryptionOf(text, false, it.generic)
	for _, one := range n.targets(it, portSides[port]) {
		if one == receiving && portSides[port]&(popping|imaping) != 0 && n.slots[receiving][hostKind].value == "" {
			one = portSides[port]
		}
		n.portAnd(one, port, e, it.at)
	}
}

// portAnd keeps a port and the encryption on it; that of another port than
// the first does not count.
func (n *notice) portAnd(s side, port, encryption string, at Source) {
	if port != "" && !n.slots[s].put(portKind, port, at) {
		n.note("further", field(s, portKind), at)
		return
	}
	if encryption != "" {
		n.slots[s].put(encryptionKind, encryption, at)
	}
}

func (n *notice) encryption(it item) {
	e := encryptionOf(it.value, true, it.generic && wordsYes.MatchString(it.value))
	if wordsSTARTTLS.MatchString(it.text) && e == "ssl" {
		e = string(mailcore.STARTTLS)
	}
	for _, one := range n.targets(it, sending|receiving) {
		n.portAnd(one, usualPortIn(it.value), e, it.at)
	}
}

func usualPortIn(text string) string {
	if m := usualPort.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// auth reads how to log in. That the password goes along in the clear is the
// usual way, and says no more than yes.
func (n *notice) auth(it item, k kind) {
	if k == popBeforeKind || strings.Contains(strings.ToUpper(strings.ReplaceAll(it.value, " ", "")), "POPBEFORESMTP") {
		if !wordsNo.MatchString(it.value) {
			n.slots[sending].put(popBeforeKind, "true", it.at)
		}
		return
	}
	value := authOf(it.value)
	if strings.EqualFold(it.text, "APOP") {
		if wordsNo.MatchString(it.value) {
			return
		}
		value = string(mailcore.APOP)
	}
	if wordsSame.MatchString(it.value) {
		n.same(it.at)
	}
	for _, one := range n.targets(it, sending) {
		n.slots[one].put(authKind, value, it.at)
	}
}

// same notes that sending logs in as receiving does.
func (n *notice) same(at Source) {
	n.slots[sending].put("same", "true", at)
}

func (n *notice) protocol(it item) {
	for _, l := range labels(it.value) {
		for _, one := range []side{popping, imaping} {
			if l.side&one != 0 {
				n.slots[one].put(protocolKind, "true", it.at)
			}
		}
	}
}

// account reads an account name or a password: for the section that it is in,
// else for both sides.
func (n *notice) account(it item, k kind) {
	value := token(it.value)
	if !it.apart && headingEnd.MatchString(it.value) { // "Your login info"
		return
	}
	if k == userKind {
		switch {
		case wordsSame.MatchString(it.value):
			n.same(it.at)
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
		if n.common.put(k, value, it.at) {
			return
		}
		s = n.here
	}
	for _, one := range []side{sending, popping, imaping, receiving} {
		if s&one != 0 {
			n.slots[one].put(k, value, it.at)
		}
	}
}

// field names the field of a slot.
func field(s side, k kind) string {
	if s == sending {
		return "outgoing." + string(k)
	}
	return "incoming." + string(k)
}
