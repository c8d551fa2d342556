package papers

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// As returns the sheet in one of [SheetFormats]; nil in any other.
func (s Sheet) As(f Format) []byte {
	switch f {
	case Text:
		return s.page(Row.value).text()
	case CSV:
		return s.csv()
	case Markdown:
		return s.page(Row.drawn).markdown()
	case HTML:
		return s.page(Row.drawn).html()
	case JSON:
		return indented(s)
	}
	return nil
}

// FileName is what to call the file: with the server, since one day has sheets
// of several.
func (s Sheet) FileName(f Format) string {
	return fileName(f.Extension(), "todoku", FilePart(cmp.Or(s.Server, s.Code)), string(s.Product), s.Written.Format("20060102"))
}

// page lays the sheet out; show says what stands in a row.
func (s Sheet) page(show func(Row) string) page {
	p := page{
		Language: assets.Language(), Title: assets.Text("sheet.heading", "product", s.Name), Lead: s.Stamp, Tone: stampTones[mailcore.Standing(s.Standing)],
		Notes: []string{assets.Text("sheet.note", "server", named(s.Code, s.Server), "day", s.Written.Format("2006-01-02"))},
	}
	obstacles := section{Title: assets.Text("sheet.obstacles")}
	notes := section{Title: assets.Text("sheet.left-out")}
	for _, o := range s.Obstacles {
		if o.Severity == mailcore.Note {
			notes.Paras = append(notes.Paras, "・"+o.String())
			continue
		}
		obstacles.Marked = append(obstacles.Marked, o.String())
	}
	path := section{Title: s.pathTitle(), Steps: s.Path}
	last := section{Title: assets.Text("sheet.last"), Paras: []string{s.Press}}
	cautions := section{Title: assets.Text("sheet.cautions"), Steps: s.Cautions}
	if s.Press == "" {
		last.Paras = nil
	}
	p.Sections = filled(obstacles, path, s.table(show), s.block(), last, notes, cautions)
	return p
}

// pathTitle is the title over the path.
func (s Sheet) pathTitle() string {
	if s.File != nil {
		return assets.Text("sheet.file-path")
	}
	return assets.Text("sheet.path")
}

// labelTitle is the title over the labels.
func (s Sheet) labelTitle() string {
	if s.File != nil {
		return assets.Text("sheet.file-label")
	}
	return assets.Text("sheet.label")
}

// block is what to put into the product's file.
func (s Sheet) block() section {
	if s.File == nil {
		return section{}
	}
	return section{Title: assets.Text("sheet.file", "path", s.File.Path), Paras: []string{s.File.Hint()}, Block: s.File.Text}
}

// Hint says what is still to be done with the text, or to be careful of.
func (f File) Hint() string {
	switch {
	case f.Password:
		return assets.Text("sheet.file.password")
	case strings.Contains(f.Text, products.Blank):
		return assets.Text("sheet.file.blank", "blank", products.Blank)
	}
	return assets.Text("sheet.file.whole")
}

// stampTones is how much to trust a sheet.
var stampTones = map[mailcore.Standing]string{
	mailcore.Proven: string(mailcore.Passed), mailcore.NotProven: string(mailcore.Failed),
	mailcore.ChangedSince: string(mailcore.Warned), mailcore.OtherWay: string(mailcore.Warned), mailcore.Untested: string(mailcore.Warned),
	mailcore.NoPlace: string(mailcore.Failed),
}

func (s Sheet) table(show func(Row) string) section {
	t := table{Tick: true, Head: []string{s.labelTitle(), assets.Text("sheet.value"), assets.Text("sheet.hint")}}
	for _, r := range s.Rows {
		switch {
		case r.Kind == products.Heading:
			t.Rows = append(t.Rows, line{[]string{r.Label}, heading})
		case r.Kind == products.Note:
			t.Rows = append(t.Rows, line{[]string{r.Label}, note})
		case r.Red():
			t.Rows = append(t.Rows, line{[]string{"✕ " + r.title(), show(r), r.remarks()}, red})
		default:
			t.Rows = append(t.Rows, line{[]string{r.title(), show(r), r.remarks()}, plain})
		}
	}
	return section{Title: assets.Text("sheet.rows"), Table: t}
}

// title is the label with the mark of what must be filled in.
func (r Row) title() string {
	if r.Required {
		return r.Label + " *"
	}
	return r.Label
}

func (r Row) value() string { return r.Value }

// drawn is a row's choices as the screen shows them, or its value.
func (r Row) drawn() string {
	if len(r.Choices) == 0 {
		return r.Value
	}
	var all []string
	for _, c := range r.Choices {
		dot := "○ "
		if c.Chosen {
			dot = "◉ "
		}
		all = append(all, dot+c.Label)
	}
	return strings.Join(all, "\n")
}

// remarks is what stands beside a row: what is in the way first.
func (r Row) remarks() string {
	var all []string
	for _, o := range r.Obstacles {
		all = append(all, assets.Text("severity."+string(o.Severity))+": "+o.String())
	}
	if r.Locked {
		all = append(all, assets.Text("sheet.locked"))
	}
	if r.Hint != "" {
		all = append(all, r.Hint)
	}
	return strings.Join(all, "\n")
}

// csv writes the rows for a spreadsheet, with what they are about above them.
func (s Sheet) csv() []byte {
	rows := [][]string{
		{s.labelTitle(), assets.Text("sheet.value"), assets.Text("sheet.required"), assets.Text("sheet.hint")},
		{assets.Text("sheet.product-name"), s.Name},
		{assets.Text("inquiry.server"), named(s.Code, s.Server)},
		{s.pathTitle(), strings.Join(s.Path, " > ")},
		{assets.Text("sheet.stamp-label"), s.Stamp},
	}
	for _, o := range s.Obstacles {
		rows = append(rows, []string{assets.Text("severity." + string(o.Severity)), "", "", o.String()})
	}
	for _, r := range s.Rows {
		rows = append(rows, []string{r.Label, r.Value, mustFill(r), r.remarks()})
	}
	if s.File != nil {
		rows = append(rows, []string{s.File.Path, s.File.Text, "", s.File.Hint()})
	}
	return spreadsheet(rows)
}

// spreadsheet writes rows as Excel reads them, all as long as the first.
func spreadsheet(rows [][]string) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff") // or Excel takes it for Shift_JIS
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	for _, row := range rows {
		_ = w.Write(guarded(row, len(rows[0]))) // into memory
	}
	w.Flush()
	return b.Bytes()
}

func mustFill(r Row) string {
	if r.Required {
		return "*"
	}
	return ""
}

// guarded makes a row of n cells in which no spreadsheet sees a formula.
func guarded(row []string, n int) []string {
	cells := make([]string, n)
	for i, cell := range row {
		cells[i] = legible(cell)
		if strings.IndexAny(strings.TrimLeft(cell, " \t\r\n\u3000"), "=+-@＝＋－＠") == 0 {
			cells[i] = "'" + cells[i]
		}
	}
	return cells
}
