package forms

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"todoku/assets"
	"todoku/mailcore"
)

// TestEverythingOnTheFormHasWords holds the table of fields against the words.
func TestEverythingOnTheFormHasWords(t *testing.T) {
	defer assets.SetLanguage(assets.Language())
	for _, language := range assets.Languages {
		assets.SetLanguage(language)
		for _, s := range append(slices.Clone(Sections), Section{Key: "test", Fields: []Field{Recipient}}) {
			if s.Folded {
				worded(t, "section."+s.Key)
			}
			for _, f := range s.Fields {
				worded(t, "field."+f.Key)
				choices(t, f)
			}
		}
	}
}

// choices asks for the words of everything that can be chosen in a field.
func choices(t *testing.T, f Field) {
	t.Helper()
	switch (&mailcore.Profile{}).Field(f.Key).(type) {
	case *bool:
		worded(t, "field."+f.Key+".check")
	case *mailcore.Encryption:
		wordedAll(t, "encryption.", mailcore.Encryptions)
	case *mailcore.Charset:
		wordedAll(t, "charset.", mailcore.Charsets)
	case *mailcore.AuthMethod:
		wordedAll(t, "auth.", methodsOf(f.Key))
	}
}

func wordedAll[T ~string](t *testing.T, prefix string, values []T) {
	t.Helper()
	for _, v := range values {
		worded(t, prefix+string(v))
	}
}

func worded(t *testing.T, key string) {
	t.Helper()
	if !assets.Has(key) {
		t.Errorf("no words for %s in %s", key, assets.Language())
	}
}

func TestFieldsAreKnownOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Sections {
		for _, f := range s.Fields {
			if seen[f.Key] {
				t.Errorf("%s comes twice", f.Key)
			}
			seen[f.Key] = true
		}
	}
}

// TestEveryFactIsShown reads the engine for the names under which its steps
// note facts, and wants each in the order of the details, with words.
func TestEveryFactIsShown(t *testing.T) {
	defer assets.SetLanguage(assets.Language())
	names := factNames(t)
	if len(names) < 20 {
		t.Fatalf("found only %q in the engine", names)
	}
	for _, name := range names {
		if !slices.Contains(factOrder, name) {
			t.Errorf("the fact %q is noted but never shown", name)
		}
	}
	for _, name := range factOrder {
		if !slices.Contains(names, name) {
			t.Errorf("the fact %q is shown but never noted", name)
		}
		for _, language := range assets.Languages {
			assets.SetLanguage(language)
			worded(t, "fact."+name)
		}
	}
}

// factNames returns the first argument of every call of fact, and the keys of
// every map[string]string that is handed to facts.
func factNames(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../mailcore/steps/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no engine to read", err)
	}
	var names []string
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			names = append(names, namesIn(n)...)
			return true
		})
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// namesIn reads r.fact("name", …), r.facts(map…) and the maps of functions that
// describe a certificate, a session or capabilities.
func namesIn(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		method, ok := n.Fun.(*ast.SelectorExpr)
		switch {
		case ok && method.Sel.Name == "fact" && len(n.Args) == 2:
			return literal(n.Args[0])
		case ok && method.Sel.Name == "facts" && len(n.Args) == 1:
			return mapKeys(n.Args[0])
		}
	case *ast.FuncDecl:
		if slices.Contains([]string{"facts", "deliveryFacts", "session", "describe", "missing"}, n.Name.Name) {
			return mapKeys(n)
		}
	}
	return nil
}

// mapKeys returns the literal keys of the maps within a node.
func mapKeys(in ast.Node) []string {
	var keys []string
	ast.Inspect(in, func(n ast.Node) bool {
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			keys = append(keys, literal(pair.Key)...)
		}
		return true
	})
	return keys
}

func literal(e ast.Expr) []string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	name, err := strconv.Unquote(lit.Value)
	if err != nil {
		return nil
	}
	return []string{name}
}
