//go:build lab

package lab

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/mail"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/steps"
)

// the lab that every test here uses.
var lab *Lab

func TestMain(m *testing.M) {
	var err error
	if lab, err = Open(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if code != 0 {
		fmt.Fprintln(os.Stderr, lab.Log())
	}
	if err := lab.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// limit is how long one test of a server may take here.
const limit = 20 * time.Second

// profile returns settings with which a may send to a mailbox of its own
// through a port of the lab, under STARTTLS.
func profile(port string, a Account) mailcore.Profile {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.Port = Host, lab.Port(port)
	p.Outgoing.User, p.Outgoing.Password = a.User, mailcore.Secret(a.Password)
	p.Outgoing.HELO, p.Outgoing.Timeout = "pc.lab.test", 10
	p.From, p.FromName, p.TestTo = a.User, "総務部 太郎", lab.NewMailbox()
	return p
}

// send carries out a whole test of p and fails t where any report of it, on
// the way or in the end, shows a password.
func send(t *testing.T, p mailcore.Profile) mailcore.Report { return run(t, p, mailcore.SendScope) }

func run(t *testing.T, p mailcore.Profile, scope mailcore.Scope) mailcore.Report {
	t.Helper()
	return runWith(t, &steps.Tester{Roots: lab.Roots}, p, scope)
}

func runWith(t *testing.T, tester *steps.Tester, p mailcore.Profile, scope mailcore.Scope) mailcore.Report {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	secrets := []string{string(p.Outgoing.Password), string(p.Outgoing.PopBefore.Password), string(p.Incoming.Password)}
	return tester.Run(ctx, steps.NewPlan(p, scope), func(r mailcore.Report) {
		if leak := leaked(r, secrets...); leak != "" {
			t.Errorf("the report shows a password as %q", leak)
		}
	})
}

// leaked returns the first form of a secret that is somewhere in r.
func leaked(r mailcore.Report, secrets ...string) string {
	text, err := json.Marshal(r)
	if err != nil {
		return err.Error()
	}
	all := string(text) + fmt.Sprintf("%+v", r)
	for _, secret := range secrets {
		for _, form := range forms(secret) {
			if strings.Contains(all, form) {
				return form
			}
		}
	}
	return ""
}

// forms returns how a secret could appear: raw, quoted, as JSON, and within
// base64 at each of the three alignments.
func forms(secret string) []string {
	if secret == "" {
		return nil
	}
	quoted, inJSON := strconv.Quote(secret), new(bytes.Buffer)
	_ = json.NewEncoder(inJSON).Encode(secret) // a string always can
	all := []string{secret, strings.Trim(quoted, `"`), strings.Trim(strings.TrimSpace(inJSON.String()), `"`)}
	for shift := range 3 {
		coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + secret))
		all = append(all, coded[(shift*8+5)/6:(shift+len(secret))*8/6])
	}
	return all
}

// TestLeaked holds that a password is found in each of the forms in which the
// other tests look for it.
func TestLeaked(t *testing.T) {
	for _, a := range Accounts {
		for _, hidden := range []string{
			a.Password, strconv.Quote(a.Password),
			base64.StdEncoding.EncodeToString([]byte("\x00" + a.User + "\x00" + a.Password)),
			base64.StdEncoding.EncodeToString([]byte(a.Password)),
			base64.StdEncoding.EncodeToString([]byte("??" + a.Password + "!")),
		} {
			r := mailcore.Report{Results: []mailcore.Result{{Reply: "> " + hidden}}}
			if leaked(r, a.Password) == "" {
				t.Errorf("not found in %q", hidden)
			}
		}
	}
}

// passed fails t unless every step of r passed, and shows how far it got.
func passed(t *testing.T, r mailcore.Report) {
	t.Helper()
	if !r.OK() {
		t.Fatalf("not every step passed:\n%s", outline(r))
	}
}

// wantFinding fails t unless the root cause of r is code.
func wantFinding(t *testing.T, r mailcore.Report, code mailcore.Code) {
	t.Helper()
	if found := cause.Diagnose(r); len(found) == 0 || found[0].Code != code {
		t.Errorf("findings %v, want %s first\n%s", found, code, outline(r))
	}
}

// outline is r as text, one line a step.
func outline(r mailcore.Report) string {
	var b strings.Builder
	for _, res := range r.Results {
		fmt.Fprintf(&b, "%-15s %-11s %-7s %-12s %s\n", res.Side, res.Step, res.State, res.Fault, strings.ReplaceAll(res.Reply, "\n", " / "))
	}
	return b.String()
}

// arrived returns the mail that came in for p's recipient.
func arrived(t *testing.T, p mailcore.Profile) *mail.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	raw, err := lab.Arrived(ctx, p.TestTo)
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	return m
}

var (
	queuedAs  = regexp.MustCompile(`queued as (\w+)`)
	loggedFor = regexp.MustCompile(`(?m) (\w+): client=\S+, sasl_method=(\S+), sasl_username=(\S+)$`)
)

// login returns the mechanism and the account with which Postfix says that
// the mail of r came in.
func login(t *testing.T, r mailcore.Report) (mechanism, account string) {
	t.Helper()
	queued, _ := r.Result(mailcore.OutgoingSide, mailcore.Queued)
	id := queuedAs.FindStringSubmatch(queued.Reply)
	if id == nil {
		t.Fatalf("no queue ID in %q", queued.Reply)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	for {
		text, _ := os.ReadFile(lab.path("postfix.log"))
		for _, line := range loggedFor.FindAllStringSubmatch(string(text), -1) {
			if line[1] == id[1] {
				return line[2], line[3]
			}
		}
		if err := pause(ctx); err != nil {
			t.Fatalf("Postfix logged no login for %s: %v", id[1], err)
		}
	}
}
