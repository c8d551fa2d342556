package practice

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
	"time"
)

// popWindow is how long a POP3 login opens SMTP to its address, as at
// some providers.
const popWindow = 10 * time.Minute

// greylistLimit is how many recipients the server remembers, so that a client
// that never stops does not fill the memory.
const greylistLimit = 1000

func remoteIP(c net.Conn) netip.Addr {
	at, err := netip.ParseAddrPort(c.RemoteAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap()
}

// nextNumber counts a message and returns its queue number.
func (s *Server) nextNumber(outgoing bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queued++
	if outgoing {
		s.outbox++
	}
	return fmt.Sprintf("%s-%d", s.id, s.queued)
}

// firstTime reports whether nobody has asked for the recipient before.
func (s *Server) firstTime(to string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	to = strings.ToLower(to)
	seen := s.greylist[to]
	if len(s.greylist) < greylistLimit {
		s.greylist[to] = true
	}
	return !seen
}

// notePOP remembers a POP3 login from ip.
func (s *Server) notePOP(ip netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.popLogins[ip] = s.now()
}

// sawPOP reports whether there was one within the window.
func (s *Server) sawPOP(ip netip.Addr) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.popLogins[ip]
	return ok && s.now().Sub(at) <= popWindow
}
