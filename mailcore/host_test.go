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

func TestInside(t *testing.T) {
	for host, want := range map[string]bool{
		"192.168.1.10": true, "10.0.0.1": true, "172.16.0.1": true, "127.0.0.1": true, "169.254.1.1": true, "100.64.1.1": true,
		"[::1]": true, "fd00::1": true, "fe80::1": true, "::ffff:10.0.0.1": true, "0.0.0.0": true,
		"mailhost": true, "mail.": true, "Mail.LOCAL": true, "mx.office.lan.": true, "smtp.corp.internal": true, "localhost": true,
		"": false, "smtp.example.jp": false, "smtp.example.jp.": false, "192.0.2.10": false, "2001:db8::1": false, "172.32.0.1": false, "local.example.jp": false,
	} {
		if got := Inside(host); got != want {
			t.Errorf("Inside(%q) = %t, want %t", host, got, want)
		}
	}
}
