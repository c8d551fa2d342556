package papers

import (
	"fmt"
	"strings"

	"todoku/assets"
	"todoku/assets/words"
)

// text writes p for a mail: no line needs a fixed width font to be read.
func (p page) text() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", oneLine(p.Title), strings.Repeat("=", words.Columns(oneLine(p.Title))))
	if p.Lead != "" {
		fmt.Fprintf(&b, "%s\n", oneLine(p.Lead))
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "%s\n", oneLine(n))
	}
	for _, s := range p.Sections {
		s.text(&b)
	}
	return []byte(b.String())
}

func (s section) text(b *strings.Builder) {
	fmt.Fprintf(b, "\n■ %s\n", oneLine(s.Title))
	for _, text := range s.Paras {
		fmt.Fprintf(b, "%s\n", legible(text))
	}
	for _, f := range s.Facts {
		fmt.Fprintf(b, "  %s: %s\n", oneLine(f.Label), under(f.Value, 4))
	}
	for _, row := range s.Table.Rows {
		fmt.Fprintf(b, "%s\n", row.text())
	}
	for i, item := range s.Steps {
		fmt.Fprintf(b, "  %d. %s\n", i+1, under(item, 5))
	}
	for _, item := range s.Marked {
		fmt.Fprintf(b, "  ✕ %s\n", under(item, 4))
	}
	if s.Block != "" {
		fmt.Fprintf(b, "\n%s\n", strings.TrimRight(legible(s.Block), "\n"))
	}
	for _, who := range s.Signed {
		fmt.Fprintf(b, "\n  %s: ______________________  %s: ____________\n", oneLine(who), assets.Text("ledger.sign.day"))
	}
	if s.Quote != "" {
		fmt.Fprintf(b, "  | %s\n", strings.ReplaceAll(strings.TrimRight(legible(s.Quote), "\n"), "\n", "\n  | "))
	}
}

// text writes a row as "first: second  third".
func (l line) text() string {
	if l.Mark == heading {
		return "\n  [" + oneLine(l.Cells[0]) + "]"
	}
	var parts []string
	for _, cell := range l.Cells[1:] {
		if cell != "" {
			parts = append(parts, under(cell, 6))
		}
	}
	first := oneLine(l.Cells[0])
	if len(parts) > 0 {
		first += ": "
	}
	return "  " + first + strings.Join(parts, "  ")
}

// under indents the second line of text and on.
func under(text string, by int) string {
	return strings.ReplaceAll(strings.TrimSpace(legible(text)), "\n", "\n"+strings.Repeat(" ", by))
}

func oneLine(text string) string { return strings.Join(strings.Fields(legible(text)), " ") }
