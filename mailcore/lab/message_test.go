//go:build lab

package lab

import (
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/japanese"

	"todoku/mailcore"
)

// TestMailArrivesAsSent holds that the test mail arrives with our headers,
// readable, in both character sets.
func TestMailArrivesAsSent(t *testing.T) {
	tests := []struct {
		charset  mailcore.Charset
		encoding string // that the body may have
	}{
		{mailcore.UTF8, "quoted-printable base64 8bit"},
		{mailcore.ISO2022JP, "7bit"},
	}
	for _, test := range tests {
		t.Run(string(test.charset), func(t *testing.T) {
			t.Parallel()
			p := profile("submission", Hanako)
			p.Charset = test.charset
			r := send(t, p)
			passed(t, r)
			m := arrived(t, p)
			checkHeaders(t, p, r, m)
			if got := m.Header.Get("Content-Transfer-Encoding"); !strings.Contains(test.encoding, got) || got == "" {
				t.Errorf("Content-Transfer-Encoding %q, want one of %s", got, test.encoding)
			}
			checkBody(t, p, m)
		})
	}
}

func checkHeaders(t *testing.T, p mailcore.Profile, r mailcore.Report, m *mail.Message) {
	t.Helper()
	for name, want := range map[string]string{
		"Message-Id":               r.Fact(mailcore.OutgoingSide, "message-id"),
		"To":                       "<" + p.TestTo + ">",
		"Return-Path":              "<" + p.From + ">",
		"Auto-Submitted":           "auto-generated",
		"X-Auto-Response-Suppress": "All",
		"Mime-Version":             "1.0",
	} {
		if got := m.Header[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	sender, err := (&mail.AddressParser{WordDecoder: words}).Parse(m.Header.Get("From"))
	if err != nil || sender.Name != p.FromName || sender.Address != p.From {
		t.Errorf("From is %v, %v, want %s <%s>", sender, err, p.FromName, p.From)
	}
	if date, err := m.Header.Date(); err != nil || time.Since(date).Abs() > time.Minute {
		t.Errorf("Date is %v, %v", date, err)
	}
	if agent := m.Header.Get("X-Mailer"); strings.Contains(agent, "go-mail") {
		t.Errorf("X-Mailer is %q", agent)
	}
}

func checkBody(t *testing.T, p mailcore.Profile, m *mail.Message) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "text/plain" || !strings.EqualFold(params["charset"], string(p.Charset)) {
		t.Errorf("Content-Type is %s %v, %v, want text/plain in %s", kind, params, err, p.Charset)
	}
	subject, err := words.DecodeHeader(m.Header.Get("Subject"))
	if err != nil || !strings.Contains(subject, "Test Mail") && !strings.Contains(subject, "テストメール") {
		t.Errorf("Subject is %q, %v", subject, err)
	}
	body := decoded(t, m, params["charset"])
	for _, want := range []string{"メール送信テスト", Host, strconv.Itoa(p.Outgoing.Port), "STARTTLS", "SCRAM-SHA-256"} {
		if !strings.Contains(strings.ToUpper(body), strings.ToUpper(want)) {
			t.Errorf("the body does not say %q:\n%s", want, body)
		}
	}
}

// decoded returns the text of m, and fails t where an ISO-2022-JP line does
// not go back to ASCII (RFC 1468) or a byte is no 7-bit one.
func decoded(t *testing.T, m *mail.Message, charset string) string {
	t.Helper()
	body, err := io.ReadAll(transfer(m))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.EqualFold(charset, "iso-2022-jp") {
		return string(body)
	}
	for line := range strings.Lines(string(body)) {
		if strings.LastIndex(line, "\x1b(B") < strings.LastIndex(line, "\x1b$B") || strings.ContainsFunc(line, func(r rune) bool { return r > 0x7f }) {
			t.Errorf("not ISO-2022-JP: %q", line)
		}
	}
	text, err := japanese.ISO2022JP.NewDecoder().Bytes(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func transfer(m *mail.Message) io.Reader {
	switch strings.ToLower(m.Header.Get("Content-Transfer-Encoding")) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, m.Body)
	case "quoted-printable":
		return quotedprintable.NewReader(m.Body)
	}
	return m.Body
}

// words decodes the encoded-words of headers (RFC 2047).
var words = &mime.WordDecoder{CharsetReader: func(charset string, input io.Reader) (io.Reader, error) {
	if !strings.EqualFold(charset, "iso-2022-jp") {
		return nil, fmt.Errorf("unexpected character set %s", charset)
	}
	return japanese.ISO2022JP.NewDecoder().Reader(input), nil
}}
