package steps

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
	"todoku/mailcore/products"
)

// A doorman lets accounts in by some mechanisms, and keeps who asked.
type doorman struct {
	offers, takes []string
	mu            sync.Mutex
	asked         []string
}

func (d *doorman) tester(t *testing.T) *Tester {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go d.serve(conn)
		}
	}()
	return &Tester{Lookup: lookupLoopback, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, l.Addr().String())
	}}
}

func (d *doorman) serve(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	say := func(text string) { fmt.Fprintf(conn, "%s\r\n", text) }
	say("220 mail.example.jp ESMTP")
	for lines.Scan() {
		switch words := strings.Fields(lines.Text()); words[0] {
		case "EHLO":
			say("250-mail.example.jp")
			say("250 AUTH " + strings.Join(d.offers, " "))
		case "AUTH":
			d.auth(words, lines, say)
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

func (d *doorman) auth(words []string, lines *bufio.Scanner, say func(string)) {
	challenges := map[string][]string{"LOGIN": {"Username:", "Password:"}, "CRAM-MD5": {"<1@mail.example.jp>"}}[words[1]]
	if words[1] == "LOGIN" && len(words) > 2 {
		challenges = challenges[1:]
	}
	for _, c := range challenges {
		say("334 " + base64.StdEncoding.EncodeToString([]byte(c)))
		lines.Scan()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if slices.Contains(d.takes, words[1]) {
		d.asked = append(d.asked, words[1])
		say("235 ok")
		return
	}
	d.asked = append(d.asked, "not "+words[1])
	say("535 5.7.8 Error: authentication failed")
}

func (d *doorman) refused() (n int) {
	for _, a := range d.asked {
		if strings.HasPrefix(a, "not ") {
			n++
		}
	}
	return n
}

func soldTo(ids ...mailcore.Product) mailcore.Profile {
	p := mailcore.NewProfile()
	p.From, p.TestTo, p.Products = "taro@example.jp", "hanako@example.jp", ids
	o := &p.Outgoing
	o.Host, o.Encryption, o.Auth, o.User, o.Password, o.Plaintext, o.Timeout = mailtest.Host, mailcore.NoEncryption, mailcore.AutoAuth, "taro", "himitsu-1", true, 5
	return p
}

// However many products a server is for, an account is refused three times at
// most, and a product is not judged by what another has spent.
func TestLoginsOfAllProducts(t *testing.T) {
	for _, tt := range []struct {
		name          string
		offers, takes []string
		refusals      int
		passed        []mailcore.Product // of these
	}{
		{"a wrong password", []string{"PLAIN", "LOGIN", "CRAM-MD5"}, nil, 3, nil},
		{"CRAM-MD5 that is broken", []string{"PLAIN", "LOGIN", "CRAM-MD5"}, []string{"PLAIN", "LOGIN"}, 1, []mailcore.Product{products.Redmine, products.Nextcloud, products.ECCube}},
		{"all but PLAIN broken", []string{"PLAIN", "LOGIN", "CRAM-MD5"}, []string{"PLAIN"}, 2, []mailcore.Product{products.Redmine, products.Nextcloud, products.ECCube}},
		{"LOGIN alone", []string{"LOGIN"}, []string{"LOGIN"}, 0, []mailcore.Product{products.Vtiger, products.Redmine, products.GitLab, products.Nextcloud, products.ECCube}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := &doorman{offers: tt.offers, takes: tt.takes}
			r := d.tester(t).Run(t.Context(), NewPlan(soldTo(products.IDs...), mailcore.LoginScope), func(mailcore.Report) {})
			if d.refused() != tt.refusals {
				t.Errorf("asked %v", d.asked)
			}
			for _, way := range r.Each() {
				for _, id := range way.For {
					if slices.Contains(tt.passed, id) && !way.OK() {
						t.Errorf("%s did not pass: %v", id, d.asked)
					}
				}
				if tt.takes == nil && way.OK() {
					t.Errorf("%v passed", way.For)
				}
			}
		})
	}
}

// What mends the way that failed is tried in that way alone.
func TestMendOneWay(t *testing.T) {
	d := &doorman{offers: []string{"LOGIN"}}
	tester, p := d.tester(t), soldTo(products.Redmine, products.GitLab, products.Vtiger, products.Nextcloud)
	r := tester.Run(t.Context(), NewPlan(p, mailcore.LoginScope), func(mailcore.Report) {})
	first := len(d.asked)
	attempts := tester.Mend(t.Context(), p, r, nil, func([]mailcore.Attempt) {})
	for _, a := range attempts {
		if len(a.Report.Others) > 0 {
			t.Errorf("went %d ways", len(a.Report.Others)+1)
		}
	}
	if len(attempts) == 0 || first == len(d.asked) || len(d.asked) > maxLogins {
		t.Errorf("asked %v", d.asked)
	}
}

// Once the password itself was refused, no second mechanism is tried; a
// challenge that fails is followed by the password, once.
func TestNoSecondMechanism(t *testing.T) {
	for _, tt := range []struct{ offers, takes, asked string }{
		{"PLAIN LOGIN", "", "not PLAIN"},
		{"PLAIN LOGIN", "LOGIN", "not PLAIN"},
		{"LOGIN", "", "not LOGIN"},
		{"CRAM-MD5 PLAIN LOGIN", "", "not CRAM-MD5 not PLAIN"},
		{"CRAM-MD5 PLAIN LOGIN", "PLAIN", "not CRAM-MD5 PLAIN"},
		{"CRAM-MD5 PLAIN LOGIN", "CRAM-MD5", "CRAM-MD5"},
	} {
		d := &doorman{offers: strings.Fields(tt.offers), takes: strings.Fields(tt.takes)}
		d.tester(t).Run(t.Context(), NewPlan(soldTo(), mailcore.LoginScope), func(mailcore.Report) {})
		if got := strings.Join(d.asked, " "); got != tt.asked {
			t.Errorf("%s: asked %s, want %s", tt.offers, got, tt.asked)
		}
	}
}

// One run and one mending together never log in more than three times, and what
// is offered says so before.
func TestRunAndMendTogether(t *testing.T) {
	for _, tt := range []struct {
		offers   string
		products []mailcore.Product
		spare    int
		left     int
		costs    string // of what is offered
		asked    int
	}{
		{"PLAIN LOGIN", nil, 0, 2, "1 1 1", 3},
		{"CRAM-MD5 PLAIN LOGIN", nil, 0, 1, "1 1 1", 3},
		{"CRAM-MD5 PLAIN LOGIN", []mailcore.Product{products.Nextcloud}, 0, 0, "1 1 1", 3},
		{"PLAIN LOGIN", nil, 1, 1, "1 1 1", 2},
	} {
		d := &doorman{offers: strings.Fields(tt.offers)}
		tester, p := d.tester(t), soldTo(tt.products...)
		p.Outgoing.User = "taro@example.jp"
		p.Outgoing.Password = "himitsu-1 "
		r := tester.Run(t.Context(), NewPlan(p, mailcore.LoginScope), func(mailcore.Report) {})
		tester.Spare = tt.spare
		offers, left := tester.Offers(p, r)
		var costs []string
		for _, o := range offers {
			costs = append(costs, strconv.Itoa(o.Logins))
		}
		if got := strings.Join(costs, " "); got != tt.costs || left != tt.left || len(offers) > 0 && offers[0].Changes[0].Field != "outgoing.password.tidy" {
			t.Errorf("%s: offers %v, %d left; want %s", tt.offers, offers, left, tt.costs)
		}
		tester.Mend(t.Context(), p, r, nil, func([]mailcore.Attempt) {})
		if len(d.asked) != tt.asked {
			t.Errorf("%s: asked %v, want %d", tt.offers, d.asked, tt.asked)
		}
	}
}

// Another form of an account that is refused counts for the account, too.
func TestMendingCountsForTheAccount(t *testing.T) {
	d := &doorman{offers: []string{"PLAIN"}}
	tester, p := d.tester(t), soldTo()
	p.Outgoing.User = "taro@example.jp"
	r := tester.Run(t.Context(), NewPlan(p, mailcore.LoginScope), func(mailcore.Report) {})
	heard := map[string]int{}
	tester.Judged = func(of mailcore.Login, letIn bool) { heard[of.User]++ }
	tester.Mend(t.Context(), p, r, nil, func([]mailcore.Attempt) {})
	if heard["taro@example.jp"] != 2 || heard["taro"] != 1 || heard["taro%example.jp"] != 1 {
		t.Errorf("heard %v", heard)
	}
}

// What somebody has left out is not tried.
func TestMendWithout(t *testing.T) {
	d := &doorman{offers: []string{"PLAIN"}}
	tester, p := d.tester(t), soldTo()
	p.Outgoing.User = "taro@example.jp"
	r := tester.Run(t.Context(), NewPlan(p, mailcore.LoginScope), func(mailcore.Report) {})
	offers, _ := tester.Offers(p, r)
	for _, a := range tester.Mend(t.Context(), p, r, [][]mailcore.Change{offers[0].Changes}, func([]mailcore.Attempt) {}) {
		if slices.Equal(a.Changes, offers[0].Changes) {
			t.Errorf("tried %v", a.Changes)
		}
	}
}

// Whoever counts hears of each answer to an account once, and of nothing else.
func TestJudged(t *testing.T) {
	for _, tt := range []struct{ offers, takes, heard string }{
		{"PLAIN LOGIN", "", "-taro"},
		{"CRAM-MD5 PLAIN", "PLAIN", "-taro +taro"},
		{"GSSAPI", "", ""},
	} {
		d := &doorman{offers: strings.Fields(tt.offers), takes: strings.Fields(tt.takes)}
		var heard []string
		tester := d.tester(t)
		tester.Judged = func(of mailcore.Login, letIn bool) {
			heard = append(heard, map[bool]string{true: "+", false: "-"}[letIn]+of.User)
			if of.Host != mailtest.Host {
				t.Errorf("of %s", of.Host)
			}
		}
		tester.Run(t.Context(), NewPlan(soldTo(), mailcore.LoginScope), func(mailcore.Report) {})
		if got := strings.Join(heard, " "); got != tt.heard {
			t.Errorf("%s: heard %q, want %q", tt.offers, got, tt.heard)
		}
	}
}

func TestDenies(t *testing.T) {
	for reply, want := range map[string]bool{
		"535 5.7.8 Error: authentication failed":           true,
		"454 4.7.0 Temporary authentication failure":       false,
		"504 5.5.4 Unrecognized authentication type":       false,
		"-ERR [AUTH] Authentication failed.":               true,
		"-ERR [SYS/TEMP] Try again later":                  false,
		"a1 NO [AUTHENTICATIONFAILED] Invalid credentials": true,
		"a1 NO [UNAVAILABLE] Temporary failure":            false,
	} {
		if denies(reply) != want {
			t.Errorf("%s: %v", reply, !want)
		}
	}
}
