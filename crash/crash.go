// Package crash lets nothing end the window without a word: a window program
// has no terminal that anybody reads.
//
// [Watch] starts a second process of the same program that waits for the end
// of the first. Where that ends by a panic, or by a fault of Go itself, the
// watcher writes [File] and shows a message of the system ([Say]), which needs
// no window of ours. [End] does both for what ends the program on purpose, such
// as a settings folder that cannot be made. [Left] finds the file at the next
// start.
//
// What is written holds no secret: of a panic's own words only those are kept
// that Go itself wrote ([Clean]).
package crash

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"todoku/assets"
	"todoku/store"
	"todoku/version"
)

// File is the name of what is written of an end that nobody wanted.
const File = "crash.txt"

// Folders are where it may be written, the first that can be: that of the
// settings, "" where there is none, and that of the user's caches.
func Folders(settings string) []string {
	var dirs []string
	if settings != "" {
		dirs = append(dirs, settings)
	}
	if cache, err := os.UserCacheDir(); err == nil {
		dirs = append(dirs, filepath.Join(cache, "todoku"))
	}
	return dirs
}

// watching is the environment variable that makes a process the watcher of
// another; its value is a [watch] as JSON.
const watching = "TODOKU_WATCH"

type watch struct {
	Folders  []string
	Language string
}

// Watch starts the watcher of this process. In the watcher itself it does not
// return. Where no watcher can be started the program goes on without: Go then
// writes to standard error alone.
func Watch(folders []string, language string) {
	if told := os.Getenv(watching); told != "" {
		attend(told, os.Stdin, Say)
		os.Exit(0)
	}
	if err := begin(watch{folders, language}); err != nil {
		fmt.Fprintln(os.Stderr, "todoku:", err)
	}
}

// Watcher reports whether this process is there to watch another.
func Watcher() bool { return os.Getenv(watching) != "" }

// begin starts the watcher, which ends with the pipe to it.
func begin(w watch) error {
	told, err := json.Marshal(w)
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("watch for crashes: %w", err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("watch for crashes: %w", err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), watching+"="+string(told))
	cmd.Stdin, cmd.Stderr = read, os.Stderr
	cmd.SysProcAttr = apart()
	err = errors.Join(cmd.Start(), read.Close())
	if err == nil {
		err = debug.SetCrashOutput(write, debug.CrashOptions{}) // which keeps a copy of write
	}
	if err := errors.Join(err, write.Close()); err != nil {
		return fmt.Errorf("watch for crashes: %w", err)
	}
	return nil
}

// mostOutput bounds what is kept of a crash, in bytes.
const mostOutput = 1 << 20

// attend waits for the end of what it watches, and tells of one that was a
// crash.
func attend(told string, crash io.Reader, say func(title string, text func() string)) {
	text, err := io.ReadAll(io.LimitReader(crash, mostOutput))
	if len(text) == 0 || err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, crash) // the rest, or Go would wait for us
	var w watch
	if json.Unmarshal([]byte(told), &w) != nil {
		return
	}
	assets.SetLanguage(w.Language)
	tell(w.Folders, func() string { return assets.Text("crash.text") }, Clean(string(text)), say)
}

// End says what ends the program, writes it down, and ends it. text returns
// the words in the language of the moment; cause is for those who are asked for
// help, and holds no secret.
func End(settings string, text func() string, cause error) {
	tell(Folders(settings), text, cause.Error(), Say)
	os.Exit(1)
}

// tell writes a crash down and says so.
func tell(folders []string, text func() string, details string, say func(title string, text func() string)) {
	path, err := write(folders, details)
	whole := func() string {
		if err != nil {
			return strings.TrimSpace(text() + "\n\n" + assets.Text("crash.unwritten", "error", err.Error(), "details", news(details, text())))
		}
		return text() + "\n\n" + assets.Text("crash.written", "path", path)
	}
	fmt.Fprintln(os.Stderr, "todoku:", whole())
	say("Todoku", whole)
}

// write puts the file into the first folder that takes it, behind what nobody
// has been told of yet.
func write(folders []string, details string) (path string, err error) {
	entry := fmt.Sprintf("%s\n%s\n\n%s\n", version.Current(), time.Now().Format(time.RFC3339), strings.TrimRight(details, "\n"))
	for _, dir := range folders {
		path = filepath.Join(dir, File)
		failed := os.MkdirAll(dir, 0o700)
		if failed == nil {
			failed = store.WriteFile(path, append(unread(path), entry...))
		}
		if failed == nil {
			return path, nil
		}
		err = errors.Join(err, failed)
	}
	if err == nil {
		err = os.ErrNotExist
	}
	return "", err
}

// told is how the last line of a file begins of which the user knows.
const told = "-- shown at a start: "

// Left returns where the last run left a file of which nobody has been told,
// and "" where there is none.
func Left(settings string) string {
	for _, dir := range Folders(settings) {
		path := filepath.Join(dir, File)
		if len(unread(path)) > 0 {
			return path
		}
	}
	return ""
}

// unread returns what the file holds of which nobody has been told, its
// beginning where it is long, with an empty line behind it.
func unread(path string) []byte {
	text, err := os.ReadFile(path)
	if err != nil || len(text) == 0 || bytes.Contains(text, []byte("\n"+told)) {
		return nil
	}
	return append(text[:min(len(text), mostOutput)], '\n')
}

// Told notes in the file that the user knows of it. Where that cannot be
// written the user is told again.
func Told(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return store.WriteFile(path, append(text, []byte("\n"+told+time.Now().Format(time.RFC3339)+"\n")...))
}

// news are the first lines of details, nothing where text says it already.
func news(details, text string) string {
	if strings.Contains(text, strings.TrimSpace(details)) {
		return ""
	}
	const most = 6
	lines := strings.SplitN(details, "\n", most+1)
	return strings.Join(lines[:min(most, len(lines))], "\n")
}
