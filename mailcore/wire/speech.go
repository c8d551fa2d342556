package wire

import (
	"bytes"

	"todoku/pattern"
)

// A Speech is a protocol, told by the first words of its server.
type Speech string

// What may be behind a port.
const (
	SMTP Speech = "smtp"
	POP3 Speech = "pop3"
	IMAP Speech = "imap"
	HTTP Speech = "http" // or a proxy, or the login page of a network
	SSH  Speech = "ssh"
	FTP  Speech = "ftp"
	TLS  Speech = "tls" // and what is spoken under it, nobody knows yet
)

// openings are the first bytes of servers, in lower case. SMTP begins with a
// number.
var openings = []struct {
	speech Speech
	begins string
}{
	{POP3, "+ok"},
	{POP3, "-err"},
	{IMAP, "* ok"},
	{IMAP, "* pre"}, // PREAUTH
	{IMAP, "* bye"},
	{SSH, "ssh-"},
	{HTTP, "http/"},
	{HTTP, "<html"},
	{HTTP, "<head"},
	{HTTP, "<!doc"},
	{HTTP, "<?xml"},
	{TLS, "\x15\x03"}, // an alert
	{TLS, "\x16\x03"}, // a handshake
}

// Recognise tells from the first bytes of a server what it speaks, or "". Five
// bytes are enough.
func Recognise(heard []byte) Speech {
	if len(heard) > codeLength && mayBeReply(heard) {
		return numbered(heard)
	}
	folded := bytes.ToLower(heard)
	for _, o := range openings {
		if bytes.HasPrefix(folded, []byte(o.begins)) || o.speech == HTTP && bytes.HasPrefix(bytes.TrimSpace(folded), []byte(o.begins)) {
			return o.speech
		}
	}
	return ""
}

var (
	ftpWords  = pattern.New(`(?i)ftp|filezilla server`)
	mailWords = pattern.New(`(?i)smtp|mail\b`)
)

// numbered tells by its words what a server speaks that begins with a number:
// FTP does so too (RFC 959), and names itself.
func numbered(heard []byte) Speech {
	if ftpWords.Match(heard) && !mailWords.Match(heard) {
		return FTP
	}
	return SMTP
}

// mayBecome reports whether a server that has said part may yet turn out to
// speak s; "" means anything that has an opening.
func mayBecome(s Speech, part []byte) bool {
	if (s == SMTP || s == "") && mayBeReply(part) {
		return true
	}
	folded := bytes.ToLower(part)
	for _, o := range openings {
		n := min(len(folded), len(o.begins))
		if (s == o.speech || s == "") && string(folded[:n]) == o.begins[:n] {
			return true
		}
	}
	return false
}

// codeLength is how many digits a reply of SMTP begins with.
const codeLength = 3

// mayBeReply reports whether part is, or begins, a line of a reply of SMTP
// (RFC 5321 4.2).
func mayBeReply(part []byte) bool {
	for i, b := range part[:min(len(part), codeLength)] {
		if b < '0' || b > '9' || i == 0 && (b < '2' || b > '5') {
			return false
		}
	}
	return len(part) <= codeLength || bytes.IndexByte([]byte(" -\r\n"), part[codeLength]) >= 0
}
