package docs_test

import (
	"regexp"
	"strings"
	"testing"

	"todoku/assets"
	"todoku/docs"
)

// A piece is a line of a manual that both manuals have at the same place.
type piece struct {
	kind    string // what has to be there: "## heading", "table of 3", "picture mend.png", "code sh" …
	code    string // a line of code, without its comment
	section string // the heading over it
	line    string
}

// TestManualsAreAlike holds the manuals of both languages to the same headings,
// paragraphs, lists, tables, pictures and code, in the same order: whoever adds
// something to one owes it to the other.
func TestManualsAreAlike(t *testing.T) {
	ja, en := pieces(manual("ja")), pieces(manual("en"))
	if len(ja) < 500 {
		t.Fatalf("only %d pieces were found", len(ja))
	}
	for i := range min(len(ja), len(en)) {
		if a, b := ja[i], en[i]; a.kind != b.kind || !sameCode(a.code, b.code) {
			t.Fatalf("from here on the manuals differ:\n%s, %s: %s\n%s, %s: %s", a.section, a.kind, a.line, b.section, b.kind, b.line)
		}
	}
	if len(ja) != len(en) {
		t.Errorf("the Japanese manual has %d pieces, the English one %d", len(ja), len(en))
	}
}

// manual is the first page of a language.
func manual(language string) string {
	assets.SetLanguage(language)
	defer assets.SetLanguage("")
	first, pages := docs.Manual()
	return pages[first]
}

// kinds tell what a line is by its beginning; whatever none fits is a
// paragraph.
var kinds = []struct {
	begins *regexp.Regexp
	kind   func(line string, found []string) string
}{
	{regexp.MustCompile(`^(#+) `), func(_ string, found []string) string { return found[1] + " heading" }},
	{regexp.MustCompile(`^ *!\[.*\]\(screenshots/(.*?)(-en)?\.png\)`), func(_ string, found []string) string { return "picture " + found[1] }},
	{regexp.MustCompile(`^\|`), func(line string, _ []string) string { return "table of " + strings.Repeat("|", columns(line)) }},
	{regexp.MustCompile(`^(-|>|\d+\.) `), func(_ string, found []string) string { return "item " + found[1] }},
}

// columns counts those of a row of a table.
func columns(row string) int {
	return strings.Count(strings.ReplaceAll(row, `\|`, ""), "|") - 1
}

func pieces(text string) (all []piece) {
	section, fence := "", ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		p := piece{kind: "paragraph", line: line}
		switch kind, isFence := strings.CutPrefix(line, "```"); {
		case isFence:
			fence, p.kind = kind, "code "+kind
		case fence != "":
			p.kind, p.code = "code", uncommented(fence, line)
		case strings.TrimSpace(line) == "":
			continue
		default:
			for _, k := range kinds {
				if found := k.begins.FindStringSubmatch(line); found != nil {
					p.kind = k.kind(line, found)
					break
				}
			}
		}
		if strings.HasSuffix(p.kind, " heading") {
			section = line
		}
		p.section = section
		all = append(all, p)
	}
	return all
}

var (
	comment = regexp.MustCompile(`(^| +)# .*`)
	word    = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[^\s"]+`)
)

// uncommented is a line without what it says to its reader.
func uncommented(kind, line string) string {
	if kind == "json" {
		return line
	}
	return comment.ReplaceAllString(line, "")
}

// sameCode compares lines of code but for their Japanese words, in place of
// which the other has its own.
func sameCode(ja, en string) bool {
	a, b := word.FindAllString(ja, -1), word.FindAllString(strings.ReplaceAll(en, ".en.md", ".md"), -1)
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && strings.IndexFunc(a[i], func(r rune) bool { return r > 0x7f }) < 0 {
			return false
		}
	}
	return true
}
