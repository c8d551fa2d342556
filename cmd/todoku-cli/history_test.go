package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/steps"
	"todoku/store"
)

// remember fills the history with four runs, oldest first: two of an office
// that has another code by now, one of a branch, one without a profile.
func (d *desk) remember() {
	d.t.Helper()
	home, err := store.Open(d.home)
	if err != nil {
		d.t.Fatal(err)
	}
	office := mailcore.NewProfile()
	office.ID, office.Code, office.Outgoing.Host, office.TestTo = "p1", "old-office", "smtp.example.jp", "hanako@example.jp"
	branch := office
	branch.ID, branch.Code, branch.Outgoing.Host = "p2", "branch", "smtp.example.com"
	nobody := branch
	nobody.ID, nobody.Code, nobody.Outgoing.Host = "", "", "smtp.example.org"
	for i, p := range []mailcore.Profile{office, branch, nobody, office} {
		if i == 3 {
			p.Code, p.Outgoing.Port, p.Outgoing.Encryption = "office", 465, mailcore.TLS
		}
		r := steps.NewPlan(p, mailcore.SendScope).Report([]string{"one", "two", "three", "four"}[i], time.Date(2026, 4, 1+i, 9, 0, 0, 0, time.Local))
		for k := range r.Results {
			r.Results[k].State = mailcore.Passed
			if i > 0 && r.Results[k].Step == mailcore.Authorize {
				r.Results[k].State, r.Results[k].Fault, r.Results[k].Reply = mailcore.Failed, mailcore.Replied, "535 5.7.8 no"
				break
			}
		}
		if err := home.Append(r); err != nil {
			d.t.Fatal(err)
		}
	}
	settings, err := home.Load()
	if err != nil {
		d.t.Fatal(err)
	}
	office.Code = "office"
	settings.Profiles = []mailcore.Profile{office}
	if err := home.Save(settings); err != nil {
		d.t.Fatal(err)
	}
}

func TestHistoryIsChosenFrom(t *testing.T) {
	d := newDesk(t)
	d.remember()
	for _, tt := range []struct {
		flags string
		want  []string
	}{
		{"", []string{"four", "three", "two", "one"}},
		{"--last 1", []string{"four"}},
		{"--failed", []string{"four", "three", "two"}},
		{"--server office", []string{"four", "one"}},
		{"--server old-office", []string{"one"}},
		{"--server branch", []string{"two"}},
		{"--since 2026-04-03", []string{"four", "three"}},
		{"--code auth-fail --since " + time.Date(2026, 4, 3, 9, 0, 1, 0, time.Local).Format(time.RFC3339), []string{"four"}},
		{"--code 5.7 --server office --last 5", []string{"four"}},
		{"--code 250", nil},
	} {
		stdout, _ := d.want(passed, append([]string{"history", "--format", "json"}, strings.Fields(tt.flags)...)...)
		var got []jsonRun
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatalf("%v: %s", err, stdout)
		}
		var ids []string
		for _, r := range got {
			ids = append(ids, r.Run)
			if r.OK != (len(r.Findings) == 0) || !r.OK && (r.Findings[0].Code != "auth-fail" || r.Findings[0].Manual != "docs/causes.md#auth-fail") {
				t.Errorf("%s: the findings are %+v", r.Run, r.Findings)
			}
		}
		if !slices.Equal(ids, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.flags, ids, tt.want)
		}
	}
	for _, bad := range []string{"--server nobody", "--since yesterday", "--compare"} {
		if stdout, _ := d.want(wrong, append([]string{"history"}, strings.Fields(bad)...)...); stdout != "" {
			t.Errorf("%s: %s", bad, stdout)
		}
	}
}

func TestHistoryText(t *testing.T) {
	d := newDesk(t)
	d.remember()
	stdout, _ := d.want(passed, "history", "--lang", "ja")
	golden(t, "history.txt", stdout)
}

func TestHistoryCompares(t *testing.T) {
	d := newDesk(t)
	d.remember()
	stdout, _ := d.want(passed, "history", "four", "--compare", "--lang", "ja")
	golden(t, "compare.txt", stdout)
	stdout, _ = d.want(passed, "history", "two", "--compare", "--lang", "ja")
	if stdout != "このサーバーの前回の記録はありません。\n" {
		t.Errorf("%s", stdout)
	}
	stdout, _ = d.want(passed, "history", "four", "--compare", "--format", "json")
	var got jsonComparison
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || got.Before != "one" || got.Run != "four" || got.Code != "office" || len(got.Differences) < 5 {
		t.Errorf("%v: %s", err, stdout)
	}
	stdout, _ = d.want(passed, "history", "one", "--compare", "--format", "json")
	if stdout != `{"schema":1,"code":"old-office","name":"","host":"smtp.example.jp","port":587,"run":"one","before":"","differences":[]}`+"\n" {
		t.Errorf("%s", stdout)
	}
}
