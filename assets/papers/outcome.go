package papers

import (
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
)

// An Outcome says how the tests of many servers ended, in the current language
// of assets.
type Outcome struct {
	Lead    string         `json:"summary"`
	State   mailcore.State `json:"state"` // of the whole
	Rows    []OutcomeRow   `json:"servers"`
	Written time.Time      `json:"written"`
}

// An OutcomeRow is how the test of one server ended.
type OutcomeRow struct {
	State  mailcore.State `json:"state"`
	Server string         `json:"server"` // what people call it
	Host   string         `json:"host"`
	How    string         `json:"how"`
	Took   string         `json:"took"`
}

// OutcomeFormats lists the formats of an outcome, the usual one first.
var OutcomeFormats = []Format{Text, CSV, HTML, JSON}

// As returns the outcome in one of [OutcomeFormats]; nil in any other.
func (o Outcome) As(f Format) []byte {
	switch f {
	case Text:
		return o.page().text()
	case CSV:
		return o.csv()
	case HTML:
		return o.page().html()
	case JSON:
		return indented(o)
	}
	return nil
}

// FileName is what to call the file.
func (o Outcome) FileName(f Format) string {
	return fileName(f.Extension(), "todoku", "tests", o.Written.Format("20060102-1504"))
}

func (r OutcomeRow) cells() []string {
	return []string{words.State(r.State), r.Server, r.Host, r.How, r.Took}
}

func outcomeHeads() []string {
	return textsOf("batch.state", "batch.server", "batch.host", "batch.how", "batch.took")
}

func (o Outcome) page() page {
	t := table{Head: outcomeHeads()}
	for _, r := range o.Rows {
		t.Rows = append(t.Rows, marked(r.cells(), r.State != mailcore.Failed))
	}
	return page{
		Language: assets.Language(), Title: assets.Text("batch.outcome"), Lead: o.Lead, Tone: string(o.State),
		Notes:    []string{assets.Text("batch.written", "time", o.Written.Format("2006-01-02 15:04"))},
		Sections: filled(section{Title: assets.Text("batch.rows"), Table: t}),
	}
}

func (o Outcome) csv() []byte {
	rows := [][]string{outcomeHeads()}
	for _, r := range o.Rows {
		rows = append(rows, r.cells())
	}
	return spreadsheet(rows)
}
