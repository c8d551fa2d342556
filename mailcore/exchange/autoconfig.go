package exchange

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"todoku/mailcore"
)

// The words of Mozilla's autoconfig files
// (https://wiki.mozilla.org/Thunderbird:Autoconfiguration:ConfigFileFormat).
var (
	socketTypes = map[string]mailcore.Encryption{
		"plain": mailcore.NoEncryption, "starttls": mailcore.STARTTLS, "ssl": mailcore.TLS, "tls": mailcore.TLS,
	}
	authentications = map[string]mailcore.AuthMethod{
		"none": mailcore.NoAuth, "client-ip-address": mailcore.NoAuth, "smtp-after-pop": mailcore.NoAuth,
		"password-cleartext": mailcore.AutoAuth, "plain": mailcore.AutoAuth,
		"password-encrypted": mailcore.CRAMMD5, "secure": mailcore.CRAMMD5, "ntlm": mailcore.NTLM,
	}
)

func readAutoconfig(text string) ([]Draft, error) {
	root, err := readTree(text)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	for _, provider := range root.all("emailProvider") {
		drafts = append(drafts, provided(provider)...)
		if len(drafts) > maxDrafts {
			break
		}
	}
	return drafts, nil
}

// provided makes a draft of the first servers of each kind, and one of every
// further server together with them.
func provided(provider *element) []Draft {
	in, others := spoken(provider, "incomingServer", "imap", "pop3", "pop")
	out, more := spoken(provider, "outgoingServer", "smtp", "")
	if len(in)+len(out) == 0 {
		return nil
	}
	drafts := []Draft{pair(provider, first(in), first(out))}
	for i := 1; i < len(in); i++ {
		drafts = append(drafts, pair(provider, in[i], first(out)))
	}
	for i := 1; i < len(out); i++ {
		drafts = append(drafts, pair(provider, first(in), out[i]))
	}
	for _, other := range append(others, more...) {
		for i := range drafts {
			drafts[i].note("unknown-name", "", other)
		}
	}
	return drafts
}

// spoken returns those of the types that a test can speak to, and where others
// stand: of Exchange, of calendars.
func spoken(provider *element, name string, types ...string) (known []*element, others []Source) {
	for _, server := range few(provider.all(name)) {
		kind, at := server.value("type")
		if slices.Contains(types, strings.ToLower(strings.TrimSpace(kind))) {
			known = append(known, server)
		} else {
			others = append(others, Source{Line: at.Line, Text: kind})
		}
	}
	return known, others
}

// few bounds how many servers a provider offers of one kind.
func few(list []*element) []*element { return list[:min(len(list), 20)] }

func first(list []*element) *element {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

func pair(provider, in, out *element) Draft {
	d := newDraft()
	name, at := provider.value("displayName")
	d.set("name", name, at)
	hosts := strings.NewReplacer()
	if domains := provider.all("domain"); len(domains) == 1 {
		hosts = strings.NewReplacer("%EMAILDOMAIN%", strings.TrimSpace(domains[0].text))
	}
	if out != nil {
		d.configured("outgoing", out, hosts)
		if auth, at := out.value("authentication"); strings.EqualFold(auth, "smtp-after-pop") {
			d.set("outgoing.pop.use", "true", at)
		}
	}
	if in != nil {
		kind, at := in.value("type")
		if kind = strings.ToLower(kind); kind == "pop" {
			kind = "pop3"
		}
		d.set("incoming.protocol", kind, at)
		d.configured("incoming", in, hosts)
	}
	d.usualPort(Source{Line: provider.line, Text: "hostname"})
	return d
}

// configured reads one server.
func (d *Draft) configured(side string, server *element, hosts *strings.Replacer) {
	host, at := server.value("hostname")
	host = hosts.Replace(host)
	d.filled(side+".host", host, at)
	port, at := server.value("port")
	d.set(side+".port", port, at)
	if kind, at := server.value("socketType"); kind != "" {
		d.set(side+".encryption", string(cmp.Or(socketTypes[strings.ToLower(kind)], "?")), at)
	}
	user, at := server.value("username")
	d.filled(side+".user", user, at)
	password, at := server.value("password")
	d.set(side+".password", password, at)
	switch auth, at := server.authentication(host); {
	case strings.EqualFold(auth, "OAuth2"):
		d.signIn(side+".auth", host, at)
	case d.Profile.Incoming.Protocol == mailcore.POP3 && side == "incoming" && encrypted[strings.ToLower(auth)]:
		d.set(side+".auth", string(mailcore.AutoAuth), at) // by APOP, where the server has it
	case auth != "":
		d.set(side+".auth", string(cmp.Or(authentications[strings.ToLower(auth)], "?")), at)
	}
}

// authentication returns the first way to log in that can be gone: OAuth2 only
// where it is known who signs people in, unless there is no other.
func (e *element) authentication(host string) (string, Source) {
	for _, way := range e.all("authentication") {
		if auth := strings.TrimSpace(way.text); !strings.EqualFold(auth, "OAuth2") || signsIn(host) != "" {
			return auth, Source{Line: way.line, Text: e.name + " authentication"}
		}
	}
	return e.value("authentication")
}

// encrypted are the words for a password that is not sent as it is.
var encrypted = map[string]bool{"password-encrypted": true, "secure": true}

// filled sets a value unless it follows from the address.
func (d *Draft) filled(key, value string, at Source) {
	if strings.Contains(value, "%EMAIL") {
		d.follow(key, value, at)
		return
	}
	d.set(key, value, at)
}

type autoconfigFile struct {
	XMLName  xml.Name           `xml:"clientConfig"`
	Version  string             `xml:"version,attr"`
	Provider autoconfigProvider `xml:"emailProvider"`
}

type autoconfigProvider struct {
	ID       string            `xml:"id,attr"`
	Domain   string            `xml:"domain"`
	Name     string            `xml:"displayName"`
	Incoming *autoconfigServer `xml:"incomingServer"`
	Outgoing *autoconfigServer `xml:"outgoingServer"`
}

type autoconfigServer struct {
	Type           string `xml:"type,attr"`
	Host           string `xml:"hostname"`
	Port           int    `xml:"port"`
	SocketType     string `xml:"socketType"`
	User           string `xml:"username,omitempty"`
	Authentication string `xml:"authentication"`
}

// writeAutoconfig writes version 1.1. Whoever logs in with their address does
// so in every mailbox, so the address itself is not in it.
func writeAutoconfig(profiles []mailcore.Profile) ([]byte, error) {
	p := profiles[0].Normalised().Settled()
	o, in := p.Outgoing, p.Incoming
	_, domain, _ := strings.Cut(p.From, "@")
	domain = cmp.Or(domain, o.Host, in.Host)
	file := autoconfigFile{Version: "1.1", Provider: autoconfigProvider{ID: domain, Domain: domain, Name: cmp.Or(p.Name, p.Code, domain)}}
	if in.Protocol != "" {
		file.Provider.Incoming = &autoconfigServer{string(in.Protocol), in.Host, in.Port, socketType(in.Encryption), mailboxName(in.User, p.From), authentication(in.Auth, p.OAuth)}
	}
	if o.Host != "" {
		user := o.User
		if o.SameAccount {
			user = in.User
		}
		file.Provider.Outgoing = &autoconfigServer{"smtp", o.Host, o.Port, socketType(o.Encryption), mailboxName(user, p.From), authentication(o.Auth, p.OAuth)}
	}
	return written(file)
}

func socketType(e mailcore.Encryption) string {
	switch e {
	case mailcore.TLS:
		return "SSL"
	case mailcore.STARTTLS:
		return "STARTTLS"
	}
	return "plain"
}

func mailboxName(user, from string) string {
	local, _, _ := strings.Cut(from, "@")
	switch {
	case user == "" || strings.EqualFold(user, from):
		return "%EMAILADDRESS%"
	case user == local:
		return "%EMAILLOCALPART%"
	}
	return user
}

func authentication(m mailcore.AuthMethod, provider mailcore.Provider) string {
	switch {
	case m == mailcore.XOAUTH2 || provider != "":
		return "OAuth2"
	case m == mailcore.NoAuth:
		return "none"
	case m == mailcore.NTLM:
		return "NTLM"
	case m == mailcore.CRAMMD5 || m == mailcore.APOP || m == mailcore.DIGESTMD5:
		return "password-encrypted"
	}
	return "password-cleartext"
}
