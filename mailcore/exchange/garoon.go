package exchange

import (
	"encoding/xml"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// garoonColumns are the columns by which a table with the names of Garoon's
// MailServerInfoType is recognised.
var garoonColumns = []string{"server_code", "outgoing.server_name", "outgoing_server_name"}

func looksLikeGaroon(text, name string) bool {
	return hasTag("outgoing")(text, name) || hasTag("incoming")(text, name) || hasTag("mail_server")(text, name)
}

// garoonFields says where the values of MailServerInfoType go (GR-25).
var garoonFields = []struct {
	name, field string
	words       map[string]string // Garoon's for ours; nil means the same
}{
	{"server_code", "code", nil},
	{"server_name", "name", nil},
	{"outgoing.server_name", "outgoing.host", nil},
	{"outgoing.port_number", "outgoing.port", nil},
	{"outgoing.use_ssl", "outgoing.encryption", map[string]string{"true": "tls", "1": "tls", "false": "none", "0": "none"}},
	{"outgoing.encrypted_connection", "outgoing.encryption", map[string]string{"none": "none", "ssl": "tls", "tls": "starttls"}},
	{"outgoing.smtp_auth", "outgoing.auth", map[string]string{"none": "none", "plain": "PLAIN", "login": "LOGIN", "cram-md5": "CRAM-MD5", "digest-md5": "DIGEST-MD5", "cram_md5": "CRAM-MD5", "digest_md5": "DIGEST-MD5"}},
	{"outgoing.account_for_send", "outgoing.same_account", map[string]string{"true": "false", "1": "false", "false": "true", "0": "true"}},
	{"outgoing.pop_before_smtp", "outgoing.pop.use", nil},
	{"outgoing.pop_before_smtp_wait_time", "outgoing.pop.wait", nil},
	{"outgoing.timeout", "outgoing.timeout", nil},
	{"incoming.receive_protocol", "incoming.protocol", map[string]string{"pop3": "pop3", "imap4": "imap", "imap": "imap"}},
	{"incoming.server_name", "incoming.host", nil},
	{"incoming.port_number", "incoming.port", nil},
	{"incoming.use_ssl", "incoming.encryption", map[string]string{"true": "tls", "1": "tls", "false": "none", "0": "none"}},
	{"incoming.apop_auth_for_pop3", "incoming.auth", map[string]string{"true": "APOP", "1": "APOP", "false": "auto", "0": "auto"}},
	{"incoming.timeout", "incoming.timeout", nil},
}

// garoonDefaults is what Garoon means where it says nothing; its other
// defaults are ours.
var garoonDefaults = map[string]string{
	"outgoing.encryption": "none", "outgoing.auth": "none", "incoming.protocol": "pop3", "incoming.encryption": "none",
	"outgoing.timeout": "10", "incoming.timeout": "10",
}

// fromGaroon makes a draft of the values that value knows.
func fromGaroon(value func(name string) (string, Source)) Draft {
	d := newDraft()
	for _, f := range garoonFields {
		text, at := value(f.name)
		if f.words != nil && text != "" {
			text = f.words[strings.ToLower(text)]
			if text == "" {
				d.note("bad-value", f.field, at)
			}
		}
		d.set(f.field, text, at)
	}
	for _, f := range garoonFields {
		side, _, _ := strings.Cut(f.field, ".")
		if text := garoonDefaults[f.field]; text != "" && !d.saw(f.field) && d.saw(side+".host") {
			d.put(f.field, text, Source{Text: f.name})
		}
	}
	if d.Profile.Incoming.Host == "" { // then its protocol means nothing
		d.Profile.Incoming.Protocol = ""
	}
	return d
}

func readGaroon(text string) ([]Draft, error) {
	root, err := readTree(text)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	for _, server := range servers(root) {
		drafts = append(drafts, fromGaroon(func(name string) (string, Source) {
			if part, below, ok := strings.Cut(name, "."); ok {
				return server.child(part).value(below)
			}
			return server.value(name)
		}))
		if len(drafts) > maxDrafts {
			break
		}
	}
	return drafts, nil
}

// servers returns the elements that are a MailServerInfoType, whatever they
// are called.
func servers(e *element) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == "outgoing" || c.name == "incoming" {
			return []*element{e}
		}
	}
	for _, c := range e.children {
		found = append(found, servers(c)...)
	}
	return found
}

func readGaroonCSV(text string) ([]Draft, error) {
	s, err := readSheet(text)
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range s.head {
		name = strings.ToLower(strings.TrimSpace(name))
		for _, side := range []string{"outgoing", "incoming"} {
			if rest, ok := strings.CutPrefix(name, side+"_"); ok {
				name = side + "." + rest
			}
		}
		column[name] = i
	}
	drafts := make([]Draft, len(s.rows))
	for i, row := range s.rows {
		drafts[i] = fromGaroon(func(name string) (string, Source) {
			c, ok := column[name]
			if !ok || c >= len(row) {
				return "", Source{Line: s.lines[i], Text: name}
			}
			return unguarded(row[c]), Source{Line: s.lines[i], Text: name}
		})
	}
	return drafts, nil
}

type garoonFile struct {
	XMLName xml.Name       `xml:"http://schemas.cybozu.co.jp/mail/2008 parameters"`
	Servers []garoonServer `xml:"mail_server"`
}

type garoonServer struct {
	ID       string         `xml:"id,attr"`
	Code     string         `xml:"server_code,attr"`
	Name     string         `xml:"server_name,attr"`
	Outgoing garoonOutgoing `xml:"outgoing"`
	Incoming garoonIncoming `xml:"incoming"`
}

type garoonOutgoing struct {
	Host      string `xml:"server_name,attr"`
	Port      int    `xml:"port_number,attr"`
	UseSSL    string `xml:"use_ssl,attr,omitempty"`
	Encrypted string `xml:"encrypted_connection,attr,omitempty"`
	Auth      string `xml:"smtp_auth,attr"`
	Account   string `xml:"account_for_send,attr,omitempty"`
	PopBefore bool   `xml:"pop_before_smtp,attr"`
	PopWait   int    `xml:"pop_before_smtp_wait_time,attr"`
	Timeout   int    `xml:"timeout,attr"`
}

type garoonIncoming struct {
	Protocol string `xml:"receive_protocol,attr"`
	Host     string `xml:"server_name,attr"`
	Port     int    `xml:"port_number,attr"`
	UseSSL   bool   `xml:"use_ssl,attr"`
	APOP     bool   `xml:"apop_auth_for_pop3,attr"`
	Timeout  int    `xml:"timeout,attr"`
}

// writeGaroon writes MailServerInfoType elements, as the SOAP calls take them.
func writeGaroon(profiles []mailcore.Profile) ([]byte, error) {
	var file garoonFile
	for _, p := range profiles {
		p = p.Normalised().Settled()
		if p.Outgoing.Auth == mailcore.AutoAuth {
			return nil, &Error{Code: "auth-open"}
		}
		in := p.Incoming
		s := garoonServer{ID: "dummy", Code: p.Code, Name: p.Name, Outgoing: toGaroon(p)}
		if in.Protocol != "" {
			protocol := map[mailcore.Protocol]string{mailcore.POP3: "POP3", mailcore.IMAP: "IMAP4"}[in.Protocol]
			s.Incoming = garoonIncoming{protocol, in.Host, in.Port, in.Encryption == mailcore.TLS, in.Auth == mailcore.APOP, in.Timeout}
		} else {
			s.Incoming = garoonIncoming{Protocol: "POP3", Port: 110, Timeout: 10}
		}
		file.Servers = append(file.Servers, s)
	}
	return written(file)
}

// toGaroon writes STARTTLS with the newer attribute: use_ssl cannot say it.
func toGaroon(p mailcore.Profile) garoonOutgoing {
	o := p.Outgoing
	g := garoonOutgoing{
		Host: o.Host, Port: o.Port, Auth: "NONE", Timeout: o.Timeout,
		PopBefore: o.PopBefore.Use, PopWait: o.PopBefore.Wait, UseSSL: strconv.FormatBool(o.Encryption == mailcore.TLS),
	}
	if o.Encryption == mailcore.STARTTLS {
		g.UseSSL, g.Encrypted = "", "TLS"
	}
	switch o.Auth {
	case mailcore.NoAuth:
		return g
	case mailcore.XOAUTH2: // OAuth is set apart from it
		g.Auth = string(mailcore.PLAIN)
	default:
		g.Auth = string(o.Auth)
	}
	g.Account = strconv.FormatBool(!o.SameAccount)
	return g
}
