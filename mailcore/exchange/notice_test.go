package exchange

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"todoku/mailcore/mailtest"
)

// outline says drafts as text: every field that was read with its source, and
// every note.
func outline(drafts []Draft, f Format, err error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "format %s\n", f.ID)
	if err != nil {
		fmt.Fprintf(&b, "error %v\n", err)
	}
	for _, d := range drafts {
		b.WriteString("\n")
		for _, s := range d.Seen {
			value := s.Value
			if strings.HasSuffix(s.Field, "password") {
				value = "••••••"
			}
			fmt.Fprintf(&b, "%-24s %-36s %d %s\n", s.Field, value, s.Source.Line, s.Source.Text)
		}
		for _, n := range d.Notes {
			fmt.Fprintf(&b, "note %s %s %d %s\n", n.Code, n.Field, n.Line, n.Text)
		}
	}
	return b.String()
}

func TestReadSamples(t *testing.T) {
	samples, err := filepath.Glob("testdata/*/*")
	if err != nil || len(samples) == 0 {
		t.Fatal(len(samples), err)
	}
	for _, path := range samples {
		if strings.HasSuffix(path, ".want") || strings.Contains(path, "fuzz") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			drafts, format, err := Read(data, filepath.Base(path))
			if folder := filepath.Base(filepath.Dir(path)); format.ID != folder {
				t.Errorf("taken for %s instead of %s", format.ID, folder)
			}
			mailtest.Golden(t, path+".want", outline(drafts, format, err))
		})
	}
}
