package exchange

import (
	"cmp"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// drafts puts together what was found: IMAP before POP3, each with the
// sending server.
func (n *notice) drafts() []Draft {
	protocols := n.protocols()
	if len(protocols) == 0 {
		return []Draft{n.draft(0)}
	}
	drafts := make([]Draft, len(protocols))
	for i, p := range protocols {
		drafts[i] = n.draft(p)
		if len(protocols) > 1 {
			drafts[i].note("two-protocols", "incoming.protocol", cmp.Or(n.slots[p][hostKind].at, n.slots[receiving][hostKind].at))
		}
	}
	return drafts
}

// protocols lists those that the notice offers. Where it only speaks of
// receiving, the name or the port tells which, and else it is POP3.
func (n *notice) protocols() []side {
	var all []side
	host, port := n.slots[receiving][hostKind], n.slots[receiving][portKind]
	for _, s := range []side{imaping, popping} {
		_, said := n.slots[s][protocolKind]
		if n.slots[s][hostKind].value != "" || said && host.value != "" || n.slots[s][portKind].value != "" && host.value != "" {
			all = append(all, s)
		}
	}
	if len(all) > 0 || host.value == "" {
		return all
	}
	guess := cmp.Or(portSides[port.value]&(popping|imaping), sideOf(host.value)&(popping|imaping))
	if guess == 0 {
		n.note("guessed", "incoming.protocol", host.at)
	}
	return []side{cmp.Or(guess, popping)}
}

func (n *notice) draft(receive side) Draft {
	d := newDraft()
	d.Notes = append(d.Notes, n.notes...)
	d.found("from", n.common[addressKind])
	d.found("from_name", n.common[nameKind])
	if send := n.slots[sending]; send[hostKind].value+send[portKind].value != "" {
		d.server(n, "outgoing", send, nil)
	}
	if receive != 0 {
		at := n.slots[receive][protocolKind].at
		if at == (Source{}) {
			at = cmp.Or(n.slots[receive][hostKind].at, n.slots[receiving][hostKind].at)
		}
		d.set("incoming.protocol", map[side]string{popping: "pop3", imaping: "imap"}[receive], at)
		d.server(n, "incoming", n.slots[receive], n.slots[receiving])
	}
	d.guessUser(n.common[addressKind].at)
	d.shareAccount(n)
	if before := n.slots[sending][popBeforeKind]; before.value != "" {
		d.popBefore(before)
	}
	return d
}

// guessUser concludes the account name of receiving where there is a password
// or another account: it is that of sending, or the address.
func (d *Draft) guessUser(address Source) {
	in, out := d.Profile.Incoming, d.Profile.Outgoing
	at := address
	for _, s := range d.Seen {
		if s.Field == "outgoing.user" {
			at = s.Source
		}
	}
	user := cmp.Or(out.User, d.Profile.From)
	if user == "" || out.User == "" && out.Password+in.Password == "" {
		return
	}
	if d.saw("incoming.host") && in.User == "" {
		d.set("incoming.user", user, at)
		d.note("guessed", "incoming.user", at)
	}
	if d.saw("outgoing.host") && out.User == "" && out.Password != "" && out.Auth != mailcore.NoAuth {
		d.set("outgoing.user", user, at)
		d.note("guessed", "outgoing.user", at)
	}
}

// popBefore lets receiving open the way for sending, which then logs in only
// where the notice says so.
func (d *Draft) popBefore(before found) {
	d.found("outgoing.pop.use", before)
	if !d.saw("outgoing.auth") {
		d.set("outgoing.auth", string(mailcore.NoAuth), before.at)
	}
	in := d.Profile.Incoming
	if in.Protocol != mailcore.POP3 {
		return
	}
	at := map[string]Source{}
	for _, s := range d.Seen {
		at[s.Field] = s.Source
	}
	for _, name := range []string{"host", "port", "encryption", "user"} {
		d.set("outgoing.pop."+name, d.Profile.Text("incoming."+name), at["incoming."+name])
	}
	d.set("outgoing.pop.password", string(in.Password), at["incoming.password"])
	if in.Auth == mailcore.APOP {
		d.set("outgoing.pop.auth", string(in.Auth), at["incoming.auth"])
	}
}

func (d *Draft) found(key string, f found) {
	if f.value != "" {
		d.set(key, f.value, f.at)
	}
}

// server fills in one side: from its own slot, from that of receiving in
// general, and from what holds for all.
func (d *Draft) server(n *notice, side string, own, general slot) {
	get := func(k kind) found {
		for _, s := range []slot{own, general} {
			if s[k].value != "" {
				return s[k]
			}
		}
		return found{}
	}
	host := get(hostKind)
	d.found(side+".host", host)
	d.found(side+".port", get(portKind))
	d.encrypted(side, get(encryptionKind), cmp.Or(host.at, get(portKind).at))
	d.usualPort(host.at)
	if auth := get(authKind); auth.value != "" {
		d.set(side+".auth", auth.value, auth.at)
	}
	for _, k := range []kind{userKind, passwordKind} {
		f := get(k)
		if f.value == "" {
			f = n.common[k]
		}
		d.login(side, k, f)
	}
}

// login fills in an account name; it may be said in terms of the address.
func (d *Draft) login(side string, k kind, f found) {
	local, _, _ := strings.Cut(d.Profile.From, "@")
	said := f.value
	switch {
	case k == passwordKind:
	case said == "@address":
		f.value = d.Profile.From
	case said == "@local":
		f.value = local
	}
	if f.value == "" && said != "" {
		d.note("placeholder", side+"."+string(k), f.at)
	}
	d.found(side+"."+string(k), f)
}

// encrypted settles what「SSL」means on the port, and concludes from the port
// what nobody says.
func (d *Draft) encrypted(side string, e found, host Source) {
	port := d.Profile.Text(side + ".port")
	if !d.saw(side + ".port") {
		port = ""
	}
	at := e.at
	guessed := e.value == "" || e.value == "ssl"
	switch {
	case !guessed:
	case usuallyTLS[port] != "":
		guessed = e.value == "" || usuallyTLS[port] != mailcore.TLS
		e.value = string(usuallyTLS[port])
		if at == (Source{}) {
			at = host
		}
	case e.value == "ssl" && usuallyPlain[port]:
		e.value = string(mailcore.STARTTLS)
	case e.value == "ssl":
		e.value, guessed = string(mailcore.TLS), false
	case usuallyPlain[port]:
		e.value, at = string(mailcore.NoEncryption), host
	default: // neither port nor encryption: as a new server has it
		e.value, at = d.Profile.Text(side+".encryption"), host
	}
	d.set(side+".encryption", e.value, at)
	if guessed {
		d.note("guessed", side+".encryption", at)
	}
}

var (
	usuallyTLS   = map[string]mailcore.Encryption{"465": mailcore.TLS, "993": mailcore.TLS, "995": mailcore.TLS, "587": mailcore.STARTTLS, "2525": mailcore.STARTTLS}
	usuallyPlain = map[string]bool{"25": true, "110": true, "143": true}
)

// shareAccount lets sending log in as receiving does, where the notice says so
// or names one account only.
func (d *Draft) shareAccount(n *notice) {
	o, in := d.Profile.Outgoing, d.Profile.Incoming
	same, said := n.slots[sending]["same"]
	_, before := n.slots[sending][popBeforeKind]
	if o.Host == "" || in.Host == "" || in.User == "" || o.User != "" && !said || o.Auth == mailcore.NoAuth || before && !d.saw("outgoing.auth") {
		return
	}
	at := same.at
	if !said {
		for _, s := range d.Seen {
			if s.Field == "incoming.user" {
				at = s.Source
			}
		}
	}
	d.set("outgoing.same_account", strconv.FormatBool(true), at)
	d.note("same-as-server", "outgoing.same_account", at)
}
