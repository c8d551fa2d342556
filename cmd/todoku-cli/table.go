package main

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// writeTable prints rows in columns. A row without cells is an empty line.
func writeTable(out io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(pad(cell, widths[i]+2))
		}
		fmt.Fprintln(out, strings.TrimRight(line.String(), " "))
	}
}

// columns is how wide a terminal shows text: Japanese takes two for each
// character (UAX #11).
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

func pad(text string, to int) string { return text + strings.Repeat(" ", max(0, to-columns(text))) }

func padLeft(text string, to int) string { return strings.Repeat(" ", max(0, to-columns(text))) + text }
