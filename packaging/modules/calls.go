package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// calls are the names of a go-gl package that Fyne uses, with the place of the
// first use.
type calls map[string]token.Position

// callsIn reads Fyne's source, whatever system a file is for, and returns what
// it uses of go-gl, by package as "v2.1/gl".
func callsIn(toolkit string) (map[string]calls, error) {
	used := map[string]calls{}
	err := filepath.WalkDir(toolkit, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(text), `"`+goGL+"/") {
			return err
		}
		return collect(path, text, used)
	})
	if err == nil && len(used) == 0 {
		err = errors.New("fyne does not use " + goGL + " any more: take what trims it out of packaging/modules")
	}
	return used, err
}

// collect adds what one file uses.
func collect(name string, text []byte, used map[string]calls) error {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, spec := range f.Imports {
		full, err := strconv.Unquote(spec.Path.Value)
		pkg, ours := strings.CutPrefix(full, goGL+"/")
		if err != nil || !ours {
			continue
		}
		local := path.Base(pkg)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		if local == "." || local == "_" {
			return fmt.Errorf("%s imports %s as %s: which names it uses cannot be seen", name, full, local)
		}
		if used[pkg] == nil {
			used[pkg] = calls{}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && isName(s.X, local) {
				if _, seen := used[pkg][s.Sel.Name]; !seen {
					used[pkg][s.Sel.Name] = fset.Position(s.Pos())
				}
			}
			return true
		})
	}
	return nil
}

func isName(x ast.Expr, name string) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == name
}
