package wire

import (
	"strings"
	"testing"
)

// However the replies to a flight come, one is heard after the other, and the
// last with whatever is behind it.
func TestAReplyIsHeardAfterTheOther(t *testing.T) {
	const said = "250 ok\r\n250-first\r\n250-2\r\n250 second\r\n\r\n354 go\r\n421 early\r\n"
	want := []string{"250 ok\r\n", "250-first\r\n250-2\r\n250 second\r\n", "\r\n", "354 go\r\n421 early\r\n"}
	for size := 1; size <= len(said); size++ {
		f := flight{replies: len(want)}
		var got []string
		one, rest := "", said
		for n := 0; len(rest) > 0 || len(f.held) > 0; n++ {
			piece := ""
			if len(f.held) == 0 {
				piece = rest[:min(size, len(rest))]
				rest = rest[len(piece):]
			}
			before := f.replies
			if one += string(f.hear([]byte(piece))); f.replies < before && f.replies > 0 {
				got, one = append(got, one), ""
			}
			if n > 10*len(said) {
				t.Fatalf("pieces of %d: it never ends", size)
			}
		}
		if got = append(got, one); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("pieces of %d: got %q, want %q", size, got, want)
		}
	}
}

func TestWhatLeavesAhead(t *testing.T) {
	f := flight{waiting: []byte("RCPT\r\nDATA\r\n")}
	for _, step := range []struct{ said, leaves string }{
		{"MAIL\r\n", "MAIL\r\nRCPT\r\nDATA\r\n"},
		{"RCPT\r\n", ""},
		{"QUIT\r\n", "QUIT\r\n"}, // instead of DATA, which is given up
		{"DATA\r\n", "DATA\r\n"},
	} {
		if got := string(f.leave([]byte(step.said))); got != step.leaves {
			t.Errorf("%q: %q leaves, want %q", step.said, got, step.leaves)
		}
	}
}
