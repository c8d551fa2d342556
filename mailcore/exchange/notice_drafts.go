package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// drafts puts together what was found: for each account IMAP before POP3, with
// the sending server.
func (n *notice) drafts() []Draft {
	if len(n.accounts) < 2 {
		for _, own := range n.accounts {
			n.base = own.over(n.base)
		}
		n.book = n.base
		return n.protocolDrafts()
	}
	var drafts []Draft
	for _, own := range n.accounts {
		n.book = own.over(n.base)
		drafts = append(drafts, n.protocolDrafts()...)
	}
	return drafts
}

func (n *notice) protocolDrafts() []Draft {
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
// receiving, the name or the port tells which; else nothing does.
func (n *notice) protocols() []side {
	var all []side
	host := n.slots[receiving][hostKind]
	open := slices.ContainsFunc(n.notes, func(one Note) bool { return one.Field == "incoming.host" })
	for _, s := range []side{imaping, popping} {
		_, said := n.slots[s][protocolKind]
		if n.slots[s][hostKind].value != "" || said && host.value != "" || len(n.ways[s]) > 0 && (host.value != "" || open) {
			all = append(all, s)
		}
	}
	if len(all) > 0 || host.value == "" {
		return all
	}
	if named := sideOf(host.value) & (popping | imaping); named != 0 {
		return []side{named}
	}
	return []side{receiving}
}

func (n *notice) draft(receive side) Draft {
	d := newDraft()
	d.Notes = append(d.Notes, n.notes...)
	all := n.slots[everybody]
	d.found("from", cmp.Or(all[senderKind], all[addressKind]))
	d.found("from_name", all[nameKind])
	if n.slots[sending][hostKind].value != "" || len(n.ways[sending]) > 0 {
		d.server(n, "outgoing", sending)
	}
	if receive != 0 {
		at := n.slots[receive][protocolKind].at
		if at == (Source{}) {
			at = cmp.Or(n.slots[receive][hostKind].at, n.slots[receiving][hostKind].at)
		}
		if ways := n.ways[receive]; at == (Source{}) && len(ways) > 0 {
			at = ways[0].at
		}
		d.set("incoming.protocol", map[side]string{popping: "pop3", imaping: "imap"}[receive], at)
		d.server(n, "incoming", receive)
	}
	d.shareAccount(n)
	if before := n.slots[sending][popBeforeKind]; before.value != "" {
		d.popBefore(before)
	}
	if len(d.Seen) > 0 {
		d.missing()
	}
	return d
}

// needed are the fields that a mailbox needs, in the order of the form.
var needed = []string{
	"from", "outgoing.host", "outgoing.port", "outgoing.encryption", "outgoing.user", "outgoing.password",
	"incoming.protocol", "incoming.host", "incoming.port", "incoming.encryption", "incoming.user", "incoming.password",
}

// missing names the fields that the notice does not say.
func (d *Draft) missing() {
	o := d.Profile.Outgoing
	for _, key := range needed {
		side, name, _ := strings.Cut(key, ".")
		login := name == "user" || name == "password"
		switch {
		case d.saw(key), d.noted(key):
		case name != "host" && name != "" && !d.saw(side+".host"): // the host says that all of it is missing
		case login && side == "outgoing" && (o.SameAccount || o.Auth == mailcore.NoAuth):
		default:
			d.note("missing", key, Source{})
		}
	}
}

func (d *Draft) noted(key string) bool {
	return slices.ContainsFunc(d.Notes, func(n Note) bool { return n.Field == key && n.Code != "further" })
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
		if value, seen := d.Profile.Text("incoming."+name), at["incoming."+name]; seen != (Source{}) {
			d.set("outgoing.pop."+name, value, seen)
		} else if value != "" {
			_ = d.Profile.Set("outgoing.pop."+name, value)
		}
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
func (d *Draft) server(n *notice, name string, s side) {
	get := func(k kind) found {
		f := n.slots[s][k]
		if f.value == "" && s != sending {
			f = n.slots[receiving][k]
		}
		return f
	}
	ways := n.ways[s]
	if len(ways) == 0 && s != sending {
		ways = n.ways[receiving]
	}
	d.found(name+".host", get(hostKind))
	d.connected(name, ways, get(encryptionKind))
	if auth := get(authKind); auth.value != "" {
		d.set(name+".auth", auth.value, auth.at)
	}
	for _, k := range []kind{userKind, passwordKind} {
		f := get(k)
		if f.value == "" {
			f = n.slots[everybody][k]
		}
		d.login(n, name, k, f)
	}
}

// login fills in an account name; it may be said in terms of the address.
func (d *Draft) login(n *notice, name string, k kind, f found) {
	all := n.slots[everybody]
	address := cmp.Or(all[addressKind], all[senderKind]).value
	key := name + "." + string(k)
	switch form := userForms[f.value]; {
	case k == passwordKind || form == "":
	case address == "":
		d.follow(key, form, f.at)
		return
	default:
		f.value = filled(form, address)
	}
	d.found(key, f)
}

// userForms are the ways to say an account name by the address.
var userForms = map[string]string{"@address": "%EMAILADDRESS%", "@local": "%EMAILLOCALPART%"}

// connected settles the port and the encryption: which of several ports, what
// "SSL" means on it, and what goes with it where nobody says.
func (d *Draft) connected(name string, ways []way, said found) {
	w, ok := choose(ways, said.value)
	for _, other := range ways {
		if other.port != w.port {
			d.note("further", name+".port", other.at)
		}
	}
	if ok {
		d.set(name+".port", w.port, w.at)
	}
	e, at := said.value, said.at
	if w.encryption != "" {
		e, at = w.encryption, w.at
	}
	usual := string(usuallyTLS[w.port])
	switch {
	case e == "" && usual == string(mailcore.TLS): // the port is for nothing else (RFC 8314)
		d.set(name+".encryption", usual, w.at)
		d.note("guessed", name+".encryption", w.at)
		return
	case e == "" && usual != "":
		d.conclude(name+".encryption", usual, w.at)
		return
	case e == "" && usuallyPlain[w.port]:
		d.conclude(name+".encryption", string(mailcore.NoEncryption), w.at)
		return
	case e == "":
		return
	case e == "ssl":
		e = cmp.Or(usual, map[bool]string{true: string(mailcore.STARTTLS), false: string(mailcore.TLS)}[usuallyPlain[w.port]])
		if e == string(mailcore.STARTTLS) {
			d.note("guessed", name+".encryption", at)
		}
	}
	d.set(name+".encryption", e, at)
	if !ok {
		d.standardPort(name, at)
	}
}

// conclude gives a field what follows from another. The notice does not say it,
// so it is not among what was read.
func (d *Draft) conclude(key, value string, at Source) {
	if d.Profile.Set(key, value) == nil {
		d.note("guessed", key, at)
	}
}

// standardPort gives a server the port that goes with its encryption.
func (d *Draft) standardPort(name string, at Source) {
	port := d.Profile.Outgoing.Encryption.DefaultPort()
	if in := d.Profile.Incoming; name == "incoming" {
		port = in.Protocol.DefaultPort(in.Encryption)
	}
	d.conclude(name+".port", strconv.Itoa(port), at)
}

var (
	usuallyTLS   = map[string]mailcore.Encryption{"465": mailcore.TLS, "993": mailcore.TLS, "995": mailcore.TLS, "587": mailcore.STARTTLS, "2525": mailcore.STARTTLS}
	usuallyPlain = map[string]bool{"25": true, "110": true, "143": true}
)

// shareAccount lets sending log in as receiving does, where the notice says so
// or names one account only.
func (d *Draft) shareAccount(n *notice) {
	o, in := d.Profile.Outgoing, d.Profile.Incoming
	same, said := n.slots[sending][sameKind]
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
