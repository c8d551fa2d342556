// Command ways writes the pages of the manual on how products send,
// docs/products.md and docs/products.en.md, from the rules in the tables of
// package products. It runs in the root of the repository.
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
		if err := os.WriteFile(page(lang), papers.Ways(), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "ways:", err)
			os.Exit(1)
		}
	}
}

// page names the file of a language.
func page(lang string) string {
	if lang == "ja" {
		return "docs/products.md"
	}
	return "docs/products." + lang + ".md"
}
