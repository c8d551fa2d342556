package probe

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/ports"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
)

// listen answers every connection by serve, one after another as they come,
// until the test ends.
func listen(t *testing.T, serve func(net.Conn)) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	t.Cleanup(func() { l.Close(); <-done })
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serve(conn)
			conn.Close()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

// speaking makes a server of TLS with some versions and suites; before is what
// it says in the clear, one reply to each command.
func speaking(oldest, newest uint16, suites []uint16, before string) func(net.Conn) {
	config := &tls.Config{Certificates: []tls.Certificate{authority.Certificate("good")}, MinVersion: oldest, MaxVersion: newest, CipherSuites: suites}
	return func(conn net.Conn) {
		for line := range strings.Lines(before) {
			io.WriteString(conn, strings.TrimSuffix(line, "\n")+"\r\n")
			if !strings.HasPrefix(line, "250-") && strings.HasSuffix(line, "\n") {
				conn.Read(make([]byte, 512))
			}
		}
		s := tls.Server(conn, config)
		s.Handshake()
		s.Close()
	}
}

// accepted writes down what a server takes.
func accepted(s ports.Support) string {
	var words []string
	for _, v := range s.Versions {
		word := v.Name + " " + string(v.Answer)
		for _, suite := range v.Suites {
			if word += " " + suite.Name; suite.Weak {
				word += "!"
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, "; ")
}

func TestTLS(t *testing.T) {
	for _, tt := range []struct {
		name  string
		serve func(net.Conn)
		want  string
	}{
		{
			"new", speaking(tls.VersionTLS12, tls.VersionTLS13, []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384}, ""),
			"TLS 1.3 accepted TLS_AES_128_GCM_SHA256; TLS 1.2 accepted TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384; TLS 1.1 refused; TLS 1.0 refused",
		},
		{
			"old", speaking(tls.VersionTLS10, tls.VersionTLS11, []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_ECDSA_WITH_RC4_128_SHA}, ""),
			"TLS 1.3 refused; TLS 1.2 refused; TLS 1.1 accepted TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA TLS_ECDHE_ECDSA_WITH_RC4_128_SHA!; TLS 1.0 accepted TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA TLS_ECDHE_ECDSA_WITH_RC4_128_SHA!",
		},
		{"hangs up", func(net.Conn) {}, "TLS 1.3 refused; TLS 1.2 refused; TLS 1.1 refused; TLS 1.0 refused"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			copies := 0
			s := TLS(t.Context(), mailtest.Host, listen(t, tt.serve), mailcore.TLS, options(), func(ports.Support) { copies++ })
			got := strings.ReplaceAll(accepted(s), "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256") // by what the processor is good at
			if got = strings.ReplaceAll(got, "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"); got != tt.want || s.Fault != "" {
				t.Errorf("%s\ngot  %s\nwant %s", s.Fault, got, tt.want)
			}
			if copies != s.Connections+1 {
				t.Errorf("%d copies of %d connections", copies, s.Connections)
			}
		})
	}
}

func TestTLSBehindSTARTTLS(t *testing.T) {
	t.Parallel()
	port := listen(t, speaking(tls.VersionTLS13, tls.VersionTLS13, nil, "220 mail\n250-mail\n250 STARTTLS\n220 go"))
	s := TLS(t.Context(), mailtest.Host, port, mailcore.STARTTLS, options(), nil)
	if s.Fault != "" || s.Versions[0].Answer != ports.Accepted || s.Versions[1].Answer != ports.Refused || s.Connections != 4 {
		t.Errorf("%s %s, %d connections", s.Fault, accepted(s), s.Connections)
	}
}

// TestTLSEnds: what is no handshake ends the look.
func TestTLSEnds(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		serve func(net.Conn)
		e     mailcore.Encryption
		want  mailcore.Fault
	}{
		{"plain", func(c net.Conn) { io.WriteString(c, "220 mail\r\n"); c.Read(make([]byte, 512)) }, mailcore.TLS, mailcore.NotTLS},
		{"too many", func(c net.Conn) { io.WriteString(c, "421 too many connections\r\n"); c.Read(make([]byte, 512)) }, mailcore.STARTTLS, mailcore.Replied},
	} {
		s := TLS(t.Context(), mailtest.Host, listen(t, tt.serve), tt.e, options(), nil)
		if s.Fault != tt.want || s.Connections != 1 || s.Versions[3].Answer != ports.NoAnswer {
			t.Errorf("%s: %s after %d connections, %s", tt.name, s.Fault, s.Connections, accepted(s))
		}
	}
	if s := TLS(t.Context(), mailtest.Host, closed(t).Number, mailcore.TLS, options(), nil); s.Fault != mailcore.Refused {
		t.Errorf("closed: %s", s.Fault)
	}
}

// TestTLSStops: the user stops while the server says nothing.
func TestTLSStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	began := time.Now()
	s := TLS(ctx, mailtest.Host, listen(t, func(c net.Conn) { c.Read(make([]byte, 512)); cancel(); io.Copy(io.Discard, c) }), mailcore.TLS, options(), nil)
	if s.Fault != mailcore.Stopped || time.Since(began) > 5*time.Second {
		t.Errorf("%s after %v", s.Fault, time.Since(began))
	}
}
