package main

import (
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

// An editedModule is copied, but for what is cut out of it.
type editedModule struct {
	name, folder string
	edits        []edit
	without      *regexp.Regexp // files that nothing embeds any more
}

var editedModules = []editedModule{
	// Our theme has every face; Fyne looks into its own for what ours lack, and one
	// of them is enough for that, read once. It asks the system for the language's
	// face before any letter is missing: of Noto Sans CJK, that is 60 MB.
	{"fyne.io/fyne/v2", "fyne", []edit{
		{"theme/bundled-fonts.go", regexp.MustCompile(`//go:embed font/(?:NotoSans-(?:Bold|Italic|BoldItalic)|DejaVuSansMono-Powerline)\.ttf\nvar (\w+) \[\]byte`), "var $1 = notoSansRegular", 4},
		{"internal/painter/font.go", regexp.MustCompile(`(?s)\n\tlocal := lookupLangFont\(family, aspect\)\n.*?\n\t\}\n`), "\n", 1},
		{"internal/painter/font.go", regexp.MustCompile(`(?s)\nfunc lookupLangFont\(.*?\n\}\n`), "", 1},
		{"internal/painter/font.go", regexp.MustCompile(`(?s)\n\taspect := font\.Aspect\{Style: font\.StyleNormal\}\n.*?\n\n`), "\n", 1},
		{"internal/painter/font.go", regexp.MustCompile(`\t"fyne\.io/fyne/v2/lang"\n`), "", 1},
		{"internal/painter/font.go", regexp.MustCompile(`(?s)\nfunc loadMeasureFont\(.*?\n\}\n`), measured, 1},
	}, regexp.MustCompile(`^theme/font/(NotoSans-(Bold|Italic|BoldItalic)|DejaVuSansMono-Powerline|Inter-Regular)\.`)},
	// Nothing is offered to other programs on the bus but by an icon in the tray,
	// which Todoku has not.
	{"github.com/godbus/dbus/v5", "dbus", []edit{
		{"export.go", regexp.MustCompile(`(?s)\n(func get(?:All)?Methods\(.*?\{\n).*?\n\}\n`), "\n$1\treturn nil\n}\n", 2},
	}, nil},
}

// measured reads a face once for all styles that look into it: what is read is
// not changed by use, what a [font.Face] remembers of glyphs is.
const measured = `
var read sync.Map // of *font.Font, by the first byte of the file

func loadMeasureFont(data fyne.Resource) *font.Face {
	content := data.Content()
	if known, ok := read.Load(&content[0]); ok {
		return font.NewFace(known.(*font.Font))
	}
	loaded, err := font.ParseTTF(bytes.NewReader(content))
	if err != nil {
		fyne.LogError("font load error", err)
		return nil
	}
	read.Store(&content[0], loaded.Font)
	return loaded
}
`

// standard is the file of Go: our templates, and those of the modules, ask for
// fields and call functions, and no methods.
var standard = edit{"text/template/exec.go", regexp.MustCompile(`\bptr\.MethodByName\(fieldName\)`), "(reflect.Value{})", 1}

// overlay returns the file of Go as it is edited, and what tells Go to read it
// from folder.
func overlay(folder string) ([]file, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, err
	}
	from := filepath.Join(strings.TrimSpace(string(root)), "src", filepath.FromSlash(standard.file))
	text, err := os.ReadFile(from)
	if err != nil {
		return nil, err
	}
	if text, err = standard.apply(text); err != nil {
		return nil, err
	}
	name := path.Base(standard.file) + ".edited"
	to, err := filepath.Abs(filepath.Join(folder, name))
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": {from: to}})
	return []file{{name, text}, {"overlay.json", list}}, err
}

// files returns what is compiled of a module, edited.
func (m editedModule) files() ([]file, error) {
	root, err := folderOf(m.name)
	if err != nil {
		return nil, err
	}
	var files []file
	err = filepath.WalkDir(root, func(from string, d fs.DirEntry, err error) error {
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
		text, err := m.edited(from, name)
		files = append(files, file{path.Join(m.folder, name), text})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.name, err)
	}
	return files, nil
}

func (m editedModule) edited(from, name string) ([]byte, error) {
	text, err := os.ReadFile(from)
	for _, e := range m.edits {
		if e.file == name && err == nil {
			text, err = e.apply(text)
		}
	}
	return text, err
}

func (e edit) apply(text []byte) ([]byte, error) {
	if n := len(e.old.FindAll(text, -1)); n != e.places {
		return nil, fmt.Errorf("%s has %d places of %s, not %d", e.file, n, e.old, e.places)
	}
	return e.old.ReplaceAll(text, []byte(e.with)), nil
}
