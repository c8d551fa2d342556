package app

import (
	"time"

	"todoku/assets/papers"
	"todoku/assets/words"
)

// outcome is how all ended, in the order of the window.
func (b *batch) outcome() papers.Outcome {
	rows, state := b.rows()
	o := papers.Outcome{Lead: words.Ended(state.Tally), State: state.Tally.State(), Written: time.Now()}
	for _, r := range rows {
		o.Rows = append(o.Rows, papers.OutcomeRow{State: r.State, Server: r.Title, Host: r.Host, How: r.How, Took: r.Took})
	}
	return o
}

func (b *batch) copy() { b.app.copyText(string(b.outcome().As(papers.Text))) }

func (b *batch) print() {
	o := b.outcome()
	b.app.openInBrowser(b.window, o.FileName(papers.HTML), o.As(papers.HTML))
}

// save writes the outcome as a page, or for Excel.
func (b *batch) save(excel bool) {
	o, f := b.outcome(), papers.HTML
	if excel {
		f = papers.CSV
	}
	b.app.saveAs(b.window, o.FileName(f), o.As(f), nil)
}
