package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
)

// What a plugin ends with (Monitoring Plugins Development Guidelines, "Plugin
// Return Codes").
const (
	nagiosOK       = 0
	nagiosWarning  = 1
	nagiosCritical = 2
	nagiosUnknown  = 3
)

var nagiosNames = []string{"OK", "WARNING", "CRITICAL", "UNKNOWN"}

// nagiosRank says how bad a status is, least first.
var nagiosRank = []int{nagiosOK: 0, nagiosUnknown: 1, nagiosWarning: 2, nagiosCritical: 3}

func worse(a, b int) int {
	if nagiosRank[a] > nagiosRank[b] {
		return a
	}
	return b
}

// nagiosStatus judges one server.
func (m measure) nagiosStatus(warning, critical limits, now time.Time) int {
	status := nagiosOK
	switch {
	case m.idle:
		return nagiosOK
	case m.status == failed:
		status = nagiosCritical
	case m.status != passed:
		status = nagiosUnknown
	}
	for _, l := range []struct {
		limits
		status int
	}{{warning, nagiosWarning}, {critical, nagiosCritical}} {
		end, seen := m.firstEnd()
		if l.days > 0 && seen && mailcore.Days(now, end) < l.days || l.seconds > 0 && m.took.Seconds() > l.seconds {
			status = worse(status, l.status)
		}
	}
	return status
}

// writeNagios prints one line, and returns what a plugin ends with.
func writeNagios(out io.Writer, all []measure, warning, critical limits, now time.Time) int {
	status, bad := nagiosOK, []string{}
	took, first, counts := 0.0, time.Time{}, map[int]int{}
	for _, m := range all {
		s := m.nagiosStatus(warning, critical, now)
		counts[s]++
		status = worse(status, s)
		if s != nagiosOK {
			bad = append(bad, m.code+": "+m.about(s))
		}
		took = max(took, m.took.Seconds())
		if end, seen := m.firstEnd(); seen && (first.IsZero() || end.Before(first)) {
			first = end
		}
	}
	text := strings.Join(bad, "; ")
	switch {
	case len(all) == 1 && len(bad) == 0:
		text = all[0].code + ": " + all[0].text
	case len(bad) == 0:
		text = assets.Text("cli.nagios.all", "n", len(all))
	}
	fmt.Fprintf(out, "%s | %s\n", nagiosLine(status, text), strings.Join(performance(all, took, first, counts, warning, critical, now), " "))
	return status
}

// about says how it went with one server, and why that is not good where the
// test passed.
func (m measure) about(status int) string {
	if end, seen := m.firstEnd(); seen && m.status == passed && status != nagiosOK {
		return assets.Text("cli.nagios.passed", "took", words.Took(m.took), "date", end.Local().Format(time.DateOnly))
	}
	return m.text
}

// longestLine is in characters: a plugin prints one line, which is shown in a
// table.
const longestLine = 400

// nagiosLine is the line without the performance data, which a bar begins.
func nagiosLine(status int, text string) string {
	runes := []rune("TODOKU " + nagiosNames[status] + ": " + strings.ReplaceAll(onOneLine(text), "|", "/"))
	if len(runes) > longestLine {
		runes = append(runes[:longestLine], '…')
	}
	return string(runes)
}

// performance is 'label'=value[UOM];[warn];[crit];[min];[max] for each number.
func performance(all []measure, took float64, first time.Time, counts map[int]int, warning, critical limits, now time.Time) []string {
	data := []string{fmt.Sprintf("time=%.3fs;%s;%s;0", took, secondLimit(warning), secondLimit(critical))}
	if !first.IsZero() {
		data = append(data, fmt.Sprintf("certificate_days=%d;%s;%s", mailcore.Days(now, first), dayLimit(warning), dayLimit(critical)))
	}
	if len(all) != 1 {
		data = append(data, fmt.Sprintf("ok=%d;;;0;%d", counts[nagiosOK], len(all)), fmt.Sprintf("failed=%d;;;0;%d", counts[nagiosCritical], len(all)))
	}
	return data
}

func secondLimit(l limits) string {
	if l.seconds == 0 {
		return ""
	}
	return strconv.FormatFloat(l.seconds, 'f', -1, 64)
}

// days is a range that alarms below the number.
func dayLimit(l limits) string {
	if l.days == 0 {
		return ""
	}
	return strconv.Itoa(l.days) + ":"
}
