package practice

import (
	"net/mail"
	"strings"
	"testing"
)

func TestMarked(t *testing.T) {
	for subject, want := range map[string]string{
		"hello":                          "[社外] hello",
		"":                               "[社外] ",
		"=?UTF-8?B?5bGK44GP?=":           "[社外] 届く",
		"=?ISO-2022-JP?B?GyRCRk8bKEI=?=": "[社外] 届",
		"=?x-unknown?B?5bGK44GP?=":       "[社外] =?x-unknown?B?5bGK44GP?=",
	} {
		got := marked(subject)
		if text, err := headerWords.DecodeHeader(got); err == nil {
			got = text
		} else {
			got = strings.Replace(got, encodedWord(externalMark)+" ", externalMark, 1)
		}
		if got != want {
			t.Errorf("%q became %q, want %q", subject, got, want)
		}
	}
}

func TestVia(t *testing.T) {
	for from, want := range map[string]string{
		"taro@a.example":                               "taro（practice.example 経由） <taro@a.example>",
		`"Taro, T." <taro@a.example>`:                  "Taro, T.（practice.example 経由） <taro@a.example>",
		"=?ISO-2022-JP?B?GyRCRk8bKEI=?= <t@a.example>": "届（practice.example 経由） <t@a.example>",
		"nobody": "", "": "", "a@b.example, c@d.example": "",
	} {
		line, ok := via(from)
		got := ""
		if ok {
			a, err := mail.ParseAddress(line)
			if err != nil {
				t.Fatal(err)
			}
			got = a.Name + " <" + a.Address + ">"
		}
		if got != want {
			t.Errorf("%q became %q, want %q", from, got, want)
		}
	}
}

func TestRewritingKeepsTheRest(t *testing.T) {
	long := "X-Long: " + strings.Repeat("folded\r\n ", 3) + "line\r\n"
	got := string(rewritten([]byte(long + "From: a@b.example\r\n\r\n\r\nbody\r\n\r\n")))
	if !strings.HasSuffix(got, long+"\r\n\r\nbody\r\n\r\n") {
		t.Errorf("got %q", got)
	}
	if odd := "no header at all"; string(rewritten([]byte(odd))) != odd {
		t.Error("what is no mail was changed")
	}
}

// FuzzRewritten lets anything pass the gateway: the body must come through.
func FuzzRewritten(f *testing.F) {
	for _, s := range []string{"", "Subject: a\r\n\r\nb", "From: =?x?B?=\r\nSubject: =?ISO-2022-JP?B?GyRC?=\r\n\r\n", "\r\n\r\n", ": \r\n\r\n", "A:\n \n\nb", "From: \"\x00\" <a@b>\n\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, body, found := strings.Cut(s, "\r\n\r\n")
		if got := string(rewritten([]byte(s))); found && !strings.HasSuffix(got, body) {
			t.Errorf("%q became %q", s, got)
		}
	})
}
