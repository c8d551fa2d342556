//go:build monitoring

package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/practice"
)

// tool is a program of Debian, which setup-monitoring installs.
func tool(t *testing.T, name string) string {
	t.Helper()
	t.Setenv("PATH", os.Getenv("PATH")+":/usr/sbin:/sbin:/usr/lib/nagios/plugins")
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// until tries again until it works out, for so long as a slow machine takes.
func until(t *testing.T, what string, works func() bool) {
	t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	end := time.After(time.Minute)
	for !works() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("in vain: %s", what)
		}
	}
}

// promtool finds nothing wrong with the metrics, and nothing to advise.
func TestPromtoolTakesTheMetrics(t *testing.T) {
	d := newDesk(t)
	server, _ := d.practise(practice.Options{})
	d.offices(server)
	_, stdout, _ := d.run("check", "--all", "--format", "openmetrics")
	cmd := exec.CommandContext(t.Context(), tool(t, "promtool"), "check", "metrics")
	cmd.Stdin = strings.NewReader(stdout)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s of\n%s", err, out, stdout)
	}
}

// The parser of the reference library takes them for OpenMetrics.
func TestMetricsAreOpenMetrics(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	stdout, _ := d.want(passed, with("check", flags, "--format", "openmetrics", "--no-save")...)
	cmd := exec.CommandContext(t.Context(), tool(t, "python3"), "-c", `import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
print(" ".join(f.name + ":" + f.unit for f in text_string_to_metric_families(sys.stdin.read())))`)
	cmd.Stdin = strings.NewReader(stdout)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "todoku_test_duration_seconds:seconds") {
		t.Errorf("%v: %s of\n%s", err, out, stdout)
	}
}

// A node exporter reads the file and hands it on.
func TestNodeExporterReadsTheFile(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	dir := t.TempDir()
	d.want(passed, with("check", flags, "--format", "openmetrics", "--no-save", "-o", filepath.Join(dir, "todoku.prom"))...)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	listener.Close()
	cmd := exec.CommandContext(t.Context(), tool(t, "prometheus-node-exporter"), "--collector.disable-defaults", "--collector.textfile",
		"--collector.textfile.directory="+dir, "--web.listen-address="+addr)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	var text string
	until(t, "the node exporter answers", func() bool {
		answer, err := http.Get("http://" + addr + "/metrics")
		if err != nil {
			return false
		}
		defer answer.Body.Close()
		data, err := io.ReadAll(answer.Body)
		text = string(data)
		return err == nil
	})
	for _, want := range []string{"node_textfile_scrape_error 0", `todoku_server_up{server="` + flags[1] + `"} 1`, `todoku_certificate_not_after_timestamp_seconds{server="` + flags[1] + `",side="outgoing"}`} {
		if !strings.Contains(text, want) {
			t.Errorf("the node exporter does not say %s:\n%s", want, text)
		}
	}
}

// plugin writes a program that runs a check as nagios does.
func (d *desk) plugin(args ...string) string {
	d.t.Helper()
	script := "#!/bin/sh\nTODOKU_CLI_TEST_CHILD=1 TODOKU_HOME='" + d.home + "' exec '" + os.Args[0] + "'"
	for _, arg := range args {
		script += " '" + arg + "'"
	}
	path := filepath.Join(d.t.TempDir(), "check_todoku")
	if err := os.WriteFile(path, []byte(script+"\n"), 0o755); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// A tool of the Monitoring Plugins understands the exit status.
func TestNegateUnderstands(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	_, refused := d.practise(practice.Options{Scenario: "password"})
	for want, args := range map[int][]string{nagiosCritical: flags, nagiosOK: refused, nagiosUnknown: {"nobody"}} {
		plugin := d.plugin(with("check", args, "--format", "nagios", "--no-save")...)
		cmd := exec.CommandContext(t.Context(), tool(t, "negate"), plugin)
		if out, err := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != want {
			t.Errorf("%v, want %d: %s", err, want, out)
		}
	}
}

// A real Nagios core runs the plugin, and knows the state and the numbers.
func TestNagiosCoreRunsThePlugin(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	dir := t.TempDir()
	plugin := d.plugin(with("check", flags, "--format", "nagios", "--no-save")...)
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	objects := filepath.Join(dir, "objects.cfg")
	config := filepath.Join(dir, "nagios.cfg")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(objects, fmt.Sprintf(`define timeperiod {
 timeperiod_name always
 alias always
 monday 00:00-24:00
 tuesday 00:00-24:00
 wednesday 00:00-24:00
 thursday 00:00-24:00
 friday 00:00-24:00
 saturday 00:00-24:00
 sunday 00:00-24:00
}
define command {
 command_name check_todoku
 command_line %s
}
define host {
 host_name mail
 address 127.0.0.1
 max_check_attempts 1
 check_period always
 contacts nobody
 notifications_enabled 0
}
define contact {
 contact_name nobody
 host_notifications_enabled 0
 service_notifications_enabled 0
 host_notification_period always
 service_notification_period always
 host_notification_commands check_todoku
 service_notification_commands check_todoku
}
define service {
 host_name mail
 service_description todoku
 check_command check_todoku
 max_check_attempts 1
 check_interval 1
 retry_interval 1
 check_period always
 contacts nobody
 notifications_enabled 0
}
`, plugin))
	status := filepath.Join(dir, "status.dat")
	write(config, fmt.Sprintf(`cfg_file=%[1]s/objects.cfg
log_file=%[1]s/nagios.log
object_cache_file=%[1]s/objects.cache
precached_object_file=%[1]s/objects.precache
status_file=%[2]s
status_update_interval=1
nagios_user=%[3]s
nagios_group=%[4]s
check_external_commands=0
query_socket=%[1]s/q
command_file=%[1]s/cmd
lock_file=%[1]s/lock
temp_file=%[1]s/tmp
temp_path=%[1]s
check_result_path=%[1]s
state_retention_file=%[1]s/retention
illegal_macro_output_chars=`+"`~$&|'\"<>"+`
execute_service_checks=1
service_check_timeout=60
interval_length=1
`, dir, status, me.Username, me.Gid))
	nagios := tool(t, "nagios4")
	if out, err := exec.CommandContext(t.Context(), nagios, "-v", config).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), nagios, config)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	var text string
	until(t, "Nagios has run the plugin", func() bool {
		data, _ := os.ReadFile(status)
		_, text, _ = strings.Cut(string(data), "servicestatus {")
		return strings.Contains(text, "plugin_output=TODOKU")
	})
	for _, want := range []string{"current_state=0", "plugin_output=TODOKU OK: ", "performance_data=time=0."} {
		if !strings.Contains(text, want) {
			t.Errorf("Nagios does not know %s:\n%s", want, text)
		}
	}
}
