package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"time"
)

// piece is how much of the index is read at a time, in bytes: some two hundred
// runs.
const piece = 64 << 10

// A Tail is the history read from its newest run on, as far as is asked for.
type Tail struct {
	Damaged int   // lines among those read that are damaged and were left out
	Err     error // why reading ended early

	store   *Store
	left    int       // runs that may still be given
	first   time.Time // none before it
	seen    map[string]bool
	waiting []Run // oldest first: what is not read yet may be newer
}

// Tail returns the newest runs.
func (s *Store) Tail() *Tail {
	return &Tail{store: s, left: s.keepRuns(), first: s.firstDay(), seen: map[string]bool{}}
}

// Runs yields once what [Store.Runs] returns, and reads no more of the index
// than it takes. Nobody can write to the history meanwhile.
func (t *Tail) Runs() iter.Seq[Run] {
	return func(yield func(Run) bool) {
		more := true
		t.Err = t.store.backwards(func(lines [][]byte) bool {
			t.take(lines)
			more = t.give(mostAtOnce, yield)
			return more
		})
		if more {
			t.give(0, yield)
		}
	}
}

// mostAtOnce is more tests than anybody runs at a time. A line stands where its
// test ended, so that one which began later stands at most so many before it.
const mostAtOnce = 250

func (t *Tail) take(lines [][]byte) {
	runs := make([]Run, 0, len(lines)+len(t.waiting))
	for _, line := range slices.Backward(lines) {
		run, ok := parseLine(line)
		switch {
		case len(line) == 0 || t.seen[run.ID]:
		case !ok:
			t.Damaged++
		default:
			t.seen[run.ID] = true
			runs = append(runs, run)
		}
	}
	slices.Reverse(runs)
	t.waiting = inOrder(append(runs, t.waiting...))
}

// give yields the newest of the runs that wait, all but so many, and reports
// whether more are wanted.
func (t *Tail) give(but int, yield func(Run) bool) bool {
	for len(t.waiting) > but {
		run := t.waiting[len(t.waiting)-1]
		t.waiting = t.waiting[:len(t.waiting)-1]
		if t.left--; t.left < 0 || run.Started.Before(t.first) || !yield(run) {
			return false
		}
	}
	return true
}

// backwards calls do with the lines of the index, piece by piece from the end
// on, until it returns false. Within a piece they are in order; do keeps none.
func (s *Store) backwards(do func(lines [][]byte) bool) error {
	unlock, err := lock(s.historyLock(), s.wait)
	if err == nil { // without the lock a line that is being written may count as damaged
		defer func() { _ = unlock() }()
	}
	f, err := os.Open(s.indexPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	end, err := f.Seek(0, io.SeekEnd)
	var rest []byte // of a line that begins in the piece before
	space := make([]byte, piece, 2*piece)
	for end > 0 && err == nil {
		start := max(0, end-piece)
		data := space[:end-start]
		if _, err = f.ReadAt(data, start); err != nil {
			return err
		}
		data, end = append(data, rest...), start
		whole := 0
		if start > 0 {
			whole = bytes.IndexByte(data, '\n') + 1
		}
		if start > 0 && whole == 0 {
			rest = bytes.Clone(data)
			continue
		}
		rest = bytes.Clone(data[:whole])
		if !do(bytes.Split(data[whole:], []byte("\n"))) {
			return nil
		}
	}
	return err
}

// firstDay is when the oldest run began that is to be kept; zero where that
// does not matter.
func (s *Store) firstDay() time.Time {
	days := int(s.keepDays.Load())
	if days <= 0 {
		return time.Time{}
	}
	return s.now().AddDate(0, 0, -days)
}
