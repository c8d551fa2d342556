package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The characters of JIS X 4051 that must not begin and must not end a line.
const (
	neverFirst = "、。，．・：；？！゛゜ヽヾゝゞ々〻ー’”）〕］｝〉》」』】〙〗〟〜～‐–—―…‥／％℃°′″｡､｣･ｰﾞﾟ" +
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ" +
		")]},.:;?!%/‼⁇⁈⁉"
	neverLast = "‘“（〔［｛〈《「『【〘〖〝￥＄＃｢([{$#"
	// afterThese a word that is longer than a line may be broken.
	afterThese = "/.-_@:?&=,;+"
)

// breakLines cuts text into lines no wider than width, in the unit of measure.
// Japanese breaks anywhere but where neverFirst and neverLast forbid it, a
// Latin word, number, address or host name only when it is longer than a line.
// Spaces at a break disappear; \n always breaks. A width of 0 or less means
// that only \n breaks.
func breakLines(text string, measure func(string) float32, width float32) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		if width <= 0 {
			lines = append(lines, paragraph)
			continue
		}
		lines = append(lines, breakParagraph(paragraph, measure, width+0.01)...)
	}
	return lines
}

func breakParagraph(paragraph string, measure func(string) float32, width float32) []string {
	var lines []string
	var line string
	var used float32
	end := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, used = "", 0
	}
	for _, piece := range pieces(paragraph) {
		if line != "" && used+measure(strings.TrimRight(piece, " ")) > width {
			end()
		}
		if line == "" && measure(strings.TrimRight(piece, " ")) > width {
			var heads []string
			heads, piece = breakPiece(piece, measure, width)
			lines = append(lines, heads...)
		}
		line += piece
		used += measure(piece)
	}
	end()
	return lines
}

// pieces cuts a paragraph wherever a line may end; a piece keeps the spaces
// behind it.
func pieces(s string) []string {
	var out []string
	start, before := 0, rune(0)
	for i, r := range s {
		if i > 0 && mayBreak(before, r) {
			out = append(out, s[start:i])
			start = i
		}
		before = r
	}
	return append(out, s[start:])
}

func mayBreak(before, after rune) bool {
	switch {
	case after == ' ' || strings.ContainsRune(neverFirst, after):
		return false
	case before == ' ':
		return true
	case strings.ContainsRune(neverLast, before):
		return false
	}
	return ideographic(before) || ideographic(after)
}

// ideographic reports whether lines break beside r as beside a kanji. Dashes
// and quotation marks below U+2020 are part of a word.
func ideographic(r rune) bool {
	return r >= 0x2020 && !unicode.Is(unicode.Mn, r)
}

// breakPiece cuts a piece that is wider than a line into whole lines and what
// is left for the next one.
func breakPiece(piece string, measure func(string) float32, width float32) (lines []string, rest string) {
	for {
		n := longestHead(piece, measure, width)
		if n == len(piece) {
			return lines, piece
		}
		lines = append(lines, piece[:n])
		piece = piece[n:]
	}
}

// longestHead returns how many bytes of a piece go on one line: at least one
// character.
func longestHead(piece string, measure func(string) float32, width float32) int {
	good := 0 // after the last place that is fit for a break
	var used float32
	for at := 0; at < len(piece); {
		r, size := utf8.DecodeRuneInString(piece[at:])
		used += measure(piece[at : at+size])
		if used > width && at > 0 {
			if good > at/2 {
				return good
			}
			return allowedHead(piece, at)
		}
		at += size
		if strings.ContainsRune(afterThese, r) {
			good = at
		}
	}
	return len(piece)
}

// allowedHead shortens a forced break until it obeys kinsoku, when it can.
func allowedHead(piece string, n int) int {
	for i := n; i > 0; {
		before, size := utf8.DecodeLastRuneInString(piece[:i])
		after, _ := utf8.DecodeRuneInString(piece[i:])
		if !strings.ContainsRune(neverFirst, after) && !strings.ContainsRune(neverLast, before) {
			return i
		}
		i -= size
	}
	return n
}
