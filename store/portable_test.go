package store

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPortableKeepsSettingsBesideTheProgram(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	for _, name := range []string{"XDG_CONFIG_HOME", "HOME", "AppData"} {
		t.Setenv(name, home)
	}
	t.Setenv("TODOKU_HOME", "")
	mark := filepath.Join(filepath.Dir(program), "portable")
	beside := filepath.Join(filepath.Dir(program), "settings")

	if dir, err := folder(""); err != nil || dir == beside {
		t.Errorf("without the file: %s, %v", dir, err)
	}
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(mark) })
	if dir, err := folder(""); err != nil || dir != beside {
		t.Errorf("with the file: %s, %v, not %s", dir, err, beside)
	}
	t.Setenv("TODOKU_HOME", home)
	if dir, err := folder(""); err != nil || dir != home {
		t.Errorf("TODOKU_HOME: %s, %v, not %s", dir, err, home)
	}
}

func TestPortableIsAFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "portable"), 0o700); err != nil {
		t.Fatal(err)
	}
	if Portable(dir) {
		t.Error("a folder of that name makes a program portable")
	}
}
