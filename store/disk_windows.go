package store

import (
	"os"
	"time"
)

// rename tries for a second, because a virus scanner or a backup may hold the
// file for a moment.
func rename(from, to string) (err error) {
	for range 20 {
		if err = os.Rename(from, to); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return err
}

// syncFolder does nothing: Windows cannot sync a folder.
func syncFolder(string) error { return nil }
