package cause

import (
	"encoding/json"
	"errors"
	"hash/fnv"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	textunicode "golang.org/x/text/encoding/unicode"

	"todoku/mailcore"
)

// A pasted is one record of testdata/explain: a failure message, the causes
// that are right for it, and where it was seen.
type pasted struct {
	want   []mailcore.Code
	source string
	text   string
}

func readPasted(t testing.TB, file string) (all []pasted) {
	t.Helper()
	data, err := os.ReadFile("testdata/explain/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for record := range strings.SplitSeq(string(data), "\n== ") {
		head, text, _ := strings.Cut(record, "\n")
		codes, source, ok := strings.Cut(head, " | ")
		if !ok {
			continue
		}
		p := pasted{source: source, text: text}
		for code := range strings.SplitSeq(codes, "|") {
			p.want = append(p.want, mailcore.Code(code))
		}
		all = append(all, p)
	}
	return all
}

// An understood is what the program makes of a record.
type understood struct {
	pasted
	explanation Explanation
	err         error
}

// explainAll explains the records of a file, once for all tests.
var explainAll = func() func(t testing.TB, file string) []understood {
	var mu sync.Mutex
	done := map[string][]understood{}
	return func(t testing.TB, file string) []understood {
		mu.Lock()
		defer mu.Unlock()
		if done[file] == nil {
			for _, p := range readPasted(t, file) {
				e, err := Explain([]byte(p.text))
				done[file] = append(done[file], understood{p, e, err})
			}
		}
		return done[file]
	}
}()

// pastedFiles are the records of all tests of explanations.
var pastedFiles = []string{"messages.txt", "unseen.txt", "rounds.txt", "wordings.txt", "programs.txt"}

// half names the half of messages.txt that a message is in: the rules were
// written with the one in view, and measured on the other.
func (p pasted) half() string {
	h := fnv.New32a()
	h.Write([]byte(p.text))
	return map[bool]string{true: "developed on", false: "held out"}[h.Sum32()%2 == 0]
}

// TestExplainMessages wants the right cause for 95 % of the messages, and no
// wrong cause of which the program is confident.
func TestExplainMessages(t *testing.T) {
	right, all := map[string]int{}, map[string]int{}
	for _, file := range pastedFiles {
		for _, p := range explainAll(t, file) {
			set := file + ", " + p.half()
			all[set]++
			e := p.explanation
			switch {
			case p.err != nil:
				t.Errorf("%v for\n%s", p.err, p.text)
			case slices.Contains(p.want, e.Finding.Code):
				right[set]++
			case e.Confidence == High:
				t.Errorf("confident of %s (%q), want %v for\n%s", e.Finding.Code, e.Seen, p.want, p.text)
			default:
				t.Logf("%s (%s, %q), want %v for\n%s", e.Finding.Code, e.Confidence, e.Seen, p.want, p.text)
			}
		}
	}
	for set, n := range all {
		t.Logf("%s: %d of %d right", set, right[set], n)
		if right[set]*100 < n*95 {
			t.Errorf("%s: only %d of %d right", set, right[set], n)
		}
	}
}

// Every cause of the rules must be one that some message leads to, but for
// those that only a test of our own can find.
func TestExplainReachesTheRules(t *testing.T) {
	reached := map[mailcore.Code]bool{
		"stopped": true, "input-invalid": true, "pin-mismatch": true, "never-delivered": true, "starttls-injected": true, "imap-preauth": true,
		"reply-too-long": true, "digest-no-proof": true, "scram-no-proof": true, "scram-cost": true, "scram-weak": true, "auth-impostor": true, "challenge-malformed": true, "imap-bye": true, "reply-malformed": true, "unexplained-closed": true, "unexplained": true,
	}
	for _, file := range pastedFiles {
		for _, p := range explainAll(t, file) {
			reached[p.explanation.Finding.Code] = true
		}
	}
	for _, w := range witnesses(ruleRows()) { // the server's words alone
		reached[explainText(w.text).Finding.Code] = true
	}
	for _, rule := range rules {
		if !reached[rule.code] {
			t.Errorf("no message in testdata/explain, and no witness alone, leads to %s", rule.code)
		}
	}
}

// The words that a finding quotes must be in the text.
func TestExplainQuotesTheText(t *testing.T) {
	for _, text := range []string{
		"x\n535 5.7.8 Error: authentication failed\ny",
		"Error: connect ECONNREFUSED 127.0.0.1:587\n    at x",
		"smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed')",
		"ホスト \"mial.example.jp\" が見つからなかった\nメッセージを送信できなかった。",
		"C: EHLO a\nS: 250 b\nC: RCPT TO:<x@y>\nS: 550 5.1.1 User unknown",
		strings.Repeat("a", 5000) + " certificate has expired " + strings.Repeat("b", 5000),
	} {
		e, err := Explain([]byte(text))
		if err != nil || e.Seen == "" || len(e.Seen) > maxSeen || !strings.Contains(text, e.Seen) {
			t.Errorf("%v, %q for %.80q", err, e.Seen, text)
		}
	}
}

func TestExplainReads(t *testing.T) {
	const text = "サーバー mail.example.jp への接続が拒否されました。送信に失敗しました。"
	encoded := func(e encoding.Encoding) []byte {
		raw, err := e.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for name, raw := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with BOM": append([]byte("\xef\xbb\xbf"), text...),
		"UTF-16": encoded(textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM)), "UTF-16 BE": encoded(textunicode.UTF16(textunicode.BigEndian, textunicode.UseBOM)),
		"Shift_JIS": encoded(japanese.ShiftJIS), "EUC-JP": encoded(japanese.EUCJP), "ISO-2022-JP": encoded(japanese.ISO2022JP),
	} {
		if got, err := readText(raw); err != nil || got != text {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func TestExplainRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want error
	}{
		"nothing": {"", ErrEmpty}, "white space": {" \r\n\t", ErrEmpty}, "NUL": {"a\x00b", ErrBinary},
		"image": {"\x89PNG\r\n\x1a\n\x01\x02\x03\x04\x05\x06\x07\x08", ErrBinary},
	} {
		if _, err := Explain([]byte(tt.text)); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
}

// Conversations tell the step, the mechanism and what was offered.
func TestExplainConversations(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		code       mailcore.Code
		step       mailcore.Step
	}{
		{"second mechanism works", "C: EHLO a\nS: 250 AUTH CRAM-MD5 PLAIN\nC: AUTH CRAM-MD5\nS: 535 5.7.8 no\nC: AUTH PLAIN x\nS: 235 ok\nC: MAIL FROM:<a@b>\nS: 553 5.7.1 <a@b>: Sender address rejected: not owned by user c", "sender-not-owned", mailcore.MailFrom},
		{"HELO works", "S: 220 mx\nC: EHLO a\nS: 502 5.5.2 Error: command not recognized\nC: HELO a\nS: 250 mx\nC: MAIL FROM:<a@b>\nS: 530 5.7.0 Must issue a STARTTLS command first", "starttls-required", mailcore.MailFrom},
		{"first of two", ">>> RCPT TO:<a@b>\n<<< 550 5.1.1 User unknown\n>>> DATA\n<<< 503 5.5.1 no valid recipients", "rcpt-unknown", mailcore.RcptTo},
		{"end of data", "S: 220 x\nC: DATA\nS: 354 go\nC: .\nS: 554 5.7.1 Message rejected as spam", "spam-content", mailcore.Queued},
		{"far down in a log", strings.Repeat("Nov 20 10:01:12 mx postfix/qmgr[1]: 4F1: from=<a@b>, nrcpt=1 (queue active)\n", 9000) + "Nov 20 10:01:13 mx postfix/smtp[2]: 4F1: status=bounced (host x[192.0.2.1] said: 552 5.3.4 Message size exceeds fixed limit (in reply to MAIL FROM command))\n", "size", mailcore.MailFrom},
		{"token", "C: AUTH XOAUTH2 dXNlcj\nS: 334 eyJzdGF0\nC: \nS: 535 5.7.3 Authentication unsuccessful", "token-refused", mailcore.Authorize},
		{"greeting", "S: 554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org\nC: QUIT\nS: 221 bye", "greet-blocked", mailcore.Greeting},
		{"IMAP", "S: * OK ready\nC: a1 LOGIN a b\nS: a1 NO [ALERT] Your account is not enabled for IMAP use.", "proto-disabled", mailcore.Authorize},
		{"Python", "send: 'ehlo [127.0.1.1]\\r\\n'\nreply: b'250 x\\r\\n'\nsend: 'mail FROM:<a@b>\\r\\n'\nreply: b'550 5.7.60 SMTP; Client does not have permissions to send as this sender\\r\\n'", "ms-sendas", mailcore.MailFrom},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e, err := Explain([]byte(tt.text))
			if err != nil || e.Finding.Code != tt.code || e.Step != tt.step {
				t.Errorf("got %s at %q (%s, %q), %v; want %s at %q", e.Finding.Code, e.Step, e.Confidence, e.Seen, err, tt.code, tt.step)
			}
		})
	}
}

// What the text tells about the server is used, and nothing else is made up.
func TestExplainArguments(t *testing.T) {
	e, err := Explain([]byte("dial tcp: lookup smtp.exmaple.jp on 192.168.1.1:53: no such host (smtp.exmaple.jp:587)"))
	if err != nil || e.Finding.Args["host"] != "smtp.exmaple.jp" || e.Finding.Args["port"] != "587" {
		t.Errorf("got %v, %v", e.Finding.Args, err)
	}
	e, err = Explain([]byte("-ERR [AUTH] Authentication failed."))
	if err != nil || e.Side != mailcore.IncomingSide || e.Finding.Field != "incoming.password" {
		t.Errorf("got %+v, %v", e, err)
	}
	for _, made := range []string{"port", "limit", "wait", "timeout", "host"} {
		if v, ok := e.Finding.Args[made]; ok {
			t.Errorf("made up %s %q", made, v)
		}
	}
}

func TestExplainReport(t *testing.T) {
	r := mailcore.Report{ID: "1", Profile: mailcore.NewProfile(), Scope: mailcore.ConnectScope, Started: time.Unix(0, 0), Results: []mailcore.Result{
		{Side: mailcore.OutgoingSide, Step: mailcore.Resolve, State: mailcore.Passed}, {Side: mailcore.OutgoingSide, Step: mailcore.Connect, State: mailcore.Passed},
	}}
	if e := explained1(t, r); e.Finding.Code != "nothing-failed" {
		t.Errorf("got %+v", e)
	}
	r.Results[len(r.Results)-1].State = mailcore.Failed
	r.Results[len(r.Results)-1].Fault = mailcore.Refused
	if e := explained1(t, r); e.Finding.Code != "tcp-refused" || e.Confidence != High || e.Step != r.Results[len(r.Results)-1].Step {
		t.Errorf("got %+v", e)
	}
	if e := explained1(t, map[string]any{"version": "1", "report": r}); e.Finding.Code != "tcp-refused" {
		t.Errorf("inside an inquiry: got %+v", e)
	}
}

func explained1(t *testing.T, saved any) Explanation {
	t.Helper()
	text, err := json.Marshal(saved)
	if err != nil {
		t.Fatal(err)
	}
	e, err := Explain(text)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestMeaning(t *testing.T) {
	for enhanced, want := range map[string]string{"5.1.1": "1.1", "4.7.1": "7.1", "5.7.708": "7.0", "5.2.252": "2.0", "5.9.1": "", "": "", "5": ""} {
		if got := meaning(enhanced); got != want {
			t.Errorf("%s: got %q, want %q", enhanced, got, want)
		}
	}
}

func FuzzExplain(f *testing.F) {
	for i, p := range readPasted(f, "messages.txt") {
		if i%16 == 0 { // the tests explain all of them
			f.Add([]byte(p.text))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := Explain(text)
		if err == nil && (e.Finding.Code == "" || e.Finding.Severity == "" || e.Confidence == "" || len(e.Seen) > maxReplyText) {
			t.Errorf("got %+v", e)
		}
	})
}

func BenchmarkExplain(b *testing.B) {
	line := "Nov 20 10:01:12 mx1 postfix/qmgr[12345]: 4F1A2B3C4D: from=<taro@example.com>, size=1234, nrcpt=1 (queue active)\n"
	text := []byte(strings.Repeat(line, MaxText/len(line)))
	for b.Loop() {
		if _, err := Explain(text); err != nil {
			b.Fatal(err)
		}
	}
}
