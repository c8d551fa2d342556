package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

var protocols = []mailcore.Protocol{mailcore.POP3, mailcore.IMAP}

// Both protocols, every encryption.
func TestReceive(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{})
	d.filled(server, send)
	for _, protocol := range protocols {
		for _, e := range mailcore.Encryptions {
			t.Run(fmt.Sprint(protocol, e), func(t *testing.T) {
				d := &desk{t: t, home: d.home, env: d.env}
				status, got := d.json(with("check", d.receiving(server, protocol, e))...)
				if protocol == mailcore.IMAP && e == mailcore.NoEncryption { // the server insists
					if status != failed || got.Findings[0].Code != "starttls-required" || got.Mailbox != nil {
						t.Errorf("status %d, %+v", status, got.Findings)
					}
					return
				}
				if status != passed || got.Scope != mailcore.ReceiveScope || got.Mailbox == nil || got.Mailbox.Count != 1 || !got.Mailbox.UIDL || got.Delivery != nil {
					t.Errorf("status %d, %+v, %+v", status, got.Findings, got.Mailbox)
				}
				for _, res := range got.Results[1:] {
					if res.Side != mailcore.IncomingSide {
						t.Errorf("%s on side %s", res.Step, res.Side)
					}
				}
			})
		}
	}
}

func TestReceiveStatus(t *testing.T) {
	d := newDesk(t)
	now := d.clock()
	d.now = func() time.Time { *now = now.Add(store.RefusedWithin); return *now } // each for itself
	server, send := d.practise(practice.Options{})
	imap, pop := d.receiving(server, mailcore.IMAP, mailcore.STARTTLS), d.receiving(server, mailcore.POP3, mailcore.STARTTLS)
	token := d.file("token", server.Accounts[1].Token)
	d.filled(server, send)
	tests := []struct {
		name string
		want int
		args []string
	}{
		{"user is LOGIN", passed, append(imap, "--in-auth", "user")},
		{"USER", passed, append(pop, "--in-auth", "user")},
		{"APOP", passed, append(pop, "--in-auth", "APOP")},
		{"token", passed, append(imap[:8:8], "--token-file", token)},
		{"token by name", passed, append(pop, "--in-auth", "xoauth2", "--token-file", token)},
		{"outgoing account", passed, append(imap[:6:6], "--user", server.Accounts[1].User, "--password-file", imap[9])},
		{"encryption by port", passed, append(slices.Concat(imap[:2], imap[4:]), "--timeout", "5")},
		{"limits", passed, append(pop, "--in-size-limit", "1", "--delete-days", "0")},

		{"wrong password", failed, append(imap, "--in-password-file", d.file("wrong", "x"))},
		{"wrong password, POP3", failed, append(pop, "--in-password-file", d.file("wrong", "x"))},
		{"no such account", failed, append(pop, "--in-user", "nobody")},
		{"password in clear", failed, append(imap, "--in-encryption", "none", "--in-auth", "login")},
		{"nobody listens", failed, append(imap, "--imap", "127.0.0.1:1")},
		{"token for a password", failed, append(imap, "--in-auth", "plain", "--in-password-file", token)},

		{"both protocols", wrong, append(imap, "--pop3", "127.0.0.1:1")},
		{"no account", wrong, imap[:6]},
		{"no password", wrong, imap[:8]},
		{"APOP with IMAP4", wrong, append(imap, "--in-auth", "apop")},
		{"no such method", wrong, append(imap, "--in-auth", "kerberos")},
		{"URL for a host", wrong, append(imap, "--imap", "http://imap.example.jp")},
		{"negative days", wrong, append(imap, "--delete-days", "-1")},
		{"days without sense", wrong, append(imap, "--delete-days", "soon")},
		{"negative size", wrong, append(imap, "--in-size-limit", "-1")},
		{"no wait", wrong, append(imap, "--wait", "0s")},
		{"receiving flags alone", wrong, append(send, "--in-user", "taro")},
		{"wait alone", wrong, append(send, "--wait", "5s")},
		{"nothing to receive from", wrong, append(send, "--scope", "receive")},
		{"nothing to find in", wrong, slices.Concat(send, addressed, []string{"--scope", "roundtrip"})},
		{"nothing to send by", wrong, append(imap, "--scope", "login")},
		{"no sender", wrong, append(send, imap...)},
		{"token for nobody", wrong, append(imap, "--token-file", token)},
		{"stdin twice", wrong, slices.Concat(send, imap, []string{"--password-file", "-", "--in-password-file", "-"})},
		{"stdin for a token too", wrong, append(imap, "--in-password-file", "-", "--token-file", "-")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := &desk{t: t, home: d.home, env: d.env, now: d.now}
			d.want(test.want, with("check", test.args)...)
		})
	}
}

// Sent, found, and told what happened on the way, by both protocols.
func TestRoundTrip(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{Scenario: "rewritten"})
	d.filled(server, send)
	for _, protocol := range protocols {
		args := slices.Concat(send, d.receiving(server, protocol, mailcore.TLS), []string{"--from", "taro@practice.example", "--wait", "20s"})
		stdout, stderr := d.want(passed, with("check", args, "--format", "json")...)
		got := d.decode(stdout, stderr)
		if got.Scope != mailcore.RoundTripScope || got.Delivery == nil || got.Delivery.Folder != "INBOX" || got.Delivery.TookMS <= 0 {
			t.Fatalf("%s: %+v", protocol, got.Delivery)
		}
		if hops := got.Delivery.Hops; len(hops) < 3 || hops[0].At == nil || hops[len(hops)-1].By == "" || len(got.Delivery.Rewritten) == 0 {
			t.Errorf("%s: %+v", protocol, got.Delivery)
		}
		if !strings.Contains(got.Zaionnex, "正常に送信されました") || got.Findings[0].Code != "mail-rewritten" {
			t.Errorf("%s: %q, %+v", protocol, got.Zaionnex, got.Findings)
		}
	}
	status, got := d.json("practice", "--run", "--scenario", "in-use")
	if status != failed || got.Delivery != nil {
		t.Errorf("status %d, %+v", status, got.Delivery)
	}
}

// One account is enough for both sides, whichever of them names it.
func TestOneAccount(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{})
	user, file := send[len(send)-3], send[len(send)-1]
	imap := d.receiving(server, mailcore.IMAP, mailcore.STARTTLS)[:6]
	both := append(slices.Concat(send[:6], imap), "--from", user)
	for name, account := range map[string][]string{
		"outgoing": {"--user", user, "--password-file", file},
		"incoming": {"--in-user", user, "--in-password-file", file},
		"crossed":  {"--in-user", user, "--password-file", file},
		"twice":    {"--user", user, "--in-user", user, "--in-password-file", file},
		"stdin":    {"--user", user, "--password-file", "-"},
		"token":    {"--user", user, "--token-file", d.file("token", server.Accounts[0].Token)},
		"mixed":    {"--user", user, "--password-file", file, "--in-auth", "xoauth2", "--token-file", d.file("token", server.Accounts[0].Token)},
	} {
		d.stdin = server.Accounts[0].Password
		status, got := d.json(with("check", both, account...)...)
		if status != passed || got.Scope != mailcore.RoundTripScope || got.Delivery == nil {
			t.Errorf("%s: status %d, %+v", name, status, got.Findings)
		}
	}
	asked := 0
	d.ask = func(context.Context, string) (mailcore.Secret, error) {
		asked++
		return mailcore.Secret(server.Accounts[0].Password), nil
	}
	if d.want(passed, with("check", both, "--user", user)...); asked != 1 {
		t.Errorf("asked %d times for one password", asked)
	}
}

// How far a test goes when a receiving server is named.
func TestReceivingScope(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{})
	imap := d.receiving(server, mailcore.IMAP, mailcore.STARTTLS)
	for _, test := range []struct {
		args []string
		want mailcore.Scope
	}{
		{imap, mailcore.ReceiveScope},
		{slices.Concat(send, imap, addressed), mailcore.RoundTripScope},
		{slices.Concat(send, imap, []string{"--scope", "receive"}), mailcore.ReceiveScope},
		{slices.Concat(send, imap, []string{"--scope", "login"}), mailcore.LoginScope},
		{slices.Concat(send, imap, []string{"--scope", "logins"}), mailcore.LoginsScope}, // each side with its own password
		{slices.Concat(send, imap, addressed, []string{"--scope", "send"}), mailcore.SendScope},
	} {
		status, got := d.json(with("check", test.args)...)
		if status != passed || got.Scope != test.want {
			t.Errorf("%q: status %d, %q, want %q", test.args, status, got.Scope, test.want)
		}
	}
}

// A receiving server's usual ports and encryptions go together.
func TestReceivingDefaults(t *testing.T) {
	for flags, want := range map[string]string{
		"--imap h":                           "h:993 tls auto",
		"--pop3 h":                           "h:995 tls auto",
		"--imap h:143":                       "h:143 starttls auto",
		"--pop3 h:110 --in-auth user":        "h:110 starttls USER",
		"--imap h:993":                       "h:993 tls auto",
		"--pop3 h:10995":                     "h:10995 starttls auto",
		"--imap h --in-encryption starttls":  "h:143 starttls auto",
		"--pop3 h --in-encryption none":      "h:110 none auto",
		"--imap h --in-auth user":            "h:993 tls LOGIN",
		"--pop3 h --in-auth login":           "h:995 tls LOGIN",
		"--imap h --in-auth scram-sha-256":   "h:993 tls SCRAM-SHA-256",
		"--imap h --token-file t":            "h:993 tls XOAUTH2",
		"--imap [2001:db8::1]:993 --wait 2m": "[2001:db8::1]:993 tls auto",
	} {
		o := parsed(t, strings.Fields(flags)...)
		target, err := o.target(store.Settings{}, "")
		in := target.profile.Incoming
		if got := fmt.Sprint(address(in.Host, in.Port), " ", in.Encryption, " ", in.Auth); err != nil || got != want {
			t.Errorf("%s: %s, want %s; %v", flags, got, want, err)
		}
	}
}

// The keys of the two objects are a promise.
func TestMailJSONKeys(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{Scenario: "rewritten"})
	pop := d.receiving(server, mailcore.POP3, mailcore.TLS)
	d.filled(server, send)
	stdout, _ := d.want(passed, with("check", pop, "--delete-days", "0", "--format", "json")...)
	mailbox := inside(t, stdout, "mailbox")
	keysAre(t, mailbox, "bytes", "count", "deletable", "too_large", "uidl", "would_delete")
	deleted, _ := mailbox["would_delete"].([]any)
	if len(deleted) != 1 || mailbox["deletable"] != 1.0 {
		t.Fatalf("%v", mailbox)
	}
	keysAre(t, deleted[0].(map[string]any), "date", "uid")

	stdout, _ = d.want(passed, with("check", slices.Concat(send, pop, addressed), "--format", "json")...)
	delivery := inside(t, stdout, "delivery")
	keysAre(t, delivery, "auth_results", "dkim", "dmarc", "folder", "hops", "junk", "rewritten", "signed", "spf", "took_ms")
	keysAre(t, delivery["hops"].([]any)[0].(map[string]any), "at", "by", "delay_ms", "from", "with")
	keysAre(t, delivery["rewritten"].([]any)[0].(map[string]any), "field", "value")
}

func inside(t *testing.T, object, key string) map[string]any {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal([]byte(object), &all); err != nil {
		t.Fatalf("%v: %s", err, object)
	}
	inner, ok := all[key].(map[string]any)
	if !ok {
		t.Fatalf("no %s in %s", key, object)
	}
	return inner
}

func keysAre(t *testing.T, object map[string]any, want ...string) {
	t.Helper()
	if got := slices.Sorted(maps.Keys(object)); !slices.Equal(got, want) {
		t.Errorf("keys %q, want %q", got, want)
	}
}

// What is not told is null, and what a mail says cannot act on a terminal.
func TestMailJSONValues(t *testing.T) {
	box := newMailbox(&mailcore.Mailbox{Bytes: -1, Deletable: -1, WouldDelete: []mailcore.Mail{{UID: "\x1b[2J"}}})
	delivery := newDelivery(&mailcore.Delivery{Folder: "a\u202eb", Hops: []mailcore.Hop{{By: "mx"}}})
	text, err := json.Marshal([]any{box, delivery, newMailbox(nil), newDelivery(nil)})
	want := `[{"count":0,"bytes":null,"uidl":false,"would_delete":[{"uid":"\\x1b[2J","date":null}],"too_large":0,"deletable":null},` +
		`{"took_ms":0,"hops":[{"from":"","by":"mx","with":"","at":null,"delay_ms":0}],"rewritten":[],"auth_results":"","folder":"a\\u202eb",` +
		`"junk":false,"spf":"","dkim":"","dmarc":"","signed":""},null,null]`
	if err != nil || string(text) != want {
		t.Errorf("%v\n%s, want\n%s", err, text, want)
	}
}

// What receiving and a round trip look like in a terminal, then and later.
func TestMailText(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{Scenario: "rewritten"})
	imap, pop := d.receiving(server, mailcore.IMAP, mailcore.TLS), d.receiving(server, mailcore.POP3, mailcore.STARTTLS)
	for _, lang := range []string{"ja", "en"} {
		stdout, _ := d.want(passed, with("check", slices.Concat(send, imap, addressed), "--lang", lang)...)
		golden(t, "roundtrip."+lang+".txt", steady(stdout))
		later, _ := d.want(passed, "history", d.latest(), "--lang", lang)
		if later != stdout {
			t.Errorf("the history shows\n%s, not\n%s", later, stdout)
		}
	}
	stdout, _ := d.want(passed, with("check", pop, "--delete-days", "0", "--in-size-limit", "1", "--lang", "en")...)
	golden(t, "receive.en.txt", steady(stdout))
	if later, _ := d.want(passed, "history", d.latest(), "--lang", "en"); later != stdout {
		t.Errorf("the history shows\n%s, not\n%s", later, stdout)
	}
}

// latest returns the ID of the last test.
func (d *desk) latest() string {
	d.t.Helper()
	stdout, _ := d.want(passed, "history", "--last", "1")
	id, _, _ := strings.Cut(stdout, " ")
	return id
}

// A saved mail server with a receiving side has two passwords.
func TestSavedReceiving(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	server, send := d.practise(practice.Options{})
	d.keep(store.AskStore, func(p *mailcore.Profile) {
		id, code := p.ID, p.Code
		*p = server.Profile()
		p.ID, p.Code, p.Practice = id, code, false
	})
	d.ask = func(_ context.Context, prompt string) (mailcore.Secret, error) {
		i := slices.IndexFunc(server.Accounts, func(a practice.Account) bool { return strings.Contains(prompt, a.User+" at 127.0.0.1") })
		return mailcore.Secret(server.Accounts[i].Password), nil
	}
	office := []string{"check", "office", "--ca", send[3]}
	for _, test := range []struct {
		args  []string
		want  int
		scope mailcore.Scope
	}{
		{nil, passed, mailcore.SendScope},
		{[]string{"--scope", "receive"}, passed, mailcore.ReceiveScope},
		{[]string{"--scope", "roundtrip"}, passed, mailcore.RoundTripScope},
		{[]string{"--scope", "logins"}, passed, mailcore.LoginsScope},
		{[]string{"--pop3", server.Addr(server.POP3)}, passed, mailcore.ReceiveScope},
		{[]string{"--imap", server.Addr(server.IMAPS), "--in-encryption", "tls"}, passed, mailcore.ReceiveScope},
		{[]string{"--scope", "receive", "--in-user", server.Accounts[0].User}, passed, mailcore.ReceiveScope}, // the kept password is another's
		{[]string{"--scope", "receive", "--in-password-file", d.file("wrong", "x")}, failed, mailcore.ReceiveScope},
		{[]string{"--scope", "roundtrip", "--user", "x", "--password-file", d.file("wrong", "x")}, failed, mailcore.RoundTripScope},
	} {
		status, got := d.json(append(office, test.args...)...)
		if status != test.want || got.Scope != test.scope {
			t.Errorf("%q: status %d, %q, %+v", test.args, status, got.Scope, got.Findings)
		}
	}

	stdout, _ := d.want(passed, "list", "--lang", "en")
	if want := "IMAP4 " + server.Addr(server.IMAP); !strings.Contains(stdout, want) {
		t.Errorf("no %q in %s", want, stdout)
	}
	stdout, _ = d.want(passed, "show", "office")
	got := strings.Join(strings.Fields(stdout), " ")
	for _, row := range []string{"incoming.protocol imap incoming.host 127.0.0.1", "incoming.user hanako@practice.example", "outgoing.same_account false"} {
		if !strings.Contains(got, row) {
			t.Errorf("no %q in %s", row, stdout)
		}
	}
}

// A saved mail server whose sides share an account has one password.
func TestSavedSharedAccount(t *testing.T) {
	d := newDesk(t)
	server, send := d.practise(practice.Options{})
	d.keep(store.AskStore, func(p *mailcore.Profile) {
		id, code := p.ID, p.Code
		*p = server.Profile()
		p.ID, p.Code, p.Practice = id, code, false
		p.Outgoing.SameAccount, p.Outgoing.User = true, "whoever"
	})
	d.ask = func(_ context.Context, prompt string) (mailcore.Secret, error) {
		if !strings.Contains(prompt, server.Accounts[1].User) {
			t.Errorf("asked %q", prompt)
		}
		return mailcore.Secret(server.Accounts[1].Password), nil
	}
	office := []string{"check", "office", "--ca", send[3]}
	for _, scope := range []string{"login", "receive", "roundtrip"} {
		d.want(passed, append(office, "--scope", scope)...)
	}
	d.want(passed, append(office, "--scope", "roundtrip", "--user", server.Accounts[0].User, "--password-file", send[len(send)-1])...)
	d.want(failed, append(office, "--scope", "login", "--password-file", d.file("wrong", "x"))...)
}
