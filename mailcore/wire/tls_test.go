package wire

import (
	"crypto/tls"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/transcript"
)

// brokeOff stands for a go-ahead that did not end.
const brokeOff Kind = "broke off"

// TestGoAhead reads go-aheads for STARTTLS in pieces, as the network may
// deliver them, and wants nothing behind them.
func TestGoAhead(t *testing.T) {
	for _, tt := range []struct {
		pieces []string
		want   Kind
	}{
		{[]string{"220 go\r\n"}, ""},
		{[]string{"220 g", "o\r", "\n"}, ""},
		{[]string{"220-go\r\n220 now\r\n"}, ""},
		{[]string{"220-go\r\n", "220-on\r\n22", "0 now\r\n"}, ""},
		{[]string{"220\r\n"}, ""},
		{[]string{"+OK\r\n"}, ""},
		{[]string{"+OK begin", " TLS\n"}, ""},
		{[]string{"220 go\r\n250 evil\r\n"}, Injected},
		{[]string{"220 go\r\n", "250 evil\r\n"}, Injected},
		{[]string{"220 go\r\n2"}, Injected},
		{[]string{"220 go\r\n\r\n"}, Injected},
		{[]string{"220 go\r\n\x16\x03\x03"}, Injected},
		{[]string{"\r\n220 go\r\n"}, Injected},
		{[]string{"220-go\r\n"}, Injected},
		{[]string{"220-go\r\n220 now\r\n250-evil\r\n250 AUTH PLAIN\r\n"}, Injected},
		{[]string{"+OK go\r\n+OK evil\r\n"}, Injected},
		{[]string{"220 go"}, brokeOff},
		{nil, Injected}, // the answer was there before the question
	} {
		t.Run(strings.Join(tt.pieces, "|"), func(t *testing.T) {
			c, server := pair(t, t.Context(), Limits{Step: time.Minute})
			for _, piece := range tt.pieces {
				io.WriteString(server, piece)
				if _, err := io.ReadFull(c, make([]byte, len(piece))); err != nil {
					t.Fatal(err)
				}
			}
			err := c.GoAhead()
			if tt.want == brokeOff && errors.Is(err, io.ErrUnexpectedEOF) && c.Cause() == nil {
				return
			}
			if kindOf(err) != tt.want {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if err != nil {
				checkBroken(t, c, err)
			}
		})
	}
}

// TestTLS records a conversation that becomes encrypted on the way.
func TestTLS(t *testing.T) {
	t.Parallel()
	c, server := pair(t, t.Context(), Limits{Step: time.Minute, StepBytes: 100, LineBytes: 50})
	io.WriteString(c, "STARTTLS\r\n")
	if _, err := io.ReadFull(server, make([]byte, len("STARTTLS\r\n"))); err != nil {
		t.Fatal(err)
	}
	io.WriteString(server, "220 go\r\n")
	readLine(t, c)
	if c.Encrypted() {
		t.Error("encrypted too early")
	}
	s := secure(t, c, server)
	io.WriteString(c, "EHLO pc\r\n")
	io.WriteString(s, "250 mx\r\n")
	readLine(t, c)
	if want := []transcript.Line{{Dir: "C", TLS: false, Text: "STARTTLS"}, {Dir: "S", TLS: false, Text: "220 go"}, {Dir: "C", TLS: true, Text: "EHLO pc"}, {Dir: "S", TLS: true, Text: "250 mx"}}; !slices.Equal(c.Lines(), want) {
		t.Errorf("recorded %v", c.Lines())
	}
	if !c.Encrypted() {
		t.Error("not encrypted")
	}
}

// TestTLSPlain meets plaintext where the handshake should be: from a server
// that has not spoken yet, and behind the go-ahead in a segment of its own.
func TestTLSPlain(t *testing.T) {
	for _, tt := range []struct {
		name, before string
		want         Kind
	}{{"at once", "", ""}, {"behind the go-ahead", "220 go\r\n", Injected}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, server := pair(t, t.Context(), Limits{Step: time.Minute})
			io.WriteString(server, tt.before)
			io.ReadFull(c, make([]byte, len(tt.before)))
			io.WriteString(server, "250-evil\r\n250 AUTH PLAIN\r\n")
			_, err := c.TLS(t.Context(), clientConfig())
			if err == nil || kindOf(c.Cause()) != tt.want || c.Encrypted() {
				t.Errorf("got %v because of %v", err, c.Cause())
			}
			if heard := string(c.Heard()); heard != tt.before {
				t.Errorf("heard %q", heard)
			}
		})
	}
}

// TestTLSRefused keeps the certificate of a handshake that failed.
func TestTLSRefused(t *testing.T) {
	t.Parallel()
	c, server := pair(t, t.Context(), Limits{Step: time.Minute})
	s := tls.Server(server, &tls.Config{Certificates: []tls.Certificate{authority.Certificate("wrong-name")}})
	go s.Handshake()
	_, err := c.TLS(t.Context(), clientConfig())
	verification, ok := errors.AsType[*tls.CertificateVerificationError](err)
	if !ok || len(verification.UnverifiedCertificates) != 1 || c.Encrypted() {
		t.Errorf("got %v", err)
	}
}
