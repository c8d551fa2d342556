package steps

import (
	"bytes"
	"cmp"
	"io"
	"mime"
	"net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	gomessage "github.com/emersion/go-message"
	"github.com/emersion/go-message/charset"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// composed writes the test mail of a profile, at a time in Japan.
func composed(p mailcore.Profile) (m message, err error) {
	r := &run{tester: &Tester{Now: inJapan}, plan: NewPlan(p, mailcore.SendScope)}
	r.plan.Way.HELO = cmp.Or(r.plan.Way.HELO, "pc.example.jp") // there is no connection to ask
	report := r.plan.Report("", inJapan())
	r.report = &report
	return r.composed()
}

func inJapan() time.Time {
	return time.Date(2026, 11, 22, 9, 8, 7, 0, time.FixedZone("JST", 9*60*60))
}

// writer returns a profile of somebody who writes a test mail.
func writer(name string, charset mailcore.Charset) mailcore.Profile {
	p := mailcore.NewProfile()
	p.From, p.FromName, p.TestTo, p.Charset = "taro@example.jp", name, "hanako@example.jp", charset
	p.Outgoing.Host, p.Outgoing.HELO, p.Outgoing.Auth = "mail.example.jp", "pc.example.jp", mailcore.NoAuth
	return p
}

// wordDecoder decodes encoded-words of every charset.
var wordDecoder = mime.WordDecoder{CharsetReader: charset.Reader}

// TestCompose reads test mails as their recipients would.
func TestCompose(t *testing.T) {
	for _, tt := range []struct {
		name    string
		charset mailcore.Charset
		sent    mailcore.Charset // in which it goes out
		arrives string           // the name as the recipient sees it
	}{
		{"", mailcore.UTF8, mailcore.UTF8, ""},
		{"", mailcore.ISO2022JP, mailcore.ISO2022JP, ""},
		{"Taro", mailcore.UTF8, mailcore.UTF8, "Taro"},
		{"Taro", mailcore.ISO2022JP, mailcore.ISO2022JP, "Taro"},
		{"Zaionnex, Inc. (Tokyo)", mailcore.UTF8, mailcore.UTF8, "Zaionnex, Inc. (Tokyo)"},
		{"Zaionnex, Inc. (Tokyo)", mailcore.ISO2022JP, mailcore.ISO2022JP, "Zaionnex, Inc. (Tokyo)"},
		{`Taro "the cat" \o/`, mailcore.UTF8, mailcore.UTF8, `Taro "the cat" \o/`},
		{`山田 "太郎" \`, mailcore.UTF8, mailcore.UTF8, `山田 "太郎" \`},
		{`山田 "太郎" \`, mailcore.ISO2022JP, mailcore.ISO2022JP, `山田 "太郎" \`},
		{`Taro "the cat" \o/`, mailcore.ISO2022JP, mailcore.ISO2022JP, `Taro "the cat" \o/`},
		{"taro@example.jp", mailcore.ISO2022JP, mailcore.ISO2022JP, "taro@example.jp"},
		{"=?UTF-8?B?44GC?=", mailcore.ISO2022JP, mailcore.ISO2022JP, "=?UTF-8?B?44GC?="},
		{strings.Repeat("Taro ", 30) + "Yamada", mailcore.ISO2022JP, mailcore.ISO2022JP, strings.Repeat("Taro ", 30) + "Yamada"},
		{strings.Repeat("Taro ", 30) + "Yamada", mailcore.UTF8, mailcore.UTF8, strings.Repeat("Taro ", 30) + "Yamada"},
		{"管理部 山田太郎", mailcore.UTF8, mailcore.UTF8, "管理部 山田太郎"},
		{"管理部 山田太郎", mailcore.ISO2022JP, mailcore.ISO2022JP, "管理部 山田太郎"},
		{"①髙﨑〜ｶﾅ", mailcore.UTF8, mailcore.UTF8, "①髙﨑〜ｶﾅ"},
		{"①髙﨑〜ｶﾅ", mailcore.ISO2022JP, mailcore.ISO2022JP, "①髙﨑～カナ"},
		{"ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟﾊﾟﾋﾟﾌﾟ", mailcore.ISO2022JP, mailcore.ISO2022JP, "パピプペポパピプペポパピプ"},
		{"aあbいcうdえeおfかgきhくiけjこkさlし", mailcore.ISO2022JP, mailcore.ISO2022JP, "aあbいcうdえeおfかgきhくiけjこkさlし"},
		{strings.Repeat("長い名前の会社", 10), mailcore.UTF8, mailcore.UTF8, strings.Repeat("長い名前の会社", 10)},
		{strings.Repeat("長い名前の会社", 10), mailcore.ISO2022JP, mailcore.ISO2022JP, strings.Repeat("長い名前の会社", 10)},
		{"😀 山田", mailcore.UTF8, mailcore.UTF8, "😀 山田"},
		{"😀 山田", mailcore.ISO2022JP, mailcore.UTF8, "😀 山田"},
		{"한국", mailcore.ISO2022JP, mailcore.UTF8, "한국"},
	} {
		t.Run(tt.name+" "+string(tt.charset), func(t *testing.T) {
			p := writer(tt.name, tt.charset)
			m, err := composed(p)
			if err != nil {
				t.Fatal(err)
			}
			if m.charset != tt.sent {
				t.Errorf("sent in %s, want %s", m.charset, tt.sent)
			}
			checkLines(t, m)
			head := checkHead(t, m)
			from, err := (&mail.AddressParser{WordDecoder: &wordDecoder}).ParseList(head.Get("From"))
			if err != nil || len(from) != 1 || from[0].Name != tt.arrives || from[0].Address != p.From {
				t.Errorf("From: %q arrives as %v, %v; want %q", head.Get("From"), from, err, tt.arrives)
			}
			checkBody(t, m)
		})
	}
}

var encodedWord = regexp.MustCompile(`=\?[^?]+\?[BQbq]\?[^?]*\?=`)

// checkLines checks what has to be true of every line on its way: RFC 5322
// 2.1.1, RFC 2047 2 and RFC 1468.
func checkLines(t *testing.T, m message) {
	t.Helper()
	head, body, _ := bytes.Cut(m.text, []byte("\r\n\r\n"))
	for line := range strings.SplitSeq(string(head), "\r\n") {
		words := encodedWord.FindAllString(line, -1)
		if len(line) > 78 || len(words) > 0 && len(line) > 76 {
			t.Errorf("%d characters: %s", len(line), line)
		}
		for _, word := range words {
			if len(word) > 75 {
				t.Errorf("%d characters: %s", len(word), word)
			}
			if raw, err := wordDecoder.Decode(word); err != nil || !strings.HasPrefix(word, "=?UTF-8") && !endsInASCII(word) {
				t.Errorf("%s: %q, %v", word, raw, err)
			}
		}
	}
	for line := range bytes.SplitSeq(bytes.TrimSuffix(body, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("%d characters: %q", len(line), line)
		}
		if i := bytes.LastIndexByte(line, 0x1b); i >= 0 && !bytes.HasPrefix(line[i:], []byte("\x1b(B")) {
			t.Errorf("does not end in ASCII: %q", line)
		}
	}
	if i := bytes.IndexFunc(m.text, func(r rune) bool { return r > 0x7e || r == 0 }); i >= 0 {
		t.Errorf("8-bit at %d: %q", i, m.text[i:min(i+20, len(m.text))])
	}
}

// endsInASCII reports whether an encoded-word in ISO-2022-JP leaves the
// charset as it found it.
func endsInASCII(word string) bool {
	raw := ""
	d := mime.WordDecoder{CharsetReader: func(_ string, in io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(in)
		raw = string(b)
		return strings.NewReader(""), err
	}}
	d.Decode(word)
	i := strings.LastIndexByte(raw, 0x1b)
	return i < 0 || strings.HasPrefix(raw[i:], "\x1b(B")
}

// checkHead checks the headers that every test mail has.
func checkHead(t *testing.T, m message) mail.Header {
	t.Helper()
	parsed, err := mail.ReadMessage(bytes.NewReader(m.text))
	if err != nil {
		t.Fatal(err)
	}
	encoding := map[mailcore.Charset]string{mailcore.UTF8: "quoted-printable", mailcore.ISO2022JP: "7bit"}[m.charset]
	for name, want := range map[string]string{
		"Subject": "[Todoku] Test Mail", "Message-Id": m.id, "Date": "Sun, 22 Nov 2026 09:08:07 +0900", "To": "<hanako@example.jp>",
		"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Mime-Version": "1.0",
		"Content-Transfer-Encoding": encoding, "Content-Type": "text/plain; charset=" + strings.ToUpper(string(m.charset)),
	} {
		if got := parsed.Header[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if !regexp.MustCompile(`^<[0-9a-f-]{36}@example\.jp>$`).MatchString(m.id) {
		t.Errorf("Message-ID %s", m.id)
	}
	return parsed.Header
}

// checkBody decodes the body.
func checkBody(t *testing.T, m message) {
	t.Helper()
	entity, err := gomessage.Read(bytes.NewReader(m.text))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(entity.Body)
	if err != nil {
		t.Fatal(err)
	}
	want := "Todoku からのメール送信テストです。\r\n\r\n送信メールサーバー / Server: mail.example.jp\r\nポート番号 / Port: 587\r\n通信の暗号化 / Encryption: STARTTLS\r\nSMTP認証 / Authentication: none\r\n送信日時 / Time: Sun, 22 Nov 2026 09:08:07 +0900\r\n"
	if got := string(body); got != want {
		t.Errorf("body\n%q\nwant\n%q", got, want)
	}
}

// TestComposeNamesTheProduct: whoever finds the mail knows what it was for.
func TestComposeNamesTheProduct(t *testing.T) {
	for _, test := range []struct {
		products      []mailcore.Product
		subject, says string
	}{
		{nil, "[Todoku] Test Mail", "Todoku からのメール送信テストです。\r\n\r\n送信メールサーバー"},
		{[]mailcore.Product{"papyrus"}, "[Todoku] Test Mail", "Todoku からのメール送信テストです。\r\n\r\n送信メールサーバー"},
		{[]mailcore.Product{products.Cybozu}, "[Todoku] Test Mail: cybozu.com", "Todoku からのメール送信テストです。\r\n\r\n使う製品 / Product: cybozu.com\r\n"},
		{[]mailcore.Product{products.MailShare}, "[Todoku] Test Mail: kintone", "Product: kintone\r\n"},
		{[]mailcore.Product{products.Zaionnex}, "[Zaionnex] Test Mail", "Zaionnex からのメール送信テストです。\r\n\r\n使う製品 / Product: Zaion'nex\r\n"},
		{[]mailcore.Product{products.Vtiger}, "[F-RevoCRM] Test mail about the mail server configuration.", "Product: Vtiger CRM\r\n"},
	} {
		for _, charset := range mailcore.Charsets {
			p := writer("", charset)
			p.Products, p.Outgoing.Auth = test.products, mailcore.PLAIN
			m, err := composed(p)
			if err != nil {
				t.Fatal(err)
			}
			entity, err := gomessage.Read(bytes.NewReader(m.text))
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(entity.Body)
			if got := entity.Header.Get("Subject"); got != test.subject || !strings.Contains(string(body), test.says) {
				t.Errorf("%v %s: %q\n%s", test.products, charset, got, body)
			}
		}
	}
}

// TestComposeBareWord composes with Zaion'nex's default sender, which is no
// address (ZN-06).
func TestComposeBareWord(t *testing.T) {
	for _, charset := range mailcore.Charsets {
		p := writer("", charset)
		p.From = "zaionnex"
		m, err := composed(p)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := mail.ReadMessage(bytes.NewReader(m.text))
		if err != nil {
			t.Fatal(err)
		}
		if got := parsed.Header.Get("From"); got != "zaionnex" {
			t.Errorf("%s: From: %q", charset, got)
		}
		if !strings.HasSuffix(m.id, "@pc.example.jp>") {
			t.Errorf("Message-ID %s", m.id)
		}
	}
}

// TestComposeInjection tries to add a header by a line end in a value. What
// Check lets pass must not reach the message as a header.
func TestComposeInjection(t *testing.T) {
	for _, evil := range []string{"\r\nBcc: evil@example.jp", "\nBcc: evil@example.jp", "\rBcc:evil@example.jp", "\r\n\r\nbody", "\x00\r\nBcc:x", "\u2028Bcc: x", "\r\nBcc:x"} {
		for _, charset := range mailcore.Charsets {
			for field, set := range map[string]func(*mailcore.Profile){
				"name":          func(p *mailcore.Profile) { p.FromName = "太郎" + evil + " 山田" },
				"name in ASCII": func(p *mailcore.Profile) { p.FromName = "Taro" + evil + " Yamada" },
				"sender":        func(p *mailcore.Profile) { p.From += evil + "x" },
				"bare word":     func(p *mailcore.Profile) { p.From = "zaionnex" + evil + "x" },
				"recipient":     func(p *mailcore.Profile) { p.TestTo += evil + "x" },
				"host":          func(p *mailcore.Profile) { p.Outgoing.Host += evil + "x" },
				"HELO":          func(p *mailcore.Profile) { p.From, p.Outgoing.HELO = "zaionnex", "pc"+evil+"x" },
			} {
				p := writer("", charset)
				set(&p)
				m, err := composed(p)
				if err != nil || len(mailcore.Errors(products.Problems(p, mailcore.RecipientScope))) > 0 {
					continue // refused
				}
				parsed, err := mail.ReadMessage(bytes.NewReader(m.text))
				if err != nil {
					t.Errorf("%s %q: %v", field, evil, err)
					continue
				}
				if len(parsed.Header["Bcc"]) > 0 || len(parsed.Header) > 12 || bytes.Contains(m.text, []byte("\r\n\r\nbody")) {
					t.Errorf("%s %q made\n%s", field, evil, m.text)
				}
				checkLines(t, m)
			}
		}
	}
}
