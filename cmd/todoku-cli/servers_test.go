package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

func codesOf(saved []mailcore.Profile) (codes []string) {
	for _, p := range saved {
		codes = append(codes, p.Code)
	}
	slices.Sort(codes)
	return codes
}

// underPassphrase lets passwords be kept in a file.
func (d *desk) underPassphrase() {
	d.t.Helper()
	d.env["TODOKU_PASSPHRASE_FILE"] = d.file("passphrase", "open sesame")
	d.store(store.Settings{Preferences: store.Preferences{Secrets: store.VaultStore}})
}

// A server is added with its password, changed, tested, and deleted with it.
func TestServers(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	d.underPassphrase()
	ca := flags[3]
	add := append([]string{"servers", "add", "--code", "office", "--name", "事務所", "--product", "garoon,cybozu", "--from", "taro@practice.example"}, slices.Delete(slices.Clone(flags), 2, 4)...)
	stdout, _ := d.want(passed, append(add, "--format", "json")...)
	var one struct {
		Schema int `json:"schema"`
		jsonProfile
	}
	if err := json.Unmarshal([]byte(stdout), &one); err != nil || one.Schema != 1 || one.Code != "office" || one.Host != "127.0.0.1" || len(one.Products) != 2 {
		t.Errorf("%v: %s", err, stdout)
	}
	d.want(passed, "check", "office", "--ca", ca, "--scope", "login")
	d.want(wrong, add...) // the code is taken
	if _, stderr := d.want(passed, "servers", "add", "--code", "loud", "--smtp", "SSL://mail.example.jp"); !strings.Contains(stderr, "大文字") {
		t.Errorf("nobody says that the scheme was mended: %s", stderr)
	}
	d.want(passed, "servers", "delete", "loud")
	d.want(wrong, "servers", "add", "--code", "b!", "--smtp", "mail.example.jp")
	d.want(wrong, "servers", "add", "--code", "b")
	d.want(wrong, "servers", "add", "--smtp", "mail.example.jp", "--token-file", ca)
	if got := codesOf(d.saved()); !slices.Equal(got, []string{"office"}) {
		t.Errorf("%v", got)
	}
	if stdout, _ := d.want(passed, "servers", "add", "--smtp", "mail.example.jp"); !strings.Contains(stdout, words.Code(1)) {
		t.Error(stdout)
	}

	d.want(passed, "servers", "edit", "office", "--smtp", server.Addr(server.SMTPS), "--encryption", "tls", "--code", "honsha")
	p := d.saved()[0]
	if p.Code != "honsha" || p.Outgoing.Encryption != mailcore.TLS || p.Name != "事務所" || p.From != "taro@practice.example" {
		t.Errorf("%+v", p)
	}
	d.want(passed, "check", "honsha", "--ca", ca, "--scope", "login")
	d.want(wrong, "servers", "edit", "honsha", "--code", words.Code(1))

	d.want(passed, "servers", "delete", "honsha", words.Code(1))
	if got := d.saved(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	secrets := store.NewVault(filepath.Join(d.home, "secrets.age"), func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil })
	if secret, err := secrets.Get(t.Context(), store.ProfileKey(p.ID, store.OutgoingSecret)); err == nil {
		t.Errorf("the password stayed: %d bytes", len(secret))
	}
}

// A server is not saved before its password can be.
func TestServersWithoutAPlaceForPasswords(t *testing.T) {
	d := newDesk(t)
	d.store(store.Settings{Preferences: store.Preferences{Secrets: store.VaultStore}})
	_, flags := d.practise(practice.Options{})
	d.want(broken, append([]string{"servers", "add"}, slices.Delete(slices.Clone(flags), 2, 4)...)...)
	if got := d.saved(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// The servers that stay in the list stay.
func TestServersThatCannotBeDeleted(t *testing.T) {
	d := newDesk(t)
	d.store(store.Settings{Profiles: mailcore.WithFixed(nil)})
	d.want(wrong, "servers", "delete", d.saved()[0].Code)
}

// Many writers at once: nobody gives up, nothing is lost, no code is twice.
func TestServersAtOnce(t *testing.T) {
	d := newDesk(t)
	d.want(passed, "servers", "add", "--code", "office", "--smtp", "mail.example.jp")
	var all sync.WaitGroup
	lines := []string{}
	for n := range 6 {
		lines = append(lines, fmt.Sprintf("servers add --code one%d --smtp mail%d.example.jp", n, n), fmt.Sprintf("servers add --smtp other%d.example.jp", n))
	}
	lines = append(lines, "servers edit office --from a@example.jp", "servers edit office --timeout 40")
	for _, line := range lines {
		all.Go(func() {
			if status, _, stderr := d.run(strings.Fields(line)...); status != passed {
				t.Errorf("%s: %d, %s", line, status, stderr)
			}
		})
	}
	all.Wait()
	saved := d.saved()
	codes := codesOf(saved)
	if len(codes) != 13 || len(slices.Compact(codes)) != 13 {
		t.Errorf("%d servers: %v", len(codes), codes)
	}
	p, err := find(store.Settings{Profiles: saved}, "office")
	if err != nil || p.From != "a@example.jp" || p.Outgoing.Timeout != 40 {
		t.Errorf("%v, %+v", err, p)
	}
}

// A password is asked for, or read from a file, and kept for both sides of one
// account.
func TestPasswordsSet(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	d.underPassphrase()
	account := server.Accounts[0]
	d.want(passed, "servers", "add", "--code", "office", "--smtp", flags[1], "--imap", server.Addr(server.IMAPS), "--in-encryption", "tls", "--user", account.User, "--helo", "pc.example.jp")
	asked := 0
	d.ask = func(context.Context, string) (mailcore.Secret, error) {
		asked++
		return mailcore.Secret(account.Password), nil
	}
	d.want(passed, "passwords", "set", "office")
	d.ask = nil
	d.want(passed, "check", "office", "--ca", flags[3], "--scope", "logins")
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	d.want(passed, "passwords", "set", "office", "--password-file", d.file("pw", "wrong"))
	d.want(failed, "check", "office", "--ca", flags[3], "--scope", "logins")
	d.stdin = account.Password + "\n"
	stdout, _ := d.want(passed, "passwords", "set", "office", "--password-file", "-", "--format", "json")
	if strings.Contains(stdout, account.Password) || !strings.Contains(stdout, `"kept":["outgoing","incoming"]`) {
		t.Error(stdout)
	}
	d.want(passed, "check", "office", "--ca", flags[3], "--scope", "receive")
	d.want(wrong, "passwords", "set", "office", "--password-file", "-", "--in-password-file", "-")
	d.want(wrong, "passwords", "set", "nobody")
}

// What was emptied is said, with the command that brings it back.
func TestRestore(t *testing.T) {
	d := newDesk(t)
	d.want(passed, "servers", "add", "--code", "office", "--smtp", "127.0.0.1:1")
	d.want(passed, "servers", "edit", "office", "--name", "事務所")
	d.want(failed, "check", "office", "--scope", "connect")
	d.want(failed, "check", "office", "--scope", "connect")
	if stdout, _ := d.want(wrong, "settings", "restore"); stdout != "" {
		t.Error(stdout)
	}
	settings, index := filepath.Join(d.home, "settings.toml"), filepath.Join(d.home, "history", "runs.jsonl")
	for _, path := range []string{settings, index} {
		if err := os.Truncate(path, 0); err != nil {
			t.Fatal(err)
		}
	}
	stdout, stderr := d.want(passed, "list", "--lang", "en")
	if stdout != "" || strings.Count(stderr, "todoku-cli settings restore") != 2 {
		t.Errorf("%s%s", stdout, stderr)
	}
	stdout, _ = d.want(passed, "settings", "restore", "--format", "json")
	if stdout != `{"schema":1,"servers":1,"runs":2}`+"\n" {
		t.Error(stdout)
	}
	if stdout, stderr := d.want(passed, "list"); !strings.Contains(stdout, "office") || stderr != "" {
		t.Errorf("%s%s", stdout, stderr)
	}

	if err := os.WriteFile(settings, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr := d.want(broken, "list"); !strings.Contains(stderr, "todoku-cli settings restore") {
		t.Error(stderr)
	}
	d.want(passed, "settings", "restore")
	d.want(passed, "show", "office")
}

// The list alone is on stdout; a long history says that there is more.
func TestHistoryHint(t *testing.T) {
	d := newDesk(t)
	for range 3 {
		d.want(failed, "check", "--smtp", "127.0.0.1:1", "--scope", "connect")
	}
	stdout, stderr := d.want(passed, "history", "--last", "2")
	if strings.Count(stdout, "\n") != 2 || !strings.Contains(stderr, "ほかに 1 件") || !strings.Contains(stderr, "--last 0") {
		t.Errorf("%s%s", stdout, stderr)
	}
	if _, stderr := d.want(passed, "history"); stderr != "" {
		t.Error(stderr)
	}
}

func TestSheetsOfAll(t *testing.T) {
	d := newDesk(t)
	d.want(wrong, "sheet", "--all")
	d.want(passed, "servers", "add", "--code", "office", "--smtp", "mail.example.jp", "--product", "garoon,vtiger")
	d.want(passed, "servers", "add", "--code", "branch", "--smtp", "mail.example.com")
	var sheets []struct {
		Schema        int
		Code, Product string
	}
	stdout, _ := d.want(passed, "sheet", "--all", "--format", "json")
	if err := json.Unmarshal([]byte(stdout), &sheets); err != nil || len(sheets) != 2 || sheets[1].Code != "office" || sheets[1].Product != "vtiger" || sheets[0].Schema != 1 {
		t.Errorf("%v: %+v", err, sheets)
	}
	folder := filepath.Join(t.TempDir(), "sheets")
	d.want(passed, "servers", "edit", "office", "--name", "BRANCH") // which is branch to Windows
	d.want(passed, "sheet", "--all", "--product", "kintone", "--format", "html", "--output", folder)
	files, _ := filepath.Glob(filepath.Join(folder, "*.html"))
	if len(files) != 2 || !strings.HasPrefix(filepath.Base(files[0]), "todoku-BRANCH-mail-share-") || !strings.HasSuffix(files[1], "-2.html") || !strings.HasPrefix(filepath.Base(files[1]), "todoku-branch-mail-share-") {
		t.Errorf("%v", files)
	}
	d.want(wrong, "sheet", "--all", "--format", "html")
	d.want(wrong, "sheet", "--all", "office")
	if stdout, _ := d.want(passed, "sheet", "--all", "--format", "csv"); strings.Count(stdout, "mail.example.jp") < 2 {
		t.Error(stdout)
	}
}

// Every help page fits.
func TestHelpFits(t *testing.T) {
	d := newDesk(t)
	commands := 0
	var walk func(path []string)
	walk = func(path []string) {
		commands++
		stdout, _ := d.want(passed, append(slices.Clone(path), "--help")...)
		for line := range strings.Lines(stdout) {
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > width {
				t.Errorf("%v: %d columns: %s", path, n, line)
			}
		}
		var out, err strings.Builder
		cmd, _, _ := newRoot(d.session(&out, &err)).Find(path)
		for _, sub := range cmd.Commands() {
			walk(append(slices.Clone(path), sub.Name()))
		}
	}
	walk(nil)
	if commands < 20 {
		t.Errorf("only %d commands", commands)
	}
}

func TestCodesAreCompleted(t *testing.T) {
	d := newDesk(t)
	for _, code := range []string{"office", "branch"} {
		d.want(passed, "servers", "add", "--code", code, "--smtp", "mail.example.jp")
	}
	for _, line := range []string{
		"check", "show", "sheet", "inquiry", "export", "servers edit", "servers delete", "passwords set", "history --server",
	} {
		stdout, _ := d.want(passed, append(append([]string{"__complete"}, strings.Fields(line)...), "")...)
		if !strings.Contains(stdout, "office") || !strings.Contains(stdout, "branch") {
			t.Errorf("%s: %s", line, stdout)
		}
	}
	stdout, _ := d.want(passed, "__complete", "servers", "delete", "office", "")
	if strings.Contains(stdout, "office") || !strings.Contains(stdout, "branch") {
		t.Error(stdout)
	}
	if err := os.WriteFile(filepath.Join(d.home, "settings.toml"), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.want(passed, "__complete", "check", "")
	if text, _ := os.ReadFile(filepath.Join(d.home, "settings.toml")); string(text) != "nonsense" {
		t.Error("completion moved the settings")
	}
}

// Imports at once add to each other, and each says under which code.
func TestImportsAtOnce(t *testing.T) {
	d := newDesk(t)
	var all sync.WaitGroup
	said := make([]string, 5)
	for n := range said {
		file := d.file("mail.env", fmt.Sprintf("MAIL_HOST=smtp%d.example.co.jp\nMAIL_PORT=587\n", n))
		all.Go(func() {
			status, stdout, stderr := d.run("import", "--from", file, "--format", "json")
			if status != passed {
				t.Errorf("%d, %s", status, stderr)
			}
			said[n] = stdout
		})
	}
	all.Wait()
	saved := d.saved()
	if len(saved) != len(said) {
		t.Errorf("%d servers", len(saved))
	}
	for n, stdout := range said {
		i := slices.IndexFunc(saved, func(p mailcore.Profile) bool { return p.Outgoing.Host == fmt.Sprintf("smtp%d.example.co.jp", n) })
		if i < 0 || !strings.Contains(stdout, fmt.Sprintf(`"code":%q`, saved[i].Code)) {
			t.Errorf("%d: %s", i, stdout)
		}
	}
}
