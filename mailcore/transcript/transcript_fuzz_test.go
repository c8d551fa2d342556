package transcript

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzVisible wants text that no terminal acts on, and that stays as it is
// when it is made visible again.
func FuzzVisible(f *testing.F) {
	for _, seed := range []string{"250 ok\r\n", "\x1b[31m\x1b]0;x\x07", "\x1b$B7oL>\x1b(B", "\x94\x46\x8f\xd8", "\xc7\xa7\xbe\xda", "a\u202eb\u200b\U000e0041", "\xff\xfe\x80\x9b1m"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got := Visible(b)
		if !utf8.ValidString(got) {
			t.Fatalf("%q: not UTF-8: %q", b, got)
		}
		if i := strings.IndexFunc(got, func(r rune) bool {
			return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.In(r, invisible...))
		}); i >= 0 {
			t.Fatalf("%q: %q at %d", b, got, i)
		}
		if again := Visible([]byte(got)); again != got {
			t.Fatalf("%q: %q became %q", b, got, again)
		}
	})
}

// FuzzScrub wants no trace of a secret in any of its forms.
func FuzzScrub(f *testing.F) {
	for _, seed := range []struct{ before, secret, after string }{
		{"535 ", "himitsu-1", "\r\n"}, {"", "ok!!", ""}, {"aaa", "aaaa", "aaa"}, {"AHRhcm8A", "パスワード", "=="}, {`"`, `q"u\o`, `"`}, {"%", "50%25", ""},
	} {
		f.Add(seed.before, seed.secret, seed.after)
	}
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		if len(secret) < shortSecret || len(secret) > 100 || strings.ContainsAny(secret, hidden) {
			t.Skip()
		}
		coded := base64.StdEncoding.EncodeToString([]byte(before + secret + after))
		got := Scrub(before+secret+after+"\n"+coded+"\n"+strings.ToUpper(secret)+quoted(secret), secret)
		for _, form := range append(encodings(secret), secret) {
			if strings.Contains(got, form) {
				t.Fatalf("%q as %q is in %q", secret, form, got)
			}
		}
		if strings.Contains(lower(got), lower(secret)) {
			t.Fatalf("%q is in %q", secret, got)
		}
	})
}

// FuzzMask wants nothing of an argument that follows a secretive command, and
// every other line as it was.
func FuzzMask(f *testing.F) {
	for _, seed := range []string{"PASS himitsu", "AUTH PLAIN AHRhcm8AaGk=", "APOP taro c4c9", "a1 LOGIN taro x", "a1 AUTHENTICATE PLAIN x", "*", "MAIL FROM:<a@b>", "", " ", "PASS  "} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, line []byte, all bool) {
		line, _, _ = bytes.Cut(line, []byte("\n"))
		before := bytes.Clone(line)
		masked, withheld := mask(line, all)
		if !bytes.Equal(line, before) {
			t.Fatalf("%q was changed to %q", before, line)
		}
		if !bytes.HasSuffix(line, withheld) {
			t.Fatalf("%q: withheld %q", line, withheld)
		}
		kept := bytes.TrimSuffix(line, withheld)
		if len(withheld) > 0 && !bytes.HasPrefix(masked, kept) {
			t.Fatalf("%q: %q does not begin with %q", line, masked, kept)
		}
		if all && len(withheld) == 0 && len(line) > 0 && !harmless.Match(line) && !secretive.Match(line) {
			t.Fatalf("%q: nothing was withheld: %q", line, masked)
		}
	})
}

// FuzzRecorder feeds both directions in pieces and wants every line bounded
// and free of the secret.
func FuzzRecorder(f *testing.F) {
	f.Add([]byte("535 himitsu-1\r\n"), []byte("PASS himitsu-1\r\n"), 3)
	f.Add([]byte("\x1b$Bhimitsu-1"), []byte("AUTH PLAIN aGltaXRzdS0x\n"), 1)
	f.Fuzz(func(t *testing.T, heard, said []byte, size int) {
		r := NewRecorder("himitsu-1")
		for len(heard)+len(said) > 0 {
			h, s := min(len(heard), max(size, 1)), min(len(said), max(size, 1))
			r.Server(heard[:h])
			r.Client(said[:s])
			heard, said = heard[h:], said[s:]
		}
		for _, l := range r.Lines() {
			if strings.Contains(l.Text, "himitsu-1") || strings.ContainsRune(l.Text, '\n') {
				t.Fatalf("recorded %q", l.Text)
			}
		}
	})
}
