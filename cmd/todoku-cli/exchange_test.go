package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"todoku/mailcore"
	"todoku/store"
)

// stock saves two servers, whose passwords would be in the vault.
func (d *desk) stock() {
	d.t.Helper()
	a, b := mailcore.NewProfile(), mailcore.NewProfile()
	a.ID, a.Code, a.Name, a.Outgoing.Host, a.Outgoing.User, a.From = "one", "honsha", "本社", "smtp.example.jp", "taro", "taro@example.jp"
	b.ID, b.Code, b.Outgoing.Host, b.Notify = "two", "shiten", "smtp.example.co.jp", []string{"kanri@example.co.jp"}
	d.saveProfiles(a, b)
}

func (d *desk) saveProfiles(profiles ...mailcore.Profile) {
	d.t.Helper()
	home, err := store.Open(d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := home.Load(); err != nil {
		d.t.Fatal(err)
	}
	d.env["TODOKU_PASSPHRASE_FILE"] = d.file("passphrase", "open sesame")
	if err := home.Save(store.Settings{Profiles: profiles, Preferences: store.Preferences{Secrets: store.VaultStore}}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) saved() []mailcore.Profile {
	d.t.Helper()
	home, err := store.Open(d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	v, err := home.Load()
	if err != nil {
		d.t.Fatal(err)
	}
	return v.Profiles
}

func (d *desk) secret(id, what string) mailcore.Secret {
	d.t.Helper()
	v := store.NewVault(filepath.Join(d.home, "secrets.age"), func(context.Context, bool) (mailcore.Secret, error) { return "open sesame", nil })
	s, _ := v.Get(d.t.Context(), store.ProfileKey(id, what))
	return s
}

// What goes out comes in again, on another computer.
func TestExportAndImport(t *testing.T) {
	for _, format := range []string{"toml", "csv", "bundle"} {
		t.Run(format, func(t *testing.T) {
			here, there := newDesk(t), newDesk(t)
			here.stock()
			there.saveProfiles()
			passphrase := here.file("bundle-passphrase", "よその馬\n")
			file := filepath.Join(t.TempDir(), "out")
			args := []string{"export", "--format", format, "--output", file}
			if format == "bundle" {
				here.vault(mailcore.Profile{ID: "one"}, map[string]string{store.OutgoingSecret: "hunter2"})
				args = append(args, "--passphrase-file", passphrase)
			}
			here.want(passed, args...)
			data, err := os.ReadFile(file)
			if err != nil || strings.Contains(string(data), "hunter2") {
				t.Fatalf("%v: %s", err, data)
			}
			args = []string{"import", "--from", file, "--passphrase-file", passphrase}
			there.want(passed, args...)
			got := there.saved()
			if len(got) != 2 || got[0].Code != "honsha" || got[0].From != "taro@example.jp" || got[1].Notify[0] != "kanri@example.co.jp" {
				t.Fatalf("%+v", got)
			}
			if format == "bundle" {
				if there.secret(got[0].ID, store.OutgoingSecret) != "hunter2" {
					t.Error("the password did not come along")
				}
				return
			}
			there.want(passed, args...) // again changes nothing
			if again := there.saved(); len(again) != 2 {
				t.Errorf("%d servers after the second time", len(again))
			}
		})
	}
}

func TestExportFormats(t *testing.T) {
	d := newDesk(t)
	d.stock()
	for _, format := range []string{"msmtprc", "postfix", "autoconfig"} {
		stdout, stderr := d.want(passed, "export", "shiten", "--format", format)
		if !strings.Contains(stdout, "smtp.example.co.jp") || strings.Contains(stdout, "smtp.example.jp") {
			t.Errorf("%s: %s", format, stdout)
		}
		if !strings.Contains(stderr, "notify") {
			t.Errorf("%s: %s", format, stderr)
		}
	}
	if _, stderr := d.want(wrong, "export", "shiten", "--format", "garoon"); !strings.Contains(stderr, "認証方式") { // it is automatic, and nothing is proven
		t.Errorf("garoon: %s", stderr)
	}
	_, stderr := d.want(wrong, "export", "--format", "postfix", "--lang", "en")
	if !strings.Contains(stderr, "holds one server") {
		t.Error(stderr)
	}
	d.want(wrong, "export", "nobody")
	d.want(wrong, "export", "--format", "nonsense")
	d.want(wrong, "export", "--format", "bundle") // nobody to ask
	d.want(broken, "export", "--output", filepath.Join(d.home, "no", "such", "folder"))
	d.saveProfiles()
	d.want(wrong, "export")
	d.want(wrong, "export", "--format", "bundle")
}

func TestBundleAsksForItsPassphrase(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	d.stock()
	answers := []mailcore.Secret{"馬", "鹿", "馬", "馬", "鹿", "馬"}
	d.ask = func(context.Context, string) (mailcore.Secret, error) {
		answer := answers[0]
		answers = answers[1:]
		return answer, nil
	}
	file := filepath.Join(t.TempDir(), "move.age")
	d.want(wrong, "export", "--format", "bundle", "--output", file) // they differ
	d.want(passed, "export", "--format", "bundle", "--output", file)
	_, stderr := d.want(wrong, "import", "--from", file)
	if !strings.Contains(stderr, "passphrase is wrong") {
		t.Error(stderr)
	}
	d.want(passed, "import", "--from", file, "--dry-run")
}

const letter = `送信サーバー: smtp.osaka.example.jp ポート: 587 STARTTLS
アカウント名: osaka
パスワード: Naniwa-55
メールアドレス: osaka@example.jp
`

func TestImportNotice(t *testing.T) {
	d := newDesk(t)
	d.stock()
	d.stdin = letter
	stdout, _ := d.want(passed, "import", "--from", "-", "--dry-run")
	golden(t, "import.ja.txt", stdout)
	if got := d.saved(); len(got) != 2 {
		t.Fatalf("--dry-run saved %+v", got)
	}
	d.want(passed, "import", "--from", "-")
	got := d.saved()
	if len(got) != 3 || got[2].Code != "server1" || got[2].Outgoing.Port != 587 || got[2].From != "osaka@example.jp" {
		t.Fatalf("%+v", got)
	}
	if d.secret(got[2].ID, store.OutgoingSecret) != "Naniwa-55" {
		t.Error("the password was not kept")
	}
	text, err := os.ReadFile(filepath.Join(d.home, "settings.toml"))
	if err != nil || strings.Contains(string(text), "Naniwa") {
		t.Errorf("%v: the password is in %s", err, text)
	}
}

func TestImportJSON(t *testing.T) {
	d := newDesk(t)
	d.stock()
	d.stdin = "code,outgoing.host,outgoing.port,outgoing.password\nhonsha,new.example.jp,99999,Kamo-1\n"
	stdout, _ := d.want(passed, "import", "--from", "-", "--format", "json", "--dry-run", "--lang", "en")
	var got jsonImport
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || strings.Contains(stdout, "Kamo") {
		t.Fatalf("%v: %s", err, stdout)
	}
	s := got.Servers[0]
	if !got.OK || !got.DryRun || got.Format != "csv" || s.Action != "replace" || s.ID != "one" || s.Fields[1].Value != "new.example.jp" || s.Fields[1].Line != 2 {
		t.Errorf("%+v", got)
	}
	if len(s.Notes) != 1 || s.Notes[0].Code != "bad-value" || s.Fields[2].Value != "••••••" {
		t.Errorf("%+v", s)
	}
	d.want(passed, "import", "--from", "-")
	if p := d.saved()[0]; p.Outgoing.Host != "new.example.jp" || p.From != "taro@example.jp" || p.Name != "本社" {
		t.Errorf("more changed than was read: %+v", p)
	}
}

func TestImportForAnAddress(t *testing.T) {
	d := newDesk(t)
	d.stdin = "受信サーバー: pop.momo-isp.ne.jp\n送信サーバー: smtp.momo-isp.ne.jp\nアカウント名: メールアドレスの@より前\n"
	d.want(passed, "import", "--from", "-", "--address", "hanako@momo-isp.ne.jp")
	if p := d.saved()[0]; p.Incoming.User != "hanako" || p.From != "hanako@momo-isp.ne.jp" {
		t.Errorf("saved %+v", p)
	}
	if _, stderr := d.want(wrong, "import", "--from", "-", "--address", "hanako"); !strings.Contains(stderr, "--address") {
		t.Errorf("says %s", stderr)
	}
}

// A file that only receives is imported; the rest is filled in afterwards.
func TestImportOfTheReceivingSide(t *testing.T) {
	d := newDesk(t)
	d.stock()
	d.stdin = "poll pop.example.jp proto pop3 user 'info@example.jp' pass 'Kamo-1' ssl\n"
	stdout, _ := d.want(passed, "import", "--from", "-", "--lang", "en")
	got := d.saved()
	if len(got) != 3 || got[2].Incoming.Host != "pop.example.jp" || !strings.Contains(stdout, "receiving server only") {
		t.Errorf("%s\n%+v", stdout, got)
	}
}

// Where the passwords cannot be kept no server is saved, and nothing says that
// one is.
func TestImportKeepsPasswordsFirst(t *testing.T) {
	d := newDesk(t)
	d.stock()
	d.vault(mailcore.Profile{ID: "one"}, map[string]string{store.OutgoingSecret: "hunter2"})
	d.env["TODOKU_PASSPHRASE_FILE"] = d.file("other", "close sesame")
	d.stdin = letter
	stdout, _ := d.want(broken, "import", "--from", "-")
	if got := d.saved(); len(got) != 2 || stdout != "" {
		t.Errorf("%d servers, and it says %q", len(got), stdout)
	}
}

// Where the servers cannot be saved nothing says that they are, and no
// password stays behind.
func TestImportThatCannotSave(t *testing.T) {
	d := newDesk(t)
	d.stock()
	d.vault(mailcore.Profile{ID: "one"}, map[string]string{store.OutgoingSecret: "hunter2"})
	if err := os.MkdirAll(filepath.Join(d.home, "settings.toml.bak", "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.stdin = "version = 1\n[[profiles]]\nid = 'new'\ncode = 'new'\n[profiles.outgoing]\nhost = 'new.example.jp'\nuser = 'a'\npassword = 'Kamo-1'\n"
	stdout, stderr := d.want(broken, "import", "--from", "-")
	if stdout != "" || d.secret("new", store.OutgoingSecret) != "" || d.secret("one", store.OutgoingSecret) != "hunter2" {
		t.Errorf("it says %q and %q", stdout, stderr)
	}
}

func TestImportThatFails(t *testing.T) {
	d := newDesk(t)
	d.stock()
	for text, want := range map[string]string{
		"":             "nothing in it",
		"a poem":       "No settings",
		"another poem": "appsettings.json", // what is known
		"services:\n  app:\n    image: mail.example.jp/app\n": "Docker Compose",
		"<clientConfig><a>": "line 1",
		"送信サーバー: mail.○○.example.jp\n送信ポート: 587": "outgoing.host", // to be filled in first
	} {
		d.stdin = text
		_, stderr := d.want(wrong, "import", "--from", "-", "--lang", "en")
		if !strings.Contains(stderr, want) {
			t.Errorf("%q: %s", text, stderr)
		}
	}
	if got := d.saved(); len(got) != 2 {
		t.Errorf("%d servers", len(got))
	}
	d.want(wrong, "import")
	d.want(wrong, "import", "--from", filepath.Join(d.home, "nothing"))
	d.stdin = letter
	d.want(wrong, "import", "--from", "-", "--as", "toml")
	_, stdout, _ := d.run("import", "--from", "-", "--as", "toml", "--format", "json")
	if !strings.Contains(stdout, `"ok":false`) {
		t.Error(stdout)
	}
}

// What a command cannot do it says, and it loses nothing on the way.
func TestNothingIsDroppedInSilence(t *testing.T) {
	d := newDesk(t)
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"export"}, "no mail server is saved"},
		{[]string{"handover", filepath.Join(d.home, "usb"), "--passphrase-file", "x"}, "no mail server is saved"},
		{[]string{"ends", "--ics", "-", "--output", "x"}, "--ics and --output exclude each other"},
		{[]string{"ends", "--json", "--format", "html"}, "--json and --format exclude each other"},
		{[]string{"list", "--format", "json", "--columns", "code"}, "--columns and --format json exclude each other"},
		{[]string{"export", "--passphrase-file", "x"}, "--passphrase-file has no effect without --format bundle"},
	} {
		if _, stderr := d.want(wrong, append(c.args, "--lang", "en")...); !strings.Contains(stderr, c.says) {
			t.Errorf("%q: %q, want %q", c.args, stderr, c.says)
		}
	}
	if stdout, stderr := d.want(passed, "ends", "--ics", "-", "--lang", "en"); stdout != "" || !strings.Contains(stderr, "nothing ends") {
		t.Errorf("%q, %q", stdout, stderr)
	}
	nowhere := filepath.Join(d.home, "nowhere")
	if _, stderr := d.want(broken, "watch", "run", "--settings-folder", nowhere); !strings.Contains(stderr, nowhere) {
		t.Errorf("%q", stderr)
	}
	if _, err := os.Stat(nowhere); err == nil {
		t.Error("a folder that was mistyped is made")
	}
	d.due()
	if stdout, _ := d.want(passed, "ends", "maila", "maila", "--format", "csv"); strings.Count(stdout, "\n") != 2 {
		t.Errorf("named twice: %s", stdout)
	}
	if stdout, _ := d.want(passed, "list", "--columns", "code,", "--lang", "en"); !strings.HasPrefix(stdout, "Code\n") {
		t.Errorf("a comma too many: %q", stdout)
	}
	d.want(passed, "servers", "edit", "maila", "--product", "garoon")
	d.want(passed, "servers", "edit", "maila", "--product", "")
	if _, saved := d.open(); len(saved.Profiles[0].Products) > 0 {
		t.Errorf("%v", saved.Profiles[0].Products)
	}
	people := filepath.Join(d.home, "people.csv")
	d.want(passed, "export", "--format", "csv-people", "--output", people)
	if stdout, _ := d.want(passed, "import", "--from", people, "--as", "csv", "--dry-run", "--format", "json"); !strings.Contains(stdout, "maila") {
		t.Errorf("%s", stdout)
	}
}

// A disk without room is no success.
func TestLostOutput(t *testing.T) {
	d := newDesk(t)
	d.due()
	for _, args := range [][]string{{"list"}, {"show", "maila"}, {"history"}, {"watch", "status"}, {"version"}, {"list", "--help"}} {
		var stderr bytes.Buffer
		if status := run(t.Context(), append(args, "--lang", "en"), d.session(full{}, &stderr)); status != broken || !strings.Contains(stderr.String(), "the disk is full") {
			t.Errorf("%q: %d, %q", args, status, stderr.String())
		}
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }
