package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
	"todoku/mailcore/oauth"
	"todoku/mailcore/practice"
	"todoku/store"
	"todoku/watch/schedule"
)

// TestMain lets a test start this binary as the program itself.
func TestMain(m *testing.M) {
	if os.Getenv("TODOKU_CLI_TEST_CHILD") != "" {
		main()
	}
	os.Exit(m.Run())
}

// A desk is a place to run commands at: a folder of its own and no terminal.
type desk struct {
	t        *testing.T
	home     string
	stdin    string
	env      map[string]string
	ask      func(ctx context.Context, prompt string) (mailcore.Secret, error)
	colour   bool
	token    string   // URL of a provider of access tokens
	policies []string // files of an administrator
	now      func() time.Time
	notices  []string           // that the desktop showed
	tools    schedule.Scheduler // of the system
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	home := t.TempDir()
	t.Setenv("TODOKU_HOME", home)
	t.Setenv("LC_ALL", "ja_JP.UTF-8")
	return &desk{t: t, home: home, env: map[string]string{"TODOKU_HOME": home}}
}

// run runs a command and returns how it ended and what it printed.
func (d *desk) run(args ...string) (status int, stdout, stderr string) {
	d.t.Helper()
	return d.runWith(d.t.Context(), args...)
}

func (d *desk) runWith(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	d.t.Helper()
	var out, err bytes.Buffer
	status = run(ctx, args, d.session(&out, &err))
	return status, out.String(), err.String()
}

func (d *desk) session(out, err io.Writer) *session {
	return &session{
		in: strings.NewReader(d.stdin), out: out, err: err, colours: d.colour, ask: d.ask, endpoint: oauth.Endpoint{Auth: d.token, Token: d.token},
		env: func(name string) string { return d.env[name] }, policies: d.policies, now: d.now,
		desk: func(_, text string) error { d.notices = append(d.notices, text); return nil }, schedulers: d.tools,
	}
}

// json runs a command with --format json and returns its one object.
func (d *desk) json(args ...string) (int, jsonReport) {
	d.t.Helper()
	status, stdout, stderr := d.run(append(args, "--format", "json")...)
	return status, d.decode(stdout, stderr)
}

func (d *desk) decode(stdout, stderr string) jsonReport {
	d.t.Helper()
	in := json.NewDecoder(strings.NewReader(stdout))
	in.DisallowUnknownFields()
	var r struct {
		Schema int `json:"schema"`
		jsonReport
	}
	if err := in.Decode(&r); err != nil {
		d.t.Fatalf("%v in %q; stderr %q", err, stdout, stderr)
	}
	if in.More() {
		d.t.Errorf("more than one object: %q", stdout)
	}
	if r.Schema != schema {
		d.t.Errorf("no version in %q", stdout)
	}
	return r.jsonReport
}

// file writes a file and returns its path.
func (d *desk) file(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// practise starts a practice server and returns it with the flags that reach
// it and log in.
func (d *desk) practise(o practice.Options) (*practice.Server, []string) {
	d.t.Helper()
	server, err := practice.Start(d.t.Context(), o)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { server.Close() })
	return server, []string{
		"--smtp", server.Addr(server.SMTP), "--ca", d.file("ca.pem", string(server.CAPEM())), "--helo", "pc.example.jp",
		"--user", server.Accounts[0].User, "--password-file", d.file("pw", server.Accounts[0].Password+"\n"),
	}
}

// receiving returns the flags that reach the server by a protocol and log in
// with its second account.
func (d *desk) receiving(server *practice.Server, protocol mailcore.Protocol, e mailcore.Encryption) []string {
	d.t.Helper()
	p := server.Profile()
	p.Incoming.Protocol, p.Incoming.Encryption = protocol, e
	in := server.Reach(p).Incoming
	return []string{
		"--" + string(protocol), address(in.Host, in.Port), "--in-encryption", string(e), "--ca", d.file("ca.pem", string(server.CAPEM())),
		"--in-user", in.User, "--in-password-file", d.file("in-pw", string(in.Password)+"\n"),
	}
}

// filled sends a test mail, so that there is something to receive.
func (d *desk) filled(server *practice.Server, send []string) {
	d.t.Helper()
	before := len(server.Messages(server.Accounts[1].User))
	d.want(passed, with("check", send, addressed...)...)
	if err := server.Wait(d.t.Context(), server.Accounts[1].User, before+1); err != nil {
		d.t.Fatal(err)
	}
}

// vault keeps secrets for a profile under a passphrase that need not be
// asked for.
func (d *desk) vault(p mailcore.Profile, secrets map[string]string) {
	d.t.Helper()
	d.env["TODOKU_PASSPHRASE_FILE"] = d.file("passphrase", "open sesame")
	vault := store.NewVault(filepath.Join(d.home, "secrets.age"), func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil })
	for what, secret := range secrets {
		if err := vault.Set(d.t.Context(), store.ProfileKey(p.ID, what), mailcore.Secret(secret)); err != nil {
			d.t.Fatal(err)
		}
	}
}

// script starts a scripted server and returns the flags that reach it.
func (d *desk) script(text string) []string {
	d.t.Helper()
	server := mailtest.Start(d.t, text, mailtest.NewAuthority("Test CA"))
	return []string{"--smtp", server.Addr.String(), "--encryption", "none", "--helo", "pc.example.jp"}
}

// with returns a command with more flags.
func with(command string, flags []string, more ...string) []string {
	return append(append([]string{command}, flags...), more...)
}

func (d *desk) want(status int, args ...string) (stdout, stderr string) {
	d.t.Helper()
	got, stdout, stderr := d.run(args...)
	if got != status {
		d.t.Errorf("%q: exit status %d, want %d\n%s%s", args, got, status, stdout, stderr)
	}
	return stdout, stderr
}

// golden compares text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	mailtest.Golden(t, filepath.Join("testdata", name), got)
}
