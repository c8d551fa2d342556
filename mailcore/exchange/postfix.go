package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"net/netip"
	"strings"

	"todoku/mailcore"
)

// writePostfix writes what a Postfix needs to send through the server: lines
// for main.cf, and the skeleton of the file with the password, which is left
// to be filled in.
func writePostfix(profiles []mailcore.Profile) ([]byte, error) {
	p := profiles[0].Normalised()
	o := p.Outgoing
	relay := fmt.Sprintf("%s:%d", bracketed(o.Host), o.Port)
	var b bytes.Buffer
	line := func(name, value string) { fmt.Fprintf(&b, "%s = %s\n", name, printable(value)) }
	b.WriteString("# /etc/postfix/main.cf\n")
	line("relayhost", relay)
	line("smtp_tls_security_level", postfixLevel(p))
	if o.Encryption == mailcore.TLS {
		line("smtp_tls_wrappermode", "yes")
	}
	if postfixLevel(p) == "fingerprint" {
		line("smtp_tls_fingerprint_digest", "sha256")
		line("smtp_tls_fingerprint_cert_match", fingerprint(p.Pin))
	}
	if o.HELO != "" {
		line("smtp_helo_name", o.HELO)
	}
	if o.Auth == mailcore.NoAuth {
		line("smtp_sasl_auth_enable", "no")
		return b.Bytes(), nil
	}
	line("smtp_sasl_auth_enable", "yes")
	line("smtp_sasl_password_maps", "hash:/etc/postfix/sasl_passwd")
	line("smtp_sasl_security_options", "noanonymous")
	if o.Auth != mailcore.AutoAuth {
		line("smtp_sasl_mechanism_filter", strings.ToLower(string(o.Auth)))
	}
	user := o.User
	if o.SameAccount && p.Incoming.Protocol != "" {
		user = p.Incoming.User
	}
	b.WriteString("\n# /etc/postfix/sasl_passwd\n")
	b.WriteString("# chmod 600 /etc/postfix/sasl_passwd && postmap /etc/postfix/sasl_passwd\n")
	fmt.Fprintf(&b, "%s %s:____________\n", printable(relay), cmp.Or(printable(user), "____________"))
	return b.Bytes(), nil
}

// postfixLevel asks for a certificate that is right, as the program itself
// does, or for the one that the user confirmed.
func postfixLevel(p mailcore.Profile) string {
	switch {
	case p.Outgoing.Encryption == mailcore.NoEncryption:
		return "none"
	case p.Pin != "":
		return "fingerprint"
	}
	return "secure"
}

// bracketed writes a host that Postfix does not look up in MX.
func bracketed(host string) string {
	host = strings.Trim(printable(host), "[]")
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() {
		return "[ipv6:" + host + "]"
	}
	return "[" + host + "]"
}
