package words

import (
	"errors"
	"slices"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// Ended says how a batch ended.
func Ended(t mailcore.Tally) string {
	switch {
	case t.Stopped > 0:
		return assets.Text("batch.stopped", "all", t.All, "done", t.Ended()-t.Stopped, "tally", Tally(t))
	case t.Passed+t.Failed == 0:
		return assets.Text("batch.nothing", "all", t.All)
	}
	return assets.Text("batch.ended", "all", t.All, "tally", Tally(t))
}

// Tally counts how the tests of a batch ended: "成功 3・失敗 1".
func Tally(t mailcore.Tally) string {
	parts := []string{assets.Text("batch.passed", "n", t.Passed), assets.Text("batch.failed", "n", t.Failed)}
	if n := t.Skipped + t.Stopped; n > 0 {
		parts = append(parts, assets.Text("batch.skipped", "n", n))
	}
	return strings.Join(parts, " / ")
}

// Ending says in a few words how one test of a batch ended.
func Ending(o mailcore.Outcome, e mailcore.Ending) string {
	none, untested := errors.AsType[*mailcore.NoTest](o.Err)
	switch {
	case untested:
		return assets.Text("batch.row.untested", "reason", assets.Text("batch.untested."+string(none.Reason)))
	case e.Stopped:
		return assets.Text("batch.row.stopped")
	case e.State == mailcore.Skipped && o.Err != nil:
		return assets.Text("batch.row.untested", "reason", o.Err)
	case e.Trend == mailcore.Broke:
		return assets.Text("batch.row.broke") + ": " + Finding(cause.Diagnose(o.Report)[0]).Title
	case e.State == mailcore.Failed:
		return Finding(cause.Diagnose(o.Report)[0]).Title
	case e.Trend == mailcore.Mended:
		return strings.Join(append([]string{assets.Text("batch.row.mended")}, warnings(o.Report)...), "  ")
	}
	if warned := warnings(o.Report); len(warned) > 0 {
		return strings.Join(append(warned, achieved(o.Report)...), "  ")
	}
	return strings.Join(append([]string{State(mailcore.Passed)}, achieved(o.Report)...), "  ")
}

// warnings are what a test that passed warns of.
func warnings(r mailcore.Report) (titles []string) {
	for _, f := range cause.Diagnose(r) {
		if f.Severity == mailcore.Warning {
			titles = append(titles, assets.Text("batch.row.warned", "warning", Finding(f).Title))
		}
	}
	return titles
}

// achieved names what a passed test was good for; server and port stand beside
// it.
func achieved(r mailcore.Report) []string {
	side := r.Scope.Side()
	parts := []string{r.Fact(side, "tls-version"), r.Fact(side, "method"), mail(r)}
	return slices.DeleteFunc(parts, func(part string) bool { return part == "" })
}
