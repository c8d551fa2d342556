package words

import "syscall"

// systemFaults are those that this system alone has: a file that is open
// elsewhere, as in a spreadsheet, and a full disk.
var systemFaults = []fileFault{
	{syscall.Errno(32), "file.fault.busy"},  // ERROR_SHARING_VIOLATION
	{syscall.Errno(33), "file.fault.busy"},  // ERROR_LOCK_VIOLATION
	{syscall.Errno(112), "file.fault.full"}, // ERROR_DISK_FULL
}
