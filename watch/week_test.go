package watch

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/steps"
	"todoku/store"
)

const day = 24 * time.Hour

// An office is some servers of the practice kind, and the watch over them.
type office struct {
	*testing.T
	home    *store.Store
	now     time.Time
	servers map[string]*practice.Server
	saved   store.Settings
	roots   *x509.CertPool
	watch   store.Watch
	notices []string // that the desktop showed
	log     []string // what the rounds noticed: hours since the beginning, kind, server
	begun   time.Time
	write   func(string, []byte) error
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
}

func newOffice(t *testing.T) *office {
	t.Helper()
	home, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	return &office{
		T: t, home: home, now: begun, begun: begun, servers: map[string]*practice.Server{}, roots: x509.NewCertPool(),
		saved: store.Settings{Preferences: store.Preferences{Secrets: store.VaultStore}},
		watch: store.Watch{Scope: mailcore.LoginsScope, Every: 6, At: "00:00", Mail: true},
	}
}

// open starts a server, in place of one of that code, whose certificate ends
// after so long, and watches it.
func (o *office) open(code, scenario string, left time.Duration) *practice.Server {
	o.Helper()
	options := practice.Options{Scenario: scenario, Now: func() time.Time { return o.now.Add(left - 365*day) }}
	for _, a := range practice.Accounts {
		a.User, a.Address = code+"-"+a.User, code+"-"+a.Address
		options.Accounts = append(options.Accounts, a)
	}
	before := o.servers[code]
	if before != nil {
		before.Close()
		options.Ports = before.Ports
	}
	server, err := practice.Start(o.Context(), options)
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() { server.Close() })
	o.roots.AppendCertsFromPEM(server.CAPEM())
	o.servers[code] = server
	if before == nil {
		p := server.Profile()
		p.ID, p.Code, p.Name, p.Practice = "id-"+code, code, "事務所 "+code, false
		p.Outgoing.HELO, p.From = "pc.example.jp", server.Accounts[0].Address
		p.Notify = []string{"kanri@example.co.jp"}
		o.saved.Profiles = append(o.saved.Profiles, p)
	}
	return server
}

// round has the clock at so many hours after the beginning, and watches once.
func (o *office) round(hours int) *Round {
	o.Helper()
	o.now = o.begun.Add(time.Duration(hours) * time.Hour)
	r, err := o.once().Run(o.Context())
	if err != nil {
		o.Fatalf("hour %d: %v", hours, err)
	}
	for _, c := range r.Changes {
		entry := fmt.Sprintf("%d %s", hours, c.Kind)
		if c.Code != "" {
			entry += " " + c.Code
		}
		if c.Why.Code != "" {
			entry += " " + string(c.Why.Code)
		}
		if c.told > 0 {
			entry += fmt.Sprintf(" %d", c.told)
		}
		o.log = append(o.log, entry)
	}
	return r
}

func (o *office) once() *Watch {
	return &Watch{
		Home: o.home, Settings: o.watch, Saved: o.saved, Secrets: store.NewAsk(nil), Roots: o.roots, Now: func() time.Time { return o.now },
		Desk: func(_, text string) error { o.notices = append(o.notices, text); return nil }, write: o.write,
		tester: steps.Tester{Dial: o.dial},
	}
}

func (o *office) wants(want ...string) {
	o.Helper()
	if !slices.Equal(o.log, want) {
		o.Errorf("noticed:\n%s\nwant:\n%s", strings.Join(o.log, "\n"), strings.Join(want, "\n"))
	}
}

// A letter is a mail of the watch.
type letter struct{ id, subject, body string }

// letters are the mails that a server has for the administrator.
func (o *office) letters(code string) (all []letter) {
	o.Helper()
	server := o.servers[code]
	for _, text := range server.Messages(server.Accounts[1].User) {
		m, err := mail.ReadMessage(bytes.NewReader(text))
		if err != nil {
			o.Fatal(err)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil {
			o.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil {
			o.Fatal(err)
		}
		all = append(all, letter{m.Header.Get("Message-ID"), subject, strings.ReplaceAll(string(body), "\r\n", "\n")})
	}
	return all
}

// A week: servers break, mend, refuse and expire. Each change is told once, by
// mail and on the desktop, and nothing else is.
func TestAWeek(t *testing.T) {
	o := newOffice(t)
	keeper := o.open("keeper", "ok", 300*day)
	for _, one := range []struct {
		code string
		left time.Duration
	}{{"flaky", 300 * day}, {"aging", 180 * time.Hour}, {"ending", 71 * time.Hour}, {"denied", 300 * day}} {
		o.open(one.code, "ok", one.left)
	}
	for i := range o.saved.Profiles {
		o.saved.Profiles[i].Notify = []string{keeper.Accounts[1].Address}
	}
	for hours := 0; hours <= 7*24; hours += 6 {
		switch o.now = o.begun.Add(time.Duration(hours) * time.Hour); hours {
		case 24:
			o.servers["flaky"].Close()
		case 36:
			o.open("flaky", "ok", 300*day)
		case 60:
			o.open("denied", "password", 300*day)
		case 84:
			o.open("denied", "ok", 300*day)
		case 90:
			o.look("denied")
		case 96:
			o.open("ending", "ok", 300*day)
		}
		o.round(hours)
	}
	o.wants(
		"0 certificate aging 14", "0 certificate ending 7", "12 certificate aging 7", "24 broke flaky tcp-refused", "36 mended flaky",
		"48 certificate ending 1", "60 broke denied auth-fail", "72 broke ending cert-expired", "90 mended denied", "96 mended ending",
		"156 certificate aging 1",
	)
	letters := o.letters("keeper")
	if len(letters) != 10 || len(o.notices) != 10 {
		t.Errorf("%d mails, %d notices of 10 rounds", len(letters), len(o.notices))
	}
	var told strings.Builder
	for _, l := range letters {
		told.WriteString(l.subject + "\n" + l.body + "\n")
	}
	for text, n := range map[string]int{
		"失敗するようになりました": 3, "成功するようになりました": 3, "証明書の期限まで、あと": 5, "■ 事務所 flaky（flaky、127.0.0.1）": 2,
		"最後に成功した日時: " + words.Moment(o.begun.Add(18*time.Hour)): 1, "失敗していた期間の始まり: " + words.Moment(o.begun.Add(day)) + "\n": 1, "原因: ": 3, "誰かが確かめるまで": 1,
	} {
		if got := strings.Count(told.String(), text); got != n {
			t.Errorf("%q is told %d times, want %d", text, got, n)
		}
	}
	for _, text := range o.notices {
		if strings.Contains(text, "127.0.0.1") || strings.Contains(text, "事務所") {
			t.Errorf("a notice says %q", text)
		}
	}
	if state, err := ReadState(o.home); err != nil || len(state.Outbox) != 0 {
		t.Errorf("%d changes are left, %v", len(state.Outbox), err)
	}
	if t.Failed() {
		t.Log(told.String())
	}
}

// look is somebody who looks at a server's accounts.
func (o *office) look(code string) {
	o.Helper()
	for _, p := range o.saved.Profiles {
		if p.Code == code {
			if err := o.home.Attempts().Look(steps.NewPlan(p, mailcore.LoginsScope).Logins()); err != nil {
				o.Fatal(err)
			}
		}
	}
}

// A round that finds nothing new says nothing, however often it runs.
func TestNothingNew(t *testing.T) {
	o := newOffice(t)
	o.open("keeper", "ok", 300*day)
	for hours := range 5 {
		o.round(hours)
	}
	o.wants()
	if len(o.notices) > 0 || len(o.letters("keeper")) > 0 {
		t.Errorf("%q, %v", o.notices, o.letters("keeper"))
	}
}

// A heart-beat comes once a week, on its day or when that was missed.
func TestHeartBeat(t *testing.T) {
	o := newOffice(t)
	keeper := o.open("keeper", "ok", 300*day)
	o.saved.Profiles[0].Notify = []string{keeper.Accounts[1].Address}
	o.watch.HeartBeat = "mon" // the sixth of April
	seen := 0
	for _, step := range []struct{ hours, mails int }{{0, 1}, {6, 0}, {4*24 + 23, 0}, {5 * 24, 1}, {5*24 + 6, 0}, {13 * 24, 1}, {18 * 24, 0}, {19 * 24, 1}} {
		o.round(step.hours)
		if n := len(o.letters("keeper")) - seen; n != step.mails {
			t.Errorf("hour %d: %d mails, want %d", step.hours, n, step.mails)
		}
		seen = len(o.letters("keeper"))
	}
	if last := o.letters("keeper")[0]; last.subject != "[Todoku] 見張りは動いています" || !strings.Contains(last.body, "成功 1、失敗 0、不明 0") {
		t.Errorf("%+v", last)
	}
	o.wants()
}
