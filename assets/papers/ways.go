package papers

import (
	"fmt"
	"strconv"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// Ways is the page of the manual on how products send, as Markdown, in the
// current language of assets: the rule of each, its source, and what comes of
// it with which server.
func Ways() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", assets.Text("ways.title"), assets.Text("ways.note"))
	for _, s := range products.Screens() {
		m := s.Mailer
		program := m.Program
		if program == "" {
			program = assets.Text("ways.closed")
		}
		fmt.Fprintf(&b, "\n<a id=%q></a>\n\n## %s\n\n%s\n\n", s.ID, assets.Text("product."+string(s.ID)), assets.Text("ways.program", "program", program))
		writeRule(&b, m)
		writeEncryption(&b, m)
		writeMechanisms(&b, m)
	}
	return []byte(b.String())
}

// writeRule writes what the mailer does, an aspect a row, with its source.
func writeRule(b *strings.Builder, m products.Mailer) {
	writeRow(b, assets.Text("ways.aspect"), assets.Text("ways.does"), assets.Text("ways.source"))
	b.WriteString("|---|---|---|\n")
	for _, aspect := range products.Aspects {
		source := m.Sources[aspect]
		if source == products.Unverified {
			source = assets.Text("ways.unverified")
		}
		writeRow(b, assets.Text("ways.aspect."+aspect), strings.Join(does(m, aspect), " "), source)
	}
}

// does says what a mailer does in one respect.
func does(m products.Mailer, aspect string) (all []string) {
	say := func(so bool, key string, args ...any) {
		if so {
			all = append(all, assets.Text(key, args...))
		}
	}
	switch aspect {
	case "encryption":
		for _, e := range mailcore.Encryptions {
			manner, told := m.Encryption[e]
			say(told, "ways.manner."+string(manner), "encryption", e)
		}
		say(m.TLSPort > 0, "ways.tls-port", "port", strconv.Itoa(m.TLSPort))
	case "certificate":
		say(true, map[bool]string{true: "ways.lax", false: "ways.strict"}[m.Lax])
		say(m.CommonName, "ways.common-name")
		say(m.NoIPv6, "ways.no-ipv6")
		say(m.MinTLS != "", "ways.min-tls", "version", m.MinTLS)
	case "login":
		say(m.Chooses, "ways.chooses", "mechanisms", methods(m.Mechanisms))
		say(!m.Chooses, "ways.told", "mechanisms", methods(m.Mechanisms))
		say(m.Once, "ways.once")
		say(m.Blind != "", "ways.blind", "method", m.Blind)
		say(m.Unasked, "ways.unasked")
		say(m.Optional, "ways.optional")
		say(m.Reads.Names, "ways.reads-names")
		say(m.Reads.NoEqual, "ways.reads-no-equal")
		say(m.Reads.Last, "ways.reads-last")
	case "helo":
		say(m.ByURL, "ways.by-url")
		say(m.HELO != "", "ways.helo", "helo", m.HELO)
		say(!m.ByURL && m.HELO == "", "ways.unknown")
	case "sender":
		say(m.Sender.Own, "ways.sender-own")
		say(m.Sender.Site != "", "ways.sender-site", "local", m.Sender.Site)
		say(m.Sender.Joins, "ways.sender-joins")
		say(m.Sender.Strange != nil && m.Sender.Domain == "", "ways.sender-strange")
		say(m.Sender.Strange != nil && m.Sender.Domain != "", "ways.sender-domain", "domain", m.Sender.Domain)
		say(m.Sender.Wanted, "ways.sender-wanted")
		say(m.Sender.Whole, "ways.sender-whole")
		say(m.Sender.ASCII, "ways.sender-ascii")
		say(m.Sender.Longest > 0, "ways.sender-long", "most", m.Sender.Longest)
		say(m.Sender == products.Sender{}, "ways.unknown")
	case "patience":
		say(m.Patience > 0, "ways.patience", "seconds", strconv.Itoa(m.Patience))
		say(m.Patience == 0, "ways.unknown")
	case "keeping":
		say(len(m.Spoils) > 0, "ways.spoils")
		say(len(m.Spoils) == 0 && m.Sources[aspect] == products.Unverified, "ways.unknown")
		say(len(m.Spoils) == 0 && m.Sources[aspect] != products.Unverified, "ways.kept")
	}
	return all
}

// writeEncryption writes what comes of each choice of encryption with each kind
// of server.
func writeEncryption(b *strings.Builder, m products.Mailer) {
	var chosen []mailcore.Encryption
	heads := []string{assets.Text("ways.servers")}
	for _, e := range mailcore.Encryptions {
		if _, told := m.Encryption[e]; told {
			chosen, heads = append(chosen, e), append(heads, assets.Text("encryption."+string(e)))
		}
	}
	b.WriteString("\n")
	writeRow(b, heads...)
	b.WriteString("|" + strings.Repeat("---|", len(heads)) + "\n")
	for _, server := range products.Servers {
		cells := []string{assets.Text("ways.server." + string(server))}
		for _, e := range chosen {
			cells = append(cells, assets.Text("ways.fate."+string(m.Foretell(m.Encryption[e], server))))
		}
		writeRow(b, cells...)
	}
}

// offers are what servers commonly let people log in with.
var offers = [][]mailcore.AuthMethod{
	{mailcore.PLAIN},
	{mailcore.LOGIN},
	{mailcore.PLAIN, mailcore.LOGIN},
	{mailcore.PLAIN, mailcore.LOGIN, mailcore.CRAMMD5},
	{mailcore.CRAMMD5, mailcore.DIGESTMD5},
	{mailcore.SCRAMSHA256},
	{mailcore.NTLM},
}

func writeMechanisms(b *strings.Builder, m products.Mailer) {
	b.WriteString("\n")
	writeRow(b, assets.Text("ways.offered"), assets.Text(map[bool]string{true: "ways.picks", false: "ways.can"}[m.Chooses]))
	b.WriteString("|---|---|\n")
	for _, offered := range offers {
		picks := methods(m.Picks(offered...))
		if picks == "" {
			picks = assets.Text("ways.no-login")
		}
		writeRow(b, methods(offered), picks)
	}
}

func methods(all []mailcore.AuthMethod) string {
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = string(m)
	}
	return strings.Join(names, assets.Text("list.separator"))
}

func writeRow(b *strings.Builder, cells ...string) {
	b.WriteString("|")
	for _, cell := range cells {
		b.WriteString(" " + strings.ReplaceAll(cell, "|", "\\|") + " |")
	}
	b.WriteString("\n")
}
