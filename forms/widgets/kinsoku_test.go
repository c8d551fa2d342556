package widgets

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// cells measures as a terminal does: a letter is 1 wide, a kanji 2.
func cells(s string) float32 {
	width := 0
	for _, r := range s {
		width++
		if ideographic(r) {
			width++
		}
	}
	return float32(width)
}

func TestBreakLines(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		width float32
		want  string // lines, divided by |
	}{
		{"fits", "届きました。", 12, "届きました。"},
		{"empty", "", 12, ""},
		{"newlines", "一行目\n\n三行目", 12, "一行目||三行目"},
		{"no width", "とても長い文です", 0, "とても長い文です"},
		{"full stop", "届きました。", 10, "届きまし|た。"},
		{"two that never begin", "「はい」。", 8, "「は|い」。"},
		{"small kana", "チェック", 4, "チェ|ック"},
		{"long vowel", "サーバー名", 6, "サー|バー名"},
		{"question", "送りますか？", 10, "送ります|か？"},
		{"opening bracket", "名前（例）", 6, "名前|（例）"},
		{"number stays whole", "ポート番号を 587 に", 14, "ポート番号を|587 に"},
		{"number without spaces", "番号は587番です", 8, "番号は|587番で|す"},
		{"host name stays whole", "宛先は smtp.example.jp です", 16, "宛先は|smtp.example.jp|です"},
		{"english", "The server said no", 10, "The server|said no"},
		{"trailing space is free", "abc def", 3, "abc|def"},
		{"address longer than the line", "https://example.jp/a/b?c=d", 12, "https://|example.jp/|a/b?c=d"},
		{"word longer than the line", "abcdefghij", 4, "abcd|efgh|ij"},
		{"apostrophe", "It doesn’t", 7, "It|doesn’t"},
		{"narrower than a character", "届く", 1, "届|く"},
		{"half-width kana", "ﾃｽﾄ｡", 6, "ﾃｽ|ﾄ｡"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := breakLines(tt.text, cells, tt.width)
			if !slices.Equal(got, strings.Split(tt.want, "|")) {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), tt.want)
			}
		})
	}
}

const mixed = "サーバー「smtp.example.co.jp」は、ポート番号 587 で応答しましたが、STARTTLS（暗号化）を受け付けませんでした。「SSL/TLS」に変更し、465 番をお試しください！ https://support.example.jp/ja/mail?product=todoku を確認し、チェックしてください…！"

func TestBreakLinesAtEveryWidth(t *testing.T) {
	for width := float32(8); width < 200; width++ {
		lines := breakLines(mixed, cells, width)
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != strings.ReplaceAll(mixed, " ", "") {
			t.Fatalf("width %.0f lost text: %s", width, got)
		}
		for i, line := range lines {
			first, _ := utf8.DecodeRuneInString(line)
			last, _ := utf8.DecodeLastRuneInString(line)
			if cells(line) > width {
				t.Errorf("width %.0f: line is too wide: %s", width, line)
			}
			if i > 0 && strings.ContainsRune(neverFirst, first) {
				t.Errorf("width %.0f: line begins with %c: %s", width, first, line)
			}
			if i < len(lines)-1 && strings.ContainsRune(neverLast, last) {
				t.Errorf("width %.0f: line ends with %c: %s", width, last, line)
			}
		}
		if width > 22 && !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "smtp.example.co.jp") }) {
			t.Errorf("width %.0f: host name is broken", width)
		}
	}
}

func FuzzBreakLines(f *testing.F) {
	f.Add(mixed, float32(17))
	f.Add("\xff\xfe 。。。。（（（（", float32(3))
	f.Fuzz(func(t *testing.T, text string, width float32) {
		squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := squeeze(strings.Join(breakLines(text, cells, width), "")); got != squeeze(text) {
			t.Errorf("lost text: %q, want %q", got, squeeze(text))
		}
	})
}
