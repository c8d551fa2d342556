// Command pages writes the pages of the manual that are made of tables and of
// the words that the window shows, in each language. It runs in the root of the
// repository.
package main

import (
	"fmt"
	"os"

	"todoku/assets"
	"todoku/assets/papers"
)

// pages are those of the manual, by the name of their file in docs.
var pages = []struct {
	name string
	text func() []byte // in the language of the moment
}{
	{"causes", func() []byte { return papers.Causes{}.As(papers.Markdown) }},
	{"messages", papers.Messages},
	{"products", papers.Ways},
	{"settings", papers.Fields},
}

func main() {
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		for _, p := range pages {
			if err := os.WriteFile(file(p.name, lang), p.text(), 0o644); err != nil {
				fmt.Fprintln(os.Stderr, "pages:", err)
				os.Exit(1)
			}
		}
	}
}

// file is where a page in a language is.
func file(name, lang string) string {
	if lang == "ja" {
		return "docs/" + name + ".md"
	}
	return "docs/" + name + "." + lang + ".md"
}
