package practice_test

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/practice"
)

// start starts a server that ends with the test.
func start(t *testing.T, o practice.Options) *practice.Server {
	t.Helper()
	s, err := practice.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func scenario(name string) practice.Options { return practice.Options{Scenario: name} }

// A talk is a raw connection to the server.
type talk struct {
	t      *testing.T
	server *practice.Server
	conn   net.Conn
	r      *bufio.Reader
}

func dial(t *testing.T, s *practice.Server, port int) *talk {
	t.Helper()
	conn, err := net.Dial("tcp", s.Addr(port))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	return &talk{t: t, server: s, conn: conn, r: bufio.NewReader(conn)}
}

// tls goes on under TLS, trusting only the server's authority.
func (k *talk) tls() error {
	nc := tls.Client(k.conn, &tls.Config{RootCAs: k.server.Roots(), ServerName: k.server.Host})
	k.conn, k.r = nc, bufio.NewReader(nc)
	return nc.Handshake()
}

// hear reads one reply: of SMTP all its lines, of others one.
func (k *talk) hear() string {
	var said strings.Builder
	for {
		line, err := k.r.ReadString('\n')
		said.WriteString(line)
		if err == io.EOF {
			return said.String() + "EOF"
		}
		if err != nil {
			k.t.Fatalf("heard %q, then %v", said.String(), err)
		}
		if len(line) < 4 || line[3] != '-' || line[0] == '-' {
			return said.String()
		}
	}
}

func (k *talk) say(line string) {
	if _, err := io.WriteString(k.conn, line+"\r\n"); err != nil {
		k.t.Fatal(err)
	}
}

// through plays a conversation: "C:" is said, "S:" must be contained in the
// reply to it, "S!" must not, "TLS" is a handshake, at "END" the server hangs
// up. {plain} is taro's login.
func (k *talk) through(script string) {
	k.t.Helper()
	taro := practice.Accounts[0]
	plain := base64.StdEncoding.EncodeToString([]byte("\x00" + taro.User + "\x00" + taro.Password))
	heard := ""
	for line := range strings.Lines(strings.ReplaceAll(strings.TrimSpace(script), "{plain}", plain)) {
		line = strings.TrimSpace(line)
		mark, text, _ := strings.Cut(line, " ")
		switch mark {
		case "C:":
			k.say(text)
			heard = ""
		case "S:", "S!":
			if heard == "" {
				heard = k.hear()
			}
			if strings.Contains(heard, text) != (mark == "S:") {
				k.t.Errorf("%s\nheard %q", line, heard)
			}
		case "TLS":
			if err := k.tls(); err != nil {
				k.t.Fatal(err)
			}
			heard = ""
		case "END":
			if heard = k.hear(); heard != "EOF" {
				k.t.Errorf("heard %q, want the end", heard)
			}
		default:
			k.t.Fatalf("bad line %q", line)
		}
	}
}
