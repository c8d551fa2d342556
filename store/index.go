package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
)

// The index of the history is one line a run: the CRC-32 (IEEE) of the rest of
// the line in eight hex digits, a space, the Run as JSON.

func indexLine(r Run) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return nil, err
	}
	text := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	return fmt.Appendf(nil, "%08x %s\n", crc32.ChecksumIEEE(text), text), nil
}

// parseIndex returns the runs of an index, oldest first, each ID once, and how
// many lines are damaged.
func parseIndex(data []byte) (runs []Run, damaged int) {
	runs = make([]Run, 0, bytes.Count(data, []byte("\n")))
	at := make(map[string]int, cap(runs))
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		run, ok := parseLine(line)
		i, again := at[run.ID]
		switch {
		case len(line) == 0:
		case !ok:
			damaged++
		case again:
			runs[i] = run
		default:
			at[run.ID] = len(runs)
			runs = append(runs, run)
		}
	}
	return inOrder(runs), damaged
}

// inOrder sorts runs, oldest first.
func inOrder(runs []Run) []Run {
	older := func(a, b Run) int { return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.ID, b.ID)) }
	if !slices.IsSortedFunc(runs, older) { // as it is, most often
		slices.SortStableFunc(runs, older)
	}
	return runs
}

func parseLine(line []byte) (run Run, ok bool) {
	sum, text, _ := bytes.Cut(line, []byte(" "))
	want, err := strconv.ParseUint(string(sum), 16, 32)
	if err != nil || uint32(want) != crc32.ChecksumIEEE(text) {
		return Run{}, false
	}
	run, err = scanRun(text)
	return run, err == nil
}

// appendLine adds a line to the index and returns how many lines it has now,
// and the run of the first. A last line that was torn off by a crash is ended
// first, so that it spoils no other.
func (s *Store) appendLine(line []byte) (lines int, first Run, err error) {
	f, err := os.OpenFile(s.indexPath(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return 0, Run{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	m, err := s.measure(f)
	if err != nil {
		return 0, Run{}, err
	}
	if m.torn {
		line = slices.Concat([]byte("\n"), line)
		m.lines++
	}
	if _, err := f.WriteAt(line, m.bytes); err != nil {
		return 0, Run{}, errors.Join(err, f.Truncate(m.bytes))
	}
	first, _ = parseLine(m.first)
	return m.lines + 1, first, f.Sync()
}

// An extent is how much there is of a file.
type extent struct {
	file  os.FileInfo // which it is
	lines int         // that are ended
	bytes int64       //
	torn  bool        // the last line is not ended
	first []byte      // line, without its end
}

// measure reads the index to its end, what was read before of the same file only
// once. It is called under the lock.
func (s *Store) measure(f *os.File) (extent, error) {
	s.measuring.Lock()
	defer s.measuring.Unlock()
	info, err := f.Stat()
	if err != nil {
		return extent{}, err
	}
	m := s.measured
	if !os.SameFile(m.file, info) || info.Size() < m.bytes || m.torn {
		m = extent{}
	}
	m.file = info
	if err := m.read(io.NewSectionReader(f, m.bytes, math.MaxInt64-m.bytes)); err != nil {
		return extent{}, err
	}
	s.measured = m
	return m, nil
}

// read adds what r has to the extent.
func (m *extent) read(r io.Reader) error {
	chunk := make([]byte, piece)
	for {
		n, err := r.Read(chunk)
		if n > 0 && m.bytes == 0 {
			line, _, _ := bytes.Cut(chunk[:n], []byte("\n"))
			m.first = bytes.Clone(line)
		}
		if n > 0 {
			m.lines += bytes.Count(chunk[:n], []byte("\n"))
			m.bytes += int64(n)
			m.torn = chunk[n-1] != '\n'
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
