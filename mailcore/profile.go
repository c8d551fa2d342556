// Package mailcore holds the values of the program: what a mail server setting
// is, and what a test of it found out.
//
// A [Profile] is one mail server setting; [Profile.Check] judges it before
// anything is sent, and its questions are in endpoint.go. Package steps turns
// it into a plan and tests it into a [Report], which holds facts only; package
// cause computes each [Finding] from a Report whenever somebody looks at it.
//
// A file here defines values and judges them. It knows no network, no screen
// and no file: words for its codes live in assets, files in store.
package mailcore

import (
	"encoding"
	"fmt"
	"slices"
	"time"
)

// A Profile is one mail server setting: what is kept, edited and tested.
type Profile struct {
	ID       string    `toml:"id" json:"id"`                            // uuid; never changes
	Code     string    `toml:"code" json:"code"`                        // unique; Garoon's メールサーバーコード (GR-04)
	Name     string    `toml:"name" json:"name"`                        // what people call it; may repeat
	Outgoing Outgoing  `toml:"outgoing" json:"outgoing"`                //
	Incoming Incoming  `toml:"incoming" json:"incoming"`                // nothing where Protocol is ""
	From     string    `toml:"from" json:"from"`                        // 送信元メールアドレス: addr-spec (ZN-06)
	FromName string    `toml:"from_name" json:"from_name"`              // 差出人名: display name, may be empty
	Notify   []string  `toml:"notify" json:"notify"`                    // 管理通知用メールアドレス (ZN-07)
	TestTo   string    `toml:"test_to" json:"test_to"`                  // 確認用の送信先メールアドレス (ZN-08)
	Charset  Charset   `toml:"charset" json:"charset"`                  // of the test mail; "" means UTF-8
	Wait     int       `toml:"wait" json:"wait"`                        // seconds to wait for the test mail to come back; 0 means 60
	OAuth    Provider  `toml:"oauth" json:"oauth"`                      // who signs the user in; "" means a password
	Pin      string    `toml:"pin" json:"pin"`                          // SHA-256 of a certificate the user confirmed, hex; "" means none
	Products []Product `toml:"products" json:"products"`                // 使う製品: where these settings will be typed in
	Site     string    `toml:"site,omitempty" json:"site,omitzero"`     // URL at which people open a product that calls itself by that name; "" is not known
	Office   Office    `toml:"office,omitempty" json:"office,omitzero"` // what the office keeps beside it; no test reads it
	Preset   string    `toml:"preset" json:"preset"`                    // ID of the provider whose settings these were at first; "" means none
	Practice bool      `toml:"practice" json:"practice"`                // reaches the practice server inside the program
	Verified Verified  `toml:"verified" json:"verified"`                // what the last test proved
}

// Office is what an office writes down about a server, for itself and for
// whoever comes after. All of it may be empty.
type Office struct {
	Person     string   `toml:"person,omitempty" json:"person,omitzero"`         // 担当: who looks after it
	Department string   `toml:"department,omitempty" json:"department,omitzero"` // 部署: who uses it
	Tags       []string `toml:"tags,omitempty" json:"tags,omitzero"`             // words of the office's own, to find servers by
	Supplier   string   `toml:"supplier,omitempty" json:"supplier,omitzero"`     // 提供元: the company to ask
	Contract   string   `toml:"contract,omitempty" json:"contract,omitzero"`     // the number under which that company knows the office
	Phone      string   `toml:"phone,omitempty" json:"phone,omitzero"`           // of that company
	Memo       string   `toml:"memo,omitempty" json:"memo,omitzero"`             // several lines
}

// Incoming is the server that keeps mail for us (受信メールサーバー).
type Incoming struct {
	Protocol   Protocol   `toml:"protocol" json:"protocol"`       // "" means that there is no receiving server
	Host       string     `toml:"host" json:"host"`               // name or IP address, without scheme or port
	Port       int        `toml:"port" json:"port"`               // 1–65535
	Encryption Encryption `toml:"encryption" json:"encryption"`   // STARTTLS is called STLS in POP3
	Auth       AuthMethod `toml:"auth" json:"auth"`               //
	User       string     `toml:"user" json:"user"`               // アカウント名
	Password   Secret     `toml:"-" json:"-"`                     // or the access token where Auth is XOAUTH2
	Timeout    int        `toml:"timeout" json:"timeout"`         // seconds, for each step
	SizeLimit  int        `toml:"size_limit" json:"size_limit"`   // MB of one mail; 0 means none
	Delete     bool       `toml:"delete" json:"delete"`           // メールをサーバーから削除する (MS-05); a test never does
	DeleteDays int        `toml:"delete_days" json:"delete_days"` // how old mail is that a product deletes, in days
}

// A Protocol is what the receiving server speaks. The values are written to
// files.
type Protocol string

// The two protocols.
const (
	POP3 Protocol = "pop3" // RFC 1939
	IMAP Protocol = "imap" // RFC 9051; products write IMAP4
)

// A Provider signs people in by OAuth 2.0 instead of a password (GR-06). The
// values are written to files.
type Provider string

// The providers.
const (
	Google    Provider = "google"
	Microsoft Provider = "microsoft"
	OwnOAuth  Provider = "own" // one that an organisation runs itself; where it is, settings say
)

// Providers lists the choices in the order in which they are offered; "" is
// to use a password.
var Providers = []Provider{"", Google, Microsoft, OwnOAuth}

// Protocols lists the choices in the order in which they are offered; "" is
// to have no receiving server.
var Protocols = []Protocol{"", POP3, IMAP}

// Outgoing is the server that takes mail from us (送信メールサーバー).
type Outgoing struct {
	BuiltIn     bool       `toml:"built_in" json:"built_in"`             // the product's own server sends (CY-05 組み込み): nothing to test
	Host        string     `toml:"host" json:"host"`                     // name or IP address, without scheme or port
	Port        int        `toml:"port" json:"port"`                     // 1–65535
	Encryption  Encryption `toml:"encryption" json:"encryption"`         //
	Auth        AuthMethod `toml:"auth" json:"auth"`                     //
	User        string     `toml:"user" json:"user"`                     // アカウント名
	Password    Secret     `toml:"-" json:"-"`                           // or the access token where Auth is XOAUTH2
	SameAccount bool       `toml:"same_account" json:"same_account"`     // log in with the account of Incoming (GR-11, MS-19)
	Plaintext   bool       `toml:"plaintext_auth" json:"plaintext_auth"` // the user accepted a password on an unencrypted connection
	PopBefore   PopBefore  `toml:"pop_before_smtp" json:"pop_before_smtp"`
	HELO        string     `toml:"helo" json:"helo"`             // "" means this computer's full name, or its address
	Timeout     int        `toml:"timeout" json:"timeout"`       // seconds, for each step
	SizeLimit   int        `toml:"size_limit" json:"size_limit"` // MB; 0 means none
}

// PopBefore is POP Before SMTP (ZN-05): the server opens its sending side to
// an address from which somebody has just logged in by POP3.
type PopBefore struct {
	Use        bool       `toml:"use" json:"use"`
	Host       string     `toml:"host" json:"host"` // "" means the outgoing host
	Port       int        `toml:"port" json:"port"` // 0 means 110 or 995, by Encryption
	Encryption Encryption `toml:"encryption" json:"encryption"`
	Auth       AuthMethod `toml:"auth" json:"auth"` // [USER] or [APOP]
	User       string     `toml:"user" json:"user"` // "" means the outgoing user, and then its password too
	Password   Secret     `toml:"-" json:"-"`
	Wait       int        `toml:"wait" json:"wait"` // seconds between the POP login and the SMTP connection, 0–60
}

// Encryption says when a connection becomes encrypted. The values are written
// to files.
type Encryption string

// The three ways, as in RFC 3207 and RFC 8314.
const (
	NoEncryption Encryption = "none"
	STARTTLS     Encryption = "starttls" // after the greeting, by command; never less
	TLS          Encryption = "tls"      // from the first byte
)

// Encryptions lists the choices in the order in which they are offered.
var Encryptions = []Encryption{NoEncryption, STARTTLS, TLS}

// An AuthMethod says how a user proves who they are, named as on the wire.
type AuthMethod string

// Mechanisms by their registered names, and our own words for none and auto.
const (
	NoAuth      AuthMethod = "none"
	AutoAuth    AuthMethod = "auto" // the strongest that the server offers
	PLAIN       AuthMethod = "PLAIN"
	LOGIN       AuthMethod = "LOGIN"
	CRAMMD5     AuthMethod = "CRAM-MD5"
	DIGESTMD5   AuthMethod = "DIGEST-MD5"
	NTLM        AuthMethod = "NTLM"
	SCRAMSHA1   AuthMethod = "SCRAM-SHA-1"
	SCRAMSHA256 AuthMethod = "SCRAM-SHA-256"
	XOAUTH2     AuthMethod = "XOAUTH2" // the password is an access token
	USER        AuthMethod = "USER"    // POP3 USER and PASS (RFC 1939)
	APOP        AuthMethod = "APOP"    // POP3 APOP (RFC 1939)
)

// Revealing reports whether the mechanism may hand the password itself to
// whoever listens.
func (m AuthMethod) Revealing() bool {
	return slices.Contains([]AuthMethod{AutoAuth, PLAIN, LOGIN, USER, XOAUTH2}, m)
}

// AuthMethods lists what can be chosen for SMTP, in the order offered.
var AuthMethods = []AuthMethod{NoAuth, AutoAuth, PLAIN, LOGIN, CRAMMD5, DIGESTMD5, NTLM, SCRAMSHA1, SCRAMSHA256, XOAUTH2}

// Strength lists the mechanisms that 自動 may choose for SMTP, strongest first;
// [Profile.Automatic] says in which order they are tried.
var Strength = []AuthMethod{SCRAMSHA256, SCRAMSHA1, CRAMMD5, DIGESTMD5, PLAIN, LOGIN, NTLM}

// IncomingAuthMethods lists what can be chosen for receiving, by protocol. LOGIN
// is the command of that name in IMAP.
var IncomingAuthMethods = map[Protocol][]AuthMethod{
	POP3: {AutoAuth, USER, APOP, PLAIN, LOGIN, CRAMMD5, DIGESTMD5, NTLM, SCRAMSHA1, SCRAMSHA256, XOAUTH2},
	IMAP: {AutoAuth, LOGIN, PLAIN, CRAMMD5, DIGESTMD5, NTLM, SCRAMSHA1, SCRAMSHA256, XOAUTH2},
}

// AllIncomingAuthMethods lists what can be chosen for receiving by either
// protocol; [Profile.Check] says which do not go with which.
var AllIncomingAuthMethods = []AuthMethod{AutoAuth, USER, LOGIN, APOP, PLAIN, CRAMMD5, DIGESTMD5, NTLM, SCRAMSHA1, SCRAMSHA256, XOAUTH2}

// PopAuthMethods lists what can be chosen for POP Before SMTP.
var PopAuthMethods = []AuthMethod{USER, APOP}

// Charset is how the test mail is encoded. The values are written to files.
type Charset string

// The two that Japanese mail uses.
const (
	UTF8      Charset = "utf-8"
	ISO2022JP Charset = "iso-2022-jp"
)

// Charsets lists the choices in the order in which they are offered.
var Charsets = []Charset{UTF8, ISO2022JP}

// A Secret is text that must not be shown, logged or written. Use string(s)
// only where it goes on the wire or into the keyring.
type Secret string

var (
	_ fmt.Stringer           = Secret("")
	_ fmt.GoStringer         = Secret("")
	_ encoding.TextMarshaler = Secret("")
)

func (s Secret) String() string               { return s.GoString() }
func (s Secret) MarshalText() ([]byte, error) { return nil, nil }

// GoString hides the secret from %#v too, but tells whether there is one.
func (s Secret) GoString() string {
	if s == "" {
		return ""
	}
	return "••••••"
}

// Verified is what the last passed test proved. It counts only while Hash is
// still that of the settings.
type Verified struct {
	Hash  string    `toml:"hash,omitempty" json:"hash,omitempty"` // [Profile.Hash] of what was tested
	Scope Scope     `toml:"scope,omitempty" json:"scope,omitempty"`
	At    time.Time `toml:"at,omitempty" json:"at,omitzero"`
	OK    bool      `toml:"ok,omitempty" json:"ok,omitempty"`
	For   []Product `toml:"for,omitempty" json:"for,omitempty"`    // the products whose own way of sending and receiving passed
	Until time.Time `toml:"until,omitempty" json:"until,omitzero"` // when the first certificate that was seen ends

	// What 自動 came to, where a login was proven: what products have to be told.
	Auth         AuthMethod `toml:"auth,omitempty" json:"auth,omitempty"`                   // for sending
	IncomingAuth AuthMethod `toml:"incoming_auth,omitempty" json:"incoming_auth,omitempty"` // for receiving
}

// DefaultPort returns the port on which mail servers usually take mail for
// sending under e (RFC 6409, RFC 8314).
func (e Encryption) DefaultPort() int {
	switch e {
	case TLS:
		return 465
	case STARTTLS:
		return 587
	}
	return 25
}

// DefaultPOPPort returns the usual POP3 port under e (RFC 1939, RFC 8314).
func (e Encryption) DefaultPOPPort() int {
	if e == TLS {
		return 995
	}
	return 110
}

// DefaultPort returns the usual port of p under e (RFC 8314).
func (p Protocol) DefaultPort(e Encryption) int {
	switch {
	case p == POP3:
		return e.DefaultPOPPort()
	case e == TLS:
		return 993
	}
	return 143
}

// NewProfile returns a profile with the defaults of a new setting: the
// submission port under STARTTLS (REQUIREMENTS C3, C6).
func NewProfile() Profile {
	return Profile{
		Charset: UTF8,
		Outgoing: Outgoing{
			Port: 587, Encryption: STARTTLS, Auth: AutoAuth, Timeout: 30,
			PopBefore: PopBefore{Encryption: NoEncryption, Auth: USER, Port: 110},
		},
		Incoming: Incoming{Port: 995, Encryption: TLS, Auth: AutoAuth, Timeout: 30, DeleteDays: 7},
	}
}
