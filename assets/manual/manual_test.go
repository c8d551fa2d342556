package manual_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"todoku/assets"
	"todoku/assets/manual"
	"todoku/assets/papers"
	"todoku/docs"
)

var (
	href = regexp.MustCompile(`href="([^"]*)"`)
	ids  = regexp.MustCompile(`id="([^"]*)"`)
)

// Every link of the manual leads to a place that is on this computer, or to
// the web; nothing in it is fetched.
func TestManualLeadsSomewhere(t *testing.T) {
	for _, lang := range assets.Languages {
		assets.SetLanguage(lang)
		begin, others := manual.Pages(docs.Manual())
		others = append(others, begin, papers.WebPage{Name: papers.Causes{}.FileName(papers.HTML), Data: papers.Causes{}.As(papers.HTML)})
		places := map[string]bool{}
		for _, p := range others {
			places[p.Name] = true
			for _, id := range ids.FindAllStringSubmatch(string(p.Data), -1) {
				places[p.Name+"#"+id[1]] = true
			}
		}
		if begin.Name != "todoku-manual.html" || len(others) != 3 || len(places) < 100 {
			t.Fatalf("%s: %s begins %d pages with %d places", lang, begin.Name, len(others), len(places))
		}
		within := 0
		for _, p := range others {
			for _, link := range href.FindAllStringSubmatch(string(p.Data), -1) {
				to := link[1]
				if strings.HasPrefix(to, "#") {
					to = p.Name + to
				}
				to = unescaped(to)
				if within++; !strings.HasPrefix(to, "https://") && !places[to] {
					t.Errorf("%s: %s leads to %s, which is nowhere", lang, p.Name, to)
				}
			}
			if text := string(p.Data); strings.Contains(text, "<p>English") || strings.Contains(text, "<p>日本語") {
				t.Errorf("%s: %s names a page in another language, to which nothing leads", lang, p.Name)
			}
			if text := string(p.Data); strings.Contains(text, "<img") || strings.Contains(text, "src=") || strings.Contains(text, ".png") {
				t.Errorf("%s: %s has a picture", lang, p.Name)
			}
		}
		if within < 30 {
			t.Errorf("%s: only %d links", lang, within)
		}
	}
	assets.SetLanguage("ja")
}

// unescaped is a link as a browser understands it.
func unescaped(link string) string {
	path, err := url.PathUnescape(link)
	if err != nil {
		return link
	}
	return path
}
