package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
)

// pluginLine is a plugin's line: what the guidelines of Monitoring Plugins allow.
var pluginLine = regexp.MustCompile(`^TODOKU (OK|WARNING|CRITICAL|UNKNOWN): [^|\n]+ \|( [a-z_]+=[0-9.]+s?;[0-9.:]*;[0-9.:]*(;[0-9.]*)?(;[0-9.]*)?)+\n$`)

// The plugin's line and exit status, for each way in which a test can end.
func TestNagios(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	_, broken := d.practise(practice.Options{Scenario: "password"})
	for _, test := range []struct {
		name   string
		args   []string
		status int
		begins string
	}{
		{"passed", flags, nagiosOK, "TODOKU OK: "},
		{"the certificate ends soon", with("", flags, "--warning", "400d")[1:], nagiosWarning, "TODOKU WARNING: "},
		{"very soon", with("", flags, "--warning", "500d", "--critical", "400d")[1:], nagiosCritical, "TODOKU CRITICAL: "},
		{"slow", with("", flags, "--warning", "0.000001s")[1:], nagiosWarning, "TODOKU WARNING: "},
		{"refused", broken, nagiosCritical, "TODOKU CRITICAL: "},
		{"wrong settings", []string{"--smtp", "tls://x:1:2"}, nagiosUnknown, "TODOKU UNKNOWN: "},
		{"no such server", []string{"nobody"}, nagiosUnknown, "TODOKU UNKNOWN: "},
		{"no such flag", []string{"--nonsense"}, nagiosUnknown, "TODOKU UNKNOWN: "},
	} {
		stdout, _ := d.want(test.status, with("check", test.args, "--format", "nagios", "--no-save")...)
		if !strings.HasPrefix(stdout, test.begins) || strings.Count(stdout, "\n") != 1 {
			t.Errorf("%s: %q", test.name, stdout)
		}
		if test.status != nagiosUnknown && !pluginLine.MatchString(stdout) {
			t.Errorf("%s: not as a plugin's: %q", test.name, stdout)
		}
	}
}

// Monitoring tries an account twice in a row and no more, however long after,
// until somebody has looked.
func TestMonitoringSparesAnAccount(t *testing.T) {
	d := newDesk(t)
	now := d.clock()
	_, flags := d.practise(practice.Options{Scenario: "password", Now: d.now})
	args := with("check", flags, "--auth", "plain", "--format", "nagios", "--no-save")
	for range 2 {
		d.want(nagiosCritical, args...)
		*now = now.Add(time.Hour)
	}
	for range 2 {
		stdout, _ := d.want(nagiosCritical, args...)
		if !strings.Contains(stdout, "続けて 2 回断られています") {
			t.Error(stdout)
		}
		*now = now.Add(24 * time.Hour)
	}
}

// Metrics of a held account say that it was not tried, instead of staying as
// they were.
func TestMetricsOfAHeldAccount(t *testing.T) {
	d := newDesk(t)
	now := d.clock()
	_, flags := d.practise(practice.Options{Scenario: "password", Now: d.now})
	args := with("check", flags, "--auth", "plain", "--format", "openmetrics", "--no-save")
	for range 2 {
		d.want(failed, args...)
		*now = now.Add(time.Hour)
	}
	stdout, _ := d.want(failed, args...)
	if !regexp.MustCompile(`(?m)^todoku_server_tested\{.*\} 0$`).MatchString(stdout) || !strings.HasSuffix(stdout, "# EOF\n") {
		t.Error(stdout)
	}
}

func TestLimits(t *testing.T) {
	for text, want := range map[string]limits{"14d": {days: 14, dated: true}, "2.5s": {seconds: 2.5}, "3d, 20s": {days: 3, dated: true, seconds: 20}, "0d": {dated: true}} {
		var l limits
		if err := l.Set(text); err != nil || l != want {
			t.Errorf("%s: %+v, %v", text, l, err)
		}
	}
	for _, text := range []string{"", "14", "d", "-1d", "NaNs", "1e99s", "14d;5s"} {
		if err := new(limits).Set(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// The metrics are as OpenMetrics wants them, and as the older format does.
func TestMetrics(t *testing.T) {
	end := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	at := time.Date(2026, 4, 1, 9, 0, 0, 5e8, time.UTC)
	all := []measure{
		{code: "office", tested: true, took: 1500 * time.Millisecond, at: at, ends: map[mailcore.Side]time.Time{mailcore.OutgoingSide: end, mailcore.IncomingSide: end}},
		{code: "a\"b\\c\nd", status: failed, tested: true, at: at},
		{code: "office", status: broken},
	}
	var b strings.Builder
	writeMetrics(&b, all, at)
	golden(t, "metrics.txt", b.String())
	seen := map[string]bool{}
	for _, line := range strings.Split(b.String(), "\n") {
		sample, _, _ := strings.Cut(line, "} ")
		if seen[sample] && !strings.HasPrefix(line, "#") && sample != "" {
			t.Errorf("twice: %s", sample)
		}
		seen[sample] = true
	}
}

// With -o the file is replaced whole and others may read it; where that fails
// the old one stays.
func TestOutputFile(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	file := filepath.Join(t.TempDir(), "todoku.prom")
	args := with("check", flags, "--format", "openmetrics", "--no-save", "-o", file)
	for range 2 {
		if stdout, _ := d.want(passed, args...); stdout != "" {
			t.Error(stdout)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.HasSuffix(string(text), "# EOF\n") || !strings.Contains(string(text), "todoku_server_up{server=") {
		t.Errorf("%v: %s", err, text)
	}
	info, err := os.Stat(file)
	if err != nil || os.PathSeparator == '/' && info.Mode() != fs.FileMode(0o644) {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(file)); len(entries) != 1 {
		t.Errorf("left: %v", entries)
	}
	if _, stderr := d.want(broken, with("check", flags, "--format", "json", "--no-save", "-o", filepath.Join(file, "x"))...); !strings.Contains(stderr, "書き込めません") {
		t.Error(stderr)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(file, link); err != nil {
		link = file // where there may be none
	}
	d.want(passed, with("check", flags, "--format", "json", "--no-save", "-o", link)...)
	if end, err := filepath.EvalSymlinks(link); err != nil || filepath.Base(end) != filepath.Base(file) {
		t.Errorf("the link is replaced: %s, %v", end, err)
	}
	var r jsonReport
	if text, _ := os.ReadFile(file); json.Unmarshal(text, &r) != nil || !r.OK {
		t.Errorf("%s", text)
	}
}

// A test that was stopped says nothing of a server: the last result stays.
func TestStoppedOutput(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.watched(server, map[string]string{"one": server.Accounts[0].Password})
	file := d.file("todoku.prom", "as before")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	d.runWith(ctx, "check", "--all", "--format", "openmetrics", "-o", file)
	if text, err := os.ReadFile(file); err != nil || string(text) != "as before" {
		t.Errorf("%v: %s", err, text)
	}
	if status, stdout, _ := d.runWith(ctx, "check", "--all", "--format", "nagios"); status != nagiosUnknown {
		t.Errorf("%d: %s", status, stdout)
	}
}

// A server that a product cannot use as it is is not fine because nothing of it
// was tested.
func TestUntestedIsNotFine(t *testing.T) {
	d := newDesk(t)
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Products = "id-garoon", "garoon", []mailcore.Product{products.Garoon}
	p.Outgoing.Host, p.Outgoing.Auth, p.From = "127.0.0.1", mailcore.NoAuth, "taro@example.jp"
	d.saveProfiles(p)
	if stdout, _ := d.want(nagiosUnknown, "check", "--all", "--scope", "logins", "--format", "nagios"); !strings.HasPrefix(stdout, "TODOKU UNKNOWN: ") {
		t.Error(stdout)
	}
	if stdout, _ := d.want(wrong, "check", "--all", "--scope", "logins", "--format", "openmetrics"); !strings.Contains(stdout, `todoku_server_status{server="garoon"} 2`) {
		t.Error(stdout)
	}
}

// Of many servers there is one line too, which names those that are not well.
func TestNagiosOfAll(t *testing.T) {
	var b strings.Builder
	now := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	all := []measure{{code: "idle", idle: true}, {code: "well", tested: true}}
	if status := writeNagios(&b, all, limits{days: 14}, limits{}, now); status != nagiosOK || !pluginLine.MatchString(b.String()) {
		t.Errorf("%d: %q", status, b.String())
	}
	for i := range 100 {
		all = append(all, measure{code: fmt.Sprint("s", i), status: failed, tested: true, text: "a | b\nc"}, measure{code: "x", status: wrong, text: "y"})
	}
	b.Reset()
	if status := writeNagios(&b, all, limits{days: 14}, limits{}, now); status != nagiosCritical || !pluginLine.MatchString(b.String()) || len([]rune(b.String())) > 600 || !strings.Contains(b.String(), "s0: a / b c") {
		t.Errorf("%d: %q", status, b.String())
	}
}
