package transcript

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// What is looked at before a code is looked for lets none pass by: of texts made
// of pieces of codes, it takes every one that a regular expression takes.
func TestNoCodePassesBy(t *testing.T) {
	coding := regexp.MustCompile(`(?i)[=%](?:4f|41|20)|%25|=\r?\n|[+_\\]|&[#A-Za-z]`)
	blankless := regexp.MustCompile(`(?i)[=%](?:4f|41)|%25|=\r?\n|\\|&[#A-Za-z]`)
	pieces := []string{"=", "%", "4", "f", "F", "1", "2", "5", "0", "A", "\r", "\n", "+", "_", "\\", "&", "#", "z", "é", " ", "@", "`", "[", "4f", "41"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50000 {
		var text strings.Builder
		for range random.IntN(6) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		for _, looked := range []struct {
			secret string
			want   *regexp.Regexp
		}{{"A O", coding}, {"AO", blankless}} {
			got, want := newCode(looked.secret).mayBeIn(text.String()), looked.want.MatchString(text.String())
			if got != want {
				t.Fatalf("%q for %q: got %v, want %v", text.String(), looked.secret, got, want)
			}
		}
	}
}

// What is written as it is would be so after decoding it too.
func TestPlainTextStays(t *testing.T) {
	for c := range 256 {
		b := []byte{'a', byte(c), 'b'}
		if plainText(b) {
			if text, broken := mend(b); broken || text != string(b) || c < ' ' && c != '\n' && c != '\t' || c > '~' {
				t.Errorf("%q is taken for plain", b)
			}
		}
	}
	if !plainText([]byte("250-mail.example.jp\t[x]\n250 OK")) {
		t.Error("ASCII is not taken for plain")
	}
}
