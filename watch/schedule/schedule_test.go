package schedule

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"howett.net/plist"
)

// sample is an entry with everything that has to be quoted.
func sample(t *testing.T) Entry {
	t.Helper()
	program := filepath.Join(t.TempDir(), "a b", "todoku-cli")
	if err := os.MkdirAll(filepath.Dir(program), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return Entry{
		Name: "todoku-watch", Title: "Todoku の見張り 100%", Program: program,
		Args: []string{"watch", "run", "--settings-folder", `/x/田中 "$HOME" 50%\`, "it's"}, Missed: "--if-due", Hours: []int{1, 7, 13, 19}, Minute: 5,
	}
}

// systemd itself finds nothing wrong with the unit and the timer.
func TestSystemdTakesTheFiles(t *testing.T) {
	e := sample(t)
	if !strings.Contains(Timer(e), "OnCalendar=*-*-* 01,07,13,19:05:00\nPersistent=true\n") {
		t.Error(Timer(e))
	}
	if !strings.Contains(Unit(e), `"/x/田中 \"$$HOME\" 50%%\\" "it's"`) {
		t.Error(Unit(e))
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not there")
	}
	dir := t.TempDir()
	var paths []string
	for _, f := range systemdFiles(dir, e) {
		paths = append(paths, f.Path)
		if err := os.WriteFile(f.Path, []byte(f.Text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("XDG_RUNTIME_DIR", dir)
	out, err := exec.CommandContext(t.Context(), analyze, append([]string{"--user", "--man=no", "verify"}, paths...)...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "todoku-watch") {
		t.Errorf("%v: %s", err, out)
	}
	out, err = exec.CommandContext(t.Context(), analyze, "calendar", "*-*-* 01,07,13,19:05:00").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "01,07,13,19:05:00") {
		t.Errorf("%v: %s", err, out)
	}
}

// taskOrder is the order of the elements in the schema of tasks, where it has
// one (triggerBaseType, calendarTriggerType, execActionType), and their names.
var taskOrder = map[string]string{
	"Task":             "RegistrationInfo Triggers Principals Settings Data Actions",
	"RegistrationInfo": "Date Author Version Description URI",
	"Triggers":         "CalendarTrigger",
	"CalendarTrigger":  "Enabled StartBoundary EndBoundary Repetition ExecutionTimeLimit RandomDelay ScheduleByDay",
	"ScheduleByDay":    "DaysInterval",
	"Principals":       "Principal",
	"Principal":        "UserId LogonType RunLevel",
	"Settings":         "MultipleInstancesPolicy DisallowStartIfOnBatteries StopIfGoingOnBatteries StartWhenAvailable RunOnlyIfNetworkAvailable Enabled ExecutionTimeLimit",
	"Actions":          "Exec",
	"Exec":             "Command Arguments WorkingDirectory",
}

func TestTaskIsAsTheSchemaSays(t *testing.T) {
	e := sample(t)
	in := xml.NewDecoder(strings.NewReader(Task(e)))
	in.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	type open struct {
		name string
		last int
	}
	var path []open
	texts := map[string]string{}
	triggers := 0
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if token.Name.Space != "http://schemas.microsoft.com/windows/2004/02/mit/task" {
				t.Errorf("%s is in %q", name, token.Name.Space)
			}
			if name == "CalendarTrigger" {
				triggers++
			}
			if len(path) > 0 {
				parent := &path[len(path)-1]
				place := slices.Index(strings.Fields(taskOrder[parent.name]), name)
				if place < 0 || place < parent.last {
					t.Errorf("%s stands wrong in %s", name, parent.name)
				}
				parent.last = place
			}
			path = append(path, open{name: name})
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if len(path) > 0 {
				texts[path[len(path)-1].name] += strings.TrimSpace(string(token))
			}
		}
	}
	if triggers != 4 || texts["StartWhenAvailable"] != "true" || texts["Command"] != e.Program || !strings.HasPrefix(texts["StartBoundary"], "2026-01-01T01:05:00") {
		t.Errorf("%d triggers, %v", triggers, texts)
	}
	if want := `watch run --settings-folder "/x/田中 \"$HOME\" 50%\\" it's`; texts["Arguments"] != want {
		t.Errorf("arguments %s, want %s", texts["Arguments"], want)
	}
	data := encoded(Tasks, Task(e))
	var units []uint16
	for i := 2; i < len(data); i += 2 {
		units = append(units, uint16(data[i])|uint16(data[i+1])<<8)
	}
	if back := string(utf16.Decode(units)); data[0] != 0xff || data[1] != 0xfe || strings.ReplaceAll(back, "\r\n", "\n") != Task(e) {
		t.Errorf("in UTF-16: %q", back)
	}
}

func TestWindowsArgs(t *testing.T) {
	for arg, want := range map[string]string{`a`: `a`, ``: `""`, `a b`: `"a b"`, `C:\x y\`: `"C:\x y\\"`, `C:\x`: `C:\x`, `a"b`: `"a\"b"`, `a\"b`: `"a\\\"b"`} {
		if got := windowsArgs([]string{arg}); got != want {
			t.Errorf("%s: %s, want %s", arg, got, want)
		}
	}
}

// A parser that is not ours reads the agent, and so does the tool of Debian
// where it is there.
func TestAgentIsAPropertyList(t *testing.T) {
	e := sample(t)
	var back agent
	if _, err := plist.Unmarshal([]byte(Agent(e)), &back); err != nil {
		t.Fatal(err)
	}
	if back.Label != "jp.todoku.todoku-watch" || !slices.Equal(back.Program, append([]string{e.Program}, e.Args...)) || len(back.Times) != 4 || back.Times[1]["Hour"] != 7 || back.Times[1]["Minute"] != 5 {
		t.Errorf("%+v", back)
	}
	if tool, err := exec.LookPath("plistutil"); err == nil {
		file := filepath.Join(t.TempDir(), "x.plist")
		if err := os.WriteFile(file, []byte(Agent(e)), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.CommandContext(t.Context(), tool, "-i", file).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	}
}

// What others wrote into a crontab stays, and sh reads our words as they were.
func TestCrontab(t *testing.T) {
	e := sample(t)
	theirs := "# mine\n0 7 * * * /bin/true\n"
	text := Crontab(theirs, e)
	if again := Crontab(text, e); again != text || !strings.HasPrefix(text, theirs) || strings.Count(text, cronMark) != 2 {
		t.Errorf("%s\n%s", text, again)
	}
	if left := withoutOurs(text, e.Name); left != theirs {
		t.Errorf("what is left: %q", left)
	}
	lines := strings.Split(text, "\n")
	command, ok := strings.CutPrefix(lines[2], "5 * * * * ")
	if !ok || runtime.GOOS == "windows" {
		t.Skip(lines[2])
	}
	command = strings.ReplaceAll(command, `\%`, "%") // as cron does
	out, err := exec.CommandContext(t.Context(), "sh", "-c", "show() { printf '%s\n' \"$@\"; }; show "+command).Output()
	if want := strings.Join(append(append([]string{e.Program}, e.Args...), e.Missed), "\n") + "\n"; err != nil || string(out) != want {
		t.Errorf("%v: %q, want %q", err, out, want)
	}
}

// A desk plays the tools of the system.
type desk struct {
	said    []string
	fails   string
	crontab string
}

func (d *desk) run(_ context.Context, stdin, name string, args ...string) (string, error) {
	line := strings.Join(append([]string{name}, args...), " ")
	d.said = append(d.said, line)
	switch {
	case d.fails != "" && strings.Contains(line, d.fails):
		return "", errors.New("it does not want to")
	case line == "crontab -l" && d.crontab == "":
		return "", errors.New("no crontab for taro")
	case line == "crontab -":
		d.crontab = stdin
	}
	return d.crontab, nil
}

// Every scheduler is switched on after its files are there, and off before they
// go; where it cannot be switched on nothing is left.
func TestInstallAndRemove(t *testing.T) {
	e := sample(t)
	for kind, on := range map[Kind]string{Systemd: "systemctl --user enable --now todoku-watch.timer", Tasks: "schtasks /Create /F /TN todoku-watch /XML", Launchd: "launchctl bootstrap", Cron: "crontab -"} {
		d := &desk{}
		s := Scheduler{Kind: kind, Folder: t.TempDir(), Run: d.run}
		files, err := s.Install(t.Context(), e)
		if err != nil || len(files) == 0 || !slices.ContainsFunc(d.said, func(line string) bool { return strings.HasPrefix(line, on) }) {
			t.Fatalf("%s: %v, %q", kind, err, d.said)
		}
		for _, f := range files {
			if _, err := os.Stat(f.Path); f.Path != "" && err != nil {
				t.Errorf("%s: %v", kind, err)
			}
		}
		if err := errors.Join(s.Remove(t.Context(), e), s.Remove(t.Context(), e)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if left := leftIn(t, s.Folder); len(left) > 0 || strings.Contains(d.crontab, "todoku") {
			t.Errorf("%s leaves %q, %q", kind, left, d.crontab)
		}
		d.fails = on
		if _, err := s.Install(t.Context(), e); err == nil {
			t.Errorf("%s: no error", kind)
		}
		if left := leftIn(t, s.Folder); len(left) > 0 {
			t.Errorf("%s fails and leaves %q", kind, left)
		}
	}
	e.Args = append(e.Args, "a\nb")
	if _, err := (Scheduler{Kind: Cron}).Files(e); !errors.Is(err, ErrUnnameable) {
		t.Error(err)
	}
}

func leftIn(t *testing.T, dir string) (left []string) {
	t.Helper()
	_ = filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			left = append(left, path)
		}
		return err
	})
	return left
}
