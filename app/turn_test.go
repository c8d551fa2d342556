package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// The turn is taken and given back in one file: whoever touches it elsewhere
// may take it from somebody who talks to a server.
func TestTurnIsTouchedInOnePlace(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, name := range files {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "turn" {
				seen++
				if name != "turn.go" {
					t.Errorf("%s touches the turn; begin and end are for that", set.Position(s.Pos()))
				}
			}
			return true
		})
	}
	if seen == 0 {
		t.Error("nobody touches the turn: this test looks for the wrong name")
	}
}

func TestOneHasTheTurn(t *testing.T) {
	d := fresh(t)
	first, second := 0, 0
	if !d.begin(func() { first++ }) || d.parts.run.Visible() || !d.parts.stop.Visible() {
		t.Fatal("a free turn is taken, and the buttons show it")
	}
	if d.begin(func() { second++ }) || second != 1 || first != 0 {
		t.Errorf("somebody else took the turn; first stopped %d times, second %d", first, second)
	}
	d.onStop()
	if first != 1 || !d.busy() {
		t.Errorf("stopped %d times; the turn is free before its end: %v", first, !d.busy())
	}
	d.end()
	if d.busy() || !d.parts.run.Visible() || d.parts.stop.Visible() {
		t.Error("the turn is given back, and the buttons show it")
	}
	d.onStop()
}
