package mailcore

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadServer(t *testing.T) {
	for text, want := range map[string]string{
		"h":                       "h 0  []",
		"smtp.example.jp:587":     "smtp.example.jp 587  []",
		"ssl://h":                 "h 0 tls []",
		"SSL://h:465":             "h 465 tls [scheme]",
		"tls://h:587":             "h 587 starttls []",
		"tls://h:465":             "h 465 tls [tls-465]",
		"Tls://h:465/":            "h 465 tls [scheme tls-465]",
		"ｓｓｌ：／／ｈ：４６５":             "h 465 tls [width]",
		"  h:25 ":                 "h 25  []",
		"2001:db8::1":             "2001:db8::1 0  []",
		"ssl://[2001:db8::1]:465": "2001:db8::1 465 tls []",
		"192.0.2.1:25":            "192.0.2.1 25  []",
		"smtps://h/inbox":         "h 0 tls [path]",
		"imaps://h":               "h 0 tls []",
		"":                        "no",
		"h:0":                     "no",
		"h:70000":                 "no",
		"http://h":                "no",
		"a;b":                     "a;b 0  []", // what is wrong with the name is said elsewhere
		"taro@h":                  "no",
		"h 465":                   "no",
		"[/]":                     "no",
		"ssl://[x]:465":           "no",
	} {
		s, ok := ReadServer(text)
		got := fmt.Sprintf("%s %d %s %v", s.Host, s.Port, s.Encryption, s.Mended)
		if !ok {
			got = "no"
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if s, _ := ReadServer("pop3s://h"); s.Protocol != POP3 {
		t.Errorf("pop3s is %q", s.Protocol)
	}
}

// What a text says of a server is all that a new one gets from it.
func TestServerTextChanges(t *testing.T) {
	for text, want := range map[string]Outgoing{
		"smtp.example.jp":             {Host: "smtp.example.jp", Port: 587, Encryption: STARTTLS},
		"smtp.example.jp:465":         {Host: "smtp.example.jp", Port: 465, Encryption: TLS},
		"ssl://smtp.example.jp":       {Host: "smtp.example.jp", Port: 465, Encryption: TLS},
		"smtp.example.jp:25":          {Host: "smtp.example.jp", Port: 25, Encryption: STARTTLS},
		"tls://smtp.example.jp:2525/": {Host: "smtp.example.jp", Port: 2525, Encryption: STARTTLS},
	} {
		s, _ := ReadServer(text)
		p, err := NewProfile().With(s.Changes()...)
		if o := p.Outgoing; err != nil || o.Host != want.Host || o.Port != want.Port || o.Encryption != want.Encryption {
			t.Errorf("%s became %s:%d %s, %v", text, o.Host, o.Port, o.Encryption, err)
		}
	}
	s, _ := ReadServer("imaps://imap.example.jp")
	p, err := NewProfile().With(s.Changes()...)
	if i := p.Incoming; err != nil || i.Protocol != IMAP || i.Host != "imap.example.jp" || i.Port != 993 || p.Outgoing.Host != "" {
		t.Errorf("imaps:// became %+v, %v", i, err)
	}
}
