package cause

import (
	"strings"
	"testing"

	"todoku/mailcore"
)

// What todoku-cli prints is explained by what it found, not by its words.
func TestOwnResultsAreExplained(t *testing.T) {
	t.Parallel()
	const (
		refused = `{"schema":1,"ok":false,"findings":[{"code":"tcp-refused","severity":"error","field":"incoming.port","title":"Refused"}]}`
		fine    = `{"schema":1,"ok":true,"findings":[{"code":"cert-expires-soon","severity":"warning","field":"","title":"Soon"}]}`
		strange = `{"schema":1,"ok":false,"findings":[{"code":"from-a-later-version","severity":"error","field":"","title":"Later"}]}`
	)
	for text, want := range map[string]Explanation{
		`{"schema":1,"ok":false,"servers":[` + fine + `,` + refused + `]}`: {Finding: mailcore.Finding{Code: "tcp-refused"}, Confidence: High, Seen: "Refused", Side: mailcore.IncomingSide},
		refused: {Finding: mailcore.Finding{Code: "tcp-refused"}, Confidence: High, Seen: "Refused", Side: mailcore.IncomingSide},
		strange: {Finding: mailcore.Finding{Code: "nothing-found"}, Confidence: Low, Seen: "Later"},
		`{"schema":1,"ok":true,"servers":[` + fine + `]}`:                                                               {Finding: mailcore.Finding{Code: "nothing-failed"}, Confidence: High, Side: ""},
		"# HELP todoku_server_up Whether.\ntodoku_server_up{server=\"a\"} 1\ntodoku_server_up{server=\"b\"} 0\n# EOF\n": {Finding: mailcore.Finding{Code: "nothing-found"}, Confidence: Low, Seen: `todoku_server_up{server="b"} 0`},
		"todoku_server_up{server=\"a\"} 1\n# EOF\n":                                                                     {Finding: mailcore.Finding{Code: "nothing-failed"}, Confidence: High, Seen: `todoku_server_up{server="a"} 1`},
	} {
		e, err := Explain([]byte(text))
		if err != nil || e.Finding.Code != want.Finding.Code || e.Confidence != want.Confidence || e.Seen != want.Seen || e.Side != want.Side {
			t.Errorf("%s\nis %s, %s, %q, %q (%v)", text, e.Finding.Code, e.Confidence, e.Seen, e.Side, err)
		}
	}
}

// Codes and words in full width are read; names and ports in it are what is
// wrong.
func TestFullWidthIsRead(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]mailcore.Code{
		"５３５ ５．７．８ 認証に失敗しました":           "auth-fail",
		"応答：　５５０　５．１．１　Ｕｓｅｒ　ｕｎｋｎｏｗｎ":    "rcpt-unknown",
		"４５０　４．２．０　Greylisted":          "greylist",
		"ポート５８７に接続できません":                "in-port",
		"ｍａｉｌ．ｅｘａｍｐｌｅ．ｊｐ が見つかりません":      "in-host-space",
		"送信エラー（５５２）：５．２．２ Mailbox full": "mailbox-full",
	} {
		if e, err := Explain([]byte(text)); err != nil || e.Finding.Code != want {
			t.Errorf("%q is %s (%v), want %s", text, e.Finding.Code, err, want)
		}
	}
}

// A line as long as the text is read as a whole, as far as a text is read.
func TestLongLinesAreRead(t *testing.T) {
	t.Parallel()
	const said = " SMTP error: 535 5.7.8 authentication failed; "
	calm := strings.Repeat("INFO delivered and well; ", 80_000) // 2 MB
	for name, text := range map[string]string{
		"at the end":   calm + said,
		"in the midst": calm[:len(calm)*3/4] + said + calm[len(calm)*3/4:],
		"of letters":   strings.Repeat("あ", MaxText/3) + said + strings.Repeat("い", 20_000),
	} {
		if e, err := Explain([]byte(text)); err != nil || e.Finding.Code != "auth-fail" || !e.Cut {
			t.Errorf("%s: %s, cut: %t (%v)", name, e.Finding.Code, e.Cut, err)
		}
	}
}

// Stray controls make no text a binary file.
func TestGarbledRepliesAreText(t *testing.T) {
	t.Parallel()
	if e, err := Explain([]byte("LOGIN/PASS failed -ERR [AUTH] c\x03&c\x03<c\x026c\x03<e\x10c\x01>c\x01\x1f")); err != nil || e.Finding.Code != "auth-fail" {
		t.Errorf("%s (%v)", e.Finding.Code, err)
	}
}

// A number behind which a server says nothing may be any program's own.
func TestNumbersAloneAreNotCertain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Confidence{"送信エラー: 535": Medium, "SMTP error (535)": Medium, "SMTP error 535 5.7.8 authentication failed": High} {
		if e, err := Explain([]byte(text)); err != nil || e.Finding.Code != "auth-fail" || e.Confidence != want {
			t.Errorf("%q is %s, %s (%v), want %s", text, e.Finding.Code, e.Confidence, err, want)
		}
	}
}

// The code of a reply that lettre takes apart is put together again.
func TestRustCodesAreRead(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"Code { severity: PermanentNegativeCompletion, category: Unspecified3, detail: Five }": "535",
		"Code { severity: TransientNegativeCompletion, category: MailSystem, detail: Two }":    "452",
		"Code { severity: PermanentNegativeCompletion, category: Other, detail: Two }":         "Code { severity: PermanentNegativeCompletion, category: Other, detail: Two }",
	} {
		if got := tidy("kind: Permanent(" + code + ")"); got != "kind: Permanent("+want+")" {
			t.Errorf("%s is %s", code, got)
		}
	}
}
