package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// monitored are the formats that a monitoring system reads: nobody is there,
// and what they print is all that is seen.
var monitored = []string{"nagios", "openmetrics"}

// addMonitor adds the flags of what a monitoring system may start.
func (o *output) addMonitor(cmd *cobra.Command) {
	o.format = "text"
	pick(cmd, &o.format, "format", "how to print the result", append([]string{"text", "json"}, monitored...))
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write the result to this `file`, whole or not at all")
	cmd.Flags().Var(&o.warning, "warning", "with nagios, when to warn: days that the certificate is still good, or seconds that the test took, such as 30d,5s (usually 14d)")
	cmd.Flags().Var(&o.critical, "critical", "with nagios, when it is critical (usually 3d)")
	o.addLang(cmd)
}

// isMonitored reports whether nobody but a monitoring system reads along.
func (o *output) isMonitored() bool { return slices.Contains(monitored, o.format) }

// into runs do, with what it prints in the file of --output. The file appears
// only when all of it is there: whoever reads it sees the old or the new one.
func (o *output) into(ctx context.Context, s *session, do func(*session) error) error {
	if o.file == "" {
		return do(s)
	}
	inner := *s
	var text strings.Builder
	inner.out, inner.colours = &text, false
	err := do(&inner)
	s.told = inner.told
	if text.Len() == 0 || ctx.Err() != nil { // what was stopped says nothing; the last result stays
		return err
	}
	if failed := publish(o.file, text.String()); failed != nil {
		return here(say("cli.write", "file", o.file, "reason", withoutPath(failed)))
	}
	return err
}

// publish replaces a file that others may read, such as the node exporter. What
// is no file, such as a pipe, is written into, and a link is followed.
func publish(path, text string) error {
	if end, err := filepath.EvalSymlinks(path); err == nil {
		path = end
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeOwn(path, []byte(text))
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// limits are a threshold of --warning or --critical.
type limits struct {
	days    int     // that a certificate has to be good for; 0 means any
	dated   bool    // somebody named the days
	seconds float64 // that a test may take; 0 means any
}

// orDays are the limits with so many days where nobody named any.
func (l limits) orDays(n int) limits {
	if !l.dated {
		l.days = n
	}
	return l
}

func (l *limits) Type() string { return "LIMITS" }

func (l *limits) String() string {
	var parts []string
	if l.days > 0 {
		parts = append(parts, fmt.Sprintf("%dd", l.days))
	}
	if l.seconds > 0 {
		parts = append(parts, strconv.FormatFloat(l.seconds, 'f', -1, 64)+"s")
	}
	return strings.Join(parts, ",")
}

// Set takes 14d, 5s, or both with a comma; what it does not name stays.
func (l *limits) Set(text string) error {
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if days, ok := strings.CutSuffix(part, "d"); ok {
			n, err := strconv.ParseUint(days, 10, 16)
			if err != nil {
				return say("cli.limits")
			}
			l.days, l.dated = int(n), true
			continue
		}
		seconds, ok := strings.CutSuffix(part, "s")
		n, err := strconv.ParseFloat(seconds, 64)
		if !ok || err != nil || !(n >= 0 && n <= 86400) {
			return say("cli.limits")
		}
		l.seconds = n
	}
	return nil
}

// A measure is what a monitoring system is told of one server.
type measure struct {
	code   string // of the server, or its host where it is not saved
	status int    // what check ends with
	idle   bool   // there is nothing to test, and that is all right
	tested bool
	took   time.Duration
	at     time.Time
	ends   map[mailcore.Side]time.Time // certificates
	text   string                      // how it went
}

// measured measures a test that ended so.
func measured(r mailcore.Report, status int, text string) measure {
	host, port, _, _ := r.Profile.Endpoint(r.Scope.Side())
	return measure{code: cmp.Or(r.Profile.Code, address(host, port)), status: status, tested: len(r.Results) > 0, took: r.Took, at: r.Started, text: text, ends: cause.CertificateEnds(r)}
}

// firstEnd is the end of the certificate that ends first; false where none was
// seen.
func (m measure) firstEnd() (end time.Time, seen bool) {
	for _, e := range m.ends {
		if !seen || e.Before(end) {
			end, seen = e, true
		}
	}
	return end, seen
}

// measure measures a server of a batch.
func (one *candidate) measure() measure {
	m := measured(one.outcome.Report, one.status(), one.how)
	m.code = one.profile.Code
	if _, untested := errors.AsType[*mailcore.NoTest](one.outcome.Err); untested {
		m.tested, m.idle = false, m.status == passed
	}
	if one.ending.Stopped {
		m.tested, m.status = false, broken
	}
	return m
}

// untested says in the metrics that p could not be tested: what was measured
// before does not stay in the file of --output as if it were of now.
func (c *check) untested(p mailcore.Profile, scope mailcore.Scope, why error) {
	if c.format != "openmetrics" {
		return // the others say why
	}
	status := broken
	if e, ok := errors.AsType[*exit](why); ok {
		status = e.status
	}
	m := measured(mailcore.Report{Profile: p, Scope: scope, Started: c.clock()}, status, "")
	c.monitor().print([]measure{m})
}

// A monitorView prints what a monitoring system reads of one test.
type monitorView struct {
	*session
	*output
	status *int // what to end with, for nagios
}

func (monitorView) show(mailcore.Report) {}

func (v monitorView) end(r mailcore.Report, problems []mailcore.Problem) {
	status := passed
	switch failure, fails := r.Failure(); {
	case failure.Step == mailcore.CheckStep:
		status = wrong
	case fails:
		status = failed
	}
	text := words.Summary(r)
	if found := cause.Diagnose(r); status != passed && len(found) > 0 {
		text = words.Finding(found[0]).Title
	}
	if len(mailcore.Errors(problems)) > 0 {
		status, text = wrong, words.Problem(mailcore.Errors(problems)[0])
	}
	v.print([]measure{measured(r, status, text)})
}

// print prints measures in the format that is wanted.
func (v monitorView) print(all []measure) {
	now := v.clock()
	if v.format == "openmetrics" {
		writeMetrics(v.out, all, now)
		return
	}
	*v.status = writeNagios(v.out, all, v.warning.orDays(14), v.critical.orDays(3), now)
}

// A monitorCrowd prints it of many servers, in the end.
type monitorCrowd struct{ monitorView }

func (monitorCrowd) ended(*candidate) {}

func (v monitorCrowd) end(c *crowd) {
	var all []measure
	for _, one := range c.all {
		all = append(all, one.measure())
	}
	v.print(all)
	c.sayUnkept()
}
