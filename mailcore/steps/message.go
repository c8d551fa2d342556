package steps

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/google/uuid"
	mail "github.com/wneessen/go-mail"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/pattern"
)

// A message is a test mail ready for DATA.
type message struct {
	id      string // Message-ID, with brackets
	text    []byte
	charset mailcore.Charset // as sent: UTF-8 where ISO-2022-JP cannot say it
}

// A Letter is what a mail says that is no test.
type Letter struct {
	ID            string // the first half of the Message-ID; the same letter sent again has the same
	Subject, Body string // lines of the body end in \n
}

// letter returns what to send: the words of the product that the test mail is
// for, then how it was sent, unless it is to be something else.
func (r *run) letter(now time.Time) Letter {
	if r.tester.Letter != nil {
		l := *r.tester.Letter
		l.Body = strings.ReplaceAll(l.Body, "\n", "\r\n")
		return l
	}
	words := products.TestMailFor(r.plan.Way.Products)
	return Letter{uuid.NewString(), words.Subject, words.Body + "\r\n\r\n" + r.particulars(now)}
}

// compose writes the mail.
func (r *run) compose() error {
	mail, err := r.composed()
	if err == nil {
		r.sent = mail
	}
	return err
}

// composed is the mail that is to be sent.
func (r *run) composed() (message, error) {
	p, now := r.plan.Profile, r.tester.now()
	p.From = r.plan.Way.From
	letter := r.letter(now)
	m := message{id: "<" + letter.ID + "@" + messageDomain(p, r.helo()) + ">", charset: cmp.Or(p.Charset, mailcore.UTF8)}
	body := letter.Body
	if m.charset == mailcore.ISO2022JP && !japaneseOnly(body+letter.Subject+p.FromName) {
		m.charset = mailcore.UTF8
	}
	draft, err := draft(p, m, letter.Subject, now)
	if err != nil {
		return m, err
	}
	var b bytes.Buffer
	if m.charset == mailcore.UTF8 {
		draft.SetBodyString(mail.TypeTextPlain, body)
		_, err = draft.WriteTo(&b)
		m.text = b.Bytes()
		return m, err
	}
	draft.SetBodyString(mail.TypeTextPlain, jis(body))
	_, err = draft.WriteTo(&b)
	m.text = sevenBit(b.Bytes(), p)
	return m, err
}

// particulars tells the reader which settings brought the mail. Labels are in
// both languages: the reader may be the provider's support.
func (r *run) particulars(now time.Time) string {
	o := r.plan.Profile.Outgoing
	method := cmp.Or(r.report.Fact(mailcore.OutgoingSide, "method"), string(mailcore.NoAuth))
	var b strings.Builder
	for _, line := range [][2]string{
		{"使う製品 / Product", products.Names(r.plan.Way.Products)},
		{"送信メールサーバー / Server", o.Host},
		{"ポート番号 / Port", fmt.Sprint(o.Port)},
		{"通信の暗号化 / Encryption", encryptionNames[r.encrypted()]},
		{"SMTP認証 / Authentication", method},
		{"送信日時 / Time", now.Format(time.RFC1123Z)},
	} {
		if line[1] != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", line[0], line[1])
		}
	}
	return b.String()
}

// encrypted is how the connection to send was encrypted in fact.
func (r *run) encrypted() mailcore.Encryption {
	if chosen := r.plan.Profile.Outgoing.Encryption; chosen != mailcore.NoEncryption || r.smtp.conn == nil || !r.smtp.conn.Encrypted() {
		return chosen
	}
	return mailcore.STARTTLS
}

// encryptionNames are what both languages call them.
var encryptionNames = map[mailcore.Encryption]string{mailcore.NoEncryption: "なし / none", mailcore.STARTTLS: "STARTTLS", mailcore.TLS: "SSL/TLS"}

func messageDomain(p mailcore.Profile, helo string) string {
	if host, err := mailcore.ASCIIHost(mailcore.Domain(p.From)); err == nil && host != "" {
		return host
	}
	if strings.HasPrefix(helo, "[") {
		return "todoku.invalid"
	}
	return helo
}

// draft returns a message with our headers and no body yet.
func draft(p mailcore.Profile, m message, subject string, now time.Time) (*mail.Msg, error) {
	encoding := mail.EncodingQP
	if m.charset == mailcore.ISO2022JP {
		encoding = mail.NoEncoding
	}
	msg := mail.NewMsg(mail.WithCharset(mail.Charset(strings.ToUpper(string(m.charset)))), mail.WithEncoding(encoding), mail.WithNoDefaultUserAgent())
	msg.SetMessageIDWithValue(strings.Trim(m.id, "<>"))
	msg.SetDateWithValue(now)
	msg.Subject(subject)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetGenHeader("X-Mailer", "Todoku")
	if err := msg.To(p.TestTo); err != nil {
		return nil, err
	}
	if mailcore.BareWord(p.From) { // Zaion'nex's default sender, which no library lets pass
		msg.SetGenHeaderPreformatted("From", p.From)
		return msg, nil
	}
	from, err := netmail.ParseAddress(p.From)
	if err != nil {
		return nil, err
	}
	from.Name = p.FromName
	msg.FromMailAddress(from)
	return msg, nil
}

// sevenBit finishes what go-mail only labels: ISO-2022-JP is 7-bit text, and
// a display name in it is an encoded-word of its own.
func sevenBit(text []byte, p mailcore.Profile) []byte {
	head, body, _ := bytes.Cut(text, []byte("\r\n\r\n"))
	var lines []string
	for line := range strings.SplitSeq(unfold(string(head)), "\r\n") {
		switch name, _, _ := strings.Cut(line, ":"); {
		case strings.EqualFold(name, "Content-Transfer-Encoding"):
			line = "Content-Transfer-Encoding: 7bit"
		case strings.EqualFold(name, "From") && p.FromName != "":
			line = "From: " + encodedWords(p.FromName) + "\r\n <" + p.From + ">"
		}
		lines = append(lines, line)
	}
	return []byte(strings.Join(lines, "\r\n") + "\r\n\r\n" + string(body))
}

func unfold(head string) string {
	return strings.NewReplacer("\r\n ", " ", "\r\n\t", " ").Replace(head)
}

const (
	maxQuoted = 70 // characters of a name that stands as it is, so that its line stays below 78 (RFC 5322 2.1.1)
	wordBytes = 36 // of ISO-2022-JP in an encoded-word, so that its line stays below 76 (RFC 2047 2)
)

// encodedWords writes a name as folded encoded-words in ISO-2022-JP, each of
// which ends in ASCII as RFC 1468 wants, or as a quoted string if that will do.
func encodedWords(name string) string {
	quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	if isASCII(strings.ReplaceAll(name, " ", "")) && len(quoted) <= maxQuoted {
		return quoted
	}
	var words []string
	for runes := []rune(widenKana(name)); len(runes) > 0; {
		n := min(wordBytes, len(runes))
		for n > 1 && len(jis(string(runes[:n]))) > wordBytes {
			n--
		}
		words = append(words, "=?ISO-2022-JP?B?"+base64.StdEncoding.EncodeToString([]byte(jis(string(runes[:n]))))+"?=")
		runes = runes[n:]
	}
	return strings.Join(words, "\r\n ")
}

// sameLooking maps characters that ISO-2022-JP lacks to the ones that
// Japanese mail programs send for them.
var sameLooking = strings.NewReplacer("〜", "～", "−", "－", "—", "―", "‖", "∥", "¢", "￠", "£", "￡", "¬", "￢")

// jis encodes text in ISO-2022-JP. Half-width kana, which its users cannot
// rely on, are widened.
func jis(text string) string {
	out, _ := japanese.ISO2022JP.NewEncoder().String(sameLooking.Replace(widenKana(text)))
	return out
}

func japaneseOnly(text string) bool {
	_, err := japanese.ISO2022JP.NewEncoder().String(sameLooking.Replace(widenKana(text)))
	return err == nil
}

var narrowKana = pattern.New(`[｡-ﾟ]+`)

func widenKana(text string) string { return narrowKana.ReplaceAllStringFunc(text, norm.NFKC.String) }
