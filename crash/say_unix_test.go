//go:build unix && !darwin

package crash

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"todoku/assets"
)

// box puts a program into a folder that is searched for programs.
func box(t *testing.T, dir, name, script string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// The first program that works shows the message: in Japanese, unless it has
// no letters for that.
func TestSay(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+":/bin:/usr/bin")
	t.Setenv("DISPLAY", ":none")
	said := filepath.Join(dir, "said")
	told := `printf '%s|' "$0" "$@" >> ` + said
	box(t, dir, "zenity", told+"; exit 1")
	box(t, dir, "kdialog", told)
	box(t, dir, "xmessage", told)
	speak := func() string {
		assets.SetLanguage("ja")
		_ = os.Remove(said)
		Say("Todoku", func() string { return assets.Text("crash.text") })
		text, _ := os.ReadFile(said)
		return strings.ReplaceAll(string(text), dir+"/", "")
	}
	t.Cleanup(func() { assets.SetLanguage("") })
	if text := speak(); !strings.HasPrefix(text, "zenity|") || !strings.Contains(text, "kdialog|--title|Todoku|--error|エラー") || strings.Contains(text, "xmessage") {
		t.Errorf("said %q", text)
	}
	box(t, dir, "kdialog", "exit 1")
	if text := speak(); !strings.Contains(text, "xmessage|") || !strings.HasSuffix(text, "lost.|") {
		t.Errorf("said %q", text)
	}
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if text := speak(); text != "" {
		t.Errorf("without a display: %q", text)
	}
}

func TestFolded(t *testing.T) {
	long := strings.Repeat("word ", 30) + "\n\n/a/" + strings.Repeat("long", 30) + " end"
	for line := range strings.Lines(folded(long)) {
		if len(line) > 73 && !strings.HasPrefix(line, "/a/") {
			t.Errorf("%q is too long", line)
		}
	}
	if strings.Join(strings.Fields(folded(long)), " ") != strings.Join(strings.Fields(long), " ") || !strings.Contains(folded(long), "\n\n/a/") {
		t.Errorf("it became %q", folded(long))
	}
}
