// Package docs carries the manual inside the program.
package docs

import (
	_ "embed"

	"todoku/assets"
)

// Each page as it is in this folder.
var (
	//go:embed manual.md
	manualJa string
	//go:embed manual.en.md
	manualEn string
	//go:embed products.md
	productsJa string
	//go:embed products.en.md
	productsEn string
)

// Manual returns the pages of the manual in the current language, as Markdown
// by their names; the first is the one to begin with.
func Manual() (first string, pages map[string]string) {
	if assets.Language() == "en" {
		return "manual.en.md", map[string]string{"manual.en.md": manualEn, "products.en.md": productsEn}
	}
	return "manual.md", map[string]string{"manual.md": manualJa, "products.md": productsJa}
}
