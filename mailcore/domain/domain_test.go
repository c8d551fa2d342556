package domain

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/records"

	"github.com/miekg/dns"

	"todoku/mailcore"
)

// serve answers questions from a zone, and returns a resolver that asks there.
// Names under "silent." get no answer, those under "servfail." a failure.
func serve(t *testing.T, zone string) *net.Resolver {
	t.Helper()
	rrs := map[string][]dns.RR{}
	parser := dns.NewZoneParser(strings.NewReader(zone), ".", "")
	parser.SetDefaultTTL(60)
	for rr, ok := parser.Next(); ok; rr, ok = parser.Next() {
		name := strings.ToLower(rr.Header().Name)
		rrs[name] = append(rrs[name], rr)
	}
	if err := parser.Err(); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") // where answers may be long
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{Listener: l, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) { answer(w, q, rrs) })}
	done := make(chan struct{})
	go func() { defer close(done); server.ActivateAndServe() }()
	t.Cleanup(func() { server.Shutdown(); <-done })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", l.Addr().String())
	}}
}

func answer(w dns.ResponseWriter, q *dns.Msg, rrs map[string][]dns.RR) {
	m := new(dns.Msg).SetReply(q)
	m.RecursionAvailable = true
	name := strings.ToLower(q.Question[0].Name)
	switch {
	case strings.Contains(name, "silent."):
		return
	case strings.Contains(name, "servfail."):
		m.Rcode = dns.RcodeServerFailure
	case rrs[name] == nil:
		m.Rcode = dns.RcodeNameError
	}
	for _, rr := range rrs[name] {
		if rr.Header().Rrtype == q.Question[0].Qtype {
			m.Answer = append(m.Answer, rr)
		}
	}
	w.WriteMsg(m)
}

// rsaKey is a public key of so many bits as DKIM writes it.
func rsaKey(t *testing.T, bits int) string {
	t.Helper()
	t.Setenv("GODEBUG", "rsa1024min=0") // short keys are what is tested
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

// txt is a TXT record, in strings that are short enough.
func txt(name, text string) string {
	return records.Item{Name: name, Type: "TXT", Proposed: text}.Zone() + "\n"
}

// say writes the items of a subject down.
func say(r records.Report, s records.Subject) string {
	var words []string
	for _, i := range r.Items {
		if i.Subject == s {
			words = append(words, fmt.Sprint(i.Code, " ", i.Verdict))
			if i.Proposed != "" {
				words = append(words, i.Proposed)
			}
		}
	}
	return strings.Join(words, ": ")
}

var sender = netip.MustParseAddr("203.0.113.5")

func TestCheck(t *testing.T) {
	const mail = "mail.example.jp. A 203.0.113.5\nexample.jp. MX 10 mail.example.jp.\n"
	spf := func(text string) string { return txt("example.jp", text) }
	chain := spf("v=spf1 include:a0.example.net ~all") // eleven questions and more
	for i := range 12 {
		chain += txt(fmt.Sprintf("a%d.example.net", i), fmt.Sprintf("v=spf1 include:a%d.example.net ~all", i+1))
	}
	chain += txt("a12.example.net", "v=spf1 ip4:192.0.2.1 -all")
	loop := spf("v=spf1 include:example.jp ~all")
	good, weak, short := rsaKey(t, 2048), rsaKey(t, 1024), rsaKey(t, 768)
	sel := []records.Key{{Selector: "s1"}}
	dkim := func(text string) string { return txt("s1._domainkey.example.jp", text) }
	enforced := spf("v=spf1 -all") + txt("_dmarc.example.jp", "v=DMARC1; p=reject")
	for _, tt := range []struct {
		name, zone string
		options    Options
		subject    records.Subject
		want       string
	}{
		{"MX", mail, Options{}, records.MX, "mx-found pass"},
		{"no MX", "", Options{}, records.MX, "mx-missing fail"},
		{"no MX but an address", "example.jp. A 192.0.2.1\n", Options{}, records.MX, "mx-address warn"},
		{"null MX", "example.jp. MX 0 .\n", Options{}, records.MX, "mx-null warn"},
		{"MX without address", "example.jp. MX 0 gone.example.jp.\n", Options{}, records.MX, "mx-dangling fail"},
		{"MX that fails", "", Options{From: "a@servfail.example.jp"}, records.MX, "mx-unknown unknown"},

		{"no SPF", txt("example.jp", "hello"), Options{}, records.SPF, "spf-missing fail"},
		{"no SPF, known provider", "", Options{Include: "spf.example.net"}, records.SPF, "spf-missing fail: v=spf1 include:spf.example.net ~all"},
		{"no SPF, known address", "", Options{IP: sender}, records.SPF, "spf-missing fail: v=spf1 ip4:203.0.113.5 ~all"},
		{"no SPF, known IPv6", "", Options{IP: netip.MustParseAddr("2001:db8::5")}, records.SPF, "spf-missing fail: v=spf1 ip6:2001:db8::5 ~all"},
		{"two records", spf("v=spf1 mx -all") + spf("V=SPF1 ip4:192.0.2.1 mx ~all"), Options{}, records.SPF, "spf-several fail: v=spf1 mx ip4:192.0.2.1 ~all"},
		{"everybody", spf("v=spf1 mx +all"), Options{}, records.SPF, "spf-all fail: v=spf1 mx ~all"},
		{"everybody by default", spf("v=spf1 all"), Options{IP: sender}, records.SPF, "spf-all fail: v=spf1 ~all"},
		{"too many", chain, Options{}, records.SPF, "spf-lookups fail"},
		{"a loop", loop, Options{}, records.SPF, "spf-lookups fail"},
		{"nonsense", spf("v=spf1 ipv4:192.0.2.1 nonsense ~all"), Options{}, records.SPF, "spf-broken fail"},
		{"include of nothing", spf("v=spf1 include:gone.example.net ~all"), Options{}, records.SPF, "spf-broken fail"},
		{"include that fails", spf("v=spf1 include:servfail.example.net ~all"), Options{}, records.SPF, "spf-unknown unknown"},
		{"included", mail + spf("v=spf1 mx -all"), Options{IP: sender}, records.SPF, "spf-pass pass"},
		{"included further on", mail + spf("v=spf1 redirect=_spf.example.jp") + txt("_spf.example.jp", "v=spf1 ip4:203.0.113.0/24 -all"), Options{IP: sender}, records.SPF, "spf-pass pass"},
		{"another server", mail + spf("v=spf1 ip4:192.0.2.1 -all"), Options{IP: sender}, records.SPF, "spf-lacks fail: v=spf1 ip4:192.0.2.1 ip4:203.0.113.5 -all"},
		{"another server, known provider", spf("v=spf1 mx ~all"), Options{IP: sender, Include: "spf.example.net"}, records.SPF, "spf-lacks fail: v=spf1 mx include:spf.example.net ~all"},
		{"another server, no end", spf("v=spf1 ip4:192.0.2.1"), Options{IP: sender}, records.SPF, "spf-lacks warn: v=spf1 ip4:192.0.2.1 ip4:203.0.113.5 ~all"},
		{"from an office", spf("v=spf1 mx ~all"), Options{IP: netip.MustParseAddr("192.168.1.5")}, records.SPF, "spf-internal unknown"},
		{"nobody knows who sends", spf("v=spf1 mx ~all"), Options{}, records.SPF, "spf-present unknown"},
		{"provider included", spf("v=spf1 include:SPF.example.net ~all") + txt("spf.example.net", "v=spf1 ip4:192.0.2.1 -all"), Options{Include: "spf.example.net"}, records.SPF, "spf-names pass"},
		{"provider not included", spf("v=spf1 mx ~all"), Options{Include: "spf.example.net"}, records.SPF, "spf-omits fail: v=spf1 mx include:spf.example.net ~all"},
		{"no end", spf("v=spf1 mx"), Options{}, records.SPF, "spf-no-all warn: v=spf1 mx ~all"},
		{"SPF that fails", "", Options{From: "a@servfail.example.jp"}, records.SPF, "spf-unknown unknown"},

		{"no selector", "", Options{}, records.DKIM, "dkim-selector unknown"},
		{"a key", dkim("v=DKIM1; k=rsa; p=" + good), Options{Keys: sel}, records.DKIM, "dkim-key pass"},
		{"a key with spaces", dkim("v=DKIM1; p=" + good[:50] + " " + good[50:]), Options{Keys: sel}, records.DKIM, "dkim-key pass"},
		{"Ed25519", dkim("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="), Options{Keys: sel}, records.DKIM, "dkim-key pass"},
		{"1024 bits", dkim("v=DKIM1; p=" + weak), Options{Keys: sel}, records.DKIM, "dkim-weak warn"},
		{"768 bits", dkim("v=DKIM1; p=" + short), Options{Keys: sel}, records.DKIM, "dkim-short fail"},
		{"testing", dkim("v=DKIM1; t=y:s; p=" + good), Options{Keys: sel}, records.DKIM, "dkim-testing warn"},
		{"revoked", dkim("v=DKIM1; p="), Options{Keys: sel}, records.DKIM, "dkim-revoked fail"},
		{"no key in it", dkim("v=DKIM1"), Options{Keys: sel}, records.DKIM, "dkim-broken fail"},
		{"no key at all", dkim("v=DKIM1; p=AAAA"), Options{Keys: sel}, records.DKIM, "dkim-broken fail"},
		{"two keys", dkim("v=DKIM1; p="+good) + dkim("v=DKIM1; p="+weak), Options{Keys: sel}, records.DKIM, "dkim-several fail"},
		{"not there", "", Options{Keys: sel}, records.DKIM, "dkim-no-key fail"},
		{"somebody else's", txt("s1._domainkey.example.net", "p="+good), Options{Keys: []records.Key{{Domain: "example.net", Selector: "s1"}}}, records.DKIM, "dkim-foreign warn"},
		{"of the organisation", txt("s1._domainkey.example.jp", "p="+good), Options{From: "a@sub.example.jp", Keys: []records.Key{{Domain: "example.jp", Selector: "s1"}}}, records.DKIM, "dkim-key pass"},
		{"DKIM that fails", "", Options{Keys: []records.Key{{Domain: "servfail.example.net", Selector: "s1"}}}, records.DKIM, "dkim-unknown unknown"},

		{"no DMARC", "", Options{}, records.DMARC, "dmarc-missing warn: v=DMARC1; p=none; rua=mailto:postmaster@example.jp"},
		{"no DMARC, reports", "", Options{From: "a@sub.example.jp", Reports: "it@example.jp"}, records.DMARC, "dmarc-missing warn: v=DMARC1; p=none; rua=mailto:it@example.jp"},
		{"reports only", txt("_dmarc.example.jp", "v=DMARC1; p=none"), Options{}, records.DMARC, "dmarc-none pass"},
		{"of the organisation", txt("_dmarc.example.jp", "v=DMARC1;p=quarantine;sp=none"), Options{From: "a@sub.example.jp"}, records.DMARC, "dmarc-none pass"},
		{"of the organisation, in Japan", txt("_dmarc.example.co.jp", "v=DMARC1;p=none"), Options{From: "a@b.c.example.co.jp"}, records.DMARC, "dmarc-none pass"},
		{"enforced", txt("_dmarc.example.jp", "v=DMARC1; p=quarantine"), Options{}, records.DMARC, "dmarc-at-risk fail"},
		{"enforced, SPF passes", mail + spf("v=spf1 mx -all") + txt("_dmarc.example.jp", "v=DMARC1; p=reject"), Options{IP: sender}, records.DMARC, "dmarc-enforced pass"},
		{"enforced, DKIM is there", enforced + dkim("p="+good), Options{IP: sender, Keys: sel}, records.DMARC, "dmarc-enforced pass"},
		{"enforced, neither", enforced, Options{IP: sender}, records.DMARC, "dmarc-at-risk fail"},
		{"two policies", txt("_dmarc.example.jp", "v=DMARC1; p=none") + txt("_dmarc.example.jp", "v=DMARC1; p=reject"), Options{}, records.DMARC, "dmarc-several fail"},
		{"nonsense", txt("_dmarc.example.jp", "v=DMARC1; p=perhaps"), Options{}, records.DMARC, "dmarc-broken fail: v=DMARC1; p=none; rua=mailto:postmaster@example.jp"},
		{"DMARC that fails", "", Options{From: "a@servfail.example.jp"}, records.DMARC, "dmarc-unknown unknown"},

		{"no address", "", Options{}, records.PTR, "ptr-no-address unknown"},
		{"an office", "", Options{IP: netip.MustParseAddr("100.64.1.1")}, records.PTR, "ptr-internal unknown"},
		{"confirmed", mail + "5.113.0.203.in-addr.arpa. PTR mail.example.jp.\n", Options{IP: sender}, records.PTR, "ptr-confirmed pass"},
		{"confirmed over IPv6", "mail.example.jp. AAAA 2001:db8::5\n" + reverse(netip.MustParseAddr("2001:db8::5")) + ". PTR mail.example.jp.\n", Options{IP: netip.MustParseAddr("2001:db8::5")}, records.PTR, "ptr-confirmed pass"},
		{"another address", "mail.example.jp. A 192.0.2.1\n5.113.0.203.in-addr.arpa. PTR mail.example.jp.\n", Options{IP: sender}, records.PTR, "ptr-unconfirmed warn"},
		{"no name", "", Options{IP: sender, HELO: "mail.example.jp"}, records.PTR, "ptr-missing fail: mail.example.jp."},
		{"no name at all", "", Options{IP: sender, HELO: "[203.0.113.5]"}, records.PTR, "ptr-missing fail"},
	} {
		t.Run(string(tt.subject)+"/"+tt.name, func(t *testing.T) {
			o := tt.options
			o.Resolver = serve(t, tt.zone)
			if o.From == "" {
				o.From = "taro@example.jp"
			}
			copies := 0
			r, err := Check(t.Context(), o, func(records.Report) { copies++ })
			if got := say(r, tt.subject); err != nil || got != tt.want {
				t.Errorf("%v\ngot  %s\nwant %s", err, got, tt.want)
			}
			if copies != len(r.Items) || copies < 5 {
				t.Errorf("shown %d times for %d items", copies, len(r.Items))
			}
		})
	}
}

// TestSilence: DNS that never answers costs only the time that there is.
func TestSilence(t *testing.T) {
	began := time.Now()
	o := Options{From: "a@silent.example.jp", IP: sender, Resolver: serve(t, ""), Limit: 200 * time.Millisecond}
	r, err := Check(t.Context(), o, nil)
	if err != nil || time.Since(began) > 5*time.Second {
		t.Fatal(err, time.Since(began))
	}
	for _, item := range r.Items {
		if item.Verdict != mailcore.Unknown {
			t.Errorf("%s: %s %s", item.Subject, item.Code, item.Verdict)
		}
	}
}

// TestHostileRecord: what DNS says is shown, but does nothing.
func TestHostileRecord(t *testing.T) {
	zone := txt("example.jp", "v=spf1 \x1b[2J include:%{i}.example.net "+strings.Repeat("ip4:192.0.2.1 ", 300)+"~all")
	r, err := Check(t.Context(), Options{From: "a@example.jp", Resolver: serve(t, zone)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	item := r.Items[1]
	if item.Code != records.SPFBroken || !strings.Contains(item.Record, `\x1b[2J`) || strings.Contains(item.Record+item.Args["term"], "\x1b") || len([]rune(item.Record)) > maxShown+1 {
		t.Errorf("%+v", item)
	}
}

func TestNoDomain(t *testing.T) {
	for _, from := range []string{"", "a@", "a@no domain"} {
		if _, err := Check(t.Context(), Options{From: from}, nil); err == nil {
			t.Errorf("%q has a domain?", from)
		}
	}
}

func TestFromReport(t *testing.T) {
	r := mailcore.Report{Profile: mailcore.Profile{From: "taro@example.jp"}}
	if o := FromReport(r); o.From != "taro@example.jp" || o.IP.IsValid() || o.Keys != nil {
		t.Errorf("%+v", o)
	}
	r.Delivery = &mailcore.Delivery{AuthResults: "spf=pass (sender IP is 203.0.113.5); dkim=pass header.s=s1"}
	if o := FromReport(r); o.IP != sender || len(o.Keys) != 1 {
		t.Errorf("%+v", o)
	}
}
