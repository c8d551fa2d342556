package probe

import (
	"context"
	"crypto/tls"
	"slices"
	"time"

	"todoku/mailcore/ports"

	"todoku/mailcore"
)

// versions lists what is asked for, newest first.
var versions = []struct {
	id   uint16
	name string
	weak bool
}{
	{tls.VersionTLS13, "TLS 1.3", false},
	{tls.VersionTLS12, "TLS 1.2", false},
	{tls.VersionTLS11, "TLS 1.1", true},
	{tls.VersionTLS10, "TLS 1.0", true},
}

// maxConnections bounds what one look may cost a server: crypto/tls knows 47
// suites in four versions, and asks for each once.
const maxConnections = 60

// TLS asks a port for each version and suite of TLS that crypto/tls knows,
// with one connection after another: each offers what the server has not
// chosen yet, until it refuses. Encryption is TLS or STARTTLS. After every
// connection it calls show, from the calling goroutine, with a copy; show may
// be nil.
func TLS(ctx context.Context, host string, port int, e mailcore.Encryption, o Options, show func(ports.Support)) ports.Support {
	s := asked{ports.Support{Host: host, Port: port, Encryption: e}, show}
	began := time.Now()
	for _, v := range versions {
		s.Versions = append(s.Versions, ports.Version{Name: v.name, Weak: v.weak, Answer: ports.NotAsked, Suites: []ports.Suite{}})
	}
	name, addrs, err := o.resolve(ctx, host)
	l := look{host: name, addrs: addrs, options: o, ctx: ctx}
	if s.Fault = faultOf(ctx, err); err == nil {
		s.Host = name
		for i := range s.Versions {
			s.version(l, i)
		}
	}
	s.leave()
	s.Took = max(time.Since(began), 1)
	s.hand()
	return s.Support
}

// An asked is a Support as far as it is known, and who is shown it.
type asked struct {
	ports.Support
	show func(ports.Support)
}

func (s *asked) hand() {
	if s.show == nil {
		return
	}
	seen := s.Support
	seen.Versions = slices.Clone(s.Versions)
	for i, v := range seen.Versions {
		seen.Versions[i].Suites = slices.Clone(v.Suites)
	}
	s.show(seen)
}

// leave says of what was not asked any more that nobody knows.
func (s *asked) leave() {
	for i := range s.Versions {
		if s.Versions[i].Answer == ports.NotAsked {
			s.Versions[i].Answer = ports.NoAnswer
		}
	}
}

// version asks for one version until no suite of it is left.
func (s *asked) version(l look, i int) {
	v, id := &s.Versions[i], versions[i].id
	suites := suitesOf(id)
	for s.Fault == "" && len(suites) > 0 {
		if s.Connections++; s.Connections > maxConnections {
			s.Fault, s.Connections = mailcore.TooLong, maxConnections
			return
		}
		chosen, err := l.shake(s.Port, s.Encryption, id, suites)
		if !take(l.ctx, v, chosen, err) {
			s.Fault = faultOf(l.ctx, err)
		}
		s.hand()
		if err != nil || id == tls.VersionTLS13 {
			return
		}
		suites = slices.DeleteFunc(suites, func(id uint16) bool { return id == chosen })
	}
}

// take notes what one handshake taught. It reports whether it was one.
func take(ctx context.Context, v *ports.Version, chosen uint16, err error) bool {
	fault := faultOf(ctx, err)
	switch {
	case err == nil:
		v.Answer = ports.Accepted
		v.Suites = append(v.Suites, ports.Suite{Name: tls.CipherSuiteName(chosen), Weak: insecure(chosen)})
		return true
	case !isHandshake(err) || fault == mailcore.Stopped || fault == mailcore.NotTLS || fault == mailcore.Injected:
		return false
	case v.Answer == ports.Accepted:
		return true // what is left of its suites is refused
	case fault == mailcore.Timeout:
		v.Answer, v.Fault = ports.NoAnswer, fault
	default:
		v.Answer, v.Fault = ports.Refused, fault
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
