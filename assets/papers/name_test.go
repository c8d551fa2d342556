package papers

import (
	"strings"
	"testing"
	"unicode/utf8"

	"todoku/mailcore/products"
)

func TestFilePart(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"as it is", "本社", "本社"},
		{"separators", `本社/総務\東京:1*2?"3"<4>|5`, `本社_総務_東京_1_2__3__4__5`},
		{"spaces", "本社　メール サーバー", "本社_メール_サーバー"},
		{"controls and what nobody sees", "a\x00b\r\nc\u202ed\u200be", "abcde"},
		{"dots and hyphens at the ends", "..-本社. ", "本社"},
		{"up and away", "../../etc/passwd", "etc_passwd"},
		{"only dots", "...", ""},
		{"a device", "con", "con_"},
		{"a device with an end", "LPT1.txt", "LPT1.txt_"},
		{"no device", "console", "console"},
		{"as macOS takes it apart", "か\u3099", "が"},
		{"bytes that are no text", "a\xffb", "ab"},
	} {
		if got := FilePart(test.text); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	if long := FilePart(strings.Repeat("あ", 100)); len(long) > longestPart || !utf8.ValidString(long) || long == "" {
		t.Errorf("%d bytes: %q", len(long), long)
	}
}

// TestSheetsOfOneDayHaveTheirOwnNames: two servers for one product.
func TestSheetsOfOneDayHaveTheirOwnNames(t *testing.T) {
	p, q := office(), office()
	p.Name, q.Name, q.Code = "本社/1", "", "branch"
	first, _ := NewSheet(p, products.Garoon, now)
	second, _ := NewSheet(q, products.Garoon, now)
	day := now.Format("20060102")
	if got, want := first.FileName(HTML), "todoku-本社_1-garoon-"+day+".html"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := second.FileName(CSV), "todoku-branch-garoon-"+day+".csv"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
