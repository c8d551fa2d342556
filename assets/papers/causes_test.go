package papers

import (
	"regexp"
	"strings"
	"testing"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// Each code that has words is a cause, or the manual would leave it out.
func TestCausesAreAllThatHaveWords(t *testing.T) {
	causes := map[string]bool{}
	for _, c := range cause.Causes() {
		causes["finding."+string(c.Code)+".title"] = true
	}
	for _, key := range assets.Keys("ja") {
		if strings.HasPrefix(key, "finding.") && strings.HasSuffix(key, ".title") && !causes[key] {
			t.Errorf("%s is of no cause", key)
		}
	}
}

// unsaid is what a text looks like that has a key or a placeholder in it.
var unsaid = regexp.MustCompile(`\{[a-z-]+\}|\b(field|severity|placeholder|causes|inquiry|finding)\.[a-z]`)

func TestCausesSayAllInWords(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		for _, line := range strings.Split(string(Causes{}.As(Markdown)), "\n") {
			if unsaid.MatchString(line) {
				t.Errorf("%s: %s", lang, line)
			}
		}
	}
}

func TestEachGroupHasCauses(t *testing.T) {
	count := make([]int, len(causeGroups))
	for _, c := range cause.Causes() {
		count[groupOf(c.Code)]++
	}
	for i, n := range count {
		if n == 0 {
			t.Errorf("%s has no cause", causeGroups[i].title)
		}
	}
}

// The more exact beginning wins, whichever group comes first.
func TestCausesAreWhereTheyBelong(t *testing.T) {
	for code, want := range map[mailcore.Code]string{
		"tcp-op25b": "causes.connection", "gmail-421": "causes.connection", "gmail-bad": "causes.login", "cert-host": "causes.encryption",
		"auth-fail": "causes.login", "auth-dns": "causes.sending", "auth-dns-seen": "causes.receiving", "a-new-one": "causes.other",
	} {
		if got := causeGroups[groupOf(code)].title; got != want {
			t.Errorf("%s is in %s, want %s", code, got, want)
		}
	}
}

// Who comes from a finding sees it first; it is not said twice.
func TestTheCauseAskedForComesFirst(t *testing.T) {
	assets.SetLanguage("ja")
	t.Cleanup(func() { assets.SetLanguage("") })
	page := string(Causes{First: "tcp-op25b"}.As(HTML))
	first := `<section id="tcp-op25b">`
	if strings.Index(page, "<section") != strings.Index(page, first) || strings.Count(page, first) != 1 {
		t.Errorf("the first section is not tcp-op25b, or it is there %d times", strings.Count(page, first))
	}
	if all, want := strings.Count(page, "<section id="), len(cause.Causes()); all != want {
		t.Errorf("%d causes, want %d", all, want)
	}
	if got := string(Causes{First: "no-such-cause"}.As(HTML)); got != string(Causes{}.As(HTML)) {
		t.Error("a cause that is not there changes the page")
	}
}
