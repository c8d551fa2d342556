package words

import (
	"regexp"
	"strings"
	"testing"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// sendingWords belong to SMTP alone.
var sendingWords = regexp.MustCompile(`SMTP認証|認証済み SMTP|SMTP authentication|\b(587|465)\b|HELO`)

// Whatever fails on the receiving side, or before sending by POP, is explained
// in its own words and with its own ports.
func TestReceivingHasWordsOfItsOwn(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		for _, f := range cause.OnReceiving() {
			if f.Code == "pop-other-family" { // what the POP login was for is to send
				continue
			}
			e := Finding(f)
			text := strings.Join(append(e.Remedy, e.Title, e.Text), "\n")
			if said := sendingWords.FindString(text); said != "" {
				t.Errorf("%s %s on %s says %s:\n%s", lang, f.Code, f.Side, said, text)
			}
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s %s on %s: %s", lang, f.Code, f.Side, text)
			}
		}
	}
}

// The protocol is named, with its port and its STARTTLS.
func TestReceivingNamesItsProtocol(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	assets.SetLanguage("ja")
	for _, f := range cause.OnReceiving() {
		if f.Code != "starttls-unsupported" {
			continue
		}
		text := Finding(f).Title + strings.Join(Finding(f).Remedy, "")
		wants := map[string][]string{"POP3": {"STLS", "995"}, "IMAP": {"STARTTLS", "993"}}[f.Args["protocol"]]
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %s: %s", f.Args["protocol"], want, text)
			}
		}
	}
}

// What was sent as the HELO name is never advised.
func TestHELORemedyIsAnother(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		literal := strings.Join(Finding(mailcore.Finding{Code: "helo-fqdn", Manner: "literal"}).Remedy, "")
		if strings.Contains(literal, "[") || strings.Contains(literal, "角かっこ") || strings.Contains(literal, "brackets") {
			t.Errorf("%s: an address in brackets again: %s", lang, literal)
		}
		name := strings.Join(Finding(mailcore.Finding{Code: "helo-fqdn", Manner: "name", Args: map[string]string{"helo": "pc.example.jp"}}).Remedy, "")
		if strings.Contains(name, "pc.example.jp") || strings.Contains(name, "office.example.co.jp") {
			t.Errorf("%s: a full name again: %s", lang, name)
		}
	}
}
