// Package providers holds what is known of mail providers, and what is
// proposed to their customers.
//
// A [Table] is what is known: [Parse] reads it from the file that the program
// carries, or from one of the user's own, and [Table.With] lays the one over
// the other. [Table.Search] and [Table.ForAddress] find a [Provider] in it,
// [Provider.Fill] writes its servers into a profile, and [Provider.Hints] says
// what its customers have to know before they try. A [Proposal] is such a
// profile and how we know of it; a [Reason] says why there is none.
//
// Nothing here asks the network: package discover does.
package providers

import (
	"encoding/json"
	"slices"
	"strings"

	"todoku/mailcore"
)

// A Table lists providers, the more usual ones first.
type Table []Provider

// A Provider runs mail servers for others. What is empty is not known or does
// not apply.
type Provider struct {
	ID          string            `json:"id"`                        // of this entry; for ever, since settings name it
	Kind        string            `json:"kind,omitempty"`            // "free", "isp", "mobile", "hosting", "business", "relay", "practice", "special"
	Region      string            `json:"region,omitempty"`          // "jp", "world", "local"
	Name        Words             `json:"name"`                      //
	Aliases     []string          `json:"aliases,omitempty"`         // other names that people search for
	Domains     []string          `json:"domains,omitempty"`         // of its mail addresses; those below them belong to it too
	MX          []string          `json:"mx,omitempty"`              // domains of the servers that take mail for its customers' domains
	Servers     []Server          `json:"servers,omitempty"`         // the better ones first
	User        UserForm          `json:"user,omitempty"`            // "" means the whole address
	UserName    string            `json:"user_name,omitempty"`       // where User is FixedUser
	AppPassword string            `json:"app_password,omitempty"`    // "required", "conditional"
	MustEnable  bool              `json:"must_enable,omitempty"`     // use by other programs is off until the customer allows it
	OAuth       mailcore.Provider `json:"oauth,omitempty"`           // signs its customers in
	SizeLimit   int               `json:"size_limit,omitempty"`      // MB of one mail
	PopBefore   bool              `json:"pop_before_smtp,omitempty"` //
	Old         bool              `json:"old,omitempty"`             // the values are from long ago
	Unverified  bool              `json:"unverified,omitempty"`      // 未確認: no official page was seen to say so
	Also        []HintCode        `json:"hints,omitempty"`           // hints that do not follow from the rest
	Note        Words             `json:"note,omitzero"`             //
	Sources     []string          `json:"sources,omitempty"`         // where the values come from
	Date        string            `json:"date,omitempty"`            // when they were looked up, 2006-01-02
	Own         bool              `json:"-"`                         // from the user's own file
}

// Words are a text in the languages of the program.
type Words struct {
	JA string `json:"ja,omitempty"`
	EN string `json:"en,omitempty"`
}

// UnmarshalJSON takes {"ja": …, "en": …}, or one text for both languages.
func (w *Words) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*w = Words{text, text}
		return nil
	}
	type plain Words
	return json.Unmarshal(data, (*plain)(w))
}

// In returns the text in a language, or else in the one there is.
func (w Words) In(lang string) string {
	if lang == "en" && w.EN != "" || w.JA == "" {
		return w.EN
	}
	return w.JA
}

// SMTP is the protocol of outgoing servers in a table.
const SMTP mailcore.Protocol = "smtp"

// A Server is one way to reach a provider.
type Server struct {
	Protocol    mailcore.Protocol     `json:"protocol"`              // [SMTP], POP3 or IMAP
	Host        string                `json:"host"`                  // may hold {domain}; "*" differs by contract, "*.example.jp" too but for its end
	Port        int                   `json:"port"`                  //
	Encryption  mailcore.Encryption   `json:"encryption"`            //
	Auth        []mailcore.AuthMethod `json:"auth,omitempty"`        // none means any with a password
	User        UserForm              `json:"user,omitempty"`        // "" means that of the provider
	Example     string                `json:"example,omitempty"`     // of a host that differs by contract
	Recommended bool                  `json:"recommended,omitempty"` //
	Unverified  bool                  `json:"unverified,omitempty"`  // 未確認
	Account     string                `json:"-"`                     // the account name itself, as a domain publishes it
}

// A UserForm says what the account name is.
type UserForm string

// The forms of account names. The values are written to files.
const (
	AddressUser   UserForm = "address"           // taro@example.jp
	LocalPartUser UserForm = "local-part"        // taro
	DottedUser    UserForm = "local-part.domain" // taro.example.jp
	AccountUser   UserForm = "account"           // something on the contract
	KeyUser       UserForm = "api-key"           // credentials made for SMTP
	FixedUser     UserForm = "fixed"             // the same for everybody
	NoUser        UserForm = "none"              // nobody logs in
)

var userForms = []UserForm{AddressUser, LocalPartUser, DottedUser, AccountUser, KeyUser, FixedUser, NoUser}

// Of returns the servers of a protocol, the best first: encrypted ones, then
// recommended ones.
func (p Provider) Of(protocol mailcore.Protocol) []Server {
	of := slices.DeleteFunc(slices.Clone(p.Servers), func(s Server) bool { return s.Protocol != protocol })
	slices.SortStableFunc(of, func(a, b Server) int { return b.worth() - a.worth() })
	return of
}

func (s Server) worth() int {
	worth := 0
	if s.Encryption != mailcore.NoEncryption {
		worth += 2
	}
	if s.Recommended {
		worth++
	}
	return worth
}

// byContract reports whether the host has to be looked up in a contract.
func (s Server) byContract() bool { return strings.HasPrefix(s.Host, "*") }

// fits reports whether host is of the form that s has by contract.
func (s Server) fits(host string) bool {
	end, ok := strings.CutPrefix(s.Host, "*.")
	return ok && strings.HasSuffix(host, "."+end) && len(host) > len(end)+1
}

// With returns t with the providers of own in it: they take the place of those
// with the same ID, and the others come first.
func (t Table) With(own Table) Table {
	all := slices.Clone(t)
	var added Table
	for _, p := range own {
		p.Own = true
		if i := slices.IndexFunc(all, func(q Provider) bool { return q.ID == p.ID }); i >= 0 {
			all[i] = p
		} else {
			added = append(added, p)
		}
	}
	return append(added, all...)
}

// ID returns the provider of that ID, and whether there is one.
func (t Table) ID(id string) (Provider, bool) {
	for _, p := range t {
		if p.ID == id {
			return p, true
		}
	}
	return Provider{}, false
}
