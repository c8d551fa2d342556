package mailtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	for _, test := range []struct{ name, want, got, diff string }{
		{"the same", "a\nb\n", "a\nb\n", ""},
		{"nothing", "", "", ""},
		{"one comes", "a\nb\nc\nd\n", "a\nb\nX\nc\nd\n", "line 1:\n  a\n  b\n+ X\n  c\n  d\n"},
		{"one goes", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\ne\nf\n", "line 2:\n  b\n  c\n- d\n  e\n  f\n"},
		{"one changes", "a\nb\n", "a\nB\n", "line 1:\n  a\n- b\n+ B\n"},
		{"a line end", "a\n", "a", "line 1:\n  a\n+ \\ no line end\n"},
		{"all comes", "", "a\n", "line 1:\n+ a\n"},
	} {
		if diff := Diff(test.want, test.got); diff != test.diff {
			t.Errorf("%s: %q, want %q", test.name, diff, test.diff)
		}
	}
}

// One row that comes into a long file is one row to read, and two places far
// from each other are shown apart.
func TestDiffLeavesOutWhatIsTheSame(t *testing.T) {
	var all []string
	for i := range 800 {
		all = append(all, fmt.Sprint("row ", i))
	}
	want := strings.Join(all, "\n")
	got := strings.Replace(strings.Replace(want, "row 400\n", "row new\nrow 400\n", 1), "row 700\n", "", 1)
	if diff := Diff(want, got); diff != "line 399:\n  row 398\n  row 399\n+ row new\n  row 400\n  row 401\nline 699:\n  row 698\n  row 699\n- row 700\n  row 701\n  row 702\n" {
		t.Error(diff)
	}
}

// A judge takes the failures of a test.
type judge struct {
	testing.TB
	said string
}

func (j *judge) Helper()                        {}
func (j *judge) Errorf(form string, all ...any) { j.said += fmt.Sprintf(form, all...) }

func TestGolden(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "x.txt")
	*update = true
	t.Cleanup(func() { *update = false })
	Golden(t, path, "a\nb\n")
	*update = false
	Golden(t, path, "a\nb\n")
	j := &judge{TB: t}
	if Golden(j, path, "a\nc\n"); !strings.Contains(j.said, "x.txt") || !strings.HasSuffix(j.said, "line 1:\n  a\n- b\n+ c\n") {
		t.Errorf("%q", j.said)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "a\nb\n" {
		t.Errorf("%q, %v", text, err)
	}
}
