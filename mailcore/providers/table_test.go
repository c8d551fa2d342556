package providers

import (
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/publicsuffix"

	"todoku/mailcore"
)

// carried returns the table that the program carries.
func carried(t *testing.T) Table {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "assets", "providers.json"))
	if err != nil {
		t.Fatal(err)
	}
	table, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// portOf is what listens on well-known ports (RFC 8314).
var portOf = map[int]struct {
	protocol   mailcore.Protocol
	encryption string
}{
	25: {SMTP, "none starttls"}, 587: {SMTP, "none starttls"}, 2525: {SMTP, "none starttls"}, 465: {SMTP, "tls"},
	2587: {SMTP, "starttls"}, 2465: {SMTP, "tls"}, 1025: {SMTP, "none starttls"},
	110: {mailcore.POP3, "none starttls"}, 995: {mailcore.POP3, "tls"},
	143: {mailcore.IMAP, "none starttls"}, 993: {mailcore.IMAP, "tls"}, 1143: {mailcore.IMAP, "starttls"},
}

func TestPortsOfTheTableGoWithProtocolAndEncryption(t *testing.T) {
	for _, p := range carried(t) {
		for _, s := range p.Servers {
			usual, ok := portOf[s.Port]
			if !ok || usual.protocol != s.Protocol || !strings.Contains(usual.encryption, string(s.Encryption)) {
				t.Errorf("%s: %s %s:%d %s", p.ID, s.Protocol, s.Host, s.Port, s.Encryption)
			}
		}
	}
}

func TestEveryEntrySaysWhereItIsFrom(t *testing.T) {
	for _, p := range carried(t) {
		if len(p.Sources) == 0 || p.Date == "" || p.User == "" || p.Kind == "" || p.Region == "" || p.Name.JA == "" || p.Name.EN == "" {
			t.Errorf("%s lacks a source, a date, the account name, the kind, the region or a name", p.ID)
		}
		if (p.Note.JA == "") != (p.Note.EN == "") {
			t.Errorf("%s has a note in one language", p.ID)
		}
	}
}

func TestNoDomainBelongsToTwoOrToEverybody(t *testing.T) {
	owner := map[string]string{}
	for _, p := range carried(t) {
		for _, d := range p.Domains {
			if other := owner[d]; other != "" {
				t.Errorf("%s is of %s and of %s", d, other, p.ID)
			}
			owner[d] = p.ID
		}
		for _, d := range append(p.Domains, p.MX...) {
			if suffix, icann := publicsuffix.PublicSuffix(d); icann && suffix == d {
				t.Errorf("%s: everybody can have a domain below %s", p.ID, d)
			}
		}
	}
}

func TestRecommendedServersAreEncryptedWhereOneIs(t *testing.T) {
	for _, p := range carried(t) {
		for _, protocol := range []mailcore.Protocol{SMTP, mailcore.POP3, mailcore.IMAP} {
			of := p.Of(protocol)
			for _, s := range of {
				if s.Recommended && s.plain() && !of[0].plain() {
					t.Errorf("%s recommends %s:%d without encryption", p.ID, s.Host, s.Port)
				}
			}
			if len(of) > 0 && !of[0].Recommended {
				t.Errorf("%s: the best %s server is not the recommended one", p.ID, protocol)
			}
		}
	}
}

func TestOnlyLocalProgramsAreOnThisComputer(t *testing.T) {
	for _, p := range carried(t) {
		for _, s := range p.Servers {
			a, err := netip.ParseAddr(s.Host)
			if err == nil && !(a.IsLoopback() && hinted(p, "local-program")) {
				t.Errorf("%s: %s", p.ID, s.Host)
			}
		}
	}
}

func hinted(p Provider, code HintCode) bool {
	for _, h := range p.Hints() {
		if h.Code == code {
			return true
		}
	}
	return false
}

// Every entry fills a setting that is fit to be tested, but for what only the
// customer knows.
func TestEveryEntryFillsASetting(t *testing.T) {
	for _, p := range carried(t) {
		address := "taro@example.jp"
		if len(p.Domains) > 0 {
			address = "taro@" + p.Domains[0]
		}
		got := p.Fill(mailcore.NewProfile(), address)
		if got.Preset != p.ID || got.From != address {
			t.Errorf("%s: preset %q, from %q", p.ID, got.Preset, got.From)
		}
		for _, problem := range mailcore.Errors(got.Check(mailcore.ConnectScope)) {
			asked := problem.Field == "outgoing.host" && (hinted(p, "per-contract-host") || hinted(p, "ask-provider"))
			if !asked {
				t.Errorf("%s: %s %s", p.ID, problem.Field, problem.Code)
			}
		}
	}
}

func TestWordsOfHintsAndProblemsAreThere(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "assets", lang+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		if err := json.Unmarshal(data, &words); err != nil {
			t.Fatal(err)
		}
		for _, code := range HintCodes {
			if words["provider.hint."+string(code)] == "" {
				t.Errorf("%s has no words for the hint %s", lang, code)
			}
		}
		for code := range reasons {
			if words["provider.problem."+string(code)] == "" {
				t.Errorf("%s has no words for the problem %s", lang, code)
			}
		}
	}
}
