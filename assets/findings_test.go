package assets

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/width"
)

// codes returns every code that has words under "finding.".
func codes() []string {
	var all []string
	for _, key := range Keys("ja") {
		if rest, ok := strings.CutPrefix(key, "finding."); ok {
			code, _, _ := strings.Cut(rest, ".")
			all = append(all, code)
		}
	}
	return slices.Compact(all)
}

func TestFindingsAreWhole(t *testing.T) {
	if len(codes()) < 65 {
		t.Fatalf("%d findings have words, want at least the 65 of the knowledge base", len(codes()))
	}
	for _, code := range codes() {
		for _, part := range []string{"title", "explanation", "remedy"} {
			if key := "finding." + code + "." + part; !Has(key) {
				t.Errorf("%s has no words", key)
			}
		}
	}
}

func TestFindingTitlesAreShort(t *testing.T) {
	const widest = 32 // full-width characters
	for _, code := range codes() {
		ja, en := catalogOf(t)["ja"]["finding."+code+".title"], catalogOf(t)["en"]["finding."+code+".title"]
		if columns(ja) > 2*widest || columns(en) > 2*widest {
			t.Errorf("%s: %q or %q is wider than %d full-width characters", code, ja, en, widest)
		}
		if strings.HasSuffix(ja, "。") || strings.HasSuffix(en, ".") {
			t.Errorf("%s: a title is no sentence: %q, %q", code, ja, en)
		}
	}
}

// columns counts a full-width character as two.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if kind := width.LookupRune(r).Kind(); kind == width.EastAsianWide || kind == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

func TestSentencesEnd(t *testing.T) {
	sentence := regexp.MustCompile(`^finding\..*\.(explanation|remedy)(\.[a-z-]+)?$|^problem\.|^scope\..*\.hint$`)
	for lang, end := range map[string]string{"ja": "。", "en": "."} {
		for key, text := range catalogOf(t)[lang] {
			for line := range strings.Lines(text) {
				if sentence.MatchString(key) && !strings.HasSuffix(strings.TrimRight(line, "\n"), end) {
					t.Errorf("%s %s: %q does not end in %s", lang, key, line, end)
				}
			}
		}
	}
}

func TestRemediesAreSteps(t *testing.T) {
	numbered := regexp.MustCompile(`^[0-9①-⑳]`)
	for _, code := range codes() {
		key := "finding." + code + ".remedy"
		ja, en := strings.Split(catalogOf(t)["ja"][key], "\n"), strings.Split(catalogOf(t)["en"][key], "\n")
		if len(ja) != len(en) || len(ja) > 4 {
			t.Errorf("%s: %d steps in Japanese, %d in English, want as many and at most 4", code, len(ja), len(en))
		}
		for _, step := range slices.Concat(ja, en) {
			if step == "" || numbered.MatchString(step) {
				t.Errorf("%s: step %q is empty or begins with a digit; the view numbers it", code, step)
			}
		}
	}
}

// The same words explain an error message that somebody pasted, where nothing
// is known but the message. Only what a run alone can find may need a value.
func TestFindingsReadWellWithoutValues(t *testing.T) {
	needs := map[string][]string{
		"auth-fell-back":           {"failed", "method"},
		"certificate-expires-soon": {"days"},
	}
	t.Cleanup(func() { SetLanguage("") })
	for _, lang := range Languages {
		SetLanguage(lang)
		for _, code := range codes() {
			var args []any
			for _, name := range needs[code] {
				args = append(args, name, "x")
			}
			for _, part := range []string{"title", "explanation", "remedy"} {
				if text := Text("finding."+code+"."+part, args...); text == "" || strings.ContainsAny(text, "{}") {
					t.Errorf("%s %s: without values the %s reads %q", lang, code, part, text)
				}
			}
		}
	}
}

// Where the server may be an impostor, or would see too much, nobody is told to
// hand it the password itself.
func TestNoPasswordForImpostors(t *testing.T) {
	for _, code := range []string{"auth-impostor", "scram-weak", "scram-cost", "scram-no-proof", "scram-iterations", "digest-no-proof", "challenge-malformed"} {
		for _, lang := range Languages {
			for _, part := range []string{"title", "explanation", "remedy"} {
				text, ok := catalogOf(t)[lang]["finding."+code+"."+part]
				if !ok || strings.Contains(text, "PLAIN") || strings.Contains(text, "LOGIN") {
					t.Errorf("%s %s.%s: %q", lang, code, part, text)
				}
			}
		}
	}
}
