package ports

import (
	"encoding/json"
	"time"

	"todoku/mailcore"
)

// A Support is what one port accepts of TLS.
type Support struct {
	Host        string              `json:"host"`
	Port        int                 `json:"port"`
	Encryption  mailcore.Encryption `json:"encryption"`
	Versions    []Version           `json:"versions"` // newest first
	Connections int                 `json:"connections"`
	Took        time.Duration       `json:"-"`               // 0 while it runs
	Fault       mailcore.Fault      `json:"fault,omitempty"` // why it ended early; "too-long" where the server accepts more than we ask for
}

// A Version is one version of TLS.
type Version struct {
	Name   string         `json:"name"` // "TLS 1.2"
	Answer Answer         `json:"answer"`
	Fault  mailcore.Fault `json:"fault,omitempty"` // how it was refused
	Weak   bool           `json:"weak"`            // not to be used any more (RFC 8996)
	Suites []Suite        `json:"suites"`          // accepted; of TLS 1.3 the one that the server chose
}

// An Answer says what a server makes of a version. Its word is in assets under
// "probe.answer.<answer>".
type Answer string

// The answers.
const (
	NotAsked Answer = "waiting"
	Accepted Answer = "accepted"
	Refused  Answer = "refused"
	NoAnswer Answer = "unknown" // no answer in time, or we stopped before
)

// A Suite is a cipher suite.
type Suite struct {
	Name string `json:"name"` // as registered
	Weak bool   `json:"weak"` // crypto/tls calls it insecure
}

// MarshalJSON writes times in milliseconds.
func (s Support) MarshalJSON() ([]byte, error) {
	type plain Support
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(s), s.Took.Milliseconds()})
}
