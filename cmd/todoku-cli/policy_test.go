package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"todoku/store"
)

// decide gives the desk a file of an administrator.
func (d *desk) decide(text string) {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), store.PolicyName)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.policies = []string{path}
}

func TestPolicyInTheTerminal(t *testing.T) {
	d := newDesk(t)
	d.decide("[locked]\noffline = true\nlanguage = 'ja'\nhelo = 'pc.example.co.jp'\ntimeout = 7\n[defaults]\nsecrets = ['ask']\n")
	d.want(passed, "servers", "add", "--smtp", "mail.example.co.jp:587", "--code", "one", "--helo", "own.example.co.jp", "--timeout", "60s", "--from", "taro@example.co.jp")
	stdout, _ := d.want(passed, "show", "one")
	if !strings.Contains(stdout, "pc.example.co.jp") || strings.Contains(stdout, "own.example.co.jp") {
		t.Errorf("HELO is not fixed:\n%s", stdout)
	}
	_, _, stderr := d.run("domain", "example.co.jp")
	if !strings.Contains(stderr, "調べもの") {
		t.Errorf("it looks things up: %s", stderr)
	}
}

// A file that cannot be used is named once, and the command goes on.
func TestBrokenPolicyInTheTerminal(t *testing.T) {
	d := newDesk(t)
	d.decide("[locked]\nlanguage = 'fr'\n")
	status, _, stderr := d.run("list")
	if status != passed || strings.Count(stderr, store.PolicyName) != 1 || !strings.Contains(stderr, "2") {
		t.Errorf("status %d: %s", status, stderr)
	}
}

// The example of both manuals is one that works, and names everything.
func TestManualsShowThePolicy(t *testing.T) {
	for _, name := range []string{"manual.md", "manual.en.md"} {
		manual, err := os.ReadFile(filepath.Join("../../docs", name))
		if err != nil {
			t.Fatal(err)
		}
		_, example, _ := strings.Cut(string(manual), "```toml\nversion = 1\n\n[defaults]")
		example, _, _ = strings.Cut(example, "```")
		d := newDesk(t)
		d.decide("[defaults]" + example)
		if _, wrong := store.ReadPolicy(d.policies...); len(wrong) > 0 {
			t.Errorf("%s: %v", name, wrong)
		}
		for _, key := range store.PolicyKeys() {
			if !strings.Contains(example, "\n"+key+" = ") {
				t.Errorf("%s does not show %s", name, key)
			}
		}
	}
}
