package words

import (
	"strings"

	"todoku/assets"
	"todoku/mailcore/exchange"
)

// maxRefusals bounds how many rows of a table are told to be refused at once.
const maxRefusals = 10

// PlanRefusals says why nothing of a plan may be kept, a line for each row; "" where
// all may.
func PlanRefusals(plan []exchange.Planned) string {
	var lines []string
	more := 0
	for _, p := range plan {
		line, text := PlanRefusal(p)
		switch {
		case text == "":
		case len(lines) == maxRefusals:
			more++
		default:
			lines = append(lines, assets.Text("exchange.source.line", "line", line, "text", text))
		}
	}
	if more > 0 {
		lines = append(lines, assets.Text("exchange.refused.more", "n", more))
	}
	return strings.Join(lines, "\n")
}

// PlanRefusal says why a server of a plan may not be kept, and in which line of the
// file it is.
func PlanRefusal(p exchange.Planned) (line int, text string) {
	code := p.Refusal()
	if code == "" {
		return 0, ""
	}
	for _, s := range p.Draft.Seen {
		if s.Field == "code" {
			line = s.Source.Line
		}
	}
	return line, assets.Text("exchange.refusal."+code, "code", p.Draft.Profile.Code)
}

// Exchange says why servers could not be read or written; where nothing was
// found, also what can be read.
func Exchange(code string) string {
	text := assets.Text("exchange.error." + code)
	if code != "nothing-found" {
		return text
	}
	var names []string
	for _, f := range exchange.Formats {
		if f.CanRead() {
			names = append(names, assets.Text("exchange.format."+f.ID))
		}
	}
	return text + "\n" + assets.Text("exchange.known", "formats", strings.Join(names, assets.Text("list.separator")))
}
