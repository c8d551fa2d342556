// Command modules writes the modules that Todoku is built with where those of
// go.mod do too much: of go-gl's binding only what Fyne calls, which spares the C
// compiler minutes, and on Windows without the import of OPENGL32.dll, so that
// the program starts where there is none and can load another; and the ones of
// [editedModules], each without what Todoku never uses. Beside them lies a go.mod
// that is the repository's but for taking them from there; "go build -modfile"
// reads it, and packaging/build.sh does that.
//
// For what is handed out there is an overlay.json too, with a file of Go itself.
// The greatest part is not what is cut out, but what the linker leaves out then:
// as long as anything calls a method by a name that is known at run time only,
// every exported method of every type stays in the program.
//
// usage: modules FOLDER
//
// It runs in the root of the repository, and FOLDER is below it.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// The modules as Go finds them by go.mod.
const (
	fyne = "fyne.io/fyne/v2"
	goGL = "github.com/go-gl/gl"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: modules FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "modules:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	files, err := trimmed()
	if err != nil {
		return err
	}
	taken := map[string]string{goGL: trimmedGL}
	for _, m := range editedModules {
		of, err := m.files()
		if err != nil {
			return err
		}
		files, taken[m.name] = append(files, of...), m.folder
	}
	of, err := overlay(folder)
	if err != nil {
		return err
	}
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(taken)) {
		mod = fmt.Appendf(mod, "\nreplace %s => ./%s\n", name, path.Join(filepath.ToSlash(folder), taken[name]))
	}
	sum, err := os.ReadFile("go.sum")
	if err != nil {
		return err
	}
	return write(folder, append(append(files, of...), file{"go.mod", mod}, file{"go.sum", sum}))
}

// write makes the folder hold these files, and no others.
func write(folder string, files []file) error {
	written := map[string]bool{}
	for _, f := range files {
		path := filepath.Join(folder, filepath.FromSlash(f.name))
		written[path] = true
		if err := replace(path, f.text); err != nil {
			return err
		}
	}
	return removeOthers(folder, written)
}

// removeOthers removes what earlier versions have left.
func removeOthers(folder string, written map[string]bool) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || written[path] || strings.HasPrefix(d.Name(), unfinished) {
			return err
		}
		return os.Remove(path)
	})
}

// trimmedGL is the folder of the trimmed go-gl.
const trimmedGL = "go-gl"

// A file is to be written below the folder.
type file struct {
	name string
	text []byte
}

// edits are the files of a package that do not stay as they are.
var edits = map[string]func(path string, used calls) ([]byte, error){
	"package.go":  trim,
	"procaddr.go": func(path string, _ calls) ([]byte, error) { return withoutImport(path) },
}

// trimmed returns the files of go-gl, with every package of it that Fyne is
// built with on some system.
func trimmed() ([]file, error) {
	toolkit, err := folderOf(fyne)
	if err != nil {
		return nil, err
	}
	binding, err := folderOf(goGL)
	if err != nil {
		return nil, err
	}
	used, err := callsIn(toolkit)
	if err != nil {
		return nil, err
	}
	var files []file
	for _, name := range []string{"go.mod", "LICENSE"} {
		text, err := os.ReadFile(filepath.Join(binding, name))
		if err != nil {
			return nil, err
		}
		files = append(files, file{path.Join(trimmedGL, name), text})
	}
	for pkg, calls := range used {
		of, err := packageFiles(binding, pkg, calls)
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", goGL, pkg, err)
		}
		files = append(files, of...)
	}
	return files, nil
}

// packageFiles returns a package, trimmed, with the folders of C below it.
func packageFiles(binding, pkg string, used calls) ([]file, error) {
	var files []file
	root := filepath.Join(binding, filepath.FromSlash(pkg))
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		below, err := filepath.Rel(binding, path)
		if err != nil {
			return err
		}
		read := edits[d.Name()]
		if read == nil || filepath.Dir(path) != root {
			read = func(path string, _ calls) ([]byte, error) { return os.ReadFile(path) }
		}
		text, err := read(path, used)
		files = append(files, file{trimmedGL + "/" + filepath.ToSlash(below), text})
		return err
	})
	return files, err
}

// folderOf asks Go for the folder of a module, which it gets first.
func folderOf(module string) (string, error) {
	list := exec.Command("go", "list", "-modfile=", "-m", "-f", "{{.Dir}}", module)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if dir := strings.TrimSpace(string(out)); err == nil && dir != "" {
		return dir, nil
	}
	get := exec.Command("go", "mod", "download", "-modfile=", "-json", module)
	get.Stderr = os.Stderr
	out, err = get.Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w", module, err)
	}
	var got struct{ Dir string }
	if err := json.Unmarshal(out, &got); err != nil || got.Dir == "" {
		return "", errors.Join(fmt.Errorf("go does not say where %s is", module), err)
	}
	return got.Dir, nil
}

// unfinished is how the name of a file begins that is being written.
const unfinished = ".new-"

// replace writes a file whole, since a build may be reading it. What is there
// already stays, with its time.
func replace(path string, text []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, text) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), unfinished+"*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
