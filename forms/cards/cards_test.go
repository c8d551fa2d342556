package cards_test

import (
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/ports"
	"todoku/mailcore/records"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"todoku/assets"
	"todoku/forms/cards"
	"todoku/forms/formstest"
	"todoku/forms/look"
	"todoku/mailcore"
	"todoku/mailcore/steps"
)

func TestMain(m *testing.M) {
	time.Local = time.FixedZone("JST", 9*60*60)
	os.Exit(m.Run())
}

var now = time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)

const fingerprint = "5f1c0a9b2d3e4f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8"

// show puts o into a window of a width that looks as the program does.
func show(t *testing.T, language string, width float32, o fyne.CanvasObject) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme(look.Light))
	test.NewTempWindow(t, o).Resize(fyne.NewSize(width, 4000))
	before := assets.Language()
	t.Cleanup(func() { assets.SetLanguage(before) })
	assets.SetLanguage(language)
}

// roundTrip is a test of which everything is known.
func roundTrip() mailcore.Report {
	p := mailcore.NewProfile()
	p.ID, p.Name, p.From, p.TestTo = "p", "本社", "info@example.jp", "taro@example.jp"
	p.Outgoing.Host, p.Outgoing.User, p.Outgoing.SizeLimit = "smtp.example.jp", "info", 25
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.User = mailcore.IMAP, "imap.example.jp", "info"
	p.Incoming.Port = 993
	r := steps.NewPlan(p, mailcore.RoundTripScope).Report("run-2", now.Add(-time.Hour))
	for i := range r.Results {
		res := &r.Results[i]
		res.State, res.Took = mailcore.Passed, time.Duration(i+1)*20*time.Millisecond
		res.Facts = facts[res.Step]
	}
	r.Took = 6 * time.Second
	r.Delivery = &mailcore.Delivery{
		Seconds: 3.25, Folder: "Junk", Junk: true, SPF: "pass", DKIM: "fail", Signed: "pass",
		AuthResults: "mx.example.jp; spf=pass; dkim=fail header.s=s1 header.d=example.jp",
		Hops: []mailcore.Hop{
			{From: "pc.example.jp ([192.0.2.10])", By: "smtp.example.jp", With: "ESMTPSA"},
			{From: "smtp.example.jp ([203.0.113.5])", By: "mx.example.jp", With: "ESMTPS", Delay: 2 * time.Second},
			{From: "mx.example.jp", By: "store.example.jp", With: "LMTP", Delay: 300 * time.Millisecond},
		},
		Rewritten: []mailcore.Change{{Field: "From", Value: "info@example.co.jp"}},
	}
	return r
}

var facts = map[mailcore.Step]map[string]string{
	mailcore.EHLO:      {"capabilities": "8BITMIME, PIPELINING, SIZE 20971520, STARTTLS", "mechanisms": "", "size": "20971520"},
	mailcore.Handshake: {"tls-version": "TLS 1.3", "cipher": "TLS_AES_128_GCM_SHA256"},
	mailcore.EHLOAgain: {"capabilities": "8BITMIME, AUTH PLAIN LOGIN CRAM-MD5 NTLM SCRAM-SHA-256 XOAUTH2, PIPELINING, SIZE 20971520, SMTPUTF8", "mechanisms": "PLAIN LOGIN CRAM-MD5 NTLM SCRAM-SHA-256 XOAUTH2", "size": "20971520"},
	mailcore.Certificate: {
		"subject": "CN=*.example.jp", "sans": "example.jp *.example.jp", "issuer": "CN=R11,O=Let's Encrypt,C=US",
		"not-before": "2026-06-20T00:00:00Z", "not-after": "2026-09-18T00:00:00Z", "days-left": "16", "key": "ECDSA P-256", "fingerprint": fingerprint,
		"chain": "CN=*.example.jp ← CN=R11,O=Let's Encrypt,C=US", "verified": "chain",
	},
	mailcore.CAPA:      {"capabilities": "IDLE, SASL PLAIN SCRAM-SHA-256", "mechanisms": "PLAIN SCRAM-SHA-256"},
	mailcore.Authorize: {"method": "SCRAM-SHA-256"},
}

// silent has actions that nobody expects.
func silent(t *testing.T) cards.Actions {
	return cards.Actions{
		Copy:  func(text string) { t.Errorf("copied %q", text) },
		Start: func(l cards.Look) { t.Errorf("looks at %v", l) }, Stop: func(l cards.Look) { t.Errorf("stops %v", l) },
	}
}

func TestBoard(t *testing.T) {
	for _, language := range assets.Languages {
		t.Run(language, func(t *testing.T) {
			assets.SetLanguage(language)
			b := cards.New(roundTrip(), now, silent(t))
			show(t, language, 380, b.Content)
			b.Compare(earlier())
			b.ShowTLS(mailcore.OutgoingSide, support())
			b.ShowLine(matrix(), reach())
			b.ShowDomain(owner())
			formstest.Golden(t, "board."+language, formstest.Outline(b.Content))
		})
	}
}

// earlier is the test before, with another certificate and less to offer.
func earlier() mailcore.Report {
	r := roundTrip()
	r.ID, r.Started = "run-1", now.Add(-30*24*time.Hour)
	for i := range r.Results {
		res := &r.Results[i]
		old := map[string]string{}
		for name, value := range res.Facts {
			old[name] = strings.NewReplacer(fingerprint, strings.Repeat("0", 64), " XOAUTH2", "", "TLS 1.3", "TLS 1.2", "2026-09-18", "2026-08-18").Replace(value)
		}
		res.Facts = old
	}
	r.Results[3].Took = time.Millisecond
	return r
}

func support() ports.Support {
	weak := ports.Suite{Name: "TLS_ECDHE_RSA_WITH_RC4_128_SHA", Weak: true}
	return ports.Support{Host: "smtp.example.jp", Port: 587, Encryption: mailcore.STARTTLS, Connections: 5, Took: time.Second, Versions: []ports.Version{
		{Name: "TLS 1.3", Answer: ports.Accepted, Suites: []ports.Suite{{Name: "TLS_AES_128_GCM_SHA256"}}},
		{Name: "TLS 1.2", Answer: ports.Refused},
		{Name: "TLS 1.1", Answer: ports.Accepted, Weak: true, Suites: []ports.Suite{weak}},
		{Name: "TLS 1.0", Answer: ports.Refused, Weak: true},
	}}
}

func matrix() ports.Matrix {
	good := &ports.Security{Version: "TLS 1.3", Verified: true, Certificate: map[string]string{"days-left": "16"}}
	bad := &ports.Security{Version: "TLS 1.2", Fault: mailcore.NameMismatch}
	return ports.Matrix{Host: "smtp.example.jp", Took: time.Second, Rows: []ports.Row{
		{Port: 25, State: ports.Filtered, Fault: mailcore.Timeout},
		{Port: 587, State: ports.Open, Speaks: ports.SMTP, Upgrade: ports.Works, Security: good},
		{Port: 465, State: ports.Open, Speaks: ports.SMTP, Implicit: true, Security: good},
		{Port: 110, State: ports.Open, Speaks: ports.HTTP},
		{Port: 995, State: ports.Open, Speaks: ports.POP3, Implicit: true, Security: bad},
		{Port: 143, State: ports.Waiting},
		{Port: 993, State: ports.Open},
	}}
}

func reach() ports.Reach {
	return ports.Reach{
		Host: "smtp.example.jp",
		Paths: []ports.Path{
			{Address: netip.MustParseAddr("192.0.2.25"), Family: "IPv4", Port: 587, State: ports.Open, Took: 20 * time.Millisecond},
			{Address: netip.MustParseAddr("2001:db8::25"), Family: "IPv6", Port: 587, State: ports.Unreachable},
		},
		Checks: []ports.Check{
			{Code: "family-no-ipv6", Verdict: mailcore.Warn, Args: map[string]string{"host": "smtp.example.jp"}},
			{Code: "op25b-likely", Verdict: mailcore.Warn, Args: map[string]string{"host": "smtp.example.jp", "port": "587"}},
		},
	}
}

func owner() records.Report {
	return records.Report{Domain: "example.jp", Items: []records.Item{
		{Subject: records.MX, Code: "mx-found", Verdict: mailcore.Pass, Name: "example.jp", Type: "MX", Record: "10 mx.example.jp.", Args: map[string]string{"domain": "example.jp", "host": "mx.example.jp"}},
		{
			Subject: records.SPF, Code: "spf-lacks", Verdict: mailcore.Fail, Name: "example.jp", Type: "TXT", Record: "v=spf1 mx -all", Proposed: "v=spf1 mx ip4:203.0.113.5 -all",
			Args: map[string]string{"domain": "example.jp", "ip": "203.0.113.5", "result": "fail"},
		},
	}}
}

// TestExpiry: the nearer the end, the more urgent the words.
func TestExpiry(t *testing.T) {
	assets.SetLanguage("en")
	for _, tt := range []struct {
		left time.Duration // before the end
		want string
	}{
		{31 * 24 * time.Hour, "<check>  31 days are left."},
		{30 * 24 * time.Hour, "<warning>  It expires in 30 days. Check when"},
		{14 * 24 * time.Hour, "<warning>  It expires in 14 days. Ask the server's administrator whether"},
		{7 * 24 * time.Hour, "<error>  It expires in 7 days. Ask the server's administrator to renew it now."},
		{-time.Hour, "<error>  It expired on 2026-09-18."},
	} {
		end := time.Date(2026, 9, 18, 0, 0, 0, 0, time.UTC)
		b := cards.New(roundTrip(), end.Add(-tt.left), silent(t))
		show(t, "en", 380, b.Content)
		if got := strings.ReplaceAll(formstest.Outline(b.Content), "\n", "  "); !strings.Contains(got, tt.want) {
			t.Errorf("%v: want %q in %s", tt.left, tt.want, got)
		}
	}
}

// TestTrust: only a certificate that nobody vouches for can be trusted, and
// only in settings that are on the screen.
func TestTrust(t *testing.T) {
	assets.SetLanguage("en")
	pinned, trusted := "", ""
	a := silent(t)
	a.Trust = func(f, host string) { trusted = f + " of " + host }
	a.Forget = func() { pinned = "" }
	offered := func(verified string, a cards.Actions) string {
		r := roundTrip()
		for i, res := range r.Results {
			if res.Step == mailcore.Certificate {
				r.Results[i].Facts = map[string]string{"fingerprint": fingerprint, "verified": verified}
			}
		}
		b := cards.New(r, now, a)
		show(t, "en", 380, b.Content)
		outline := formstest.Outline(b.Content)
		if strings.Contains(outline, "[ Trust this certificate (pin it) ]") {
			formstest.Press(t, b.Content, "Trust this certificate (pin it)")
			return "trust"
		}
		if strings.Contains(outline, "[ Stop trusting it ]") {
			formstest.Press(t, b.Content, "Stop trusting it")
			return "forget"
		}
		return "nothing"
	}
	if got := offered("", a); got != "nothing" {
		t.Errorf("not on the screen: %s", got)
	}
	a.Pinned = func() string { return pinned }
	if got := offered("chain", a); got != "nothing" {
		t.Errorf("vouched for: %s", got)
	}
	if got := offered("", a); got != "trust" || trusted != fingerprint+" of smtp.example.jp" {
		t.Errorf("unverified: %s %s", got, trusted)
	}
	pinned = fingerprint
	if got := offered("pin", a); got != "forget" || pinned != "" {
		t.Errorf("pinned: %s, then %q", got, pinned)
	}
}

// TestLooks: one look-up at a time, with its own button to stop it.
func TestLooks(t *testing.T) {
	assets.SetLanguage("en")
	var asked []string
	a := silent(t)
	a.Start = func(l cards.Look) { asked = append(asked, fmt.Sprint("start ", l)) }
	a.Stop = func(l cards.Look) { asked = append(asked, fmt.Sprint("stop ", l)) }
	b := cards.New(roundTrip(), now, a)
	show(t, "en", 380, b.Content)
	formstest.Press(t, b.Content, "Look at the line")
	b.Begin(cards.Look{Kind: cards.Line})
	if !formstest.Button(t, b.Content, "Look at the sending domain").Disabled() {
		t.Error("two look-ups at a time")
	}
	formstest.Press(t, b.Content, "Stop")
	b.End(cards.Look{Kind: cards.Line})
	formstest.Press(t, b.Content, "Look at the sending domain")
	if got := strings.Join(asked, ", "); got != "start {line }, stop {line }, start {domain }" {
		t.Error(got)
	}
}

// TestProposalsAreCopied: as a value for the page of a provider, and as a line
// of a zone file.
func TestProposalsAreCopied(t *testing.T) {
	assets.SetLanguage("ja")
	var copied []string
	a := silent(t)
	a.Copy = func(text string) { copied = append(copied, text) }
	b := cards.New(roundTrip(), now, a)
	show(t, "ja", 380, b.Content)
	b.ShowDomain(owner())
	formstest.Press(t, b.Content, "値をコピー")
	formstest.Press(t, b.Content, "ゾーンファイルの行をコピー")
	formstest.Press(t, b.Content, "<content-copy>")
	want := []string{"v=spf1 mx ip4:203.0.113.5 -all", `example.jp. IN TXT "v=spf1 mx ip4:203.0.113.5 -all"`, fingerprint}
	if !slices.Equal(copied, want) {
		t.Errorf("copied %q, want %q", copied, want)
	}
}

// TestColumns: cards stand side by side where there is room, and stay in their
// column while they grow.
func TestColumns(t *testing.T) {
	b := cards.New(roundTrip(), now, silent(t))
	show(t, "ja", 1000, b.Content)
	objects := b.Content.(*fyne.Container).Objects
	var before []float32
	left, right := 0, 0
	for _, o := range objects {
		before = append(before, o.Position().X)
		if o.Position().X < 100 {
			left++
		} else {
			right++
		}
		if o.Size().Width > 500 {
			t.Errorf("a card is %.0f wide", o.Size().Width)
		}
	}
	if left == 0 || right == 0 {
		t.Errorf("%d cards on the left, %d on the right", left, right)
	}
	b.ShowLine(matrix(), reach())
	b.ShowDomain(owner())
	for i, o := range objects {
		if o.Position().X != before[i] {
			t.Errorf("card %d jumped", i)
		}
		if o.Size().Height < o.MinSize().Height {
			t.Errorf("card %d is %.0f high and needs %.0f", i, o.Size().Height, o.MinSize().Height)
		}
	}
}

// TestAServerCannotWidenTheWindow: whatever a server says, a card stays as
// narrow as a card.
func TestAServerCannotWidenTheWindow(t *testing.T) {
	r := roundTrip()
	long := strings.Repeat("W", 5000)
	for i := range r.Results {
		hostile := map[string]string{}
		for name, value := range r.Results[i].Facts {
			hostile[name] = value + " " + long
		}
		r.Results[i].Facts = hostile
	}
	r.Delivery.SPF, r.Delivery.Folder, r.Delivery.Hops[0].By, r.Delivery.Hops[0].From = long, long, long, long
	b := cards.New(r, now, silent(t))
	show(t, "en", 480, b.Content)
	m := matrix()
	m.Rows[1].Security.Version = long
	b.ShowLine(m, reach())
	if width := b.Content.MinSize().Width; width > 480 {
		t.Errorf("the cards need a width of %.0f", width)
	}
}

func TestNothingIsKnownYet(t *testing.T) {
	if b := cards.New(steps.NewPlan(mailcore.NewProfile(), mailcore.ConnectScope).Report("run", now), now, silent(t)); !b.Empty() {
		show(t, "ja", 380, b.Content)
		t.Error(formstest.Outline(b.Content))
	}
}
