package papers

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"todoku/assets"
	"todoku/mailcore/mailtest"
)

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
	mailtest.Golden(t, filepath.Join("testdata", name), string(got))
}
