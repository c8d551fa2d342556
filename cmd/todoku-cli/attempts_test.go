package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// refuse has an account refused three times, one login each.
func (d *desk) refuse(flags []string) {
	d.t.Helper()
	for range 3 {
		d.want(failed, with("check", flags, "--auth", "plain")...)
	}
}

// clock gives the desk a clock of its own.
func (d *desk) clock() *time.Time {
	now := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	d.now = func() time.Time { return now }
	return &now
}

// An account that was refused three times in half an hour is tried no more
// without being told to.
func TestCheckSparesAnAccount(t *testing.T) {
	d := newDesk(t)
	now := d.clock()
	server, right := d.practise(practice.Options{})
	flags := append(right[:len(right):len(right)], "--password-file", d.file("wrong", "himitsu-2\n"), "--no-save")
	d.refuse(flags)
	_, stderr := d.want(wrong, with("check", flags)...)
	if !strings.Contains(stderr, "この 30 分に 3 回断られています") || !strings.Contains(stderr, "--try-anyway") {
		t.Error(stderr)
	}
	status, report := d.json(with("check", flags)...)
	if status != wrong || report.OK {
		t.Errorf("as JSON: %d, %+v", status, report)
	}
	d.want(passed, with("check", flags, "--scope", "connect")...) // without a login
	d.want(failed, with("check", flags, "--auth", "plain", "--try-anyway")...)
	*now = now.Add(31 * time.Minute)
	d.want(failed, with("check", flags, "--auth", "plain")...)
	d.want(passed, with("check", right)...)
	if data, err := os.ReadFile(filepath.Join(d.home, "attempts.json")); err != nil || strings.Contains(string(data), server.Accounts[0].User) || strings.Contains(string(data), `":[`) {
		t.Errorf("a login that succeeded leaves %s, %v", data, err)
	}
}

// check --all leaves servers out whose account was refused too often, also by
// others of the same run.
func TestCheckAllSparesAnAccount(t *testing.T) {
	d := newDesk(t)
	d.clock()
	server, _ := d.practise(practice.Options{})
	d.offices(server)
	home, err := store.Open(d.home)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := home.Load()
	if err != nil {
		t.Fatal(err)
	}
	for i := range saved.Profiles {
		saved.Profiles[i].Outgoing.Auth, saved.Profiles[i].Products = mailcore.PLAIN, nil
	}
	for _, code := range []string{"b", "c", "d"} {
		p := saved.Profiles[1] // whose password is wrong
		p.ID, p.Code = "id-"+code, code
		d.vault(p, map[string]string{"outgoing": "wrong"})
		saved.Profiles = append(saved.Profiles, p)
	}
	saved.Profiles = append(saved.Profiles[1:2], saved.Profiles[4:]...)
	if err := home.Save(saved); err != nil {
		t.Fatal(err)
	}
	status, all := d.everything("--scope", "login")
	last := all.Servers[len(all.Servers)-1]
	if status != failed || all.Failed != 3 || all.Skipped != len(all.Servers)-3 || last.Reason != mailcore.RefusedOften || last.Status != wrong {
		t.Errorf("status %d, %+v", status, all)
	}
	if status, all = d.everything("--scope", "login"); status != wrong || all.Failed != 0 {
		t.Errorf("again: status %d, %+v", status, all)
	}
	if _, all = d.everything("--scope", "login", "--try-anyway"); all.Skipped != 0 {
		t.Errorf("all the same: %+v", all)
	}
}
