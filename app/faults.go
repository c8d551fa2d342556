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
	if kind := store.SecretKind(err); kind != "" {
		return assets.Text("secrets." + kind), true
	}
	if kind := store.FileKind(err); kind != "" {
		return assets.Text("store." + kind), true
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
