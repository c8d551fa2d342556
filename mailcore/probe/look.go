package probe

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"todoku/mailcore/ports"

	"todoku/mailcore"
	"todoku/mailcore/steps"
	"todoku/mailcore/wire"
)

// A look is at one port of a host.
type look struct {
	host    string
	addrs   []netip.Addr
	options Options
	ctx     context.Context // its end breaks connections
	timed   context.Context // has the deadline
}

// port finds out what is behind p. Where the address that answered first says
// nothing at all, the others are asked.
func (l look) port(p Port) ports.Row {
	began := time.Now()
	row := l.eitherWay(p)
	if others := l.without(row.Address); silent(row) && len(others.addrs) > 0 {
		if second := others.eitherWay(p); !silent(second) && second.State == ports.Open {
			second.Lines = append(row.Lines, second.Lines...)
			row = second
		}
	}
	row.Took = max(time.Since(began), 1)
	return row
}

// silent reports whether somebody listens there, and nobody speaks.
func silent(r ports.Row) bool {
	return r.State == ports.Open && r.Speaks == "" && r.Security == nil && !tlsFault(r.Fault)
}

// without is the same look, at the other addresses.
func (l look) without(address string) look {
	l.addrs = slices.DeleteFunc(slices.Clone(l.addrs), func(a netip.Addr) bool { return a.String() == address })
	return l
}

// eitherWay talks to p. Where it does not speak as expected, it is tried the
// other way: TLS at once where nobody greets, and plain where the answer to a
// handshake was none.
func (l look) eitherWay(p Port) ports.Row {
	row, err := l.attempt(p.Number, p.Implicit)
	if row.Speaks == "" && row.Security == nil && otherwise(p.Implicit, err) {
		if second, _ := l.attempt(p.Number, !p.Implicit); second.Speaks != "" || second.Security != nil || tlsFault(second.Fault) {
			second.Lines = append(row.Lines, second.Lines...)
			row = second
		}
	}
	return row
}

// otherwise reports whether trying it the other way makes sense.
func otherwise(implicit bool, err error) bool {
	switch fault := steps.FaultOf(err); fault {
	case mailcore.Timeout:
		return true
	case mailcore.NotTLS, mailcore.Closed, mailcore.Reset:
		return implicit
	}
	return false
}

// tlsFault reports whether a fault shows that the server does speak TLS.
func tlsFault(f mailcore.Fault) bool {
	return f == mailcore.TLSVersion || f == mailcore.TLSHandshake
}

// attempt connects once and talks.
func (l look) attempt(port int, implicit bool) (ports.Row, error) {
	row := ports.Row{Port: port, Implicit: implicit}
	raw, err := l.reach(port)
	if err != nil {
		row.Fault = faultOf(l.ctx, err)
		row.State = stateOf(row.Fault)
		return row, nil
	}
	row.State, row.Address = ports.Open, addressOf(raw.RemoteAddr())
	t := l.newTalk(raw, &row)
	err = t.truth(t.converse(implicit))
	t.leave()
	switch row.Fault = faultOf(l.ctx, err); row.Fault {
	case mailcore.NotTLS:
		row.Speaks = speechOfHeader(err)
	case mailcore.Stopped:
		row.State = ports.Stopped
	}
	return row, err
}

// Limits on what a server may say to somebody who only looks.
const (
	maxAnswer = 32 << 10 // bytes in one step; an EHLO or CAPABILITY has some hundred
	maxLine   = 4 << 10  // bytes; without a login there is no challenge
)

func (l look) newTalk(raw net.Conn, row *ports.Row) *talk {
	end, _ := l.timed.Deadline()
	left := max(time.Until(end), time.Millisecond)
	limits := wire.Limits{Step: left, Total: left, StepBytes: maxAnswer, LineBytes: maxLine}
	conn := wire.New(l.ctx, raw, limits)
	conn.Guard(wire.SMTP, wire.POP3, wire.IMAP)
	return &talk{look: l, conn: conn, row: row, over: end}
}

// speechOfHeader recognises what answered a handshake in place of TLS.
func speechOfHeader(err error) ports.Speech {
	header, ok := errors.AsType[tls.RecordHeaderError](err)
	if !ok {
		return ""
	}
	if s := speech(header.RecordHeader[:]); s == ports.HTTP || s == ports.SSH {
		return s
	}
	return ""
}

// faultOf tells the end of our time from the end that the user made.
func faultOf(ctx context.Context, err error) mailcore.Fault {
	switch fault := steps.FaultOf(err); {
	case err == nil:
		return mailcore.NoFault
	case ctx.Err() != nil:
		return mailcore.Stopped
	case fault == mailcore.Stopped:
		return mailcore.Timeout
	case errors.Is(err, errRefused):
		return mailcore.Replied
	case errors.Is(err, errStrange):
		return mailcore.NotMail
	default:
		return fault
	}
}

// stateOf says what a port is that could not be connected to.
func stateOf(f mailcore.Fault) ports.State {
	switch f {
	case mailcore.Refused, mailcore.Reset:
		return ports.Closed
	case mailcore.Timeout:
		return ports.Filtered
	case mailcore.Stopped:
		return ports.Stopped
	}
	return ports.Unreachable
}

func addressOf(a net.Addr) string {
	host, _, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	return host
}

func endpoint(a netip.Addr, port int) string {
	return net.JoinHostPort(a.String(), strconv.Itoa(port))
}
