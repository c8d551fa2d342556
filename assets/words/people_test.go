package words_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/exchange"
)

func office() mailcore.Profile {
	p := mailcore.NewProfile()
	p.Code, p.Name, p.From, p.Notify = "honsha", "本社", "taro@example.jp", []string{"a@example.jp", "b@example.jp"}
	p.Products = []mailcore.Product{"garoon", "vtiger"}
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption, p.Outgoing.Auth, p.Outgoing.User = "smtp.example.jp", 465, mailcore.TLS, mailcore.CRAMMD5, "taro"
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.Auth, p.Incoming.Delete = mailcore.POP3, "pop.example.jp", mailcore.APOP, true
	p.Outgoing.PopBefore.Use, p.Charset = true, mailcore.ISO2022JP
	p.Office = mailcore.Office{Person: "山田", Department: "=総務部", Tags: []string{"本社", "複合機"}, Supplier: "例社", Contract: "0012", Phone: "0312345678", Memo: "二階の\n\"機械\", 左"}
	return p
}

// What people get is what they give back, in each language and as Excel saves
// it.
func TestPeopleReadTheSameSettingsBack(t *testing.T) {
	for _, language := range assets.Languages {
		assets.SetLanguage(language)
		data, err := words.PeopleCSV([]mailcore.Profile{office(), mailcore.NewProfile()})
		if err != nil || !bytes.HasPrefix(data, []byte("\ufeff")) {
			t.Fatalf("%v %.20q", err, data)
		}
		text := strings.TrimPrefix(string(data), "\ufeff")
		cp932, err := japanese.ShiftJIS.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		for name, saved := range map[string]string{"as it is": string(data), "CP932": cp932, "UTF-16": utf16, "without a mark": text} {
			for _, other := range assets.Languages { // whatever the window speaks by then
				assets.SetLanguage(other)
				drafts, format, err := words.ReadServers([]byte(saved), "servers.csv", "")
				if err != nil || format.ID != "csv" || len(drafts) != 2 || len(drafts[0].Notes) > 0 {
					t.Fatalf("%s, %s: %v %s, %d servers, %+v", language, name, err, format.ID, len(drafts), drafts)
				}
				if got := drafts[0].Profile; !reflect.DeepEqual(got, office()) {
					t.Errorf("%s, %s:\n%+v\nwant\n%+v", language, name, got, office())
				}
				if got := drafts[1].Profile; got.Hash() != mailcore.NewProfile().Hash() {
					t.Errorf("%s, %s: the usual values come back as\n%+v", language, name, got)
				}
			}
		}
	}
	assets.SetLanguage("ja")
}

// No two fields, and no two choices of one, are called the same: nobody could
// tell them apart.
// Some of our own names are words too: a CSV with them stays as it is.
func TestOurOwnCSVKeepsTheProof(t *testing.T) {
	format, _ := exchange.Find("csv")
	p := mailcore.NewProfile()
	p.Code, p.Outgoing.Host = "a", "smtp.example.jp"
	data, err := format.Write([]mailcore.Profile{p})
	if err != nil {
		t.Fatal(err)
	}
	drafts, _, err := words.ReadServers(data, "servers.csv", "")
	if err != nil || len(drafts) != 1 || drafts[0].Profile.Hash() != p.Hash() {
		t.Errorf("%v, %+v", err, drafts)
	}
}

// A quote that somebody opened by mistake takes no other cell with it into a
// message.
func TestAnOpenQuoteIsTheErrorOfItsLine(t *testing.T) {
	_, _, err := exchange.Read([]byte("code,name,outgoing.host\n\"a,b,smtp.example.jp\nc,d,pop.example.jp\n"), "servers.csv")
	if e, ok := errors.AsType[*exchange.Error](err); !ok || e.Code != "open-quote" || e.Line != 2 {
		t.Errorf("%v", err)
	}
}

func TestPeopleTellEveryFieldApart(t *testing.T) {
	for _, language := range assets.Languages {
		assets.SetLanguage(language)
		data, err := words.PeopleCSV([]mailcore.Profile{office()})
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(strings.TrimPrefix(string(data), "\ufeff"), "\r\n")
		seen := map[string]bool{}
		for _, name := range strings.Split(head, ",") {
			if seen[name] || strings.HasPrefix(name, "field.") || strings.Contains(name, ".port") {
				t.Errorf("%s: %q twice, or no word", language, name)
			}
			seen[name] = true
		}
	}
	assets.SetLanguage("ja")
}

func TestWhatIsNoTableOfPeopleStaysAsItIs(t *testing.T) {
	for _, text := range []string{"", "SMTPサーバー: smtp.example.jp", "code,name,outgoing.host\na,b,smtp.example.jp\n", "表示名,メモ\n本社,x\n", "\x00\x01,"} {
		got, as, err := words.ReadServers([]byte(text), "", "")
		plain, format, other := exchange.Read([]byte(text), "")
		if !reflect.DeepEqual(got, plain) || as.ID != format.ID || !reflect.DeepEqual(err, other) {
			t.Errorf("%q became %+v, %s, %v", text, got, as.ID, err)
		}
	}
}
