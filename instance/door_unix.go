//go:build !windows

package instance

import (
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"time"
)

// longest is how long the path of a socket may be on every system, in bytes.
const longest = 100

// listen opens the socket of the folder. What a process left there that was
// killed is in the way; the lock says that it is gone.
func listen(dir string) (net.Listener, error) {
	path, end, err := short(dir)
	if err != nil {
		return nil, err
	}
	defer end()
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	door, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	door.(*net.UnixListener).SetUnlinkOnClose(false) // path may be short for it only now
	return door, os.Chmod(path, 0o600)
}

func dial(dir string, wait time.Duration) (net.Conn, error) {
	path, end, err := short(dir)
	if err != nil {
		return nil, err
	}
	defer end()
	return net.DialTimeout("unix", path, wait)
}

// short returns a path to the socket that the system takes: where the folder's
// own is too long, by way of a link in a folder of ours, until end is called.
func short(dir string) (path string, end func(), err error) {
	const name = "window.sock"
	if path = filepath.Join(dir, name); len(path) <= longest {
		return path, func() {}, nil
	}
	way, err := os.MkdirTemp("", "todoku-")
	if err != nil {
		return "", nil, err
	}
	end = func() { _ = os.RemoveAll(way) }
	if err := os.Symlink(dir, filepath.Join(way, "d")); err != nil {
		end()
		return "", nil, err
	}
	return filepath.Join(way, "d", name), end, nil
}
