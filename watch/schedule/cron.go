package schedule

import (
	"context"
	"fmt"
	"strings"
)

// cronMark stands at the end of each line that is ours, for sh as a comment.
const cronMark = " # todoku: "

// Crontab returns a crontab with our lines in place of those that it had. Cron
// makes up for nothing: each hour, and when the computer starts, the program
// sees whether it is due.
func Crontab(before string, e Entry) string {
	e.Args = append(e.Args[:len(e.Args):len(e.Args)], e.Missed)
	command := strings.ReplaceAll(commandLine(e, quoteShell), "%", `\%`) + cronMark + e.Name // crontab(5): % is a newline
	return withoutOurs(before, e.Name) + fmt.Sprintf("%d * * * * %s\n@reboot %s\n", e.Minute, command, command)
}

// withoutOurs returns a crontab without our lines.
func withoutOurs(crontab, name string) string {
	var kept strings.Builder
	for line := range strings.Lines(crontab) {
		line = strings.TrimSuffix(line, "\n")
		if !strings.HasSuffix(line, cronMark+name) {
			kept.WriteString(line + "\n")
		}
	}
	return kept.String()
}

// quoteShell quotes a word for sh.
func quoteShell(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }

func cronFiles(_ string, e Entry) []File { return []File{{"", Crontab("", e)}} }

// crontab reads the user's; a user without one has an empty one.
func crontab(ctx context.Context, s Scheduler) (string, error) {
	text, err := s.run(ctx, "crontab", "-l")
	if err != nil && strings.Contains(err.Error(), "no crontab") {
		return "", nil
	}
	return text, err
}

func cronOn(ctx context.Context, s Scheduler, e Entry, _ []File) error {
	before, err := crontab(ctx, s)
	if err != nil {
		return err
	}
	_, err = s.runWith(ctx, Crontab(before, e), "crontab", "-")
	return err
}

func cronOff(ctx context.Context, s Scheduler, name string) error {
	before, err := crontab(ctx, s)
	after := withoutOurs(before, name)
	if err != nil || after == before {
		return err
	}
	_, err = s.runWith(ctx, after, "crontab", "-")
	return err
}

func cronShown(ctx context.Context, s Scheduler, name string) (string, error) {
	text, err := crontab(ctx, s)
	if err != nil || withoutOurs(text, name) == withoutOurs(text, "") {
		return "", err
	}
	return "active", nil
}
