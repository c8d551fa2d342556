package steps

import (
	"bytes"
	"encoding/json"
	"net/mail"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// FuzzCheck judges arbitrary settings. What passes has to be fit for the wire
// and for a message.
func FuzzCheck(f *testing.F) {
	for _, seed := range [][5]string{
		{"mail.example.jp", "taro@example.jp", "hanako@example.jp", "pc.example.jp", "山田"},
		{"ssl://smtp.gmail.com:465", "zaionnex", `"a b"@c`, "[192.0.2.1]", "Taro, Inc."},
		{"ｓｍｔｐ．ｅｘａｍｐｌｅ．ｊｐ", "taro@日本語.jp", "a@[192.0.2.1]", "パソコン", "a\r\nBcc: x"},
		{"[2001:db8::1]:25", "zaionnex\r\nBcc:x", "<a@b>", "[IPv6:::1]", "😀"},
		{"日本語。jp", "a@b@c", "名前@example.jp", "pc\x00", "\x1b$B"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4], true)
	}
	f.Fuzz(func(t *testing.T, host, from, to, helo, name string, inJIS bool) {
		p := writer(name, mailcore.UTF8)
		if inJIS {
			p.Charset = mailcore.ISO2022JP
		}
		p.Outgoing.Host, p.From, p.TestTo, p.Outgoing.HELO, p.Notify = host, from, to, helo, []string{to}
		p = p.Normalised()
		if again := p.Normalised(); !same(t, p, again) {
			t.Fatalf("%+v\nbecame\n%+v", p, again)
		}
		if len(mailcore.Errors(products.Problems(p, mailcore.SendScope))) > 0 {
			return
		}
		p = NewPlan(p, mailcore.SendScope).Profile
		if ascii, err := mailcore.ASCIIHost(p.Outgoing.Host); err != nil || !isASCII(ascii) || ascii == "" {
			t.Errorf("host %q: %q, %v", p.Outgoing.Host, ascii, err)
		}
		for _, address := range []string{p.From, p.TestTo} {
			ascii, err := asciiAddress(address)
			if err != nil || strings.ContainsFunc(ascii, unicode.IsControl) || strings.ContainsAny(ascii, "<>") {
				t.Errorf("address %q: %q, %v", address, ascii, err)
			}
		}
		if strings.ContainsFunc(p.Outgoing.HELO, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
			t.Errorf("HELO %q", p.Outgoing.HELO)
		}
		checkComposed(t, p)
	})
}

func same(t *testing.T, a, b mailcore.Profile) bool {
	t.Helper()
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

// checkComposed wants a message with our headers, each once, and no other.
func checkComposed(t *testing.T, p mailcore.Profile) {
	t.Helper()
	m, err := composed(p)
	if err != nil {
		t.Fatalf("%q, %q, %q: %v", p.From, p.TestTo, p.FromName, err)
	}
	parsed, err := mail.ReadMessage(bytes.NewReader(m.text))
	if err != nil {
		t.Fatalf("%v\n%q", err, m.text)
	}
	for header, values := range parsed.Header {
		if len(values) != 1 || !strings.Contains(" Auto-Submitted Content-Transfer-Encoding Content-Type Date From Message-Id Mime-Version Subject To X-Auto-Response-Suppress X-Mailer ", " "+header+" ") {
			t.Errorf("%s: %q", header, values)
		}
	}
	if m.charset == mailcore.ISO2022JP && bytes.ContainsFunc(m.text, func(r rune) bool { return r > 0x7e }) && isASCII(p.From+p.TestTo) {
		t.Errorf("8-bit in\n%q", m.text)
	}
}

// FuzzEncodedWords wants names to arrive as they were sent, in words and lines
// of the right length.
func FuzzEncodedWords(f *testing.F) {
	for _, seed := range []string{"山田太郎", "①髙﨑〜ｶﾅ", "aあbいcうdえeおfか", "Zaionnex, Inc.", `a"b\c`, "ﾊﾟﾋﾟﾌﾟ", strings.Repeat("長", 100), "=?UTF-8?B?44GC?=", " ", "—−‖"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if strings.TrimSpace(name) == "" || !utf8.ValidString(name) || !japaneseOnly(name) || strings.ContainsFunc(name, unicode.IsControl) {
			t.Skip()
		}
		value := encodedWords(name)
		for line := range strings.SplitSeq("From: "+value, "\r\n") {
			if len(line) > 78 || strings.Contains(line, "=?") && strings.Contains(line, "?=") && strings.HasPrefix(strings.TrimSpace(line), "=?") && len(line) > 76 {
				t.Fatalf("%d characters: %s", len(line), line)
			}
		}
		for _, word := range encodedWord.FindAllString(value, -1) {
			if len(word) > 75 || !strings.HasPrefix(value, `"`) && !endsInASCII(word) {
				t.Fatalf("%q: %s", name, word)
			}
		}
		want := sameLooking.Replace(widenKana(name))
		if strings.HasPrefix(value, `"`) {
			want = name
		}
		a, err := (&mail.AddressParser{WordDecoder: &wordDecoder}).Parse(strings.ReplaceAll(value, "\r\n", "") + " <a@b.jp>")
		if err != nil || a.Name != want {
			t.Fatalf("%q arrives as %v, %v by %q; want %q", name, a, err, value, want)
		}
	})
}
