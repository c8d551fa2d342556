package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

func TestReadSecret(t *testing.T) {
	d := newDesk(t)
	for content, want := range map[string]string{
		"himitsu":                        "himitsu",
		"himitsu\n":                      "himitsu",
		"himitsu\r\n":                    "himitsu",
		"himitsu\n\n":                    "himitsu\n",
		" spaces \n":                     " spaces ",
		"\ufeff合言葉\n":                    "合言葉",
		"\xff\xfeh\x00i\x00\r\x00\n\x00": "hi", // as PowerShell 5 writes it
		"":                               "",
	} {
		fromFile, err := readSecret(t.Context(), d.file("pw", content), nil)
		if err != nil || string(fromFile) != want {
			t.Errorf("%q: %q, %v", content, string(fromFile), err)
		}
		fromStdin, err := readSecret(t.Context(), "-", strings.NewReader(content))
		if err != nil || string(fromStdin) != want {
			t.Errorf("%q from stdin: %q, %v", content, string(fromStdin), err)
		}
	}
	if _, err := readSecret(t.Context(), "-", strings.NewReader(strings.Repeat("x", maxSecret+1))); err == nil {
		t.Error("an endless password was taken")
	}
}

func TestPasswordFromStdin(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	d.stdin = server.Accounts[0].Password + "\n"
	d.want(passed, with("check", flags, "--password-file", "-")...)
	d.stdin = "wrong\n"
	d.want(failed, with("check", flags, "--password-file", "-", "--auth", "plain")...)
}

// Somebody at the terminal is asked, nobody elsewhere.
func TestPasswordIsAskedFor(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	server, flags := d.practise(practice.Options{})
	flags = flags[:len(flags)-2] // no file
	d.want(wrong, with("check", flags)...)
	asked := ""
	d.ask = func(_ context.Context, prompt string) (mailcore.Secret, error) {
		asked = prompt
		return mailcore.Secret(server.Accounts[0].Password), nil
	}
	d.want(passed, with("check", flags)...)
	if want := "Password for taro@practice.example at 127.0.0.1: "; asked != want {
		t.Errorf("asked %q, want %q", asked, want)
	}
	asked = ""
	d.want(passed, with("check", flags, "--scope", "connect")...)
	if asked != "" {
		t.Errorf("asked %q for a test that needs no password", asked)
	}
}

// People mistake the flags for places to type a password in.
func TestMistypedPasswordIsNotRepeated(t *testing.T) {
	d := newDesk(t)
	for _, args := range [][]string{
		{"check", "--password-file", "himitsu-1"},
		{"check", "--password", "himitsu-1"},
		{"check", "--password=himitsu-1"},
		{"check", "-phimitsu-1"},
		{"check", "-himitsu-1"},
		{"check", "a", "himitsu-1"},
	} {
		stdout, stderr := d.want(wrong, append(args, "--format=json")...)
		if strings.Contains(stdout+stderr, "himitsu-1") || strings.Contains(stdout+stderr, "imitsu") {
			t.Errorf("%q: %s%s", args, stdout, stderr)
		}
	}
}

// No output and no file holds a password in any form, whatever the mechanism
// and however the login ends.
func TestNoOutputHoldsThePassword(t *testing.T) {
	d := newDesk(t)
	accounts := []practice.Account{
		{User: "taro", Password: `pa"ss wo\rd %41<&> 合言葉`, Address: "taro@practice.example", Token: "ya29.to-ken_123456"},
		{User: "hanako", Password: "x-hanako-x", Address: "hanako@practice.example"},
	}
	for _, scenario := range []string{"ok", "password", "app-password"} {
		server, flags := d.practise(practice.Options{Scenario: scenario, Accounts: accounts})
		pop := []string{"--pop-before-smtp", "--pop", server.Addr(server.POP3), "--pop-encryption", "starttls"}
		for _, m := range mailcore.AuthMethods {
			args := with("check", flags, "--auth", string(m), "--from", "taro@practice.example", "--to", "hanako@practice.example")
			if m == mailcore.XOAUTH2 {
				args = append(args, "--password-file", d.file("token", accounts[0].Token))
			}
			for _, format := range []string{"text", "json"} {
				_, stdout, stderr := d.run(append(args, "--format", format)...)
				d.holdsNone(fmt.Sprint(scenario, m, format), stdout+stderr, accounts)
			}
		}
		_, stdout, stderr := d.run(with("check", append(flags, pop...), "--format", "json")...)
		d.holdsNone(scenario+" pop", stdout+stderr, accounts)
	}
	d.eachFile(func(path, content string) { d.holdsNone(path, content, accounts) })
}

func (d *desk) holdsNone(where, text string, accounts []practice.Account) {
	d.t.Helper()
	for _, secret := range []string{accounts[0].Password, accounts[0].Token} {
		for _, form := range []string{
			secret, base64.StdEncoding.EncodeToString([]byte(secret)), strings.Trim(strconv.Quote(secret), `"`), url.QueryEscape(secret),
			base64.StdEncoding.EncodeToString([]byte("\x00taro\x00" + secret)),
		} {
			if strings.Contains(text, form) {
				d.t.Errorf("%s holds %q: %s", where, form, text)
			}
		}
	}
}

func (d *desk) eachFile(look func(path, content string)) {
	d.t.Helper()
	n := 0
	err := filepath.WalkDir(d.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		n++
		look(path, string(content))
		return err
	})
	if err != nil || n < 5 {
		d.t.Errorf("%d files, %v", n, err)
	}
}

// A saved mail server's password comes from where the window keeps it.
func TestKeptPassword(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	args := []string{"check", "office", "--ca", flags[3], "--helo", "pc.example.jp"}

	d.save(server, store.AskStore)
	stdout, stderr := d.want(broken, append(args, "--format", "json")...)
	if !strings.Contains(stderr, "--password-file") || d.decode(stdout, stderr).Findings[0].Code != "local" {
		t.Errorf("%s%s", stdout, stderr)
	}
	d.ask = func(context.Context, string) (mailcore.Secret, error) {
		return mailcore.Secret(server.Accounts[0].Password), nil
	}
	d.want(passed, args...)
	d.ask = nil
	d.want(passed, append(args, "--password-file", flags[len(flags)-1])...)
	d.want(passed, append(args, "--scope", "connect")...)
}

func TestVault(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	p := d.save(server, store.VaultStore)
	answer := func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil }
	vault := store.NewVault(filepath.Join(d.home, "secrets.age"), answer)
	if err := vault.Set(t.Context(), store.ProfileKey(p.ID, store.OutgoingSecret), mailcore.Secret(server.Accounts[0].Password)); err != nil {
		t.Fatal(err)
	}
	args := []string{"check", "office", "--ca", flags[3]}
	d.want(broken, args...) // nobody to ask
	d.env["TODOKU_PASSPHRASE_FILE"] = d.file("passphrase", "open sesame\n")
	d.want(passed, args...)
	d.env["TODOKU_PASSPHRASE_FILE"] = d.file("passphrase", "close sesame\n")
	d.want(broken, args...)
	d.env["TODOKU_PASSPHRASE_FILE"] = ""
	d.ask = func(context.Context, string) (mailcore.Secret, error) { return "open sesame", nil }
	d.want(passed, args...)
	d.ask = func(context.Context, string) (mailcore.Secret, error) {
		return "", errors.New("the terminal went away")
	}
	d.want(broken, args...)
}

// Ctrl+C at a question ends the program too.
func TestStopAtPassword(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	pipe, keep := io.Pipe() // says nothing
	defer keep.Close()
	var out bytes.Buffer
	reading := readHook{pipe, cancel}
	status := run(ctx, with("check", flags, "--password-file", "-"), &session{in: reading, out: &out, err: &out, env: func(name string) string { return d.env[name] }})
	if status != failed || !strings.Contains(out.String(), "中止しました") {
		t.Errorf("status %d: %s", status, out.String())
	}
}

// A readHook tells when somebody begins to read.
type readHook struct {
	io.Reader
	begun func()
}

func (r readHook) Read(p []byte) (int, error) {
	r.begun()
	return r.Reader.Read(p)
}

// The practice server's passwords are known.
func TestSavedPractice(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.keep(store.AskStore, func(p *mailcore.Profile) {
		p.Practice, p.Outgoing.Host, p.Outgoing.User = true, "localhost", server.Accounts[1].User
	})
	status, got := d.json("check", "office")
	if status != passed || got.Scope != mailcore.SendScope {
		t.Errorf("status %d, %+v", status, got)
	}
}

// save keeps one profile, "office", that reaches the server.
func (d *desk) save(server *practice.Server, where store.SecretStore) mailcore.Profile {
	d.t.Helper()
	return d.keep(where, func(p *mailcore.Profile) {
		p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.User = "127.0.0.1", server.SMTP, server.Accounts[0].User
	})
}

func (d *desk) keep(where store.SecretStore, change func(*mailcore.Profile)) mailcore.Profile {
	d.t.Helper()
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name = "0b0e2f6c-5a0b-4a52-9f0e-0d1f5b9c7a11", "office", "事務所"
	p.From, p.TestTo = "taro@practice.example", "hanako@practice.example"
	change(&p)
	home, err := store.Open(d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := home.Load(); err != nil {
		d.t.Fatal(err)
	}
	if err := home.Save(store.Settings{Profiles: []mailcore.Profile{p}, Preferences: store.Preferences{Secrets: where}}); err != nil {
		d.t.Fatal(err)
	}
	return p
}
