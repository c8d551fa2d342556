package words

import (
	"strings"

	"todoku/assets"
	"todoku/mailcore/exchange"
)

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
