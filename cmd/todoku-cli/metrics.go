package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"todoku/mailcore"
)

// A family is one metric (OpenMetrics 1.0). All are gauges, and the text is one
// that the older format of Prometheus reads alike: the textfile collector of the
// node exporter knows only that.
type family struct {
	name, unit, help string
	samples          func(m measure) []sample
}

// A sample is a value and what tells it from others: only what the user chose,
// or one of few words.
type sample struct {
	labels string // more of them
	value  float64
}

func one(value float64) []sample { return []sample{{"", value}} }

// truth is 1 for what is true.
func truth(so bool) []sample {
	if so {
		return one(1)
	}
	return one(0)
}

// families are all that is told of a server.
var families = []family{
	{"todoku_server_up", "", "Whether the last test of the mail server passed.", func(m measure) []sample {
		if !m.tested {
			return nil
		}
		return truth(m.status == passed)
	}},
	{"todoku_server_tested", "", "Whether the mail server could be tested.", func(m measure) []sample { return truth(m.tested) }},
	{"todoku_server_status", "", "What check ends with for the mail server: 0 passed, 1 failed, 2 settings or command wrong, 3 trouble on this computer.", func(m measure) []sample { return one(float64(m.status)) }},
	{"todoku_test_duration_seconds", "seconds", "How long the test took.", func(m measure) []sample {
		if !m.tested {
			return nil
		}
		return one(m.took.Seconds())
	}},
	{"todoku_test_timestamp_seconds", "seconds", "When the test began, in seconds since 1970.", func(m measure) []sample {
		if !m.tested {
			return nil
		}
		return one(float64(m.at.UnixMilli()) / 1000)
	}},
	{"todoku_certificate_not_after_timestamp_seconds", "seconds", "When the certificate ends, in seconds since 1970.", func(m measure) (all []sample) {
		for _, side := range slices.Sorted(maps.Keys(m.ends)) {
			all = append(all, sample{fmt.Sprintf(`,side="%s"`, sideNames[side]), float64(m.ends[side].Unix())})
		}
		return all
	}},
}

var sideNames = map[mailcore.Side]string{mailcore.OutgoingSide: "outgoing", mailcore.BeforeSide: "pop_before_smtp", mailcore.IncomingSide: "incoming"}

// writeMetrics prints all families, each with all servers.
func writeMetrics(out io.Writer, all []measure, now time.Time) {
	names := serverLabels(all)
	for _, f := range families {
		f.head(out)
		for i, m := range all {
			for _, s := range f.samples(m) {
				fmt.Fprintf(out, "%s{server=\"%s\"%s} %s\n", f.name, names[i], s.labels, number(s.value))
			}
		}
	}
	run := family{"todoku_run_timestamp_seconds", "seconds", "When these numbers were written, in seconds since 1970.", nil}
	run.head(out)
	fmt.Fprintf(out, "%s %s\n# EOF\n", run.name, number(float64(now.UnixMilli())/1000))
}

func (f family) head(out io.Writer) {
	fmt.Fprintf(out, "# TYPE %s gauge\n", f.name)
	if f.unit != "" {
		fmt.Fprintf(out, "# UNIT %s %s\n", f.name, f.unit)
	}
	fmt.Fprintf(out, "# HELP %s %s\n", f.name, f.help)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// serverLabels are the codes as labels; no two are alike, since a file with the
// same sample twice is refused as a whole.
func serverLabels(all []measure) (names []string) {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)
	for i, m := range all {
		name := escape.Replace(strings.ToValidUTF8(m.code, "\ufffd"))
		if slices.Contains(names, name) {
			name = fmt.Sprintf("%s#%d", name, i+1)
		}
		names = append(names, name)
	}
	return names
}
