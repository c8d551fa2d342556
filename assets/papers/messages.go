package papers

import (
	"fmt"
	"slices"
	"strings"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// Messages is the page of the manual on what programs and servers say, as
// Markdown, in the current language of assets: a section for each cause, with
// its code as its anchor.
func Messages() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", assets.Text("messages.title"), assets.Text("messages.note"))
	all := cause.Causes()
	slices.SortFunc(all, func(a, b cause.Cause) int { return strings.Compare(string(a.Code), string(b.Code)) })
	for i, g := range causeGroups {
		heading := "\n## " + assets.Text(g.title) + "\n"
		for _, one := range all {
			if said := cause.Messages(one.Code); groupOf(one.Code) == i && len(said) > 0 {
				b.WriteString(heading)
				heading = ""
				writeMessages(&b, one.Code, said)
			}
		}
	}
	return []byte(b.String())
}

// causesPage is where the page on the causes is, beside this one.
func causesPage() string {
	if assets.Language() == "ja" {
		return "causes.md"
	}
	return "causes." + assets.Language() + ".md"
}

func writeMessages(b *strings.Builder, code mailcore.Code, said []cause.Message) {
	title := words.Finding(mailcore.Finding{Code: code, Args: namedPlaces()}).Title
	fmt.Fprintf(b, "\n<a id=%q></a>\n\n### %s\n\n[%s](%s#%s)\n\n", code, title, assets.Text("messages.cause"), causesPage(), code)
	writeRow(b, assets.Text("messages.words"), assets.Text("messages.from"))
	b.WriteString("|---|---|\n")
	for _, m := range said {
		from := m.From
		if from == "" {
			from = assets.Text("messages.nobody")
		}
		writeRow(b, verbatim(m.Words), from)
	}
}

// verbatim is words as they are.
func verbatim(words string) string {
	fence := "`"
	for strings.Contains(words, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		words = " " + words + " "
	}
	return fence + words + fence
}
