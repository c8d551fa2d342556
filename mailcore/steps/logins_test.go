package steps

import (
	"bufio"
	"context"
	"encoding/base64"
	"fmt"
	"net"
	"slices"
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
	d := &doorman{offers: []string{"PLAIN", "LOGIN", "CRAM-MD5"}}
	tester, p := d.tester(t), soldTo(products.Redmine, products.GitLab, products.Vtiger, products.Nextcloud)
	r := tester.Run(t.Context(), NewPlan(p, mailcore.LoginScope), func(mailcore.Report) {})
	d.asked = nil
	attempts := tester.Mend(t.Context(), p, r, func([]mailcore.Attempt) {})
	for _, a := range attempts {
		if len(a.Report.Others) > 0 {
			t.Errorf("went %d ways", len(a.Report.Others)+1)
		}
	}
	if len(attempts) == 0 || len(d.asked) > maxLogins {
		t.Errorf("asked %v", d.asked)
	}
}
