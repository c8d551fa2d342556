package wire

import (
	"bytes"
	"testing"
)

// FuzzOneReply wants one reply to stay one however it is ended, and a second
// one behind it to be noticed.
func FuzzOneReply(f *testing.F) {
	for _, seed := range []string{"220 go\r\n", "220-a\r\n220 b\r\n", "+OK\r\n", "", "\r\n", "220", "220-\n220 \n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if !oneReply(b) {
			t.Skip()
		}
		for _, more := range []string{"250 evil\r\n", "\r\n", "x", "+OK\n"} {
			if oneReply(append(bytes.Clone(b), more...)) {
				t.Fatalf("%q and %q are one reply", b, more)
			}
		}
	})
}
