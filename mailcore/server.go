package mailcore

import (
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/pattern"
)

// A ServerText is what one text says of a server: as Vtiger keeps it in one
// field (VT-02), as programs have it in a variable, or as it is typed.
type ServerText struct {
	Host       string     // without brackets
	Port       int        // 0 where none is said
	Encryption Encryption // "" where none is said
	Protocol   Protocol   // "" where it does not say that the server receives
	Mended     []string   // what was read otherwise than it stands there; words are in assets under "problem.server-<code>"
}

// The codes of what [ReadServer] mends.
const (
	mendedWidth  = "width"  // full-width characters
	mendedScheme = "scheme" // capitals in the scheme, which Vtiger takes for no scheme
	mendedTLS465 = "tls-465"
	mendedPath   = "path"
	mendedPort   = "port" // a caller's: there was none
)

// MendedCodes lists what [ServerText].Mended can hold.
var MendedCodes = []string{mendedWidth, mendedScheme, mendedTLS465, mendedPath, mendedPort}

// A serverScheme is what a scheme says: Vtiger's tls:// is STARTTLS (C1).
type serverScheme struct {
	encryption Encryption
	protocol   Protocol
}

var serverSchemes = map[string]serverScheme{
	"": {}, "smtp": {}, "ssl": {TLS, ""}, "smtps": {TLS, ""}, "submissions": {TLS, ""},
	"tls": {STARTTLS, ""}, "starttls": {STARTTLS, ""}, "submission": {STARTTLS, ""}, "smtp+tls": {STARTTLS, ""}, "smtp+starttls": {STARTTLS, ""},
	"imap": {"", IMAP}, "imaps": {TLS, IMAP}, "pop": {"", POP3}, "pop3": {"", POP3}, "pops": {TLS, POP3}, "pop3s": {TLS, POP3},
}

var serverPattern = pattern.New(`^(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(\[[0-9A-Fa-f:.]+\]|[^:/\s@\[\]]+)(?::(\d{1,5}))?(/\S*)?$`)

// ReadServer reads h, h:587, ssl://h, tls://h:465 and the like, and whether the
// text is one of these. What is odd about the host is for [Profile.Check].
func ReadServer(text string) (ServerText, bool) {
	narrow := norm.NFKC.String(text)
	text, narrow = strings.TrimSpace(text), strings.TrimSpace(narrow)
	var s ServerText
	s.mended(narrow != text, mendedWidth)
	if a, err := netip.ParseAddr(narrow); err == nil {
		s.Host = a.String()
		return s, true
	}
	m := serverPattern.FindStringSubmatch(narrow)
	if m == nil {
		return s, false
	}
	scheme, known := serverSchemes[strings.ToLower(m[1])]
	port, _ := strconv.Atoi(m[3]) // five digits at most
	if !known || m[3] != "" && (port < 1 || port > 65535) {
		return s, false
	}
	s.Host, s.Port, s.Encryption, s.Protocol = strings.Trim(m[2], "[]"), port, scheme.encryption, scheme.protocol
	s.mended(m[1] != strings.ToLower(m[1]), mendedScheme)
	s.mended(m[4] != "" && m[4] != "/", mendedPath)
	if s.Encryption == STARTTLS && s.Port == TLS.DefaultPort() { // where nobody waits for STARTTLS
		s.Encryption = TLS
		s.mended(true, mendedTLS465)
	}
	return s, true
}

// Changes returns what a new server gets from it: on the receiving side where
// it names a protocol of that. The port of TLS says so, if nothing else does.
func (s ServerText) Changes() []Change {
	side := "outgoing."
	changes := []Change{}
	if s.Protocol != "" {
		side = "incoming."
		changes = append(changes, Change{Field: "incoming.protocol", Value: string(s.Protocol)})
	}
	changes = append(changes, Change{Field: side + "host", Value: s.Host})
	if s.Encryption == "" && s.Protocol == "" && s.Port == TLS.DefaultPort() {
		s.Encryption = TLS
	}
	if s.Encryption != "" {
		changes = append(changes, Change{Field: side + "encryption", Value: string(s.Encryption)})
	}
	if s.Port == 0 && s.Encryption != "" {
		s.Port = s.Encryption.DefaultPort()
		if s.Protocol != "" {
			s.Port = s.Protocol.DefaultPort(s.Encryption)
		}
	}
	if s.Port != 0 {
		changes = append(changes, Change{Field: side + "port", Value: strconv.Itoa(s.Port)})
	}
	return changes
}

func (s *ServerText) mended(so bool, code string) {
	if so {
		s.Mended = append(s.Mended, code)
	}
}
