package ports

import (
	"encoding/json"
	"net/netip"
	"time"

	"todoku/mailcore"
)

// A Reach is what lies between this computer and a server.
type Reach struct {
	Host   string  `json:"host"`
	Paths  []Path  `json:"paths"`  // one for each address
	Checks []Check `json:"checks"` // empty until the paths are known
}

// A Path is how one address of the host is reached.
type Path struct {
	Address netip.Addr     `json:"address"`
	Family  string         `json:"family"` // "IPv4" or "IPv6"
	Port    int            `json:"port"`
	State   State          `json:"state"`
	Fault   mailcore.Fault `json:"fault,omitempty"`
	Local   string         `json:"local,omitempty"` // the address of this end
	Took    time.Duration  `json:"-"`
}

// A Check is one thing that was judged.
type Check struct {
	Code    Code              `json:"code"`
	Verdict mailcore.Verdict  `json:"verdict"`
	Args    map[string]string `json:"args,omitempty"` // for the words
}

// MarshalJSON writes times in milliseconds.
func (p Path) MarshalJSON() ([]byte, error) {
	type plain Path
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(p), p.Took.Milliseconds()})
}
