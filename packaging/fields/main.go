// Command fields writes the pages of the manual on the fields of a setting,
// docs/settings.md and docs/settings.en.md, from the table of fields in package
// mailcore and the words in assets. It runs in the root of the repository.
package main

import (
	"fmt"
	"os"

	"todoku/assets"
	"todoku/assets/papers"
)

func main() {
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		if err := os.WriteFile(page(lang), papers.Fields(), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "fields:", err)
			os.Exit(1)
		}
	}
}

// page names the file of a language.
func page(lang string) string {
	if lang == "ja" {
		return "docs/settings.md"
	}
	return "docs/settings." + lang + ".md"
}
