package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"sort"
	"strings"
)

// trim deletes the runs that are to go and the oldest beyond the limit, and
// rewrites the index without them and without damaged lines. The index follows
// the reports: a run whose line was lost is listed again, a line whose report
// is gone is dropped. It is called under the lock.
func (s *Store) trim(gone map[string]bool) error {
	sweep(s.historyDir(), ".")
	data, _, err := read(s.indexPath())
	if err != nil {
		return err
	}
	files, err := s.reportIDs()
	if err != nil {
		return err
	}
	listed, _ := parseIndex(data)
	listed = slices.DeleteFunc(listed, func(r Run) bool { return !files[r.ID] })
	all := inOrder(append(listed, s.unlisted(files, listed)...))
	kept := slices.DeleteFunc(slices.Clone(all), func(r Run) bool { return gone[r.ID] })
	kept = s.lasting(kept)
	if err := s.removeReports(all, kept); err != nil {
		return err
	}
	return WriteFile(s.indexPath(), joinIndex(kept))
}

// lasting returns those of the runs, oldest first, that are to be kept.
func (s *Store) lasting(runs []Run) []Run {
	runs = runs[max(0, len(runs)-s.keepRuns()):]
	if first := s.firstDay(); !first.IsZero() {
		runs = runs[sort.Search(len(runs), func(i int) bool { return !runs[i].Started.Before(first) }):]
	}
	return runs
}

// overdue reports whether it is worth while to rewrite an index of so many
// lines that begins with the run first.
func (s *Store) overdue(lines int, first Run) bool {
	if keep := s.keepRuns(); lines > keep+keep/10 {
		return true
	}
	days := int(s.keepDays.Load())
	return days > 0 && !first.Started.IsZero() && first.Started.Before(s.now().AddDate(0, 0, -days-max(1, days/10)))
}

func (s *Store) keepRuns() int {
	if n := int(s.keep.Load()); n > 0 {
		return n
	}
	return defaultKeepRuns
}

// reportIDs returns the runs that have a file.
func (s *Store) reportIDs() (map[string]bool, error) {
	entries, err := os.ReadDir(s.historyDir())
	files := make(map[string]bool, len(entries))
	for _, e := range entries {
		if id, ok := strings.CutSuffix(e.Name(), ".json"); ok {
			files[id] = true
		}
	}
	return files, err
}

// unlisted sums up the reports that the index does not have. One that cannot
// be read stays where it is.
func (s *Store) unlisted(files map[string]bool, listed []Run) []Run {
	known := make(map[string]bool, len(listed))
	for _, r := range listed {
		known[r.ID] = true
	}
	var found []Run
	for id := range files {
		if known[id] {
			continue
		}
		if r, err := s.report(id); err == nil {
			found = append(found, newRun(r))
		}
	}
	return found
}

// removeReports removes the files before the index forgets them, so that a
// crash leaves nothing that nobody can see.
func (s *Store) removeReports(all, kept []Run) (err error) {
	keep := make(map[string]bool, len(kept))
	for _, r := range kept {
		keep[r.ID] = true
	}
	for _, r := range all {
		if keep[r.ID] {
			continue
		}
		path, e := s.reportPath(r.ID)
		if e == nil {
			e = os.Remove(path)
		}
		if e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

func joinIndex(runs []Run) []byte {
	var b bytes.Buffer
	for _, r := range runs {
		line, _ := indexLine(r) // it came out of JSON
		b.Write(line)
	}
	return b.Bytes()
}
