// Command trimgl writes the OpenGL that Todoku is built with: of go-gl's
// binding only what Fyne calls, which spares the C compiler minutes, and on
// Windows without the import of OPENGL32.dll, so that the program starts where
// there is none and can load another. "go build -overlay" puts the files that
// it writes in the place of go-gl's own; packaging/build.sh does that.
//
// usage: trimgl FOLDER
//
// It runs in the root of the repository; the overlay is FOLDER/overlay.json.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The modules as Go finds them by go.mod.
const (
	fyne = "fyne.io/fyne/v2"
	goGL = "github.com/go-gl/gl"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: trimgl FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "trimgl:", err)
		os.Exit(1)
	}
}

func run(folder string) error {
	files, err := trimmed()
	if err != nil {
		return err
	}
	folder, err = filepath.Abs(folder)
	if err != nil {
		return err
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for _, f := range files {
		ours := filepath.Join(folder, filepath.FromSlash(f.name))
		overlay.Replace[f.original] = ours
		if err := replace(ours, f.text); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(overlay, "", "\t")
	if err != nil {
		return err
	}
	return replace(filepath.Join(folder, "overlay.json"), text)
}

// A file takes the place of one of go-gl's.
type file struct {
	original string // path of go-gl's own
	name     string // below go-gl's root
	text     []byte
}

// trimmed returns what replaces go-gl's files, for every package of it that
// Fyne is built with on some system.
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
	for pkg, calls := range used {
		for name, edit := range map[string]func(string) ([]byte, error){
			"package.go":  func(path string) ([]byte, error) { return trim(path, calls) },
			"procaddr.go": withoutImport,
		} {
			f := file{name: pkg + "/" + name, original: filepath.Join(binding, filepath.FromSlash(pkg), name)}
			if f.text, err = edit(f.original); err != nil {
				return nil, fmt.Errorf("%s of %s: %w", f.name, goGL, err)
			}
			files = append(files, f)
		}
	}
	return files, nil
}

// folderOf asks Go for the folder of a module, which it gets first.
func folderOf(module string) (string, error) {
	list := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if dir := strings.TrimSpace(string(out)); err == nil && dir != "" {
		return dir, nil
	}
	get := exec.Command("go", "mod", "download", "-json", module)
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

// replace writes a file whole, since a build may be reading it.
func replace(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
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
