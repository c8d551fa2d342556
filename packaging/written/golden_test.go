package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"
)

const source = `package x
func TestOne(t *testing.T) { mailtest.Golden(t, "a", "b") }
func TestTwo(t *testing.T) { t.Run("x", func(t *testing.T) { d.compare(t) }) }
func (d desk) compare(t *testing.T) { golden(t) }
func golden(t *testing.T) { mailtest.Golden(t, "a", "b") }
func TestThree(t *testing.T) { mailtest.Same(t, "a", "b", "c") }
`

func TestTestsThatLeadToGolden(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "x_test.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := leadingTo([]*ast.File{file}), []string{"TestOne", "TestTwo"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// The tests of this repository are found.
func TestGoldenTestsAreFound(t *testing.T) {
	found, err := goldenTests("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []goldenTest{{"mailcore/steps", "TestRun"}, {"mailcore/cause", "TestShadows"}, {"forms", "TestServerForm"}, {"cmd/todoku-cli", "TestListAndShow"}} {
		if !slices.Contains(found, want) {
			t.Errorf("%v is missing", want)
		}
	}
}
