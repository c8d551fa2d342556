package steps

import (
	"bytes"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/transcript"
)

// TestFloods meets servers that say too much, and counts all memory that was
// ever used for it.
func TestFloods(t *testing.T) {
	for _, a := range floods {
		t.Run(a.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			o := a.meet(t)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > maxHeap {
				t.Errorf("used %d MB", used>>20)
			}
			o.check(t)
		})
	}
}

// TestHostile meets all hostile servers at once: each has to end in time, with
// the right finding and no secret in the report, and all together have to do
// with the memory allowed for one.
func TestHostile(t *testing.T) {
	runtime.GC()
	var idle runtime.MemStats
	runtime.ReadMemStats(&idle)
	encounters := make([]chan encounter, len(hostile))
	for i, a := range hostile {
		encounters[i] = make(chan encounter, 1)
		go func() { encounters[i] <- a.meet(t) }()
	}
	var peak uint64
	for i, a := range hostile {
		t.Run(a.name, func(t *testing.T) {
			o := <-encounters[i]
			o.check(t)
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapInuse)
		})
	}
	used := int64(peak) - int64(idle.HeapInuse)
	t.Logf("%d MB for %d servers", used>>20, len(hostile))
	if used > maxHeap {
		t.Errorf("more than %d MB", maxHeap>>20)
	}
}

// Patience is how long a test of any hostile server may take: a few of its
// steps have all their time, and this computer may be busy.
const patience = 10 * stepTime * time.Second

func (o encounter) check(t *testing.T) {
	t.Helper()
	o.checkWith(t, o.checkTalk)
}

// checkWith checks what holds for every side; told looks at what the server
// was told.
func (o encounter) checkWith(t *testing.T, told func(*testing.T)) {
	t.Helper()
	if o.took > patience {
		t.Errorf("took %v", o.took)
	}
	if !o.report.Ended() {
		t.Errorf("steps are left")
	}
	if got := first(cause.Diagnose(o.report)); got != o.want {
		t.Errorf("got %q, want %q", got, o.want)
	}
	if failure, _ := o.report.Failure(); !strings.Contains(failure.Reply, o.says) {
		t.Errorf("the reply does not show %q", o.says)
	}
	o.checkReport(t)
	told(t)
	if t.Failed() {
		t.Logf("\n%.3000s", format(o.report))
	}
}

func first(findings []mailcore.Finding) mailcore.Code {
	if len(findings) == 0 {
		return ""
	}
	return findings[0].Code
}

// maxReport is the most that a run may leave behind, in bytes of JSON.
const maxReport = 2 << 20

// checkReport looks for passwords, and for characters that a terminal acts
// on, in everything that is kept or shown.
func (o encounter) checkReport(t *testing.T) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode([]any{o.report.Results, cause.Diagnose(o.report)}); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "%+v %s", o.report.Results, format(o.report))
	text := b.String()
	if len(text) > maxReport {
		t.Errorf("the report has %d bytes", len(text))
	}
	secret := string(o.profile.Outgoing.Password)
	if len(secret) > 3 && transcript.Scrub(text, secret) != text {
		t.Errorf("the report holds the password")
	}
	o.log.Lock()
	defer o.log.Unlock()
	for _, said := range append(slices.Clone(o.log.clear), o.log.encrypted...) {
		if _, response, ok := strings.Cut(said, "AUTH PLAIN "); ok && strings.Contains(text, response) {
			t.Errorf("the report holds %q", response)
		}
	}
	for _, res := range o.report.Results {
		all := []string{res.Reply}
		for _, v := range res.Facts {
			all = append(all, v)
		}
		for _, l := range res.Lines {
			all = append(all, l.Text)
		}
		for _, s := range all {
			if transcript.Visible([]byte(s)) != s {
				t.Errorf("not visible: %q", s)
			}
		}
	}
}

// maxSaid are the logins of one run: a lock-out begins at five or so.
const maxSaid = 3

// checkTalk looks at what the server was told: nothing that matters before
// TLS, nothing to who cannot be trusted, and few logins.
func (o encounter) checkTalk(t *testing.T) {
	t.Helper()
	o.log.Lock()
	defer o.log.Unlock()
	logins := 0
	for _, line := range append(slices.Clone(o.log.clear), o.log.encrypted...) {
		for _, verb := range []string{"AUTH ", "PASS ", "APOP "} {
			if strings.HasPrefix(line, verb) {
				logins++
			}
		}
	}
	if logins > maxSaid {
		t.Errorf("%d logins", logins)
	}
	failure, _ := o.report.Failure()
	if failure.Step == mailcore.Certificate && logins > 0 {
		t.Errorf("logged in in spite of the certificate")
	}
	encrypted := o.profile.Outgoing.Encryption
	if o.foe.pop {
		encrypted = o.profile.Outgoing.PopBefore.Encryption
	}
	for _, line := range o.log.clear {
		verb, _, _ := strings.Cut(line, " ")
		if encrypted != mailcore.NoEncryption && slices.Contains([]string{"AUTH", "MAIL", "RCPT", "USER", "PASS", "APOP"}, verb) {
			t.Errorf("said %q before TLS", line)
		}
	}
}
