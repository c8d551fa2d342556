package app

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"todoku/assets"
)

// fyneWords are what the toolkit says itself, in the menu of a field, by its
// own names, and our words for it.
var fyneWords = []struct{ said, key string }{
	{"Cut", "edit.cut"},
	{"Copy", "edit.copy"},
	{"Paste", "edit.paste"},
	{"Select all", "edit.all"},
	{"Undo", "edit.undo"},
	{"Redo", "edit.redo"},
	{"Quit", "quit"},
}

// fyneLocales are the languages that the toolkit knows: it follows the system,
// which may speak another than the user chose here.
var fyneLocales = []fyne.Locale{"cs", "de", "el", "en", "es", "fr", "ja", "pl", "pt", "pt-BR", "ru", "sv", "ta", "uk", "zh-Hans"}

// speakFyne makes the toolkit speak the language of the program, whatever the
// system speaks.
func speakFyne() {
	messages := map[string]string{}
	for _, w := range fyneWords {
		messages[w.said] = assets.Text(w.key)
	}
	data, err := json.Marshal(messages)
	if err != nil {
		return // strings always are JSON
	}
	for _, l := range fyneLocales {
		if err := lang.AddTranslationsForLocale(data, l); err != nil {
			fyne.LogError("words of the toolkit", err)
		}
	}
}
