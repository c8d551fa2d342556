package main

import (
	"bytes"
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
	var table, line bytes.Buffer // written at once: a line each takes a call of the system each
	for _, row := range rows {
		line.Reset()
		for i, cell := range row {
			line.WriteString(pad(cell, widths[i]+2))
		}
		table.Write(bytes.TrimRight(line.Bytes(), " "))
		table.WriteByte('\n')
	}
	_, _ = out.Write(table.Bytes())
}

func pad(text string, to int) string {
	return text + strings.Repeat(" ", max(0, to-words.Columns(text)))
}

func padLeft(text string, to int) string {
	return strings.Repeat(" ", max(0, to-words.Columns(text))) + text
}
