package probe

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"slices"
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
	id     uint16
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

// versions lists what is asked for, newest first.
var versions = []Version{
	{Name: "TLS 1.3", id: tls.VersionTLS13},
	{Name: "TLS 1.2", id: tls.VersionTLS12},
	{Name: "TLS 1.1", id: tls.VersionTLS11, Weak: true},
	{Name: "TLS 1.0", id: tls.VersionTLS10, Weak: true},
}

// maxConnections bounds what one look may cost a server: crypto/tls knows 47
// suites in four versions, and asks for each once.
const maxConnections = 60

// TLS asks a port for each version and suite of TLS that crypto/tls knows,
// with one connection after another: each offers what the server has not
// chosen yet, until it refuses. Encryption is TLS or STARTTLS. After every
// connection it calls show, from the calling goroutine, with a copy; show may
// be nil.
func TLS(ctx context.Context, host string, port int, e mailcore.Encryption, o Options, show func(Support)) Support {
	s := Support{Host: host, Port: port, Encryption: e, Versions: slices.Clone(versions)}
	began := time.Now()
	for i := range s.Versions {
		s.Versions[i].Answer, s.Versions[i].Suites = NotAsked, []Suite{}
	}
	name, addrs, err := o.resolve(ctx, host)
	l := look{host: name, addrs: addrs, options: o, ctx: ctx}
	if s.Fault = faultOf(ctx, err); err == nil {
		s.Host = name
		for i := range s.Versions {
			s.version(l, i, show)
		}
	}
	s.leave()
	s.Took = max(time.Since(began), 1)
	s.hand(show)
	return s
}

func (s *Support) hand(show func(Support)) {
	if show == nil {
		return
	}
	seen := *s
	seen.Versions = slices.Clone(s.Versions)
	for i, v := range seen.Versions {
		seen.Versions[i].Suites = slices.Clone(v.Suites)
	}
	show(seen)
}

// leave says of what was not asked any more that nobody knows.
func (s *Support) leave() {
	for i := range s.Versions {
		if s.Versions[i].Answer == NotAsked {
			s.Versions[i].Answer = NoAnswer
		}
	}
}

// version asks for one version until no suite of it is left.
func (s *Support) version(l look, i int, show func(Support)) {
	v := &s.Versions[i]
	suites := suitesOf(v.id)
	for s.Fault == "" && len(suites) > 0 {
		if s.Connections++; s.Connections > maxConnections {
			s.Fault, s.Connections = mailcore.TooLong, maxConnections
			return
		}
		chosen, err := l.shake(s.Port, s.Encryption, v.id, suites)
		if !v.take(l.ctx, chosen, err) {
			s.Fault = faultOf(l.ctx, err)
		}
		s.hand(show)
		if err != nil || v.id == tls.VersionTLS13 {
			return
		}
		suites = slices.DeleteFunc(suites, func(id uint16) bool { return id == chosen })
	}
}

// take notes what one handshake taught. It reports whether it was one.
func (v *Version) take(ctx context.Context, chosen uint16, err error) bool {
	fault := faultOf(ctx, err)
	switch {
	case err == nil:
		v.Answer = Accepted
		v.Suites = append(v.Suites, Suite{tls.CipherSuiteName(chosen), insecure(chosen)})
		return true
	case !isHandshake(err) || fault == mailcore.Stopped || fault == mailcore.NotTLS || fault == mailcore.Injected:
		return false
	case v.Answer == Accepted:
		return true // what is left of its suites is refused
	case fault == mailcore.Timeout:
		v.Answer, v.Fault = NoAnswer, fault
	default:
		v.Answer, v.Fault = Refused, fault
	}
	return true
}

// suitesOf lists the suites that can be offered in a version.
func suitesOf(version uint16) (ids []uint16) {
	for _, s := range slices.Concat(tls.CipherSuites(), tls.InsecureCipherSuites()) {
		if slices.Contains(s.SupportedVersions, version) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func insecure(id uint16) bool {
	return slices.ContainsFunc(tls.InsecureCipherSuites(), func(s *tls.CipherSuite) bool { return s.ID == id })
}

// MarshalJSON writes times in milliseconds.
func (s Support) MarshalJSON() ([]byte, error) {
	type plain Support
	return json.Marshal(struct {
		plain
		TookMS int64 `json:"took_ms"`
	}{plain(s), s.Took.Milliseconds()})
}
