package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"todoku/pattern"
)

// What can be wrong with a settings file.
var (
	ErrSyntax         = errors.New("this is not TOML")
	ErrUnknownSetting = errors.New("there is no such setting")
	ErrWrongValue     = errors.New("the setting cannot have this value")
)

// A BrokenError is a settings file that cannot be used.
type BrokenError struct {
	Path         string // of the settings file
	Line, Column int    // counted from 1, columns in characters; 0 where unknown
	Excerpt      string // of that line, without what may be a password; "" when there is nothing to show
	Key          string // of the setting, such as "profiles.outgoing.port"; "" where unknown
	SetAside     string // where the file is now, whole; "" when it could not be moved and still is at Path
	Err          error  // wraps ErrSyntax, ErrUnknownSetting or ErrWrongValue
}

// Error names the place and the reason.
func (e *BrokenError) Error() string {
	text := filepath.Base(e.Path) + e.position()
	if e.Key != "" {
		text += ", " + e.Key
	}
	text += ": " + e.Err.Error()
	if e.SetAside != "" {
		text += "; the file was set aside as " + filepath.Base(e.SetAside)
	}
	return text
}

// Unwrap returns the reason.
func (e *BrokenError) Unwrap() error { return e.Err }

// A NewerError is a settings file that a newer version of the program wrote. It
// stays where it is, and nothing is saved over it.
type NewerError struct {
	Path    string
	Version int64 // of the file's form
}

// Error names both versions.
func (e *NewerError) Error() string {
	return fmt.Sprintf("%s was written by a newer version of this program: it has form %d, this program knows form %d",
		filepath.Base(e.Path), e.Version, version)
}

// setAside moves a broken file out of the way, unless somebody has mended it
// meanwhile: then that is loaded.
func (s *Store) setAside(b *BrokenError, sum digest) (Settings, error) {
	unlock, err := lock(s.lockPath(), s.wait)
	if err != nil {
		b.Err = fmt.Errorf("%w, and the file cannot be set aside: %w", b.Err, err)
		return defaults(), b
	}
	_, now, err := read(b.Path)
	if err == nil && now != sum {
		_ = unlock()
		return s.load()
	}
	b.SetAside, err = moveAside(b.Path, s.now().Format("20060102-150405"))
	if err := errors.Join(err, unlock()); err != nil {
		b.Err = fmt.Errorf("%w, and the file cannot be set aside: %w", b.Err, err)
	}
	return defaults(), b
}

// moveAside renames settings.toml to settings.broken-STAMP.toml, or -STAMP-2
// and so on where there is one already.
func moveAside(path, stamp string) (string, error) {
	name := brokenName(path, stamp, "")
	for i := 2; ; i++ {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL, 0o600) // reserve the name
		if err == nil {
			return occupy(path, name, f)
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
		name = brokenName(path, stamp, fmt.Sprintf("-%d", i))
	}
}

func brokenName(path, stamp, more string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + ".broken-" + stamp + more + ext
}

func occupy(path, name string, reserved *os.File) (string, error) {
	err := errors.Join(reserved.Close(), rename(path, name))
	if err != nil {
		return "", errors.Join(err, os.Remove(name))
	}
	return name, syncFolder(filepath.Dir(name))
}

// secretive finds names under which somebody may have typed a password into a
// file in which none belongs.
var secretive = pattern.New(`(?i)(pass|pw|secret|token|key|パスワード)[^=]*=`)

// excerpt returns a line fit to be shown: visible, short, and without values
// that may be a password.
func excerpt(line string, why error) string {
	const limit = 120 // characters
	line = strings.TrimSpace(line[:min(len(line), 8*limit)])
	name, _, pair := strings.Cut(line, "=")
	switch at := secretive.FindStringIndex(line); {
	case !pair && !strings.HasPrefix(line, "["):
		return "" // perhaps the inside of a text of several lines
	case at != nil:
		line = line[:at[1]] + " …"
	case pair && why == ErrUnknownSetting:
		line = name + "= …"
	}
	line = strings.Map(visible, strings.ToValidUTF8(line, "\ufffd"))
	if runes := []rune(line); len(runes) > limit {
		line = string(runes[:limit]) + "…"
	}
	return line
}

func visible(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return '\ufffd'
}
