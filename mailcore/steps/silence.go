package steps

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
	"todoku/mailcore/wire"
)

// patience is how long a server may say nothing before we look whether another
// address, or another way, does better. Meanwhile it may go on to answer.
func (r *run) patience() time.Duration { return min(r.limit()/4, time.Second) }

// listen waits for a greeting. Where none comes soon it tries the host's next
// addresses (as RFC 8305 would have found out by racing them), and whether TLS
// is wanted; where neither is the case, the greeting has the rest of the time.
func (r *run) listen(l *link) error {
	if spoken(l, r.patience()) {
		return nil
	}
	if next, ok := r.better(l, true); ok {
		return r.turn(l, next)
	}
	switch {
	case spoken(l, time.Millisecond):
		return nil
	case l.cert != nil && r.servesWeb(l):
		r.spoke(wire.HTTP)
		return errNotMail
	case l.cert != nil:
		return nil
	}
	switch speaks := r.sound(l); speaks {
	case wire.TLS:
		return errWantsTLS
	case wire.HTTP:
		r.spoke(speaks)
		return errNotMail
	}
	return nil
}

// spoken reports whether the server has said a word.
func spoken(l *link, patience time.Duration) bool {
	return l.conn.Await(patience) && len(l.conn.Heard()) > 0
}

// better finds an address, behind the one that says nothing, of which the
// server answers: with a handshake where TLS comes first, and with the first
// byte of a greeting where one is waited for.
func (r *run) better(l *link, greeting bool) (netip.Addr, bool) {
	silent := r.address()
	for _, addr := range l.addrs {
		if addr == silent || slices.Contains(strings.Fields(r.report.Fact(r.result.Side, "silent")), addr.String()) {
			continue
		}
		if r.answers(l, addr, greeting) {
			return addr, true
		}
		if greeting && spoken(l, time.Millisecond) {
			break
		}
	}
	return netip.Addr{}, false
}

// address is the one that the link is connected to.
func (r *run) address() netip.Addr {
	addr, _ := netip.ParseAddr(r.report.Fact(r.result.Side, "address"))
	return addr
}

func (r *run) answers(l *link, addr netip.Addr, greeting bool) bool {
	conn, err := r.dial(l, addr, r.patience())
	if err != nil {
		return false
	}
	defer conn.Close()
	if r.encryption() == mailcore.TLS {
		conn.BeginFor(r.patience())
		if _, err := conn.TLS(r.ctx, &tls.Config{ServerName: l.host, InsecureSkipVerify: true}); err != nil { // nothing is said
			return false
		}
	}
	return !greeting || conn.Await(r.patience()) && len(conn.Heard()) > 0
}

func (r *run) encryption() mailcore.Encryption {
	_, _, _, encryption := r.plan.Profile.Endpoint(r.result.Side)
	return encryption
}

// turn leaves the address that says nothing for the next one.
func (r *run) turn(l *link, next netip.Addr) error {
	silent := r.address()
	r.unanswering(silent)
	l.addrs = append([]netip.Addr{next}, slices.DeleteFunc(slices.Clone(l.addrs), func(a netip.Addr) bool { return a == silent || a == next })...)
	r.remark(fmt.Sprintf("%s: no answer, %s answers", silent, next))
	r.hangUp(l)
	steps := []mailcore.Step{mailcore.Connect}
	if r.encryption() == mailcore.TLS && r.result.Step != mailcore.Handshake {
		steps = append(steps, mailcore.Handshake, mailcore.Certificate)
	}
	if err := r.repeat(steps); err != nil {
		return err
	}
	r.link(r.result.Side).conn.Begin()
	r.warn()
	return nil
}

// unanswering notes addresses that do not answer, each with its IP version.
func (r *run) unanswering(addrs ...netip.Addr) {
	text := r.report.Fact(r.result.Side, "silent")
	for _, a := range addrs {
		text = strings.TrimPrefix(fmt.Sprintf("%s, %s (%s)", text, a, family(a)), ", ")
	}
	r.fact("silent", text)
}

func (r *run) remark(text string) {
	r.result.Lines = append(r.result.Lines, transcript.Line{Dir: "*", Text: text})
}

// sound opens a second connection to the same address, on which it begins TLS,
// and tells what answered that. Only the answer to the first bytes is looked
// at: nothing is said.
func (r *run) sound(l *link) wire.Speech {
	conn, err := r.dial(l, r.address(), r.patience())
	if err != nil {
		return ""
	}
	defer conn.Close()
	conn.BeginFor(2 * r.patience())
	_, err = conn.TLS(r.ctx, &tls.Config{ServerName: l.host, InsecureSkipVerify: true})
	fault := FaultOf(err)
	if err == nil || fault == mailcore.TLSVersion || fault == mailcore.TLSHandshake {
		r.remark("TLS answers")
		return wire.TLS
	}
	return speechOf(err)
}

// servesWeb opens a second connection, and tells by ALPN (RFC 7301) whether a
// web server is behind TLS, which waits to be spoken to. Nothing is said.
func (r *run) servesWeb(l *link) bool {
	conn, err := r.dial(l, r.address(), r.patience())
	if err != nil {
		return false
	}
	defer conn.Close()
	conn.BeginFor(2 * r.patience())
	state, err := conn.TLS(r.ctx, &tls.Config{ServerName: l.host, InsecureSkipVerify: true, NextProtos: webProtocols})
	return err == nil && slices.Contains(webProtocols, state.NegotiatedProtocol)
}

var webProtocols = []string{"h2", "http/1.1"}

// spoke notes what the server speaks in place of what it should.
func (r *run) spoke(s wire.Speech) { r.fact("speaks", strings.ToUpper(string(s))) }

// speechOf recognises what answered a handshake in place of TLS.
func speechOf(err error) wire.Speech {
	header, ok := errors.AsType[tls.RecordHeaderError](err)
	if !ok {
		return ""
	}
	return wire.Recognise(header.RecordHeader[:])
}

// secure begins TLS. Where the host has more addresses and this one does not
// answer, it turns to the next.
func (r *run) secure(l *link) (tls.ConnectionState, error) {
	config := &tls.Config{ServerName: l.host, InsecureSkipVerify: true}
	alone := len(l.addrs) < 2 || r.encryption() != mailcore.TLS
	if !alone {
		l.conn.BeginFor(r.limit() / 2)
	}
	state, err := l.conn.TLS(r.ctx, config)
	if alone || !gone(err) || r.ctx.Err() != nil {
		return state, err
	}
	next, ok := r.better(l, false)
	if !ok {
		return state, err
	}
	if err := r.turn(l, next); err != nil {
		return state, err
	}
	return l.conn.TLS(r.ctx, config)
}

// gone reports whether err is that of a server which has said nothing.
func gone(err error) bool {
	return slices.Contains([]mailcore.Fault{mailcore.Timeout, mailcore.Closed, mailcore.Reset}, FaultOf(err))
}
