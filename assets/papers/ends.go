package papers

import (
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/ends"
)

// Ends lists what of the servers ends, by date, in the current language of
// assets.
type Ends struct {
	Rows    []EndRow  `json:"ends"`
	Written time.Time `json:"written"`
}

// An EndRow is one end.
type EndRow struct {
	Date   string    `json:"date"` // as a calendar has it, where the program runs
	Days   int       `json:"days"` // until then; less than 0 is over
	Kind   ends.Kind `json:"kind"`
	Title  string    `json:"title"`
	Server string    `json:"server"` // what people call it
	Code   string    `json:"code"`
	Left   string    `json:"left"`   // the same as days, in words
	Remedy string    `json:"remedy"` // what to do
	UID    string    `json:"uid"`    // of the event in a calendar

	level ends.Level
	at    time.Time
}

// EndsFormats lists the formats of the list, the usual one first.
var EndsFormats = []Format{Text, CSV, Markdown, HTML, JSON}

// NewEnds returns the list of ends of the servers.
func NewEnds(profiles []mailcore.Profile, all []ends.End, now time.Time) Ends {
	byID := map[string]mailcore.Profile{}
	for _, p := range profiles {
		byID[p.ID] = p
	}
	e := Ends{Rows: []EndRow{}, Written: now}
	for _, end := range all {
		p := byID[end.Server]
		e.Rows = append(e.Rows, EndRow{
			Date: end.At.In(now.Location()).Format(time.DateOnly), Days: end.Days, Kind: end.Kind, Title: words.EndTitle(end),
			Server: p.Name, Code: p.Code, Left: words.Left(end), Remedy: words.EndRemedy(end), UID: end.UID(), level: end.Level(), at: end.At.In(now.Location()),
		})
	}
	return e
}

// As returns the list in one of [EndsFormats]; nil in any other.
func (e Ends) As(f Format) []byte {
	switch f {
	case CSV:
		return e.csv()
	case JSON:
		return indented(e)
	}
	return e.page().as(f)
}

// FileName is what to call the file.
func (e Ends) FileName(extension string) string {
	return fileName(extension, "todoku", "ends", e.Written.Format("20060102"))
}

func (r EndRow) name() string { return named(r.Code, r.Server) }

func (r EndRow) cells() []string { return []string{r.Date, r.Left, r.name(), r.Title, r.Remedy} }

func endHeads() []string {
	return textsOf("ends.date", "ends.when", "ends.server", "ends.what", "ends.remedy")
}

// urgent reports whether the row must not be overlooked.
func (r EndRow) urgent() bool { return r.level >= ends.Close }

func endTable(rows []EndRow) table {
	t := table{Head: endHeads(), Tick: true, Look: dated}
	for _, r := range rows {
		t.Rows = append(t.Rows, marked(r.cells(), !r.urgent()))
	}
	return t
}

func (e Ends) page() page {
	tone, lead := mailcore.Passed, assets.Text("ends.none")
	if slices.ContainsFunc(e.Rows, EndRow.urgent) {
		tone = mailcore.Failed
	}
	if len(e.Rows) > 0 {
		lead = assets.Text("ends.first", "date", e.Rows[0].Date, "left", e.Rows[0].Left, "server", e.Rows[0].name())
	}
	return page{
		Language: assets.Language(), Title: assets.Text("ends.title"), Lead: lead, Tone: string(tone),
		Notes:    []string{assets.Text("ends.written", "day", e.Written.Format(time.DateOnly))},
		Sections: filled(section{Title: assets.Text("ends.list"), Table: endTable(e.Rows)}),
	}
}

func (e Ends) csv() []byte {
	rows := [][]string{endHeads()}
	for _, r := range e.Rows {
		rows = append(rows, r.cells())
	}
	return spreadsheet(rows)
}

// Calendar returns the ends as a calendar (RFC 5545): one event of a whole day
// for each, whose UID stays, so that a calendar that imports it again moves
// what it has. The time of writing tells which is the newer.
func (e Ends) Calendar() []byte {
	c := ics.NewCalendarFor("Todoku")
	c.SetProductId("-//Todoku//Todoku//JA")
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(assets.Text("ends.title"))
	for _, r := range e.Rows {
		event := c.AddEvent(r.UID)
		event.SetDtStampTime(e.Written.UTC())
		event.SetModifiedAt(e.Written.UTC())
		event.SetSequence(int(e.Written.Unix()/60) - sequenceBegins)
		event.SetAllDayStartAt(r.at)
		event.SetAllDayEndAt(r.at.AddDate(0, 0, 1))
		event.SetSummary(oneLine(assets.Text("ends.event", "server", r.name(), "what", r.Title)))
		event.SetDescription(legible(r.Remedy))
		event.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return []byte(c.Serialize(ics.WithNewLineWindows))
}

// sequenceBegins is 2026-01-01 in minutes since 1970: the number of a revision
// has 31 bits.
const sequenceBegins = 1767225600 / 60
