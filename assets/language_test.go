package assets

import (
	"slices"
	"testing"
)

func TestSpoken(t *testing.T) {
	for tag, want := range map[string]string{
		"ja": "ja", "ja-JP": "ja", "ja_JP.UTF-8": "ja", "JA": "ja", "": "ja", "C": "ja", "C.UTF-8": "ja", "POSIX": "ja",
		"en": "en", "en-GB": "en", "fr_FR@euro": "en", "jam": "en",
	} {
		if got := spoken(tag); got != want {
			t.Errorf("spoken(%q) = %q, want %q", tag, got, want)
		}
	}
}

func TestLanguageMayChangeWhileTextsAreRead(t *testing.T) {
	t.Cleanup(func() { SetLanguage("") })
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 100 {
			SetLanguage("en")
			SetLanguage("ja")
		}
	}()
	allowed := []string{catalogOf(t)["ja"]["encryption.none"], catalogOf(t)["en"]["encryption.none"]}
	for range 100 {
		if got := Text("encryption.none"); !slices.Contains(allowed, got) {
			t.Fatalf("got %q, want one of %q", got, allowed)
		}
	}
	<-done
	if got := Language(); got != "ja" {
		t.Errorf("Language() = %q after SetLanguage(ja)", got)
	}
}
