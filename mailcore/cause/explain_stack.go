package cause

import (
	"strings"

	"todoku/pattern"
)

// A stack of calls shows the program's own source, whose words look like those
// of a failure: `raise exception`, `self.acquireconnection()`. What the program
// says stands before it (JavaScript, Java, PHP, Tcl) or behind it (Python).

// stackLine are the lines of a stack, but for Python's, which have two.
var stackLine = pattern.New(`^\s+at (?:async )?[^()]* ?\([^()]*\)(?: in .*| \{)?$|^\s+at (?:async )?(?:file:|node:|/)\S+:\d+:\d+(?: \{)?$|^\s+\.\.\. \d+ more$|^\s+from \S+:\d+:in |^#\d+ (?:\S+\(\d+\)|\{main\}|\[internal function\])|^\t\S+\.go:\d+`)

// stackMarks are in every line of a stack.
var stackMarks = []string{"at ", "from ", "... ", "#", ".go:"}

// withoutStack leaves the stacks of calls out of a text.
func withoutStack(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	text, _, _ = strings.Cut(text, "\n    while executing\n\"") // Tcl 8.6
	var b strings.Builder
	source := -1 // how far the line is indented that names the file of the lines behind it
	for line := range strings.Lines(text) {
		indent := indentOf(line)
		switch {
		case source >= 0 && indent > source:
			continue
		case strings.HasPrefix(line[indent:], `File "`) && strings.Contains(line, `, line `):
			source = indent
			continue
		case isStackLine(line):
			continue
		}
		source = -1
		b.WriteString(line)
	}
	return b.String()
}

func isStackLine(line string) bool {
	trimmed := strings.TrimLeft(line, " \t")
	for _, mark := range stackMarks {
		if strings.HasPrefix(trimmed, mark) || mark[0] == '.' && strings.Contains(trimmed, mark) {
			return stackLine.MatchString(strings.TrimRight(line, "\r\n"))
		}
	}
	return false
}

// indentOf is how many blanks a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }
