package transcript

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestScrub hides secrets in every form in which a server could echo them.
func TestScrub(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	for _, tt := range []struct{ name, secret, text, want string }{
		{"raw", "himitsu-1", "wrong himitsu-1!", "wrong ••••••!"},
		{"in capitals", "himitsu-1", "unknown: PASS HIMITSU-1", "unknown: PASS ••••••"},
		{"twice", "himitsu-1", "himitsu-1himitsu-1 himitsu-1", "•••••• ••••••"},
		{"Japanese", "ひみつの言葉", "違います: ひみつの言葉", "違います: ••••••"},
		{"quoted", `a"b\c`, `LOGIN taro "a\"b\\c"`, `LOGIN taro "••••••"`},
		{"query", "p@ss w/rd", "?p=p%40ss+w%2Frd&", "?p=••••••&"},
		{"query in small letters", "p@ss w/rd", "?p=p%40ss+w%2frd&", "?p=••••••&"},
		{"path", "p@ss w/rd", "/p@ss%20w%2Frd/", "/••••••/"},
		{"percent, in part", "p@ss w/rd", "?p=p@ss+w%2Frd&", "?p=••••••&"},
		{"percent, all of it", "himitsu-1", "%68%69%6D%69%74%73%75%2d%31.", "••••••."},
		{"percent, twice", "p@ss w/rd", "p%2540ss%2520w%25252frd", hidden},
		{"percent, Japanese", "ひみつ!", "%E3%81%B2%e3%81%BFつ%21", hidden},
		{"percent, overlapping", "ab%ab", "ab%25ab%25ab", hidden},
		{"quoted-printable", "p=ss w@rd", "550 p=3Dss=20w@rd, no", "550 ••••••, no"},
		{"quoted-printable in small letters", "ひみつ!", "=e3=81=b2=E3=81=BF=E3=81=A4!", hidden},
		{"quoted-printable over two lines", "himitsu-1", "himi=\r\ntsu=2D1", hidden},
		{"Q encoding", "p=ss w@rd", "=?UTF-8?Q?p=3Dss_w=40rd?=", "=?UTF-8?Q?••••••?="},
		{"HTML", `a"b&c<d`, "got a&quot;b&amp;c&#60;d", "got " + hidden},
		{"HTML in hexadecimal", `a"b&c<d`, "a&#x22;b&#X26;c&lt;d", hidden},
		{"JSON", "p/é秘d", `p\/\u00e9\u79D8d`, hidden},
		{"escapes of C", `p"é 9`, `\x70\042\303\251\x20\071`, hidden},
		{"quoted and percent", `a"b c`, `a\"b%20c`, hidden},
		{"short, percent", "a/b", "got a%2Fb and xa%2fb", "got •••••• and xa%2fb"},
		{"not UTF-8", "\xff\xfe\x80\x81", "=FF%fe=80=81", hidden},
		{"hex", "himitsu-1", hex.EncodeToString([]byte("himitsu-1")), hidden},
		{"hex in capitals", "himitsu-1", strings.ToUpper(hex.EncodeToString([]byte("himitsu-1"))), hidden},
		{"base64", "himitsu-1", b64([]byte("himitsu-1")), hidden},
		{"base64, padded", "himitsu-12", b64([]byte("himitsu-12")), hidden},
		{"base64 for URLs", "ｱｱ>>??ﾟﾟ", base64.URLEncoding.EncodeToString([]byte("ｱｱ>>??ﾟﾟ")), hidden},
		{"base64 behind one", "himitsu-1", b64([]byte("1himitsu-1234")), "MW••••••TIzNA=="},
		{"base64 behind two", "himitsu-1", b64([]byte("12himitsu-1234")), "MTJ••••••EyMzQ="},
		{"base64 behind three", "himitsu-1", b64([]byte("123himitsu-1234")), "MTIz••••••MjM0"},
		{"AUTH PLAIN", "himitsu-1", b64([]byte("\x00taro\x00himitsu-1")), "AHRhcm8A••••••"},
		{"XOAUTH2", "ya29.token", b64([]byte("user=a@b\x01auth=Bearer ya29.token\x01\x01")), "dXNlcj1hQGIBYXV0aD1CZWFyZXIg••••••gEB"},
		{"named like its mark", "secret", "a secret", "a ••••••"},
		{"short", "ok", "250 ok", "250 ••••••"},
		{"short, twice", "ok", "x ok ok,ok", "x •••••• ••••••,••••••"},
		{"short, within words", "ok", "250 token book okay", "250 token book okay"},
		{"short, as a status", "ok", "+OK\nOK ok", "+OK\nOK ••••••"},
		{"short, as a code", "250", "250-x 250\n250 2502 (250)", "250-x ••••••\n250 2502 (••••••)"},
		{"short, in base64", "ok", "got b2s= from you", "got •••••• from you"},
		{"one letter", "a", "is a fish", "is •••••• fish"},
		{"one character", "秘", "秘 秘密 (秘)", "秘 秘密 (••••••)"},
		{"empty", "", "nothing", "nothing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Scrub(tt.text, tt.secret); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestScrubSeveral hides secrets that are parts of each other, in any order.
func TestScrubSeveral(t *testing.T) {
	for _, tt := range []struct{ secrets, text, want string }{
		{"himitsu himitsu-1234", "a himitsu-1234 b himitsu c", "a •••••• b •••••• c"},
		{"himitsu tsu-1234", "a himitsu-1234 b", "a •••••• b"},
		{"abab", "a ababab b", "a •••••• b"},
		{"abcd efgh", "abcdefgh abcd.efgh", "•••••• ••••••.••••••"},
		{"ok okok", "x ok okok", "x •••••• ••••••"},
	} {
		secrets := strings.Fields(tt.secrets)
		for range 2 {
			if got := Scrub(tt.text, secrets...); got != tt.want {
				t.Errorf("%q: got %q, want %q", secrets, got, tt.want)
			}
			slices.Reverse(secrets)
		}
	}
}

// TestMask withholds secrets in what we say.
func TestMask(t *testing.T) {
	for _, tt := range []struct {
		line       string
		all        bool
		want, held string
	}{
		{"AUTH PLAIN AHRhcm8AaGk=", false, "AUTH PLAIN <12 bytes withheld>", "AHRhcm8AaGk="},
		{"auth plain AHRhcm8AaGk=", false, "auth plain <12 bytes withheld>", "AHRhcm8AaGk="},
		{"AUTH LOGIN", true, "AUTH LOGIN", ""},
		{"AUTH LOGIN dGFybw==", false, "AUTH LOGIN <8 bytes withheld>", "dGFybw=="},
		{"AUTH XOAUTH2 =", false, "AUTH XOAUTH2 <1 bytes withheld>", "="},
		{"a1 AUTHENTICATE PLAIN AHRhcm8AaGk=", false, "a1 AUTHENTICATE PLAIN <12 bytes withheld>", "AHRhcm8AaGk="},
		{`a1 LOGIN taro "hi mi"`, false, "a1 LOGIN <12 bytes withheld>", `taro "hi mi"`},
		{"APOP taro c4c9334bac560ecc979e58001b3e22fb", false, "APOP taro <32 bytes withheld>", "c4c9334bac560ecc979e58001b3e22fb"},
		{"PASS himitsu-1", false, "PASS <9 bytes withheld>", "himitsu-1"},
		{"pass himitsu-1", false, "pass <9 bytes withheld>", "himitsu-1"},
		{"PASS  blanks ", false, "PASS <8 bytes withheld>", " blanks "},
		{"PASS     ", false, "PASS <4 bytes withheld>", "    "},
		{"PASS \xff\xfe", false, "PASS <2 bytes withheld>", "\xff\xfe"},
		{"PASS", true, "PASS", ""},
		{"USER taro", true, "USER taro", ""},
		{"AHRhcm8AaGk=", true, "<12 bytes withheld>", "AHRhcm8AaGk="},
		{"AHRhcm8AaGk=", false, "AHRhcm8AaGk=", ""},
		{"*", true, "*", ""},
		{"", true, "", ""},
		{"QUIT", true, "QUIT", ""},
		{"EHLO pc.example.jp", true, "EHLO pc.example.jp", ""},
		{"EHLO pc himitsu-1", true, "<17 bytes withheld>", "EHLO pc himitsu-1"},
		{"RCPT TO:<pass@example.jp>", false, "RCPT TO:<pass@example.jp>", ""},
	} {
		masked, held := mask([]byte(tt.line), tt.all)
		if string(masked) != tt.want || string(held) != tt.held {
			t.Errorf("%q, %v: got %q and %q, want %q and %q", tt.line, tt.all, masked, held, tt.want, tt.held)
		}
	}
}

// The record of one connection has an end, whatever it is made of.
func TestRecordBound(t *testing.T) {
	for _, line := range []string{"\r\n", "\x00\r\n", strings.Repeat("a", 4000) + "\r\n", strings.Repeat("\x00", 4000) + "\r\n"} {
		r := NewRecorder()
		part := bytes.Repeat([]byte(line), 40_000/len(line))
		kept, last := 0, ""
		for range 100 {
			r.Begin()
			r.Server(part)
			for _, l := range r.Lines() {
				kept, last = kept+lineBytes+len(l.Text), l.Text
			}
		}
		if kept > keptBytes+20_000 || last != "…" {
			t.Errorf("%.10q…: kept %d bytes up to %.20q", line, kept, last)
		}
	}
}

// TestSecretForms lets a server echo a password in every form, and looks for
// it in the record.
func TestSecretForms(t *testing.T) {
	for _, secret := range []string{"himitsu-1", "ok!", `q"u\o`, "パスワード", "p@ss w/rd&+=", "secret", "aaaaaaaa"} {
		all := append(forms(secret), encodings(secret)...)
		for before := range 3 {
			all = append(all, base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before)+secret+"yy")))
		}
		for _, form := range all {
			r := NewRecorder(secret)
			text := fmt.Appendf(nil, "535 5.7.8 (%s) <%s>\r\n", form, url.QueryEscape(form))
			r.Server(text)
			kept := r.Lines()[0].Text + r.Clean(text)
			for _, leak := range append(encodings(secret), secret) {
				if len(leak) >= shortSecret && strings.Contains(kept, leak) {
					t.Errorf("%q as %q left %q", secret, form, kept)
				}
			}
		}
	}
}
