//go:build unix

package mailcore

import "syscall"

// errnos are the numbers of errno.h.
var errnos = map[syscall.Errno]Fault{
	syscall.ECONNREFUSED:  Refused,
	syscall.ECONNRESET:    Reset,
	syscall.ECONNABORTED:  Reset,
	syscall.EPIPE:         Reset,
	syscall.ENETUNREACH:   Unreachable,
	syscall.EHOSTUNREACH:  Unreachable,
	syscall.ENETDOWN:      Unreachable,
	syscall.EHOSTDOWN:     Unreachable,
	syscall.EADDRNOTAVAIL: Unreachable,
	syscall.EACCES:        Forbidden,
	syscall.EPERM:         Forbidden,
	syscall.ETIMEDOUT:     Timeout,
}
