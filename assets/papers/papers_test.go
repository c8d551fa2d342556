package papers

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"todoku/assets"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// now is the moment of all papers in the tests.
var now = time.Date(2026, 11, 21, 10, 30, 0, 0, time.FixedZone("JST", 9*60*60))

func TestMain(m *testing.M) {
	time.Local = now.Location() // findings say times as people here read them
	os.Exit(m.Run())
}

// speak chooses the language of one test.
func speak(t *testing.T, language string) {
	t.Helper()
	before := assets.Language()
	assets.SetLanguage(language)
	t.Cleanup(func() { assets.SetLanguage(before) })
}

// golden compares a paper with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}
