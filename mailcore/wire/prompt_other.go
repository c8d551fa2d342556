//go:build !linux && !windows

package wire

import "net"

// prompt does nothing: macOS confirms at once what is no long stream
// (net.inet.tcp.delayed_ack), and has no option for one connection that would
// help where it does not.
func prompt(net.Conn) {}
