package main

import (
	"os"
	"regexp"
	"testing"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore/cause"
	"todoku/mailcore/mailtest"
)

// root is the repository's, where the addresses in the manual begin.
const root = "../../"

// In each language.
func each(t *testing.T, test func(t *testing.T)) {
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		t.Run(lang, test)
	}
}

func TestPagesAreAsTheTablesAre(t *testing.T) {
	each(t, func(t *testing.T) {
		for _, p := range pages {
			at := file(p.name, assets.Language())
			text, err := os.ReadFile(root + at)
			if err != nil {
				t.Fatal(err)
			}
			mailtest.Same(t, at+" (make pages)", string(p.text()), string(text))
		}
	})
}

// Where the window and the reports look for the causes, they are.
func TestCausesAreWhereTheyAreLookedFor(t *testing.T) {
	each(t, func(t *testing.T) {
		if at := file("causes", assets.Language()); at != words.ManualFile() {
			t.Errorf("they are in %s and looked for in %s", at, words.ManualFile())
		}
	})
}

var anchor = regexp.MustCompile(`<a id="(.*?)"></a>`)

// Every address of a cause leads to one anchor in a page that is there.
func TestEachCauseHasOneAnchor(t *testing.T) {
	each(t, func(t *testing.T) {
		page, err := os.ReadFile(root + words.ManualFile())
		if err != nil {
			t.Fatal(err)
		}
		anchors := map[string]int{}
		for _, found := range anchor.FindAllStringSubmatch(string(page), -1) {
			anchors[words.ManualFile()+"#"+found[1]]++
		}
		for _, c := range cause.Causes() {
			if at := words.Manual(c.Code); anchors[at] != 1 {
				t.Errorf("%s leads to %q, which is there %d times", c.Code, at, anchors[at])
			}
			delete(anchors, words.Manual(c.Code))
		}
		for at := range anchors {
			t.Errorf("%s is of no cause", at)
		}
	})
}
