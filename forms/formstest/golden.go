package formstest

import (
	"path/filepath"
	"testing"

	"todoku/mailcore/mailtest"
)

// Golden compares got with testdata/<name>.txt as [mailtest.Golden] does.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	mailtest.Golden(t, filepath.Join("testdata", name+".txt"), got)
}
