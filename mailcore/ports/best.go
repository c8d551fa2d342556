package ports

import (
	"cmp"
	"slices"
	"strconv"

	"todoku/mailcore"
)

// A Candidate is a setting that could work: the server answers there, and
// encrypts.
type Candidate struct {
	Side       mailcore.Side       `json:"side"`
	Protocol   mailcore.Protocol   `json:"protocol,omitempty"` // "" for sending
	Port       int                 `json:"port"`
	Encryption mailcore.Encryption `json:"encryption"`
	Verified   bool                `json:"verified"`   // the certificate is good for the host
	Mechanisms []string            `json:"mechanisms"` // offered under TLS
	Reason     Reason              `json:"reason"`     // why it stands where it stands
	Changes    []mailcore.Change   `json:"changes"`    // that make a Profile use it
}

// A Reason says why a Candidate stands where it stands. Its word is in assets
// under "probe.reason.<reason>".
type Reason string

// The reasons.
const (
	ByTLS        Reason = "tls"        // encrypted from the first byte, the certificate is good
	BySTARTTLS   Reason = "starttls"   // the same after STARTTLS
	ByRelay      Reason = "relay"      // the same, on the port that is for servers among themselves
	ByNoLogin    Reason = "no-login"   // no login is offered there
	ByUnverified Reason = "unverified" // the certificate is not good for the host
)

// reasons lists them, best first.
var reasons = []Reason{ByTLS, BySTARTTLS, ByRelay, ByNoLogin, ByUnverified}

// RelayPort takes mail from servers; many lines close it to everybody else.
const RelayPort = 25

// Best lists the encrypted ways to send and to receive, best first.
func (m Matrix) Best() (sending, receiving []Candidate) {
	for _, r := range m.Rows {
		switch {
		case r.State != Open || r.Security == nil || r.Upgrade == Broken:
		case r.Speaks == SMTP:
			sending = append(sending, r.candidate(m.Host))
		case r.Speaks == POP3 || r.Speaks == IMAP:
			receiving = append(receiving, r.candidate(m.Host))
		}
	}
	for _, list := range [][]Candidate{sending, receiving} {
		slices.SortStableFunc(list, func(a, b Candidate) int {
			return cmp.Or(slices.Index(reasons, a.Reason)-slices.Index(reasons, b.Reason), cmp.Compare(a.Protocol, b.Protocol))
		})
	}
	return sending, receiving
}

func (r Row) candidate(host string) Candidate {
	c := Candidate{Side: mailcore.OutgoingSide, Port: r.Port, Encryption: mailcore.STARTTLS, Verified: r.Security.Verified, Mechanisms: []string{}}
	if r.Implicit {
		c.Encryption = mailcore.TLS
	}
	if r.After != nil {
		c.Mechanisms = r.After.Mechanisms
	}
	side := "outgoing."
	if r.Speaks != SMTP {
		side, c.Side, c.Protocol = "incoming.", mailcore.IncomingSide, mailcore.Protocol(r.Speaks)
		c.Changes = []mailcore.Change{{Field: "incoming.protocol", Value: string(r.Speaks)}}
	}
	c.Changes = append(c.Changes,
		mailcore.Change{Field: side + "host", Value: host},
		mailcore.Change{Field: side + "port", Value: strconv.Itoa(r.Port)},
		mailcore.Change{Field: side + "encryption", Value: string(c.Encryption)},
	)
	c.Reason = r.reason()
	return c
}

func (r Row) reason() Reason {
	switch {
	case !r.Security.Verified:
		return ByUnverified
	case r.Speaks == SMTP && (r.After == nil || len(r.After.Mechanisms) == 0):
		return ByNoLogin
	case r.Port == RelayPort:
		return ByRelay
	case r.Implicit:
		return ByTLS
	}
	return BySTARTTLS
}
