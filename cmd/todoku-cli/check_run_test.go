package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// carry carries out a check as options say, without flags, and returns what it
// ended with and its report.
func (d *desk) carry(o checkOptions) (status int, report jsonReport, err error) {
	d.t.Helper()
	var out, complaints bytes.Buffer
	o.format, o.lang = "json", "en"
	err = runCheck(d.t.Context(), d.session(&out, &complaints), o)
	if e, ok := errors.AsType[*exit](err); ok {
		status, err = e.status, e.err
	}
	if out.Len() > 0 {
		if err := json.Unmarshal(out.Bytes(), &report); err != nil {
			d.t.Fatalf("%v in %q", err, out.String())
		}
	}
	return status, report, err
}

// reaching are options that reach a practice server and log in.
func (d *desk) reaching(server *practice.Server) checkOptions {
	d.t.Helper()
	return usual(func(o *checkOptions) {
		o.servers["smtp"], o.ca, o.noSave = at(server.SMTP), d.file("ca.pem", string(server.CAPEM())), true
		o.changes["outgoing.helo"], o.changes["outgoing.user"] = "pc.example.jp", server.Accounts[0].User
		o.files["password-file"] = d.file("pw", server.Accounts[0].Password)
	})
}

// at returns a loopback server.
func at(port int) server { return server{host: "127.0.0.1", port: port} }

func TestRunCheck(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	saved := d.save(server, store.AskStore)
	for _, test := range []struct {
		name   string
		change func(*checkOptions)
		status int
		scope  mailcore.Scope
		says   string // of the error
	}{
		{"login", func(*checkOptions) {}, passed, mailcore.LoginScope, ""},
		{"no account", func(o *checkOptions) { delete(o.changes, "outgoing.user"); delete(o.files, "password-file") }, passed, mailcore.ConnectScope, ""},
		{"a recipient", func(o *checkOptions) { o.changes["from"], o.changes["test_to"] = saved.From, saved.TestTo }, passed, mailcore.SendScope, ""},
		{"a scope", func(o *checkOptions) { o.scope = mailcore.ConnectScope }, passed, mailcore.ConnectScope, ""},
		{"the wrong password", func(o *checkOptions) { o.files["password-file"] = d.file("wrong", "wrong") }, failed, mailcore.LoginScope, ""},
		{"no password file", func(o *checkOptions) { o.files["password-file"] = "/nowhere" }, wrong, "", "read the password file"},
		{"an empty password file", func(o *checkOptions) { o.files["password-file"] = d.file("empty", "") }, wrong, mailcore.LoginScope, ""},
		{"saved", func(o *checkOptions) { o.code = "office" }, passed, mailcore.SendScope, ""},
		{"saved, nobody to ask", func(o *checkOptions) {
			o.code = "office"
			delete(o.changes, "outgoing.user")
			delete(o.files, "password-file")
		}, broken, "", "no terminal"},
		{"not saved", func(o *checkOptions) { o.code = "branch" }, wrong, "", `the code "branch"`},
		{"a field that is none", func(o *checkOptions) { o.changes["outgoing.colour"] = "red" }, wrong, "", "no such field"},
		{"POP without its use", func(o *checkOptions) { o.changes["outgoing.pop.wait"] = "1" }, wrong, "", "--pop-wait has no effect"},
		{"two passwords for standard input", func(o *checkOptions) { o.files["password-file"], o.files["token-file"] = "-", "-" }, wrong, "", "standard input"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := &desk{t: t, home: d.home, env: d.env}
			o := d.reaching(server)
			test.change(&o)
			status, report, err := d.carry(o)
			if status != test.status || report.Scope != test.scope || (test.says == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("status %d, scope %q, %v", status, report.Scope, err)
			}
		})
	}
}

// Each password that is nowhere is asked for once, and one that is given not
// at all.
func TestRunCheckAsks(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	server, _ := d.practise(practice.Options{})
	var asked []string
	d.ask = func(_ context.Context, prompt string) (mailcore.Secret, error) {
		asked = append(asked, strings.TrimSuffix(prompt, " at 127.0.0.1: "))
		return mailcore.Secret(server.Accounts[0].Password), nil
	}
	both := func(o *checkOptions) {
		o.servers["imap"] = at(server.IMAPS)
		o.changes["incoming.encryption"], o.changes["from"] = "tls", server.Accounts[0].Address
	}
	taro, jiro := "Password for taro@practice.example", "Password for jiro"
	for _, test := range []struct {
		name   string
		change func(*checkOptions)
		want   []string
	}{
		{"one side", func(*checkOptions) {}, []string{taro}},
		{"both sides with one account", both, []string{taro}},
		{"POP with another account", func(o *checkOptions) {
			o.changes["outgoing.pop.use"], o.changes["outgoing.pop.user"] = "true", "jiro"
		}, []string{taro, jiro}},
		{"POP with the same account", func(o *checkOptions) {
			o.changes["outgoing.pop.use"], o.changes["outgoing.pop.user"] = "true", server.Accounts[0].User
		}, []string{taro}},
		{"in a file", func(o *checkOptions) { o.files["password-file"] = d.file("pw", server.Accounts[0].Password) }, nil},
		{"as far as the connection", func(o *checkOptions) { o.scope = mailcore.ConnectScope }, nil},
	} {
		asked = nil
		o := d.reaching(server)
		delete(o.files, "password-file")
		test.change(&o)
		if status, report, err := d.carry(o); err != nil || status > failed || !slices.Equal(asked, test.want) {
			t.Errorf("%s: status %d, %v, asked %q; %+v", test.name, status, err, asked, report)
		}
	}
}
