package forms

import (
	"fmt"
	"strings"
	"testing"
)

// The words are marked on whichever lines they come to stand.
func TestMarkedLines(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, words, want string }{
		{"one\n535 failed\nthree", "535 failed", "one|[535 failed]|three"},
		{"a 535 failed here", "535 failed", "a [535 failed] her|e"},
		{"0123456789abc 535 failed", "535 failed", "0123456789abc [53]|[5 failed]"},
		{"認証に失敗しました", "失敗", "認証に[失敗]しまし|た"},
		{"nothing", "other", "nothing"},
		{"nothing", "", "nothing"},
	} {
		var lines []string
		for _, l := range markedLines(tt.text, tt.words, 16) {
			line := l.before + l.behind
			if l.marked != "" {
				line = fmt.Sprintf("%s[%s]%s", l.before, l.marked, l.behind)
			}
			lines = append(lines, line)
		}
		if got := strings.Join(lines, "|"); got != tt.want {
			t.Errorf("%q in %q: got %s, want %s", tt.words, tt.text, got, tt.want)
		}
	}
}
