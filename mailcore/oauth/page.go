package oauth

import (
	"html/template"
	"net/http"
	"sync"
)

// page is what the browser shows in the end. It runs and loads nothing.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Parse(pageSource))
})

const pageSource = `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Todoku</title>
<style>body{font:1.2rem sans-serif;margin:20vh auto;max-width:36rem;padding:0 1rem;white-space:pre-line}</style>
<body>{{if .OK}}✓{{else}}✕{{end}} {{.Words}}</body>
`

// headers keep the address, which holds the code, and the page to themselves.
var headers = map[string]string{
	"Content-Type":            "text/html; charset=utf-8",
	"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
	"Referrer-Policy":         "no-referrer",
	"Cache-Control":           "no-store",
	"X-Content-Type-Options":  "nosniff",
}

// write sends the page that ends a sign-in.
func write(w http.ResponseWriter, ok bool, words func(bool) string) {
	for name, value := range headers {
		w.Header().Set(name, value)
	}
	var text string
	if words != nil {
		text = words(ok)
	}
	page().Execute(w, struct {
		OK    bool
		Words string
	}{ok, text})
}
