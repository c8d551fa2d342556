package wire

import (
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// prompt has the kernel confirm at once what comes next. A server that writes
// twice, a session ticket and then its answer, waits with the second write
// until the first is confirmed (RFC 896), and Linux would let it wait for 40 ms.
// The kernel falls back by itself (tcp(7), TCP_QUICKACK), so it is asked again
// after each write.
func prompt(raw net.Conn) {
	if c, ok := raw.(syscall.Conn); ok {
		if control, err := c.SyscallConn(); err == nil {
			_ = control.Control(func(fd uintptr) { _ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_QUICKACK, 1) })
		}
	}
}
