package papers

import (
	"fmt"
	"strings"

	"todoku/assets"
	"todoku/pattern"
)

// markdown writes p as CommonMark with the tables of GitHub.
func (p page) markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", mdLine(p.Title))
	if p.Lead != "" {
		fmt.Fprintf(&b, "\n**%s**\n", mdLine(p.Lead))
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "\n%s\n", mdLine(n))
	}
	for _, s := range p.Sections {
		s.markdown(&b)
	}
	return []byte(b.String())
}

func (s section) markdown(b *strings.Builder) {
	s.mdTitle(b)
	for _, text := range s.Paras {
		fmt.Fprintf(b, "\n%s\n", mdLine(text))
	}
	mdFacts(b, s.Facts)
	s.Table.markdown(b)
	mdList(b, s.Steps, func(i int) string { return fmt.Sprintf("%d. ", i+1) })
	mdList(b, s.Marked, func(int) string { return "- **✕** " })
	for _, who := range s.Signed {
		fmt.Fprintf(b, "\n%s: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_  %s: \\_\\_\\_\\_\\_\\_\n", mdLine(who), mdLine(assets.Text("ledger.sign.day")))
	}
	if quote := s.Quote + s.Block; quote != "" {
		text := legible(quote)
		fence := fenceFor(text)
		fmt.Fprintf(b, "\n%stext\n%s\n%s\n", fence, strings.TrimRight(text, "\n"), fence)
	}
}

// mdTitle writes the title. GitHub keeps an anchor of one's own as it is, and
// makes those of titles from their words.
func (s section) mdTitle(b *strings.Builder) {
	if s.ID == "" {
		fmt.Fprintf(b, "\n## %s\n", mdLine(s.Title))
		return
	}
	fmt.Fprintf(b, "\n<a id=\"%s\"></a>\n\n### %s\n", s.ID, mdLine(s.Title))
}

// mdFacts writes a table whose head is empty.
func mdFacts(b *strings.Builder, facts []fact) {
	if len(facts) == 0 {
		return
	}
	b.WriteString("\n| | |\n| --- | --- |\n")
	for _, f := range facts {
		mdRow(b, f.Label, f.Value)
	}
}

func (t table) markdown(b *strings.Builder) {
	if len(t.Rows) == 0 {
		return
	}
	b.WriteByte('\n')
	mdRow(b, t.Head...)
	b.WriteString(strings.Repeat("| --- ", len(t.Head)) + "|\n")
	for _, row := range t.Rows {
		cells := append(row.Cells[:len(row.Cells):len(row.Cells)], make([]string, len(t.Head)-len(row.Cells))...)
		mdRow(b, cells...)
	}
}

func mdRow(b *strings.Builder, cells ...string) {
	for _, cell := range cells {
		b.WriteString("| " + mdLine(cell) + " ")
	}
	b.WriteString("|\n")
}

func mdList(b *strings.Builder, items []string, bullet func(i int) string) {
	if len(items) > 0 {
		b.WriteByte('\n')
	}
	for i, item := range items {
		b.WriteString(bullet(i) + mdLine(item) + "\n")
	}
}

// special are the characters that mean something in the middle of a line, and
// those that do at its beginning.
var special = pattern.New("[\\\\`*_\\[\\]<>|~&]|^[#+=-]")

// ordinal begins an item of a list.
var ordinal = pattern.New(`^(\d+)([.)])( |$)`)

// mdLine makes text mean itself, on one line.
func mdLine(text string) string {
	text = special.ReplaceAllStringFunc(strings.TrimSpace(legible(text)), func(m string) string { return `\` + m })
	text = ordinal.ReplaceAllString(text, `$1\$2$3`)
	return strings.ReplaceAll(text, "\n", "<br>")
}

var backticks = pattern.New("`+")

// fenceFor returns a fence that is longer than any in text.
func fenceFor(text string) string {
	longest := 2
	for _, run := range backticks.FindAllString(text, -1) {
		longest = max(longest, len(run))
	}
	return strings.Repeat("`", longest+1)
}
