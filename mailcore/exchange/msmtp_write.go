package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"todoku/mailcore"
)

// writeMsmtp writes an account for each profile. The password stays out: a
// comment shows how to fetch it.
func writeMsmtp(profiles []mailcore.Profile) ([]byte, error) {
	var b bytes.Buffer
	for i, p := range profiles {
		if i > 0 {
			b.WriteByte('\n')
		}
		msmtpAccount(&b, p.Normalised(), i)
	}
	return b.Bytes(), nil
}

func msmtpAccount(b *bytes.Buffer, p mailcore.Profile, i int) {
	o := p.Outgoing
	if p.Name != "" {
		fmt.Fprintf(b, "# %s\n", printable(p.Name))
	}
	fmt.Fprintf(b, "account %s\n", accountName(p.Code, i))
	line := func(name, value string) {
		if value = printable(value); value != "" {
			fmt.Fprintf(b, "%s %s\n", name, quoted(value))
		}
	}
	line("host", o.Host)
	line("port", p.Text("outgoing.port"))
	line("tls", onOff(o.Encryption != mailcore.NoEncryption))
	line("tls_starttls", onOff(o.Encryption != mailcore.TLS))
	line("tls_fingerprint", fingerprint(p.Pin))
	user := o.User
	if o.SameAccount && p.Incoming.Protocol != "" {
		user = p.Incoming.User
	}
	line("auth", msmtpWord(o.Auth))
	if o.Auth != mailcore.NoAuth {
		line("user", user)
		b.WriteString("# passwordeval \"secret-tool lookup todoku smtp\"\n")
	}
	line("from", p.From)
	line("from_full_name", p.FromName)
	line("domain", o.HELO)
	line("timeout", p.Text("outgoing.timeout"))
}

func msmtpWord(m mailcore.AuthMethod) string {
	switch m {
	case mailcore.NoAuth:
		return "off"
	case mailcore.AutoAuth:
		return "on"
	}
	return strings.ToLower(string(m))
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// accountName makes a code fit for msmtp, which splits at colons and commas.
func accountName(code string, i int) string {
	code = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`:,"#`, r) {
			return '-'
		}
		return r
	}, code)
	return cmp.Or(code, fmt.Sprintf("server-%d", i+1))
}

// printable keeps a value on its line.
func printable(value string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, value))
}

func quoted(value string) string {
	if strings.ContainsFunc(value, unicode.IsSpace) || strings.ContainsAny(value, `"#`) {
		return `"` + value + `"`
	}
	return value
}

// fingerprint writes hexadecimal digits in pairs.
func fingerprint(pin string) string {
	var pairs []string
	for i := 0; i+2 <= len(pin); i += 2 {
		pairs = append(pairs, strings.ToUpper(pin[i:i+2]))
	}
	return strings.Join(pairs, ":")
}
