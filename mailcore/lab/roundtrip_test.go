//go:build lab

package lab

import (
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// roundTrip returns settings with which a new account sends to itself through
// a port and finds it by a protocol, and whose sessions are written down.
func roundTrip(t *testing.T, port string, protocol mailcore.Protocol) (p mailcore.Profile, a Account) {
	t.Helper()
	a, _ = watched(t, letter(1, time.Now().Add(-time.Hour), 0), letter(2, time.Now(), 0))
	p = profile(port, a)
	p.Incoming, p.TestTo, p.Wait = receivingOf(protocol, mailcore.TLS, a), a.User, 15
	return p, a
}

// TestRoundTrip sends through Postfix and finds by Dovecot, in both charsets.
func TestRoundTrip(t *testing.T) {
	for _, protocol := range protocols {
		for _, charset := range mailcore.Charsets {
			t.Run(string(protocol)+"/"+string(charset), func(t *testing.T) {
				t.Parallel()
				p, a := roundTrip(t, "submission", protocol)
				p.Charset = charset
				files := lab.Files(a)
				r := run(t, p, mailcore.RoundTripScope)
				passed(t, r)
				checkDelivery(t, r, "INBOX")
				if code := firstCode(r); code != "" {
					t.Errorf("found %q", code)
				}
				onlyLooks(t, a, files, r)
				noMarker(t, r)
			})
		}
	}
}

// checkDelivery fails t unless the mail of r came soon into folder, as sent.
func checkDelivery(t *testing.T, r mailcore.Report, folder string) {
	t.Helper()
	d := r.Delivery
	if d.Folder != folder || d.Junk != (folder != "INBOX") {
		t.Errorf("found in %q, junk %v", d.Folder, d.Junk)
	}
	if d.Seconds <= 0 || d.Seconds > 15 {
		t.Errorf("took %v s", d.Seconds)
	}
	if len(d.Rewritten) > 0 {
		t.Errorf("rewritten: %v", d.Rewritten)
	}
	want := []string{"pc.lab.test (localhost [127.0.0.1])", "mail.lab.test", "ESMTPSA"}
	if len(d.Hops) != 1 || !slices.Equal([]string{fold(d.Hops[0].From), d.Hops[0].By, d.Hops[0].With}, want) {
		t.Errorf("hops %+v, want one of %q", d.Hops, want)
	} else if since := time.Since(d.Hops[0].At); since < -time.Second || since > time.Minute {
		t.Errorf("a hop at %v", d.Hops[0].At)
	}
	if d.Signed != "none" || d.SPF+d.DKIM+d.DMARC != "" {
		t.Errorf("verdicts out of nowhere: %+v", d)
	}
}

// fold writes both names that this machine may have in Received as one.
func fold(from string) string {
	return strings.NewReplacer("unknown", Host, "IPv6:::1", "127.0.0.1").Replace(from)
}

// TestJunk finds mail that was delivered into a folder for junk, and wants to
// be told so. POP3 does not see it.
func TestJunk(t *testing.T) {
	for _, folder := range JunkFolders {
		t.Run(folder.Name, func(t *testing.T) {
			t.Parallel()
			p, a := roundTrip(t, "submission", mailcore.IMAP)
			p.TestTo = folder.Address(a)
			files := lab.Files(a)
			r := run(t, p, mailcore.RoundTripScope)
			passed(t, r)
			checkDelivery(t, r, folder.Name)
			wantFinding(t, r, "found-in-junk")
			onlyLooks(t, a, files, r)
		})
	}
}

// TestLate finds mail that a server kept for some seconds.
func TestLate(t *testing.T) {
	const kept = 3 * time.Second
	for _, protocol := range protocols {
		t.Run(string(protocol), func(t *testing.T) {
			t.Parallel()
			p, a := roundTrip(t, "held", protocol)
			files, released := lab.Files(a), make(chan error, 1)
			asked := false
			tester := &steps.Tester{Roots: lab.Roots}
			r := tester.Run(t.Context(), steps.NewPlan(p, mailcore.RoundTripScope), func(r mailcore.Report) {
				if res, _ := r.Result(mailcore.IncomingSide, mailcore.FindStep); res.State == mailcore.Running && !asked {
					asked = true
					id := r.Fact(mailcore.OutgoingSide, "queue-id")
					time.AfterFunc(kept, func() { released <- lab.Release(id) })
				}
			})
			passed(t, r)
			if err := <-released; err != nil {
				t.Fatal(err)
			}
			checkDelivery(t, r, "INBOX")
			if r.Delivery.Seconds < kept.Seconds() {
				t.Errorf("came after %v s", r.Delivery.Seconds)
			}
			t.Logf("kept for %v, found after %.1f s", kept, r.Delivery.Seconds)
			onlyLooks(t, a, files, r)
			noMarker(t, r)
		})
	}
}

// TestNeverDelivered waits for mail that a server keeps for good.
func TestNeverDelivered(t *testing.T) {
	for _, protocol := range protocols {
		t.Run(string(protocol), func(t *testing.T) {
			t.Parallel()
			p, a := roundTrip(t, "held", protocol)
			p.Wait = 2
			files := lab.Files(a)
			r := run(t, p, mailcore.RoundTripScope)
			wantFinding(t, r, "never-delivered")
			if find, _ := r.Result(mailcore.IncomingSide, mailcore.FindStep); find.State != mailcore.Failed || find.Took > 5*time.Second {
				t.Errorf("%s after %v", find.State, find.Took)
			}
			if n := len(logins(r)); n != 2 {
				t.Errorf("looked %d times", n)
			}
			onlyLooks(t, a, files, r)
			noMarker(t, r)
		})
	}
}

// TestSameAccount sends with the account of the receiving server.
func TestSameAccount(t *testing.T) {
	p, a := roundTrip(t, "submission", mailcore.POP3)
	p.Outgoing.SameAccount, p.Outgoing.User, p.Outgoing.Password = true, "", ""
	r := run(t, p, mailcore.RoundTripScope)
	passed(t, r)
	if _, who := login(t, r); who != a.User {
		t.Errorf("logged in as %s, want %s", who, a.User)
	}
}

// TestSaid holds that Dovecot writes down what is said to it, or the other
// tests would prove nothing.
func TestSaid(t *testing.T) {
	p, a := roundTrip(t, "submission", mailcore.POP3)
	passed(t, run(t, p, mailcore.RoundTripScope))
	said := lab.Said(a)
	if !slices.Contains(said, "STAT") || !slices.Contains(said, "RETR 3") || !slices.Contains(said, "QUIT") {
		t.Errorf("Dovecot heard %q", said)
	}
}
