package exchange

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// A pref is one line of prefs.js.
type pref struct {
	value string
	line  int
}

type prefs map[string]pref

var prefLine = pattern.New(`^\s*user_pref\("([^"\\]+)",\s*(.*?)\s*\);\s*$`)

func readPrefs(text string) prefs {
	all, n := prefs{}, 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if m := prefLine.FindStringSubmatch(line); m != nil && strings.HasPrefix(m[1], "mail.") {
			all[m[1]] = pref{unquoted(m[2]), n}
		}
	}
	return all
}

var hexEscape = pattern.New(`\\x([0-9A-Fa-f]{2})`)

// unquoted reads a string as JavaScript writes it; numbers and truths are as
// they are.
func unquoted(value string) string {
	if !strings.HasPrefix(value, `"`) {
		return value
	}
	var text string
	value = hexEscape.ReplaceAllString(strings.ReplaceAll(value, `\'`, `'`), `\u00$1`)
	if json.Unmarshal([]byte(value), &text) != nil {
		return ""
	}
	return text
}

// at returns a preference and where it stands.
func (p prefs) at(key string) (string, Source) {
	v := p[key]
	return v.value, Source{Line: v.line, Text: key}
}

func (p prefs) list(key string) []string {
	var all []string
	for name := range strings.SplitSeq(p[key].value, ",") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(all, name) && len(all) < maxDrafts {
			all = append(all, name)
		}
	}
	return all
}

// Numbers of Thunderbird (nsMsgSocketType, nsMsgAuthMethod).
var (
	prefSockets = map[string]mailcore.Encryption{
		"0": mailcore.NoEncryption, "1": mailcore.STARTTLS, "2": mailcore.STARTTLS, "3": mailcore.TLS,
	}
	prefAuth = map[string]mailcore.AuthMethod{
		"1": mailcore.NoAuth, "2": mailcore.AutoAuth, "3": mailcore.AutoAuth, "4": mailcore.CRAMMD5,
		"6": mailcore.NTLM, "8": mailcore.CRAMMD5, "9": mailcore.AutoAuth,
	}
)

// readThunderbird makes a draft of each account, and of each outgoing server
// that no account uses.
func readThunderbird(text string) ([]Draft, error) {
	p, used := readPrefs(text), map[string]bool{}
	senders := p.senders()
	var drafts []Draft
	for _, account := range p.list("mail.accountmanager.accounts") {
		d, smtp := p.account(account)
		if d.saw("incoming.host") || smtp != "" {
			drafts, used[smtp] = append(drafts, d), true
		}
	}
	for _, smtp := range p.outgoing() {
		if !used[smtp] {
			d := newDraft()
			d.sender(p, senders[smtp])
			d.smtp(p, smtp)
			drafts = append(drafts, d)
		}
	}
	return drafts, nil
}

// senders says by which identity each outgoing server sends, the first one.
func (p prefs) senders() map[string]string {
	found := map[string]string{}
	for _, account := range p.list("mail.accountmanager.accounts") {
		for _, id := range p.list("mail.account." + account + ".identities") {
			if smtp := p["mail.identity."+id+".smtpServer"].value; found[smtp] == "" {
				found[smtp] = id
			}
		}
	}
	return found
}

// sender reads an identity.
func (d *Draft) sender(p prefs, id string) {
	d.copy(p, "mail.identity."+id+".useremail", "from")
	d.copy(p, "mail.identity."+id+".fullName", "from_name")
}

// outgoing lists the outgoing servers by their keys.
func (p prefs) outgoing() []string {
	if all := p.list("mail.smtpservers"); len(all) > 0 {
		return all
	}
	found := map[string]bool{}
	for key := range p {
		if rest, ok := strings.CutPrefix(key, "mail.smtpserver."); ok && strings.HasSuffix(rest, ".hostname") {
			found[strings.TrimSuffix(rest, ".hostname")] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// account reads an account with its identity and both servers.
func (p prefs) account(account string) (d Draft, smtp string) {
	d = newDraft()
	prefix := "mail.account." + account + "."
	server := "mail.server." + p[prefix+"server"].value + "."
	kind, at := p.at(server + "type")
	if kind != "imap" && kind != "pop3" { // feeds, news, local folders
		return d, ""
	}
	d.copy(p, server+"name", "name")
	d.set("incoming.protocol", kind, at)
	d.receiving(p, server)
	if identities := p.list(prefix + "identities"); len(identities) > 0 {
		d.sender(p, identities[0])
		smtp = p["mail.identity."+identities[0]+".smtpServer"].value
		if len(identities) > 1 {
			d.note("further", "from", Source{Line: p[prefix+"identities"].line, Text: prefix + "identities"})
		}
	}
	smtp = cmp.Or(smtp, p["mail.smtp.defaultserver"].value)
	if smtp == "" && len(p.outgoing()) == 1 {
		smtp = p.outgoing()[0]
	}
	d.smtp(p, smtp)
	return d, smtp
}

func (d *Draft) copy(p prefs, key, field string) {
	value, at := p.at(key)
	d.set(field, value, at)
}

// receiving reads the incoming server. The real names are what was corrected
// later; the others stay as they were for ever.
func (d *Draft) receiving(p prefs, server string) {
	d.copy(p, server+"hostname", "incoming.host")
	d.copy(p, server+"realhostname", "incoming.host")
	d.copy(p, server+"userName", "incoming.user")
	d.copy(p, server+"realuserName", "incoming.user")
	d.copy(p, server+"port", "incoming.port")
	d.copy(p, server+"timeout", "incoming.timeout")
	socket, at := p.at(server + "socketType")
	d.put("incoming.encryption", string(cmp.Or(prefSockets[cmp.Or(socket, "0")], "?")), at)
	d.usualPort(at)
	d.authentication(p, "incoming", server)
	if p[server+"leave_on_server"].value == "true" && p[server+"delete_by_age_from_server"].value == "true" {
		d.copy(p, server+"delete_by_age_from_server", "incoming.delete")
		d.copy(p, server+"num_days_to_leave_on_server", "incoming.delete_days")
	}
}

func (d *Draft) smtp(p prefs, key string) {
	server := "mail.smtpserver." + key + "."
	if p[server+"hostname"].value == "" {
		return
	}
	if !d.saw("name") {
		d.copy(p, server+"description", "name")
	}
	d.copy(p, server+"hostname", "outgoing.host")
	d.copy(p, server+"port", "outgoing.port")
	d.copy(p, server+"username", "outgoing.user")
	d.copy(p, "mail.smtpserver.default.hello_argument", "outgoing.helo")
	d.copy(p, server+"hello_argument", "outgoing.helo")
	socket, at := p.at(server + "try_ssl")
	d.put("outgoing.encryption", string(cmp.Or(prefSockets[cmp.Or(socket, "0")], "?")), at)
	d.usualPort(at)
	d.authentication(p, "outgoing", server)
}

// authentication reads how to log in; without a word it is by password where
// there is an account.
func (d *Draft) authentication(p prefs, side, server string) {
	method, at := p.at(server + "authMethod")
	switch {
	case method == "10":
		d.signIn(side+".auth", d.Profile.Text(side+".host"), at)
	case method != "":
		d.put(side+".auth", string(cmp.Or(prefAuth[method], "?")), at)
	case side == "outgoing" && d.Profile.Outgoing.User == "":
		d.put(side+".auth", string(mailcore.NoAuth), at)
	}
}
