package transcript

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
)

// TestVisible decodes what servers send and shows what would act or hide.
func TestVisible(t *testing.T) {
	for _, tt := range []struct{ name, bytes, want string }{
		{"plain", "250 ok", "250 ok"},
		{"UTF-8", "535 認証に失敗しました😀①髙", "535 認証に失敗しました😀①髙"},
		{"line ends and tabs", "a\tb\nc", "a\tb\nc"},
		{"carriage return", "a\rb", `a\x0db`},
		{"NUL and bell", "a\x00b\x07", `a\x00b\x07`},
		{"backspace", "ab\x08\x08cd\x7f", `ab\x08\x08cd\x7f`},
		{"colour", "\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"title (OSC)", "\x1b]0;pwned\x07", `\x1b]0;pwned\x07`},
		{"string (DCS)", "\x1bP0;1|17/41\x1b\\", `\x1bP0;1|17/41\x1b\`},
		{"charset without end", "\x1b(0lqqk", `\x1b(0lqqk`},
		{"C1 in UTF-8", "a\u009b31mb\u0085c", `a\x9b31mb\x85c`},
		{"C1 as a byte", "a\x9b1m", `a\x9b1m`},
		{"bidi", "a\u202eb\u2066c\u200fd", `a\u202eb\u2066c\u200fd`},
		{"zero width", "a\u200bb\u200dc\ufeffd\u2060e\u00adf", `a\u200bb\u200dc\ufeffd\u2060e\u00adf`},
		{"tags", "a\U000e0041\U000e007f", `a\ue0041\ue007f`},
		{"variation selectors", "a\ufe0f\U000e0100", `a\ufe0f\ue0100`},
		{"fillers", "a\u3164b\uffa0c\u115fd\u034fe", `a\u3164b\uffa0c\u115fd\u034fe`},
		{"line separators", "a\u2028b\u2029c", `a\u2028b\u2029c`},
		{"private use", "a\ue000\U00100000", `a\ue000\u100000`},
		{"bytes that are nothing", "a\xff\xfe\x80b\xe9", "aÿþ\\x80bé"},
		{"half a character of UTF-8", "認証に失敗\xe8\xa8", "認証に失敗è¨"},
		{"UTF-8 and a stray byte", "認証\xff失敗", "認証ÿ失敗"},
		{"ISO-2022-JP without its end", "\x1b$B7oL>", "件名"},
		{"ISO-2022-JP cut off", "\x1b$B7oL", `\x1b$B7oL`},
		{"ISO-2022-JP and colour", "\x1b$B7oL>\x1b(B\x1b[31m", `\x1b$B7oL>\x1b(B\x1b[31m`},
		{"empty", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Visible([]byte(tt.bytes)); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestVisibleCharsets decodes the words of Japanese servers in each charset.
func TestVisibleCharsets(t *testing.T) {
	charsets := map[string]encoding.Encoding{"Shift_JIS": japanese.ShiftJIS, "EUC-JP": japanese.EUCJP, "ISO-2022-JP": japanese.ISO2022JP}
	for _, text := range []string{
		"535 5.7.8 認証に失敗しました", "550 宛先不明", "エラー", "554 接続を拒否しました。", "421 しばらくお待ちください",
		"535 ｴﾗｰが発生しました", "550 ﾕｰｻﾞｰ名が違います", "①髙﨑", "表示する能力", "メールサーバー（送信）～", "250 ok",
	} {
		for name, charset := range charsets {
			b, err := charset.NewEncoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			if got := Visible([]byte(b)); got != text {
				t.Errorf("%s: got %q, want %q", name, got, text)
			}
		}
	}
}
