//go:build unix

package steps

import (
	"syscall"

	"todoku/mailcore"
)

// errnos are the numbers of errno.h.
var errnos = map[syscall.Errno]mailcore.Fault{
	syscall.ECONNREFUSED:  mailcore.Refused,
	syscall.ECONNRESET:    mailcore.Reset,
	syscall.ECONNABORTED:  mailcore.Reset,
	syscall.EPIPE:         mailcore.Reset,
	syscall.ENETUNREACH:   mailcore.Unreachable,
	syscall.EHOSTUNREACH:  mailcore.Unreachable,
	syscall.ENETDOWN:      mailcore.Unreachable,
	syscall.EHOSTDOWN:     mailcore.Unreachable,
	syscall.EADDRNOTAVAIL: mailcore.Unreachable,
	syscall.EACCES:        mailcore.Forbidden,
	syscall.EPERM:         mailcore.Forbidden,
	syscall.ETIMEDOUT:     mailcore.Timeout,
}
