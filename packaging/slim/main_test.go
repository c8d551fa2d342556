package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is written fits the modules of go.mod and the Go of this machine.
func TestRun(t *testing.T) {
	t.Chdir("../..")
	folder := t.TempDir()
	if err := run(folder, "go.mod"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range modules {
		if !strings.Contains(string(text), "replace "+m.name+" => ") {
			t.Errorf("go.mod does not take %s from there", m.name)
		}
		if _, err := os.Stat(filepath.Join(folder, m.folder, "go.mod")); err != nil {
			t.Error(err)
		}
	}
}

func TestApply(t *testing.T) {
	twice := edits()[0]
	twice.places = 2
	if _, err := twice.apply([]byte("//go:embed font/NotoSans-Bold.ttf\nvar bold []byte")); err == nil || !strings.Contains(err.Error(), "1 places") {
		t.Errorf("a place that is gone: %v", err)
	}
	one := edits()[0]
	one.places = 1
	text, err := one.apply([]byte("//go:embed font/NotoSans-Bold.ttf\nvar bold []byte"))
	if err != nil || string(text) != "var bold = notoSansRegular" {
		t.Errorf("%q, %v", text, err)
	}
}

func edits() []edit { return modules[0].edits }

// The overlay says whole paths, as Go asks for.
func TestOverlay(t *testing.T) {
	folder := t.TempDir()
	text, err := writeOverlay(folder)
	if err != nil {
		t.Fatal(err)
	}
	var said struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &said); err != nil {
		t.Fatal(err)
	}
	for from, to := range said.Replace {
		if !filepath.IsAbs(from) || !filepath.IsAbs(to) {
			t.Errorf("%s => %s", from, to)
		}
	}
}
