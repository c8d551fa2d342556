package watch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// An explanation is why a test failed, in the words of the day it did.
type explanation struct {
	Code   mailcore.Code `json:"code"`
	Title  string        `json:"title"`
	Text   string        `json:"text"`
	Remedy []string      `json:"remedy"`
}

func explain(r mailcore.Report) explanation {
	found := cause.Diagnose(r)[0]
	e := words.Finding(found)
	return explanation{found.Code, e.Title, e.Text, e.Remedy}
}

// Counts says how many changes of each kind there are.
func Counts(changes []Change) string {
	var parts []string
	for _, kind := range Kinds {
		n := 0
		for _, c := range changes {
			if c.Kind == kind {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, assets.Text("watch.count."+string(kind), "n", n))
		}
	}
	return strings.Join(parts, assets.Text("watch.count.and"))
}

// notice is what the desktop shows: nothing that a server, or anybody else,
// could have written.
func notice(changes []Change) (title, text string) {
	return assets.Text("watch.notice.title"), assets.Text("watch.notice.text", "counts", Counts(changes))
}

func subject(changes []Change) string {
	return assets.Text("watch.mail.subject", "counts", Counts(changes))
}

// Text says what is wrong.
func (t Trouble) Text() string { return assets.Text("watch.trouble." + string(t)) }

// Title says in one sentence what changed.
func (c Change) Title() string {
	key := "watch.change." + string(c.Kind)
	switch c.Kind {
	case Troubles, Recovered:
		return assets.Text(key, "trouble", c.Trouble.Text())
	case Unwatched, Rewatched:
		return assets.Text(key, "reason", assets.Text("batch.untested."+string(c.Reason)))
	case Certificate:
		return assets.Text(key, "days", c.Days, "date", c.Ends.Local().Format(time.DateOnly))
	case End:
		return assets.Text(key, "days", c.Days, "date", c.Ends.Format(time.DateOnly), "title", assets.Text("notice."+c.Notice+".title"))
	}
	return assets.Text(key)
}

// Subject names the server that a change is about; "" for the watching itself.
func (c Change) Subject() string {
	if c.Server == "" {
		return ""
	}
	return oneLine(assets.Text("watch.server", "name", cmp.Or(c.Name, c.Code), "code", c.Code, "host", c.Host))
}

// Text says everything of a change: what, since when, why and what to do.
func (c Change) Text() string {
	var b strings.Builder
	if who := c.Subject(); who != "" {
		fmt.Fprintf(&b, "%s\n", assets.Text("watch.mail.server", "server", who))
	}
	fmt.Fprintf(&b, "%s\n%s\n", c.Title(), assets.Text("watch.mail.noticed", "when", words.Moment(c.At)))
	if !c.Since.IsZero() {
		fmt.Fprintln(&b, assets.Text("watch.mail.since."+string(c.Kind), "when", words.Moment(c.Since)))
	}
	if c.Why.Code != "" {
		fmt.Fprintf(&b, "%s\n%s\n", assets.Text("watch.mail.cause", "cause", c.Why.Title), c.Why.Text)
	}
	for i, remedy := range slices.Concat(c.Why.Remedy, c.remedy()) {
		if i == 0 {
			fmt.Fprintln(&b, assets.Text("watch.mail.remedy"))
		}
		fmt.Fprintf(&b, "%d. %s\n", i+1, remedy)
	}
	return b.String()
}

// Advised are the kinds that have a remedy of their own.
var Advised = []Kind{Held, Unwatched, Certificate}

// Lasting are the kinds of which [Change.Since] says something.
var Lasting = []Kind{Broke, Mended, Recovered}

func (c Change) remedy() (all []string) {
	switch {
	case c.Kind == End:
		return []string{assets.Text("notice." + c.Notice + ".text")}
	case c.Kind == Troubles:
		return []string{assets.Text("watch.remedy.troubles." + string(c.Trouble))}
	case slices.Contains(Advised, c.Kind):
		return []string{assets.Text("watch.remedy." + string(c.Kind))}
	case c.Held:
		return []string{assets.Text("watch.remedy.held")}
	}
	return nil
}

// beat is the mail that says that the watch is alive.
func beat(r *Round) string {
	passed, failed, unknown := r.State.Tally()
	var b strings.Builder
	b.WriteString(assets.Text("watch.beat.text", "when", words.Moment(r.State.Ended), "passed", passed, "failed", failed, "unknown", unknown) + "\n")
	for _, p := range r.Profiles {
		if o := r.State.Servers[p.ID]; o.State == mailcore.Failed {
			c := Change{Server: p.ID, Code: p.Code, Name: p.Name, Host: cmp.Or(p.Outgoing.Host, p.Incoming.Host)}
			b.WriteString(assets.Text("watch.beat.failed", "server", c.Subject(), "cause", words.Cause(o.Cause), "when", words.Moment(o.Since)) + "\n")
		}
	}
	return b.String() + "\n" + assets.Text("watch.mail.foot")
}

// Tally counts the servers by their state.
func (s State) Tally() (passed, failed, unknown int) {
	for _, o := range s.Servers {
		switch o.State {
		case mailcore.Passed:
			passed++
		case mailcore.Failed:
			failed++
		default:
			unknown++
		}
	}
	return passed, failed, unknown
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
