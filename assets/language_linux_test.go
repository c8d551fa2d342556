package assets

import "testing"

func TestSystemLanguage(t *testing.T) {
	for _, test := range []struct{ all, messages, lang, language, want string }{
		{"", "", "", "", "ja"},
		{"C", "", "en_US.UTF-8", "", "ja"},
		{"", "", "C.UTF-8", "", "ja"},
		{"", "", "ja_JP.UTF-8", "", "ja"},
		{"", "", "en_US.UTF-8", "", "en"},
		{"", "", "de_DE.UTF-8", "", "en"},
		{"", "ja_JP.UTF-8", "en_US.UTF-8", "", "ja"},
		{"en_US.UTF-8", "ja_JP.UTF-8", "ja_JP.UTF-8", "", "en"},
		{"", "", "ja_JP.UTF-8", "en:ja", "en"},
	} {
		t.Setenv("LC_ALL", test.all)
		t.Setenv("LC_MESSAGES", test.messages)
		t.Setenv("LANG", test.lang)
		t.Setenv("LANGUAGE", test.language)
		if got := SystemLanguage(); got != test.want {
			t.Errorf("LC_ALL=%q LC_MESSAGES=%q LANG=%q LANGUAGE=%q: %q, want %q", test.all, test.messages, test.lang, test.language, got, test.want)
		}
	}
}

func TestLanguageFollowsTheSystem(t *testing.T) {
	t.Cleanup(func() { SetLanguage("") }) // after the environment is put back
	t.Setenv("LC_ALL", "en_US.UTF-8")
	t.Setenv("LANGUAGE", "")
	current.Store(nil)
	if got := Language(); got != "en" {
		t.Errorf("before anybody chose: %q, want en", got)
	}
	SetLanguage("ja")
	if got := Language(); got != "ja" {
		t.Errorf("chosen: %q, want ja", got)
	}
	SetLanguage("")
	if got := Language(); got != "en" {
		t.Errorf("following the system again: %q, want en", got)
	}
}
