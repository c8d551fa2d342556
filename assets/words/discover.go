package words

import (
	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/providers"
)

// Hint says what is worth knowing before settings of a provider are used.
func Hint(p providers.Provider, h providers.Hint) string {
	return assets.Text("provider.hint."+string(h.Code), append(h.Args, "name", p.Name.In(assets.Language()))...)
}

// Reason says why a source knew no settings.
func Reason(r providers.Reason) string {
	text := assets.Text("discover.source."+string(r.Source)) + ": " + assets.Text("discover.reason."+string(r.Code), "from", r.From)
	if r.Fault != "" && r.Fault != mailcore.Stopped {
		text += " " + assets.Text("fault."+string(r.Fault))
	}
	return text
}
