package steps

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
	"todoku/mailcore/wire"
)

// A link is one connection to one server, and what reaching it has taught.
type link struct {
	host  string // as in DNS and in certificates
	port  int
	addrs []netip.Addr
	conn  *wire.Conn
	cert  *certificate              // nil without TLS
	reply func(heard []byte) []byte // finds the server's words in what it said
}

// Limits on what a server may say: replies are short.
const (
	maxReply   = 64 << 10         // bytes in one step; an EHLO has some hundred
	maxLine    = 12 << 10         // bytes; RFC 4954 4 allows 12,288 for a challenge
	maxNesting = 100              // parentheses in a line of IMAP: go-imap takes for ever over more
	maxTotal   = 10 * time.Minute // as long as the longest time for one step
)

func (r *run) resolve(l *link, host string, port int) error {
	ascii, err := mailcore.ASCIIHost(host)
	if err != nil {
		return errInvalid
	}
	l.host, l.port = ascii, port
	if a, err := netip.ParseAddr(ascii); err == nil {
		l.addrs = []netip.Addr{a}
	} else {
		ctx, cancel := context.WithTimeout(r.ctx, r.limit())
		defer cancel()
		if l.addrs, err = r.tester.lookup(ctx, ascii); err != nil {
			return err
		}
	}
	r.fact("a", join(l.addrs, netip.Addr.Is4))
	r.fact("aaaa", join(l.addrs, netip.Addr.Is6))
	return nil
}

func (t *Tester) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	lookup := t.Lookup
	if lookup == nil {
		lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	addrs, err := lookup(ctx, host)
	for i := range addrs {
		addrs[i] = addrs[i].Unmap()
	}
	if err == nil && len(addrs) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	return addrs, err
}

func join(addrs []netip.Addr, keep func(netip.Addr) bool) string {
	var texts []string
	for _, a := range addrs {
		if keep(a) {
			texts = append(texts, a.String())
		}
	}
	return strings.Join(texts, " ")
}

// connect tries each address in turn, in the order of the resolver, and gives
// each a fair share of the time.
func (r *run) connect(l *link) error {
	deadline := time.Now().Add(r.limit())
	var first error
	var silent []netip.Addr
	for i, addr := range l.addrs {
		share := time.Until(deadline) / time.Duration(len(l.addrs)-i)
		began := time.Now()
		conn, err := r.dial(l, addr, share)
		r.tried(addr, l.port, time.Since(began), err)
		if err == nil {
			l.conn = conn
			r.fact("address", addr.String())
			r.fact("local", hostOf(conn.LocalAddr()))
			r.fact("family", family(addr))
			if len(silent) > 0 {
				r.unanswering(silent...)
			}
			return nil
		}
		if FaultOf(err) == mailcore.Timeout {
			silent = append(silent, addr)
		}
		first = worse(first, err)
		if r.ctx.Err() != nil {
			break
		}
	}
	return first
}

// worse keeps the error that says more: an address that did not answer
// matters more than one that this computer has no route to.
func worse(a, b error) error {
	if a == nil || FaultOf(a) == mailcore.Unreachable {
		return b
	}
	return a
}

func (r *run) dial(l *link, addr netip.Addr, limit time.Duration) (*wire.Conn, error) {
	dial := r.tester.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	ctx, cancel := context.WithTimeout(r.ctx, limit)
	defer cancel()
	raw, err := dial(ctx, "tcp", net.JoinHostPort(addr.String(), strconv.Itoa(l.port)))
	if err != nil {
		return nil, err
	}
	limits := wire.Limits{Step: r.limit(), Total: maxTotal, StepBytes: maxReply, LineBytes: maxLine}
	if l == &r.imap.link {
		limits.Nesting = maxNesting
	}
	conn := wire.New(r.ctx, raw, limits, r.plan.Profile.SecretTexts()...)
	conn.Guard(r.speech(l))
	return conn, nil
}

// speech is what the server at the other end of l is to speak.
func (r *run) speech(l *link) wire.Speech {
	switch l {
	case &r.smtp.link:
		return wire.SMTP
	case &r.imap.link:
		return wire.IMAP
	}
	return wire.POP3
}

// tried notes how one address answered.
func (r *run) tried(addr netip.Addr, port int, took time.Duration, err error) {
	outcome := "connected"
	if err != nil {
		outcome = string(FaultOf(err))
		if errors.Is(err, context.Canceled) {
			outcome = string(mailcore.Stopped)
		}
	}
	text := fmt.Sprintf("%s: %s (%d ms)", netip.AddrPortFrom(addr, uint16(port)), outcome, took.Milliseconds())
	r.result.Lines = append(r.result.Lines, transcript.Line{Dir: "*", Text: text})
}

func family(a netip.Addr) string {
	if a.Is4() {
		return "IPv4"
	}
	return "IPv6"
}

func hostOf(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return host
}

// sameFamily keeps the addresses of the IP version that a POP login went
// over: the server remembers the address it came from. Where there are none
// all stay.
func sameFamily(addrs []netip.Addr, version string) ([]netip.Addr, bool) {
	kept := slices.DeleteFunc(slices.Clone(addrs), func(a netip.Addr) bool { return family(a) != version })
	if len(kept) == 0 {
		return addrs, false
	}
	return kept, true
}
