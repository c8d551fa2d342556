// Package words says values of mailcore in a person's language. The words
// themselves are in assets; this package knows which of them a [Report], a
// [Finding] or a [Problem] needs. The window and the terminal share it.
//
// A file here says one kind of value: it takes the value, and returns text or a
// struct of texts. It chooses words, it judges nothing: what a report means is for
// package cause, whether a setting is wrong for mailcore. No sentence stands in
// the code, it is looked up in assets under the code of the value; and nothing is
// kept between calls but the language that assets has.
package words

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// Explanation is a finding in words.
type Explanation struct {
	Title  string
	Text   string
	Remedy []string // in the order in which to try
}

// Finding explains f.
func Finding(f mailcore.Finding) Explanation {
	named := maps.Clone(f.Args)
	if fields := named["fields"]; fields != "" {
		named["fields"] = Fields(fields)
	}
	args := pairs(named)
	e := Explanation{
		Title:  assets.Text(findingKey(f, "title"), args...),
		Text:   assets.Text(findingKey(f, "explanation"), args...),
		Remedy: strings.Split(assets.Text(findingKey(f, "remedy"), args...), "\n"),
	}
	if why := f.Args["why"]; why != "" {
		e.Text += "\n" + assets.Text("problem."+why, args...)
	}
	return e
}

// findingKey returns the key of the words that fit f best: those of its
// manner, those of the receiving side, or those of its code.
func findingKey(f mailcore.Finding, part string) string {
	key := "finding." + string(f.Code) + "." + part
	var ways []string
	if f.Manner != "" {
		ways = append(ways, "."+f.Manner)
	}
	if f.Side == mailcore.IncomingSide || f.Side == mailcore.BeforeSide {
		ways = append(ways, ".receiving")
	}
	for _, way := range ways {
		if assets.Has(key + way) {
			return key + way
		}
	}
	return key
}

// Problem says what is wrong with one field, in one sentence.
func Problem(p mailcore.Problem) string { return assets.Text("problem."+p.Code, pairs(p.Args)...) }

// Mended says what was read otherwise than it was typed, as
// [mailcore.ServerText] has it.
func Mended(codes []string) string {
	var all []string
	for _, code := range codes {
		all = append(all, Problem(mailcore.Problem{Code: "server-" + code}))
	}
	return strings.Join(all, " ")
}

// Step is the name of a result's row.
func Step(r mailcore.Result) string {
	name := assets.Text("step." + string(r.Step))
	if r.Side == mailcore.OutgoingSide {
		return name
	}
	return assets.Text("side."+string(r.Side)) + ": " + name
}

// State names where a step stands.
func State(s mailcore.State) string { return assets.Text("state." + string(s)) }

// Moment is a day and a time as people read them, in the time of this place.
func Moment(at time.Time) string { return at.Local().Format("2006-01-02 15:04") }

// Took writes a duration with the precision that people care for.
func Took(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Second:
		return assets.Text("time.ms", "n", strconv.FormatInt(max(1, d.Milliseconds()), 10))
	}
	return assets.Text("time.s", "n", fmt.Sprintf("%.1f", d.Seconds()))
}

// Summary says in one line how a test went.
func Summary(r mailcore.Report) string {
	scope := assets.Text("scope." + string(r.Scope))
	failure, failed := r.Failure()
	switch {
	case failed && failure.Fault == mailcore.Stopped:
		return assets.Text("summary.stopped", "scope", scope, "step", Step(failure))
	case failed:
		title := Finding(cause.Diagnose(r)[0]).Title
		return assets.Text("summary.failed", "scope", scope, "title", title, "step", Step(failure))
	case !r.Ended():
		return assets.Text("summary.running", "scope", scope, "done", strconv.Itoa(done(r)), "all", strconv.Itoa(len(r.Steps())))
	}
	return assets.Text("summary.passed", "scope", scope, "how", how(r), "took", Took(max(r.Took, time.Millisecond)))
}

func done(r mailcore.Report) int {
	n := 0
	for _, res := range r.Steps() {
		if res.State != mailcore.Pending && res.State != mailcore.Running {
			n++
		}
	}
	return n
}

// how names port, encryption and the login that was used, and what it was good
// for.
func how(r mailcore.Report) string {
	side := r.Scope.Side()
	_, port, _, encryption := r.Profile.Endpoint(side)
	parts := []string{strconv.Itoa(port) + " " + assets.Text("encryption."+string(encryption))}
	if method := r.Fact(side, "method"); method != "" {
		parts = append(parts, method)
	}
	if text := mail(r); text != "" {
		parts = append(parts, text)
	}
	return strings.Join(parts, " / ")
}

// mail says what a test learned of mail: when its own arrived, or how much
// there is; "" where it did not look.
func mail(r mailcore.Report) string {
	switch {
	case r.Delivery != nil:
		return assets.Text("summary.delivered", "seconds", fmt.Sprintf("%.1f", r.Delivery.Seconds))
	case r.Mailbox != nil:
		return assets.Text("summary.mailbox", "n", strconv.Itoa(r.Mailbox.Count))
	}
	return ""
}

func pairs(args map[string]string) []any {
	var list []any
	for name, value := range args {
		list = append(list, name, value)
	}
	return list
}
