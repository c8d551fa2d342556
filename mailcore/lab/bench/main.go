//go:build lab

// Command bench times todoku-cli beside others that do the same: curl and swaks
// on the lab's Postfix and Dovecot, an empty program, and what a line of 50 ms
// takes in any case. Each row of [rows] is one such pair; a pair runs in turn,
// and its medians and minima are printed, of wall time and of CPU. It judges
// nothing: a slow machine is no fault.
//
//	go run -tags lab ./mailcore/lab/bench -cli bin/todoku-cli
//
// Like the lab it needs root and the build tag lab. A program that is missing
// leaves its rows out.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"

	"todoku/mailcore/lab"
)

func main() {
	var g ground
	flag.StringVar(&g.cli, "cli", os.Getenv("TODOKU_CLI"), "the todoku-cli to time ($TODOKU_CLI)")
	flag.StringVar(&g.empty, "empty", "", "a program that does nothing")
	rounds := flag.Int("rounds", 0, "how often each pair runs, after the warm-up; 0 means as often as its row says")
	only := flag.String("only", "", "only the rows with this in their name")
	flag.BoolVar(&g.hold, "hold", false, "measure nothing: print the command lines and keep the servers until Ctrl+C, for a profiler")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, &g, *only, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A ground is what the rows run on.
type ground struct {
	*lab.Lab
	cli, empty        string // programs
	password, message string // files
	hold              bool
}

func bench(ctx context.Context, g *ground, only string, rounds int) (err error) {
	if _, err := exec.LookPath(g.cli); err != nil {
		return fmt.Errorf("-cli names no program: %w", err)
	}
	if g.Lab, err = lab.Open(ctx); err != nil {
		return err
	}
	defer g.Close()
	for _, program := range []*string{&g.cli, &g.empty} {
		if *program, err = installed(*program, g.Dir); err != nil {
			return err
		}
	}
	if err := g.prepare(); err != nil {
		return err
	}
	if g.hold {
		return g.held(ctx, only)
	}
	heading()
	if err := storeRows(ctx, g, only); err != nil {
		return err
	}
	for _, r := range rows {
		if !strings.Contains(r.name, only) {
			continue
		}
		if rounds > 0 {
			r.rounds = rounds
		}
		if err := r.measure(ctx, g); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			fmt.Printf("%-44s left out: %v\n", r.name, err)
		}
	}
	return nil
}

// held prints what would be measured, and waits.
func (g *ground) held(ctx context.Context, only string) error {
	fmt.Printf("export TODOKU_HOME=%s\n", os.Getenv("TODOKU_HOME"))
	for _, r := range rows {
		if ours, ok := r.ours(g).(program); ok && strings.Contains(r.name, only) {
			fmt.Println(strings.Join(ours, " "))
		}
	}
	<-ctx.Done()
	return nil
}

// installed copies a program, as a package does when it is installed. What comes
// out of the linker lies in memory in small pieces, and starts two milliseconds
// later.
func installed(program, dir string) (string, error) {
	if program == "" {
		return "", nil
	}
	data, err := os.ReadFile(program)
	if err != nil {
		return "", err
	}
	to := filepath.Join(dir, filepath.Base(program))
	return to, os.WriteFile(to, data, 0o755)
}

// prepare writes what the programs read, and gives todoku-cli a home.
func (g *ground) prepare() error {
	g.password, g.message = filepath.Join(g.Dir, "bench.password"), filepath.Join(g.Dir, "bench.eml")
	mail := "Subject: bench\r\nFrom: " + lab.Taro.User + "\r\nTo: " + lab.Taro.User + "\r\n\r\n" + "One line of a short mail, as a test sends it.\r\n"
	if err := os.WriteFile(g.password, []byte(lab.Taro.Password), 0o600); err != nil {
		return err
	}
	if err := os.WriteFile(g.message, []byte(mail), 0o644); err != nil {
		return err
	}
	return os.Setenv("TODOKU_HOME", filepath.Join(g.Dir, "home"))
}
