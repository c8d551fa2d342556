package steps

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"mime"
	"net/mail"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	gomessage "github.com/emersion/go-message"
	"github.com/emersion/go-message/charset"
	"github.com/emersion/go-msgauth/authres"
	"github.com/emersion/go-msgauth/dkim"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
	"todoku/pattern"
)

// delivery reads out of the mail that came back what happened on the way.
func (r *run) delivery() error {
	d, head := r.report.Delivery, parseHeader(r.found)
	d.Hops = hops(head["Received"])
	d.Rewritten = r.rewritten(head)
	d.AuthResults = r.clean(strings.Join(head["Authentication-Results"], "\n"))
	d.SPF, d.DKIM, d.DMARC = verdicts(head["Authentication-Results"])
	d.Signed = r.signed()
	r.facts(deliveryFacts(d))
	return nil
}

func deliveryFacts(d *mailcore.Delivery) map[string]string {
	return map[string]string{
		"hops":         strconv.Itoa(len(d.Hops)),
		"rewritten":    mailcore.FieldsOf(d.Rewritten),
		"auth-results": d.AuthResults,
		"spf":          d.SPF,
		"dkim":         d.DKIM,
		"dmarc":        d.DMARC,
		"signed":       d.Signed,
	}
}

// parseHeader reads the header of a message as far as it is well-formed.
func parseHeader(raw []byte) textproto.MIMEHeader {
	head, _, _ := bytes.Cut(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	fields, _ := textproto.NewReader(bufio.NewReader(io.MultiReader(bytes.NewReader(head), strings.NewReader("\n\n")))).ReadMIMEHeader()
	return fields
}

// maxHops bounds the path that is kept: Postfix returns a mail with more
// (hopcount_limit).
const maxHops = 50

// hops returns the path of a message from its Received fields, which each
// server puts on top.
func hops(received []string) []mailcore.Hop {
	path := []mailcore.Hop{}
	for _, field := range slices.Backward(received[:min(len(received), maxHops)]) {
		hop := parseReceived(field)
		if n := len(path); n > 0 && !hop.At.IsZero() && !path[n-1].At.IsZero() {
			hop.Delay = hop.At.Sub(path[n-1].At)
		}
		path = append(path, hop)
	}
	return path
}

var (
	fromPattern = pattern.New(`(?i)^\s*from\s+(\S+(?:\s+\([^)]*\))?)`)
	byPattern   = pattern.New(`(?i)\bby\s+(\S+)`)
	withPattern = pattern.New(`(?i)\bwith\s+(\S+)`)
)

// parseReceived takes one Received field apart (RFC 5321 4.4). What cannot be
// read stays empty.
func parseReceived(field string) mailcore.Hop {
	words, date := field, ""
	if i := strings.LastIndexByte(field, ';'); i >= 0 {
		words, date = field[:i], strings.TrimSpace(field[i+1:])
	}
	bare := withoutComments(words) // which may say "with cipher"
	hop := mailcore.Hop{From: submatch(fromPattern, words), By: submatch(byPattern, bare), With: submatch(withPattern, bare)}
	hop.At, _ = mail.ParseDate(date)
	return hop
}

// withoutComments takes the comments out of a field, nested ones too (RFC 5322
// 3.2.2).
func withoutComments(field string) string {
	var out strings.Builder
	depth := 0
	for _, r := range field {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return out.String()
}

func submatch(p *pattern.Pattern, text string) string {
	if m := p.FindStringSubmatch(text); m != nil {
		return transcript.Visible([]byte(strings.Join(strings.Fields(m[1]), " ")))
	}
	return ""
}

// watched are the fields that servers like to rewrite.
var watched = []string{"From", "Sender", "Subject", "To", "Date", "Reply-To"}

// rewritten compares what was sent with what came, field by field after
// decoding, and the text byte for byte after decoding.
func (r *run) rewritten(head textproto.MIMEHeader) []mailcore.Change {
	changes, sent := []mailcore.Change{}, parseHeader(r.sent.text)
	add := func(field, was, is string) {
		if was != is {
			changes = append(changes, mailcore.Change{Field: field, Value: cmp.Or(r.clean(is), "—")})
		}
	}
	for _, field := range watched {
		add(field, decodeField(sent.Get(field)), decodeField(head.Get(field)))
	}
	wasCharset, wasBody := bodyOf(r.sent.text)
	isCharset, isBody := bodyOf(r.found)
	add("charset", wasCharset, isCharset)
	if !bytes.Equal(wasBody, isBody) {
		changes = append(changes, mailcore.Change{Field: "body", Value: r.clean(cut(string(isBody), maxReplyShown))})
	}
	return changes
}

var fieldDecoder = mime.WordDecoder{CharsetReader: charset.Reader}

func decodeField(value string) string {
	decoded, err := fieldDecoder.DecodeHeader(value)
	if err != nil {
		return strings.Join(strings.Fields(value), " ")
	}
	return strings.Join(strings.Fields(decoded), " ")
}

// bodyOf returns the charset and the decoded text of a message, without what
// servers may do to the ends of lines.
func bodyOf(raw []byte) (charset string, text []byte) {
	m, err := gomessage.Read(bytes.NewReader(raw))
	if m == nil || err != nil && !gomessage.IsUnknownCharset(err) {
		return "", nil
	}
	_, params, _ := m.Header.ContentType()
	body, _ := io.ReadAll(io.LimitReader(m.Body, maxArrived))
	body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
	return strings.ToLower(params["charset"]), bytes.TrimRight(body, "\n")
}

// verdicts reads SPF, DKIM and DMARC as the receiver saw them (RFC 8601). The
// field on top is the receiver's own.
func verdicts(fields []string) (spf, dkim, dmarc string) {
	for _, field := range fields {
		_, results, err := authres.Parse(field)
		if err != nil {
			continue
		}
		for _, result := range results {
			switch v := result.(type) {
			case *authres.SPFResult:
				spf = cmp.Or(spf, string(v.Value))
			case *authres.DKIMResult:
				dkim = cmp.Or(dkim, string(v.Value))
			case *authres.DMARCResult:
				dmarc = cmp.Or(dmarc, string(v.Value))
			}
		}
	}
	return spf, dkim, dmarc
}

// maxSignatures bounds the signatures that are checked: each costs a look-up.
const maxSignatures = 3

// signed checks the DKIM signatures ourselves, with the keys in DNS.
func (r *run) signed() string {
	if len(parseHeader(r.found)["Dkim-Signature"]) == 0 {
		return "none"
	}
	lookup := r.tester.lookupTXT(r.ctx)
	results, err := dkim.VerifyWithOptions(bytes.NewReader(crlf(r.found)), &dkim.VerifyOptions{LookupTXT: lookup, MaxVerifications: maxSignatures})
	if err != nil && len(results) == 0 {
		return "unknown"
	}
	for _, v := range results {
		if v.Err == nil {
			return "pass"
		}
	}
	if slices.ContainsFunc(results, func(v *dkim.Verification) bool { return dkim.IsTempFail(v.Err) }) {
		return "unknown"
	}
	return "fail"
}

// crlf ends every line as RFC 5322 wants: signatures count it.
func crlf(raw []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}
