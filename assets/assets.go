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
	_ "embed"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"todoku/pattern"
)

//go:embed ja.json
var japanese string

//go:embed en.json
var english string

// A catalog is the words of one language: the file as it is, which is sorted by
// key with one entry a line, so that a word is found in it by halves and nothing
// has to be read before.
type catalog string

// catalogs returns the one of a language; empty where nobody speaks it.
func catalogs(lang string) catalog {
	switch lang {
	case "ja":
		return catalog(japanese)
	case "en":
		return catalog(english)
	}
	return ""
}

// placeholder is where a text takes a value: {host}, {tls-version}.
var placeholder = pattern.New(`\{[a-z][a-z0-9-]*\}`)

// Text returns the words for key in the current language, or key itself if
// there are none. args are pairs of a name and its value, such as "host",
// "mx.example.jp", which takes the place of {host}. A value that has words of
// its own, as "tls" for {encryption} has under "encryption.tls", is said in
// them. In a text of several lines, a line with a placeholder that has no value
// is left out.
func Text(key string, args ...any) string {
	find := func(key string) (string, bool) { return found(Language(), key) }
	text, ok := find(key)
	if !ok {
		return key
	}
	return fill(text, args, find)
}

// seen are the words that were found before, by language and key: a list asks for
// the same few again and again.
var seen sync.Map

// found looks among the words of a language.
func found(language, key string) (string, bool) {
	at := [2]string{language, key}
	if text, ok := seen.Load(at); ok {
		return text.(string), true
	}
	text, ok := catalogs(language).find(key)
	if ok { // of those there are so many and no more
		seen.Store(at, text)
	}
	return text, ok
}

// TextIn returns the words for key in a language of [Languages], as they stand
// there; key itself if there are none.
func TextIn(language, key string) string {
	if text, ok := catalogs(language).find(key); ok {
		return text
	}
	return key
}

// Has reports whether there are words for key.
func Has(key string) bool {
	_, ok := catalogs(Language()).find(key)
	return ok
}

// Keys returns the keys of a language of [Languages] in order, nil for any
// other.
func Keys(lang string) (keys []string) {
	for key := range catalogs(lang).all() {
		keys = append(keys, key)
	}
	return keys
}

// Placeholders returns the names of the places for values in the texts whose
// keys begin with prefix, in any language, in order.
func Placeholders(prefix string) []string {
	names := map[string]bool{}
	for _, lang := range Languages {
		for key, text := range catalogs(lang).all() {
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

// find returns the words for a key, and whether there are any.
func (c catalog) find(key string) (string, bool) {
	for len(c) > 0 {
		begin := strings.LastIndexByte(string(c[:len(c)/2]), '\n') + 1
		length := strings.IndexByte(string(c[begin:]), '\n') + 1
		if length == 0 {
			length = len(c) - begin
		}
		at, text, ok := entry(string(c[begin : begin+length]))
		switch {
		case ok && at == key:
			return unquoted(text), true
		case ok && at < key, string(c[begin:begin+length]) == "{\n":
			c = c[begin+length:]
		default:
			c = c[:begin]
		}
	}
	return "", false
}

// all are the entries in order.
func (c catalog) all() iter.Seq2[string, string] {
	return func(yield func(key, text string) bool) {
		for line := range strings.Lines(string(c)) {
			if key, text, ok := entry(line); ok && !yield(key, unquoted(text)) {
				return
			}
		}
	}
}

// entry takes a line of a file apart: the key, which has nothing to escape, and
// the text as JSON has it.
func entry(line string) (key, text string, ok bool) {
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), ",")
	key, text, ok = strings.Cut(line, `": "`)
	return strings.TrimPrefix(key, "\t\""), strings.TrimSuffix(text, `"`), ok
}

// escapes are what JSON writes otherwise in a text; a test holds that there is
// nothing else.
var escapes = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n")
})

func unquoted(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	return escapes().Replace(text)
}

// fill puts the values of args into text; find has the words for one.
func fill(text string, args []any, find func(key string) (string, bool)) string {
	if !strings.Contains(text, "{") {
		return text
	}
	values := valuesOf(args, find)
	return placeholder.ReplaceAllStringFunc(known(text, values), func(name string) string {
		if value, ok := values[name]; ok {
			return value
		}
		return name
	})
}

// valuesOf returns what to put in place of each placeholder.
func valuesOf(args []any, find func(key string) (string, bool)) map[string]string {
	values := map[string]string{}
	for pair := range slices.Chunk(args, 2) {
		if len(pair) < 2 {
			break
		}
		name, value := fmt.Sprint(pair[0]), fmt.Sprint(pair[1])
		if !strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) { // as no key has
			if words, ok := find(name + "." + value); ok {
				value = words
			}
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
