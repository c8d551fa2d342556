package wire

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"todoku/mailcore/mailtest"
	"todoku/mailcore/transcript"
)

// authority signs the certificate of every server in these tests.
var authority = mailtest.NewAuthority("Test CA")

// pair returns both ends of a loopback connection, ours as a Conn.
func pair(t *testing.T, ctx context.Context, limits Limits, secrets ...string) (*Conn, net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	raw, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	c := New(ctx, raw, limits, secrets...)
	t.Cleanup(func() { c.Close(); server.Close() })
	return c, server
}

// secure puts both ends under TLS.
func secure(t *testing.T, c *Conn, server net.Conn) *tls.Conn {
	t.Helper()
	s := tls.Server(server, &tls.Config{Certificates: []tls.Certificate{authority.Certificate("good")}})
	done := make(chan error, 1)
	go func() { done <- s.Handshake() }()
	if _, err := c.TLS(t.Context(), clientConfig()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	return s
}

func clientConfig() *tls.Config {
	return &tls.Config{RootCAs: authority.Roots, ServerName: mailtest.Host}
}

// readLine reads up to a line end.
func readLine(t *testing.T, c *Conn) string {
	t.Helper()
	line, err := readUntil(c, "\n")
	if err != nil {
		t.Fatalf("after %q: %v", line, err)
	}
	return string(line)
}

// readUntil reads up to and with end.
func readUntil(c *Conn, end string) (heard []byte, err error) {
	for b := make([]byte, 1); !bytes.HasSuffix(heard, []byte(end)); heard = append(heard, b...) {
		if _, err := c.Read(b); err != nil {
			return heard, err
		}
	}
	return heard, nil
}

// repeat writes b until the connection ends.
func repeat(conn net.Conn, b []byte) {
	for {
		if _, err := conn.Write(b); err != nil {
			return
		}
	}
}

// trickle writes a byte every millisecond until the connection ends.
func trickle(conn net.Conn) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		if _, err := conn.Write([]byte("x")); err != nil {
			return
		}
	}
}

// TestLimits reads from servers that would go on for ever.
func TestLimits(t *testing.T) {
	const soon = 50 * time.Millisecond
	flood := bytes.Repeat([]byte("a"), 1<<16)
	for _, tt := range []struct {
		name   string
		limits Limits
		serve  func(net.Conn)
		want   Kind
	}{
		{"silence, step", Limits{Step: soon}, func(net.Conn) {}, TimedOut},
		{"silence, total", Limits{Step: time.Hour, Total: soon}, func(net.Conn) {}, TimedOut},
		{"a byte at a time", Limits{Step: soon, LineBytes: 1 << 20}, trickle, TimedOut},
		{"one long line", Limits{Step: time.Minute, LineBytes: 1000}, func(c net.Conn) { repeat(c, flood) }, TooLong},
		{"many lines", Limits{Step: time.Minute, StepBytes: 10000, LineBytes: 1000}, func(c net.Conn) { repeat(c, []byte("220-x\r\n")) }, TooLong},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, server := pair(t, t.Context(), tt.limits)
			go tt.serve(server)
			began := time.Now()
			_, err := io.Copy(io.Discard, c)
			cause, ok := errors.AsType[*Cause](err)
			if !ok || cause.Kind != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			checkBroken(t, c, cause)
		})
	}
}

// checkBroken checks that a broken connection gives its cause to everybody.
func checkBroken(t *testing.T, c *Conn, cause error) {
	t.Helper()
	_, read := c.Read(make([]byte, 1))
	_, wrote := c.Write([]byte("x"))
	_, shook := c.TLS(context.Background(), clientConfig())
	for _, err := range []error{c.Cause(), read, wrote, shook} {
		if !errors.Is(err, cause) {
			t.Errorf("got %v, want %v", err, cause)
		}
	}
}

// TestWithinLimits checks what is just not too long, and that a new step has
// new limits.
func TestWithinLimits(t *testing.T) {
	t.Parallel()
	c, server := pair(t, t.Context(), Limits{LineBytes: 100, StepBytes: 150})
	line := strings.Repeat("a", 98) + "\r\n"
	for range 5 {
		c.Begin()
		io.WriteString(server, line)
		if got := readLine(t, c); got != line {
			t.Errorf("got %q", got)
		}
	}
	io.WriteString(server, line)
	if _, err := io.Copy(io.Discard, c); kindOf(err) != TooLong {
		t.Errorf("got %v for the second line of a step", err)
	}
}

// kindOf returns why a connection was broken.
func kindOf(err error) Kind {
	cause, _ := errors.AsType[*Cause](err)
	if cause == nil {
		return ""
	}
	return cause.Kind
}

// TestFlood lets a server send 50 MB without a line end, and counts what that
// costs us.
func TestFlood(t *testing.T) {
	c, server := pair(t, t.Context(), Limits{Step: time.Minute, LineBytes: 12 << 10, StepBytes: 64 << 10})
	sent := make(chan int, 1)
	go func() {
		n, b := 0, make([]byte, 1<<20)
		for range 50 {
			m, err := server.Write(b)
			if n += m; err != nil {
				break
			}
		}
		sent <- n
	}()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := io.Copy(io.Discard, c)
	runtime.ReadMemStats(&after)
	if kindOf(err) != TooLong {
		t.Errorf("got %v", err)
	}
	if heard := len(c.Heard()); heard > 64<<10 {
		t.Errorf("kept %d bytes", heard)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("used %d bytes of memory", used)
	}
	if n := <-sent; n == 50<<20 {
		t.Error("took all of it")
	}
}

// TestCancel ends the context while something waits for a server, and wants
// an answer within 100 ms.
func TestCancel(t *testing.T) {
	stopped := errors.New("stopped")
	forever := func(c *Conn) error {
		for {
			if _, err := c.Write(make([]byte, 1<<20)); err != nil {
				return err
			}
		}
	}
	read := func(c *Conn) error { _, err := io.Copy(io.Discard, c); return err }
	handshake := func(c *Conn) error { _, err := c.TLS(context.Background(), clientConfig()); return err }
	for _, tt := range []struct {
		name string
		tls  bool
		say  string
		wait func(*Conn) error
	}{
		{"reading", false, "", read},
		{"reading half a line", false, "220 m", read},
		{"writing", false, "", forever},
		{"handshake without an answer", false, "", handshake},
		{"handshake with half an answer", false, "\x16\x03\x03\x00\x7a\x02\x00", handshake},
		{"reading under TLS", true, "", read},
		{"writing under TLS", true, "", forever},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithCancelCause(t.Context())
			c, server := pair(t, ctx, Limits{Step: time.Minute})
			if tt.tls {
				secure(t, c, server)
			}
			io.WriteString(server, tt.say)
			var pressed time.Time
			time.AfterFunc(20*time.Millisecond, func() { pressed = time.Now(); cancel(stopped) })
			err := tt.wait(c)
			if took := time.Since(pressed); took > 5*time.Second { // the step could last a minute
				t.Errorf("took %v", took)
			}
			if kindOf(err) != Canceled || !errors.Is(err, stopped) {
				t.Errorf("got %v", err)
			}
			checkBroken(t, c, err)
		})
	}
}

// TestHandshakeContext checks that the context of the handshake counts too,
// whoever notices first that it has ended.
func TestHandshakeContext(t *testing.T) {
	t.Parallel()
	c, _ := pair(t, t.Context(), Limits{})
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := c.TLS(ctx, clientConfig()); kindOf(err) != Canceled || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// TestHandshakeLimits checks that a handshake has no more time than its step.
func TestHandshakeLimits(t *testing.T) {
	t.Parallel()
	c, server := pair(t, t.Context(), Limits{Step: 50 * time.Millisecond})
	go trickle(server) // no record is ever whole
	began := time.Now()
	_, err := c.TLS(t.Context(), clientConfig())
	if took := time.Since(began); took > 5*time.Second || err == nil {
		t.Errorf("got %v after %v", err, took)
	}
}

// TestWriteLimit writes to a server that does not read.
func TestWriteLimit(t *testing.T) {
	t.Parallel()
	c, _ := pair(t, t.Context(), Limits{Step: 100 * time.Millisecond})
	n, err := c.Write(make([]byte, 64<<20))
	if kindOf(err) != TimedOut || n == 64<<20 {
		t.Errorf("wrote %d, %v", n, err)
	}
}

// TestClose closes connections that somebody is waiting for.
func TestClose(t *testing.T) {
	for _, tt := range []struct {
		name string
		wait func(*Conn) error
	}{
		{"reading", func(c *Conn) error { _, err := c.Read(make([]byte, 1)); return err }},
		{"handshake", func(c *Conn) error { _, err := c.TLS(context.Background(), clientConfig()); return err }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, _ := pair(t, t.Context(), Limits{})
			time.AfterFunc(20*time.Millisecond, func() { c.Close() })
			if err := tt.wait(c); !errors.Is(err, net.ErrClosed) {
				t.Errorf("got %v", err)
			}
			if c.Cause() != nil {
				t.Errorf("broken: %v", c.Cause())
			}
		})
	}
}

// deaf returns a connection under TLS whose server has stopped reading.
func deaf(t *testing.T, ctx context.Context) *Conn {
	t.Helper()
	ours, theirs := net.Pipe()
	c := New(ctx, ours, Limits{})
	t.Cleanup(func() { c.Close(); theirs.Close() })
	s := tls.Server(theirs, &tls.Config{Certificates: []tls.Certificate{authority.Certificate("good")}, MaxVersion: tls.VersionTLS12})
	go s.Handshake()
	if _, err := c.TLS(ctx, clientConfig()); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestFarewell checks that the last words of TLS hold nobody up for long, and
// not at all once the context has ended.
func TestFarewell(t *testing.T) {
	t.Parallel()
	c := deaf(t, t.Context())
	began := time.Now()
	c.Close()
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
	ctx, cancel := context.WithCancel(t.Context())
	c = deaf(t, ctx)
	time.AfterFunc(20*time.Millisecond, cancel)
	began = time.Now()
	c.Close()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %v after the context ended", took)
	}
}

// TestRelease checks that a closed connection does not hear of its context.
func TestRelease(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c, _ := pair(t, ctx, Limits{})
	c.Close()
	cancel()
	if c.release() || c.Cause() != nil {
		t.Errorf("broken after Close: %v", c.Cause())
	}
}

// TestDeadlines checks that the deadlines of libraries do not count.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	c, server := pair(t, t.Context(), Limits{Step: time.Minute})
	past := time.Unix(1, 0)
	for _, set := range []func(time.Time) error{c.SetDeadline, c.SetReadDeadline, c.SetWriteDeadline} {
		if err := set(past); err != nil {
			t.Error(err)
		}
	}
	io.WriteString(server, "220 mx\r\n")
	if got := readLine(t, c); got != "220 mx\r\n" {
		t.Errorf("got %q", got)
	}
}

// TestReplay checks that what is replayed comes first, is not recorded, and
// does not count.
func TestReplay(t *testing.T) {
	t.Parallel()
	c, server := pair(t, t.Context(), Limits{StepBytes: 10, LineBytes: 10})
	greeting := []byte("220 a rather long greeting\r\n")
	c.Replay(greeting)
	greeting[0] = 'X' // it belongs to the caller
	io.WriteString(server, "250 ok\r\n")
	if got := readLine(t, c) + readLine(t, c); got != "220 a rather long greeting\r\n250 ok\r\n" {
		t.Errorf("got %q", got)
	}
	if got := string(c.Heard()); got != "250 ok\r\n" {
		t.Errorf("heard %q", got)
	}
	if got := c.Lines(); !slices.Equal(got, []transcript.Line{{Dir: "S", TLS: false, Text: "250 ok"}}) {
		t.Errorf("recorded %v", got)
	}
}

// TestLeaks opens and ends connections in every way and wants all goroutines
// back.
func TestLeaks(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("connections", func(t *testing.T) {
		for range 20 {
			ctx, cancel := context.WithCancel(t.Context())
			c, _ := pair(t, ctx, Limits{Step: time.Minute})
			done := make(chan struct{})
			go func() { c.TLS(ctx, clientConfig()); close(done) }()
			cancel()
			<-done
			c, _ = pair(t, t.Context(), Limits{Step: time.Millisecond})
			io.Copy(io.Discard, c)
			c, server := pair(t, t.Context(), Limits{})
			s := secure(t, c, server)
			s.Close()
			c.Close()
		}
	})
	for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(end) {
			b := make([]byte, 1<<20)
			t.Fatalf("%d goroutines, %d before\n%s", runtime.NumGoroutine(), before, b[:runtime.Stack(b, true)])
		}
	}
}

// TestConcurrent calls everything at once, for the race detector.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	c, server := pair(t, ctx, Limits{Step: time.Minute, Total: time.Minute, StepBytes: 1 << 30}, "himitsu-1")
	s := secure(t, c, server)
	var busy, done sync.WaitGroup
	go io.Copy(io.Discard, s)
	go repeat(s, []byte("250 himitsu-1\r\n"))
	for _, do := range []func(){
		c.Begin,
		func() { c.Read(make([]byte, 100)) },
		func() { c.Write([]byte("AUTH PLAIN aGltaXRzdS0x\r\n")) },
		func() {
			c.Lines()
			c.Heard()
			c.Cause()
			c.Encrypted()
			c.LocalAddr()
			c.RemoteAddr()
		},
		func() { c.Note("note"); c.Withhold(true); c.Withhold(false); c.Clean([]byte("himitsu-1")) },
		func() { c.GoAhead(); c.Replay([]byte("220 mx\r\n")) },
	} {
		busy.Add(1)
		done.Go(func() {
			do()
			busy.Done()
			for ctx.Err() == nil {
				do()
			}
		})
	}
	busy.Wait()
	cancel()
	done.Wait()
	c.Close()
}

// TestPrivate holds that somebody's mail may have long lines and is in no
// record, while what the server says about it still counts.
func TestPrivate(t *testing.T) {
	c, server := pair(t, t.Context(), Limits{LineBytes: 100})
	mail := "Subject: " + strings.Repeat("hush ", 100) + "\r\n"
	go io.WriteString(server, "+OK\r\n"+mail+".\r\n+OK bye\r\n")
	c.Private(true)
	for range 3 {
		readLine(t, c)
	}
	if got := string(c.Heard()); !strings.Contains(got, mail) {
		t.Errorf("heard %q", got)
	}
	c.Private(false)
	if got := string(c.Heard()); got != "+OK\r\n.\r\n" {
		t.Errorf("kept %q", got)
	}
	readLine(t, c)
	want := []transcript.Line{{Dir: "*", Text: fmt.Sprintf("<%d bytes of mail>", len("+OK\r\n"+mail+".\r\n"))}, {Dir: "S", Text: "+OK bye"}}
	if got := c.Lines(); !slices.Equal(got, want) {
		t.Errorf("recorded %v, want %v", got, want)
	}
}

// TestNesting holds that parentheses are counted over literals, whatever is
// in them, and anew in every other line.
func TestNesting(t *testing.T) {
	for text, want := range map[string]Kind{
		strings.Repeat("* 1 FETCH (((\r\n", 20) + "end\n":                   "",
		"* 1 FETCH " + strings.Repeat("(", 11) + "\r\nend\n":                TooLong,
		"* 1 FETCH " + strings.Repeat("((({1}\r\n)", 4) + "\r\nend\n":       TooLong,
		"* 1 FETCH " + strings.Repeat("(", 9) + " {2+}\r\n((\r\nend\n":      TooLong,
		"* 1 FETCH (BODY[] {3}\r\n(:\n)\r\n" + "A1 OK (done)\r\n" + "end\n": "",
	} {
		c, server := pair(t, t.Context(), Limits{Nesting: 10})
		c.Private(true)
		go io.WriteString(server, text)
		_, err := readUntil(c, "end\n")
		if got := kindOf(err); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestLost holds that the error of the network stays known, and ours is none.
func TestLost(t *testing.T) {
	c, server := pair(t, t.Context(), Limits{})
	io.WriteString(server, "+OK")
	server.Close()
	if _, err := readUntil(c, "\n"); err == nil {
		t.Fatal("no error")
	}
	if err := c.Lost(); !errors.Is(err, io.EOF) {
		t.Errorf("lost by %v", err)
	}
	c, _ = pair(t, t.Context(), Limits{})
	c.Close()
	if _, err := readUntil(c, "\n"); err == nil {
		t.Fatal("no error")
	}
	if err := c.Lost(); err != nil {
		t.Errorf("lost by %v", err)
	}
}
