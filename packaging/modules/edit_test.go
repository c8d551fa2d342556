package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is written fits the modules of go.mod and the Go of this machine, and is
// not written again while that is so.
func TestRun(t *testing.T) {
	t.Chdir("../..")
	folder := t.TempDir()
	if err := run(folder); err != nil {
		t.Fatal(err)
	}
	mod := filepath.Join(folder, "go.mod")
	text, err := os.ReadFile(mod)
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]string{goGL: trimmedGL, editedModules[0].name: editedModules[0].folder, editedModules[1].name: editedModules[1].folder} {
		if !strings.Contains(string(text), "replace "+name+" => ") {
			t.Errorf("go.mod does not take %s from there", name)
		}
		if _, err := os.Stat(filepath.Join(folder, at, "go.mod")); err != nil {
			t.Error(err)
		}
	}
	before, err := os.Stat(mod)
	if err != nil {
		t.Fatal(err)
	}
	if err := run(folder); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(mod); err != nil || !os.SameFile(before, after) {
		t.Errorf("go.mod was written again: %v", err)
	}
}

func TestApply(t *testing.T) {
	edits := editedModules[0].edits
	twice := edits[0]
	twice.places = 2
	if _, err := twice.apply([]byte("//go:embed font/NotoSans-Bold.ttf\nvar bold []byte")); err == nil || !strings.Contains(err.Error(), "1 places") {
		t.Errorf("a place that is gone: %v", err)
	}
	one := edits[0]
	one.places = 1
	text, err := one.apply([]byte("//go:embed font/NotoSans-Bold.ttf\nvar bold []byte"))
	if err != nil || string(text) != "var bold = notoSansRegular" {
		t.Errorf("%q, %v", text, err)
	}
}

// The overlay says whole paths, as Go asks for.
func TestOverlay(t *testing.T) {
	files, err := overlay(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var said struct{ Replace map[string]string }
	if err := json.Unmarshal(files[1].text, &said); err != nil {
		t.Fatal(err)
	}
	for from, to := range said.Replace {
		if !filepath.IsAbs(from) || !filepath.IsAbs(to) || filepath.Base(to) != files[0].name {
			t.Errorf("%s => %s", from, to)
		}
	}
}
