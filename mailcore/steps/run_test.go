package steps

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/mailtest"
)

// authority signs the certificates of all conversations.
var authority = mailtest.NewAuthority("Test CA")

// TestRun plays every conversation in testdata/run: settings, what the server
// says, and the report that comes of it.
func TestRun(t *testing.T) {
	for _, file := range conversations(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			c := readConversation(t, file)
			report := c.run(t, context.Background())
			checkNoSecrets(t, c.profile, report)
			c.compare(t, format(report))
		})
	}
}

func conversations(t *testing.T) []string {
	files, _ := filepath.Glob("testdata/run/*.txt")
	if len(files) == 0 {
		t.Fatal("no conversations")
	}
	return files
}

// A conversation is one file of testdata/run.
type conversation struct {
	file, settings, server, want string
	profile                      mailcore.Profile
	scope                        mailcore.Scope
}

func readConversation(t *testing.T, file string) conversation {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := conversation{file: file, scope: mailcore.SendScope, profile: mailcore.NewProfile()}
	parts := map[string]*string{"settings": &c.settings, "server": &c.server, "report": &c.want}
	into := new(string)
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "-- "); ok {
			into = parts[strings.TrimSuffix(strings.TrimSpace(name), " --")]
			continue
		}
		*into += line
	}
	c.configure(t)
	return c
}

// configure reads lines of "key value" into a profile that is otherwise fine.
func (c *conversation) configure(t *testing.T) {
	p := &c.profile
	p.From, p.TestTo = "taro@example.jp", "hanako@example.jp"
	o := &p.Outgoing
	o.Host, o.Encryption, o.Auth, o.User, o.Password, o.Plaintext, o.HELO, o.Timeout = mailtest.Host, mailcore.NoEncryption, mailcore.NoAuth, "taro", "himitsu-1", true, "pc.example.jp", 1
	for line := range strings.Lines(c.settings) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if !c.set(key, value) {
			t.Fatalf("%s: no setting %q", c.file, key)
		}
	}
}

func (c *conversation) set(key, value string) bool {
	o := &c.profile.Outgoing
	n, _ := strconv.Atoi(value)
	switch key {
	case "scope":
		c.scope = mailcore.Scope(value)
	case "host":
		o.Host = value
	case "port":
		o.Port = n
	case "encryption":
		o.Encryption = mailcore.Encryption(value)
	case "auth":
		o.Auth = mailcore.AuthMethod(value)
	case "user":
		o.User = value
	case "password":
		o.Password = mailcore.Secret(value)
	case "plaintext":
		o.Plaintext = value == "yes"
	case "size":
		o.SizeLimit = n
	case "helo":
		o.HELO = value
	case "from":
		c.profile.From = value
	case "to":
		c.profile.TestTo = value
	case "product":
		c.profile.Products = append(c.profile.Products, mailcore.Product(value))
	case "site":
		c.profile.Site = value
	case "pin":
		c.profile.Pin = value
		if len(value) < 64 {
			c.profile.Pin = fingerprintOf(value)
		}
	case "name":
		c.profile.FromName = value
	case "charset":
		c.profile.Charset = mailcore.Charset(value)
	case "in": // protocol, encryption, method
		f := strings.Fields(value)
		c.profile.Incoming = mailcore.Incoming{Protocol: mailcore.Protocol(f[0]), Host: mailtest.Host, Port: mailcore.Protocol(f[0]).DefaultPort(mailcore.Encryption(f[1])), Encryption: mailcore.Encryption(f[1]), Auth: mailcore.AuthMethod(f[2]), User: "taro", Password: "himitsu-1", Timeout: 1}
	case "in-size":
		c.profile.Incoming.SizeLimit = n
	case "in-days":
		c.profile.Incoming.Delete, c.profile.Incoming.DeleteDays = true, n
	case "wait":
		c.profile.Wait = n
	case "pop":
		method, encryption, _ := strings.Cut(value, " ")
		o.PopBefore = mailcore.PopBefore{Use: true, Auth: mailcore.AuthMethod(method), Encryption: mailcore.Encryption(encryption)}
	default:
		return false
	}
	return true
}

// run plays the conversation. The names and ports of its settings lead to the
// scripted server, in place of which REFUSED, TIMEOUT, UNREACHABLE, NXDOMAIN
// and SERVFAIL stand for servers that cannot be reached.
func (c conversation) run(t *testing.T, ctx context.Context) mailcore.Report {
	tester := &Tester{Roots: authority.Roots, Lookup: lookupLoopback}
	switch first := strings.TrimSpace(c.server); first {
	case "NXDOMAIN", "SERVFAIL":
		tester.Lookup = func(context.Context, string) ([]netip.Addr, error) {
			return nil, &net.DNSError{Err: "x", Name: mailtest.Host, IsNotFound: first == "NXDOMAIN", IsTemporary: first == "SERVFAIL"}
		}
	case "REFUSED", "TIMEOUT", "UNREACHABLE", "FORBIDDEN":
		tester.Dial = func(context.Context, string, string) (net.Conn, error) {
			err := map[string]error{"REFUSED": syscall.ECONNREFUSED, "TIMEOUT": context.DeadlineExceeded, "UNREACHABLE": syscall.ENETUNREACH, "FORBIDDEN": syscall.EACCES}[first]
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
		}
	default:
		server := mailtest.Start(t, c.server, authority)
		tester.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
		}
	}
	return tester.Run(ctx, NewPlan(c.profile, c.scope), func(mailcore.Report) {})
}

func fingerprintOf(kind string) string {
	sum := sha256.Sum256(authority.Certificate(kind).Certificate[0])
	return hex.EncodeToString(sum[:])
}

func lookupLoopback(context.Context, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

// format writes a report the way testdata shows it.
func format(r mailcore.Report) string {
	var b strings.Builder
	for _, res := range r.Results {
		side := ""
		switch res.Side {
		case mailcore.BeforeSide:
			side = "pop "
		case mailcore.IncomingSide:
			side = "in "
		}
		line := fmt.Sprintf("%-15s %-8s %-12s %s", side+string(res.Step), res.State, res.Fault, strings.ReplaceAll(res.Reply, "\n", " | "))
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
		for _, name := range []string{"method", "attempts", "oauth-error"} {
			if res.Step == mailcore.Authorize && res.Facts[name] != "" {
				fmt.Fprintf(&b, "  %s: %s\n", name, strings.ReplaceAll(res.Facts[name], "\n", "; "))
			}
		}
	}
	for _, other := range r.Others {
		fmt.Fprintf(&b, "for %v\n%s", other.For, format(other))
	}
	if box := r.Mailbox; box != nil {
		fmt.Fprintf(&b, "mailbox: %d messages, %d bytes, uidl %v, too large %d, would delete %d of %d\n", box.Count, box.Bytes, box.UIDL, box.TooLarge, len(box.WouldDelete), box.Deletable)
	}
	for _, f := range cause.Diagnose(r) {
		line := fmt.Sprintf("=> %s %s %s", f.Severity, f.Code, f.Field)
		if f.Manner != "" {
			line += " ~" + f.Manner
		}
		for _, c := range f.Fixes {
			if c.Field == "pin" {
				c.Value = "…"
			}
			line += fmt.Sprintf(" [%s: %s]", c.Field, c.Value)
		}
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
	}
	if line, _ := cause.ZaionnexLine(r); line != "" {
		fmt.Fprintln(&b, line)
	}
	return b.String()
}

func (c conversation) compare(t *testing.T, got string) {
	t.Helper()
	mailtest.Golden(t, c.file, fmt.Sprintf("-- settings --\n%s-- server --\n%s-- report --\n%s", c.settings, c.server, got))
}

// checkNoSecrets looks for the password in everything a report keeps.
func checkNoSecrets(t *testing.T, p mailcore.Profile, r mailcore.Report) {
	t.Helper()
	secret := string(p.Outgoing.Password)
	text := fmt.Sprintf("%+v %#v", r, r)
	for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret)), base64.StdEncoding.EncodeToString([]byte("\x00" + p.Outgoing.User + "\x00" + secret))} {
		if strings.Contains(text, form) {
			t.Errorf("the report holds %q", form)
		}
	}
}

// TestRulesReached checks that every rule's code is what some conversation
// comes to, and that the first rule to match a conversation is the only one
// of its code that could.
func TestRulesReached(t *testing.T) {
	seen := map[mailcore.Code]bool{"unexplained": true, "stopped": true, "pop-other-family": true, "found-in-junk": true, "auth-dns-seen": true, "mail-rewritten": true, "scram-iterations": true, "address-silent": true} // nothing known; TestStop; TestOtherFamily; TestDelivery; TestSCRAM; TestSilentAddress

	for _, code := range []mailcore.Code{"product-tls", "product-certificate", "product-uidl", "product-elsewhere"} { // TestProductObservations
		seen[code] = true
	}
	for _, file := range conversations(t) {
		c := readConversation(t, file)
		for line := range strings.Lines(c.want) {
			if fields := strings.Fields(line); len(fields) > 2 && fields[0] == "=>" {
				seen[mailcore.Code(fields[2])] = true
			}
		}
	}
	for _, code := range cause.Codes() {
		if !seen[code] {
			t.Errorf("no conversation comes to %s", code)
		}
	}
}

// TestNewPlan checks which steps a plan has.
func TestNewPlan(t *testing.T) {
	for _, tt := range []struct {
		encryption mailcore.Encryption
		auth       mailcore.AuthMethod
		pop        bool
		scope      mailcore.Scope
		want       string
	}{
		{mailcore.NoEncryption, mailcore.NoAuth, false, mailcore.ConnectScope, "check resolve connect greeting ehlo quit"},
		{mailcore.NoEncryption, mailcore.PLAIN, true, mailcore.ConnectScope, "check resolve connect greeting ehlo quit"},
		{mailcore.STARTTLS, mailcore.AutoAuth, false, mailcore.LoginScope, "check resolve connect greeting ehlo starttls tls certificate ehlo-again auth quit"},
		{mailcore.TLS, mailcore.PLAIN, false, mailcore.RecipientScope, "check resolve connect tls certificate greeting ehlo auth mail-from rcpt-to quit"},
		{mailcore.TLS, mailcore.NoAuth, false, mailcore.SendScope, "check resolve connect tls certificate greeting ehlo mail-from rcpt-to data queued quit"},
		{mailcore.NoEncryption, mailcore.NoAuth, true, mailcore.LoginScope, "check resolve connect greeting capa starttls tls certificate auth quit wait resolve connect greeting ehlo quit"},
	} {
		p := mailcore.NewProfile()
		p.Outgoing.Encryption, p.Outgoing.Auth = tt.encryption, tt.auth
		p.Outgoing.PopBefore = mailcore.PopBefore{Use: tt.pop, Encryption: mailcore.STARTTLS, Wait: 1}
		var got []string
		for _, res := range NewPlan(p, tt.scope).Report("", time.Time{}).Results {
			got = append(got, string(res.Step))
		}
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("%s %s %s:\ngot  %s\nwant %s", tt.encryption, tt.auth, tt.scope, got, tt.want)
		}
	}
}

// TestStop stops a test at every step of a conversation, in the middle of
// which the server falls silent, and wants the end long before its time is up.
func TestStop(t *testing.T) {
	moves := []string{"S: 220 mx", "C: EHLO *", "S: 250 AUTH PLAIN", "C: AUTH PLAIN *", "S: 235 ok", "C: MAIL *", "S: 250 ok", "C: RCPT *", "S: 250 ok", "C: DATA"}
	for _, at := range []mailcore.Step{mailcore.Greeting, mailcore.EHLO, mailcore.Authorize, mailcore.MailFrom, mailcore.RcptTo, mailcore.Data} {
		t.Run(string(at), func(t *testing.T) {
			t.Parallel()
			said := map[mailcore.Step]int{mailcore.Greeting: 0, mailcore.EHLO: 1, mailcore.Authorize: 3, mailcore.MailFrom: 5, mailcore.RcptTo: 7, mailcore.Data: 9}[at]
			c := conversation{server: strings.Join(moves[:said], "\n") + "\nHANG\n", scope: mailcore.SendScope, profile: mailcore.NewProfile()}
			c.configure(t)
			c.profile.Outgoing.Auth, c.profile.Outgoing.Timeout = mailcore.PLAIN, 60
			server := mailtest.Start(t, c.server, authority)
			tester := &Tester{Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
			}}
			ctx, stop := context.WithCancel(t.Context())
			pressed := make(chan time.Time, 1)
			r := tester.Run(ctx, NewPlan(c.profile, c.scope), func(r mailcore.Report) {
				if res, _ := r.Result(mailcore.OutgoingSide, at); res.State == mailcore.Running {
					time.AfterFunc(20*time.Millisecond, func() { pressed <- time.Now(); stop() })
				}
			})
			// 100 ms on a quiet computer (BenchmarkStop); the server would be waited for a minute.
			if took := time.Since(<-pressed); took > 5*time.Second {
				t.Errorf("stopped only after %v", took)
			}
			if f := cause.Diagnose(r); f[0].Code != "stopped" {
				t.Errorf("got\n%s", format(r))
			}
			if !r.Ended() {
				t.Errorf("steps are left:\n%s", format(r))
			}
		})
	}
}

// BenchmarkStop measures how long a test takes to end after 中止 while it waits
// for a silent server: each round is one press.
func BenchmarkStop(b *testing.B) {
	c := conversation{scope: mailcore.ConnectScope, profile: mailcore.NewProfile()}
	c.profile.Outgoing.Host, c.profile.Outgoing.Timeout, c.profile.Outgoing.Auth, c.profile.Outgoing.Encryption = mailtest.Host, 60, mailcore.NoAuth, mailcore.NoEncryption
	var total time.Duration
	for b.Loop() {
		server := mailtest.Start(b, "HANG\n", authority)
		tester := &Tester{Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
		}}
		ctx, stop := context.WithCancel(b.Context())
		pressed := make(chan time.Time, 1)
		tester.Run(ctx, NewPlan(c.profile, c.scope), func(r mailcore.Report) {
			if res, _ := r.Result(mailcore.OutgoingSide, mailcore.Greeting); res.State == mailcore.Running {
				time.AfterFunc(5*time.Millisecond, func() { pressed <- time.Now(); stop() })
			}
		})
		total += time.Since(<-pressed)
	}
	b.ReportMetric(float64(total.Microseconds())/1000/float64(b.N), "ms/stop")
}

// TestOtherFamily checks that a POP login over IPv4 is followed by SMTP over
// IPv4 where the server has such an address, and by a warning where not.
func TestOtherFamily(t *testing.T) {
	script := "S: +OK\nC: CAPA\nS: -ERR\nC: USER taro\nS: +OK\nC: PASS *\nS: +OK\nC: QUIT\nS: +OK\nCONNECTION\nS: 220 mx\nC: EHLO *\nS: 250 ok\nC: QUIT\nS: 221 bye\n"
	for _, tt := range []struct {
		addresses string
		want      []mailcore.Code
	}{
		{"::1 127.0.0.1", []mailcore.Code{"plaintext-used"}},
		{"::1", []mailcore.Code{"plaintext-used", "pop-other-family"}},
	} {
		c := conversation{server: script, scope: mailcore.LoginScope, profile: mailcore.NewProfile()}
		c.configure(t)
		c.profile.Outgoing.PopBefore = mailcore.PopBefore{Use: true, Host: "pop.example.jp", Auth: mailcore.USER}
		server := mailtest.Start(t, script, authority)
		tester := &Tester{
			Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
			},
			Lookup: func(_ context.Context, host string) (addrs []netip.Addr, _ error) {
				if host == "pop.example.jp" {
					return lookupLoopback(t.Context(), host)
				}
				for a := range strings.FieldsSeq(tt.addresses) {
					addrs = append(addrs, netip.MustParseAddr(a))
				}
				return addrs, nil
			},
		}
		r := tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
		var got []mailcore.Code
		for _, f := range cause.Diagnose(r) {
			got = append(got, f.Code)
		}
		if !slices.Equal(got, tt.want) || !r.OK() {
			t.Errorf("%s: got %v, want %v\n%s", tt.addresses, got, tt.want, format(r))
		}
	}
}

// TestShow checks that every change of a report is shown, as a copy.
func TestShow(t *testing.T) {
	c := conversation{server: "S: 220 mx\nC: EHLO *\nS: 250 ok\nC: QUIT\nS: 221 bye\n", scope: mailcore.ConnectScope, profile: mailcore.NewProfile()}
	c.configure(t)
	server := mailtest.Start(t, c.server, authority)
	tester := &Tester{Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Addr.String())
	}}
	var shown []mailcore.Report
	final := tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(r mailcore.Report) { shown = append(shown, r) })
	if want := 2*len(final.Results) + 1; len(shown) != want {
		t.Errorf("shown %d times, want %d", len(shown), want)
	}
	if running := slices.ContainsFunc(shown[0].Results, func(r mailcore.Result) bool { return r.State == mailcore.Running }); !running {
		t.Error("the first copy has changed since it was shown")
	}
	if !final.OK() {
		t.Errorf("got\n%s", format(final))
	}
}
