package main

import (
	"fmt"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/store"
)

// A jsonComparison is what --compare --format json prints.
type jsonComparison struct {
	jsonSubject                    // run is the later test
	Before      string             `json:"before"` // ID; "" where there is no test before
	Differences []cause.Difference `json:"differences"`
}

// changes says what is different in a test from the one before of its server.
func (h *past) changes(after mailcore.Report) error {
	c := jsonComparison{jsonSubject: subject(after.Profile, after.Scope, after.ID), Differences: []cause.Difference{}}
	var before mailcore.Report
	tail := h.home.Tail()
	run, ok := store.Previous(tail.Runs(), after.ID)
	if tail.Err != nil {
		return here(tail.Err)
	}
	if ok {
		var err error
		if before, err = h.home.Report(run.ID); err != nil {
			return here(err)
		}
		c.Before = run.ID
		c.Differences = append(c.Differences, cause.Compare(before, after)...)
	}
	if h.format == "json" {
		writeJSON(h.out, c)
		return nil
	}
	h.printChanges(c, before)
	return nil
}

func (h *past) printChanges(c jsonComparison, before mailcore.Report) {
	when := words.Moment(before.Started)
	switch {
	case c.Before == "":
		fmt.Fprintln(h.out, assets.Text("compare.first"))
		return
	case len(c.Differences) == 0:
		fmt.Fprintln(h.out, assets.Text("compare.none", "when", when))
		return
	}
	fmt.Fprintln(h.out, assets.Text("compare.title", "when", when))
	var last cause.Group
	for _, d := range c.Differences {
		if d.Group != last {
			fmt.Fprintf(h.out, "\n%s\n", assets.Text("compare.group."+string(d.Group)))
			last = d.Group
		}
		name, old, now := words.Difference(d)
		fmt.Fprintf(h.out, "  %s\n", onOneLine(assets.Text("compare.change", "name", name, "before", old, "after", now)))
	}
}
