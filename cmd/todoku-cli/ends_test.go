package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"todoku/mailcore"
)

// due are servers of which something ends.
func (d *desk) due() {
	d.t.Helper()
	var all []mailcore.Profile
	for i, days := range []int{9, 90, 2, 1} {
		p := mailcore.NewProfile()
		p.ID, p.Code, p.Name = "id-"+string(rune('a'+i)), "mail"+string(rune('a'+i)), "支社"
		p.Outgoing.Host, p.Outgoing.User, p.From = "smtp.example.jp", "taro@example.jp", "taro@example.jp"
		p.Office.Person, p.Office.Tags = "山田", []string{"複合機"}
		p.Verified.At, p.Verified.Until = time.Now(), time.Now().AddDate(0, 0, days)
		all = append(all, p)
	}
	all[1].Office = mailcore.Office{Supplier: "例社"}
	d.saveProfiles(all...)
}

func codes(t *testing.T, text string) (found string) {
	t.Helper()
	var all []struct {
		Code string `json:"code"`
	}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	for _, p := range all {
		found += strings.TrimPrefix(p.Code, "mail")
	}
	return found
}

func TestListIsSortedAndFiltered(t *testing.T) {
	d := newDesk(t)
	d.due()
	for flags, want := range map[string]string{
		"":                              "abcd",
		"--sort end":                    "dcab",
		"--sort end --reverse":          "bacd",
		"--tag 複合機 --sort code":         "acd",
		"--supplier 例社":                 "b",
		"--within 2":                    "cd",
		"--search 山田":                   "acd",
		"--standing proven":             "",
		"--standing changed --sort end": "dcab",
	} {
		stdout, _ := d.want(passed, append([]string{"list", "--format", "json"}, strings.Fields(flags)...)...)
		if got := codes(t, stdout); got != want {
			t.Errorf("list %s prints %q, want %q", flags, got, want)
		}
	}
	stdout, _ := d.want(passed, "list", "--lang", "ja", "--sort", "end", "--columns", "code,person,end")
	if want := "コード  担当  期限\nmaild   山田  明日まで・証明書\nmailc   山田  残り 2 日・証明書\nmaila   山田  残り 9 日・証明書\nmailb   —    残り 90 日・証明書\n"; strings.ReplaceAll(stdout, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got\n%s", stdout)
	}
	d.want(wrong, "list", "--columns", "code,colour")
}

func TestEndsArePrintedByDateAndAsACalendar(t *testing.T) {
	d := newDesk(t)
	d.due()
	stdout, _ := d.want(passed, "ends", "--json", "--within", "30")
	var list struct {
		Ends []struct {
			Code, Date, UID string
			Days            int
		}
	}
	if err := json.Unmarshal([]byte(stdout), &list); err != nil || len(list.Ends) != 3 || list.Ends[0].Days != 1 || list.Ends[2].Code != "maila" {
		t.Errorf("%v %s", err, stdout)
	}
	path := filepath.Join(t.TempDir(), "ends.ics")
	d.want(passed, "ends", "--ics", path)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil || len(c.Events()) != 4 {
		t.Errorf("%v %s", err, data)
	}
	if stdout, _ := d.want(passed, "ends", "mailc", "--lang", "ja"); !strings.Contains(stdout, "残り 2 日") || strings.Contains(stdout, "mailb") {
		t.Errorf("of one it prints %s", stdout)
	}
	d.want(wrong, "ends", "nobody")
}

// A number of days that is none, or none of jobs, is refused before anything is
// done.
func TestNumbersBelowTheLeast(t *testing.T) {
	d := newDesk(t)
	for _, args := range [][]string{{"ends", "--within", "-1"}, {"list", "--within", "-1"}, {"takeover", "bundle.todoku", "--jobs", "-1"}, {"check", "--all", "--jobs", "0"}} {
		if _, stderr := d.want(wrong, args...); !strings.Contains(stderr, "以上") {
			t.Errorf("%s: %s", args, stderr)
		}
	}
}
