package main

import (
	"fmt"
	"io"
	"strings"

	"todoku/assets/words"
)

// writeTable prints rows in columns. A row without cells is an empty line.
func writeTable(out io.Writer, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], words.Columns(cell))
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

func pad(text string, to int) string {
	return text + strings.Repeat(" ", max(0, to-words.Columns(text)))
}

func padLeft(text string, to int) string {
	return strings.Repeat(" ", max(0, to-words.Columns(text))) + text
}
