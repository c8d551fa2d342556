package app

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A limit asks for a whole number within bounds.
type limit struct {
	row         *widgets.Row
	entry       *widgets.Entry
	value       *int
	least, most int
}

func newLimit(label, hint string, least, most int, value *int) *limit {
	l := &limit{entry: widgets.NewEntry(), value: value, least: least, most: most}
	l.entry.SetText(strconv.Itoa(*value))
	l.row = widgets.NewRow(label, false, l.entry)
	l.row.Widest = 120
	l.row.SetHint(hint)
	return l
}

// take accepts what was typed, or says what is wrong with it.
func (l *limit) take() bool {
	n, err := strconv.Atoi(strings.TrimSpace(norm.NFKC.String(l.entry.Text)))
	if err != nil || n < l.least || n > l.most {
		l.row.SetProblem(mailcore.Error, assets.Text("preferences.keep.invalid", "least", l.least, "most", l.most))
		return false
	}
	l.row.SetProblem("", "")
	*l.value = n
	return true
}

// trimRuns deletes what the preferences do not keep any more.
func (a *App) trimRuns() {
	a.background(func() {
		if err := a.store.TrimRuns(); err != nil {
			a.do(func() { a.tell(assets.Text("history.failed"), inWords(err)) })
		}
	})
}
