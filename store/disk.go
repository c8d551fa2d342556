package store

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A digest stands for the bytes of a file; the zero value for no file.
type digest [sha256.Size]byte

// read returns the bytes of a file and their digest, or nothing if there is no
// such file.
func read(path string) ([]byte, digest, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, digest{}, nil
	}
	if err != nil {
		return nil, digest{}, err
	}
	return data, sha256.Sum256(data), nil
}

// WriteFile replaces the file at path so that it holds the old or the new
// bytes whatever happens, and is on the disk when WriteFile returns.
func WriteFile(path string, data []byte) error {
	dir, base := filepath.Split(path)
	f, err := os.CreateTemp(dir, "."+base+".*.tmp") // mode 0600
	if err != nil {
		return err
	}
	err = errors.Join(fill(f, data), f.Close())
	if err == nil {
		err = rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncFolder(dir)
}

func fill(f *os.File, data []byte) error {
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Sync()
}

// sweep removes what writes of files beginning with prefix left in dir when
// they were killed. An hour is longer than any write that is still going on.
func sweep(dir, prefix string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		name := e.Name()
		info, err := e.Info()
		if err != nil || time.Since(info.ModTime()) < time.Hour {
			continue
		}
		if strings.HasPrefix(name, prefix) && strings.HasSuffix(name, ".tmp") {
			_ = os.Remove(filepath.Join(dir, name)) // only tidiness: the next time tries again
		}
	}
}

// target follows the symbolic links at path, so that a write replaces the file
// that is meant and not the link. The file itself may be missing.
func target(path string) (string, error) {
	for range 40 { // as many as Linux follows
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		next, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(next) {
			next = filepath.Join(filepath.Dir(path), next)
		}
		path = next
	}
	return "", fmt.Errorf("too many links at %s", path)
}
