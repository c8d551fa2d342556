//go:build !windows

package store

import (
	"errors"
	"os"
)

func rename(from, to string) error { return os.Rename(from, to) }

// syncFolder makes a rename in dir survive a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
