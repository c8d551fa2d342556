package steps

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
)

// Settings with which foes of the receiving side are met.
const (
	popIn     = "scope receive\nin pop3 none USER\n"
	popUnder  = "scope receive\nin pop3 starttls USER\n"
	popOver   = "scope receive\nin pop3 tls USER\n"
	popOld    = popIn + "in-days 7\n"
	popTrip   = "scope roundtrip\nin pop3 none USER\nwait 1\n"
	imapIn    = "scope receive\nin imap none LOGIN\n"
	imapUnder = "scope receive\nin imap starttls LOGIN\n"
	imapOver  = "scope receive\nin imap tls LOGIN\n"
	imapOld   = imapIn + "in-days 7\n"
	imapBig   = imapIn + "in-size 1\n"
	imapTrip  = "scope roundtrip\nin imap none LOGIN\nwait 1\n"
)

// nested is what go-imap takes minutes to give up on.
var nested = "* 1 FETCH (BODYSTRUCTURE " + strings.Repeat("(", 60<<10)

// pieces is the same, in lines that are all short.
var pieces = "* 1 FETCH (BODYSTRUCTURE " + strings.Repeat(strings.Repeat("(", 50)+"{1}\r\n)", 1000)

// incomingFloods are servers that say too much. They are met one by one, so
// that what they cost can be counted.
var incomingFloods = []attack{
	{"POP greeting without end", popIn, foe{on: on("", forever("x"))}, "reply-too-long", ""},
	{"UIDL without end", popIn, foe{on: on("UIDL", both(say("+OK"), forever("1 a\r\n")))}, "reply-too-long", ""},
	{"UIDL in one line of 50 MB", popIn, foe{on: on("UIDL", both(say("+OK"), megabytes(50)))}, "reply-too-long", ""},
	{"LIST without end", popIn, foe{on: on("LIST", both(say("+OK"), forever("1 1\r\n")))}, "reply-too-long", ""},
	{"TOP without end", popOld, foe{on: on("TOP", both(say("+OK"), forever("X: y\r\n")))}, "reply-too-long", ""},
	{"RETR without end", popTrip, foe{on: on("RETR", both(say("+OK"), forever("x\r\n")))}, "reply-too-long", ""},
	{"-ERR of 50 MB", popIn, foe{on: on("STAT", both(send("-ERR "), megabytes(50)))}, "reply-too-long", ""},
	{"IMAP greeting without end", imapIn, foe{on: on("", forever("x"))}, "reply-too-long", ""},
	{"IMAP greeting of many lines", imapIn, foe{on: on("", forever("* OK ready\r\n"))}, "reply-malformed", ""},
	{"CAPABILITY with 10,000 words", imapIn, foe{on: on("CAPABILITY", done("* CAPABILITY IMAP4rev1"+strings.Repeat(" AUTH=PLAIN", 10_000)))}, "reply-too-long", ""},
	{"CAPABILITY without end", imapIn, foe{on: on("CAPABILITY", forever("* CAPABILITY IMAP4rev1\r\n"))}, "reply-malformed", ""},
	{"LIST with 100,000 folders", imapTrip, foe{on: map[string]move{"SEARCH": done("* SEARCH"), "LIST": both(repeatedly(`* LIST () "/" "`+marker+`"`+"\r\n", 4<<20), done(""))}}, "never-delivered", ""},
	{"LIST without end", imapTrip, foe{on: map[string]move{"SEARCH": done("* SEARCH"), "LIST": forever(`* LIST () "/" "` + marker + `"` + "\r\n")}}, "reply-too-long", ""},
	{"SEARCH without end", imapOld, foe{on: on("SEARCH", both(send("* SEARCH"), forever(" 4294967295")))}, "reply-too-long", ""},
	{"FETCH without end", imapTrip, foe{on: on("FETCH", both(send("* 2 FETCH (UID 2 BODY[] {4294967295}\r\n"), forever("x\r\n")))}, "reply-too-long", ""},
	{"nested before EXAMINE", imapIn, foe{on: on("EXAMINE", say(nested, hang))}, "reply-too-long", ""},
	{"nested before SEARCH", imapOld, foe{on: on("SEARCH", say(nested, hang))}, "reply-too-long", ""},
	{"nested in pieces before EXAMINE", imapIn, foe{on: on("EXAMINE", say(pieces, hang))}, "reply-too-long", ""},
	{"nested in pieces before SEARCH", imapOld, foe{on: on("SEARCH", say(pieces, hang))}, "reply-too-long", ""},
	{"nested before FETCH", imapTrip, foe{on: on("FETCH", say(nested, hang))}, "reply-too-long", ""},
}

// maxListHeap is what all memory that was ever used for a list may come to.
const maxListHeap = 2 * maxHeap

// floodTime is what a step may take while eight megabytes come in, in seconds.
const floodTime = 10

// nestedTime is how soon nesting has to be noticed.
const nestedTime = 2 * time.Second

// TestIncomingFloods meets servers that say too much.
func TestIncomingFloods(t *testing.T) {
	for _, a := range incomingFloods {
		t.Run(a.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			o := a.meetIncoming(t, floodTime)
			runtime.ReadMemStats(&after)
			used := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d MB in %v", used>>20, o.took)
			if used > maxListHeap {
				t.Errorf("used %d MB", used>>20)
			}
			if strings.HasPrefix(a.name, "nested") && o.took > nestedTime {
				t.Errorf("took %v", o.took)
			}
			o.checkIncoming(t)
		})
	}
	noneLeft(t)
}

// checkIncoming is check for the receiving side.
func (o encounter) checkIncoming(t *testing.T) {
	t.Helper()
	o.checkWith(t, o.checkLooks)
}

var (
	meddles   = regexp.MustCompile(`(?i)\b(DELE|STORE|EXPUNGE|SELECT|CLOSE|MOVE|COPY|APPEND|RSET|BODY\[)`)
	logsIn    = regexp.MustCompile(`^(\w+ )?(AUTH|AUTHENTICATE|LOGIN|PASS|APOP) `)
	beforeTLS = regexp.MustCompile(`^(\w+ )?(CAPA|CAPABILITY|STLS|STARTTLS|QUIT|LOGOUT)$`)
)

// checkLooks looks at what the server was told: nothing that changes a
// mailbox, few logins at a time, nothing that matters before TLS. And nobody's
// mail is in the report.
func (o encounter) checkLooks(t *testing.T) {
	t.Helper()
	if text, err := json.Marshal(o.report); err != nil || bytes.Contains(text, []byte(marker)) || strings.Contains(format(o.report), marker) {
		t.Errorf("the report shows somebody's mail, %v", err)
	}
	o.log.Lock()
	defer o.log.Unlock()
	logins := 0
	for _, line := range slices.Concat(o.log.clear, o.log.encrypted) {
		if meddles.MatchString(line) {
			t.Errorf("said %q", line)
		}
		if logsIn.MatchString(line) {
			logins++
		}
	}
	if o.report.Scope == mailcore.ReceiveScope && logins > maxSaid {
		t.Errorf("%d logins", logins)
	}
	for _, line := range o.log.clear {
		if line != "" && o.profile.Incoming.Encryption != mailcore.NoEncryption && !beforeTLS.MatchString(line) {
			t.Errorf("said %q before TLS", line)
		}
	}
}

// noneLeft waits until nothing of a test runs any more, go-imap's reader
// included.
func noneLeft(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		left := clientGoroutines()
		if len(left) == 0 {
			return
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("%d goroutines are left:\n%.3000s", len(left), strings.Join(left, "\n\n"))
		}
	}
}

// clientGoroutines returns the stacks of all that libraries and connections
// have going on.
func clientGoroutines() (stacks []string) {
	all := make([]byte, 4<<20)
	all = all[:runtime.Stack(all, true)]
	for stack := range strings.SplitSeq(string(all), "\n\n") {
		if strings.Contains(stack, "imapclient.") || strings.Contains(stack, "go-pop3") || strings.Contains(stack, "mailcore/wire.") {
			stacks = append(stacks, stack)
		}
	}
	return stacks
}
