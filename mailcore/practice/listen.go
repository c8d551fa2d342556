package practice

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// connLimit is how many connections the server holds at one time: a batch
// makes eight, a mail program a handful.
const connLimit = 50

// Ports are the ports of a server: of each protocol one that begins in the
// clear and can go on under TLS, and one that is TLS from the first byte.
type Ports struct {
	SMTP, SMTPS, POP3, POP3S, IMAP, IMAPS int
}

// A door is one port and what is spoken behind it.
type door struct {
	port     func(*Ports) *int
	implicit bool                                  // TLS from the first byte
	busy     string                                // said when there are too many connections
	speak    func(s *Server, nc net.Conn, c *conn) // nc is c, or TLS above it
}

var doors = []door{
	{func(p *Ports) *int { return &p.SMTP }, false, "421 4.7.0 Too many connections\r\n", (*Server).speakSMTP},
	{func(p *Ports) *int { return &p.SMTPS }, true, "", (*Server).speakSMTP},
	{func(p *Ports) *int { return &p.POP3 }, false, "-ERR [SYS/TEMP] Too many connections\r\n", (*Server).speakPOP3},
	{func(p *Ports) *int { return &p.POP3S }, true, "", (*Server).speakPOP3},
	{func(p *Ports) *int { return &p.IMAP }, false, "* BYE Too many connections\r\n", (*Server).speakIMAP},
	{func(p *Ports) *int { return &p.IMAPS }, true, "", (*Server).speakIMAP},
}

// listen opens every door, or none.
func (s *Server) listen(ctx context.Context, wanted Ports) ([]net.Listener, error) {
	var listeners []net.Listener
	for _, d := range doors {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp4", s.Addr(*d.port(&wanted)))
		if err != nil {
			closeAll(listeners)
			return nil, fmt.Errorf("listen: %w", err)
		}
		*d.port(&s.Ports) = l.Addr().(*net.TCPAddr).Port
		listeners = append(listeners, l)
	}
	return listeners, nil
}

func closeAll(listeners []net.Listener) {
	for _, l := range listeners {
		_ = l.Close()
	}
}

// serve runs until ctx ends and everything that it started has ended too.
func (s *Server) serve(ctx context.Context, listeners []net.Listener) {
	defer close(s.ended)
	endEngines := s.startEngines(ctx)
	stop := context.AfterFunc(ctx, func() { closeAll(listeners) })
	defer stop()
	places := make(chan struct{}, connLimit)
	var open sync.WaitGroup
	for i, l := range listeners {
		open.Go(func() { s.accept(ctx, l, doors[i], places, &open) })
	}
	open.Wait()
	endEngines()
	s.underway.Wait()
}

func (s *Server) accept(ctx context.Context, l net.Listener, d door, places chan struct{}, open *sync.WaitGroup) {
	for {
		raw, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // out of file descriptors, say
			sleep(ctx, 100*time.Millisecond)
			continue
		}
		select {
		case places <- struct{}{}:
			open.Go(func() {
				defer func() { <-places }()
				s.welcome(ctx, raw, d)
			})
		default:
			turnAway(raw, d.busy)
		}
	}
}

// turnAway says why and closes. So few bytes always fit into a fresh socket.
func turnAway(raw net.Conn, words string) {
	_ = raw.SetWriteDeadline(time.Now().Add(time.Second)) // so that nothing can hang on it all the same
	_, _ = raw.Write([]byte(words))
	_ = raw.Close()
}

// welcome serves one connection to its end.
func (s *Server) welcome(ctx context.Context, raw net.Conn, d door) {
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
	defer stop()
	defer func() { _ = raw.Close() }()
	c, err := newConn(ctx, raw, s.Scenario)
	switch {
	case err != nil:
	case s.Scenario.front != nil:
		s.Scenario.front(c)
	case d.implicit || s.Scenario.tlsOnly:
		d.speak(s, tls.Server(c, s.tls), c)
	default:
		d.speak(s, c, c)
	}
}

func secure(nc net.Conn) bool {
	_, ok := nc.(*tls.Conn)
	return ok
}
