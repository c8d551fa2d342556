package exchange

import "strings"

// A word is one of a line, as fetchmail, mutt and mbsync split them.
type word struct {
	text   string
	quoted bool
	line   int
}

// lineWords splits a text into words: quotation marks keep spaces together, a
// number sign that begins a word begins a comment. single says that what is
// between single marks is taken as it is, signs that each of their characters
// is a word of its own.
func lineWords(text string, signs string) [][]word {
	var lines [][]word
	var line []word
	n, i := 1, 0
	flush := func() {
		if len(line) > 0 {
			lines, line = append(lines, line), nil
		}
	}
	for i < len(text) {
		switch c := text[i]; {
		case c == '\n':
			flush()
			n, i = n+1, i+1
		case c == '\\' && i+1 < len(text) && text[i+1] == '\n':
			n, i = n+1, i+2
		case c == ' ' || c == '\t':
			i++
		case c == '#':
			i += cut(text[i:], "\n", 0)
		case strings.IndexByte(signs, c) >= 0:
			line, i = append(line, word{text: text[i : i+1], line: n}), i+1
		default:
			w, length := wordAt(text[i:], signs)
			w.line = n
			line = append(line, w)
			n += strings.Count(text[i:i+length], "\n")
			i += length
		}
	}
	flush()
	return lines
}

// wordAt reads the word that a text begins with.
func wordAt(text, signs string) (word, int) {
	var b strings.Builder
	w, mark, i := word{}, byte(0), 0
	for ; i < len(text); i++ {
		c := text[i]
		switch {
		case mark == 0 && (c == ' ' || c == '\t' || c == '\n' || strings.IndexByte(signs, c) >= 0):
			w.text = b.String()
			return w, i
		case mark == 0 && (c == '"' || c == '\''):
			mark, w.quoted = c, true
		case c == mark && mark != 0:
			mark = 0
		case c == '\\' && mark != '\'' && i+1 < len(text) && text[i+1] != '\n':
			i++
			b.WriteByte(text[i])
		case c == '\n': // a mark that is not closed
			w.text = b.String()
			return w, i
		default:
			b.WriteByte(c)
		}
	}
	w.text = b.String()
	return w, i
}
