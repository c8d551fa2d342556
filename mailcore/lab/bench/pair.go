//go:build lab

package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"time"

	"todoku/mailcore/lab"
)

// A runner does once what is measured.
type runner interface {
	run(context.Context) (sample, error)
}

// A sample is what one run took: as a clock has it, and of the processors, the
// program's own time and the system's for it.
type sample struct{ wall, cpu time.Duration }

// A program is a command line.
type program []string

func (p program) run(ctx context.Context) (sample, error) {
	cmd := exec.CommandContext(ctx, p[0], p[1:]...)
	began := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(began)
	if err != nil {
		return sample{}, fmt.Errorf("%s: %w: %s", p[0], err, out[max(0, len(out)-2000):])
	}
	return sample{took, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, nil
}

// A pastime is a time that passes in any case.
type pastime time.Duration

// A broken cannot be run.
type broken struct{ err error }

func (b broken) run(context.Context) (sample, error) { return sample{}, b.err }

// warmup is how many rounds do not count.
const warmup = 2

// measure lets both of a row run in turn, so that they meet the same machine,
// and prints what came of it.
func (r row) measure(ctx context.Context, g *ground) error {
	pair := [2]runner{r.ours(g), r.peer(g)}
	for _, one := range pair {
		if c, ok := one.(io.Closer); ok {
			defer c.Close()
		}
	}
	var samples [2][]sample
	for round := range warmup + r.rounds {
		for i := range pair {
			who := (i + round) % 2
			took, err := pair[who].run(ctx)
			if err != nil {
				return err
			}
			if round >= warmup {
				samples[who] = append(samples[who], took)
			}
		}
	}
	r.print(samples[0], samples[1])
	return nil
}

func heading() {
	fmt.Printf("%-44s %-41s %s\n", "", "wall: ms median, ratio of medians, minima", "CPU: the same")
}

func (r row) print(ours, peer []sample) {
	fmt.Printf("%-44s %-41s %s\n", r.name,
		compare(of(ours, wallOf), of(peer, wallOf), r.wall), compare(of(ours, cpuOf), of(peer, cpuOf), r.cpu))
}

func wallOf(s sample) time.Duration { return s.wall }
func cpuOf(s sample) time.Duration  { return s.cpu }

// of returns one of both measures, in order.
func of(all []sample, which func(sample) time.Duration) []time.Duration {
	times := make([]time.Duration, len(all))
	for i, s := range all {
		times[i] = which(s)
	}
	slices.Sort(times)
	return times
}

// compare writes both medians, the ratio of the medians and that of the minima,
// and what is aimed at; "" where the peer takes nothing.
func compare(ours, peer []time.Duration, aim float64) string {
	if median(peer) == 0 {
		return ""
	}
	text := fmt.Sprintf("%6.1f / %6.1f  %5.2f %5.2f", ms(median(ours)), ms(median(peer)), ratio(median(ours), median(peer)), ratio(ours[0], peer[0]))
	if aim == 0 {
		return text
	}
	mark := " "
	if ratio(median(ours), median(peer)) > aim {
		mark = "!"
	}
	return fmt.Sprintf("%s  %s ≤ %.2f", text, mark, aim)
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func median(sorted []time.Duration) time.Duration {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func at(port int) string { return fmt.Sprintf("%s:%d", lab.Host, port) }
