package schedule

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"howett.net/plist"
)

// An agent is the property list of launchd (launchd.plist(5)).
type agent struct {
	Label      string           `plist:"Label"`
	Program    []string         `plist:"ProgramArguments"`
	Times      []map[string]int `plist:"StartCalendarInterval"`
	Background string           `plist:"ProcessType"`
}

// Agent is the agent of launchd. What was missed while the computer slept is
// made up once when it wakes.
func Agent(e Entry) string {
	a := agent{Label: label(e.Name), Program: append([]string{e.Program}, e.Args...), Background: "Background"}
	for _, h := range e.Hours {
		a.Times = append(a.Times, map[string]int{"Hour": h, "Minute": e.Minute})
	}
	text, err := plist.MarshalIndent(a, plist.XMLFormat, "\t")
	if err != nil {
		panic(fmt.Errorf("plain values always encode: %w", err))
	}
	return string(text) + "\n"
}

func label(name string) string { return "jp.todoku." + name }

func launchdFolder() (string, error) {
	home, err := os.UserHomeDir()
	return filepath.Join(home, "Library", "LaunchAgents"), err
}

func agentFiles(dir string, e Entry) []File {
	return []File{{filepath.Join(dir, label(e.Name)+".plist"), Agent(e)}}
}

func domain() string { return fmt.Sprintf("gui/%d", os.Getuid()) }

func agentOn(ctx context.Context, s Scheduler, e Entry, files []File) error {
	_, _ = s.run(ctx, "launchctl", "bootout", domain()+"/"+label(e.Name)) // one of before
	_, err := s.run(ctx, "launchctl", "bootstrap", domain(), files[0].Path)
	return err
}

func agentOff(ctx context.Context, s Scheduler, name string) error {
	if _, err := agentShown(ctx, s, name); err != nil {
		return nil
	}
	_, err := s.run(ctx, "launchctl", "bootout", domain()+"/"+label(name))
	return err
}

func agentShown(ctx context.Context, s Scheduler, name string) (string, error) {
	out, err := s.run(ctx, "launchctl", "print", domain()+"/"+label(name))
	for line := range strings.Lines(out) {
		if state, ok := strings.CutPrefix(strings.TrimSpace(line), "state = "); ok {
			return state, err
		}
	}
	return "", err
}
