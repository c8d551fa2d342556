package watch

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// markLength is how long the mark is, in bytes: it is written over in place,
// for which even a full disk has room.
const markLength = 16

func (w *Watch) markPath() string { return filepath.Join(w.Home.Dir(), "watch-trouble") }

// mark notes a trouble where nothing else can be written.
func (w *Watch) mark(kind Trouble) error {
	f, err := os.OpenFile(w.markPath(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	text := fmt.Appendf(nil, "%-*s\n", markLength-1, kind)
	if _, err := f.WriteAt(text, 0); err != nil {
		return err
	}
	return f.Sync()
}

// marked reports whether the last round could write nothing, and since when.
func (w *Watch) marked() (since time.Time, so bool) {
	text, err := os.ReadFile(w.markPath())
	info, failed := os.Stat(w.markPath())
	if err != nil || failed != nil || string(bytes.TrimSpace(text)) != string(Files) {
		return time.Time{}, false
	}
	return info.ModTime(), true
}

// unwritten tells once that nothing can be written; s is the state of before.
func (w *Watch) unwritten(s State) {
	if _, marked := w.marked(); marked || w.Desk == nil {
		return
	}
	if s.Trouble.Kind == Files { // the last round had said so
		_ = w.mark(Files)
		return
	}
	if err := w.mark(Files); err == nil || w.lacksMark() {
		_ = w.Desk(notice([]Change{{Kind: Troubles, Trouble: Files}}))
	}
}

// lacksMark reports whether there is no mark that could be written over: better
// say it again than never.
func (w *Watch) lacksMark() bool {
	info, err := os.Stat(w.markPath())
	return err != nil || info.Size() < markLength
}
