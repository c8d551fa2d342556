package wire

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// TestGuard gives a guard what servers say, in one piece and byte by byte, and
// wants what a library gets to read, and how it ends.
func TestGuard(t *testing.T) {
	for _, tt := range []struct {
		name, said, want string
		kind             Kind
		speaks           Speech
	}{
		{"a reply", "220 mx\r\n", "220 mx\r\n", "", ""},
		{"two replies", "220 mx\r\n250-a\r\n250 b\r\n", "220 mx\r\n250-a\r\n250 b\r\n", "", ""},
		{"bare codes", "220\r\n250-\r\n250\r\n354\n", "220 \r\n250-\r\n250 \r\n354 \n", "", ""},
		{"half a reply", "220 mx\r\n250 o", "220 mx\r\n250 o", "", ""},
		{"another code", "220-mx\r\n554 no\r\n", "220-mx\r\n", Malformed, ""},
		{"no code", "220 mx\r\nok\r\n", "220 mx\r\n", Malformed, ""},
		{"no code, without end", "220 mx\r\nok", "220 mx\r\n", Malformed, ""},
		{"no code within a reply", "220 mx\r\n250-a\r\nb\r\n250 c\r\n", "220 mx\r\n250-a\r\n", Malformed, ""},
		{"code of four digits", "220 mx\r\n2500 ok\r\n", "220 mx\r\n", Malformed, ""},
		{"code of two digits", "220 mx\r\n25\r\n", "220 mx\r\n", Malformed, ""},
		{"SSH", "SSH-2.0-OpenSSH_9.6\r\n", "", Foreign, SSH},
		{"FTP", "220 (vsFTPd 3.0.5)\r\n", "", Foreign, FTP},
		{"a name of both", "220 ftp.example.jp ESMTP\r\n", "220 ftp.example.jp ESMTP\r\n", "", ""},
		{"SSH, without end", "SSH-2.0", "", Foreign, SSH},
		{"HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", "", Foreign, HTTP},
		{"HTML", "\r\n <!DOCTYPE html>\r\n", "", Foreign, ""},
		{"POP3", "+OK ready\r\n", "", Foreign, POP3},
		{"IMAP", "* ok ready\r\n", "", Foreign, IMAP},
		{"TLS", "\x15\x03\x01\x00\x02\x02\x46", "", Foreign, TLS},
		{"anything", "login: ", "", Foreign, ""},
		{"nothing", "", "", "", ""},
	} {
		for _, piece := range []int{len(tt.said), 1} {
			t.Run(tt.name, func(t *testing.T) {
				c, got, err := readGuarded(t, tt.said, piece, SMTP)
				cause, _ := errors.AsType[*Cause](err)
				if tt.kind == "" && err != nil || tt.kind != "" && (cause == nil || cause.Kind != tt.kind || cause.Speaks != tt.speaks) {
					t.Errorf("ended with %+v", err)
				}
				if got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
				if heard := string(c.Heard()); !strings.HasPrefix(tt.said, heard) || tt.kind == "" && heard != tt.said {
					t.Errorf("heard %q", heard)
				}
			})
		}
	}
}

// TestGuardOfOthers lets everything through behind the greeting.
func TestGuardOfOthers(t *testing.T) {
	for said, wants := range map[string][]Speech{
		"+OK ready\r\n250\r\nx\r\n":  {POP3},
		"-ERR no\r\n":                {POP3},
		"* OK ready\r\n* BYE\r\nx":   {IMAP},
		"* PREAUTH ready\r\n\r\n":    {SMTP, POP3, IMAP},
		"220\r\n":                    nil,
		"whatever it may be\r\n250":  nil,
		"554-go\r\n554 away\r\n250-": {SMTP, IMAP},
	} {
		for _, piece := range []int{len(said), 1} {
			if _, got, err := readGuarded(t, said, piece, wants...); got != said || err != nil {
				t.Errorf("%q: got %q, %v", said, got, err)
			}
		}
	}
}

// readGuarded reads to the end what a server says in pieces.
func readGuarded(t *testing.T, said string, piece int, wants ...Speech) (*Conn, string, error) {
	t.Helper()
	near, far := net.Pipe()
	c := New(t.Context(), near, Limits{Step: time.Minute})
	if wants != nil {
		c.Guard(wants...)
	}
	go func() {
		defer far.Close()
		for rest := said; rest != ""; rest = rest[min(piece, len(rest)):] {
			io.WriteString(far, rest[:min(piece, len(rest))])
		}
	}()
	got, err := io.ReadAll(c)
	c.Close()
	return c, string(got), err
}

// TestAwait waits without losing anything.
func TestAwait(t *testing.T) {
	near, far := net.Pipe()
	c := New(t.Context(), near, Limits{Step: time.Minute})
	c.Guard(SMTP)
	if c.Await(time.Millisecond) || c.Cause() != nil || len(c.Heard()) > 0 {
		t.Error("heard something in silence")
	}
	go io.WriteString(far, "220 mx\r\n")
	if !c.Await(time.Minute) || !c.Await(0) || string(c.Heard()) != "220 mx\r\n" {
		t.Errorf("heard %q", c.Heard())
	}
	if line, err := bufio.NewReader(c).ReadString('\n'); line != "220 mx\r\n" || err != nil {
		t.Errorf("read %q, %v", line, err)
	}
	far.Close()
	if !c.Await(time.Minute) || len(c.Heard()) != 8 {
		t.Error("the end went unnoticed")
	}
	if n, err := c.Read(make([]byte, 1)); n != 0 || !errors.Is(err, io.EOF) {
		t.Errorf("got %d, %v at the end", n, err)
	}
}

// TestAwaitStops ends with the context.
func TestAwaitStops(t *testing.T) {
	near, far := net.Pipe()
	defer far.Close()
	ctx, stop := context.WithCancel(t.Context())
	c := New(ctx, near, Limits{Step: time.Minute})
	stop()
	if cause, ok := errors.AsType[*Cause](func() error { c.Await(time.Minute); return c.Cause() }()); !ok || cause.Kind != Canceled {
		t.Errorf("ended with %v", cause)
	}
}

// TestReplayBare gives a library a bare greeting again as it can read it.
func TestReplayBare(t *testing.T) {
	near, far := net.Pipe()
	c := New(t.Context(), near, Limits{Step: time.Minute})
	c.Guard(SMTP)
	go io.WriteString(far, "220\r\n")
	in := bufio.NewReader(c)
	first, _ := in.ReadString('\n')
	c.Replay(c.Heard())
	if again, err := in.ReadString('\n'); again != "220 \r\n" || again != first || err != nil {
		t.Errorf("got %q and %q, %v", first, again, err)
	}
}
