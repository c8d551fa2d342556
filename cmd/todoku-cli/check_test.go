package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/mailtest"
	"todoku/mailcore/practice"
)

var addressed = []string{"--from", "taro@practice.example", "--to", "hanako@practice.example"}

func TestExitStatus(t *testing.T) {
	d := newDesk(t)
	server, flags := d.practise(practice.Options{})
	tests := []struct {
		name string
		want int
		args []string
	}{
		{"test mail", passed, addressed},
		{"words in capitals", passed, []string{"--auth", "Scram-SHA-256", "--encryption", "STARTTLS", "--scope", "LOGIN", "--format", "Text", "--lang", "EN"}},
		{"TLS", passed, []string{"--smtp", server.Addr(server.SMTPS), "--encryption", "tls"}},
		{"pin with colons refuses", failed, []string{"--pin", strings.Repeat("AB:", 31) + "AB"}},
		{"nobody listens", failed, []string{"--smtp", "127.0.0.1:1"}},
		{"POP first", passed, []string{"--pop-before-smtp", "--pop", server.Addr(server.POP3), "--pop-encryption", "starttls", "--pop-auth", "plain", "--pop-wait", "0s"}},
		{"POP password in clear", failed, []string{"--pop-before-smtp", "--pop", server.Addr(server.POP3)}},

		{"no sender", wrong, []string{"--to", "hanako@practice.example"}},
		{"recipient is no address", wrong, []string{"--from", "taro@practice.example", "--to", "hanako"}},
		{"URL for a host", wrong, []string{"--smtp", "http://mail.example.jp:465"}},
		{"pin too short", wrong, []string{"--pin", "ab"}},
		{"no such encryption", wrong, []string{"--encryption", "ssl"}},
		{"time without sense", wrong, []string{"--timeout", "soon"}},
		{"part of a second", wrong, []string{"--timeout", "1500ms"}},
		{"no time", wrong, []string{"--timeout", "0s"}},
		{"too much time", wrong, []string{"--timeout", "601s"}},
		{"no such flag", wrong, []string{"--no-such"}},
		{"two codes", wrong, []string{"a", "b"}},
		{"no such code", wrong, []string{"a"}},
		{"POP flags alone", wrong, []string{"--pop-wait", "1s"}},
		{"stdin twice", wrong, []string{"--password-file", "-", "--pop-before-smtp", "--pop-password-file", "-"}},
		{"no such CA", wrong, []string{"--ca", filepath.Join(d.home, "none.pem")}},
		{"CA is no PEM", wrong, []string{"--ca", d.file("x.pem", "x")}},
		{"no such password file", wrong, []string{"--password-file", filepath.Join(d.home, "none")}},
		{"empty password file", wrong, []string{"--password-file", d.file("empty", "\n")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := &desk{t: t, home: d.home, env: d.env}
			d.want(test.want, with("check", flags, test.args...)...)
		})
	}
}

func TestExitStatusWithoutServer(t *testing.T) {
	d := newDesk(t)
	for args, want := range map[string]int{
		"": wrong, "nonsense": wrong, "check": wrong, "check --scope login --smtp 127.0.0.1:1": wrong, "check --smtp 127.0.0.1:1": failed,
		"show": wrong, "show nobody": wrong, "practice --scenario none": wrong, "history none": wrong, "history ../x": wrong,
		"list": passed, "history": passed, "version": passed, "--version": passed, "--help": passed, "check --help": passed, "practice --list": passed,
	} {
		d.want(want, strings.Fields(args)...)
	}
}

// How far a test goes when nobody says.
func TestScope(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{})
	tests := []struct {
		args []string
		want mailcore.Scope
	}{
		{with("check", flags), mailcore.LoginScope},
		{with("check", flags[:4]), mailcore.ConnectScope},
		{with("check", flags, addressed...), mailcore.SendScope},
		{with("check", flags, append(addressed, "--scope", "recipient")...), mailcore.RecipientScope},
	}
	for _, test := range tests {
		status, got := d.json(test.args...)
		if status != passed || !got.OK || got.Scope != test.want {
			t.Errorf("%q: status %d, %q, want %q", test.args, status, got.Scope, test.want)
		}
	}
}

// What two servers' conversations look like in a terminal.
func TestText(t *testing.T) {
	d := newDesk(t)
	_, good := d.practise(practice.Options{})
	_, bad := d.practise(practice.Options{Scenario: "password"})
	for _, lang := range []string{"ja", "en"} {
		stdout, stderr := d.want(passed, with("check", good, append(addressed, "--lang", lang)...)...)
		golden(t, "passed."+lang+".txt", steady(stdout)+stderr)
		stdout, stderr = d.want(failed, with("check", bad, append(addressed, "--lang", lang, "--auth", "plain")...)...)
		golden(t, "failed."+lang+".txt", steady(stdout)+stderr)
		stdout, stderr = d.want(wrong, "check", "--smtp", "http://mail.example.jp:587", "--to", "x", "--lang", lang)
		golden(t, "wrong."+lang+".txt", steady(stdout)+stderr)
	}
}

// changing is what differs from run to run, and what stands for it.
var changing = []struct {
	what *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`(?m) +\+\d+(\.\d+)? (ms|s|ミリ秒|秒)$`), ""},
	{regexp.MustCompile(`  +\d+(\.\d+)? (ms|s|ミリ秒|秒)`), "  TIME"},
	{regexp.MustCompile(`\d+(\.\d+)? (ms|s|ミリ秒|秒)(）|\)|$)`), "TIME$3"},
	{regexp.MustCompile(`\d+\.\d (秒で|s\b)`), "TIME"},
	{regexp.MustCompile(`\bT\d+ OK`), "TAG OK"},
	{regexp.MustCompile(`  \d+s  `), "  WAITED  "},
	{regexp.MustCompile(`(\d{4}-\d\d-\d\d )?\b\d\d:\d\d:\d\d\b`), "CLOCK"},
	{regexp.MustCompile(`\b[a-z0-9]{8}-\d\b`), "UID"},
	{regexp.MustCompile(`<[A-Z0-9]{26}@`), "<ID@"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:PORT"},
	{regexp.MustCompile(`\d+ STARTTLS`), "PORT STARTTLS"},
	{regexp.MustCompile(`queued as \S+`), "queued as ID"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\S+`), "DATE"},
	{regexp.MustCompile(`TLS_\w+`), "CIPHER"},
}

func steady(text string) string {
	for _, c := range changing {
		text = c.what.ReplaceAllString(text, c.with)
	}
	for _, code := range []string{"auth-fail", "in-url-in-host"} { // their words are tested with the words
		for _, part := range []string{"title", "explanation", "remedy"} {
			key := "finding." + code + "." + part
			for line := range strings.SplitSeq(assets.Text(key), "\n") {
				text = strings.ReplaceAll(text, line, key)
			}
		}
	}
	return text
}

func TestJSON(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{Scenario: "relay"})
	status, stdout, stderr := d.run(with("check", flags, append(addressed, "--format", "json", "--lang", "ja")...)...)
	got := d.decode(stdout, stderr)
	if strings.Count(stdout, "null") != 2 || !strings.Contains(stdout, `"mailbox":null,"delivery":null}`) || strings.Count(stdout, "\n") != 1 {
		t.Errorf("another null, or more than one line: %s", stdout)
	}
	started, err := time.Parse(time.RFC3339, got.Started)
	if err != nil || time.Since(started) > time.Minute {
		t.Errorf("started %q: %v", got.Started, err)
	}
	finding := got.Findings[0]
	if status != failed || got.OK || finding.Code != "relay-denied" || len(finding.Remedy) == 0 || finding.Title == "" {
		t.Errorf("status %d, %+v", status, finding)
	}
	if !strings.HasPrefix(got.Zaionnex, "[Error] 送信エラー Recipient refused 554 ") || !strings.HasPrefix(got.Summary, "テストメール: 失敗") {
		t.Errorf("%q, %q", got.Zaionnex, got.Summary)
	}
	i := slices.IndexFunc(got.Results, func(r jsonResult) bool { return r.Step == mailcore.RcptTo })
	if r := got.Results[i]; r.State != mailcore.Failed || r.Fault != mailcore.Replied || !strings.HasPrefix(r.Reply, "554 5.7.1") || len(r.Lines) < 2 || !r.Lines[0].TLS {
		t.Errorf("%+v", r)
	}
}

// The keys of the object are a promise.
func TestJSONKeys(t *testing.T) {
	d := newDesk(t)
	_, flags := d.practise(practice.Options{Scenario: "no-starttls"})
	_, stdout, _ := d.run(with("check", flags, "--format=json")...)
	for _, keys := range []string{
		`{"schema":1,"code":"","name":"","host":"127.0.0.1","port":`, `,"run":"2`, `,"ok":false,"scope":"login","summary":"`, `,"zaionnex":"[Error] `, `,"started":"`, `,"took_ms":`, `,"results":[{`, `,"findings":[{`,
		`{"side":"outgoing","step":"check","state":"passed","took_ms":`, `,"reply":"","fault":"","facts":{},"lines":[]},`,
		`{"dir":"C","tls":false,"text":"EHLO pc.example.jp"}`,
		`{"code":"starttls-unsupported","manual":"docs/causes.md#starttls-unsupported","severity":"error","field":"outgoing.encryption","title":"`, `,"explanation":"`, `,"remedy":["`,
		`,"fixes":[{"field":"outgoing.encryption","value":"tls"},{"field":"outgoing.port","value":"465"}]}`,
	} {
		if !strings.Contains(stdout, keys) {
			t.Errorf("no %s in %s", keys, stdout)
		}
	}
}

// A parser gets its object even where there was no test.
func TestJSONWithoutTest(t *testing.T) {
	d := newDesk(t)
	status, got := d.json("check", "--encryption", "ssl")
	if status != wrong || got.OK || got.Results == nil || got.Findings[0].Code != "usage" || got.Summary == "" {
		t.Errorf("status %d, %+v", status, got)
	}
	status, got = d.json("check", "--smtp", "mail example.jp", "--from", "a b", "--to", "c@example.jp")
	var fields []string
	for _, f := range got.Findings {
		fields = append(fields, f.Field)
	}
	if status != wrong || got.OK || got.Results[0].State != mailcore.Failed || !slices.Equal(fields, []string{"outgoing.host", "from"}) {
		t.Errorf("status %d, fields %q, %+v", status, fields, got.Results)
	}
}

// What a server says must not act on the terminal.
func TestEscapesAreVisible(t *testing.T) {
	const script = "S: 220 mail \x1b]0;owned\x07\x1b[31m \u202eevil\nC: EHLO *\nS: 550 \x1b[2J\x9b5mno\nC: HELO *\nS: 550 5.0.0 \x1b[2Jno\nC: QUIT\n"
	for _, format := range []string{"text", "json"} {
		d := newDesk(t)
		stdout, stderr := d.want(failed, with("check", d.script(script), "--format", format)...)
		if strings.ContainsAny(stdout+stderr, "\x1b\x07\u202e\u009b") || !strings.Contains(stdout, `\x1b`) {
			t.Errorf("%q%q", stdout, stderr)
		}
	}
}

func TestColours(t *testing.T) {
	d := newDesk(t)
	d.colour = true
	stdout, _ := d.want(failed, "check", "--smtp", "127.0.0.1:1", "--lang", "en")
	if !strings.Contains(stdout, "\x1b[32mPassed \x1b[0m") || !strings.Contains(stdout, "\x1b[31mFailed \x1b[0m") {
		t.Errorf("%q", stdout)
	}
}

func TestStop(t *testing.T) {
	d := newDesk(t)
	ctx, cancel := context.WithCancel(t.Context())
	connected := make(chan struct{})
	server := mailtest.Start(t, "S: 220 hello\nHANG\n", nil)
	go func() { <-connected; cancel() }()
	out := &trigger{word: `220 hello`, pull: func() { close(connected) }}
	status := run(ctx, []string{"check", "--smtp", server.Addr.String(), "--encryption", "none", "--lang", "en"},
		&session{in: strings.NewReader(""), out: out, err: out, env: func(name string) string { return d.env[name] }})
	if status != failed || !strings.Contains(out.text.String(), "The test was stopped") {
		t.Errorf("status %d: %s", status, out.text.String())
	}
}

// A trigger is pulled when a word is printed.
type trigger struct {
	text strings.Builder
	word string
	pull func()
}

func (w *trigger) Write(p []byte) (int, error) {
	n, err := w.text.Write(p)
	if pull := w.pull; pull != nil && strings.Contains(string(p), w.word) {
		w.pull = nil
		pull()
	}
	return n, err
}

// The real program, interrupted.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals to send")
	}
	d := newDesk(t)
	server := mailtest.Start(t, "S: 220 hello\nHANG\n", nil)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe, "check", "--smtp", server.Addr.String(), "--encryption", "none", "--lang", "en")
	cmd.Env = append(os.Environ(), "TODOKU_CLI_TEST_CHILD=1", "TODOKU_HOME="+d.home)
	out := &trigger{word: "220 hello", pull: func() { _ = cmd.Process.Signal(os.Interrupt) }}
	cmd.Stdout = out
	began := time.Now()
	_ = cmd.Run()
	if code := cmd.ProcessState.ExitCode(); code != failed || time.Since(began) > 10*time.Second {
		t.Errorf("exit status %d after %v: %s", code, time.Since(began), out.text.String())
	}
}
