package house

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"testing"
)

// Every pattern is one: it is compiled only when it first looks at a text.
func TestPatternsCompile(t *testing.T) {
	constants := map[string]map[string]ast.Expr{} // of a folder, by name
	all := sources(t)
	for _, s := range all {
		if constants[s.dir] == nil {
			constants[s.dir] = map[string]ast.Expr{}
		}
		collectConstants(s.file, constants[s.dir])
	}
	n := 0
	for _, s := range all {
		ast.Inspect(s.file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || !callsOf(call, "pattern", "New") || s.dir == "pattern" {
				return true
			}
			n++
			text, known := constant(call.Args[0], constants[s.dir])
			if _, err := regexp.Compile(text); err != nil || !known {
				t.Errorf("%s: pattern %q, a constant %v: %v", s.path, text, known, err)
			}
			return true
		})
	}
	if n < 200 {
		t.Errorf("only %d patterns", n)
	}
}

// Nothing compiles a regular expression before it is needed: some hundred of
// them were half of what starting the program took.
func TestNothingIsCompiledAtTheStart(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || below(s.dir, "packaging mailcore/lab") {
			continue
		}
		for _, decl := range s.file.Decls {
			if _, function := decl.(*ast.FuncDecl); function {
				continue
			}
			ast.Inspect(decl, func(node ast.Node) bool {
				if _, function := node.(*ast.FuncLit); function {
					return false
				}
				if call, ok := node.(*ast.CallExpr); ok && callsOf(call, "regexp", "MustCompile") {
					t.Errorf("%s compiles at the start; pattern.New does it when it is needed", s.path)
				}
				return true
			})
		}
	}
}

// callsOf reports whether a call is that of a function of a package.
func callsOf(call *ast.CallExpr, pkg, name string) bool {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != name {
		return false
	}
	of, ok := selector.X.(*ast.Ident)
	return ok && of.Name == pkg
}

// collectConstants adds the constants at the root of a file.
func collectConstants(file *ast.File, to map[string]ast.Expr) {
	for _, decl := range file.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			for i, name := range spec.(*ast.ValueSpec).Names {
				if values := spec.(*ast.ValueSpec).Values; i < len(values) {
					to[name.Name] = values[i]
				}
			}
		}
	}
}

// constant works out a constant text of literals, names and sums of them.
func constant(e ast.Expr, known map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.Ident:
		value, ok := known[e.Name]
		if !ok {
			return "", false
		}
		return constant(value, known)
	case *ast.BinaryExpr:
		x, okX := constant(e.X, known)
		y, okY := constant(e.Y, known)
		return x + y, okX && okY && e.Op == token.ADD
	}
	return "", false
}
