package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// Flags override a saved mail server for one test.
func TestFlagsOverride(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	d.save(server, store.AskStore)
	args := []string{"check", "office", "--ca", flags[3], "--password-file", flags[len(flags)-1]}
	before, err := os.ReadFile(filepath.Join(d.home, "settings.toml"))
	if err != nil {
		t.Fatal(err)
	}
	_, got := d.json(args...)
	if !got.OK || got.Scope != mailcore.SendScope {
		t.Errorf("%+v", got)
	}
	d.want(failed, append(args, "--smtp", "127.0.0.1:1")...)
	d.want(passed, append(args, "--smtp", server.Addr(server.SMTPS), "--encryption", "tls")...)
	d.want(wrong, append(args, "--from", "nobody@")...)
	if after, _ := os.ReadFile(filepath.Join(d.home, "settings.toml")); string(after) != string(before) {
		t.Errorf("the settings changed to %s", after)
	}
}

// What the product itself sends nobody here can test, and that is no failure.
func TestCheckSaysWhoCannotBeTested(t *testing.T) {
	d := newDesk(t)
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Outgoing.BuiltIn = "a", "cy", true
	d.saveProfiles(p)
	if stdout, stderr := d.want(wrong, "check", "cy", "--lang", "ja"); stdout != "" || !strings.Contains(stderr, "Todoku からは試せません") {
		t.Errorf("%s%s", stdout, stderr)
	}
}

func TestListAndShow(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.save(server, store.AskStore)
	stdout, _ := d.want(passed, "list", "--lang", "en")
	for _, cell := range []string{"office", "事務所", server.Addr(server.SMTP), "STARTTLS"} {
		if !strings.Contains(stdout, cell) {
			t.Errorf("no %q in %s", cell, stdout)
		}
	}
	stdout, _ = d.want(passed, "show", "office", "--lang", "ja")
	golden(t, "show.txt", strings.ReplaceAll(stdout, server.Addr(server.SMTP)[len("127.0.0.1:"):], "PORT"))
	var one jsonProfile
	var all []jsonProfile
	stdout, _ = d.want(passed, "show", "office", "--format", "json")
	if err := json.Unmarshal([]byte(stdout), &one); err != nil || one.Code != "office" || one.Standing != mailcore.Untested {
		t.Errorf("%v in %s", err, stdout)
	}
	stdout, _ = d.want(passed, "list", "--format", "json")
	if err := json.Unmarshal([]byte(stdout), &all); err != nil || len(all) != 1 || all[0].Outgoing != one.Outgoing {
		t.Errorf("%v in %s", err, stdout)
	}
	stdout, stderr := d.want(wrong, "show", "nobody")
	if stdout != "" || !strings.Contains(stderr, "nobody") {
		t.Errorf("%q, %q", stdout, stderr)
	}
}

func TestHistory(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	d.want(passed, with("check", flags, "--no-save")...)
	stdout, _ := d.want(passed, "history")
	if stdout != "" {
		t.Errorf("--no-save kept %s", stdout)
	}
	d.want(passed, with("check", flags)...)
	d.want(failed, with("check", flags, "--smtp", "127.0.0.1:1")...)

	var runs []jsonRun
	stdout, _ = d.want(passed, "history", "--format", "json")
	if err := json.Unmarshal([]byte(stdout), &runs); err != nil || len(runs) != 2 || runs[0].OK || !runs[1].OK {
		t.Fatalf("%v: %s", err, stdout)
	}
	stdout, _ = d.want(passed, "history", "--lang", "en")
	if lines := strings.Split(stdout, "\n"); len(lines) != 3 || !strings.HasPrefix(lines[0], runs[0].Run) || !strings.HasSuffix(lines[0], "Failed: Connect  The server refused the connection") {
		t.Errorf("%s", stdout)
	}
	stdout, _ = d.want(passed, "history", runs[0].Run, "--lang", "en")
	if !strings.Contains(stdout, "The server refused the connection") {
		t.Errorf("%s", stdout)
	}
	_, got := d.json("history", runs[1].Run)
	if !got.OK || got.Scope != mailcore.LoginScope {
		t.Errorf("%+v", got)
	}
}

// What is broken here is not blamed on the server.
func TestBrokenFiles(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	if err := os.WriteFile(filepath.Join(d.home, "settings.toml"), []byte("version = 1\nthis is nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, stderr := d.want(broken, "list")
	if !strings.Contains(stderr, "settings.toml, line 2") {
		t.Errorf("no line in %q", stderr)
	}

	_, flags := d.practise(practice.Options{})
	if err := os.WriteFile(filepath.Join(d.home, "history"), nil, 0o600); err != nil { // a file where a folder belongs
		t.Fatal(err)
	}
	stdout, stderr := d.want(broken, with("check", flags, "--lang", "en")...)
	if !strings.Contains(stdout, "passed") || !strings.Contains(stderr, "history") {
		t.Errorf("%s%s", stdout, stderr)
	}
	d.want(failed, "check", "--smtp", "127.0.0.1:1")

	d.env["TODOKU_HOME"] = d.file("home", "")
	d.want(broken, with("check", flags)...)
	d.want(passed, with("check", flags, "--no-save")...)
}

func TestPractice(t *testing.T) {
	d := newDesk(t)
	stdout, _ := d.want(passed, "practice", "--run", "--lang", "ja")
	if !strings.Contains(stdout, "正常に送信されました") || !strings.Contains(stdout, "「INBOX」に届きました") {
		t.Errorf("%s", stdout)
	}
	for scenario, code := range map[string]mailcore.Code{
		"greylist": "greylist", "pop-password": "auth-fail", "uidl-missing": "uidl-missing", "imap-disabled": "proto-disabled",
	} {
		status, got := d.json("practice", "--run", "--scenario", scenario)
		if status != failed || got.Findings[0].Code != code {
			t.Errorf("%s: status %d, %+v", scenario, status, got.Findings)
		}
	}
	status, got := d.json("practice", "--run", "--scenario", "junk")
	if status != passed || got.Findings[0].Code != "found-in-junk" || got.Delivery == nil || !got.Delivery.Junk || got.Delivery.Folder != "Junk" {
		t.Errorf("status %d, %+v, %+v", status, got.Findings, got.Delivery)
	}
	stdout, _ = d.want(passed, "practice", "--list")
	if lines := strings.Count(stdout, "\n"); lines != len(practice.Scenarios)+1 {
		t.Errorf("%d lines: %s", lines, stdout)
	}
}

// The command lines that practice prints work.
func TestPracticeServes(t *testing.T) {
	d := newDesk(t)
	ctx, stop := context.WithCancel(t.Context())
	ready, ended := make(chan struct{}), make(chan int)
	out := &trigger{word: "Ctrl+C", pull: func() { close(ready) }}
	go func() {
		ended <- run(ctx, []string{"practice"}, &session{in: strings.NewReader(""), out: out, err: out, env: func(name string) string { return d.env[name] }})
	}()
	<-ready
	lines := strings.Split(strings.ReplaceAll(out.text.String(), "\\\n", " "), "\n")
	tried, ca := 0, ""
	for _, line := range lines {
		if args := strings.Fields(line); slices.Contains(args, "todoku-cli") {
			d.want(passed, args[1:]...)
			tried, ca = tried+1, args[slices.Index(args, "--ca")+1]
		}
	}
	if tried != 4 {
		t.Errorf("%d command lines in %s", tried, out.text.String())
	}
	stop()
	if status := <-ended; status != passed {
		t.Errorf("status %d: %s", status, out.text.String())
	}
	if _, err := os.Stat(ca); !os.IsNotExist(err) {
		t.Errorf("the CA file is still there: %v", err)
	}
}

func TestCompletion(t *testing.T) {
	d := newDesk(t)
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if stdout, _ := d.want(passed, "completion", shell); !strings.Contains(stdout, "todoku-cli") {
			t.Errorf("%s: %.100s", shell, stdout)
		}
	}
	if stdout, _ := d.want(passed, "__complete", "check", "--encryption", ""); !strings.Contains(stdout, "starttls") {
		t.Errorf("%s", stdout)
	}
}

func TestVersion(t *testing.T) {
	d := newDesk(t)
	if stdout, _ := d.want(passed, "version"); !strings.HasPrefix(stdout, "todoku-cli "+currentVersion()+" (go") {
		t.Errorf("%q", stdout)
	}
}
