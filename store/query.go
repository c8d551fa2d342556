package store

import (
	"cmp"
	"fmt"
	"iter"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/pattern"
)

// A Query chooses among past tests. The zero Query chooses all.
type Query struct {
	Server string    // [Run.Server] or [Run.Code]
	Since  time.Time // not before
	Failed bool      // only those that did not pass
	Code   string    // what one of [Run.Numbers], the fault or the code of the cause begins with
}

// Match reports whether a run is one of those that are looked for. Its cause
// is asked for only where it matters.
func (q Query) Match(r Run, cause func(Run) mailcore.Code) bool {
	return (!q.Failed || !r.OK) && !r.Started.Before(q.Since) &&
		(q.Server == "" || q.Server == r.Server() || q.Server == r.Code) &&
		(q.Code == "" || r.hasCode(strings.ToLower(strings.TrimSpace(q.Code)), cause))
}

func (r Run) hasCode(begin string, cause func(Run) mailcore.Code) bool {
	reply, enhanced := r.Numbers()
	return strings.HasPrefix(reply, begin) || strings.HasPrefix(enhanced, begin) ||
		strings.HasPrefix(string(r.Fault), begin) || strings.HasPrefix(string(cause(r)), begin)
}

// Causes returns a function that explains runs, those that failed alike only
// once. It returns "" for a test that passed or was never finished.
func Causes() func(Run) mailcore.Code {
	type failure struct {
		side        mailcore.Side
		step        mailcore.Step
		fault       mailcore.Fault
		reply, more string
		port        int
		facts       string
	}
	known := map[failure]mailcore.Code{}
	return func(r Run) mailcore.Code {
		if r.OK || r.Step == "" || r.Fault == "" {
			return ""
		}
		f := failure{r.Side, r.Step, r.Fault, r.Reply, r.More, cmp.Or(r.EndPort, r.Port), fmt.Sprint(r.Way, r.Facts)}
		code, ok := known[f]
		if !ok {
			code = cause.Diagnose(r.sketch())[0].Code
			known[f] = code
		}
		return code
	}
}

// Finding explains a run as far as the index knows it; false for one that
// passed or was never finished. [Causes] is for many.
func (r Run) Finding() (mailcore.Finding, bool) {
	if r.OK || r.Step == "" || r.Fault == "" {
		return mailcore.Finding{}, false
	}
	return cause.Diagnose(r.sketch())[0], true
}

// Server tells the servers in the history apart: by profile, or for a test
// without one by host.
func (r Run) Server() string {
	if r.ProfileID != "" {
		return r.ProfileID
	}
	return r.Host
}

var numbers = pattern.New(`^([2-5]\d\d)[ -](?:([245]\.\d{1,3}\.\d{1,3})\b)?`)

// Numbers returns the code of the server's reply, such as "535", and its
// enhanced code, such as "5.7.8" (RFC 3463); "" for what it did not give.
func (r Run) Numbers() (reply, enhanced string) {
	if m := numbers.FindStringSubmatch(r.Reply); m != nil {
		return m[1], m[2]
	}
	return "", ""
}

// Previous returns the test of the same server before the one with that ID.
// Runs are newest first, as of a [Tail].
func Previous(runs iter.Seq[Run], id string) (Run, bool) {
	server, found := "", false
	for r := range runs {
		if found && r.Server() == server {
			return r, true
		}
		if r.ID == id {
			server, found = r.Server(), true
		}
	}
	return Run{}, false
}
