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
func spent(b testing.TB) time.Duration {
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

// What is read of a text takes no more than its length says: four times the
// text, not sixteen times the work, whatever it is made of.
func TestExplainIsLinear(t *testing.T) {
	valuesAlone(t)
	for _, one := range []string{
		"error: 550 failed <x@example.jp> ", "\n", "((((", "File \"x\", line 1, in y\n    raise z\n", "\\x82\\xa0", "認証に失敗しました。", "-ERR ", "a0 NO [AUTH] \n",
		"    at f (x.js:1:2)\n", "220 ", "縺", "connection refused certificate expired\n",
	} {
		took := func(size int) time.Duration {
			text := []byte(strings.Repeat(one, size/len(one)))
			best := time.Hour
			for range 3 {
				start := spent(t)
				_, _ = Explain(text)
				best = min(best, spent(t)-start)
			}
			return best
		}
		took(1 << 10) // compiles what is needed
		if short, long := took(MaxText/16), took(MaxText/4); long > 8*short+50*time.Millisecond {
			t.Errorf("%q: %v for a quarter, %v for the whole", one, short, long)
		}
	}
}
