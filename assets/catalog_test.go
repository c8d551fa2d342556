package assets

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestLanguagesHaveTheSameKeys(t *testing.T) {
	ja, en := catalog()["ja"], catalog()["en"]
	for key := range ja {
		if _, ok := en[key]; !ok {
			t.Errorf("%s has no English words", key)
		}
	}
	for key := range en {
		if _, ok := ja[key]; !ok {
			t.Errorf("%s has no Japanese words", key)
		}
	}
}

func TestLanguagesHaveTheSamePlaceholders(t *testing.T) {
	for key, ja := range catalog()["ja"] {
		want := slices.Sorted(slices.Values(placeholder.FindAllString(ja, -1)))
		got := slices.Sorted(slices.Values(placeholder.FindAllString(catalog()["en"][key], -1)))
		if !slices.Equal(slices.Compact(got), slices.Compact(want)) {
			t.Errorf("%s: English has %q, Japanese %q", key, got, want)
		}
	}
}

func TestWordsAreWellFormed(t *testing.T) {
	for _, lang := range Languages {
		for key, text := range catalog()[lang] {
			if fault := malformed(text); fault != "" {
				t.Errorf("%s %s: %s: %q", lang, key, fault, text)
			}
		}
	}
}

// malformed says what no text in any language may have.
func malformed(text string) string {
	switch {
	case strings.TrimSpace(text) == "":
		return "empty"
	case !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError):
		return "not UTF-8"
	case strings.ContainsFunc(strings.ReplaceAll(text, "\n", ""), unicode.IsControl):
		return "control character"
	}
	return ""
}

func TestJapaneseUsesHalfWidthDigitsAndLetters(t *testing.T) {
	wide := regexp.MustCompile(`[０-９Ａ-Ｚａ-ｚ＠．：｛｝\x{ff66}-\x{ff9f}]`)
	for key, text := range catalog()["ja"] {
		if found := wide.FindString(text); found != "" {
			t.Errorf("%s: %s in %q", key, found, text)
		}
	}
}

// The files are written by a tool: sorted, tabs, no key twice.
func TestFilesAreInOrder(t *testing.T) {
	for _, lang := range Languages {
		got, err := files.ReadFile(lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "\t")
		if err := encoder.Encode(catalog()[lang]); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s.json is not sorted and indented as its tool does it", lang)
		}
	}
}

func TestCatalogHasEveryLanguage(t *testing.T) {
	got := slices.Sorted(maps.Keys(catalog()))
	if want := slices.Sorted(slices.Values(Languages)); !slices.Equal(got, want) {
		t.Errorf("catalog has %q, want %q", got, want)
	}
}
