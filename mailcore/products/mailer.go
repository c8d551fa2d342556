package products

import (
	"todoku/mailcore"
	"todoku/pattern"
)

// A Mailer is the rule by which the program inside a product sends mail: what
// it makes of the settings, where another program would do otherwise. A value
// that is not set is what every program does.
type Mailer struct {
	Program string // whose code it is, and its version: "PHPMailer 5.2.27"; "" where nobody outside knows

	Encryption map[mailcore.Encryption]Manner // what it makes of each; one that is missing it cannot be told
	TLSPort    int                            // at which it begins with TLS whatever is chosen; 0 means none
	CommonName bool                           // a certificate without subjectAltName is good for its CN
	NoIPv6     bool                           // a certificate is never good for an IPv6 address
	Lax        bool                           // certificates are not verified
	MinTLS     string                         // the oldest TLS that it speaks, such as "1.2"; "" where it is not said

	Mechanisms []mailcore.AuthMethod // what it can log in with; where it chooses, in its order
	Chooses    bool                  // it takes what the server offers, instead of being told
	Once       bool                  // it tries one of them only
	Blind      mailcore.AuthMethod   // what it tries where a server says nothing of logins: knows HELO only, or is not asked; "" means none
	Unasked    bool                  // it logs in with what it was told, whatever is offered
	Optional   bool                  // where the server offers no login, it sends without one
	Reads      Reading               //

	HELO     string // what it calls itself where nothing else says; "" is not known
	Literal  bool   // an IP address in that URL stands in brackets, as RFC 5321 wants it
	ByURL    bool   // it calls itself by the name in the URL at which people open it
	Sender   Sender //
	Patience int    // seconds that it waits for a reply; 0 is not known

	Spoils []Spoiling // what it does not keep as it was typed

	Sources map[string]string // where each of these was read or seen to run, by the names in [Aspects]; [Unverified] where only a manual tells
}

// Unverified is the source of what only a manual says, or nobody.
const Unverified = "unverified"

// Aspects are what a rule says something about.
var Aspects = []string{"encryption", "certificate", "login", "helo", "sender", "patience", "keeping"}

// A Manner is what a program makes of a choice of encryption.
type Manner string

// The manners.
const (
	Plain     Manner = "plain"      // never encrypted
	IfOffered Manner = "if-offered" // STARTTLS where the server offers it, and then it has to succeed
	Required  Manner = "required"   // STARTTLS or nothing
	FromStart Manner = "from-start" // TLS from the first byte
)

// Usual is what a program does that does exactly what is chosen.
var Usual = map[mailcore.Encryption]Manner{mailcore.NoEncryption: Plain, mailcore.STARTTLS: Required, mailcore.TLS: FromStart}

// A Reading is how a program reads what EHLO offers, where it is less lenient
// than RFC 5321 wants.
type Reading struct {
	Letters bool // a keyword in other than capitals is none
	Names   bool // so is a mechanism
	NoEqual bool // "AUTH=LOGIN" is not "AUTH LOGIN"
	Last    bool // of two lines with AUTH, the last counts
}

// A Sender is what a program makes of the sender's address.
type Sender struct {
	Own     bool             // without one it is the address of whoever is logged in to the product
	Wanted  bool             // without one nothing is sent
	Site    string           // without one it is this and the name in the URL at which people open it; "" means not
	NoWWW   bool             // "www." is left out of that name
	Strange *pattern.Pattern // what is replaced when it is kept or sent: by that address, or in its domain
	Domain  string           // what replaces the domain of such a one; "" means that all is replaced
	Joins   bool             // a word without a domain gets that name
	Whole   bool             // a word without a domain is refused
	ASCII   bool             // a local part in other letters is refused
	Longest int              // in characters; longer ones are cut when they are kept; 0 means no end
}

// A Spoiling is a value that survives the product's test and not its saving.
type Spoiling struct {
	Field   string                        // that is marked
	Value   func(mailcore.Profile) string // what has to be kept
	Code    string                        // words are in assets under "problem.<code>"
	Pattern *pattern.Pattern
	Bytes   int // longer ones; 0 means no end
}

func (s Spoiling) spoils(value string) bool {
	return s.Pattern != nil && s.Pattern.MatchString(value) || s.Bytes > 0 && len(value) > s.Bytes
}

// strange is what PHP's checks of addresses refuse, such as the two dots that
// telephone companies once allowed.
const strange = `^\.|\.\.|\.@|\.$|@.*_|[\s"(),:;<>]`

// onlyManuals is for a product whose code nobody outside can read.
func onlyManuals() map[string]string {
	all := map[string]string{}
	for _, aspect := range Aspects {
		all[aspect] = Unverified
	}
	return all
}

// What has to be kept of p; nothing where it is not used.
func userOf(p mailcore.Profile) string {
	if !logsIn(p) {
		return ""
	}
	return p.Outgoing.User
}

func passwordOf(p mailcore.Profile) string {
	if !logsIn(p) {
		return ""
	}
	return string(p.Outgoing.Password)
}

func senderOf(p mailcore.Profile) string { return p.From }
