package exchange

import (
	"regexp"
	"slices"
	"strings"
)

var cellBreak = regexp.MustCompile(`\s*\t\s*|\s*\|\s*| {2,}`)

// table reads a row of a table whose columns or rows are servers.
func (n *notice) table(line string, number int) bool {
	cells := cellBreak.Split(strings.Trim(line, " |"), 30)
	if len(cells) < 2 {
		n.columns = nil
		return false
	}
	if n.columns == nil {
		n.columns = header(cells)
		return n.columns != nil
	}
	shift := len(cells) - len(n.columns)
	if shift < 0 || shift > 1 {
		n.columns = nil
		return false
	}
	n.row(cells, shift, source(line, number))
	return true
}

// header returns the labels of the cells when they are the head of a table:
// two sides, or at least three cells that are labels.
func header(cells []string) []label {
	all, pure, sides := make([]label, len(cells)), 0, side(0)
	for i, cell := range cells {
		found := labels(cell)
		if len(found) == 1 && len(found[0].text)+4 >= len(strings.TrimSpace(cell)) && !found[0].apart {
			all[i], pure, sides = found[0], pure+1, sides|found[0].side
		}
	}
	two := len(cells) == 2 && pure == 2 && all[0].side != 0 && all[1].side != 0 && all[0].side != all[1].side
	several := len(cells) > 2 && pure >= len(cells)-1
	if !two && !several {
		return nil
	}
	return all
}

// row reads the cells under the columns; the first cell is a label too.
func (n *notice) row(cells []string, shift int, at Source) {
	var lead label
	if found := labels(cells[0]); len(found) > 0 {
		lead = found[0]
	}
	from := 1
	if lead.kinds == nil && shift == 0 {
		from = 0
	}
	for i := from; i < len(cells); i++ {
		column := n.columns[i-shift]
		it := item{label: column, value: strings.TrimSpace(cells[i]), at: at}
		it.side |= lead.side
		if lead.asks()[0] != "" {
			it.kinds, it.generic = lead.kinds, lead.generic
		}
		if slices.Contains(it.kinds, passwordKind) || slices.ContainsFunc(n.columns, func(l label) bool { return slices.Contains(l.kinds, passwordKind) }) {
			it.at.Text = cells[0]
		}
		if it.value != "" {
			n.apply(it)
		}
	}
}
