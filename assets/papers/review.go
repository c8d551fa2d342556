package papers

import (
	"strconv"
	"strings"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/ends"
	"todoku/mailcore/past"
)

// A Review says of all servers how they are, what ends soon, and what was done
// since the last one (報告書), in the current language of assets.
type Review struct {
	From    time.Time   `json:"from"` // of the deeds
	Lead    string      `json:"summary"`
	Servers []ReviewRow `json:"servers"`
	Ends    []EndRow    `json:"ends"` // in the next 90 days
	Deeds   []DeedRow   `json:"deeds"`
	Written time.Time   `json:"written"`

	tone mailcore.State
}

// A ReviewRow is one server.
type ReviewRow struct {
	Code     string            `json:"code"`
	Server   string            `json:"server"` // what people call it
	Purpose  string            `json:"purpose"`
	Standing mailcore.Standing `json:"standing"`
	State    string            `json:"state"`
	Since    string            `json:"since"` // as a calendar has it; "" where nobody knows
	Ends     string            `json:"ends"`  // the first of what ends soon
}

// A DeedRow is something that happened.
type DeedRow struct {
	Date   string    `json:"date"`
	Kind   past.Kind `json:"kind"`
	Code   string    `json:"code"`
	Server string    `json:"server"`
	Text   string    `json:"text"`
}

// Known is what papers about all servers know besides the settings.
type Known struct {
	ends.Known
	Tests past.Tests
}

// ReviewFrom is from when on a review tells what was done: the moment of the last
// one, or the last 90 days where there was none.
func ReviewFrom(last, now time.Time) time.Time {
	if last.IsZero() {
		return now.Add(-90 * 24 * time.Hour)
	}
	return last
}

// soon is how many days a review looks ahead.
const soon = 90

// ReviewFormats lists the formats of a review, the usual one first.
var ReviewFormats = []Format{Text, Markdown, HTML, JSON}

// NewReview returns the review of the servers; what was done counts from a
// moment on. Servers to practise on are none.
func NewReview(profiles []mailcore.Profile, k Known, from time.Time) Review {
	profiles = mailcore.InUse(profiles)
	r := Review{From: from, Servers: []ReviewRow{}, Ends: []EndRow{}, Deeds: []DeedRow{}, Written: k.Now}
	near := []ends.End{}
	for _, e := range ends.All(profiles, k.Known) {
		if e.Days <= soon {
			near = append(near, e)
		}
	}
	r.Ends = NewEnds(profiles, near, k.Now).Rows
	passed := 0
	names := map[string]mailcore.Profile{}
	for _, p := range profiles {
		names[p.ID] = p
		row := ReviewRow{Code: p.Code, Server: p.Name, Purpose: purpose(p), Standing: p.Standing(), State: assets.Text("standing." + string(p.Standing())), Since: k.day(past.Stands(p, k.Tests))}
		for _, e := range near {
			if e.Server == p.ID {
				row.Ends = assets.Text("ends.cell", "when", words.Left(e), "what", assets.Text("ends."+string(e.Kind)))
				break
			}
		}
		if row.Standing == mailcore.Proven {
			passed++
		}
		r.Servers = append(r.Servers, row)
	}
	for _, d := range past.Deeds(profiles, k.Tests, k.Saved, from) {
		r.Deeds = append(r.Deeds, DeedRow{k.day(d.At), d.Kind, names[d.Server].Code, names[d.Server].Name, deed(d)})
	}
	r.Lead = assets.Text("review.lead", "n", len(profiles), "passed", passed, "ends", len(near), "failed", r.count(mailcore.NotProven))
	r.tone = mailcore.Passed
	switch {
	case r.count(mailcore.NotProven) > 0:
		r.tone = mailcore.Failed
	case passed < len(profiles) || len(near) > 0:
		r.tone = mailcore.Warned
	}
	return r
}

func (r Review) count(s mailcore.Standing) (n int) {
	for _, row := range r.Servers {
		if row.Standing == s {
			n++
		}
	}
	return n
}

// day writes a day as a calendar has it; "" for none.
func (k Known) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(k.Now.Location()).Format(time.DateOnly)
}

// productNames lists the products that a server is typed into.
func productNames(p mailcore.Profile) string {
	var names []string
	for _, id := range p.Products {
		names = append(names, assets.Text("product."+string(id)))
	}
	return strings.Join(names, assets.Text("list.separator"))
}

// purpose says what a server is for: the products, and who uses it.
func purpose(p mailcore.Profile) string {
	var parts []string
	if len(p.Products) > 0 {
		parts = append(parts, productNames(p))
	}
	if p.Office.Department != "" {
		parts = append(parts, p.Office.Department)
	}
	return strings.Join(parts, assets.Text("list.separator"))
}

func deed(d past.Deed) string {
	return assets.Text("past."+string(d.Kind), "n", strconv.Itoa(d.Tests), "failed", strconv.Itoa(d.Failed))
}

// As returns the review in one of [ReviewFormats]; nil in any other.
func (r Review) As(f Format) []byte {
	if f == JSON {
		return indented(r)
	}
	return r.page().as(f)
}

// as writes a page in a format that people read; nil in any other.
func (p page) as(f Format) []byte {
	switch f {
	case Text:
		return p.text()
	case Markdown:
		return p.markdown()
	case HTML:
		return p.html()
	}
	return nil
}

// FileName is what to call the file.
func (r Review) FileName(f Format) string {
	return fileName(f.Extension(), "todoku", "review", r.Written.Format("20060102"))
}

func (r Review) page() page {
	servers := table{Look: stated, Head: textsOf("review.head.server", "review.head.purpose", "review.head.state", "review.head.since", "review.head.end")}
	for _, s := range r.Servers {
		servers.Rows = append(servers.Rows, marked([]string{named(s.Code, s.Server), s.Purpose, s.State, s.Since, s.Ends}, s.Standing != mailcore.NotProven))
	}
	deeds := table{Look: done, Head: textsOf("review.head.date", "review.head.server", "review.head.what")}
	for _, d := range r.Deeds {
		deeds.Rows = append(deeds.Rows, line{Cells: []string{d.Date, named(d.Code, d.Server), d.Text}})
	}
	from := r.From.In(r.Written.Location()).Format(time.DateOnly)
	p := page{
		Language: assets.Language(), Title: assets.Text("review.title"), Lead: r.Lead, Tone: string(r.tone),
		Notes: []string{assets.Text("review.written", "day", r.Written.Format(time.DateOnly), "from", from)},
		Sections: []section{
			{Title: assets.Text("review.servers"), Table: servers},
			{Title: assets.Text("review.ends"), Table: endTable(r.Ends)},
			{Title: assets.Text("review.deeds", "from", from), Table: deeds},
		},
	}
	for i := range p.Sections {
		if p.Sections[i].empty() {
			p.Sections[i].Paras = []string{assets.Text("review.none")}
		}
	}
	return p
}

// textsOf are the words for keys.
func textsOf(keys ...string) (all []string) {
	for _, key := range keys {
		all = append(all, assets.Text(key))
	}
	return all
}

// named is what people know a server by: its code, and what they call it.
func named(code, name string) string { return strings.TrimSpace(code + "  " + name) }

// marked is a row that stands out where it is not in order.
func marked(cells []string, ok bool) line {
	if ok {
		return line{Cells: cells}
	}
	return line{cells, red}
}
