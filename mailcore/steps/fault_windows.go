package steps

import (
	"syscall"

	"todoku/mailcore"
)

// errnos are the numbers of winsock.h, which Go hands through as they are.
var errnos = map[syscall.Errno]mailcore.Fault{
	10061: mailcore.Refused,
	10054: mailcore.Reset,
	10053: mailcore.Reset,
	10050: mailcore.Unreachable,
	10051: mailcore.Unreachable,
	10065: mailcore.Unreachable,
	10049: mailcore.Unreachable,
	10013: mailcore.Forbidden,
	10060: mailcore.Timeout,
}
