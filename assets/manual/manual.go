// Package manual writes the manual for a browser. The window has it, the
// terminal does not, nor what reads Markdown.
package manual

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/pattern"
)

// Pages writes pages of Markdown, which are ours, for a browser without a
// network: they lead to each other and to that of [papers.Causes], what is nowhere
// on this computer is plain text, and pictures are left out. first is the name
// of the page to begin with.
func Pages(first string, pages map[string]string) (begin papers.WebPage, others []papers.WebPage) {
	names := map[string]string{"causes": papers.Causes{}.FileName(papers.HTML)}
	for name := range pages {
		names[pageOf(name)] = "todoku-" + pageOf(name) + papers.HTML.Extension()
	}
	for name, source := range pages {
		f := papers.WebPage{Name: names[pageOf(name)], Data: page(source, names)}
		if name == first {
			begin = f
			continue
		}
		others = append(others, f)
	}
	return begin, others
}

// pageOf is what a page is called in every language: manual of manual.en.md.
func pageOf(name string) string {
	page, _, _ := strings.Cut(name, ".")
	return page
}

// languages is the line under a title that leads to the page in the other
// language.
var languages = pattern.New(`(?m)^\[(English|日本語)\]\(.*\n`)

// shell is what stands round a page of the manual.
var shell = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("manual").Funcs(template.FuncMap{
		"style": func() template.CSS { return template.CSS(papers.Style) },
	}).Parse(shellSource))
})

const shellSource = `<!DOCTYPE html>
<html lang="{{.Language}}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{{.Title}}</title>
<style>
{{style}}
.manual p, .manual li, .manual th, .manual td { white-space: normal; }
.manual p:empty { display: none; }
.manual a { color: inherit; }
.manual code { padding: 0 .25rem; background: var(--shade); }
</style>
</head>
<body class="manual">
{{.Body}}</body>
</html>
`

func page(source string, names map[string]string) []byte {
	source = languages.ReplaceAllString(source, "")
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithAutoHeadingID()), goldmark.WithRendererOptions(html.WithUnsafe()))
	data := []byte(source)
	tree := md.Parser().Parse(text.NewReader(data), parser.WithContext(parser.NewContext(parser.WithIDs(anchors{}))))
	rewire(tree, names)
	var body, whole bytes.Buffer
	if err := md.Renderer().Render(&body, data, tree); err != nil {
		panic(fmt.Errorf("the manual is ours: %w", err))
	}
	title, _, _ := strings.Cut(strings.TrimPrefix(source, "# "), "\n")
	err := shell().Execute(&whole, struct {
		Language, Title string
		Body            template.HTML
	}{assets.Language(), title, template.HTML(body.String())})
	if err != nil {
		panic(fmt.Errorf("a page always fits its template: %w", err))
	}
	return whole.Bytes()
}

// rewire leads each link to where its page is, and takes away those that lead
// nowhere, and the pictures.
func rewire(tree ast.Node, names map[string]string) {
	var dead []ast.Node
	_ = ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Image:
			if entering {
				dead = append(dead, n)
			}
		case *ast.Link:
			if !entering {
				break
			}
			to, ok := destination(string(n.Destination), names)
			if n.Destination = []byte(to); !ok {
				dead = append(dead, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range dead {
		parent := n.Parent()
		for child := n.FirstChild(); n.Kind() == ast.KindLink && child != nil; child = n.FirstChild() {
			parent.InsertBefore(parent, n, child)
		}
		parent.RemoveChild(parent, n)
	}
}

// destination is where a link of the manual leads on this computer.
func destination(link string, names map[string]string) (string, bool) {
	if strings.HasPrefix(link, "#") || strings.HasPrefix(link, "https://") {
		return link, true
	}
	path, anchor, _ := strings.Cut(link, "#")
	name, known := names[pageOf(path)]
	if !known || strings.Contains(path, "/") || !sameLanguage(path) {
		return "", false
	}
	if anchor != "" {
		name += "#" + anchor
	}
	return name, true
}

func sameLanguage(path string) bool {
	return strings.HasSuffix(path, ".en.md") == (assets.Language() == "en")
}

// anchors are named as GitHub does, by the words of the title, so that links in
// Markdown lead there.
type anchors map[string]int

var _ parser.IDs = anchors{}

// markup is what a title has beside its words.
var markup = pattern.New("[`*]|\\]\\([^)]*\\)|\\[")

// Generate implements parser.IDs.
func (a anchors) Generate(value []byte, _ ast.NodeKind) []byte {
	id := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, markup.ReplaceAllString(string(bytes.TrimSpace(value)), ""))
	n := a[id]
	a[id]++
	if n > 0 {
		id = fmt.Sprintf("%s-%d", id, n)
	}
	return []byte(id)
}

// Put implements parser.IDs.
func (a anchors) Put(value []byte) { a[string(value)]++ }
