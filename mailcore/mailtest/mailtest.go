// Package mailtest plays the server's part in tests from a written script.
//
// [Start] listens on a loopback port and plays one script to each client that
// connects, in order. [Authority] makes the good and bad certificates that a
// script can show.
package mailtest

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// between separates the scripts of successive connections.
const between = "CONNECTION\n"

// A Server plays scripts. Each line of a script is one move:
//
//	S: text     say text and CRLF
//	B: "bytes"  say bytes as in a Go string, and nothing else
//	C: pattern  expect a line; * stands for anything
//	BODY        read a message up to its final dot
//	TLS kind    begin TLS with a certificate of [Authority.Certificate]
//	HANG        say nothing more until the client leaves
//	READ        wait for the client to say anything
//	LEAVES      expect the client to leave without another word
//	RESET       tear the connection down
//	CONNECTION  the next client is played what follows, even while others are
//
// At the end of a script the server hangs up.
type Server struct {
	Addr      netip.AddrPort
	t         testing.TB
	authority *Authority
}

// Start plays script until the test ends. It fails the test when a client
// does not keep to it.
func Start(t testing.TB, script string, authority *Authority) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{netip.MustParseAddrPort(l.Addr().String()), t, authority}
	done := make(chan struct{})
	t.Cleanup(func() { l.Close(); <-done })
	go func() {
		defer close(done)
		var playing sync.WaitGroup
		defer playing.Wait()
		for part := range strings.SplitSeq(script, between) {
			conn, err := l.Accept()
			if err != nil {
				return // nobody called
			}
			playing.Go(func() { s.play(conn, part) })
		}
	}()
	return s
}

// A player is one connection being played.
type player struct {
	conn net.Conn
	in   *bufio.Reader
}

func (s *Server) play(conn net.Conn, script string) {
	p := &player{conn, bufio.NewReader(conn)}
	defer func() { leave(p.conn) }()
	for line := range strings.Lines(script) {
		verb, rest, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if verb == "" || strings.HasPrefix(verb, "#") {
			continue
		}
		if err := s.move(p, verb, rest); err != nil {
			if !errors.Is(err, io.EOF) {
				s.t.Errorf("at %q: %v", strings.TrimSpace(line), err)
			}
			return
		}
	}
}

// leave hangs up so that the client sees the end of the conversation: what it
// has said and nobody has read would turn the end into a reset.
func leave(conn net.Conn) {
	defer conn.Close()
	if tcp, ok := conn.(*net.TCPConn); ok && tcp.CloseWrite() == nil {
		tcp.SetReadDeadline(time.Now().Add(patience))
		io.Copy(io.Discard, tcp)
	}
}

// patience bounds how long a client may take to hang up: it is on this
// computer, and a test that fails should not hang.
const patience = time.Second

func (s *Server) move(p *player, verb, rest string) error {
	switch verb {
	case "S:":
		io.WriteString(p.conn, rest+"\r\n") // a client may have left: that is for the test to judge
		return nil
	case "B:":
		text, err := strconv.Unquote(rest)
		io.WriteString(p.conn, text)
		return err
	case "C:":
		return p.expect(rest)
	case "BODY":
		return p.body()
	case "TLS":
		t := tls.Server(p.conn, s.authority.Config(rest))
		if err := t.Handshake(); err != nil {
			return io.EOF // the client did not like it
		}
		*p = player{t, bufio.NewReader(t)}
		return nil
	case "HANG":
		io.Copy(io.Discard, p.conn)
		return io.EOF
	case "LEAVES":
		said, _ := io.ReadAll(p.in)
		if len(said) > 0 {
			return errors.New("client said " + strconv.Quote(string(said)))
		}
		return io.EOF
	case "READ":
		_, err := p.in.ReadByte()
		return err
	case "RESET":
		p.conn.(*net.TCPConn).SetLinger(0)
		p.conn.Close()
		return io.EOF
	}
	return errors.New("no such move")
}

func (p *player) expect(pattern string) error {
	line, err := p.in.ReadString('\n')
	if err != nil {
		return errors.New("client left")
	}
	line = strings.TrimRight(line, "\r\n")
	if !matches(pattern, line) {
		return errors.New("client said " + strconv.Quote(line))
	}
	return nil
}

func (p *player) body() error {
	for {
		line, err := p.in.ReadString('\n')
		if err != nil {
			return errors.New("client left within the message")
		}
		if line == ".\r\n" {
			return nil
		}
	}
}

func matches(pattern, line string) bool {
	quoted := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, `.*`)
	return regexp.MustCompile("^" + quoted + "$").MatchString(line)
}
