package main

import (
	"strings"
	"testing"

	"todoku/mailcore/cause"
)

func TestTally(t *testing.T) {
	failures, err := read(strings.NewReader(`{"text":"535 5.7.8 Error: authentication failed","lang":"en","cause":"auth-fail","program":"a"}
{"text":"535 5.7.8 Error: authentication failed","lang":"en","cause":"size","also":["auth-fail"],"program":"a"}
{"text":"SSH-2.0-OpenSSH_9.2","lang":"en","cause":"not-mail-server","program":"b"}
{"text":"Error 17","lang":"ja","cause":"","program":"b","thin":true}
{"text":"535 5.7.8 Error: authentication failed","lang":"en","cause":"size","program":"held"}
`))
	if err != nil {
		t.Fatal(err)
	}
	tt := tally{held: []string{"held"}}
	for _, f := range failures {
		tt.add(f)
	}
	for _, want := range []struct {
		table, row string
		score      score
	}{
		{"program", "a", score{right: 1, acceptable: 1}},
		{"program", "b", score{finer: 1, thin: 1}},
		{"set", "held out", score{confidentlyWrong: 1}},
		{"set and language", "seen, ja", score{thin: 1}},
		{"cause", "(none)", score{thin: 1}},
	} {
		if got := tt.sums[want.table][want.row]; got == nil || *got != want.score {
			t.Errorf("%s %s: got %v, want %v", want.table, want.row, got, want.score)
		}
	}
	var out strings.Builder
	tt.print(&out)
	if !strings.Contains(out.String(), "held out") {
		t.Errorf("got %s", out.String())
	}
}

func TestConfidenceCounts(t *testing.T) {
	e := cause.Explanation{Confidence: cause.Medium}
	if got := judge(failure{Cause: "size"}, e); got != wrong {
		t.Errorf("got %v", got)
	}
	e.Confidence = cause.High
	if got := judge(failure{Cause: "size"}, e); got != confidentlyWrong {
		t.Errorf("got %v", got)
	}
}
