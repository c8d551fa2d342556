//go:build lab

// Command bench times one login and one mail under STARTTLS, sent to the
// lab's Postfix by todoku-cli, by curl and by swaks in turn, and prints the
// medians and their ratios. It judges nothing: a slow machine is no fault.
//
//	go run -tags lab ./mailcore/lab/bench -cli bin/todoku-cli
//
// Like the lab it needs root and the build tag lab; curl, and swaks with
// libnet-ssleay-perl, are left out where they are missing.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"todoku/mailcore/lab"
)

// What we aim at: the most that todoku-cli may take, as a share of another
// program's time.
const (
	aimCurl  = 1.5
	aimSwaks = 0.5
)

// A sender is a program that can send one mail.
type sender struct {
	name  string
	args  []string
	aim   float64 // of todoku-cli's time as a share of this one's
	times []time.Duration
}

func main() {
	cli := flag.String("cli", os.Getenv("TODOKU_CLI"), "the todoku-cli to time ($TODOKU_CLI)")
	rounds := flag.Int("rounds", 20, "how often each program sends, after the warm-up")
	warmup := flag.Int("warmup", 3, "rounds that do not count")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, *cli, *warmup, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(ctx context.Context, cli string, warmup, rounds int) error {
	if _, err := exec.LookPath(cli); err != nil {
		return fmt.Errorf("-cli names no program: %w", err)
	}
	l, err := lab.Open(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	senders, err := prepare(ctx, l, cli)
	if err != nil {
		return err
	}
	if err := measure(ctx, senders, warmup, rounds); err != nil {
		return err
	}
	show(senders)
	return nil
}

// prepare returns todoku-cli and those of the others that are installed.
func prepare(ctx context.Context, l *lab.Lab, cli string) ([]*sender, error) {
	password, message := filepath.Join(l.Dir, "bench.password"), filepath.Join(l.Dir, "bench.eml")
	mail := "Subject: bench\r\nFrom: " + lab.Taro.User + "\r\nTo: " + lab.Taro.User + "\r\n\r\n" + "One line of a short mail, as a test sends it.\r\n"
	if err := os.WriteFile(password, []byte(lab.Taro.Password), 0o600); err != nil {
		return nil, err
	}
	if err := os.WriteFile(message, []byte(mail), 0o644); err != nil {
		return nil, err
	}
	if err := os.Setenv("TODOKU_HOME", filepath.Join(l.Dir, "home")); err != nil {
		return nil, err
	}
	us, others := todoku(l, cli, password), []*sender{curl(l, message), swaks(l, message)}
	if _, err := us.send(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", us.name, err)
	}
	others = slices.DeleteFunc(others, func(s *sender) bool { return !works(ctx, s) })
	return append([]*sender{us}, others...), nil
}

// works reports whether s can send at all, and says so where it cannot.
func works(ctx context.Context, s *sender) bool {
	if _, err := s.send(ctx); err != nil {
		fmt.Printf("%-10s left out: %v\n", s.name, err)
		return false
	}
	return true
}

// measure lets the senders take turns, so that all meet the same machine.
func measure(ctx context.Context, senders []*sender, warmup, rounds int) error {
	for round := range warmup + rounds {
		for i := range senders {
			s := senders[(i+round)%len(senders)]
			took, err := s.send(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
			if round >= warmup {
				s.times = append(s.times, took)
			}
		}
	}
	return nil
}

// send sends one mail and returns how long the program ran.
func (s *sender) send(ctx context.Context) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, s.args[0], s.args[1:]...)
	began := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(began)
	if err != nil {
		return took, fmt.Errorf("%w: %s", err, out[max(0, len(out)-2000):])
	}
	return took, nil
}

func show(senders []*sender) {
	fmt.Printf("one mail to Postfix under STARTTLS with AUTH PLAIN, %d times in turn\n\n", len(senders[0].times))
	fmt.Printf("%-12s %10s %10s %10s   %s\n", "", "median", "fastest", "slowest", "todoku-cli takes")
	for _, s := range senders {
		slices.Sort(s.times)
		fmt.Printf("%-12s %10s %10s %10s   %s\n", s.name, round(median(s.times)), round(s.times[0]), round(s.times[len(s.times)-1]), share(senders[0], s))
	}
}

func share(us, s *sender) string {
	if s.aim == 0 {
		return ""
	}
	ratio := float64(median(us.times)) / float64(median(s.times))
	verdict := "as aimed at"
	if ratio > s.aim {
		verdict = "more than aimed at"
	}
	return fmt.Sprintf("%.2f of it, %s (%.1f)", ratio, verdict, s.aim)
}

func median(sorted []time.Duration) time.Duration {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func round(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }
