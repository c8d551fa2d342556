package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the root of the repository, from here. Nothing changes the working
// directory for good: what is read must be under the name by which Go knows it,
// or Go takes an old result of these tests for the new one.
const root = "../.."

// read returns a file, whose path begins at the root.
func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A source is one Go file of the program.
type source struct {
	path, dir string // "forms/list.go" and "forms"; "." is the window program
	test      bool
	file      *ast.File
}

// sources reads every Go file, whatever system and tags it is for.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		switch {
		case entry.IsDir() && full != root && (name == "build" || name == "testdata" || strings.HasPrefix(name, ".")):
			return filepath.SkipDir
		case filepath.Ext(name) != ".go":
			return nil
		}
		path, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), full, nil, parser.ParseComments)
		all = append(all, source{filepath.ToSlash(path), filepath.ToSlash(filepath.Dir(path)), strings.HasSuffix(name, "_test.go"), file})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// directions says which way imports go (docs/adr/0001): nothing below one of
// the rooms imports what begins with one of the paths.
var directions = []struct {
	rooms, never, except string
}{
	{"mailcore store cmd assets packaging", "fyne.io/fyne", ""},
	{"app forms", "fyne.io/fyne/v2/app", ""},
	{"app forms mailcore store cmd assets packaging", "todoku/app", ""},
	{"forms mailcore store assets packaging", "todoku/cmd", ""},
	{"mailcore store cmd assets packaging", "todoku/forms", ""},
	{"forms mailcore assets packaging", "todoku/store", ""},
	{"forms", dialling, ""},
	{"forms mailcore/products", "todoku/mailcore/practice", ""},
	{"mailcore store", "todoku/assets", ""},
	{"assets", "todoku/mailcore", "assets/words assets/papers"},
	{"mailcore/transcript mailcore/sasl mailcore/mailtest", "todoku", ""},
	{"mailcore/cause mailcore/products", dialling + " todoku/mailcore/wire todoku/mailcore/steps", ""},
	{"store", "todoku/mailcore/oauth todoku/mailcore/steps", ""},
	{"forms mailcore store assets packaging", "todoku/access", ""},
	{"forms mailcore store assets access", "todoku/watch", ""},
	{"watch", "fyne.io/fyne todoku/app todoku/forms todoku/cmd", ""},
	{"watch/schedule", "todoku", ""},
	{"mailcore/practice", "todoku/store", ""},
	{"mailcore store forms assets access packaging", "todoku/crash todoku/instance todoku/version", ""},
	{"version instance crash", "fyne.io/fyne todoku/forms todoku/mailcore todoku/access todoku/app todoku/cmd", ""},
}

func TestImportsGoOneWay(t *testing.T) {
	for _, s := range sources(t) {
		for _, spec := range s.file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			if path == "todoku/pattern" { // which knows of nothing here
				continue
			}
			for _, d := range directions {
				if !s.test && below(s.dir, d.rooms) && !below(s.dir, d.except) && below(path, d.never) {
					t.Errorf("%s imports %s", s.path, path)
				}
			}
			if path == "fyne.io/fyne/v2/app" && s.dir != "." {
				t.Errorf("%s imports %s: its tests would need cgo and a display", s.path, path)
			}
		}
	}
}

// The root of mailcore is values: it imports neither the network nor what
// talks to it. Package wire has the transcript alone below it.
func TestTheValuesKnowNoNetwork(t *testing.T) {
	for _, rule := range []struct{ dir, never string }{
		{"mailcore", "net crypto/tls todoku/mailcore/wire todoku/mailcore/steps todoku/mailcore/cause todoku/mailcore/oauth"},
		{"mailcore/wire", "todoku/mailcore todoku/mailcore/steps todoku/mailcore/cause todoku/store todoku/access"},
	} {
		for _, s := range sources(t) {
			for _, never := range strings.Fields(rule.never) {
				if !s.test && s.dir == rule.dir && imports(s, never) {
					t.Errorf("%s imports %s", s.path, never)
				}
			}
		}
	}
}

// dialling are the packages with which a program talks to the network.
const dialling = "net net/http net/smtp crypto/tls"

// offline are the rooms that reach no package of ours which can dial, however
// far the way: what a screen, a text or a file needs are values.
var offline = []struct{ rooms, except string }{
	{"forms", "forms/formstest"}, // which compares outlines in tests, and is no part of the program
	{"assets", ""},
	{"store", ""},
	{"mailcore/cause mailcore/products mailcore/exchange", ""},
	{"mailcore/providers mailcore/ports mailcore/records mailcore/ends mailcore/roster", ""},
}

func TestValuesAreReachedWithoutTheNetwork(t *testing.T) {
	roads := map[string][]string{} // what each package of ours imports
	for _, s := range sources(t) {
		for _, spec := range s.file.Imports {
			if path, _ := strconv.Unquote(spec.Path.Value); !s.test && !slices.Contains(roads[s.dir], path) {
				roads[s.dir] = append(roads[s.dir], path)
			}
		}
	}
	for _, o := range offline {
		for dir := range roads {
			if !below(dir, o.rooms) || below(dir, o.except) {
				continue
			}
			if way := wayOut(roads, dir, map[string]bool{}); way != nil {
				t.Errorf("%s reaches the network: %s", dir, strings.Join(way, " → "))
			}
		}
	}
}

// wayOut returns how a package leads to one that can dial, or nil.
func wayOut(roads map[string][]string, dir string, seen map[string]bool) []string {
	seen[dir] = true
	for _, path := range roads[dir] {
		next, ours := strings.CutPrefix(path, "todoku/")
		switch {
		case slices.Contains(strings.Fields(dialling), path):
			return []string{dir, path}
		case ours && !seen[next]:
			if way := wayOut(roads, next, seen); way != nil {
				return append([]string{dir}, way...)
			}
		}
	}
	return nil
}

// starters are where goroutines start (docs/adr/0013), and why there.
var starters = []struct{ rooms, why string }{
	{"app", "one for each test and each visit to the keyring"},
	{"mailcore/steps/batch.go", "many tests at once"},
	{"mailcore/probe mailcore/discover", "several sources and ports are asked at once"},
	{"mailcore/practice mailcore/oauth/loopback.go mailcore/mailtest", "a server of our own"},
	{"mailcore/lab packaging", "no part of the program"},
	{"store/keyring.go", "a keyring that never answers must not hold the caller"},
	{"crash/say_unix.go", "a box that shows nothing makes room for the next"},
	{"instance/instance.go", "the next start knocks at any time"},
	{"cmd/todoku-cli/files.go", "reading a pipe that never ends must not hold the program"},
}

func TestGoroutinesStartWhereTheyMay(t *testing.T) {
	each(sources(t), func(path string, n ast.Node) {
		starts := false
		switch n := n.(type) {
		case *ast.GoStmt:
			starts = true
		case *ast.CallExpr:
			method, ok := n.Fun.(*ast.SelectorExpr)
			starts = ok && method.Sel.Name == "Go" && len(n.Args) == 1
		}
		if !starts {
			return
		}
		for _, s := range starters {
			if below(path, s.rooms) {
				return
			}
		}
		t.Errorf("%s starts a goroutine", path)
	})
}

func imports(s source, path string) bool {
	return slices.ContainsFunc(s.file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == strconv.Quote(path) })
}

// below reports whether path is one of those in list, or under it. "net" is
// meant alone.
func below(path, list string) bool {
	return slices.ContainsFunc(strings.Fields(list), func(p string) bool {
		return path == p || p != "net" && strings.HasPrefix(path, p+"/")
	})
}

func TestEveryPackageSaysOnceWhatItIsFor(t *testing.T) {
	docs := map[string][]string{}
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		docs[s.dir] = append(docs[s.dir], "")[:len(docs[s.dir])]
		if s.file.Doc != nil {
			docs[s.dir] = append(docs[s.dir], s.path)
		}
	}
	for dir, files := range docs {
		if len(files) != 1 {
			t.Errorf("package %s has its paragraph in %d files, want 1: %q", dir, len(files), files)
		}
	}
}

// lazyNames are what a thing is called that nobody has thought about.
var lazyNames = regexp.MustCompile(`(?i)^(utils?|helpers?|common|misc|base)(_|\.go$)`)

func TestFilesAreNamedAfterWhatIsInThem(t *testing.T) {
	for _, s := range sources(t) {
		if lazyNames.MatchString(filepath.Base(s.path)) {
			t.Errorf("%s is a name for anything", s.path)
		}
	}
}

// unwanted lists what no Go file may contain. The pieces are put together
// here, or this file would be the first to be found.
var unwanted = []struct {
	why, text string
	tests     bool // only in tests, and not in those whose time is synctest's
}{
	{"belongs into the list of issues", "TO" + "DO", false},
	{"belongs into the list of issues", "FIX" + "ME", false},
	{"is a path of one machine", "/wo" + "rk/", false},
	{"is a path of one machine", "/ro" + "ot/", false},
	{"is a path of one machine", "/ho" + "me/", false},
	{"makes a test slow or shaky: wait for what happens", "time.Sl" + "eep(", true},
}

func TestSourcesHaveNothingUnwanted(t *testing.T) {
	for _, s := range sources(t) {
		text := read(t, s.path)
		for _, u := range unwanted {
			if (!u.tests || s.test && !imports(s, "testing/synctest")) && contains(text, u.text) {
				t.Errorf("%s: %s %s", s.path, u.text, u.why)
			}
		}
	}
}

// contains reports whether text has a word; the program's own name begins
// like one that is unwanted, and is written differently.
func contains(text, word string) bool {
	return slices.ContainsFunc(strings.Split(text, word)[1:], func(after string) bool { return !strings.HasPrefix(after, "KU") })
}

// builds are the programs that are given away, and the systems that bring
// modules of their own.
var builds = []struct{ program, system string }{
	{".", "linux"},
	{".", "windows"},
	{"./cmd/todoku-cli", "linux"},
	{"./cmd/todoku-cli", "windows"},
}

// Whoever gives the programs away has to name what is in them.
func TestEveryModuleIsNamedWithItsLicence(t *testing.T) {
	text := read(t, "docs/licences.md")
	required := read(t, "go.mod") // and Go runs this test again when it changes
	for _, b := range builds {
		modules := builtFrom(t, b.program, b.system)
		if len(modules) == 0 {
			t.Errorf("Go does not say what %s is built from on %s", b.program, b.system)
		}
		for _, module := range modules {
			if !strings.Contains(required, "\t"+module+" v") {
				t.Errorf("go.mod lacks %s, of which %s is built on %s", module, b.program, b.system)
			}
			if !strings.Contains(text, "| `"+module+"` |") {
				t.Errorf("docs/licences.md lacks %s, of which %s is built on %s", module, b.program, b.system)
			}
		}
	}
}

// The OpenGL that comes with the Windows program is the one that is named.
func TestTheOpenGLIsNamedWithItsLicence(t *testing.T) {
	version := regexp.MustCompile(`(?m)^readonly version=([0-9.]+)-`).FindStringSubmatch(read(t, "packaging/software-gl.sh"))
	if version == nil {
		t.Fatal("packaging/software-gl.sh does not say which Mesa it builds")
	}
	if !strings.Contains(read(t, "docs/licences.md"), "| Mesa "+version[1]+"（") {
		t.Errorf("docs/licences.md lacks Mesa %s", version[1])
	}
}

// builtFrom returns the modules of others in a program. Listing them needs no
// C compiler, unlike the build of the window.
func builtFrom(t *testing.T, program, system string) []string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", program)
	list.Dir = root
	list.Env = append(os.Environ(), "CGO_ENABLED=1", "GOOS="+system)
	list.Stderr = t.Output()
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list %s for %s: %v", program, system, err)
	}
	return slices.Compact(slices.Sorted(slices.Values(strings.Fields(string(out)))))
}

// crowded is how many files a package has before its comment has to say what a
// file there may do.
const crowded = 10

// Whoever opens a crowded package is told what a file there may do.
func TestCrowdedPackagesSayWhatAFileMayDo(t *testing.T) {
	files, told := map[string]int{}, map[string]bool{}
	for _, s := range sources(t) {
		if !s.test {
			files[s.dir]++
			told[s.dir] = told[s.dir] || s.file.Doc != nil && strings.Contains(s.file.Doc.Text(), "A file here")
		}
	}
	for dir, n := range files {
		if n >= crowded && !told[dir] {
			t.Errorf("%s has %d files, and its comment does not say what \"A file here\" may do", dir, n)
		}
	}
}
