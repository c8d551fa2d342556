package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"todoku/mailcore/practice"
)

// written is a file in the manual, by the kind that stands at its fence.
var written = regexp.MustCompile("(?ms)^```(crontab|nagios|service|timer|zabbix|bat)\n(.*?)^```")

// What the manual says to write is tried: the commands are run by sh, as cron,
// nagios and Zabbix do it, and systemd reads the units.
func TestManualShowsWhatWorks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("sh and systemd are not there")
	}
	d := newDesk(t)
	_, flags := d.practise(practice.Options{Scenario: "plain"})
	d.want(passed, "servers", "add", "--code", "office", "--smtp", flags[1], "--encryption", "none", "--auth", "none", "--from", practice.NoReply, "--helo", "pc.example.jp")
	_ = os.MkdirAll(filepath.Join(d.home, "bin"), 0o700)
	program := filepath.Join(d.home, "bin", "todoku-cli")
	script := "#!/bin/sh\nTODOKU_CLI_TEST_CHILD=1 TODOKU_HOME='" + d.home + "' exec '" + os.Args[0] + "' \"$@\"\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"manual.md", "manual.en.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, block := range written.FindAllStringSubmatch(string(text), -1) {
			seen[block[1]] = true
			d.try(block[1], strings.ReplaceAll(block[2], "/usr/bin/todoku-cli", program))
		}
		if len(seen) != 6 {
			t.Errorf("%s shows %v", name, seen)
		}
	}
}

var cronLine = regexp.MustCompile(`(?m)^(?:[\d*/,-]+ ){5} *(.*)$`)

// try tries a file of the manual.
func (d *desk) try(kind, text string) {
	d.t.Helper()
	command := ""
	switch kind {
	case "crontab":
		command = cronLine.FindStringSubmatch(text)[1]
	case "nagios":
		command = strings.ReplaceAll(regexp.MustCompile(`command_line (.*)`).FindStringSubmatch(text)[1], "$ARG1$", "office")
	case "zabbix":
		command = strings.ReplaceAll(text, "$1", "office")
	case "bat": // what schtasks starts
		command = strings.NewReplacer(`\"`, "", `C:\Program Files\Todoku\todoku-cli.exe`, "todoku-cli", `C:\metrics\`, d.home+"/").Replace(regexp.MustCompile(`/TR "(.*)"`).FindStringSubmatch(text)[1])
	default:
		d.unit(kind, text)
		return
	}
	cmd := exec.CommandContext(d.t.Context(), "sh", "-c", command)
	cmd.Env = append(os.Environ(), "PATH="+filepath.Join(d.home, "bin")+":"+os.Getenv("PATH"), "HOME="+d.home)
	out, err := cmd.CombinedOutput()
	if said := string(out); err != nil || kind == "zabbix" && said != "0\n" || kind == "nagios" && !strings.HasPrefix(said, "TODOKU OK: office: ") {
		d.t.Errorf("%s: %v: %s from %s", kind, err, out, command)
	}
}

// unit has systemd read a unit.
func (d *desk) unit(kind, text string) {
	d.t.Helper()
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		return
	}
	dir := d.t.TempDir()
	path := filepath.Join(dir, "todoku-metrics."+kind)
	service := "[Service]\nType=oneshot\nExecStart=/bin/true\n"
	for at, text := range map[string]string{filepath.Join(dir, "todoku-metrics.service"): service, path: text} {
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(d.t.Context(), analyze, "--user", "--man=no", "verify", path)
	cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+dir)
	if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "todoku-metrics") {
		d.t.Errorf("%s: %v: %s", kind, err, out)
	}
}
