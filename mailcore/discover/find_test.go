package discover

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/providers"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
)

// Names of the world.
const (
	mailA = "mail.example.jp. 60 A 127.0.0.1"
	confA = "autoconfig.example.jp. 60 A 127.0.0.9"
	wellA = "example.jp. 60 A 127.0.0.9"
)

func published(servers string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="example.jp"><displayName>そら`+"\u202e"+`ネット</displayName>`+servers+`</emailProvider></clientConfig>`)
	})
}

const (
	smtpXML = `<outgoingServer type="smtp"><hostname>mail.%EMAILDOMAIN%</hostname><port>465</port><socketType>SSL</socketType><authentication>password-cleartext</authentication><username>%EMAILLOCALPART%</username></outgoingServer>`
	imapXML = `<incomingServer type="imap"><hostname>mail.example.jp</hostname><port>993</port><socketType>SSL</socketType><authentication>password-cleartext</authentication><username>%EMAILADDRESS%</username></incomingServer>`
)

// told puts proposals into lines to compare.
func told(out Outcome) string {
	var lines []string
	for _, p := range out.Proposals {
		line := fmt.Sprintf("%s %s: %s:%d %s as %s", p.Source, p.From, p.Profile.Outgoing.Host, p.Profile.Outgoing.Port, p.Profile.Outgoing.Encryption, p.Profile.Outgoing.User)
		if in := p.Profile.Incoming; in.Protocol != "" {
			line += fmt.Sprintf(", %s %s:%d %s as %s", in.Protocol, in.Host, in.Port, in.Encryption, in.User)
		}
		if p.Elsewhere {
			line += ", elsewhere"
		}
		for _, proof := range p.Proofs {
			line += fmt.Sprintf("; %s %s %s", proof.Side, proof.TLS, strings.Join(proof.Mechanisms, " "))
		}
		lines = append(lines, line)
	}
	for _, r := range out.Reasons {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("no %s: %s %s %s", r.Source, r.Code, r.From, r.Fault)))
	}
	return strings.Join(lines, "\n")
}

func TestFindAsksTheSourcesInTheirOrder(t *testing.T) {
	table := providers.Table{{ID: "sora", Name: providers.Words{JA: "そら"}, Domains: []string{"example.jp"}, User: providers.LocalPartUser, MX: []string{"sora.example.net"}, Servers: []providers.Server{
		{Protocol: providers.SMTP, Host: "mail.example.jp", Port: 465, Encryption: mailcore.TLS},
		{Protocol: mailcore.POP3, Host: "mail.example.jp", Port: 995, Encryption: mailcore.TLS},
	}}}
	for _, tc := range []struct {
		name    string
		records []string
		pages   http.Handler
		table   providers.Table
		mail    map[string]string
		want    string
	}{
		{
			"table",
			[]string{mailA},
			nil, table,
			map[string]string{"465": smtpsScript, "995": pop3sScript},
			`table sora: mail.example.jp:465 tls as taro, pop3 mail.example.jp:995 tls as taro; outgoing TLS 1.3 PLAIN LOGIN; incoming TLS 1.3 USER
no autoconfig: not-published https://autoconfig.example.jp/mail/config-v1.1.xml
no autoconfig: not-published https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml
no srv: not-published _submission._tcp.example.jp
no mx: not-published example.jp`,
		},
		{
			"autoconfig",
			[]string{mailA, confA},
			published(smtpXML + imapXML), nil,
			map[string]string{"465": smtpsScript, "993": imapsScript},
			`autoconfig https://autoconfig.example.jp/mail/config-v1.1.xml: mail.example.jp:465 tls as taro, imap mail.example.jp:993 tls as taro@example.jp; outgoing TLS 1.3 PLAIN LOGIN; incoming TLS 1.3 LOGIN PLAIN
no table: no-entry example.jp
no srv: not-published _submission._tcp.example.jp
no mx: not-published example.jp`,
		},
		{
			"well-known",
			[]string{mailA, wellA},
			published(smtpXML), nil,
			map[string]string{"465": smtpsScript},
			`autoconfig https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml: mail.example.jp:465 tls as taro; outgoing TLS 1.3 PLAIN LOGIN
no table: no-entry example.jp
no srv: not-published _submission._tcp.example.jp
no mx: not-published example.jp`,
		},
		{
			"SRV",
			[]string{mailA, "_submission._tcp.example.jp. 60 SRV 0 1 587 mail.example.jp.", "_imaps._tcp.example.jp. 60 SRV 0 1 993 mail.example.jp.", "_pop3s._tcp.example.jp. 60 SRV 0 0 0 ."},
			nil, nil,
			map[string]string{"587": smtpScript, "993": imapsScript},
			`srv _submission._tcp.example.jp: mail.example.jp:587 starttls as taro@example.jp, imap mail.example.jp:993 tls as taro@example.jp; outgoing TLS 1.3 PLAIN; incoming TLS 1.3 LOGIN PLAIN
no table: no-entry example.jp
no autoconfig: not-published https://autoconfig.example.jp/mail/config-v1.1.xml
no autoconfig: not-published https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml
no mx: not-published example.jp`,
		},
		{
			"SRV says no",
			[]string{"_submission._tcp.example.jp. 60 SRV 0 0 0 .", "example.jp. 60 MX 0 ."},
			nil, nil, nil,
			`no table: no-entry example.jp
no autoconfig: not-published https://autoconfig.example.jp/mail/config-v1.1.xml
no autoconfig: not-published https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml
no srv: nowhere _submission._tcp.example.jp
no mx: nowhere example.jp
no guess: not-proven example.jp`,
		},
		{
			"guess",
			[]string{mailA},
			nil, nil,
			map[string]string{"587": smtpScript, "993": imapsScript},
			`guess example.jp: mail.example.jp:587 starttls as taro@example.jp, imap mail.example.jp:993 tls as taro@example.jp; outgoing TLS 1.3 PLAIN; incoming TLS 1.3 LOGIN PLAIN
no table: no-entry example.jp
no autoconfig: not-published https://autoconfig.example.jp/mail/config-v1.1.xml
no autoconfig: not-published https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml
no srv: not-published _submission._tcp.example.jp
no mx: not-published example.jp`,
		},
		{
			"certificate of somebody else",
			[]string{mailA},
			nil, table,
			map[string]string{"465": strings.ReplaceAll(smtpsScript, "TLS good", "TLS wrong-name")},
			`no table: not-proven mail.example.jp:465 name-mismatch
no autoconfig: not-published https://autoconfig.example.jp/mail/config-v1.1.xml
no autoconfig: not-published https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml
no srv: not-published _submission._tcp.example.jp
no mx: not-published example.jp
no guess: not-proven example.jp`,
		},
		{
			"nobody can log in",
			[]string{mailA},
			nil, table,
			map[string]string{"465": strings.ReplaceAll(smtpsScript, "250 AUTH PLAIN LOGIN", "250 SIZE 1000")},
			`no table: no-login mail.example.jp:465
no autoconfig: not-published https://autoconfig.example.jp/mail/config-v1.1.xml
no autoconfig: not-published https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml
no srv: not-published _submission._tcp.example.jp
no mx: not-published example.jp
no guess: not-proven example.jp`,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t, tc.records...)
			w.pages = tc.pages
			for port, script := range tc.mail {
				w.mail(port, script)
			}
			o := w.options()
			o.Table = tc.table
			if got := told(Find(t.Context(), o, nil)); got != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

// What the domain of the exchanger publishes is proven and proposed, and it
// does not learn who asks.
func TestFindAsksTheDomainOfTheExchanger(t *testing.T) {
	var asked []string
	w := newWorld(t, mailA, "example.org. 60 MX 10 mx1.mail.sora.example.", "autoconfig.sora.example. 60 A 127.0.0.9")
	pages := published(strings.ReplaceAll(smtpXML, "%EMAILDOMAIN%", "example.jp") + imapXML)
	w.pages = http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Host+r.URL.RequestURI())
		pages.ServeHTTP(out, r)
	})
	w.mail("465", smtpsScript)
	w.mail("993", imapsScript)
	o := w.options()
	o.Address = "taro@example.org"
	out := Find(t.Context(), o, nil)
	want := `mx https://autoconfig.sora.example/mail/config-v1.1.xml: mail.example.jp:465 tls as taro, imap mail.example.jp:993 tls as taro@example.org, elsewhere; outgoing TLS 1.3 PLAIN LOGIN; incoming TLS 1.3 LOGIN PLAIN`
	if got, _, _ := strings.Cut(told(out), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", told(out), want)
	}
	if !slices.Equal(asked, []string{"autoconfig.sora.example/mail/config-v1.1.xml"}) {
		t.Errorf("asked for %q", asked)
	}
}

// Scripts of servers that encrypt nothing.
const (
	plainSMTPScript = "S: 220 mail.example.jp ESMTP\nC: EHLO *\nS: 250-mail.example.jp\nS: 250 AUTH PLAIN LOGIN\nC: QUIT\nS: 221 bye\n"
	plainIMAPScript = "S: * OK ready\nC: A1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: A1 OK\nC: A4 LOGOUT\nS: * BYE\nS: A4 OK\n"
)

// A server that answers without encryption is offered, and known as such; the
// receiving one stays encrypted where it can.
func TestFindOffersTheUnencryptedLast(t *testing.T) {
	for _, tc := range []struct {
		what string
		mail map[string]string
		want string
	}{
		{"taro@example.jp", map[string]string{"587": plainSMTPScript, "143": plainIMAPScript}, "guess example.jp: mail.example.jp:587 none as taro@example.jp, imap mail.example.jp:143 none as taro@example.jp; outgoing  PLAIN LOGIN; incoming  LOGIN PLAIN"},
		{"taro@example.jp", map[string]string{"587": plainSMTPScript, "993": imapsScript}, "guess example.jp: mail.example.jp:587 none as taro@example.jp, imap mail.example.jp:993 tls as taro@example.jp; outgoing  PLAIN LOGIN; incoming TLS 1.3 LOGIN PLAIN"},
		{"mail.example.jp", map[string]string{"25": plainSMTPScript}, "guess mail.example.jp: mail.example.jp:25 none as ; outgoing  PLAIN LOGIN"},
	} {
		w := newWorld(t, mailA)
		for port, script := range tc.mail {
			w.mail(port, script)
		}
		o := w.options()
		o.Address, o.Host = tc.what, ""
		if !strings.Contains(tc.what, "@") {
			o.Address, o.Host = "", tc.what
		}
		out := Find(t.Context(), o, nil)
		if got, _, _ := strings.Cut(told(out), "\n"); got != tc.want || len(out.Proposals) != 1 || out.Proposals[0].Encrypted() {
			t.Errorf("%s: got\n%s\nwant\n%s", tc.what, told(out), tc.want)
		}
	}
}

// An encrypted setting comes before one that is not, whoever knows it.
func TestFindPutsTheEncryptedFirst(t *testing.T) {
	w := newWorld(t, mailA, "plain.example.jp. 60 A 127.0.0.2")
	w.mail("465", smtpsScript)
	w.servers["127.0.0.2:587"] = mailtest.Start(t, plainSMTPScript, w.authority).Addr.String()
	o := w.options()
	o.Table = providers.Table{{ID: "plain", Domains: []string{"example.jp"}, Servers: []providers.Server{{Protocol: providers.SMTP, Host: "plain.example.jp", Port: 587, Encryption: mailcore.NoEncryption}}}}
	out := Find(t.Context(), o, nil)
	if len(out.Proposals) != 2 || !out.Proposals[0].Encrypted() || out.Proposals[1].Encrypted() {
		t.Errorf("got\n%s", told(out))
	}
}

// The exchanger of a domain leads to the provider, and may be the very server
// that is on the customer's contract.
func TestFindTakesTheHostOfAContractFromMX(t *testing.T) {
	w := newWorld(t, mailA, "example.org. 60 MX 10 mail.example.jp.")
	w.mail("465", smtpsScript)
	o := w.options()
	o.Address = "taro@example.org"
	o.Table = providers.Table{{ID: "sora", MX: []string{"example.jp"}, Servers: []providers.Server{{Protocol: providers.SMTP, Host: "*.example.jp", Port: 465, Encryption: mailcore.TLS}}}}
	out := Find(t.Context(), o, nil)
	if len(out.Proposals) != 1 || out.Proposals[0].Profile.Preset != "sora" || out.Proposals[0].From != "MX mail.example.jp" || out.Proposals[0].Profile.Outgoing.Host != "mail.example.jp" {
		t.Errorf("got\n%s", told(out))
	}
}

func TestFindNamesTheProviderWhoseHostNobodyKnows(t *testing.T) {
	w := newWorld(t, "example.org. 60 MX 10 mx.sora.example.net.")
	o := w.options()
	o.Address = "taro@example.org"
	o.Table = providers.Table{{ID: "sora", MX: []string{"sora.example.net"}, Servers: []providers.Server{{Protocol: providers.SMTP, Host: "*.sora.example.jp", Port: 465, Encryption: mailcore.TLS}}}}
	out := Find(t.Context(), o, nil)
	if want := (providers.Reason{Source: providers.FromMX, Code: providers.ByContract, From: "MX mx.sora.example.net", Provider: "sora"}); !slices.Contains(out.Reasons, want) {
		t.Errorf("got\n%s", told(out))
	}
}

func TestFindSaysWhenAServerIsElsewhere(t *testing.T) {
	w := newWorld(t, mailA, "_submissions._tcp.example.org. 60 SRV 0 1 465 mail.example.jp.")
	w.mail("465", smtpsScript)
	o := w.options()
	o.Address = "taro@example.org"
	out := Find(t.Context(), o, nil)
	if len(out.Proposals) != 1 || !out.Proposals[0].Elsewhere {
		t.Errorf("got\n%s", told(out))
	}
}

func TestFindShowsWhatIsProvenAtOnce(t *testing.T) {
	w := newWorld(t, mailA, "slow.example.jp. 60 A 127.0.0.2", "_submissions._tcp.example.jp. 60 SRV 0 1 465 mail.example.jp.")
	w.mail("465", smtpsScript)
	w.servers["127.0.0.2:465"] = silent(t)
	o := w.options()
	shown := make(chan []providers.Proposal, 9)
	o.Table = providers.Table{{ID: "slow", Domains: []string{"example.jp"}, Servers: []providers.Server{{Protocol: providers.SMTP, Host: "slow.example.jp", Port: 465, Encryption: mailcore.TLS}}}}
	ctx, cancel := contextWithCancel(t)
	done := make(chan Outcome)
	go func() { done <- Find(ctx, o, func(p []providers.Proposal) { shown <- p }) }()
	for first := range shown { // while the other server is silent
		if first[0].Source == providers.FromSRV {
			break
		}
	}
	cancel()
	out := <-done
	if !slices.Contains(out.Reasons, providers.Reason{Source: providers.FromTable, Code: providers.Interrupted, From: "slow", Fault: mailcore.Stopped, Provider: "slow"}) {
		t.Errorf("got\n%s", told(out))
	}
}

// A page that is there counts although the other one never answers.
func TestFindDoesNotWaitForTheOtherPage(t *testing.T) {
	w := newWorld(t, mailA, confA, wellA)
	w.mail("465", smtpsScript)
	good := published(smtpXML)
	w.pages = http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.Host == "example.jp" {
			<-r.Context().Done()
			return
		}
		good.ServeHTTP(out, r)
	})
	o := w.options()
	o.Limit = configLimit - time.Second // by then nobody would have given up
	if out := Find(t.Context(), o, nil); len(out.Proposals) != 1 || !out.Proposals[0].Proven() || out.Proposals[0].Source != providers.FromAutoconfig {
		t.Errorf("found:\n%s", told(out))
	}
}

func TestOfflineAsksNobody(t *testing.T) {
	w := newWorld(t)
	o := w.options()
	o.Offline, o.Table, o.Address = true, carried(t), "taro＠gmail.com"
	out := Find(t.Context(), o, nil)
	if len(out.Proposals) != 1 || out.Proposals[0].Proven() || out.Proposals[0].Profile.Preset != "gmail" || out.Proposals[0].Profile.Outgoing.User != "taro@gmail.com" {
		t.Errorf("got\n%s", told(out))
	}
	for _, source := range []providers.Source{providers.FromAutoconfig, providers.FromSRV, providers.FromMX} {
		if !slices.Contains(out.Reasons, providers.Reason{Source: source, Code: providers.Forbidden}) {
			t.Errorf("%s is not said to be forbidden:\n%s", source, told(out))
		}
	}
	if len(w.dialled) > 0 {
		t.Errorf("connected to %q", w.dialled)
	}
}

func TestFindByHost(t *testing.T) {
	w := newWorld(t, mailA)
	w.mail("465", smtpsScript)
	o := w.options()
	o.Address, o.Host = "", "MAIL.example.jp"
	want := "guess mail.example.jp: mail.example.jp:465 tls as ; outgoing TLS 1.3 PLAIN LOGIN\nno table: no-entry mail.example.jp"
	if got := told(Find(t.Context(), o, nil)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFindWantsAnAddress(t *testing.T) {
	for _, address := range []string{"", "taro", "@example.jp", "taro@", "taro@localhost", "taro@exa mple.jp", "taro@-.jp"} {
		out := Find(t.Context(), Options{Address: address}, nil)
		if len(out.Reasons) != 1 || out.Reasons[0].Code != providers.BadAddress {
			t.Errorf("%q: got\n%s", address, told(out))
		}
	}
}

func TestChangesLeadToTheProfile(t *testing.T) {
	gmail, _ := carried(t).ID("gmail")
	before := mailcore.NewProfile()
	after := gmail.Fill(before, "taro@gmail.com")
	got, err := before.With(before.Changes(after)...)
	got.Preset = after.Preset
	if err != nil || len(got.Changes(after)) > 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}

// carried returns the table that the program carries.
func carried(t *testing.T) providers.Table {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "assets", "providers.json"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := providers.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return table
}
