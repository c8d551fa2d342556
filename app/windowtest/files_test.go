//go:build window

package windowtest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/store"
)

// writable is a desktop with one saved server that nothing listens for, and
// the program on it with a new, unsaved one on the screen.
func writable(t *testing.T) *program {
	t.Helper()
	d := newDesktop(t)
	d.seed(func(v *store.Settings) {
		s := account(1)
		s.Outgoing.Auth = mailcore.NoAuth
		v.Preferences.Secrets = store.AskStore
		v.Profiles = []mailcore.Profile{s}
	})
	return d.open()
}

// changes presses keys and waits until they show.
func (p *program) changes(what string, keys ...string) {
	p.t.Helper()
	before := p.settled()
	p.keys(keys...)
	wait(p.t, what, func() bool { return differing(before, p.shot("")) > 5_000 })
	p.settled()
	if p.over() {
		p.t.Fatalf("the program ended:\n%s", p.log.String())
	}
}

// answer types a path into the file dialog and accepts it.
func (p *program) answer(path string) {
	p.t.Helper()
	p.keys("ctrl+a")
	p.write(path)
	p.keys("Return")
}

// writes wants a file to arrive that holds text.
func (p *program) writes(path, text string) {
	p.t.Helper()
	wait(p.t, path+" is written", func() bool {
		data, _ := os.ReadFile(path)
		return strings.Contains(string(data), text) || p.over()
	})
	if p.over() {
		p.t.Fatalf("the program ended:\n%s", p.log.String())
	}
}

// leftovers are the files of a folder but for those named.
func leftovers(t *testing.T, dir string, but ...string) (more []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(but, e.Name()) {
			more = append(more, e.Name())
		}
	}
	return more
}

func times(n int, key string) []string { return slices.Repeat([]string{key}, n) }

// Servers go into a file and come back from it; what is typed and not saved
// stays on the screen meanwhile.
func TestServersGoThroughTheFileDialogs(t *testing.T) {
	p := writable(t)
	dir := t.TempDir()
	path := filepath.Join(dir, "servers.toml")
	p.keys("ctrl+n")
	p.keys(byHand...)
	p.write("unsaved.example.jp")
	p.changes("the formats are offered", "ctrl+e")
	p.changes("the file dialog is there", "Return")
	p.shot("file-save")
	p.changes("Escape leaves the file dialog", "Escape")
	p.changes("the formats are offered again", "ctrl+e")
	p.changes("the file dialog is there again", "Return")
	p.answer(path)
	p.writes(path, officeName)
	if more := leftovers(t, dir, "servers.toml"); more != nil {
		t.Errorf("beside the file: %s", more)
	}

	other := strings.ReplaceAll(p.read(path), officeName, "Imported")
	if err := os.WriteFile(path, []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	p.changes("text is asked for", "ctrl+i")
	p.changes("the file dialog is there", "shift+Tab", "space")
	p.shot("file-open")
	p.changes("Escape leaves the file dialog alone", "Escape")
	p.shot("file-open-left")
	p.changes("the file dialog is there again", "space")
	p.answer(filepath.Join(dir, "missing.toml"))
	p.settled()
	p.shot("file-missing")
	p.answer(path)
	p.settled() // asks what is to become of what was typed and not saved
	p.shot("file-read")
	p.keys("Return")
	wait(t, "what was typed is saved", func() bool { _, ok := p.saved("unsaved.example.jp"); return ok })
	p.settled()
	p.keys("Return")
	wait(t, "the server of the file is there", func() bool { _, ok := p.saved("Imported"); return ok })
}

func (p *program) read(path string) string {
	p.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		p.t.Fatal(err)
	}
	return string(text)
}

// click presses the mouse at a place in the window, whose size is the one it
// was opened with.
func (p *program) click(x, y string) {
	p.t.Helper()
	if _, err := p.command("xdotool", "mousemove", "--window", p.window, x, y, "click", "1"); err != nil {
		p.t.Fatal(err)
	}
}

func TestTheSheetGoesThroughTheFileDialog(t *testing.T) {
	p := writable(t)
	path := filepath.Join(t.TempDir(), "sheet.html")
	main := p.window
	p.settled()
	p.keys("ctrl+p")
	wait(t, "the sheet has a window", func() bool {
		found, _ := p.command("xdotool", "search", "--onlyvisible", "--name", "入力シート")
		for _, w := range strings.Fields(found) {
			if w != main {
				p.window = w
			}
		}
		return p.window != main
	})
	p.changes("all of it is in a list", "Tab", "Right")
	before := p.settled()
	p.keys(append(times(5, "Tab"), "space")...) // HTML
	wait(t, "the file dialog is there", func() bool { return differing(before, p.shot("")) > 5_000 || p.over() })
	p.shot("sheet-save")
	p.answer(path)
	p.writes(path, "<html")
	wait(t, "the whole paper is there", func() bool { return strings.Contains(p.read(path), "</html>") })
}

// A file that is there is replaced only by somebody who says so.
func TestTheInquiryGoesThroughTheFileDialog(t *testing.T) {
	p := writable(t)
	path := filepath.Join(t.TempDir(), "inquiry.md")
	if err := os.WriteFile(path, []byte("older"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.changes("the test has ended", "ctrl+r")
	files, _ := p.settings()
	wait(t, "the test is in the history", func() bool { runs, _, _ := files.Runs(); return len(runs) == 1 })
	before := p.settled()
	p.keys("ctrl+u") // 問い合わせ用レポート
	wait(t, "the report is there", func() bool { return differing(before, p.shot("")) > 5_000 })
	p.changes("the file dialog is there", append(times(3, "Tab"), "space")...)
	p.shot("inquiry-save")
	p.answer(path)
	p.settled()
	p.shot("inquiry-replace")
	if got := p.read(path); got != "older" {
		t.Fatalf("before anybody agreed the file holds %q", got)
	}
	p.keys("Tab", "Return")
	p.writes(path, "#")
}
