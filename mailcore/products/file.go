package products

import (
	"strings"
	"unicode"

	"todoku/mailcore"
)

// A File is where a product keeps its settings that asks for them on no
// screen. The rows of such a [Screen] are the names in it.
type File struct {
	Path string // as the product's manual calls it
	// Text is the piece of the file that says what p says, quoted so that the
	// product reads the same values again. Without secret, [Blank] stands for
	// the password.
	Text func(p mailcore.Profile, secret bool) string
}

// Blank stands where a password is to be filled in: in letters that every file
// takes, and that an import knows for no password.
const Blank = "<password>"

// Piece is what belongs into the file of the product for p, by what a test
// proved; "" where the product has a screen.
func (s Screen) Piece(p mailcore.Profile, secret bool) string {
	if s.File == nil {
		return ""
	}
	p = p.Settled()
	own(&p)
	if name, err := mailcore.ASCIIHost(p.Outgoing.HELO); err == nil && strings.ContainsFunc(p.Outgoing.HELO, foreign) {
		p.Outgoing.HELO = name
	}
	return s.File.Text(p, secret)
}

// wireHost is the name of the server in the letters of DNS: the programs that
// read files know no others. An IPv6 address has no brackets.
func wireHost(p mailcore.Profile) string {
	name, err := mailcore.ASCIIHost(p.Outgoing.Host)
	if err != nil || p.Outgoing.Host == "" {
		return strings.Trim(p.Outgoing.Host, "[]")
	}
	return name
}

// foreign reports whether a letter is none of ASCII.
func foreign(c rune) bool { return c > unicode.MaxASCII }

// hostInFile returns the row of the server's name.
func hostInFile(key string) Row {
	r := row(Text, key, "outgoing.host").required()
	r.Read = func(p mailcore.Profile) (string, bool) { return wireHost(p), true }
	return r
}

// secretOf is what stands for the password of p: a blank too where it has none
// yet.
func secretOf(p mailcore.Profile, secret bool) string {
	if !secret || p.Outgoing.Password == "" {
		return Blank
	}
	return string(p.Outgoing.Password)
}
