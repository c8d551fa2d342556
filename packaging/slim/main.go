// Command slim writes what a released program is built with, so that it is
// smaller than "go build" makes it: the modules of [modules] and the file of Go
// in [standard], each without what Todoku never uses. Beside them lie a go.mod
// that takes them from there and an overlay.json; packaging/release.sh builds
// with both.
//
// The greatest part is not what is cut out, but what the linker leaves out then:
// as long as anything calls a method by a name that is known at run time only,
// every exported method of every type stays in the program.
//
// usage: slim FOLDER GO.MOD
//
// It runs in the root of the repository, FOLDER is below it, and GO.MOD is the
// go.mod to begin with.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// An edit replaces a text in a file. One that is not found in so many places as
// it should is an error: what it was written for has changed.
type edit struct {
	file   string
	old    *regexp.Regexp
	with   string
	places int
}

// A module is copied and edited.
type module struct {
	name, folder string
	edits        []edit
	without      *regexp.Regexp // files that nothing embeds any more
}

var modules = []module{
	// Our theme has every face; Fyne looks into its own for what ours lack, and one
	// of them is enough for that.
	{"fyne.io/fyne/v2", "fyne", []edit{
		{"theme/bundled-fonts.go", regexp.MustCompile(`//go:embed font/(?:NotoSans-(?:Bold|Italic|BoldItalic)|DejaVuSansMono-Powerline)\.ttf\nvar (\w+) \[\]byte`), "var $1 = notoSansRegular", 4},
	}, regexp.MustCompile(`^theme/font/(NotoSans-(Bold|Italic|BoldItalic)|DejaVuSansMono-Powerline|Inter-Regular|EmojiOneColor)\.`)},
	// Nothing is offered to other programs on the bus but by an icon in the tray,
	// which Todoku has not.
	{"github.com/godbus/dbus/v5", "dbus", []edit{
		{"export.go", regexp.MustCompile(`(?s)\n(func get(?:All)?Methods\(.*?\{\n).*?\n\}\n`), "\n$1\treturn nil\n}\n", 2},
	}, nil},
}

// standard is the file of Go: our templates, and those of the modules, ask for
// fields and call functions, and no methods.
var standard = edit{"text/template/exec.go", regexp.MustCompile(`\bptr\.MethodByName\(fieldName\)`), "(reflect.Value{})", 1}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: slim FOLDER GO.MOD")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
}

func run(folder, mod string) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	text, err := os.ReadFile(mod)
	if err != nil {
		return err
	}
	for _, m := range modules {
		if err := m.writeTo(filepath.Join(folder, m.folder)); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		text = fmt.Appendf(text, "\nreplace %s => ./%s\n", m.name, path.Join(filepath.ToSlash(folder), m.folder))
	}
	sums, err := os.ReadFile(strings.TrimSuffix(mod, ".mod") + ".sum")
	if err != nil {
		return err
	}
	overlay, err := writeOverlay(folder)
	if err != nil {
		return err
	}
	for name, text := range map[string][]byte{"go.mod": text, "go.sum": sums, "overlay.json": overlay} {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// writeOverlay writes the file of Go, and returns what tells Go to read it.
func writeOverlay(folder string) ([]byte, error) {
	root, err := output("go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	from := filepath.Join(root, "src", filepath.FromSlash(standard.file))
	text, err := os.ReadFile(from)
	if err != nil {
		return nil, err
	}
	if text, err = standard.apply(text); err != nil {
		return nil, err
	}
	to, err := filepath.Abs(filepath.Join(folder, path.Base(standard.file)+".edited"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(to, text, 0o644); err != nil {
		return nil, err
	}
	return json.Marshal(map[string]map[string]string{"Replace": {from: to}})
}

// writeTo copies what is compiled of a module, edited.
func (m module) writeTo(folder string) error {
	root, err := output("go", "list", "-m", "-f", "{{.Dir}}", m.name)
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(from string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, from)
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || name == "cmd"):
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(name, "_test.go") || m.without != nil && m.without.MatchString(name):
			return nil
		}
		return m.copyFile(from, name, folder)
	})
}

func (m module) copyFile(from, name, folder string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	for _, e := range m.edits {
		if e.file != name {
			continue
		}
		if text, err = e.apply(text); err != nil {
			return err
		}
	}
	to := filepath.Join(folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o644)
}

func (e edit) apply(text []byte) ([]byte, error) {
	if n := len(e.old.FindAll(text, -1)); n != e.places {
		return nil, fmt.Errorf("%s has %d places of %s, not %d", e.file, n, e.old, e.places)
	}
	return e.old.ReplaceAll(text, []byte(e.with)), nil
}

func output(command string, args ...string) (string, error) {
	c := exec.Command(command, args...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	return string(bytes.TrimSpace(out)), err
}
