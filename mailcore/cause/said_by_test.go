package cause

import (
	"testing"
)

// What the manual says that somebody says of a cause leads to it, alone or as
// one of several causes that share the words.
func TestMessagesLeadToTheirCause(t *testing.T) {
	t.Parallel()
	all, other := 0, 0
	for _, c := range Causes() {
		for _, m := range Messages(c.Code) {
			all++
			if e := explainText(m.Words); e.Finding.Code != c.Code {
				other++
				t.Logf("%s: %q of %s is %s", c.Code, m.Words, m.From, e.Finding.Code)
			}
		}
	}
	if all < 1000 || other*100 > all*30 {
		t.Errorf("%d of %d messages lead elsewhere", other, all)
	}
}
