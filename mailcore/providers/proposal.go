package providers

import (
	"encoding/json"
	"time"

	"todoku/mailcore"
)

// A Proposal is a setting that could work, and how we know.
type Proposal struct {
	Source    Source            `json:"source"`
	From      string            `json:"from"`      // a URL, a DNS record, the ID of an entry, or the host that was guessed
	Provider  Provider          `json:"-"`         // whose servers these are, with its hints; without ID where it is in no table
	Profile   mailcore.Profile  `json:"-"`         // the given one with the settings in it
	Changes   []mailcore.Change `json:"changes"`   // that make the given one so
	Proofs    []Proof           `json:"proofs"`    // of the outgoing server, then of the incoming; none where nobody was asked
	Elsewhere bool              `json:"elsewhere"` // a server is outside the domain of the address, and only DNS says so
}

// Proven reports whether the outgoing server answered as it should.
func (p Proposal) Proven() bool {
	return len(p.Proofs) > 0 && p.Proofs[0].Side == mailcore.OutgoingSide
}

// Encrypted reports whether every server is.
func (p Proposal) Encrypted() bool {
	return p.Profile.Outgoing.Encryption != mailcore.NoEncryption &&
		(p.Profile.Incoming.Protocol == "" || p.Profile.Incoming.Encryption != mailcore.NoEncryption)
}

// A Proof is what a server showed, without a login. Where it encrypts, its
// certificate is good for Host.
type Proof struct {
	Side       mailcore.Side       `json:"side"`
	Protocol   mailcore.Protocol   `json:"protocol"` // [SMTP], POP3 or IMAP
	Host       string              `json:"host"`
	Port       int                 `json:"port"`
	Encryption mailcore.Encryption `json:"encryption"`
	Banner     string              `json:"banner"`     // the greeting, visible
	TLS        string              `json:"tls"`        // "TLS 1.3"; "" without encryption
	Issuer     string              `json:"issuer"`     // of the certificate
	Until      string              `json:"until"`      // when the certificate ends, RFC 3339
	Mechanisms []string            `json:"mechanisms"` // ways to log in
	Took       time.Duration       `json:"-"`
}

// A Source is where a proposal comes from. Its words are in assets under
// "discover.source.<source>".
type Source string

// The sources, the most trustworthy first.
const (
	FromTable      Source = "table"      // the table of providers
	FromAutoconfig Source = "autoconfig" // what the domain publishes for mail programs
	FromSRV        Source = "srv"        // RFC 6186, RFC 8314
	FromMX         Source = "mx"         // whoever takes the domain's mail
	FromGuess      Source = "guess"      // usual names of servers
)

// A Reason says why a source has no proposal.
type Reason struct {
	Source   Source         `json:"source"`
	Code     ReasonCode     `json:"code"`
	From     string         `json:"from,omitempty"`     // as in a [Proposal], or the server that was asked
	Fault    mailcore.Fault `json:"fault,omitempty"`    // with which the server failed
	Provider string         `json:"provider,omitempty"` // ID in the table, where the provider is known all the same
}

// A ReasonCode names a reason. Its words are in assets under
// "discover.reason.<code>"; {from} in them is Reason.From.
type ReasonCode string

// The reasons.
const (
	NoEntry      ReasonCode = "no-entry"      // the table has no such provider
	ByContract   ReasonCode = "by-contract"   // the provider is known, but only the customer knows the server
	Forbidden    ReasonCode = "forbidden"     // nothing may be looked up
	BadAddress   ReasonCode = "bad-address"   // this is neither an address nor a host
	NotPublished ReasonCode = "not-published" // there is no such page or record
	Unusable     ReasonCode = "unusable"      // what is published is broken, too long or not secure
	Nowhere      ReasonCode = "nowhere"       // the domain says that it has no such service (target ".")
	NoAnswer     ReasonCode = "no-answer"     // DNS or the web server failed
	NotProven    ReasonCode = "not-proven"    // the server does not answer as it should
	NoLogin      ReasonCode = "no-login"      // the server answers, but nobody can log in there
	Interrupted  ReasonCode = "stopped"       // by the user, or our time is over
)

// MarshalJSON writes times in milliseconds.
func (p Proof) MarshalJSON() ([]byte, error) {
	type plain Proof
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(p), p.Took.Milliseconds()})
}
