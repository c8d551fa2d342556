package products_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

func rowOf(t *testing.T, id mailcore.Product, key string) products.Row {
	t.Helper()
	s, _ := products.For(id)
	for _, r := range s.Rows {
		if r.Key == key {
			return r
		}
	}
	t.Fatalf("%s has no row %s", id, key)
	return products.Row{}
}

func TestVtigerServer(t *testing.T) {
	row := rowOf(t, products.Vtiger, "server")
	for typed, want := range map[string]string{
		"ssl://smtp.gmail.com:465":       "smtp.gmail.com 465 tls",
		"tls://smtp.office365.com:587":   "smtp.office365.com 587 starttls",
		"smtp.example.jp:587":            "smtp.example.jp 587 none",
		"smtp.example.jp":                "smtp.example.jp 25 none",
		"ssl://smtp.example.jp":          "smtp.example.jp 465 tls",
		"tls://smtp.example.jp:465":      "smtp.example.jp 465 tls",
		" SSL://smtp.example.jp:465/ ":   "smtp.example.jp 465 tls",
		"ｔｌｓ://ｓｍｔｐ.example.jp:５８７":      "smtp.example.jp 587 starttls",
		"ssl://[2001:db8::1]:465":        "2001:db8::1 465 tls",
		"2001:db8::1":                    "2001:db8::1 25 none",
		"192.0.2.1:2525":                 "192.0.2.1 2525 none",
		"a.example.jp;b.example.jp":      "vtiger-several",
		"ssl://a.jp:465;ssl://b.jp:465":  "vtiger-several",
		"http://smtp.example.jp":         "vtiger-server",
		"ssl://":                         "vtiger-server",
		"ssl://smtp.example.jp:":         "vtiger-server",
		"smtp.example.jp:port":           "vtiger-server",
		"smtp example jp":                "vtiger-server",
		"ssl://smtp.example.jp:465/path": "smtp.example.jp 465 tls",
		"imaps://smtp.example.jp":        "vtiger-server",
	} {
		p := mailcore.NewProfile()
		p.Outgoing.Host = "before.example.jp"
		err := row.Write(&p, typed)
		got := fmt.Sprintf("%s %d %s", p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption)
		if refused, ok := errors.AsType[products.Refused](err); ok {
			if got = refused.Code; p.Outgoing.Host != "before.example.jp" {
				t.Errorf("%q is refused, but the host is %q", typed, p.Outgoing.Host)
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", typed, got, want)
		}
	}
}

// The usual port follows the encryption (CY-07), a typed one stays.
func TestCybozuPort(t *testing.T) {
	row := rowOf(t, products.Cybozu, "encryption")
	for _, test := range []struct {
		port       int
		encryption string
		want       int
	}{{587, "tls", 465}, {587, "none", 25}, {2525, "tls", 2525}, {0, "tls", 465}, {587, "starttls", 587}, {2525, "starttls", 2525}} {
		p := mailcore.NewProfile() // STARTTLS
		p.Outgoing.Port = test.port
		if err := row.Write(&p, test.encryption); err != nil || p.Outgoing.Port != test.want {
			t.Errorf("port %d under %s: %d, %v, want %d", test.port, test.encryption, p.Outgoing.Port, err, test.want)
		}
	}
}

// A product that asks for one account shows the one that is used, and keeps
// both halves of it when one is changed.
func TestBorrowedAccount(t *testing.T) {
	p := full()
	p.Outgoing.User, p.Incoming.User, p.Incoming.Password = "", "soumu", "himitsu"
	user, password := rowOf(t, products.Cybozu, "user"), rowOf(t, products.Cybozu, "password")
	if got, _ := user.Read(p); got != "soumu" {
		t.Errorf("reads %q", got)
	}
	q := p
	if err := user.Write(&q, "keiri"); err != nil || q.Outgoing.SameAccount || q.Outgoing.User != "keiri" || q.Outgoing.Password != "himitsu" || q.Incoming.User != "soumu" {
		t.Errorf("another user: %v, %+v", err, q)
	}
	q = p
	if err := password.Write(&q, "other"); err != nil || q.Outgoing.SameAccount || q.Outgoing.User != "soumu" || q.Outgoing.Password != "other" || q.Incoming.Password != "himitsu" {
		t.Errorf("another password: %v, %+v", err, q)
	}
}

func TestLeavingOAuth(t *testing.T) {
	p := full()
	p.OAuth, p.Outgoing.Auth, p.Incoming.Auth = mailcore.Google, mailcore.XOAUTH2, mailcore.XOAUTH2
	if err := rowOf(t, products.Garoon, "oauth").Write(&p, "false"); err != nil || p.OAuth != "" || p.Outgoing.Auth != mailcore.AutoAuth || p.Incoming.Auth != mailcore.AutoAuth {
		t.Errorf("%v, %+v", err, p)
	}
}

func TestSheets(t *testing.T) {
	for id, want := range map[mailcore.Product]string{
		products.Cybozu:     "address=soumu@example.jp server=external host=smtp.example.jp port=465 encryption=tls auth=true user=soumu password=? test-to=",
		products.MailShare:  "name=本社 protocol=pop3 in-host=pop.example.jp in-port=995 in-encryption=true apop=false in-size=0 host=smtp.example.jp port=465 encryption=true auth=true method=PLAIN same-account=true size=0",
		products.Zaionnex:   "host=smtp.example.jp port=465 auth=basic user=soumu password=? pop=unused from=soumu@example.jp notify= test-to=! | zaionnex-encryption product-incoming",
		products.Vtiger:     "type=other server=ssl://smtp.example.jp:465 user=soumu password=? from=soumu@example.jp auth=true | product-incoming",
		products.WPMailSMTP: "from=soumu@example.jp force-from=true from-name= force-name=false return-path=true mailer=smtp host=smtp.example.jp encryption=tls port=465 auto-tls=true auth=true user=soumu password=? test-to=! | product-incoming",
		products.Nextcloud:  "mode=smtp encryption=tls from-local=soumu from-domain=example.jp host=smtp.example.jp port=465 auth=true user=soumu password=? | product-incoming",
		products.Copier:     "host=smtp.example.jp encryption=tls#copier-tls port=465#copier-port auth=true user=soumu password=? pop=false from=soumu@example.jp size=0#copier-size test-to= | product-incoming",
		products.Garoon:     "code=main name=本社 oauth=false host=smtp.example.jp port=465 encryption=tls auth=PLAIN account=same timeout=30 protocol=pop3 in-host=pop.example.jp in-port=995 in-encryption=true apop=false in-timeout=30",
	} {
		p := proven(full(), mailcore.PLAIN, mailcore.USER)
		p.Outgoing.Password, p.Incoming.Password = "himitsu", "himitsu"
		if id == products.Cybozu {
			want += " | product-incoming"
		}
		sheet, ok := products.NewSheet(p, id)
		if got := written(sheet); !ok || got != want {
			t.Errorf("%s:\n%s, want\n%s", id, got, want)
		}
		if strings.Contains(fmt.Sprintf("%+v", sheet.Entries), "himitsu") {
			t.Errorf("the sheet of %s holds a password", id)
		}
	}
	if _, ok := products.NewSheet(full(), "notes"); ok {
		t.Error("a sheet for a product that nobody knows")
	}
}

// A value that cannot be said is not on the sheet, but why.
func TestSheetOfWhatCannotBeSaid(t *testing.T) {
	p := full()
	p.Outgoing.Auth, p.Code = mailcore.NTLM, ""
	sheet, _ := products.NewSheet(p, products.Garoon)
	got := written(sheet)
	if !strings.HasPrefix(got, "code=! ") || !strings.Contains(got, " auth=#product-auth ") {
		t.Error(got)
	}
	p.Outgoing.BuiltIn = true // an obstacle of a row that is hidden is told at the top
	p.Pin = strings.Repeat("0", 64)
	sheet, _ = products.NewSheet(p, products.Cybozu)
	if got := written(sheet); got != "address=no-reply@cybozu.com#cybozu-sender-fixed server=built-in test-to= | product-incoming" {
		t.Error(got)
	}
}

// written shows a sheet: key=value, ? for a blank, ! for what is missing, #
// before an obstacle, and after | those at the top.
func written(s products.Sheet) string {
	var words []string
	for _, e := range s.Entries {
		if e.Row.Read == nil {
			continue
		}
		word := e.Row.Key + "=" + e.Value
		if e.Blank {
			word += "?"
		}
		if e.Missing {
			word += "!"
		}
		for _, o := range e.Obstacles {
			word += "#" + o.Code
		}
		words = append(words, word)
	}
	if len(s.Top) > 0 {
		words = append(words, "|")
	}
	for _, o := range s.Top {
		words = append(words, o.Code)
	}
	return strings.Join(words, " ")
}

// TestNotifyTakesEveryComma: ZN-07 in the hands of somebody who types Japanese.
func TestNotifyTakesEveryComma(t *testing.T) {
	p := full()
	if err := rowOf(t, products.Zaionnex, "notify").Write(&p, "a@example.jp、b@example.jp"); err != nil || len(p.Notify) != 2 {
		t.Errorf("%q %v", p.Notify, err)
	}
}

func TestReset(t *testing.T) {
	p := full()
	p.Outgoing.Password, p.Outgoing.SameAccount = "himitsu", false
	s, _ := products.For(products.Vtiger)
	q := s.Reset(p)
	if q.Outgoing.Host != "" || q.From != "" || q.Outgoing.User != "" || q.Outgoing.Password != "" || q.Outgoing.Auth != mailcore.AutoAuth || q.Incoming != p.Incoming || q.Name != p.Name {
		t.Errorf("%+v", q)
	}
	s, _ = products.For(products.Zaionnex)
	q = s.Reset(p)
	if q.Outgoing.Host != "mailhost" || q.Outgoing.Port != 25 || q.Outgoing.Auth != mailcore.NoAuth || q.From != "zaionnex" {
		t.Errorf("%+v", q)
	}
}

func TestWriteRefuses(t *testing.T) {
	for _, test := range []struct {
		id                mailcore.Product
		key, value, wants string
	}{
		{products.Garoon, "timeout", "9", "number"},
		{products.Garoon, "timeout", "121", "number"},
		{products.Garoon, "timeout", "soon", "number"},
		{products.Garoon, "auth", "NTLM", "choice"},
		{products.MailShare, "size", "-1", "number"},
		{products.Cybozu, "auth", "maybe", "choice"},
		{products.Cybozu, "port", "smtp", "number"},
		{products.Vtiger, "type", "aol", "choice"},
	} {
		p := full()
		err := rowOf(t, test.id, test.key).Write(&p, test.value)
		refused, _ := errors.AsType[products.Refused](err)
		if refused.Code != test.wants {
			t.Errorf("%s %s %q: %v, want %s", test.id, test.key, test.value, err, test.wants)
		}
	}
}
