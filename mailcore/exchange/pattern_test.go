package exchange

import "testing"

// Every pattern is one: it would fail only when a file is read.
func TestPatternsCompile(t *testing.T) {
	if len(patterns) < 100 {
		t.Fatalf("only %d patterns", len(patterns))
	}
	for _, p := range patterns {
		p.compiled()
	}
}
