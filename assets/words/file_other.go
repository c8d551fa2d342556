//go:build !windows

package words

// systemFaults are those that this system alone has: none.
var systemFaults []fileFault
