package mailcore

import "syscall"

// errnos are the numbers of winsock.h, which Go hands through as they are.
var errnos = map[syscall.Errno]Fault{
	10061: Refused,
	10054: Reset,
	10053: Reset,
	10050: Unreachable,
	10051: Unreachable,
	10065: Unreachable,
	10049: Unreachable,
	10013: Forbidden,
	10060: Timeout,
}
