package mailcore

import (
	"net"
	"testing"
)

// The values say without package net what it would say.
func TestHostsAsPackageNetWritesThem(t *testing.T) {
	for _, host := range []string{"", "mail.example.jp", "192.0.2.1", "192.0.2", "2001:db8::1", "fe80::1%eth0", "::ffff:192.0.2.1", "192.0.2.01"} {
		if got, want := IsAddress(host), net.ParseIP(host) != nil; got != want {
			t.Errorf("IsAddress(%q) is %t, want %t", host, got, want)
		}
		if got, want := HostPort(host, 465), net.JoinHostPort(host, "465"); got != want {
			t.Errorf("HostPort(%q) is %s, want %s", host, got, want)
		}
	}
	if got := HostPort("[2001:db8::1]", 25); got != "[2001:db8::1]:25" {
		t.Errorf("brackets became %s", got)
	}
}
