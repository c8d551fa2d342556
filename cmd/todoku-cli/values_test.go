package main

import (
	"strings"
	"testing"

	"todoku/assets/words"
)

func TestServer(t *testing.T) {
	tests := []struct {
		text, host string
		port       int
	}{
		{"mail.example.jp", "mail.example.jp", 0},
		{"mail.example.jp:587", "mail.example.jp", 587},
		{" ｍａｉｌ．ｅｘａｍｐｌｅ．ｊｐ：５８７ ", "mail.example.jp", 587},
		{"192.0.2.1:25", "192.0.2.1", 25},
		{"[2001:db8::1]:465", "2001:db8::1", 465},
		{"[2001:db8::1]", "2001:db8::1", 0},
		{"2001:db8::1", "2001:db8::1", 0},
		{"::1", "::1", 0},
		{"ssl://mail.example.jp:465", "mail.example.jp", 465},
		{"SSL://mail.example.jp", "mail.example.jp", 0},
		{"tls://mail.example.jp:465", "mail.example.jp", 465},
		{"http://mail.example.jp", "http://mail.example.jp", 0}, // for the settings to judge
		{"[broken:25", "[broken:25", 0},
	}
	for _, test := range tests {
		var s server
		if err := s.Set(test.text); err != nil || s.host != test.host || s.port != test.port {
			t.Errorf("%q: %q, %d, %v", test.text, s.host, s.port, err)
		}
	}
	for _, text := range []string{"mail:", "mail:0", "mail:65536", "mail:smtp", "mail:-1", "mail:+25", "[::1]:x"} {
		var s server
		if err := s.Set(text); err == nil {
			t.Errorf("%q: %q, %d, but no error", text, s.host, s.port)
		}
	}
}

func TestSeconds(t *testing.T) {
	for text, want := range map[string]int{"30s": 30, "1m": 60, "2m5s": 125, "45": 45, "1000ms": 1} {
		s := seconds{least: 1}
		if err := s.Set(text); err != nil || s.value != want {
			t.Errorf("%q: %d, %v", text, s.value, err)
		}
	}
	for _, text := range []string{"", "0", "0s", "-1s", "1.5s", "30 s", "soon"} {
		s := seconds{least: 1}
		if err := s.Set(text); err == nil {
			t.Errorf("%q: %d, but no error", text, s.value)
		}
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{"": 0, "EHLO": 4, "接続": 4, "（A）": 5, "ｱ": 1} {
		if got := words.Columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}

func TestDomainWantsADomain(t *testing.T) {
	d := newDesk(t)
	t.Setenv("LC_ALL", "en_GB.UTF-8")
	for _, from := range []string{"foo", "a.b@foo", "a.b@"} {
		if _, stderr := d.want(wrong, "domain", from); !strings.Contains(stderr, "no domain to judge") {
			t.Errorf("%s: %q", from, stderr)
		}
	}
}
