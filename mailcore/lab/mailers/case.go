//go:build lab

package mailers

// A Case is one mail, sent by a product with these settings to this server.
type Case struct {
	Name     string // in Japanese, as docs/mailers.md shows it
	Server   Server
	Settings Settings
}

// Server says how the server behaves. The zero value speaks SMTP without TLS
// and without any login, and takes mail only from who has logged in.
type Server struct {
	TLS         string   // "" none, "starttls" offered, "refused" offered and answered with 454, "implicit" from the first byte
	Certificate string   // a kind of mailtest.Authority; "" is a good one
	Auth        []string // the EHLO lines that offer logins, as said; nil means none
	Works       []string // the mechanisms that let somebody in; nil means all that the server knows
	TLSFirst    bool     // nothing but STARTTLS without TLS, and no logins offered
	HELOOnly    bool     // EHLO is an unknown command
	Relay       bool     // takes mail without a login
	UTF8        bool     // offers SMTPUTF8
}

// Settings are what the person has typed.
type Settings struct {
	Host       string `json:"host"`       // "" is 127.0.0.1; the server listens there
	Port       int    `json:"port"`       // filled in by [Observe]
	Encryption string `json:"encryption"` // "none", "starttls" or "tls", as the product's screen has it; "" is none
	User       string `json:"user"`
	Password   string `json:"password"`
	From       string `json:"from"`
	To         string `json:"to"`
	HELO       string `json:"helo"`        // the name by which the product is opened, or its setting for EHLO; "" is the default
	NoAutoTLS  bool   `json:"no_auto_tls"` // the product's switch against unasked STARTTLS, where it has one
	NoVerify   bool   `json:"no_verify"`   // the product's switch against looking at certificates, where it has one
	Mechanism  string `json:"mechanism"`   // in the words of the product, where one has to be named; "" is its default
	DSN        string `json:"dsn"`         // for Symfony, instead of what follows from the rest; %HOST% stands for host and port
}

// Seen is what the server saw of it.
type Seen struct {
	OK        bool     // the server has the mail, and the library says so
	Encrypted bool     // the library said something within TLS
	EHLO      string   // the name it gave last, in EHLO or HELO
	Tried     []string // the mechanisms, in order, each as often as it was tried
	Sender    string   // of MAIL FROM, as on the wire, without < and >; "-" where it did not come to that
	Error     string   // what the library says
}
