package steps

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/mailtest"
)

// TestSilentAddress checks that an address which says nothing costs a test
// some time, and no more: the next one is tried, and the difference is what
// is found.
func TestSilentAddress(t *testing.T) {
	const (
		smtp = "S: 220 mx\nC: EHLO *\nS: 250 ok\nC: QUIT\nS: 221 bye\n"
		pop  = "S: +OK\nC: CAPA\nS: -ERR\nC: USER taro\nS: +OK\nC: PASS *\nS: +OK\nC: STAT\nS: +OK 0 0\nC: UIDL\nS: +OK\nS: .\nC: LIST\nS: +OK\nS: .\nC: QUIT\nS: +OK\n"
		next = "CONNECTION\n"
	)
	for _, tt := range []struct {
		name, settings, six, four string // scripts of ::1 and 127.0.0.1
		silent                    string
		want                      string // codes
	}{
		{"no greeting", "scope connect", "HANG\n", "S: 220 mx\n" + next + smtp, "::1 (IPv6)", "address-silent"},
		{"closed at once", "scope connect", "", "S: 220 mx\n" + next + smtp, "::1 (IPv6)", "address-silent"},
		{"no handshake", "scope connect\nencryption tls", "HANG\n", "TLS good\n" + next + "TLS good\n" + smtp, "::1 (IPv6)", "address-silent"},
		{"no greeting under TLS", "scope connect\nencryption tls", "TLS good\nHANG\n", "TLS good\nS: 220 mx\n" + next + "TLS good\n" + smtp, "::1 (IPv6)", "address-silent"},
		{"a bad certificate on the other", "scope connect\nencryption tls", "HANG\n", "TLS good\n" + next + "TLS expired\nLEAVES\n", "::1 (IPv6)", "cert-expired address-silent"},
		{"receiving", "scope receive\nin pop3 none USER", "HANG\n", "S: +OK\n" + next + pop, "::1 (IPv6)", "plaintext-used address-silent"},
		{"no connection", "scope connect", "TIMEOUT", smtp, "::1 (IPv6)", "address-silent"},
		{"refused", "scope connect", "REFUSED", smtp, "", ""},
		{"both silent", "scope connect", "HANG\n" + next + "HANG\n", "HANG\n", "", "server-silent"},
		{"both want TLS", "scope connect", "HANG\n" + next + "TLS good\nLEAVES\n", "HANG\n", "", "tls-plain-on-implicit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := conversation{settings: tt.settings, scope: mailcore.SendScope, profile: mailcore.NewProfile()}
			c.configure(t)
			r := twoAddresses(t, tt.six, tt.four).Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
			side := mailcore.OutgoingSide
			if c.scope == mailcore.ReceiveScope {
				side = mailcore.IncomingSide
			}
			var got []string
			for _, f := range cause.Diagnose(r) {
				got = append(got, string(f.Code))
				if f.Code == "address-silent" && (f.Args["silent"] != tt.silent || f.Args["family"] != "IPv4" || f.Args["addresses"] != "127.0.0.1") {
					t.Errorf("names %v", f.Args)
				}
			}
			if got := strings.Join(got, " "); got != tt.want || r.Fact(side, "silent") != tt.silent {
				t.Errorf("got %s, silent %q\n%s", got, r.Fact(side, "silent"), format(r))
			}
		})
	}
}

// twoAddresses is a Tester for whom the host has an IPv6 and an IPv4 address,
// in that order, each of them with a script or a way to fail.
func twoAddresses(t *testing.T, six, four string) *Tester {
	to := map[string]string{}
	for address, script := range map[string]string{"::1": six, "127.0.0.1": four} {
		if to[address] = script; script != "TIMEOUT" && script != "REFUSED" {
			to[address] = mailtest.Start(t, script, authority).Addr.String()
		}
	}
	return &Tester{
		Roots: authority.Roots,
		Lookup: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.IPv6Loopback(), netip.MustParseAddr("127.0.0.1")}, nil
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			switch host, _, _ := net.SplitHostPort(address); to[host] {
			case "TIMEOUT":
				return nil, &net.OpError{Op: "dial", Net: network, Err: context.DeadlineExceeded}
			case "REFUSED":
				return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
			default:
				return new(net.Dialer).DialContext(ctx, network, to[host])
			}
		},
	}
}

// TestRecognisedAtOnce checks that nothing is waited for which cannot come any
// more: the limit is a minute.
func TestRecognisedAtOnce(t *testing.T) {
	for _, script := range []string{
		"S: SSH-2.0-OpenSSH_9.6\nHANG\n",
		"B: \"login: \"\nHANG\n",
		"B: \"* OK\"\nHANG\n",
		"B: \"\\x15\\x03\\x01\"\nHANG\n",
		"S: 220 mx\nC: EHLO *\nS: 250-mx\nS: 500 no\nHANG\n",
		"S: 220 mx\nC: EHLO *\nB: \"ok\"\nHANG\n",
	} {
		c := conversation{scope: mailcore.ConnectScope, profile: mailcore.NewProfile()}
		c.configure(t)
		c.profile.Outgoing.Timeout = 60
		server := mailtest.Start(t, script, authority)
		tester := &Tester{Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
		}}
		began := time.Now()
		r := tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
		if took := time.Since(began); took > 10*time.Second || r.OK() {
			t.Errorf("%q: after %v\n%s", script, took, format(r))
		}
	}
}

// TestWebServerBehindTLS checks that a web server, which waits to be spoken to,
// is told from a mail server by ALPN, and that one without it gets its time.
func TestWebServerBehindTLS(t *testing.T) {
	for protocol, want := range map[string]string{"http/1.1": "HTTP", "h2": "HTTP", "": "", "imap": ""} {
		config := authority.Config("good").Clone()
		if protocol != "" {
			config.NextProtos = []string{protocol}
		}
		l, err := tls.Listen("tcp", "127.0.0.1:0", config)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				go func() { _, _ = io.Copy(io.Discard, conn); conn.Close() }()
			}
		}()
		c := conversation{scope: mailcore.ConnectScope, profile: mailcore.NewProfile()}
		c.configure(t)
		c.profile.Outgoing.Timeout, c.profile.Outgoing.Encryption = 3, mailcore.TLS
		tester := &Tester{Roots: authority.Roots, Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, l.Addr().String())
		}}
		r := tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
		if got := r.Fact(mailcore.OutgoingSide, "speaks"); got != want {
			t.Errorf("%q: speaks %q, want %q\n%s", protocol, got, want, format(r))
		}
		l.Close()
	}
}
