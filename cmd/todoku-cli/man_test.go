package main

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra/doc"
)

// TestManPages writes the manual pages, where TODOKU_MAN names a folder into
// that: a release takes them from there. What writes them, and reads Markdown to
// do so, is in no program.
func TestManPages(t *testing.T) {
	dir := cmp.Or(os.Getenv("TODOKU_MAN"), t.TempDir())
	header := &doc.GenManHeader{Section: "1", Source: "Todoku " + currentVersion(), Manual: "Todoku"}
	if err := doc.GenManTree(newRoot(&session{}), header, dir); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "todoku-cli-check.1"))
	if err != nil || !strings.Contains(string(page), "allow-plaintext-auth") {
		t.Errorf("%v: %.300s", err, page)
	}
}
