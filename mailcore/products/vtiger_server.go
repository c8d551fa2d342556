package products

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
)

// vtigerFields are in Vtiger's one field for the server.
var vtigerFields = []string{"outgoing.port", "outgoing.encryption"}

// vtigerServer returns サーバ名: scheme, host and port in one (VT-02).
func vtigerServer() Row {
	r := row(Text, "server", "outgoing.host")
	r.Also = vtigerFields
	r.Read = func(p mailcore.Profile) (string, bool) { return vtigerURL(p), true }
	r.Write = parseServer
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

var serverPattern = regexp.MustCompile(`^(?i:(ssl|tls)://)?(\[[^\]]*\]|[^:/\s]+)(?::(\d{1,5}))?/?$`)

// noPort is where Vtiger connects when no port is given (VT-10).
const noPort = 25

// parseServer takes サーバ名 apart. It is lenient with full-width characters,
// spaces around, capitals and an IPv6 address without brackets.
func parseServer(p *mailcore.Profile, value string) error {
	value = strings.TrimSpace(norm.NFKC.String(value))
	if strings.ContainsAny(value, ";,") {
		return Refused{"vtiger-several"}
	}
	if a, err := netip.ParseAddr(value); err == nil && a.Is6() {
		value = "[" + value + "]"
	}
	m := serverPattern.FindStringSubmatch(value)
	if m == nil && value != "" {
		return Refused{"vtiger-server"}
	}
	o := &p.Outgoing
	if value == "" {
		o.Host = ""
		return nil
	}
	port := noPort
	if m[3] != "" {
		port, _ = strconv.Atoi(m[3]) // five digits
	}
	o.Host, o.Port = strings.Trim(m[2], "[]"), port
	o.Encryption = map[string]mailcore.Encryption{"ssl": mailcore.TLS, "tls": mailcore.STARTTLS, "": mailcore.NoEncryption}[strings.ToLower(m[1])]
	return nil
}

var vtigerHost = regexp.MustCompile(`^[A-Za-z0-9.-]*$`)

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
