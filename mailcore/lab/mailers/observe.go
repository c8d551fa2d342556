//go:build lab

package mailers

import (
	"errors"
	"net"
	"strconv"
	"testing"
	"time"
)

// errNoAddress means that this machine lacks the address a case wants.
var errNoAddress = errors.New("no such address here")

// Observe has the library of that name send the mail of c and says what the
// server saw.
func Observe(t testing.TB, name string, c Case) Seen {
	t.Helper()
	seen, err := observe(library(name), c)
	if err != nil {
		t.Fatalf("%s: %s: %v", name, c.Name, err)
	}
	return seen
}

func observe(l *Library, c Case) (Seen, error) {
	d, err := l.running()
	if err != nil {
		return Seen{}, err
	}
	var said answer
	seen, accepted, unreachable := watched(c, func(s Settings) { said, err = d.send(s) })
	if unreachable != nil {
		return seen, unreachable
	}
	seen.OK, seen.Error = said.OK && accepted, said.Error
	if said.OK != accepted {
		seen.Error = "the library says " + strconv.FormatBool(said.OK) + ", the server " + strconv.FormatBool(accepted) + ": " + said.Error
	}
	return seen, err
}

// watched has send send the mail of c, and says what the server saw of it and
// whether it accepted a mail.
func watched(c Case, send func(Settings)) (seen Seen, accepted bool, err error) {
	s := c.Settings.filled()
	listener, err := net.Listen("tcp", net.JoinHostPort(s.Host, "0"))
	if err != nil {
		return Seen{}, false, errNoAddress
	}
	s.Port = listener.Addr().(*net.TCPAddr).Port
	seen.Sender = "-"
	done, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			accepted = serve(conn, c.Server, s, &seen, over) || accepted
		}
	}()
	send(s)
	close(over)
	listener.Close()
	<-done
	return seen, accepted, nil
}

// serve has one conversation, notes it in seen and reports whether a mail was
// accepted.
func serve(conn net.Conn, server Server, s Settings, seen *Seen, over <-chan struct{}) bool {
	a, _ := authority()
	defer hurry(conn, over)()
	t := &talk{Server: server, settings: s, authority: a, conn: conn, seen: seen}
	t.serve()
	return t.accepted
}

// hurry ends conn shortly after over, where the library has not: it has said
// all that it will. Stop ends the watch.
func hurry(conn net.Conn, over <-chan struct{}) (stop func()) {
	gone := make(chan struct{})
	go func() {
		select {
		case <-over:
			conn.SetDeadline(time.Now().Add(time.Second))
		case <-gone:
		}
	}()
	return func() { close(gone) }
}
