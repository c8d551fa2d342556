// Package schedule has the system's own scheduler start a program at times of a
// day: a timer of systemd, a task of Windows, an agent of launchd, or a line of
// the crontab where there is none of these.
//
// An [Entry] says what is started and when. [Unit], [Timer], [Task], [Agent] and
// [Crontab] are pure: they return what the scheduler reads. A [Scheduler] writes
// that, and has the tools of the system switch it on and off. The package knows
// neither mail nor settings; a missed time is made up in each of them.
package schedule

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// A Kind is a scheduler. The values are written to files.
type Kind string

// The kinds.
const (
	Systemd Kind = "systemd" // a timer of the user
	Tasks   Kind = "tasks"   // Windows Task Scheduler
	Launchd Kind = "launchd" // an agent of the user
	Cron    Kind = "cron"    // a line of the user's crontab
)

// Kinds lists them.
var Kinds = []Kind{Systemd, Tasks, Launchd, Cron}

var (
	// ErrNone means that this computer has no scheduler that we know.
	ErrNone = errors.New("no scheduler is there")
	// ErrUnnameable means that a path cannot be written into the file.
	ErrUnnameable = errors.New("a path holds characters that the scheduler cannot read")
)

// An Entry is what a scheduler starts.
type Entry struct {
	Name    string   // of files and tasks: letters and hyphens
	Title   string   // for people
	Program string   // absolute path
	Args    []string //
	Missed  string   // an argument more where the scheduler makes up for nothing: cron starts it each hour, and the program sees whether it is due
	Hours   []int    // of each day
	Minute  int
}

// sound refuses what ends a line wherever it stands.
func (e Entry) sound() error {
	if slices.ContainsFunc(append([]string{e.Program, e.Title, e.Name}, e.Args...), func(text string) bool { return strings.ContainsAny(text, "\n\r\x00") }) {
		return ErrUnnameable
	}
	return nil
}

// A File is one that a scheduler reads.
type File struct {
	Path string // "" for the crontab, which has none of its own
	Text string
}

// A Scheduler writes, switches on and removes entries.
type Scheduler struct {
	Kind   Kind
	Folder string // where its files are; "" means the user's own
	// Run runs a tool of the system and returns what it printed; nil means to
	// really run it.
	Run func(ctx context.Context, stdin string, name string, args ...string) (string, error)
}

// Usual returns the scheduler of this computer, or [ErrNone].
func Usual(ctx context.Context) (Kind, error) {
	switch runtime.GOOS {
	case "windows":
		return Tasks, nil
	case "darwin":
		return Launchd, nil
	}
	if _, err := run(ctx, "", "systemctl", "--user", "show-environment"); err == nil {
		return Systemd, nil
	}
	if _, err := exec.LookPath("crontab"); err == nil {
		return Cron, nil
	}
	return "", ErrNone
}

// A kind is how one scheduler is spoken to.
type kind struct {
	folder func() (string, error) // of its files
	files  func(dir string, e Entry) []File
	on     func(ctx context.Context, s Scheduler, e Entry, files []File) error
	off    func(ctx context.Context, s Scheduler, name string) error
	shown  func(ctx context.Context, s Scheduler, name string) (string, error) // what the scheduler says of it
}

var kinds = map[Kind]kind{
	Systemd: {systemdFolder, systemdFiles, systemdOn, systemdOff, systemdShown},
	Tasks:   {os.UserConfigDir, taskFiles, taskOn, taskOff, taskShown},
	Launchd: {launchdFolder, agentFiles, agentOn, agentOff, agentShown},
	Cron:    {func() (string, error) { return "", nil }, cronFiles, cronOn, cronOff, cronShown},
}

// Files returns what would be written.
func (s Scheduler) Files(e Entry) ([]File, error) {
	if err := e.sound(); err != nil {
		return nil, err
	}
	k, ok := kinds[s.Kind]
	if !ok {
		return nil, ErrNone
	}
	dir, err := s.folder()
	if err != nil {
		return nil, err
	}
	return k.files(dir, e), nil
}

func (s Scheduler) folder() (string, error) {
	if s.Folder != "" {
		return s.Folder, nil
	}
	return kinds[s.Kind].folder()
}

// Install writes the entry, in place of one of the same name, and switches it
// on. Where that fails nothing of it is left.
func (s Scheduler) Install(ctx context.Context, e Entry) ([]File, error) {
	files, err := s.Files(e)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.Path == "" {
			continue
		}
		err = errors.Join(os.MkdirAll(filepath.Dir(f.Path), 0o755), write(f.Path, encoded(s.Kind, f.Text)))
		if err != nil {
			return nil, errors.Join(err, discard(files))
		}
	}
	if err := kinds[s.Kind].on(ctx, s, e, files); err != nil {
		_ = kinds[s.Kind].off(ctx, s, e.Name) // which fails for the same reason
		return nil, errors.Join(err, discard(files))
	}
	return files, nil
}

// Remove switches the entry off and removes it; there is no error where it is
// not there.
func (s Scheduler) Remove(ctx context.Context, e Entry) error {
	files, err := s.Files(e)
	if err != nil {
		return err
	}
	if err := kinds[s.Kind].off(ctx, s, e.Name); err != nil {
		return err
	}
	return discard(files)
}

// Shown returns what the scheduler itself says of the entry.
func (s Scheduler) Shown(ctx context.Context, name string) (string, error) {
	k, ok := kinds[s.Kind]
	if !ok {
		return "", ErrNone
	}
	return k.shown(ctx, s, name)
}

// write replaces a file: the scheduler must never read half of one.
func write(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func discard(files []File) (err error) {
	for _, f := range files {
		if f.Path == "" {
			continue
		}
		if gone := os.Remove(f.Path); gone != nil && !errors.Is(gone, os.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

func (s Scheduler) run(ctx context.Context, name string, args ...string) (string, error) {
	return s.runWith(ctx, "", name, args...)
}

func (s Scheduler) runWith(ctx context.Context, stdin, name string, args ...string) (string, error) {
	if s.Run != nil {
		return s.Run(ctx, stdin, name, args...)
	}
	return run(ctx, stdin, name, args...)
}

// run runs a tool; its error has what the tool said.
func run(ctx context.Context, stdin, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s: %w: %.300s", name, err, strings.TrimSpace(said.String()))
	}
	return string(out), err
}
