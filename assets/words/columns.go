package words

import "golang.org/x/text/width"

// Columns is how wide a terminal shows text: Japanese takes two for each
// character (UAX #11).
func Columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r < 0x80 {
			continue
		}
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
