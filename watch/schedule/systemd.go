package schedule

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Unit is the service of systemd: one run of the program (systemd.service(5)).
// It ends with 1 or 2 where a server fails or is left alone, which is no failure of
// the service.
func Unit(e Entry) string {
	return fmt.Sprintf(`[Unit]
Description=%s

[Service]
Type=oneshot
ExecStart=%s
SuccessExitStatus=1 2
TimeoutStartSec=2h
`, specifiers(e.Title), commandLine(e, quoteUnit))
}

// Timer starts the service; a time that was missed is made up
// (systemd.timer(5), Persistent=).
func Timer(e Entry) string {
	return fmt.Sprintf(`[Unit]
Description=%s

[Timer]
OnCalendar=*-*-* %s:%02d:00
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
`, specifiers(e.Title), hours(e, "%02d"), e.Minute)
}

func hours(e Entry, format string) string {
	var all []string
	for _, h := range e.Hours {
		all = append(all, fmt.Sprintf(format, h))
	}
	return strings.Join(all, ",")
}

func commandLine(e Entry, quote func(string) string) string {
	parts := []string{quote(e.Program)}
	for _, arg := range e.Args {
		parts = append(parts, quote(arg))
	}
	return strings.Join(parts, " ")
}

// specifiers are those of systemd.unit(5), which begin with %.
func specifiers(text string) string { return strings.ReplaceAll(text, "%", "%%") }

// quoteUnit quotes a word as systemd.syntax(7) reads it; variables, which
// systemd.service(5) puts in, begin with $.
func quoteUnit(word string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `$$`, `%`, `%%`).Replace(word) + `"`
}

func systemdFolder() (string, error) {
	config, err := os.UserConfigDir()
	return filepath.Join(config, "systemd", "user"), err
}

func systemdFiles(dir string, e Entry) []File {
	return []File{{filepath.Join(dir, e.Name+".service"), Unit(e)}, {filepath.Join(dir, e.Name+".timer"), Timer(e)}}
}

func systemdOn(ctx context.Context, s Scheduler, e Entry, _ []File) error {
	if _, err := s.run(ctx, "systemctl", "--user", "daemon-reload"); err != nil {
		return err
	}
	_, err := s.run(ctx, "systemctl", "--user", "enable", "--now", e.Name+".timer")
	return err
}

func systemdOff(ctx context.Context, s Scheduler, name string) error {
	_, err := s.run(ctx, "systemctl", "--user", "disable", "--now", name+".timer")
	if err != nil && !strings.Contains(err.Error(), "does not exist") && !strings.Contains(err.Error(), "not loaded") {
		return err
	}
	return nil
}

func systemdShown(ctx context.Context, s Scheduler, name string) (string, error) {
	out, err := s.run(ctx, "systemctl", "--user", "is-active", name+".timer")
	return strings.TrimSpace(out), err
}
