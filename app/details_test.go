package app

import (
	"context"
	"net"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/miekg/dns"

	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
)

// looking opens the cards of a report.
func (d *desk) looking(r mailcore.Report) *details {
	d.t.Helper()
	cards := d.showDetails(r)
	cards.window.Resize(fyne.NewSize(1000, 700))
	return cards
}

func (d *details) outline() string { return formstest.Outline(d.window.Content()) }

// says waits until the cards say something.
func (d *desk) awaits(cards *details, text string) {
	d.t.Helper()
	d.wait("the cards say "+text+"; they say:\n"+cards.outline(), func() bool { return strings.Contains(cards.outline(), text) })
}

// told is what a dialog in front of the cards says; "" where there is none.
func (d *details) told() string {
	if top := d.window.Canvas().Overlays().Top(); top != nil {
		return formstest.Outline(top)
	}
	return ""
}

// practised runs a round trip with the practice server.
func practised(t *testing.T, name string) (*desk, mailcore.Report) {
	t.Helper()
	d := fresh(t)
	d.press("練習用サーバーで試す")
	d.onScenario(scenario(t, name))
	d.pick("どこまで試すか", "往復")
	return d, d.run()
}

func TestCardsLookAtThePracticeServer(t *testing.T) {
	d, r := practised(t, "ok")
	cards := d.looking(r)
	for _, said := range []string{"127.0.0.1（接続先と一致）", "期限まであと 365 日", "どの製品でも使えます", "（最長）", "INBOX", "練習用サーバーのドメインは DNS にない"} {
		if !strings.Contains(cards.outline(), said) {
			t.Errorf("the cards do not say %s:\n%s", said, cards.outline())
		}
	}
	formstest.Press(t, cards.window.Content(), "対応している TLS を調べる")
	if !strings.Contains(cards.outline(), "調べています…") {
		t.Error("nobody says that something is looked up")
	}
	d.awaits(cards, "回の接続で調べました")
	d.wait("the look-up ends", func() bool { return cards.halt == nil })
	formstest.Press(t, cards.window.Content(), "この回線を調べる")
	d.awaits(cards, "メールサーバーまで届いています")
	d.wait("the look-up ends", func() bool { return cards.halt == nil })
	for _, said := range []string{"TLS 1.1\n", "25 番ポートはふさがれていません", "IPv4  127.0.0.1", "PC の時計に明らかなずれはありません"} {
		if !strings.Contains(cards.outline(), said) {
			t.Errorf("the cards do not say %q:\n%s", said, cards.outline())
		}
	}
}

func TestCardsCompareWithTheTestBefore(t *testing.T) {
	d, _ := practised(t, "ok")
	cards := d.looking(d.run())
	d.awaits(cards, "と同じ証明書です。")
}

func TestACertificateIsTrustedByItsFingerprint(t *testing.T) {
	d, r := practised(t, "self-signed")
	cards := d.looking(r)
	formstest.Press(t, cards.window.Content(), "この証明書を信頼する（ピン留め）")
	fingerprint := r.Fact(mailcore.OutgoingSide, "fingerprint")
	if spaced := regexp.MustCompile(`.{4}`).ReplaceAllString(fingerprint, "$0 "); !strings.Contains(cards.told(), strings.TrimSpace(spaced)) {
		t.Fatalf("the fingerprint is not shown:\n%s", cards.told())
	}
	if d.page.current.Pin != "" {
		t.Fatal("it is trusted before anybody agreed")
	}
	formstest.Press(t, cards.window.Canvas().Overlays().Top(), "指紋が一致した。信頼する")
	if d.page.current.Pin != fingerprint || formstest.Field[*widgets.Entry](t, d.window.Content(), "信頼する証明書の指紋（SHA-256）").Text != fingerprint {
		t.Errorf("the form has %q", d.page.current.Pin)
	}
	formstest.Press(t, cards.window.Canvas().Overlays().Top(), "閉じる")
	formstest.Press(t, cards.window.Content(), "信頼をやめる")
	if d.page.current.Pin != "" {
		t.Errorf("the form still has %q", d.page.current.Pin)
	}
	if again := d.run(); again.OK() {
		t.Error("the certificate is still trusted")
	}
}

func TestLookUpsCanBeForbidden(t *testing.T) {
	d, r := practised(t, "ok")
	d.settings.Preferences.Offline = true
	cards := d.looking(r)
	formstest.Press(t, cards.window.Content(), "この回線を調べる")
	if cards.halt != nil || !strings.Contains(cards.told(), "調べものをしない") {
		t.Errorf("it says %s", cards.told())
	}
}

func TestALookUpIsStopped(t *testing.T) {
	d, r := practised(t, "ok")
	d.onScenario(scenario(t, "silence"))
	cards := d.looking(r)
	formstest.Press(t, cards.window.Content(), "この回線を調べる")
	formstest.Press(t, cards.window.Content(), "中止")
	d.wait("the look-up ends", func() bool { return cards.halt == nil })
	if strings.Contains(cards.outline(), "調べています…") {
		t.Error(cards.outline())
	}
	cards.window.Close()
	if cards.ctx.Err() == nil {
		t.Error("a closed window goes on")
	}
}

// TestTheSendingDomainIsLookedUp asks a DNS server of our own.
func TestTheSendingDomainIsLookedUp(t *testing.T) {
	d, _ := office(t, "ok", practice.Accounts[0].Password)
	cards := d.looking(d.run())
	cards.resolver = nameServer(t, `practice.example. 60 IN MX 10 mx.practice.example.
mx.practice.example. 60 IN A 192.0.2.1
practice.example. 60 IN TXT "v=spf1 +all"
`)
	formstest.Press(t, cards.window.Content(), "送信ドメインを調べる")
	d.wait("the look-up ends", func() bool { return cards.halt == nil })
	for _, said := range []string{"返信先のメールサーバーがあります", "SPF がすべてのサーバーに送信を許可しています", `practice.example. IN TXT "v=spf1 ~all"`, "DMARC レコードがありません"} {
		if !strings.Contains(cards.outline(), said) {
			t.Errorf("the cards do not say %q:\n%s", said, cards.outline())
		}
	}
}

// nameServer answers from a zone on this computer.
func nameServer(t *testing.T, zone string) *net.Resolver {
	t.Helper()
	records := map[string][]dns.RR{}
	for line := range strings.Lines(zone) {
		rr, err := dns.NewRR(line)
		if err != nil {
			t.Fatal(err)
		}
		records[rr.Header().Name] = append(records[rr.Header().Name], rr)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{Listener: l, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		m := new(dns.Msg).SetReply(q)
		all, known := records[strings.ToLower(q.Question[0].Name)]
		if !known {
			m.Rcode = dns.RcodeNameError
		}
		for _, rr := range all {
			if rr.Header().Rrtype == q.Question[0].Qtype {
				m.Answer = append(m.Answer, rr)
			}
		}
		w.WriteMsg(m)
	})}
	done := make(chan struct{})
	go func() { defer close(done); server.ActivateAndServe() }()
	t.Cleanup(func() { server.Shutdown(); <-done })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", l.Addr().String())
	}}
}

func TestNobodyTalksBesideALook(t *testing.T) {
	d := practising(t, "ok", "")
	cards := d.looking(d.run())
	formstest.Press(t, cards.window.Content(), "この回線を調べる")
	if !d.busy() || d.parts.run.Visible() {
		t.Error("a test can begin while the server is looked at")
	}
	cards.window.Close()
	d.wait("the look is given up", func() bool { return !d.busy() })
	if !d.parts.run.Visible() {
		t.Error("no test can begin afterwards")
	}
}
