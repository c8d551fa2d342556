// Package assets holds what the program carries inside itself: its words in
// Japanese and English, its fonts and its icon.
//
// [Text] looks up a word by its key in the language that [SetLanguage] chose.
// The words are in ja.json and en.json, one flat object each, with the same
// keys; a test holds them together. Codes, steps, faults and the like have
// their words under their own names: "finding.auth-fail.title",
// "step.connect", "fault.refused", "problem.required".
package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed ja.json en.json
var files embed.FS

// placeholder is where a text takes a value: {host}, {tls-version}.
var placeholder = regexp.MustCompile(`\{[a-z][a-z0-9-]*\}`)

// texts are the words of one language by key.
type texts map[string]string

// catalog reads the words of every language once.
var catalog = sync.OnceValue(func() map[string]texts {
	all := map[string]texts{}
	for _, lang := range Languages {
		all[lang] = read(lang + ".json")
	}
	return all
})

// read returns one embedded file of words. A broken one is a broken build.
func read(name string) texts {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var words texts
	if err := json.Unmarshal(data, &words); err != nil {
		panic(fmt.Errorf("%s: %w", name, err))
	}
	return words
}

// Text returns the words for key in the current language, or key itself if
// there are none. args are pairs of a name and its value, such as "host",
// "mx.example.jp", which takes the place of {host}. A value that has words of
// its own, as "tls" for {encryption} has under "encryption.tls", is said in
// them. In a text of several lines, a line with a placeholder that has no value
// is left out.
func Text(key string, args ...any) string {
	words := catalog()[Language()]
	text, ok := words[key]
	if !ok {
		return key
	}
	return words.fill(text, args)
}

// TextIn returns the words for key in a language of [Languages], as they stand
// there; key itself if there are none.
func TextIn(language, key string) string {
	if text, ok := catalog()[language][key]; ok {
		return text
	}
	return key
}

// Has reports whether there are words for key.
func Has(key string) bool {
	_, ok := catalog()[Language()][key]
	return ok
}

// Keys returns the keys of a language of [Languages] in order, nil for any
// other.
func Keys(lang string) []string {
	return slices.Sorted(maps.Keys(catalog()[lang]))
}

// Placeholders returns the names of the places for values in the texts whose
// keys begin with prefix, in any language, in order.
func Placeholders(prefix string) []string {
	names := map[string]bool{}
	for _, words := range catalog() {
		for key, text := range words {
			if !strings.HasPrefix(key, prefix) {
				continue
			}
			for _, name := range placeholder.FindAllString(text, -1) {
				names[strings.Trim(name, "{}")] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// fill puts the values of args into text.
func (t texts) fill(text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	values := t.values(args)
	return placeholder.ReplaceAllStringFunc(known(text, values), func(name string) string {
		if value, ok := values[name]; ok {
			return value
		}
		return name
	})
}

// values returns what to put in place of each placeholder.
func (t texts) values(args []any) map[string]string {
	values := map[string]string{}
	for pair := range slices.Chunk(args, 2) {
		if len(pair) < 2 {
			break
		}
		name, value := fmt.Sprint(pair[0]), fmt.Sprint(pair[1])
		if words, ok := t[name+"."+value]; ok {
			value = words
		}
		values["{"+name+"}"] = value
	}
	return values
}

// known leaves out the lines of a text of several lines that name a value
// which is missing or empty.
func known(text string, values map[string]string) string {
	lines := strings.Split(text, "\n")
	if len(lines) == 1 {
		return text
	}
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool {
		return slices.ContainsFunc(placeholder.FindAllString(line, -1), func(name string) bool {
			return values[name] == ""
		})
	}), "\n")
}
