package records

import (
	"strings"
	"testing"
)

func TestZone(t *testing.T) {
	for want, item := range map[string]Item{
		"":                                       {Name: "example.jp", Type: "TXT"},
		`example.jp. IN TXT "v=spf1 \"x\" ~all"`: {Name: "example.jp", Type: "TXT", Proposed: `v=spf1 "x" ~all`},
		`5.113.0.203.in-addr.arpa. IN PTR mail.example.jp.`:            {Name: "5.113.0.203.in-addr.arpa", Type: "PTR", Proposed: "mail.example.jp."},
		`a. IN TXT "` + strings.Repeat("x", maxString) + `" "` + `xx"`: {Name: "a", Type: "TXT", Proposed: strings.Repeat("x", maxString+2)},
	} {
		if got := item.Zone(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
