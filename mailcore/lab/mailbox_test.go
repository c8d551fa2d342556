//go:build lab

package lab

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// marker is in mail of other people, which no report may show.
const marker = "Streng-geheim-4711"

// letter is a mail of somebody else that arrived at that time, of some more
// bytes than size.
func letter(n int, at time.Time, size int) Planted {
	text := fmt.Sprintf("Received: from relay.example.jp by mail.lab.test; %s\nFrom: %s@example.jp\nTo: x@lab.test\nMessage-ID: <%s.%d@example.jp>\nSubject: %s\n\n%s\n%s\n",
		at.Format(time.RFC1123Z), marker, marker, n, marker, marker, strings.Repeat(strings.Repeat("x", 70)+"\n", size/71))
	return Planted{Text: text, At: at}
}

func plant(t *testing.T, a Account, mails ...Planted) {
	t.Helper()
	if err := lab.Plant(a, mails...); err != nil {
		t.Fatal(err)
	}
}

// harmless are all the commands that a test may say after the login.
var harmless = regexp.MustCompile(`^(CAPA|STAT|UIDL|LIST|TOP \d+ 0|RETR \d+|NOOP|QUIT|` +
	`T\d+ (CAPABILITY|EXAMINE \S+|STATUS \S+ \(SIZE\)|NOOP|LIST "" "?\*"?|LOGOUT|` +
	`UID SEARCH .*|UID FETCH \d+ \(UID BODY\.PEEK\[\]\)))$`)

// onlyLooks fails t where a test has said anything that could change a mailbox,
// by its own record or by Dovecot's, or where Dovecot has changed the files.
func onlyLooks(t *testing.T, a Account, before []string, r mailcore.Report) {
	t.Helper()
	said := lab.Said(a)
	if len(said) == 0 {
		t.Error("Dovecot has heard nothing")
	}
	for _, line := range said {
		if !harmless.MatchString(line) {
			t.Errorf("Dovecot heard %q", line)
		}
		if !slices.Contains(saidTo(r, mailcore.IncomingSide), line) {
			t.Errorf("Dovecot heard %q, which is not on record", line)
		}
	}
	for _, line := range saidTo(r, mailcore.IncomingSide) {
		if regexp.MustCompile(`(?i)\b(DELE|STORE|EXPUNGE|SELECT|CLOSE|MOVE|COPY|APPEND|BODY\[)`).MatchString(line) {
			t.Errorf("said %q", line)
		}
	}
	after := lab.Files(a)
	for _, name := range before {
		if !slices.Contains(after, name) {
			t.Errorf("%s is gone or has other flags: %q", name, after[:min(len(after), 10)])
		}
	}
}

// watched returns a new account whose sessions are written down.
func watched(t *testing.T, mails ...Planted) (a Account, files []string) {
	t.Helper()
	a = lab.NewAccount()
	plant(t, a, mails...)
	if err := lab.Listen(a); err != nil {
		t.Fatal(err)
	}
	return a, lab.Files(a)
}

// noMarker fails t where r shows anything of somebody else's mail.
func noMarker(t *testing.T, r mailcore.Report) {
	t.Helper()
	if leak := leaked(r, marker); leak != "" {
		t.Errorf("the report shows somebody's mail: %s", leak)
	}
}

// TestMailboxes holds what is said of mailboxes of all kinds, and that all
// stays as it was.
func TestMailboxes(t *testing.T) {
	now := time.Now().Truncate(time.Second)
	old := []Planted{letter(1, now.Add(-40*day), 0), letter(2, now.Add(-10*day), 0)}
	tests := []struct {
		name   string
		mails  []Planted
		change func(*mailcore.Incoming)
		want   mailcore.Mailbox // but for what is listed
		code   mailcore.Code
	}{
		{"empty", nil, func(*mailcore.Incoming) {}, mailcore.Mailbox{}, ""},
		{"empty and deleting", nil, deleteAfter(7), mailcore.Mailbox{}, ""},
		{"three", append(old, letter(3, now, 0)), func(*mailcore.Incoming) {}, mailcore.Mailbox{Count: 3}, ""},
		{"two of three are old", append(old, letter(3, now, 0)), deleteAfter(7), mailcore.Mailbox{Count: 3, Deletable: 2}, "would-delete"},
		{"one of three is very old", append(old, letter(3, now, 0)), deleteAfter(30), mailcore.Mailbox{Count: 3, Deletable: 1}, "would-delete"},
		{"none is old", []Planted{letter(3, now, 0)}, deleteAfter(7), mailcore.Mailbox{Count: 1}, ""},
		{"one is too large", append(old, letter(3, now, 1<<20)), sizeLimit(1), mailcore.Mailbox{Count: 3, TooLarge: 1}, "mail-too-large"},
		{"none is too large", append(old, letter(3, now, 1<<20)), sizeLimit(2), mailcore.Mailbox{Count: 3}, ""},
	}
	for _, protocol := range protocols {
		for _, test := range tests {
			t.Run(string(protocol)+"/"+strings.ReplaceAll(test.name, " ", "-"), func(t *testing.T) {
				t.Parallel()
				a, files := watched(t, test.mails...)
				p := receiver(protocol, mailcore.TLS, a)
				test.change(&p.Incoming)
				r := run(t, p, mailcore.ReceiveScope)
				passed(t, r)
				checkMailbox(t, r, test.mails, test.want)
				if code := firstCode(r); code != test.code {
					t.Errorf("found %q, want %q", code, test.code)
				}
				onlyLooks(t, a, files, r)
				noMarker(t, r)
			})
		}
	}
}

func deleteAfter(days int) func(*mailcore.Incoming) {
	return func(in *mailcore.Incoming) { in.Delete, in.DeleteDays = true, days }
}

func sizeLimit(megabytes int) func(*mailcore.Incoming) {
	return func(in *mailcore.Incoming) { in.SizeLimit = megabytes }
}

func checkMailbox(t *testing.T, r mailcore.Report, mails []Planted, want mailcore.Mailbox) {
	t.Helper()
	got := *r.Mailbox
	for i, m := range got.WouldDelete {
		if m.UID == "" || !m.Date.IsZero() && !m.Date.Equal(mails[i].At) {
			t.Errorf("would delete %v, which came %v", m, mails[i].At)
		}
	}
	if len(got.WouldDelete) != want.Deletable {
		t.Errorf("%d are listed", len(got.WouldDelete))
	}
	want.UIDL, want.WouldDelete, want.Bytes = true, got.WouldDelete, got.Bytes
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	size := int64(0)
	for _, m := range mails {
		size += int64(len(m.Text) + strings.Count(m.Text, "\n"))
	}
	if got.Bytes != -1 && got.Bytes != size {
		t.Errorf("%d bytes, want %d", got.Bytes, size)
	}
}

func firstCode(r mailcore.Report) mailcore.Code {
	if found := cause.Diagnose(r); len(found) > 0 {
		return found[0].Code
	}
	return ""
}

// What a mailbox of 10,000 messages should cost, and what fails the test:
// machines differ.
const (
	many    = 10_000
	aim     = 2 * time.Second
	tooSlow = 20 * time.Second
	tooMuch = 128 << 20 // bytes ever allocated
)

// TestManyMessages looks into a full mailbox.
func TestManyMessages(t *testing.T) {
	mails := slices.Repeat([]Planted{letter(1, time.Now().Add(-30*day).Truncate(time.Second), 0)}, many)
	for _, protocol := range protocols {
		t.Run(string(protocol), func(t *testing.T) {
			a, files := watched(t, mails...)
			p := receiver(protocol, mailcore.TLS, a)
			p.Incoming.Delete, p.Incoming.DeleteDays, p.Incoming.SizeLimit, p.Incoming.Timeout = true, 7, 1, 20
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r := run(t, p, mailcore.ReceiveScope)
			runtime.ReadMemStats(&after)
			passed(t, r)
			box, _ := r.Result(mailcore.IncomingSide, mailcore.MailboxStep)
			ids, _ := r.Result(mailcore.IncomingSide, mailcore.UIDL)
			took, used := box.Took+ids.Took, after.TotalAlloc-before.TotalAlloc
			t.Logf("%d messages by %s: %v of %v, %d MB for all steps in %v", many, protocol, took.Round(time.Millisecond), aim, used>>20, r.Took.Round(time.Millisecond))
			if took > tooSlow || used > tooMuch {
				t.Errorf("took %v and %d MB", took, used>>20)
			}
			want := map[mailcore.Protocol]int{mailcore.POP3: -1, mailcore.IMAP: many}[protocol] // POP3 looks at each, so not at all
			if r.Mailbox.Count != many || r.Mailbox.Deletable != want || len(r.Mailbox.WouldDelete) != 100 {
				t.Errorf("%d messages, %d deletable, %d listed", r.Mailbox.Count, r.Mailbox.Deletable, len(r.Mailbox.WouldDelete))
			}
			onlyLooks(t, a, files[:100], r)
			noMarker(t, r)
		})
	}
}
