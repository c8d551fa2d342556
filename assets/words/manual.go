package words

import (
	"todoku/assets"
	"todoku/mailcore"
)

// manuals are the pages on all causes, from the root of the repository, which
// has no public address.
var manuals = map[string]string{"ja": "docs/causes.md", "en": "docs/causes.en.md"}

// ManualFile is the page on all causes in the current language.
func ManualFile() string { return manuals[assets.Language()] }

// Manual is the address of the page on one cause in the current language; ""
// where the manual has none, as for what is wrong with a command.
func Manual(code mailcore.Code) string {
	if !assets.Has("finding." + string(code) + ".title") {
		return ""
	}
	return ManualFile() + "#" + string(code)
}
