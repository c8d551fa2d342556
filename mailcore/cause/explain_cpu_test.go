//go:build unix

package cause

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// spent is what this process has used of the processor.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkExplainLog reports the 95th percentile, and the median, of the time of the
// processor for texts of 60 KB, of which
// each is a log around one message of testdata.
func BenchmarkExplainLog(b *testing.B) {
	var texts [][]byte
	for _, file := range pastedFiles {
		for i, p := range readPasted(b, file) {
			if i%16 != 0 {
				continue
			}
			var log strings.Builder
			for i := 0; log.Len() < 60<<10; i++ {
				log.WriteString("Nov 20 10:01:12 mx1 app[" + strings.Repeat("7", i%5+1) + "]: request " + strings.Repeat("x", i%97) + " failed with code 200 for user error@example.com\n")
			}
			texts = append(texts, []byte(log.String()+p.text))
		}
	}
	for b.Loop() {
		var times []time.Duration
		for _, text := range texts {
			start := spent(b)
			if _, err := Explain(text); err != nil {
				b.Fatal(err)
			}
			times = append(times, spent(b)-start)
		}
		slices.Sort(times)
		b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-p50")
		b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "ms-p95")
	}
}
