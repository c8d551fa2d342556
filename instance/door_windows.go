package instance

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/windows"
)

// pipeName is that of the folder's pipe: folders are many, and their names no
// names for pipes.
func pipeName(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	sum := sha256.Sum256([]byte(strings.ToLower(dir)))
	return `\\.\pipe\todoku-` + hex.EncodeToString(sum[:16])
}

// A door hands out the pipe's connections, one at a time.
type door struct {
	name   string
	mu     sync.Mutex
	closed bool
	next   windows.Handle
}

func listen(dir string) (net.Listener, error) {
	d := &door{name: pipeName(dir)}
	var err error
	d.next, err = d.pipe(windows.FILE_FLAG_FIRST_PIPE_INSTANCE) // nobody else may have that name
	return d, err
}

// pipe makes the next end of ours. Its owner may write into it, and no other
// computer.
func (d *door) pipe(flags uint32) (windows.Handle, error) {
	name, err := windows.UTF16PtrFromString(d.name)
	if err != nil {
		return windows.InvalidHandle, err
	}
	return windows.CreateNamedPipe(name, windows.PIPE_ACCESS_DUPLEX|windows.FILE_FLAG_OVERLAPPED|flags,
		windows.PIPE_TYPE_BYTE|windows.PIPE_WAIT|windows.PIPE_REJECT_REMOTE_CLIENTS,
		windows.PIPE_UNLIMITED_INSTANCES, 4096, 4096, 0, nil)
}

// Accept waits for somebody. It ends at Close with the next who knocks, or
// with the process.
func (d *door) Accept() (net.Conn, error) {
	handle := d.next
	if err := d.wait(handle); err != nil {
		_ = windows.CloseHandle(handle)
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	var err error
	if d.next, err = d.pipe(0); err != nil {
		_ = windows.CloseHandle(handle)
		return nil, err
	}
	return &pipe{File: os.NewFile(uintptr(handle), d.name), handle: handle}, nil
}

// wait returns when somebody is at the other end who has not left at once.
func (d *door) wait(handle windows.Handle) error {
	for {
		err := connect(handle)
		d.mu.Lock()
		closed := d.closed
		d.mu.Unlock()
		switch {
		case closed:
			return net.ErrClosed
		case !errors.Is(err, windows.ERROR_NO_DATA):
			return err
		}
		if err := windows.DisconnectNamedPipe(handle); err != nil {
			return err
		}
	}
}

// connect waits until somebody is at the other end.
func connect(handle windows.Handle) error {
	event, err := windows.CreateEvent(nil, 1, 0, nil)
	if err != nil {
		return err
	}
	defer windows.CloseHandle(event)
	overlapped := windows.Overlapped{HEvent: event}
	err = windows.ConnectNamedPipe(handle, &overlapped)
	if errors.Is(err, windows.ERROR_IO_PENDING) {
		var n uint32
		err = windows.GetOverlappedResult(handle, &overlapped, &n, true)
	}
	if errors.Is(err, windows.ERROR_PIPE_CONNECTED) {
		return nil
	}
	return err
}

// Close lets nobody in any more.
func (d *door) Close() error {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	if file, err := reach(d.name); err == nil {
		return file.Close()
	}
	return nil
}

// Addr implements net.Listener.
func (d *door) Addr() net.Addr { return pipeAddr(d.name) }

type pipeAddr string

func (pipeAddr) Network() string  { return "pipe" }
func (a pipeAddr) String() string { return string(a) }

// A pipe is one connection, on either side.
type pipe struct {
	*os.File
	handle windows.Handle // ours to end in order; 0 on the side that knocks
}

// Close waits until the other side has read what was written.
func (p *pipe) Close() error {
	if p.handle != 0 {
		_ = windows.FlushFileBuffers(p.handle)
		_ = windows.DisconnectNamedPipe(p.handle)
	}
	return p.File.Close()
}

// LocalAddr implements net.Conn.
func (p *pipe) LocalAddr() net.Addr { return pipeAddr(p.Name()) }

// RemoteAddr implements net.Conn.
func (p *pipe) RemoteAddr() net.Addr { return pipeAddr(p.Name()) }

// anybody lets every process come to the front (ASFW_ANY): which it will be
// is not known here.
const anybody = ^uintptr(0)

// dial knocks at the pipe. Windows brings no window to the front but with the
// leave of the process that the user has just started.
func dial(dir string, _ time.Duration) (net.Conn, error) {
	file, err := reach(pipeName(dir))
	if err != nil {
		return nil, err
	}
	_, _, _ = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(anybody)
	return &pipe{File: file}, nil
}

// reach opens the other end of a pipe, so that it can be given up.
func reach(name string) (*os.File, error) {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	handle, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, windows.FILE_FLAG_OVERLAPPED, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(handle), name), nil
}
