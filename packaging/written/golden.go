package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A goldenTest is a test that compares with a file which it can write.
type goldenTest struct{ folder, name string }

// updating is what makes the go command run tests so that they write.
func updating(tests []goldenTest) []string {
	var names, folders []string
	for _, t := range tests {
		names, folders = append(names, t.name), append(folders, "./"+t.folder)
	}
	slices.Sort(folders)
	args := append([]string{"test", "-count=1", "-run", "^(" + strings.Join(names, "|") + ")$"}, slices.Compact(folders)...)
	return append(args, "-args", "-update")
}

// goldenTests finds those of every package below root that needs no tag.
func goldenTests(root string) ([]goldenTest, error) {
	var all []goldenTest
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil || !d.IsDir():
			return err
		case path != root && (name == "build" || name == "testdata" || strings.HasPrefix(name, ".")):
			return fs.SkipDir
		}
		files, err := testFiles(path)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, path)
		for _, name := range leadingTo(files) {
			all = append(all, goldenTest{filepath.ToSlash(folder), name})
		}
		return err
	})
	return all, err
}

// testFiles parses the tests in a folder.
func testFiles(folder string) (all []*ast.File, err error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if bytes.HasPrefix(text, []byte("//go:build ")) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, 0)
		if err != nil {
			return nil, err
		}
		all = append(all, file)
	}
	return all, err
}

// golden is Golden of mailtest or formstest; no identifier is called so.
const golden = "a file that a test can write"

// leadingTo names the tests that call it, themselves or through a function of
// theirs.
func leadingTo(files []*ast.File) []string {
	calls := map[string][]string{} // by the name of what calls
	for _, file := range files {
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok {
				calls[f.Name.Name] = append(calls[f.Name.Name], called(f)...)
			}
		}
	}
	leads := map[string]bool{golden: true}
	for before := 0; before < len(leads); {
		before = len(leads)
		for name, these := range calls {
			if slices.ContainsFunc(these, func(c string) bool { return leads[c] }) {
				leads[name] = true
			}
		}
	}
	var tests []string
	for name := range leads {
		if strings.HasPrefix(name, "Test") {
			tests = append(tests, name)
		}
	}
	slices.Sort(tests)
	return tests
}

// called names the functions and methods that a function uses, and Golden of
// another package as golden.
func called(f *ast.FuncDecl) (names []string) {
	ast.Inspect(f, func(n ast.Node) bool {
		s, selects := n.(*ast.SelectorExpr)
		ident, simple := n.(*ast.Ident)
		switch {
		case selects && s.Sel.Name == "Golden":
			names = append(names, golden)
		case selects:
			names = append(names, s.Sel.Name)
		case simple:
			names = append(names, ident.Name)
		}
		return true
	})
	return names
}
