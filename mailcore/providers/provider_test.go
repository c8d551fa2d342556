package providers

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
)

const head = `{"format": 1, "providers": [` + "\n"

func TestParseNamesThePlace(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       EntryError
	}{
		{"nothing", "", EntryError{Line: 1, Code: NotJSON}},
		{"not JSON", "{\n\"format\": 1,\nproviders: []}", EntryError{Line: 3, Code: NotJSON}},
		{"more after it", "{\"format\": 1}\n{}", EntryError{Line: 2, Code: NotJSON}},
		{"no format", `{"providers": []}`, EntryError{Line: 1, Field: "format", Code: Missing}},
		{"newer", `{"format": 2}`, EntryError{Line: 1, Field: "format", Code: Newer}},
		{"unknown key", "{\"format\": 1,\n\"provider\": []}", EntryError{Line: 2, Field: "provider", Code: UnknownKey}},
		{"no id", head + `{"name": "A"}]}`, EntryError{Line: 2, Field: "id", Code: Missing}},
		{"no name", head + `{"id": "a"}]}`, EntryError{Line: 2, ID: "a", Field: "name", Code: Missing}},
		{"bad id", head + `{"id": "A b", "name": "A"}]}`, EntryError{Line: 2, ID: "A b", Field: "id", Value: "A b", Code: WrongValue}},
		{"twice", head + `{"id": "a", "name": "A"},` + "\n" + `{"id": "a", "name": "B"}]}`, EntryError{Line: 3, ID: "a", Field: "id", Code: Twice}},
		{"unknown key of an entry", head + `{"id": "a", "name": "A",` + "\n" + `"host": "x"}]}`, EntryError{Line: 3, ID: "a", Field: "host", Code: UnknownKey}},
		{"number for text", head + `{"id": "a", "name": "A",` + "\n" + `"kind": 3}]}`, EntryError{Line: 3, ID: "a", Field: "kind", Code: WrongValue}},
		{"domain", head + `{"id": "a", "name": "A",` + "\n\n" + `"domains": ["a b.jp"]}]}`, EntryError{Line: 4, ID: "a", Field: "domains", Value: "a b.jp", Code: WrongValue}},
		{"hint", head + `{"id": "a", "name": "A", "hints": ["zzz"]}]}`, EntryError{Line: 2, ID: "a", Field: "hints", Value: "zzz", Code: WrongValue}},
		{"date", head + `{"id": "a", "name": "A", "date": "1.2.2026"}]}`, EntryError{Line: 2, ID: "a", Field: "date", Value: "1.2.2026", Code: WrongValue}},
		{"URL for a host", server(`"host": "ssl://a.jp", "port": 465, "encryption": "tls"`), EntryError{Line: 3, ID: "a", Field: "servers[0].host", Value: "ssl://a.jp", Code: WrongValue}},
		{"port", server(`"host": "a.jp", "port": 0, "encryption": "tls"`), EntryError{Line: 3, ID: "a", Field: "servers[0].port", Value: "0", Code: WrongValue}},
		{"encryption", server(`"host": "a.jp", "port": 25, "encryption": "ssl"`), EntryError{Line: 3, ID: "a", Field: "servers[0].encryption", Value: "ssl", Code: WrongValue}},
		{"mechanism", server(`"host": "a.jp", "port": 25, "encryption": "tls", "auth": ["APOP"]`), EntryError{Line: 3, ID: "a", Field: "servers[0].auth", Value: "APOP", Code: WrongValue}},
		{"too large", strings.Repeat(" ", maxFile+1), EntryError{Code: TooLarge}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := Parse([]byte(tc.text))
			got, ok := errors.AsType[*EntryError](err)
			if !ok || *got != tc.want {
				t.Errorf("got %#v, want %#v", got, tc.want)
			}
		})
	}
}

func server(text string) string {
	return head + `{"id": "a", "name": "A", "servers": [` + "\n" + `{"protocol": "smtp", ` + text + `}]}]}`
}

func TestParseTakesAByteOrderMarkAndOneName(t *testing.T) {
	table, err := Parse([]byte("\ufeff" + head + `{"id": "a", "name": "あ"}]}`))
	if err != nil || len(table) != 1 || table[0].Name.In("en") != "あ" || table[0].Name.In("ja") != "あ" {
		t.Errorf("got %+v, %v", table, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(head + `{"id": "a", "name": "A", "domains": ["a.jp"], "servers": [{"protocol": "smtp", "host": "*.a.jp", "port": 465, "encryption": "tls"}]}]}`))
	f.Add([]byte(`{"format": 1, "providers": [{}, "a`))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Parse(data)
		if _, ok := errors.AsType[*EntryError](err); err != nil && !ok {
			t.Errorf("%T", err)
		}
		for _, p := range table {
			p.Fill(mailcore.NewProfile(), "taro@b.a.jp")
			p.Hints()
		}
		table.Search("a.jp")
	})
}

func TestOwnEntriesTakeThePlaceOrComeFirst(t *testing.T) {
	known := Table{{ID: "a", Name: Words{JA: "A"}}, {ID: "b"}}
	got := known.With(Table{{ID: "c"}, {ID: "a", Name: Words{JA: "own"}}})
	var ids []string
	for _, p := range got {
		ids = append(ids, p.ID+p.Name.JA)
	}
	if want := []string{"c", "aown", "b"}; !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q", ids, want)
	}
	if !got[0].Own || !got[1].Own || got[2].Own || known[0].Own || known[0].Name.JA != "A" {
		t.Errorf("own: %+v; before: %+v", got, known)
	}
}

func TestSearch(t *testing.T) {
	table := carried(t)
	for _, tc := range []struct{ text, first string }{
		{"gmail", "gmail"},
		{"ＧＭＡＩＬ", "gmail"},
		{"ジーメール", "gmail"},
		{"さくら", "sakura"},
		{"サクラ", "sakura"},
		{"えっくすさーばー", "xserver"},
		{"エックスサーバ", "xserver"},
		{"お名前", "onamae-rs"},
		{"ﾆﾌﾃｨ", "nifty"},
		{"smtp.office365.com", "microsoft365"},
		{"sv1.star.ne.jp", "starserver"},
		{"ocn.ne.jp", "ocn"},
		{"taro@ocn.ne.jp", "ocn"},
		{"taro＠vega.ocn.ne.jp", "ocn"},
		{"Taro@GMAIL.com", "gmail"},
		{"ses", "ses-tokyo"},
		{"SendGrid", "sendgrid"},
		{"yahoo", "yahoo-com"},
		{"ヤフー", "yahoo-com"},
		{"Yahoo! JAPAN", "yahoo-jp"},
	} {
		found := table.Search(tc.text)
		if len(found) == 0 || found[0].ID != tc.first {
			t.Errorf("%s: got %q, want %s first", tc.text, ids(found), tc.first)
		}
	}
	if found := table.Search("ぬるぽ商会"); len(found) != 0 {
		t.Errorf("found %q for nobody", ids(found))
	}
	if found := table.Search(" "); len(found) != len(table) {
		t.Errorf("found %d of %d for nothing", len(found), len(table))
	}
}

func ids(found []Provider) []string {
	var ids []string
	for _, p := range found {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestForAddress(t *testing.T) {
	table := carried(t)
	for _, tc := range []struct {
		address string
		want    []string
	}{
		{"taro@gmail.com", []string{"gmail"}},
		{"taro@gmail、com", []string{"gmail"}},
		{"taro＠gmail。com", []string{"gmail"}},
		{"taro@example.jp", nil},
		{"taro@ab.auone-net.jp", []string{"auonenet"}},
		{"taro@mx1.tiki.ne.jp", []string{"tiki-mx", "tiki"}},
		{"yahoo.co.jp", []string{"yahoo-jp"}},
		{"", nil},
		{"taro@", nil},
		{"taro@jp", nil},
	} {
		if got := ids(table.ForAddress(tc.address)); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.address, got, tc.want)
		}
	}
}

// TestThisComputerIsNoProvider: a server at 127.0.0.1 may be anybody's.
func TestThisComputerIsNoProvider(t *testing.T) {
	table := carried(t)
	for _, tc := range []struct {
		host       string
		port       int
		encryption mailcore.Encryption
		want       []string
	}{
		{"127.0.0.1", 25, mailcore.NoEncryption, nil},
		{"127.0.0.1", 587, mailcore.STARTTLS, nil},
		{"localhost", 2525, mailcore.STARTTLS, nil},
		{"::1", 465, mailcore.TLS, nil},
		{"127.0.0.1", 1025, mailcore.STARTTLS, []string{"proton-bridge"}},
		{"localhost", 1025, mailcore.STARTTLS, []string{"proton-bridge"}},
		{"127.0.0.1", 1025, mailcore.NoEncryption, []string{"mailpit"}},
		{"smtp.gmail.com", 587, mailcore.STARTTLS, []string{"gmail", "google-workspace"}},
	} {
		server := Server{Protocol: SMTP, Host: tc.host, Port: tc.port, Encryption: tc.encryption}
		if got := ids(table.ForServer(server)); !slices.Equal(got, tc.want) {
			t.Errorf("%s:%d %s: got %q, want %q", tc.host, tc.port, tc.encryption, got, tc.want)
		}
	}
	if got := ids(table.ForServer(Server{Protocol: mailcore.IMAP, Host: "127.0.0.1", Port: 1143, Encryption: mailcore.STARTTLS})); !slices.Equal(got, []string{"proton-bridge"}) {
		t.Errorf("1143: %q", got)
	}
}

func TestFill(t *testing.T) {
	table := carried(t)
	for _, tc := range []struct {
		id, address, out, user, in, inUser string
	}{
		{"gmail", "taro@gmail.com", "smtp.gmail.com:465 tls auto", "taro@gmail.com", "imap imap.gmail.com:993 tls auto", "taro@gmail.com"},
		{"outlook", "taro@outlook.jp", "smtp-mail.outlook.com:587 starttls XOAUTH2", "taro@outlook.jp", "imap outlook.office365.com:993 tls XOAUTH2", "taro@outlook.jp"},
		{"yahoo-jp", "taro@yahoo.co.jp", "smtp.mail.yahoo.co.jp:465 tls auto", "taro", "imap imap.mail.yahoo.co.jp:993 tls auto", "taro"},
		{"icloud", "taro@icloud.com", "smtp.mail.me.com:587 starttls auto", "taro@icloud.com", "imap imap.mail.me.com:993 tls auto", "taro"},
		{"iij4u", "taro@dd.iij4u.or.jp", "mbox.iij4u.or.jp:587 starttls auto", "taro.dd.iij4u.or.jp", "pop3 mbox.iij4u.or.jp:110 starttls auto", "taro.dd.iij4u.or.jp"},
		{"sakura", "taro@office.sakura.ne.jp", "office.sakura.ne.jp:587 starttls auto", "taro@office.sakura.ne.jp", "imap office.sakura.ne.jp:993 tls auto", "taro@office.sakura.ne.jp"},
		{"sakura", "taro@example.jp", ":587 starttls auto", "taro@example.jp", "imap :993 tls auto", "taro@example.jp"},
		{"auonenet", "taro@ab.auone-net.jp", "msa.ab.auone-net.jp:465 tls auto", "taro@ab.auone-net.jp", "pop3 pop.ab.auone-net.jp:995 tls auto", "taro@ab.auone-net.jp"},
		{"sendgrid", "taro@example.jp", "smtp.sendgrid.net:587 starttls auto", "apikey", " :995 tls auto", ""},
		{"mailpit", "taro@example.jp", "127.0.0.1:1025 none none", "", " :995 tls auto", ""},
		{"docomo", "taro@docomo.ne.jp", "smtp.spmode.ne.jp:465 tls auto", "", "imap imap.spmode.ne.jp:993 tls auto", ""},
	} {
		p, ok := table.ID(tc.id)
		if !ok {
			t.Fatal(tc.id)
		}
		got := p.Fill(mailcore.NewProfile(), tc.address)
		out, in := show(got)
		if out != tc.out || in != tc.in || got.Outgoing.User != tc.user || got.Incoming.User != tc.inUser {
			t.Errorf("%s %s:\n got %s (%s), %s (%s)\nwant %s (%s), %s (%s)", tc.id, tc.address,
				out, got.Outgoing.User, in, got.Incoming.User, tc.out, tc.user, tc.in, tc.inUser)
		}
	}
}

// show puts the two servers of a profile into words.
func show(p mailcore.Profile) (out, in string) {
	text := func(keys ...string) []any {
		var values []any
		for _, key := range keys {
			values = append(values, p.Text(key))
		}
		return values
	}
	out = fmt.Sprintf("%s:%s %s %s", text("outgoing.host", "outgoing.port", "outgoing.encryption", "outgoing.auth")...)
	return out, fmt.Sprintf("%s %s:%s %s %s", text("incoming.protocol", "incoming.host", "incoming.port", "incoming.encryption", "incoming.auth")...)
}

func TestFillKeepsWhatPeopleTyped(t *testing.T) {
	gmail, _ := carried(t).ID("gmail")
	p := mailcore.NewProfile()
	p.Name, p.Code, p.TestTo, p.From, p.Outgoing.Password = "営業部", "eigyo", "hanako@example.jp", "info@example.jp", "himitsu"
	p.Incoming.Protocol, p.Pin, p.Outgoing.HELO = mailcore.POP3, "ab", "pc.example.jp"
	got := gmail.Fill(p, "taro@gmail.com")
	if got.Name != p.Name || got.Code != p.Code || got.TestTo != p.TestTo || got.From != p.From || got.Outgoing.Password != "himitsu" || got.Outgoing.HELO != p.Outgoing.HELO {
		t.Errorf("got %+v", got)
	}
	if got.Incoming.Host != "pop.gmail.com" || got.Pin != "" {
		t.Errorf("receives from %s, pin %q", got.Incoming.Host, got.Pin)
	}
}

func TestFillKeepsTheHostOfAContract(t *testing.T) {
	table := carried(t)
	xserver, _ := table.ID("xserver")
	gmail, _ := table.ID("gmail")
	p := mailcore.NewProfile()
	p.Outgoing.Host = "sv9.xserver.jp"
	if got := xserver.Fill(p, "taro@example.jp"); got.Outgoing.Host != "sv9.xserver.jp" || got.Incoming.Host != "" {
		t.Errorf("got %q and %q", got.Outgoing.Host, got.Incoming.Host)
	}
	if got := xserver.Fill(gmail.Fill(p, "taro@example.jp"), "taro@example.jp"); got.Outgoing.Host != "" {
		t.Errorf("kept %q of another provider", got.Outgoing.Host)
	}
}

func TestHintsTellWhatStopsPeopleFirst(t *testing.T) {
	table := carried(t)
	for _, tc := range []struct{ id, want string }{
		{"gmail", "app-password enable-first"},
		{"outlook", "oauth-only enable-first"},
		{"microsoft365", "oauth-only enable-first basic-auth-ends"},
		{"xserver", "per-contract-host certificate-name abroad-blocked"},
		{"bbniigata", "user-local-part own-line-only port-25 unencrypted old-values"},
		{"bbiq", "ask-provider unverified"},
		{"docomo", "app-password enable-first user-account no-pop3 tls12"},
		{"ocn", ""},
	} {
		p, _ := table.ID(tc.id)
		var got []string
		for _, h := range p.Hints() {
			got = append(got, string(h.Code))
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %q, want %q", tc.id, got, tc.want)
		}
	}
}
