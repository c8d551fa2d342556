package practice

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"strings"

	"github.com/emersion/go-message/textproto"
	"golang.org/x/text/encoding/htmlindex"
)

// externalMark is what the scenario "rewritten" puts before a subject.
const externalMark = "[社外] "

var headerWords = &mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return e.NewDecoder().Reader(r), nil
}}

// authenticated is the line in which a server tells what it thinks of the
// sender (RFC 8601).
func authenticated(from string) string {
	_, domain, _ := strings.Cut(from, "@")
	return fmt.Sprintf("Authentication-Results: mx.%s; spf=pass smtp.mailfrom=%s;\r\n dkim=none; dmarc=pass header.from=%s\r\n", Domain, from, domain)
}

// rewritten does to a mail what gateways do: it marks the subject and says in
// the sender's name whence the mail came. A header that it cannot read stays
// as it is.
func rewritten(body []byte) []byte {
	r := bufio.NewReader(bytes.NewReader(body))
	h, err := textproto.ReadHeader(r)
	if err != nil {
		return body
	}
	h.Set("Subject", marked(h.Get("Subject")))
	if from, ok := via(h.Get("From")); ok {
		h.Set("From", from)
	}
	var out bytes.Buffer
	if err := textproto.WriteHeader(&out, h); err != nil {
		return body
	}
	_, _ = out.ReadFrom(r)
	return out.Bytes()
}

// marked returns a subject with the mark before it.
func marked(subject string) string {
	text, err := headerWords.DecodeHeader(subject)
	if err != nil { // an unknown charset: the words themselves must stay
		return encodedWord(externalMark) + " " + subject
	}
	return encodedWord(externalMark + text)
}

// via returns the From line with another name in it.
func via(from string) (string, bool) {
	a, err := (&mail.AddressParser{WordDecoder: headerWords}).Parse(from)
	if err != nil {
		return "", false
	}
	if a.Name == "" {
		a.Name, _, _ = strings.Cut(a.Address, "@")
	}
	return encodedWord(a.Name+"（"+Domain+" 経由）") + " <" + a.Address + ">", true
}

func encodedWord(s string) string { return mime.BEncoding.Encode("UTF-8", s) }
