package crash

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"todoku/pattern"
)

// stack is where the words of a panic end and what Go knows of the goroutines
// begins, which holds names and addresses alone. A panic cannot write such a
// line: Go indents its further lines.
var stack = pattern.New(`(?m)^(goroutine \d|runtime stack:|PC=)`)

// known are lines before it that Go itself writes.
var known = pattern.New(`^\t*(\[signal [ -~]*\]|SIG[A-Z]+: [a-z -]+|fatal error: [ -~]*|(panic: )?(runtime error: [ -~]*|(send on|close of) [a-z]+ channel|all goroutines are asleep[ -~]*|assignment to entry in nil map|interface conversion: [ -~]*|sync: [ -~]*|reflect: [ -~]*)( \[recovered[ -~]*\])?)$`)

// Clean returns what Go wrote at a crash without what others wrote into it: the
// text of a panic may quote a password.
func Clean(crash string) string {
	at := len(crash)
	if found := stack.FindStringIndex(crash); found != nil {
		at = found[0]
	}
	var b strings.Builder
	for line := range strings.Lines(crash[:at]) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.TrimSpace(line) == "" || known.MatchString(line):
			b.WriteString(line)
		default:
			fmt.Fprintf(&b, "panic: (%d characters, left out: they may hold a password)", utf8.RuneCountInString(line))
		}
		b.WriteByte('\n')
	}
	return b.String() + crash[at:]
}
