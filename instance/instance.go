// Package instance keeps to one window for each settings folder. [Take] makes
// this process the one that has the folder, or knocks at the one that has it
// ([ErrElsewhere]), which then comes to the front with what it was given.
//
// Who has the folder holds a lock of the operating system, which is gone with
// the process however that ends. What is knocked at is a socket in the folder,
// or a pipe of Windows: no port is opened, and nobody else's processes reach
// it.
package instance

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"todoku/store"
)

var (
	// ErrElsewhere means that another process has the folder and has come to
	// the front.
	ErrElsewhere = errors.New("another window has the settings folder")
	// ErrDeaf means that a process has the folder that does not answer: it
	// hangs, or is on another computer.
	ErrDeaf = errors.New("the window that has the settings folder does not answer")
)

// A Claim is the right to the window of a folder.
type Claim struct {
	dir  string
	lock *flock.Flock // nil where the folder cannot be locked: then nobody knows of anybody
	door net.Listener // nil where nobody can knock
}

// A call is what a second start sends, as JSON.
type call struct{ Files []string }

// answer is what it gets when the window is in front.
const answer = "shown\n"

// How long a second start tries, at once and in all: a window that is about to
// end gives way meanwhile.
var (
	onceFor = 3 * time.Second
	patient = 5 * time.Second
	between = 100 * time.Millisecond
)

// mostCall bounds a call, in bytes.
const mostCall = 1 << 20

// Take claims the folder for this process. files are handed to the window that
// has it already. The error is [ErrElsewhere], or ErrDeaf with the name of the
// computer, where it is known.
func Take(dir string, files []string) (*Claim, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patient)
	defer cancel()
	c := &Claim{dir: dir, lock: flock.New(filepath.Join(dir, "window.lock"))}
	for {
		switch mine, err := c.lock.TryLock(); {
		case err != nil:
			c.lock = nil // a folder that nobody can write into
			return c, nil
		case mine:
			c.open()
			return c, nil
		}
		if knock(dir, files) == nil {
			return nil, ErrElsewhere
		}
		select {
		case <-time.After(between):
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %s", ErrDeaf, Owner(dir))
		}
	}
}

func (c *Claim) open() {
	c.door, _ = listen(c.dir) // nobody can knock then, and is told so
	host, _ := os.Hostname()
	_ = store.WriteFile(ownerPath(c.dir), []byte(host)) // for a message alone
}

func ownerPath(dir string) string { return filepath.Join(dir, "window.owner") }

// Owner returns the name of the computer that has the folder, or had it last.
func Owner(dir string) string {
	name, _ := os.ReadFile(ownerPath(dir))
	return cmp.Or(string(name[:min(len(name), 255)]), "?")
}

// Serve lets second starts in, until the claim is released. show brings the
// window to the front and opens the files; it returns when that is done.
func (c *Claim) Serve(show func(files []string)) {
	if c.door == nil {
		return
	}
	limit := onceFor
	go func() {
		for {
			conn, err := c.door.Accept()
			if err != nil {
				return
			}
			receive(conn, limit, show)
		}
	}()
}

func receive(conn net.Conn, limit time.Duration, show func(files []string)) {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(limit))
	var said call
	if json.NewDecoder(io.LimitReader(conn, mostCall)).Decode(&said) != nil {
		return
	}
	show(said.Files)
	_, _ = io.WriteString(conn, answer)
}

// knock asks who has the folder to come to the front.
func knock(dir string, files []string) error {
	conn, err := dial(dir, onceFor)
	if err != nil {
		return err
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(onceFor))
	if err := json.NewEncoder(conn).Encode(call{files}); err != nil {
		return err
	}
	heard := make([]byte, len(answer))
	_, err = io.ReadFull(conn, heard)
	return err
}

// Release gives the folder free, before the process ends.
func (c *Claim) Release() {
	if c.door != nil {
		_ = c.door.Close()
	}
	if c.lock != nil {
		_ = c.lock.Close()
	}
}
