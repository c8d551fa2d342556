//go:build lab

package lab

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Planted is a message that is put into a mailbox without being delivered.
type Planted struct {
	Text string    // with LF line ends
	At   time.Time // of its arrival, in whole seconds
}

// Plant puts messages into the INBOX of a, as if they had been there unread
// for long. The same one many times over takes little room.
func (l *Lab) Plant(a Account, mails ...Planted) error {
	uid, gid, err := ids("nobody")
	if err != nil {
		return err
	}
	box := l.path("mail", a.User)
	for _, dir := range []string{box, filepath.Join(box, "cur"), filepath.Join(box, "new"), filepath.Join(box, "tmp")} {
		if err := ownDir(dir, uid, gid); err != nil {
			return err
		}
	}
	last := ""
	for i, m := range mails {
		name := fmt.Sprintf("%d.M%06dP1.lab,S=%d,W=%d:2,", m.At.Unix(), i, len(m.Text), len(m.Text)+strings.Count(m.Text, "\n"))
		path := filepath.Join(box, "cur", name)
		if i > 0 && m == mails[i-1] {
			err = os.Link(last, path)
		} else {
			err = m.write(path, uid, gid)
		}
		if err != nil {
			return err
		}
		last = path
	}
	return nil
}

// write writes m; the time of the file is the internal date of IMAP.
func (m Planted) write(path string, uid, gid int) error {
	if err := os.WriteFile(path, []byte(m.Text), 0o600); err != nil {
		return err
	}
	if err := os.Chtimes(path, m.At, m.At); err != nil {
		return err
	}
	return os.Chown(path, uid, gid)
}

func ownDir(path string, uid, gid int) error {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return err
	}
	return os.Chown(path, uid, gid)
}

// Files returns the names of all messages in the INBOX of a, in which Maildir
// keeps their flags.
func (l *Lab) Files(a Account) []string {
	var names []string
	for _, folder := range []string{"new", "cur"} {
		paths, _ := filepath.Glob(l.path("mail", a.User, folder, "*")) // the pattern is good
		for _, path := range paths {
			names = append(names, filepath.Join(folder, filepath.Base(path)))
		}
	}
	slices.Sort(names)
	return names
}

// Listen makes Dovecot write down, from now on, what a says in sessions.
func (l *Lab) Listen(a Account) error {
	uid, gid, err := ids("nobody")
	if err != nil {
		return err
	}
	return ownDir(l.path("raw", a.User), uid, gid)
}

// Said returns what a has said in sessions since Listen, commands after the
// login, in lines.
func (l *Lab) Said(a Account) (lines []string) {
	paths, _ := filepath.Glob(l.path("raw", a.User, "*.in")) // the pattern is good
	for _, path := range paths {
		text, _ := os.ReadFile(path)
		for line := range strings.Lines(string(text)) {
			_, said, _ := strings.Cut(strings.TrimSpace(line), " ") // a time comes first
			lines = append(lines, said)
		}
	}
	return lines
}

// Release lets a mail go that the port "held" has taken.
func (l *Lab) Release(queueID string) error {
	for _, args := range [][]string{{"postsuper", "-c", l.path("postfix"), "-H", queueID}, {"postqueue", "-c", l.path("postfix"), "-f"}} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", args[0], err, out)
		}
	}
	return nil
}
