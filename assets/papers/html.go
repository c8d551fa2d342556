package papers

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"sync"

	"todoku/assets"
)

// Style is the style sheet of every page.
//
//go:embed page.css
var Style string

//go:embed page.html
var pageSource string

// pageTemplate draws a page. The template escapes all that is not ours. It calls
// no methods: a released program has none that is found by its name.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"across":  line.Across,
		"day":     func() string { return assets.Text("ledger.sign.day") },
		"legible": legible,
		"style":   func() template.CSS { return template.CSS(Style) },
	}).Parse(pageSource))
})

// A WebPage is a page for a browser.
type WebPage struct {
	Name string
	Data []byte
}

// html writes p as one file that needs no other.
func (p page) html() []byte {
	var b bytes.Buffer
	if err := pageTemplate().Execute(&b, p); err != nil {
		panic(fmt.Errorf("a page always fits its template: %w", err))
	}
	return b.Bytes()
}
