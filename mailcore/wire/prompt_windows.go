package wire

import (
	"net"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// ackFrequency is SIO_TCP_SET_ACK_FREQUENCY of mstcpip.h: after how many
// segments Windows confirms without waiting.
const ackFrequency = 0x98000017

// prompt has Windows confirm each segment at once. A server that writes twice, a
// session ticket and then its answer, waits with the second write until the first
// is confirmed (RFC 896), and Windows would let it wait for up to 200 ms. A
// version that does not know the option says so, and all stays as it was.
func prompt(raw net.Conn) {
	c, ok := raw.(syscall.Conn)
	if !ok {
		return
	}
	control, err := c.SyscallConn()
	if err != nil {
		return
	}
	every, returned := uint32(1), uint32(0)
	_ = control.Control(func(fd uintptr) {
		_ = windows.WSAIoctl(windows.Handle(fd), ackFrequency, (*byte)(unsafe.Pointer(&every)), uint32(unsafe.Sizeof(every)), nil, 0, &returned, nil, 0)
	})
}
