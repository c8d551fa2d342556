package mailcore

import (
	"strings"
	"testing"
)

// FuzzSplitURL wants mends that are values of their fields.
func FuzzSplitURL(f *testing.F) {
	for _, seed := range []string{"ssl://smtp.gmail.com:465", "tls://x:587", "smtps://[2001:db8::1]:465", "ssl://", "://", "ssl://user:pass@host:1/x?y#z", "ssl://a%20b", "imap4://host:99999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, host string) {
		for _, c := range splitURL("outgoing.host", host) {
			switch c.Field {
			case "outgoing.host":
				if c.Value == "" || strings.ContainsAny(c.Value, "/@") && !strings.Contains(host, "%") {
					t.Fatalf("%q: host %q", host, c.Value)
				}
			case "outgoing.port":
				if strings.Trim(c.Value, "0123456789") != "" {
					t.Fatalf("%q: port %q", host, c.Value)
				}
			case "outgoing.encryption":
				if e := Encryption(c.Value); e != TLS && e != STARTTLS {
					t.Fatalf("%q: encryption %q", host, c.Value)
				}
			default:
				t.Fatalf("%q: field %q", host, c.Field)
			}
		}
	})
}
