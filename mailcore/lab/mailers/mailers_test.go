//go:build lab

package mailers

import (
	"cmp"
	"errors"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"todoku/mailcore/mailtest"
)

const page = "../../../docs/mailers.md"

func TestMain(m *testing.M) {
	code := m.Run()
	Close()
	os.Exit(code)
}

func TestCasesHaveNamesOfTheirOwn(t *testing.T) {
	count := 0
	seen := map[string]bool{}
	for _, g := range Matrix {
		for _, c := range g.Cases {
			if seen[c.Name] {
				t.Errorf("%q is there twice", c.Name)
			}
			seen[c.Name] = true
			count++
		}
	}
	t.Log(count, "cases,", len(Libraries), "products")
}

// TestMatrix compares docs/mailers.md with what the libraries do. Of another
// version of a library than the page was made with it only says what has
// changed; -update makes the page anew.
func TestMatrix(t *testing.T) {
	rows := observed(t)
	versions := map[string]string{}
	for _, l := range Libraries {
		versions[l.Product] = l.Version(t)
	}
	now := written(rows, versions)
	differences(t, cells(now))
	old, err := os.ReadFile(page)
	if update := flag.Lookup("update").Value.String() == "true"; update || err != nil || sameVersions(string(old), now) {
		mailtest.Golden(t, page, now)
		return
	}
	compare(t, string(old), now)
}

// differences holds Differences against what is installed, and says which
// cannot be run here.
func differences(t *testing.T, here map[place]string) {
	for _, d := range Differences {
		key := place{d.Case, library(d.Library).Product}
		got, known := here[key]
		switch {
		case !known:
			t.Errorf("there is no case %q", d.Case)
		case !strings.HasPrefix(strings.Join(minors(here[key.version()]), ", ")+",", strings.Join(minors(d.Version), ", ")+","):
			t.Logf("not run: %s: %s %q", d.Version, d.Case, d.Does)
		case got != d.Does:
			t.Errorf("%s: %s: %q, want %q", d.Version, d.Case, got, d.Does)
		}
	}
}

// observed runs every case with every library, the libraries beside each other:
// they wait more than they work.
func observed(t *testing.T) map[string][]row {
	rows := map[string][]row{}
	for _, g := range Matrix {
		for _, c := range g.Cases {
			rows[g.Name] = append(rows[g.Name], row{c, make([]*Seen, len(Libraries))})
		}
	}
	var running sync.WaitGroup
	for i, l := range Libraries {
		running.Go(func() {
			for _, g := range Matrix {
				for _, r := range rows[g.Name] {
					r.seen[i] = seenBy(t, l, r.Case)
				}
			}
		})
	}
	running.Wait()
	return rows
}

// seenBy is nil where the case is not for l, or cannot be had here.
func seenBy(t *testing.T, l *Library, c Case) *Seen {
	if !c.concerns(l) {
		return nil
	}
	s, err := observe(l, c)
	if err != nil {
		if !errors.Is(err, errNoAddress) {
			t.Errorf("%s: %s: %v", l.Name, c.Name, err)
		}
		return nil
	}
	return &s
}

// compare holds what a page says of versions that are here, and says what has
// changed with others.
func compare(t *testing.T, old, now string) {
	before, after := cells(old), cells(now)
	for _, key := range slices.SortedFunc(maps.Keys(before), place.compare) {
		got, ran := after[key]
		want := before[key]
		switch {
		case before[key.version()] == "":
			// not a cell of Matrix
		case !ran || got == want || got == absent:
		case agree(before[key.version()], after[key.version()]):
			t.Errorf("%s: %s: %q, want %q", key.product, key.row, got, want)
		default:
			t.Logf("%s: %s: %q, where %s does %q", key.product, key.row, got, before[key.version()], want)
		}
	}
}

// A place is a cell of the page.
type place struct{ row, product string }

func (p place) compare(q place) int {
	return cmp.Or(strings.Compare(p.product, q.product), strings.Compare(p.row, q.row))
}

func (p place) version() place { return place{p.product, versionHead} }

// cells are those of all tables of a page.
func cells(text string) map[place]string {
	all := map[place]string{}
	var heads []string
	for line := range strings.Lines(text) {
		cols := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		for i := range cols {
			cols[i] = strings.TrimSpace(cols[i])
		}
		switch {
		case !strings.HasPrefix(line, "|"):
			heads = nil
		case heads == nil:
			heads = cols
		case len(cols) == len(heads):
			for i := 1; i < len(cols); i++ {
				all[place{cols[0], heads[i]}] = cols[i]
			}
		}
	}
	return all
}

func sameVersions(old, now string) bool {
	before, after := cells(old), cells(now)
	return !slices.ContainsFunc(Libraries, func(l *Library) bool {
		key := place{l.Product, versionHead}
		return before[key] != after[key]
	})
}

// agree reports whether two columns were made with the same minor versions of
// the library and of what it runs on.
func agree(a, b string) bool {
	return slices.Equal(minors(a), minors(b))
}

// minors are the programs of a column without what follows their minor
// versions.
func minors(versions string) []string {
	programs := strings.Split(versions, ", ")
	for i, p := range programs {
		if parts := strings.Split(p, "."); len(parts) > 2 {
			programs[i] = strings.Join(parts[:2], ".")
		}
	}
	return programs
}
