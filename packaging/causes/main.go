// Command causes writes the pages of the manual on the causes of failure,
// docs/causes.md and docs/causes.en.md, from the words that the window shows.
// It runs in the root of the repository.
package main

import (
	"fmt"
	"os"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/assets/words"
)

func main() {
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		if err := os.WriteFile(words.ManualFile(), papers.Causes{}.As(papers.Markdown), 0o644); err != nil {
			fmt.Fprintln(os.Stderr, "causes:", err)
			os.Exit(1)
		}
	}
}
