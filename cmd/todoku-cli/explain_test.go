package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/japanese"

	"todoku/mailcore"
	"todoku/mailcore/cause"
)

func TestExplain(t *testing.T) {
	sjis, err := japanese.ShiftJIS.NewEncoder().String("接続が拒否されたため、サーバー mail.example.jp に接続できませんでした。")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, text string
		status     int
		want       []string
	}{
		{"message", "535 5.7.8 Error: authentication failed", passed, []string{"アカウント名またはパスワードが違います", "手がかり: 535 5.7.8 Error: authentication failed", "応答コード: 535 5.7.8", "確実"}},
		{"class", "550 5.4.6 x", passed, []string{"サーバーに拒否されました", "メールが同じ所を回り続けている", "種類だけ"}},
		{"Shift_JIS", sjis, passed, []string{"サーバーに接続を拒否されました", "mail.example.jp"}},
		{"terminal", "535 5.7.8 \x1b]0;owned\x07 failed", passed, []string{"アカウント名またはパスワードが違います"}},
		{"no cause", "おはようございます", failed, []string{"原因を示す言葉が見つかりませんでした"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			d.stdin = tt.text
			status, stdout, stderr := d.run("explain")
			if status != tt.status || stderr != "" {
				t.Errorf("status %d, stderr %q", status, stderr)
			}
			for _, want := range tt.want {
				if !strings.Contains(stdout, want) {
					t.Errorf("no %q in\n%s", want, stdout)
				}
			}
			if strings.ContainsAny(stdout, "\x1b\x07") {
				t.Errorf("controls reach the terminal: %q", stdout)
			}
			file, other, _ := d.run("explain", d.file("x.txt", tt.text))
			if file != status || other != stdout {
				t.Errorf("from a file: status %d\n%s", file, other)
			}
		})
	}
}

func TestExplainJSON(t *testing.T) {
	d := newDesk(t)
	d.stdin = "Error: connect ECONNREFUSED 192.0.2.1:587"
	status, stdout, _ := d.run("explain", "-", "--format", "json", "--lang", "en")
	got := decodeExplanation(t, stdout)
	want := jsonExplanation{
		Confidence: cause.High, Words: d.stdin, Side: mailcore.OutgoingSide, Step: mailcore.Connect,
		Findings: []jsonFinding{{Code: "tcp-refused", Manual: "docs/causes.en.md#tcp-refused", Severity: mailcore.Error, Field: "outgoing.port"}},
	}
	f := &got.Findings[0]
	if status != passed || f.Title == "" || f.Explanation == "" || len(f.Remedy) == 0 {
		t.Errorf("status %d: %s", status, stdout)
	}
	f.Title, f.Explanation, f.Remedy, f.Fixes = "", "", nil, nil
	if g, w := asJSON(got), asJSON(want); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
}

// Who printed the text, what of it is the server's, and how that program says
// more is told too.
func TestExplainTellsTheProgram(t *testing.T) {
	d := newDesk(t)
	d.stdin = "Mailer Error: SMTP Error: Could not authenticate."
	_, stdout, _ := d.run("explain", "--format", "json", "--lang", "en")
	if got := decodeExplanation(t, stdout); got.Program != "PHPMailer" || got.Version != "" || got.Family != "6.6" || got.Surer != "SMTPDebug = 2" || got.Said != "" {
		t.Errorf("got %s", stdout)
	}
	if _, stdout, _ = d.run("explain", "--lang", "en"); !strings.Contains(stdout, "SMTPDebug = 2") {
		t.Errorf("got %s", stdout)
	}
	d.stdin = "Nov 29 02:40:08 web postfix/smtp[1]: A1: to=<a@example.jp>, status=bounced (host mx.example.jp[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))"
	_, stdout, _ = d.run("explain", "--format", "json", "--lang", "en")
	if got := decodeExplanation(t, stdout); got.Program != "Postfix" || !strings.HasPrefix(got.Said, "550 5.1.1 User unknown") {
		t.Errorf("got %s", stdout)
	}
}

// Of a text that is too long, the end is read, and that is said.
func TestExplainReadsTheEnd(t *testing.T) {
	d := newDesk(t)
	d.stdin = strings.Repeat("535 5.7.8 Error: authentication failed\n", 1<<17) + strings.Repeat("queue active\n", 1<<17) + "550 5.1.1 User unknown\n"
	_, stdout, _ := d.run("explain", "--format", "json", "--lang", "en")
	if got := decodeExplanation(t, stdout); !got.Cut || got.Findings[0].Code != "rcpt-unknown" {
		t.Errorf("got %s", stdout)
	}
	if _, stdout, _ = d.run("explain", "--lang", "en"); !strings.Contains(stdout, "the last MiB") {
		t.Errorf("got %s", stdout)
	}
}

// A saved result is explained as the history shows it.
func TestExplainSavedResult(t *testing.T) {
	d := newDesk(t)
	_, result, _ := d.run("check", "--smtp", "127.0.0.1:1", "--scope", "connect", "--format", "json")
	inquiry, _ := d.want(passed, "inquiry", "--format", "json")
	run := d.decode(result, "").Run
	kept, err := os.ReadFile(filepath.Join(d.home, "history", run+".json"))
	if err != nil {
		t.Fatal(err)
	}
	for name, saved := range map[string]string{"result": result, "inquiry": inquiry, "history": string(kept)} {
		d.stdin = saved
		_, stdout, _ := d.run("explain", "--format", "json")
		got := decodeExplanation(t, stdout)
		if got.Findings[0].Code != "tcp-refused" || got.Step != mailcore.Connect || got.jsonSubject != (jsonSubject{Host: "127.0.0.1", Port: 1, Run: run}) {
			t.Errorf("%s: got %s for %s", name, stdout, saved)
		}
	}
}

func TestExplainRefuses(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	for name, text := range map[string]string{"empty": " \n", "binary": "\x00\x01\x02PNG"} {
		d.stdin = text
		status, stdout, stderr := d.run("explain", "--format", "json")
		if got := decodeExplanation(t, stdout); status != wrong || got.Findings[0].Code != "usage" || got.Findings[0].Title == "" || stderr == "" {
			t.Errorf("%s: status %d, %s%s", name, status, stdout, stderr)
		}
	}
	if status, _, stderr := d.run("explain", "/no/such/file"); status != wrong || !strings.Contains(stderr, "no such file") {
		t.Errorf("no file: status %d, %s", status, stderr)
	}
}

func decodeExplanation(t *testing.T, stdout string) jsonExplanation {
	t.Helper()
	var e struct {
		Schema int `json:"schema"`
		jsonExplanation
	}
	in := json.NewDecoder(strings.NewReader(stdout))
	in.DisallowUnknownFields()
	if err := in.Decode(&e); err != nil || in.More() {
		t.Fatalf("%v in %q", err, stdout)
	}
	return e.jsonExplanation
}

func asJSON(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}
