package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// loader is go-gl's function that looks every other one up.
const loader = "InitWithProcAddrFunc"

// A binding is go-gl's package.go, read: each of its names with where it is
// declared.
type binding struct {
	fset  *token.FileSet
	file  *ast.File
	text  []byte
	names map[string]ast.Node // a function, or the row of a constant or variable
	cuts  []cut
}

// A cut is a part of the text that is left out.
type cut struct{ from, to int }

// trim returns go-gl's package.go with nothing in it but what is used, what
// its neighbours use, and what these need.
func trim(path string, used calls) ([]byte, error) {
	b, err := read(path)
	if err != nil {
		return nil, err
	}
	besides, err := neighbours(path)
	if err != nil {
		return nil, err
	}
	roots := []string{"Init", loader}
	for name, place := range used {
		if b.names[name] == nil && !besides[name] {
			return nil, fmt.Errorf("fyne uses gl.%s (%s), which go-gl does not have: one of the two has changed, see packaging/modules", name, place)
		}
		roots = append(roots, name)
	}
	for name := range besides {
		roots = append(roots, name)
	}
	kept := b.reach(roots)
	if err := b.leaveOut(kept); err != nil {
		return nil, err
	}
	return format.Source(b.rest())
}

func read(path string) (*binding, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	b := &binding{fset: token.NewFileSet(), text: text, names: map[string]ast.Node{}}
	if b.file, err = parser.ParseFile(b.fset, path, text, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		return nil, err
	}
	for _, d := range b.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			b.names[d.Name.Name] = d
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok {
					b.names[v.Names[0].Name] = v
				}
			}
		}
	}
	if _, ok := b.names[loader].(*ast.FuncDecl); !ok {
		return nil, errors.New("there is no " + loader + " in it: go-gl has changed, see packaging/modules")
	}
	return b, nil
}

// neighbours are the names in the other files of a package: what these declare
// and what they use.
func neighbours(path string) (map[string]bool, error) {
	others, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.go"))
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for _, other := range others {
		if other == path {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), other, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for name := range mentioned(f) {
			names[name] = true
		}
	}
	return names, nil
}

// mentioned are the names in a piece of the program.
func mentioned(n ast.Node) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			names[id.Name] = true
		}
		return true
	})
	return names
}

// reach returns the roots and all that they need, C names too. The loader
// names everything, and is trimmed itself.
func (b *binding) reach(roots []string) map[string]bool {
	kept := map[string]bool{}
	for len(roots) > 0 {
		name := roots[0]
		roots = roots[1:]
		if kept[name] {
			continue
		}
		kept[name] = true
		if n := b.names[name]; n != nil && name != loader {
			for more := range mentioned(n) {
				roots = append(roots, more)
			}
		}
	}
	return kept
}

// leaveOut cuts what is not kept.
func (b *binding) leaveOut(kept map[string]bool) error {
	for name, n := range b.names {
		if !kept[name] {
			b.cut(begin(n), n.End())
		}
	}
	all := b.names[loader].(*ast.FuncDecl)
	left := 0
	for _, s := range all.Body.List {
		if name := pointer(s); name != "" && !kept[name] {
			b.cut(s.Pos(), s.End())
		} else if name != "" {
			left++
		}
	}
	if left == 0 {
		return errors.New(loader + " looks nothing up that Fyne uses: go-gl has changed, see packaging/modules")
	}
	for _, d := range b.file.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT && g.Doc != nil {
			b.leaveOutC(g.Doc.List, kept)
		}
	}
	return nil
}

func begin(n ast.Node) token.Pos {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Doc != nil {
			return n.Doc.Pos()
		}
	case *ast.ValueSpec:
		if n.Doc != nil {
			return n.Doc.Pos()
		}
	}
	return n.Pos()
}

// pointer names the variable that a line of the loader sets or judges:
// "gpX = …" or "if gpX == nil …".
func pointer(s ast.Stmt) string {
	var x ast.Expr
	switch s := s.(type) {
	case *ast.AssignStmt:
		x = s.Lhs[0]
	case *ast.IfStmt:
		if c, ok := s.Cond.(*ast.BinaryExpr); ok {
			x = c.X
		}
	}
	if id, ok := x.(*ast.Ident); ok && strings.HasPrefix(id.Name, "gp") {
		return id.Name
	}
	return ""
}

// How the C in go-gl's comment declares a function's type, and the function
// that calls it, which ends with a brace of its own.
var (
	cType     = regexp.MustCompile(`^// typedef .*\(APIENTRYP (GP\w+)\)`)
	cFunction = regexp.MustCompile(`^// static .*\b(glow\w+)\(`)
)

const cEnd = "// }"

// leaveOutC cuts the C of what is not kept.
func (b *binding) leaveOutC(lines []*ast.Comment, kept map[string]bool) {
	for i := 0; i < len(lines); i++ {
		if m := cType.FindStringSubmatch(lines[i].Text); m != nil && !kept[m[1]] {
			b.cut(lines[i].Pos(), lines[i].End())
		}
		m := cFunction.FindStringSubmatch(lines[i].Text)
		if m == nil {
			continue
		}
		first := lines[i]
		for lines[i].Text != cEnd && i < len(lines)-1 {
			i++
		}
		if !kept[m[1]] {
			b.cut(first.Pos(), lines[i].End())
		}
	}
}

// cut leaves whole lines out.
func (b *binding) cut(from, to token.Pos) {
	first, last := b.fset.Position(from).Offset, b.fset.Position(to).Offset
	first = bytes.LastIndexByte(b.text[:first], '\n') + 1
	if end := bytes.IndexByte(b.text[last:], '\n'); end >= 0 {
		last += end + 1
	}
	b.cuts = append(b.cuts, cut{first, last})
}

// rest is the text without the cuts, and without the import of the DLL.
func (b *binding) rest() []byte {
	slices.SortFunc(b.cuts, func(x, y cut) int { return x.from - y.from })
	var text []byte
	at := 0
	for _, c := range b.cuts {
		text = append(text, b.text[at:c.from]...)
		at = c.to
	}
	return dllImport.ReplaceAll(append(text, b.text[at:]...), nil)
}
