// Package ports holds what the ports of a mail server answered: a [Matrix], of
// which [Matrix.Best] makes settings that could work, what a port accepts of
// TLS ([Support]), and what lies between this computer and the server
// ([Reach], which [Judge] judges). Package probe looks at them.
package ports

import (
	"encoding/json"
	"net/netip"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
)

// A Matrix is what the ports of a host answer.
type Matrix struct {
	Host      string         `json:"host"` // as in DNS and certificates
	Addresses []netip.Addr   `json:"addresses"`
	Started   time.Time      `json:"started"`
	Took      time.Duration  `json:"-"`               // 0 while it is being filled
	Fault     mailcore.Fault `json:"fault,omitempty"` // why the host has no addresses
	Rows      []Row          `json:"rows"`            // one for each port, in the order in which they were asked
}

// A Row is what one port answers.
type Row struct {
	Port     int               `json:"port"`
	State    State             `json:"state"`
	Fault    mailcore.Fault    `json:"fault,omitempty"`    // what went wrong on the way, or in the conversation
	Address  string            `json:"address,omitempty"`  // that answered
	Speaks   Speech            `json:"speaks,omitempty"`   // "" where nobody greeted
	Implicit bool              `json:"implicit"`           // TLS from the first byte
	Upgrade  Upgrade           `json:"upgrade,omitempty"`  // STARTTLS, or STLS in POP3; "" where it was not asked for
	Before   *Offer            `json:"before,omitempty"`   // without TLS; nil where nobody told
	After    *Offer            `json:"after,omitempty"`    // under TLS; nil where nobody told
	Security *Security         `json:"security,omitempty"` // nil where no handshake succeeded
	Banner   string            `json:"banner,omitempty"`   // the greeting, made visible and cut
	Reply    string            `json:"reply,omitempty"`    // the words with which the server refused us, likewise
	Took     time.Duration     `json:"-"`                  // 0 while it runs
	Lines    []transcript.Line `json:"lines,omitempty"`    // the conversation
}

// A State says whether a port answers. Its word is in assets under
// "probe.state.<state>".
type State string

// The states of a port.
const (
	Waiting     State = "waiting"     // not known yet
	Open        State = "open"        //
	Closed      State = "closed"      // refused: nobody listens there
	Filtered    State = "filtered"    // no answer in time: a firewall, or OP25B
	Unreachable State = "unreachable" // no way there, or this computer forbids it
	Stopped     State = "stopped"     // by the user
)

// A Speech is the protocol that a server greets in. Its word is in assets
// under "probe.speaks.<speech>".
type Speech string

// What servers speak.
const (
	SMTP  Speech = "smtp"
	POP3  Speech = "pop3"
	IMAP  Speech = "imap"
	HTTP  Speech = "http"  // a proxy, or the login page of a network
	SSH   Speech = "ssh"   //
	Other Speech = "other" // something, but no mail
)

// An Upgrade says what became of STARTTLS. Its word is in assets under
// "probe.upgrade.<upgrade>".
type Upgrade string

// The outcomes of STARTTLS.
const (
	NotOffered Upgrade = "none"
	Works      Upgrade = "works"  // the handshake succeeded, whatever the certificate
	Broken     Upgrade = "broken" // offered, but it fails: see Fault and Reply
)

// An Offer is what a server says that it can do.
type Offer struct {
	Mechanisms   []string `json:"mechanisms"`     // of AUTH; USER, APOP and LOGIN where the commands are allowed
	Capabilities string   `json:"capabilities"`   // as the fact of that name
	Size         string   `json:"size,omitempty"` // bytes of one mail, "" where the server does not tell
}

// A Security is what a TLS handshake agreed on, and whom the server claims to
// be.
type Security struct {
	Version     string            `json:"version"`
	Cipher      string            `json:"cipher"`
	Verified    bool              `json:"verified"`        // somebody we trust signed it for this host
	Fault       mailcore.Fault    `json:"fault,omitempty"` // why it is not verified
	Certificate map[string]string `json:"certificate"`     // "sans", "issuer", "not-after", "days-left" and so on, as the facts of a test
}

// MarshalJSON writes times in milliseconds.
func (m Matrix) MarshalJSON() ([]byte, error) {
	type plain Matrix
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(m), m.Took.Milliseconds()})
}

// MarshalJSON writes times in milliseconds.
func (r Row) MarshalJSON() ([]byte, error) {
	type plain Row
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(r), r.Took.Milliseconds()})
}
