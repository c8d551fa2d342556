package main

import (
	"os"
	"testing"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/mailcore/mailtest"
)

func TestPagesAreAsTheFieldsAre(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		text, err := os.ReadFile("../../" + page(lang))
		if err != nil {
			t.Fatal(err)
		}
		mailtest.Same(t, page(lang)+" (make written)", string(papers.Fields()), string(text))
	}
}
