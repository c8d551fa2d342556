package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/practice"
	"todoku/store"
	"todoku/watch/schedule"
)

// tooled gives the desk tools of the system that do nothing, and returns what
// they are told.
func (d *desk) tooled() *[]string {
	var said []string
	d.tools = schedule.Scheduler{Folder: d.t.TempDir(), Run: func(_ context.Context, _, name string, args ...string) (string, error) {
		said = append(said, strings.Join(append([]string{name}, args...), " "))
		return "active\n", nil
	}}
	return &said
}

// watched saves servers that log in with these passwords, by their codes; ""
// is none, and no vault.
func (d *desk) watched(server *practice.Server, passwords map[string]string) {
	d.t.Helper()
	saved := store.Settings{Preferences: store.Preferences{Language: "ja", Secrets: store.VaultStore, Roots: []string{d.file("ca.pem", string(server.CAPEM()))}}}
	for _, code := range slices.Sorted(maps.Keys(passwords)) {
		p := server.Profile()
		p.ID, p.Code, p.Name, p.Practice, p.Outgoing.HELO = "id-"+code, code, "事務所 "+code, false, "pc.example.jp"
		p.Outgoing.Password, p.Incoming.Password = "", ""
		if passwords[code] != "" {
			d.vault(p, map[string]string{store.OutgoingSecret: passwords[code]})
		}
		saved.Profiles = append(saved.Profiles, p)
	}
	d.store(saved)
}

// From the first word to the last: set up, watched by what the scheduler
// starts, shown, resumed and removed.
func TestWatch(t *testing.T) {
	d := newDesk(t)
	now := d.clock()
	server, _ := d.practise(practice.Options{Now: d.now})
	d.watched(server, map[string]string{"good": server.Accounts[0].Password, "broke": "wrong", "other": ""})
	said := d.tooled()
	d.want(wrong, "watch", "remove")
	stdout, _ := d.want(passed, "watch", "install", "--scheduler", "systemd", "--every", "6", "--at", "07:30", "--scope", "login", "--server", "good", "--server", "broke")
	for _, text := range []string{"見張りを始めました", "todoku-watch.timer", "パスフレーズのファイルで読めました", "管理通知用メールアドレスを入力したサーバーがない", "続けて 2 回断られると"} {
		if !strings.Contains(stdout, text) {
			t.Errorf("install does not say %q:\n%s", text, stdout)
		}
	}
	if !strings.Contains(strings.Join(*said, "\n"), "systemctl --user enable --now todoku-watch.timer") {
		t.Errorf("%q", *said)
	}
	unit, err := os.ReadFile(filepath.Join(d.tools.Folder, "todoku-watch.service"))
	if err != nil || filepath.Separator == '/' && !strings.Contains(string(unit), `"watch" "run" "--settings-folder" "`+d.home+`" "--passphrase-file" "`+d.env["TODOKU_PASSPHRASE_FILE"]+`"`) {
		t.Errorf("%v: %s", err, unit)
	}
	passphrase := d.env["TODOKU_PASSPHRASE_FILE"]
	d.env = map[string]string{} // as the scheduler starts it
	run := []string{"watch", "run", "--settings-folder", d.home, "--passphrase-file", passphrase}
	stdout, stderr := d.want(failed, run...)
	if !strings.Contains(stdout, "失敗するようになりました") || strings.Contains(stdout, "other") || len(d.notices) != 1 {
		t.Errorf("%s%s, notices %q", stdout, stderr, d.notices)
	}
	d.env["TODOKU_HOME"] = d.home
	if stdout, _ := d.want(passed, "watch", "run", "--if-due"); stdout != "" {
		t.Errorf("it was not due: %s", stdout)
	}
	*now = now.Add(24 * time.Hour)
	stdout, _ = d.want(wrong, "watch", "run", "--if-due", "--passphrase-file", passphrase) // both have one account, which is held now
	if !strings.Contains(stdout, "続けて断られたアカウント") {
		t.Error(stdout)
	}
	stdout, _ = d.want(passed, "watch", "status")
	for _, text := range []string{"2 件のサーバーを、07:30 から 6 時間ごと", "次に確かめる日時", "アカウントが続けて 2 回断られたため", "続けて 2 回断られると"} {
		if !strings.Contains(stdout, text) {
			t.Errorf("status does not say %q:\n%s", text, stdout)
		}
	}
	if stdout, _ = d.want(passed, "watch", "resume", "broke"); !strings.Contains(stdout, "サーバー 3 件") {
		t.Error(stdout)
	}
	if stdout, _ = d.want(passed, "watch", "status"); strings.Contains(stdout, "回断られたため") {
		t.Error(stdout)
	}
	d.want(passed, "watch", "remove")
	if left, _ := os.ReadDir(d.tools.Folder); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if stdout, _ = d.want(passed, "watch", "status"); !strings.Contains(stdout, "設定されていません") {
		t.Error(stdout)
	}
}

// What could not work at night is refused when it is set up.
func TestWatchInstallRefuses(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{Now: d.now})
	d.watched(server, map[string]string{"good": server.Accounts[0].Password})
	d.tooled()
	passphrase := d.env["TODOKU_PASSPHRASE_FILE"]
	for _, test := range []struct {
		args, says string
		status     int
	}{
		{"--every 5", "--every", wrong},
		{"--at 7:30", "--at", wrong},
		{"--at 25:00", "--at", wrong},
		{"--server nobody", "nobody", wrong},
		{"--passphrase-file /nowhere/at/all", "パスワードを読めません", broken},
		{"", "--passphrase-file", broken},
	} {
		delete(d.env, "TODOKU_PASSPHRASE_FILE")
		_, stderr := d.want(test.status, append([]string{"watch", "install", "--scheduler", "systemd"}, strings.Fields(test.args)...)...)
		if !strings.Contains(stderr, test.says) {
			t.Errorf("%s: %s", test.args, stderr)
		}
	}
	d.env["TODOKU_PASSPHRASE_FILE"] = passphrase
	if stdout, _ := d.want(passed, "watch", "install", "--scheduler", "cron", "--show"); !strings.Contains(stdout, "--if-due") {
		t.Error(stdout)
	}
	d.tools.Run = func(context.Context, string, string, ...string) (string, error) { return "", errors.New("no bus") }
	if _, stderr := d.want(broken, "watch", "install", "--scheduler", "systemd"); !strings.Contains(stderr, "no bus") {
		t.Error(stderr)
	}
	home, err := store.Open(d.home)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := home.Watch(); !errors.Is(err, store.ErrNoWatch) {
		t.Errorf("something is watched after all: %v", err)
	}
}

// In JSON a round is what check --all prints, and what changed.
func TestWatchRunJSON(t *testing.T) {
	d := newDesk(t)
	d.clock()
	server, _ := d.practise(practice.Options{Now: d.now})
	d.watched(server, map[string]string{"one": "", "other": ""})
	d.tooled()
	d.want(passed, "watch", "install", "--scheduler", "none", "--scope", "connect")
	server.Close()
	_, stdout, stderr := d.run("watch", "run", "--format", "json")
	var r struct {
		Schema  int          `json:"schema"`
		Servers []any        `json:"servers"`
		Changes []jsonChange `json:"changes"`
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil || r.Schema != schema || len(r.Servers) != 2 || len(r.Changes) != 2 || r.Changes[0].Kind != "broke" {
		t.Errorf("%v: %+v from %s%s", err, r, stdout, stderr)
	}
	_, stdout, _ = d.run("watch", "status", "--format", "json")
	var status jsonWatch
	if err := json.Unmarshal([]byte(stdout), &status); err != nil || !status.Installed || len(status.Servers) != 2 || status.Limit != 2 {
		t.Errorf("%v: %s", err, stdout)
	}
}

// Settings that cannot be read are told of once.
func TestWatchRunOfBrokenSettings(t *testing.T) {
	d := newDesk(t)
	for range 2 {
		if err := os.WriteFile(filepath.Join(d.home, "settings.toml"), []byte("version = 9\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.want(broken, "watch", "run")
	}
	if len(d.notices) != 1 {
		t.Errorf("notices %q", d.notices)
	}
}

// What is set up again keeps what nobody names, and what works until there is
// something in its place.
func TestWatchInstallAgain(t *testing.T) {
	d := newDesk(t)
	d.clock()
	server, _ := d.practise(practice.Options{Now: d.now})
	d.watched(server, map[string]string{"one": server.Accounts[0].Password, "other": server.Accounts[0].Password})
	d.tooled()
	d.want(passed, "watch", "install", "--scheduler", "systemd", "--scope", "connect", "--every", "6", "--at", "07:30", "--server", "one", "--heartbeat", "mon")
	d.want(passed, "watch", "install", "--at", "08:30")
	home, saved := d.open()
	w, err := home.Watch()
	if err != nil || w.Every != 6 || w.At != "08:30" || w.HeartBeat != "mon" || !slices.Equal(w.Servers, []string{"id-one"}) || w.Scheduler != "systemd" {
		t.Errorf("%+v, %v", w, err)
	}
	works := d.tools.Run
	d.tools.Run = func(context.Context, string, string, ...string) (string, error) { return "", errors.New("no crontab") }
	d.want(broken, "watch", "install", "--scheduler", "cron")
	if after, err := home.Watch(); err != nil || after.Scheduler != "systemd" {
		t.Errorf("%+v, %v", after, err)
	}
	if _, err := os.Stat(filepath.Join(d.tools.Folder, "todoku-watch.timer")); err != nil {
		t.Errorf("what worked is gone: %v", err)
	}
	d.tools.Run = works
	d.want(passed, "watch", "install", "--all", "--heartbeat", "none", "--scheduler", "none")
	if w, err = home.Watch(); err != nil || w.Servers != nil || w.HeartBeat != "" || w.Scheduler != "" {
		t.Errorf("%+v, %v", w, err)
	}
	if stdout, _ := d.want(passed, "watch", "status"); !strings.Contains(stdout, "自動では実行しません") {
		t.Error(stdout)
	}
	if err := os.WriteFile(filepath.Join(d.home, "watch.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, stderr := d.want(broken, "watch", "status"); !strings.Contains(stderr, "設定し直してください") {
		t.Error(stderr)
	}
	d.want(passed, "watch", "install", "--server", "one", "--scheduler", "none", "--scope", "connect")
	d.want(passed, "servers", "delete", "one")
	if _, stderr := d.want(wrong, "watch", "run"); !strings.Contains(stderr, "見張るサーバーが残っていません") || len(saved.Profiles) != 2 {
		t.Error(stderr)
	}
}
