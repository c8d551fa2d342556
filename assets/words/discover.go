package words

import (
	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/discover"
)

// Hint says what is worth knowing before settings of a provider are used.
func Hint(p discover.Provider, h discover.Hint) string {
	return assets.Text("provider.hint."+string(h.Code), append(h.Args, "name", p.Name.In(assets.Language()))...)
}

// Reason says why a source knew no settings.
func Reason(r discover.Reason) string {
	text := assets.Text("discover.source."+string(r.Source)) + ": " + assets.Text("discover.reason."+string(r.Code), "from", r.From)
	if r.Fault != "" && r.Fault != mailcore.Stopped {
		text += " " + assets.Text("fault."+string(r.Fault))
	}
	return text
}
