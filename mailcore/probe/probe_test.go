package probe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/ports"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
)

var authority = mailtest.NewAuthority("Test CA")

// options reach this computer under the name in the certificates.
func options(ports ...Port) Options {
	return Options{
		Limit: 20 * time.Second, Ports: ports, HELO: "pc.example.jp", Roots: authority.Roots,
		Lookup: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		},
	}
}

// serve plays a script on a port.
func serve(t *testing.T, script string, implicit bool) Port {
	t.Helper()
	return Port{int(mailtest.Start(t, script, authority).Addr.Port()), implicit}
}

// closed returns a port on which nobody listens.
func closed(t *testing.T) Port {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return Port{l.Addr().(*net.TCPAddr).Port, false}
}

// say writes a row down, but for what differs each time.
func say(r ports.Row) string {
	words := []string{string(r.State), string(r.Speaks)}
	add := func(name, value string) {
		if value != "" {
			words = append(words, name+"="+value)
		}
	}
	if r.Implicit {
		words = append(words, "implicit")
	}
	add("upgrade", string(r.Upgrade))
	if r.Before != nil {
		add("before", "["+strings.Join(r.Before.Mechanisms, " ")+"]")
	}
	if s := r.Security; s != nil {
		add("tls", fmt.Sprint(s.Version, "/", s.Verified, "/", s.Fault))
	}
	if r.After != nil {
		add("after", "["+strings.Join(r.After.Mechanisms, " ")+"]")
	}
	add("fault", string(r.Fault))
	add("reply", r.Reply)
	return strings.Join(words, " ")
}

const (
	smtpStart = `
S: 220 mail.example.jp ESMTP
C: EHLO pc.example.jp
S: 250-mail.example.jp
S: 250-STARTTLS
S: 250 AUTH CRAM-MD5
C: STARTTLS
`
	smtpWhole = smtpStart + `
S: 220 go ahead
TLS good
C: EHLO pc.example.jp
S: 250-mail.example.jp
S: 250-SIZE 1000
S: 250 AUTH PLAIN LOGIN
C: QUIT
`
	popWhole = `
TLS good
S: +OK ready <17.4@mail.example.jp>
C: CAPA
S: +OK
S: USER
S: SASL PLAIN
S: .
C: QUIT
`
	imapWhole = `
S: * OK ready
C: A1 CAPABILITY
S: * CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED
S: A1 OK done
C: A2 STARTTLS
S: A2 OK go
TLS good
C: A3 CAPABILITY
S: * CAPABILITY IMAP4rev1 AUTH=PLAIN
S: A3 OK done
C: A4 LOGOUT
`
)

// servers lists one port each: what it says, and what its row then says.
var servers = []struct {
	name, script string
	implicit     bool
	want         string
}{
	{"SMTP with STARTTLS", smtpWhole, false, "open smtp upgrade=works before=[CRAM-MD5] tls=TLS 1.3/true/ after=[PLAIN LOGIN]"},
	{"SMTP under TLS", "TLS good\nS: 220-mail\nS: 220 here\nC: EHLO *\nS: 250-x\nS: 250 AUTH PLAIN\nC: QUIT\n", true, "open smtp implicit tls=TLS 1.3/true/ after=[PLAIN]"},
	{"POP3 under TLS", popWhole, true, "open pop3 implicit tls=TLS 1.3/true/ after=[USER PLAIN APOP]"},
	{"IMAP with STARTTLS", imapWhole, false, "open imap upgrade=works before=[] tls=TLS 1.3/true/ after=[LOGIN PLAIN]"},
	{"POP3 that does not know CAPA but STLS", "S: +OK\nC: CAPA\nS: -ERR what\nC: STLS\nS: +OK go\nTLS good\nC: CAPA\nS: -ERR what\nC: QUIT\n", false, "open pop3 upgrade=works tls=TLS 1.3/true/"},
	{"POP3 that knows neither", "S: +OK\nC: CAPA\nS: -ERR what\nC: STLS\nS: -ERR what\nC: QUIT\n", false, "open pop3 upgrade=none"},
	{"SMTP that only knows HELO", "S: 220 old\nC: EHLO *\nS: 502 what\nC: HELO *\nS: 250 old\nC: QUIT\n", false, "open smtp upgrade=none before=[]"},
	{"a certificate for another name", strings.ReplaceAll(smtpWhole, "TLS good", "TLS wrong-name"), false, "open smtp upgrade=works before=[CRAM-MD5] tls=TLS 1.3/false/name-mismatch after=[PLAIN LOGIN]"},
	{"old TLS only", smtpStart + "S: 220 go\nTLS tls1.1\n", false, "open smtp upgrade=broken before=[CRAM-MD5] fault=tls-version"},
	{"STARTTLS refused", smtpStart + "S: 454 not now\nC: QUIT\n", false, "open smtp upgrade=broken before=[CRAM-MD5] fault=replied reply=454 not now"},
	{"STARTTLS with words behind it", smtpStart + `B: "220 go\r\n250 evil\r\n"` + "\n", false, "open smtp upgrade=broken before=[CRAM-MD5] fault=injected"},
	{"plain where TLS is usual", "S: 220 mail\nREAD\nCONNECTION\nS: 220 mail\nC: EHLO *\nS: 250 mail\nC: QUIT\n", true, "open smtp upgrade=none before=[]"},
	{"refuses everybody", "S: 554 go away\nC: QUIT\n", false, "open smtp fault=replied reply=554 go away"},
	{"IMAP in somebody's session", "S: * PREAUTH hello\nC: A4 LOGOUT\n", false, "open imap fault=replied reply=* PREAUTH hello"},
	{"FTP", "S: 220 FTP server ready\n", false, "open other fault=not-mail"},
	{"SMTP of bare codes", "S: 220\nC: EHLO *\nS: 250\nC: QUIT\n", false, "open smtp upgrade=none before=[]"},
	{"SMTP that changes its code", "S: 220 mx\nC: EHLO *\nS: 250-mx\nS: 550 no\nHANG\n", false, "open smtp fault=malformed"},
	{"SSH without end", "B: \"SSH-2.0-\"\nHANG\n", false, "open ssh fault=not-mail"},
	{"SSH in place of TLS", "S: SSH-2.0-OpenSSH_9\nHANG\n", true, "open ssh implicit fault=not-tls"},
	{"SSH", "S: SSH-2.0-OpenSSH_9\n", false, "open ssh fault=not-mail"},
	{"a login page", "S: HTTP/1.1 302 Found\n", false, "open http fault=not-mail"},
	{"a login page where TLS is usual", "S: HTTP/1.1 400 Bad Request\nREAD\n", true, "open http implicit fault=not-tls"},
	{"hangs up", "", false, "open  fault=closed"},
	{"one line without end", `B: "220 ` + strings.Repeat("x", 5000) + `"` + "\nHANG\n", false, "open smtp fault=too-long"},
	{"lines without end", strings.Repeat("S: 220-"+strings.Repeat("x", 200)+"\n", 200) + "HANG\n", false, "open smtp fault=too-long"},
}

func TestPorts(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			m := Ports(t.Context(), mailtest.Host, options(serve(t, s.script, s.implicit)), nil)
			if got := say(m.Rows[0]); got != s.want {
				t.Errorf("got  %s\nwant %s\n%v", got, s.want, m.Rows[0].Lines)
			}
		})
	}
}

// TestAllAtOnce looks at several ports, of which one is closed and one
// swallows everything.
func TestAllAtOnce(t *testing.T) {
	t.Parallel()
	o := options(serve(t, smtpWhole, false), closed(t), Port{9, false}, serve(t, popWhole, true))
	o.Limit = time.Second
	o.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if strings.HasSuffix(addr, ":9") {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}
	var seen []ports.Matrix
	m := Ports(t.Context(), mailtest.Host, o, func(m ports.Matrix) { seen = append(seen, m) })
	states := func(m ports.Matrix) (all []ports.State) {
		for _, r := range m.Rows {
			all = append(all, r.State)
		}
		return all
	}
	if got := states(m); !slices.Equal(got, []ports.State{ports.Open, ports.Closed, ports.Filtered, ports.Open}) {
		t.Error(got)
	}
	if len(seen) != 6 || !slices.Equal(states(seen[0]), []ports.State{ports.Waiting, ports.Waiting, ports.Waiting, ports.Waiting}) {
		t.Errorf("%d copies, the first %v", len(seen), states(seen[0]))
	}
	if m.Took < o.Limit || m.Took > 3*o.Limit {
		t.Errorf("took %v", m.Took)
	}
}

// TestSilence: a port on which nobody says anything is tried both ways.
func TestSilence(t *testing.T) {
	t.Parallel()
	for _, implicit := range []bool{false, true} {
		o := options(serve(t, "HANG\nCONNECTION\nHANG\n", implicit))
		o.Limit = 200 * time.Millisecond
		m := Ports(t.Context(), mailtest.Host, o, nil)
		if got := m.Rows[0]; got.State != ports.Open || got.Fault != mailcore.Timeout || got.Speaks != "" || m.Took > 5*time.Second {
			t.Errorf("%s after %v", say(got), m.Took)
		}
	}
}

// TestSilentAddress: an address that takes the connection and says nothing is
// not all that there is.
func TestSilentAddress(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6 here")
	}
	defer l.Close() // it accepts nothing, and so says nothing
	four := serve(t, smtpWhole, false)
	o := options(four)
	o.Limit = 2 * time.Second
	o.Lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.IPv6Loopback(), netip.MustParseAddr("127.0.0.1")}, nil
	}
	o.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if strings.HasPrefix(addr, "[") {
			addr = l.Addr().String()
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}
	m := Ports(t.Context(), mailtest.Host, o, nil)
	if got := m.Rows[0]; got.Speaks != ports.SMTP || got.Address != "127.0.0.1" || got.Upgrade != ports.Works {
		t.Errorf("%s from %s", say(got), got.Address)
	}
}

// TestTLSWherePlainIsUsual: the port says nothing until somebody begins TLS.
func TestTLSWherePlainIsUsual(t *testing.T) {
	t.Parallel()
	o := options(serve(t, "HANG\nCONNECTION\n"+popWhole, false))
	o.Limit = 2 * time.Second
	m := Ports(t.Context(), mailtest.Host, o, nil)
	if got := say(m.Rows[0]); got != "open pop3 implicit tls=TLS 1.3/true/ after=[USER PLAIN APOP]" {
		t.Error(got)
	}
}

func TestStop(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	o := options(Port{listen(t, func(c net.Conn) {
		io.WriteString(c, "220 mail\r\n")
		c.Read(make([]byte, 512))
		cancel()
		io.Copy(io.Discard, c)
	}), false})
	m := Ports(ctx, mailtest.Host, o, nil)
	if m.Rows[0].State != ports.Stopped || m.Took > 5*time.Second {
		t.Errorf("%s after %v", say(m.Rows[0]), m.Took)
	}
}

func TestUnknownHost(t *testing.T) {
	t.Parallel()
	o := options(closed(t))
	o.Lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if m := Ports(t.Context(), "nowhere.example.jp", o, nil); m.Fault != mailcore.UnknownHost || m.Rows[0].State != ports.Unreachable {
		t.Errorf("%+v", m)
	}
	if m := Ports(t.Context(), "no host", o, nil); m.Fault != mailcore.UnknownHost {
		t.Errorf("%+v", m)
	}
}

// TestBanner: a greeting is kept so that it can be shown.
func TestBanner(t *testing.T) {
	t.Parallel()
	p := serve(t, `B: "220 \x1b[2Jmail \xe2\x80\xae `+strings.Repeat("x", 600)+`\r\n"`+"\nREAD\n", false)
	row := Ports(t.Context(), mailtest.Host, options(p), nil).Rows[0]
	if !strings.HasPrefix(row.Banner, `220 \x1b[2Jmail \u202e xxx`) || len([]rune(row.Banner)) != MaxBanner+1 {
		t.Errorf("%d: %q", len(row.Banner), row.Banner)
	}
}

// TestAddresses: the first address does not answer, the second does.
func TestAddresses(t *testing.T) {
	t.Parallel()
	p := serve(t, smtpWhole, false)
	o := options(p)
	o.Lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("::ffff:127.0.0.1")}, nil
	}
	o.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		if addr == net.JoinHostPort("2001:db8::1", strconv.Itoa(p.Number)) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		return new(net.Dialer).DialContext(ctx, network, addr)
	}
	if row := Ports(t.Context(), mailtest.Host, o, nil).Rows[0]; row.Upgrade != ports.Works || row.Address != "127.0.0.1" {
		t.Error(say(row))
	}
	o.Dial = func(_ context.Context, _, addr string) (net.Conn, error) {
		if strings.HasPrefix(addr, "[") {
			return nil, context.DeadlineExceeded
		}
		return nil, errors.New("no idea")
	}
	if row := Ports(t.Context(), mailtest.Host, o, nil).Rows[0]; row.State != ports.Filtered {
		t.Errorf("silence tells more than an unknown error: %s", say(row))
	}
}
