package exchange

import (
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var fetchmailLine = pattern.New(`(?m)^[ \t]*(?:poll|skip|server)[ \t]+\S+[^\n]*(?:\n[^\n]*){0,3}\b(?:proto(?:col)?|user(?:name)?|with|via|port|service|pass(?:word)?)\b`)

func looksLikeFetchmail(text, name string) bool {
	return strings.HasSuffix(name, "fetchmailrc") || !strings.ContainsAny(text, "={") && fetchmailLine.MatchString(text)
}

// Words of fetchmailrc: those that say nothing, and those that a word follows
// which is of no use here.
var (
	fetchmailNoise = []string{"and", "with", "has", "wants", "options", "here", "there", ":", ";", ",", "keep", "fetchall", "nokeep", "rewrite", "no", "nofetchall", "flush", "uidl", "tracepolls", "idle", "stripcr", "mimedecode", "nodns", "dns"}
	fetchmailTakes = []string{
		"mda", "bsmtp", "smtphost", "smtpaddress", "smtpname", "fetchdomains", "antispam", "folder", "mailbox", "limit", "limitflush", "warnings", "batchlimit", "fetchlimit", "fetchsizelimit",
		"fastuidl", "expunge", "interval", "interface", "monitor", "plugout", "principal", "esmtpname", "esmtppassword", "sslcert", "sslkey", "sslcertfile", "sslcertpath", "sslfingerprint", "sslcommonname", "properties", "postconnect", "envelope", "qvirtual", "aka", "localdomains",
	}
)

// A poll is a server of fetchmailrc with what holds for all of its accounts.
type poll struct {
	host, via, protocol, port, auth, timeout word
	ssl, tls                                 *bool
	notes                                    []Note
	password, user                           word
}

// readFetchmail reads fetchmailrc: a draft for each account.
func readFetchmail(text string) ([]Draft, error) {
	var all []word
	for _, line := range lineWords(text, ";:,") {
		all = append(all, line...)
	}
	var drafts []Draft
	var server, current *poll
	end := func() {
		if current != nil && len(drafts) <= maxDrafts {
			drafts = append(drafts, current.draft())
		}
		current = nil
	}
	defaults := poll{}
	for i := 0; i < len(all); i++ {
		w := all[i]
		next := func() word {
			if i+1 < len(all) {
				i++
			}
			return all[i]
		}
		key := strings.ToLower(w.text)
		if w.quoted {
			key = ""
		}
		if key == "no" {
			key += strings.ToLower(next().text)
		}
		switch {
		case key == "defaults":
			end()
			server, current = &defaults, nil
		case key == "poll" || key == "skip" || key == "server":
			end()
			p := defaults
			p.host = next()
			server, current = &p, nil
			if key == "skip" {
				p.notes = append(p.notes, Note{Code: "disabled", Source: Source{Line: w.line, Text: w.text}})
			}
		case server == nil:
		case key == "user" || key == "username":
			if current != nil && current.user.text != "" {
				end()
			}
			if current == nil {
				p := *server
				current = &p
			}
			current.user = next()
		case key == "is" || key == "to":
			for i+1 < len(all) && !endsNames(all[i+1]) {
				i++
			}
			if i+1 < len(all) && strings.EqualFold(all[i+1].text, "there") && current != nil { // user "taro" here is "info" there
				current.user = all[i]
			}
		default:
			target := server
			if current != nil {
				target = current
			}
			target.option(key, w, next)
		}
	}
	if server != nil && server != &defaults && current == nil && len(drafts) == 0 {
		current = server
	}
	end()
	return drafts, nil
}

// endsNames reports whether the names of local users are over.
func endsNames(w word) bool {
	known := []string{"poll", "skip", "user", "username", "pass", "password", "ssl", "sslproto", "auth", "proto", "protocol", "port", "service", "via", "preconnect", "plugin", "timeout", "defaults", "sslcertck"}
	lower := strings.ToLower(w.text)
	return !w.quoted && (slices.Contains(fetchmailNoise, lower) || slices.Contains(fetchmailTakes, lower) || slices.Contains(known, lower))
}

func (p *poll) option(key string, w word, next func() word) {
	yes, no := true, false
	at := Source{Line: w.line, Text: w.text}
	switch key {
	case "via":
		p.via = next()
	case "proto", "protocol":
		p.protocol = next()
	case "port", "service":
		p.port = next()
	case "timeout":
		p.timeout = next()
	case "auth", "authenticate":
		p.auth = next()
	case "pass", "password":
		p.password = next()
	case "ssl":
		p.ssl = &yes
	case "nossl":
		p.ssl = &no
	case "sslproto":
		off := next()
		on := off.text != ""
		p.tls = &on
	case "nosslcertck":
		p.notes = append(slices.Clip(p.notes), Note{Code: "unverified", Field: "incoming.encryption", Source: at})
	case "plugin", "preconnect":
		next()
		p.notes = append(slices.Clip(p.notes), Note{Code: "command", Source: at})
	case "sslcertck":
	default:
		switch {
		case slices.Contains(fetchmailTakes, key):
			next()
		case key == "" || slices.Contains(fetchmailNoise, key):
		default:
			p.notes = append(slices.Clip(p.notes), Note{Code: "unknown-name", Source: at})
		}
	}
}

func (p poll) draft() Draft {
	d := newDraft()
	for _, n := range p.notes {
		d.note(n.Code, n.Field, n.Source)
	}
	from := func(w word, name string) Source { return Source{Line: w.line, Text: name} }
	host := p.host
	if p.via.text != "" {
		host = p.via
	}
	protocol := map[string]string{"imap": "imap", "imap4": "imap", "imap4rev1": "imap", "pop3": "pop3", "apop": "pop3", "": ""}[strings.ToLower(p.protocol.text)]
	d.host("incoming", host.text, from(host, "poll"))
	switch {
	case protocol != "":
		d.set("incoming.protocol", protocol, from(p.protocol, "proto"))
	case d.saw("incoming.host"):
		d.set("incoming.protocol", map[bool]string{true: "pop3", false: "imap"}[strings.HasPrefix(host.text, "pop")], from(host, "poll"))
		d.note("guessed", "incoming.protocol", from(host, "poll"))
	}
	if !d.saw("incoming.host") {
		return d
	}
	d.set("incoming.port", map[string]string{"imaps": "993", "pop3s": "995", "imap": "143", "pop3": "110"}[strings.ToLower(p.port.text)], from(p.port, "service"))
	if !d.saw("incoming.port") {
		d.set("incoming.port", p.port.text, from(p.port, "port"))
	}
	d.set("incoming.user", p.user.text, from(p.user, "user"))
	d.set("incoming.timeout", p.timeout.text, from(p.timeout, "timeout"))
	if isPlaceholder(p.password.text, "password") {
		d.note("elsewhere", "incoming.password", from(p.password, "password"))
	} else {
		d.set("incoming.password", p.password.text, from(p.password, "password"))
	}
	d.fetchmailSecurity(p, from(host, "poll"))
	if strings.EqualFold(p.protocol.text, "apop") {
		d.set("incoming.auth", string(mailcore.APOP), from(p.protocol, "proto"))
	} else if p.auth.text != "" && p.auth.text != "password" && p.auth.text != "any" {
		d.set("incoming.auth", mechanismOf("incoming.auth", strings.ToLower(p.auth.text)), from(p.auth, "auth"))
	}
	return d
}

// fetchmailSecurity reads "ssl"; without it fetchmail takes STARTTLS where it
// is offered, unless sslproto is empty.
func (d *Draft) fetchmailSecurity(p poll, at Source) {
	var flags []tlsFlag
	switch {
	case p.ssl != nil && *p.ssl:
		flags = []tlsFlag{{meaning: "ssl", value: "yes", at: Source{Line: at.Line, Text: "ssl"}}}
	case p.tls != nil:
		flags = []tlsFlag{{meaning: "starttls", value: map[bool]string{true: "yes", false: "no"}[*p.tls], at: Source{Line: at.Line, Text: "sslproto"}}}
	}
	d.protect("incoming", flags)
	d.Notes = without(d.Notes, "guessed", "incoming.port")
}
