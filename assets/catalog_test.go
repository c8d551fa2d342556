package assets

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"
)

// readCatalogs reads the words of every language as JSON has them, once.
var readCatalogs = sync.OnceValues(func() (map[string]map[string]string, error) {
	all := map[string]map[string]string{}
	for _, lang := range Languages {
		var words map[string]string
		if err := json.Unmarshal([]byte(catalogs(lang)), &words); err != nil {
			return nil, err
		}
		all[lang] = words
	}
	return all, nil
})

func catalogOf(t *testing.T) map[string]map[string]string {
	t.Helper()
	all, err := readCatalogs()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every word is found in the file as it is, and nothing between them.
func TestEveryWordIsFound(t *testing.T) {
	for lang, words := range catalogOf(t) {
		n := 0
		for key, text := range catalogs(lang).all() {
			if n++; words[key] != text {
				t.Errorf("%s %s: got %q, want %q", lang, key, text, words[key])
			}
		}
		if n != len(words) {
			t.Errorf("%s: %d entries, want %d", lang, n, len(words))
		}
		for key, want := range words {
			if got, ok := catalogs(lang).find(key); !ok || got != want {
				t.Errorf("%s %s: got %q, %v, want %q", lang, key, got, ok, want)
			}
			for _, other := range []string{key + ".", key + "~", key[:len(key)-1], " " + key} {
				if _, there := words[other]; there {
					continue
				}
				if got, ok := catalogs(lang).find(other); ok {
					t.Errorf("%s %s: found %q, want nothing", lang, other, got)
				}
			}
		}
	}
	for _, key := range []string{"", "{", "}", "~", "\t", `": "`} {
		if got, ok := catalogs("ja").find(key); ok {
			t.Errorf("%q: found %q, want nothing", key, got)
		}
	}
}

func TestLanguagesHaveTheSameKeys(t *testing.T) {
	ja, en := catalogOf(t)["ja"], catalogOf(t)["en"]
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
	for key, ja := range catalogOf(t)["ja"] {
		want := slices.Sorted(slices.Values(placeholder.FindAllString(ja, -1)))
		got := slices.Sorted(slices.Values(placeholder.FindAllString(catalogOf(t)["en"][key], -1)))
		if !slices.Equal(slices.Compact(got), slices.Compact(want)) {
			t.Errorf("%s: English has %q, Japanese %q", key, got, want)
		}
	}
}

func TestWordsAreWellFormed(t *testing.T) {
	for _, lang := range Languages {
		for key, text := range catalogOf(t)[lang] {
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
	for key, text := range catalogOf(t)["ja"] {
		if found := wide.FindString(text); found != "" {
			t.Errorf("%s: %s in %q", key, found, text)
		}
	}
}

// The files are written by a tool: sorted, tabs, no key twice.
func TestFilesAreInOrder(t *testing.T) {
	for _, lang := range Languages {
		got := []byte(catalogs(lang))
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "\t")
		if err := encoder.Encode(catalogOf(t)[lang]); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s.json is not sorted and indented as its tool does it", lang)
		}
	}
}

func TestCatalogHasEveryLanguage(t *testing.T) {
	got := slices.Sorted(maps.Keys(catalogOf(t)))
	if want := slices.Sorted(slices.Values(Languages)); !slices.Equal(got, want) {
		t.Errorf("catalog has %q, want %q", got, want)
	}
}
