package steps

import (
	"bufio"
	"bytes"
	"context"
	"maps"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/knadh/go-pop3"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
	"todoku/mailcore/wire"
)

// A tape is a server that has said all it will ever say.
type tape struct{ *bytes.Reader }

func (tape) Write(p []byte) (int, error)      { return len(p), nil }
func (tape) Close() error                     { return nil }
func (tape) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (tape) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (tape) SetDeadline(time.Time) error      { return nil }
func (tape) SetReadDeadline(time.Time) error  { return nil }
func (tape) SetWriteDeadline(time.Time) error { return nil }

// playing returns a run that stands before a receiving server.
func playing(protocol mailcore.Protocol, said []byte) (*run, *wire.Conn) {
	p := mailcore.NewProfile()
	p.Incoming.Protocol = protocol
	r := &run{tester: &Tester{}, ctx: context.Background(), plan: Plan{Profile: p}, report: &mailcore.Report{}, attempts: map[string]int{}, logins: newLogins()}
	r.report.Results = []mailcore.Result{{Side: mailcore.IncomingSide, Step: mailcore.CAPA}}
	r.result = &r.report.Results[0]
	return r, wire.New(r.ctx, tape{bytes.NewReader(said)}, wire.Limits{StepBytes: maxReply, LineBytes: maxLine, Nesting: maxNesting}, secretOfFuzz)
}

const secretOfFuzz = "himitsu-1"

var imapSeeds = []string{
	"* OK ready\r\n* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\nA1 OK done\r\nA2 OK go\r\n", "* PREAUTH x\r\nA1 OK\r\n", "* BYE x\r\n", "A1 OK\r\n",
	"* OK\r\nA1 NO himitsu-1\r\n", "* OK x\r\n* CAPABILITY\r\n*\r\n\r\nA1 BAD\r\n", "* ok x\r\n* capability imap4rev1 auth=\r\na1 ok\r\n", "* OK x\r\nA10 OK\r\nA1 ", "",
}

// FuzzIMAPPreflight greets, asks for capabilities and for TLS. Nothing that the
// server has not said may come of it, and no secret.
func FuzzIMAPPreflight(f *testing.F) {
	for _, seed := range imapSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		r, conn := playing(mailcore.IMAP, said)
		r.imap.conn, r.imap.reply = conn, imapReply
		r.imap.in = bufio.NewReader(conn)
		for i, step := range []func() error{r.imapGreeting, r.imapCapability, r.imapSTARTTLS} {
			if err := step(); err != nil {
				break
			}
			if tag := []string{"* ", "A1 ", "A2 "}[i]; !bytes.Contains(said, []byte(tag)) {
				t.Fatalf("took %q for success", said)
			}
		}
		r.result.Reply = conn.Clean(imapReply(conn.Heard()))
		checkShown(t, r.result.Reply, r.result.Facts)
	})
}

// FuzzIMAPCapabilities wants keywords that can be looked up.
func FuzzIMAPCapabilities(f *testing.F) {
	for _, seed := range append(imapSeeds, "* CAPABILITY AUTH= AUTH=A=B =\r\n", "* CAPABILITY\tX\u00a0Y\r\n") {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		caps := imapCapabilities(strings.Split(string(said), "\r\n"))
		for keyword := range caps {
			if strings.ToUpper(keyword) != keyword || strings.ContainsAny(keyword, " \r\n=") {
				t.Fatalf("%q: keyword %q", said, keyword)
			}
		}
		for _, m := range caps.mechanisms() {
			if strings.ContainsAny(m, " \r\n") {
				t.Fatalf("%q: mechanism %q", said, m)
			}
		}
	})
}

// FuzzIMAPReply wants one line of what was said.
func FuzzIMAPReply(f *testing.F) {
	for _, seed := range imapSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, heard []byte) {
		reply := imapReply(heard)
		if !bytes.Contains(heard, reply) || bytes.Contains(reply, []byte("\n")) || len(bytes.TrimSpace(reply)) != len(reply) {
			t.Fatalf("%q: found %q", heard, reply)
		}
	})
}

// FuzzReceived wants words of the field, and nothing that a terminal acts on.
func FuzzReceived(f *testing.F) {
	for _, seed := range []string{
		"from a (b [192.0.2.1]) by c (Postfix) (using x with cipher y) with ESMTPSA id z; Sun, 22 Nov 2026 10:00:05 +0900 (JST)",
		"by x; now", "from ((((", "(((by)with)", "from \x1b[2J by \u202e with \x00;;;", "", ";", "from a\r\n\tby b with c; 1 Jan 0001 00:00:00 +0000",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, field string) {
		hop := parseReceived(field)
		for _, word := range []string{hop.From, hop.By, hop.With} {
			if transcript.Visible([]byte(word)) != word || strings.ContainsAny(word, "\r\n") {
				t.Fatalf("%q: shows %q", field, word)
			}
		}
		if strings.ContainsAny(hop.By+hop.With, "(") {
			t.Fatalf("%q: a comment in %+v", field, hop)
		}
		hops([]string{field, field})
	})
}

// FuzzPopList counts, tells apart and measures the messages of lists that a
// POP3 server gives.
func FuzzPopList(f *testing.F) {
	for _, seed := range []string{
		"+OK\r\n+OK 2 100\r\n+OK\r\n1 a\r\n2 b\r\n.\r\n+OK\r\n1 10\r\n2 90\r\n.\r\n", "+OK\r\n+OK -1 -1\r\n", "+OK\r\n+OK 1 1\r\n+OK\r\n1 a\r\n1 a\r\n.\r\n-ERR himitsu-1\r\n",
		"+OK\r\n+OK 9223372036854775808 1\r\n", "+OK\r\n+OK 1 1\r\n+OK\r\n..\r\n.\r\n", "+OK\r\n\r\n\r\n", "+OK\r\n+OK 0 0\r\n+OK\r\n0x1 a\r\n.\r\n", "-ERR\r\n", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		r, conn := playing(mailcore.POP3, said)
		p := &r.incoming
		p.conn, p.reply = conn, popReply
		p.client, _ = pop3.New(pop3.Opt{Dialer: ready{conn}}).NewConn()
		if p.client == nil {
			return
		}
		r.plan.Profile.Incoming.SizeLimit = 1
		for _, step := range []func() error{r.popMailbox, r.popUIDL, r.popSizes} {
			conn.Begin()
			if err := step(); err != nil {
				break
			}
		}
		box := r.mailbox()
		if lines := bytes.Count(said, []byte("\n")); box.TooLarge < 0 || box.TooLarge > lines || r.report.Mailbox.UIDL && lines < 3 {
			t.Fatalf("%q: %+v", said, box)
		}
		checkShown(t, conn.Clean(popReply(conn.Heard())), r.result.Facts)
		if slices.ContainsFunc(conn.Lines(), func(l transcript.Line) bool { return strings.Contains(l.Text, secretOfFuzz) }) {
			t.Fatalf("%q: a secret on record", said)
		}
	})
}

func checkShown(t *testing.T, reply string, facts map[string]string) {
	t.Helper()
	for _, text := range slices.AppendSeq([]string{reply}, maps.Values(facts)) {
		if strings.Contains(text, secretOfFuzz) || transcript.Visible([]byte(text)) != text {
			t.Fatalf("shows %q", text)
		}
	}
}
