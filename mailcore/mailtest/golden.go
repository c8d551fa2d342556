package mailtest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the expected files in testdata anew")

// around is how many equal lines are shown before and after those that
// differ: enough to find the place.
const around = 2

// Golden compares got with the file at path, and shows the lines that differ.
// With the flag -update it writes the file instead.
func Golden(t testing.TB, path, got string) {
	t.Helper()
	if *update {
		write(t, path, got)
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	Same(t, path, string(want), got)
}

// Same compares what is called name, and shows the lines that differ.
func Same(t testing.TB, name, want, got string) {
	t.Helper()
	if want != got {
		t.Errorf("%s is not what is expected (- wanted, + got):\n%s", name, Diff(want, got))
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Diff shows the lines in which two texts differ, those of want with "-" and
// those of got with "+", each group with its line in want and two equal lines
// before and after it. It is "" where the texts are the same.
func Diff(want, got string) string {
	edits := edited(lines(want), lines(got))
	var b strings.Builder
	line, shown := 1, 0 // in want, and up to which edit
	for i, e := range edits {
		if near(edits, i) {
			if i == 0 || shown < i {
				fmt.Fprintf(&b, "line %d:\n", line)
			}
			fmt.Fprintf(&b, "%c %s\n", e.kind, e.line)
			shown = i + 1
		}
		if e.kind != '+' {
			line++
		}
	}
	return b.String()
}

// lines splits text; a missing line end shows as a line of its own.
func lines(text string) []string {
	all := strings.Split(text, "\n")
	if last := len(all) - 1; all[last] == "" {
		return all[:last]
	}
	return append(all, `\ no line end`)
}

// An edit is a line that stays (' '), goes ('-') or comes ('+').
type edit struct {
	kind byte
	line string
}

// near reports whether an edit is a difference or stands close to one.
func near(edits []edit, i int) bool {
	for _, e := range edits[max(0, i-around):min(len(edits), i+around+1)] {
		if e.kind != ' ' {
			return true
		}
	}
	return false
}

// edited makes want into got with the fewest edits.
func edited(want, got []string) []edit {
	common := commonest(want, got)
	var edits []edit
	i, j := 0, 0
	for i < len(want) || j < len(got) {
		switch {
		case i < len(want) && j < len(got) && want[i] == got[j]:
			edits = append(edits, edit{' ', want[i]})
			i, j = i+1, j+1
		case j == len(got) || i < len(want) && common[i+1][j] >= common[i][j+1]:
			edits = append(edits, edit{'-', want[i]})
			i++
		default:
			edits = append(edits, edit{'+', got[j]})
			j++
		}
	}
	return edits
}

// commonest tells for each i and j how many lines want[i:] and got[j:] have in
// common, in order.
func commonest(want, got []string) [][]int {
	common := make([][]int, len(want)+1)
	common[len(want)] = make([]int, len(got)+1)
	for i := len(want) - 1; i >= 0; i-- {
		common[i] = make([]int, len(got)+1)
		for j := len(got) - 1; j >= 0; j-- {
			common[i][j] = max(common[i+1][j], common[i][j+1])
			if want[i] == got[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	return common
}
