package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// offices saves servers of every kind; the passwords are in a vault.
func (d *desk) offices(server *practice.Server) {
	d.t.Helper()
	saved := store.Settings{Preferences: store.Preferences{Language: "ja", Secrets: store.VaultStore, Roots: []string{d.file("ca.pem", string(server.CAPEM()))}}}
	office := func(code, password string) mailcore.Profile {
		p := server.Profile()
		p.ID, p.Code, p.Name, p.Practice = "id-"+code, code, "事務所 "+code, false
		p.Outgoing.Password, p.Incoming.Password, p.Outgoing.HELO = "", "", "pc.example.jp"
		if password != "" {
			d.vault(p, map[string]string{store.OutgoingSecret: password})
		}
		return p
	}
	known := func(p mailcore.Profile, ok bool) mailcore.Profile {
		p.Verified = mailcore.Verified{Hash: p.Hash(), Scope: mailcore.LoginScope, At: time.Date(2025, 4, 1, 9, 0, 0, 0, time.UTC), OK: ok, For: p.Products}
		return p
	}
	right := server.Accounts[0].Password
	builtIn := office("builtin", "")
	builtIn.Outgoing.BuiltIn = true
	saved.Profiles = []mailcore.Profile{office("good", right), known(office("broke", "wrong"), true), known(office("mended", right), false), builtIn}
	d.store(saved)
}

// store writes the settings file.
func (d *desk) store(saved store.Settings) {
	d.t.Helper()
	home, err := store.Open(d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := home.Load(); err != nil {
		d.t.Fatal(err)
	}
	if err := home.Save(saved); err != nil {
		d.t.Fatal(err)
	}
}

// everything runs check --all and returns its object.
func (d *desk) everything(args ...string) (int, jsonAll) {
	d.t.Helper()
	status, stdout, stderr := d.run(append([]string{"check", "--all", "--format", "json"}, args...)...)
	in := json.NewDecoder(strings.NewReader(stdout))
	in.DisallowUnknownFields()
	var all struct {
		Schema int `json:"schema"`
		jsonAll
	}
	if err := in.Decode(&all); err != nil || in.More() {
		d.t.Fatalf("%v in %q; stderr %q", err, stdout, stderr)
	}
	return status, all.jsonAll
}

func TestCheckAll(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.offices(server)
	before, _ := os.ReadFile(filepath.Join(d.home, "settings.toml"))
	status, all := d.everything("--jobs", "2")
	if status != failed || all.OK || all.Passed != 2 || all.Failed != 1 || all.Skipped != 1 || all.Scope != mailcore.LoginScope {
		t.Fatalf("status %d, %+v", status, all)
	}
	if strings.Join(all.Broke, " ") != "broke" || strings.Join(all.Mended, " ") != "mended" {
		t.Errorf("broke %q, mended %q", all.Broke, all.Mended)
	}
	broke, builtIn := all.Servers[1], all.Servers[3]
	if broke.Status != failed || broke.Findings[0].Code != "auth-fail" || builtIn.Reason != mailcore.NothingToTest || builtIn.Status != passed {
		t.Errorf("%+v, %+v", broke, builtIn)
	}
	if _, got := d.json("history", broke.Run); got.OK {
		t.Errorf("the history has %+v", got)
	}
	if after, _ := os.ReadFile(filepath.Join(d.home, "settings.toml")); string(after) != string(before) {
		t.Error("the settings changed")
	}

	// What was found the last time from here counts too.
	if _, again := d.everything(); len(again.Broke)+len(again.Mended) > 0 || again.Failed != 1 {
		t.Errorf("%+v", again)
	}
}

// What all servers look like in a terminal. One at a time, so that the order
// is the same each time.
func TestCheckAllText(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.offices(server)
	for _, lang := range []string{"ja", "en"} {
		stdout, stderr := d.want(failed, "check", "--all", "--jobs", "1", "--no-save", "--lang", lang)
		golden(t, "all."+lang+".txt", steady(stdout)+stderr)
	}
	if stdout, _ := d.want(passed, "history"); stdout != "" {
		t.Errorf("--no-save kept %s", stdout)
	}
}

// What failed is what the program ends with, then why there was no test; a
// batch in which nothing was tested is not good.
func TestCheckAllStatus(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	office := server.Profile()
	office.ID, office.Code, office.Practice = "id", "office", false
	unreachable, odd, practising, gmail := office, office, office, mailcore.NewProfile()
	unreachable.Outgoing.Port, odd.Outgoing.Host, practising.Practice = 1, "tls://x", true
	gmail.OAuth, gmail.Outgoing.User, gmail.Outgoing.Host = mailcore.Google, "taro@example.jp", "smtp.gmail.com"
	builtIn := office
	builtIn.Outgoing.BuiltIn = true
	tests := []struct {
		name     string
		profiles []mailcore.Profile
		args     string
		want     int
		reason   mailcore.Reason // of the first
	}{
		{"no password", []mailcore.Profile{office}, "", wrong, mailcore.NoPassword},
		{"no password needed", []mailcore.Profile{office}, "--scope connect", passed, ""},
		{"practice", []mailcore.Profile{practising}, "--scope send", passed, ""},
		{"nobody there", []mailcore.Profile{unreachable, practising}, "--scope connect", failed, ""},
		{"wrong settings", []mailcore.Profile{odd, practising}, "--scope connect", wrong, ""},
		{"wrong settings and nobody there", []mailcore.Profile{odd, unreachable}, "--scope connect", failed, ""},
		{"built in", []mailcore.Profile{builtIn}, "", wrong, mailcore.NothingToTest},
		{"built in beside another", []mailcore.Profile{builtIn, practising}, "", passed, mailcore.NothingToTest},
		{"receives nothing", []mailcore.Profile{gmail}, "--scope receive", wrong, mailcore.NoIncoming},
		{"not authorised", []mailcore.Profile{gmail, unreachable}, "", broken, mailcore.NoGrant},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := &desk{t: t, home: d.home, env: d.env}
			for i := range test.profiles {
				test.profiles[i].ID += string(rune('a' + i))
			}
			root := d.file("ca.pem", string(server.CAPEM()))
			d.store(store.Settings{Profiles: test.profiles, Preferences: store.Preferences{Secrets: store.AskStore, Roots: []string{root}}})
			status, all := d.everything(strings.Fields(test.args)...)
			if status != test.want || all.Servers[0].Reason != test.reason || all.OK != (test.want == passed) {
				t.Errorf("status %d, %+v", status, all)
			}
		})
	}
}

// A vault that does not open is asked about once, not for each server.
func TestCheckAllAsksOnce(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.offices(server)
	delete(d.env, "TODOKU_PASSPHRASE_FILE")
	asked := 0
	d.ask = func(context.Context, string) (mailcore.Secret, error) {
		asked++
		return "not this one", nil
	}
	if status, all := d.everything(); status != broken || asked != 1 || all.Servers[2].Reason != mailcore.NoSecrets {
		t.Errorf("status %d, asked %d times, %+v", status, asked, all)
	}
	asked = 0
	d.ask = func(context.Context, string) (mailcore.Secret, error) {
		asked++
		return "open sesame", nil
	}
	if status, all := d.everything(); status != failed || asked != 1 || all.Passed != 2 {
		t.Errorf("status %d, asked %d times, %+v", status, asked, all)
	}
}

func TestCheckAllStopped(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.offices(server)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	status, stdout, _ := d.runWith(ctx, "check", "--all", "--lang", "en")
	if status != failed || !strings.Contains(stdout, "Stopped with 0 of 4 done") {
		t.Errorf("status %d: %s", status, stdout)
	}
}

func TestCheckAllFlags(t *testing.T) {
	d := newDesk(t)
	for _, args := range []string{"--all office", "--all --smtp 127.0.0.1:1", "--all --user x", "--jobs 2", "--all --jobs 0", "--all"} {
		d.want(wrong, append([]string{"check"}, strings.Fields(args)...)...)
	}
}
