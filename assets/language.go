package assets

import (
	"strings"
	"sync/atomic"

	"github.com/jeandeaual/go-locale"
)

// Languages lists the languages that the program speaks, by their BCP 47
// tags; the first one stands in where nothing says which to take.
var Languages = []string{"ja", "en"}

// current is the chosen language; nil until somebody asks or chooses.
var current atomic.Pointer[string]

// SetLanguage chooses the language of [Text] from a tag such as "ja" or
// "en-GB"; "" follows the operating system. It may be called at any time and
// from any goroutine.
func SetLanguage(tag string) {
	lang := SystemLanguage()
	if tag != "" {
		lang = spoken(tag)
	}
	current.Store(&lang)
}

// Language returns the language in use, one of [Languages].
func Language() string {
	if lang := current.Load(); lang != nil {
		return *lang
	}
	lang := SystemLanguage()
	current.CompareAndSwap(nil, &lang)
	return *current.Load()
}

// SystemLanguage returns the one of [Languages] that suits the operating
// system's user: on Unix by LC_ALL, LC_MESSAGES or LANG, the first that is set,
// and LANGUAGE where that is a list of preferences, as gettext has it.
func SystemLanguage() string {
	tag, err := locale.GetLanguage()
	if err != nil {
		return Languages[0]
	}
	return spoken(tag)
}

// spoken returns the one of [Languages] for a tag: Japanese for Japanese and
// where no language is named (C, POSIX), English for every other.
func spoken(tag string) string {
	end := strings.IndexAny(tag, "-_.@")
	if end < 0 {
		end = len(tag)
	}
	switch strings.ToLower(tag[:end]) {
	case "ja", "", "c", "posix":
		return "ja"
	}
	return "en"
}
