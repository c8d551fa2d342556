package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// programs are what is handed out, and systems what it is handed out for.
var (
	programs = []string{".", "./cmd/todoku-cli"}
	systems  = []string{"linux", "windows", "darwin"}
)

// licenceFile is how modules call theirs.
var licenceFile = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|notice|copyright)([-.].*)?$`)

// writeLicences writes docs/licences.md with the full texts behind it: most of
// the licences ask that their text goes along with the program.
func writeLicences(path string) error {
	modules, err := builtIn()
	if err != nil {
		return err
	}
	about, err := os.ReadFile("docs/licences.md")
	if err != nil {
		return err
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	out := bytes.NewBuffer(about)
	faces, err := exec.Command("go", "list", "-f", "{{.Dir}}", "fyne.io/fyne/v2/theme").Output()
	if err != nil {
		return err
	}
	ofFyne := filepath.Join(strings.TrimSpace(string(faces)), "font")
	for _, text := range [][2]string{
		{"Noto Sans CJK JP", "assets/fonts/OFL.txt"},
		{"Noto Sans", filepath.Join(ofFyne, "LICENSE.txt")},
		{"Inter Symbols", filepath.Join(ofFyne, "LICENSE_Inter.txt")},
		{"Go", filepath.Join(strings.TrimSpace(string(goroot)), "LICENSE")},
	} {
		if err := addText(out, text[0], text[1]); err != nil {
			return err
		}
	}
	for _, m := range modules {
		if err := addModule(out, m); err != nil {
			return err
		}
	}
	return os.WriteFile(path, bytes.ReplaceAll(out.Bytes(), []byte("\r\n"), []byte("\n")), 0o644)
}

// A module is built into a program.
type module struct{ name, dir string }

// builtIn names the modules of all programs on all systems.
func builtIn() ([]module, error) {
	var all []module
	for _, system := range systems {
		list := exec.Command("go", append([]string{"list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}"}, programs...)...)
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		list.Stderr = os.Stderr
		text, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("list the modules for %s: %w", system, err)
		}
		for line := range strings.Lines(string(text)) {
			name, dir, _ := strings.Cut(strings.TrimSpace(line), "\t")
			all = append(all, module{name, dir})
		}
	}
	slices.SortFunc(all, func(a, b module) int { return cmp.Compare(a.name, b.name) })
	return slices.DeleteFunc(slices.Compact(all), func(m module) bool { return m.name == "" }), nil
}

// addModule adds the licence files of a module; one without any is an error.
func addModule(out *bytes.Buffer, m module) error {
	entries, err := os.ReadDir(m.dir)
	if err != nil {
		return err
	}
	found := false
	for _, entry := range entries {
		if entry.IsDir() || !licenceFile.MatchString(entry.Name()) {
			continue
		}
		found = true
		if err := addText(out, m.name, filepath.Join(m.dir, entry.Name())); err != nil {
			return err
		}
	}
	if !found {
		return fmt.Errorf("no licence in module %s", m.name)
	}
	return nil
}

func addText(out *bytes.Buffer, of, path string) error {
	text, err := os.ReadFile(path)
	fmt.Fprintf(out, "\n%s\n%s: %s\n\n%s\n", strings.Repeat("=", 78), of, filepath.Base(path), strings.TrimSpace(string(text)))
	return err
}
