package products

import (
	"cmp"
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
	"todoku/pattern"
)

// vtigerFields are in Vtiger's one field for the server.
var vtigerFields = []string{"outgoing.port", "outgoing.encryption"}

// vtigerServer returns サーバ名: scheme, host and port in one (VT-02).
func vtigerServer() Row {
	r := row(Text, "server", "outgoing.host")
	r.Also = vtigerFields
	r.Read = func(p mailcore.Profile) (string, bool) { return vtigerURL(p), true }
	r.Write, r.Mends = parseServer, mendedServer
	return r
}

// vtigerSchemes are Vtiger's words: its tls:// is STARTTLS (C1), and without a
// word it uses STARTTLS where it is offered.
var vtigerSchemes = map[mailcore.Encryption]string{mailcore.TLS: "ssl://", mailcore.STARTTLS: "tls://"}

// vtigerURL composes サーバ名.
func vtigerURL(p mailcore.Profile) string {
	o := p.Outgoing
	if o.Host == "" {
		return ""
	}
	return vtigerSchemes[o.Encryption] + mailcore.HostPort(o.Host, o.Port)
}

// noPort is where Vtiger connects when no port is given (VT-10).
const noPort = 25

// parseServer takes サーバ名 apart.
func parseServer(p *mailcore.Profile, value string) error {
	if strings.ContainsAny(norm.NFKC.String(value), ";,") {
		return Refused{"vtiger-several"}
	}
	o := &p.Outgoing
	if strings.TrimSpace(value) == "" {
		o.Host = ""
		return nil
	}
	s, ok := mailcore.ReadServer(value)
	if !ok || s.Protocol != "" {
		return Refused{"vtiger-server"}
	}
	o.Host, o.Port, o.Encryption = s.Host, s.Port, cmp.Or(s.Encryption, mailcore.NoEncryption)
	if o.Port == 0 {
		o.Port = noPort
		if o.Encryption == mailcore.TLS { // where it would wait for nothing
			o.Port = mailcore.TLS.DefaultPort()
		}
	}
	return nil
}

// mendedServer says what [parseServer] read otherwise than it was typed.
func mendedServer(value string) []string {
	s, _ := mailcore.ReadServer(value)
	if s.Port == 0 && s.Encryption == mailcore.TLS {
		s.Mended = append(s.Mended, "port")
	}
	return s.Mended
}

var vtigerHost = pattern.New(`^[A-Za-z0-9.-]*$`)

// vtigerBadHost: Vtiger takes letters, digits, dots and hyphens, or an
// address.
func vtigerBadHost(p mailcore.Profile) bool {
	host := p.Outgoing.Host
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err != nil && !vtigerHost.MatchString(host)
}

// vtigerPunycode returns the name in letters that Vtiger takes, if it has one.
func vtigerPunycode(p mailcore.Profile) []mailcore.Change {
	name, err := idna.Lookup.ToASCII(p.Outgoing.Host)
	if err != nil || !vtigerHost.MatchString(name) {
		return nil
	}
	return []mailcore.Change{{Field: "outgoing.host", Value: name}}
}
