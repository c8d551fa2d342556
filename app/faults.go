package app

import (
	"errors"
	"io/fs"
	"os"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore/exchange"
	"todoku/store"
)

// storeFaults explain errors of the store.
var storeFaults = []struct {
	err error
	key string
}{
	{store.ErrLocked, "cli.locked"},
	{store.ErrChanged, "cli.changed"},
	{store.ErrNothingLost, "cli.nothing-lost"},
	{store.ErrNoRun, "cli.no-run"},
	{store.ErrBadID, "cli.no-run"},
	{store.ErrDamaged, "cli.damaged"},
}

// inWords says an error in the language of the window, as far as its kind is
// known; what others said stays in their own words.
func inWords(err error) string {
	for _, say := range []func(error) (string, bool){certificateText, newerText, exchangeFault, storeText, pathText, words.FileFault} {
		if text, ok := say(err); ok {
			return text
		}
	}
	return err.Error()
}

func certificateText(err error) (string, bool) {
	none, ok := errors.AsType[*store.NoCertificateError](err)
	if !ok {
		return "", false
	}
	return assets.Text("roots.invalid", "file", none.File), true
}

func newerText(err error) (string, bool) {
	newer, ok := errors.AsType[*store.NewerError](err)
	if !ok {
		return "", false
	}
	return assets.Text("newer.text", "path", newer.Path), true
}

func exchangeFault(err error) (string, bool) {
	if _, ok := errors.AsType[*exchange.Error](err); !ok {
		return "", false
	}
	return exchangeText(err), true
}

func storeText(err error) (string, bool) {
	for _, t := range secretsTexts {
		if errors.Is(err, t.err) {
			return assets.Text(t.key), true
		}
	}
	for _, f := range storeFaults {
		if errors.Is(err, f.err) {
			return assets.Text(f.key), true
		}
	}
	return "", false
}

// pathText names the file that something is wrong with.
func pathText(err error) (string, bool) {
	path := ""
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		path = e.Path
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		path = e.New
	}
	text, known := words.FileFault(err)
	if path == "" || !known {
		return "", false
	}
	return path + ": " + text, true
}
