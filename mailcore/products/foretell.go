package products

import (
	"slices"

	"todoku/mailcore"
)

// A Server is how a server takes to encryption, for what a [Mailer] makes of
// it. Its words are in assets under "ways.server.<server>".
type Server string

// The servers.
const (
	Unencrypted  Server = "plain"            // has no STARTTLS
	Offers       Server = "starttls"         // offers it, with a certificate that is good
	OffersBadly  Server = "starttls-bad"     // offers it, with one that is not
	OffersVainly Server = "starttls-refused" // offers it, and refuses it with 454
	Implicit     Server = "tls"              // waits for TLS from the first byte
)

// Servers lists them in the order in which people read of them.
var Servers = []Server{Unencrypted, Offers, OffersBadly, OffersVainly, Implicit}

// A Fate is what comes of a mail; its words are in assets under
// "ways.fate.<fate>".
type Fate string

// The fates.
const (
	Encrypted Fate = "encrypted"
	InClear   Fate = "clear"
	NotSent   Fate = "none"
)

// Foretell says what comes of a mail that m sends to a server, where it is told
// to encrypt in that manner.
func (m Mailer) Foretell(manner Manner, server Server) Fate {
	offered := slices.Contains([]Server{Offers, OffersBadly, OffersVainly}, server)
	switch {
	case server == Implicit:
		if manner == FromStart {
			return Encrypted
		}
	case manner == FromStart, manner == Required && !offered:
	case manner == Plain, !offered:
		return InClear
	case server == Offers, server == OffersBadly && m.Lax:
		return Encrypted
	}
	return NotSent
}

// Picks lists what m tries, in order, of the mechanisms that a server offers;
// one that is told which takes that.
func (m Mailer) Picks(offered ...mailcore.AuthMethod) []mailcore.AuthMethod {
	picks := slices.DeleteFunc(slices.Clone(m.Mechanisms), func(a mailcore.AuthMethod) bool { return !slices.Contains(offered, a) })
	if m.Once && len(picks) > 1 {
		return picks[:1]
	}
	return picks
}
