package picker

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// scripts show the dialogs of the system, whose texts are arguments, so that
// nothing in them is a command.
const (
	openScript = `on run argv
activate
return POSIX path of (choose file with prompt (item 1 of argv))
end run`
	saveScript = `on run argv
activate
return POSIX path of (choose file name with prompt (item 1 of argv) default name (item 2 of argv))
end run`
)

// userCancelled is how AppleScript says that nobody chose.
const userCancelled = "-128"

func found(context.Context) bool {
	_, err := exec.LookPath("osascript")
	return err == nil
}

func ask(ctx context.Context, q Question) (string, error) {
	script := openScript
	if q.Save {
		script = saveScript
	}
	path, err := exec.CommandContext(ctx, "osascript", "-e", script, q.Title, q.Name).Output()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if failed, ok := errors.AsType[*exec.ExitError](err); ok && strings.Contains(string(failed.Stderr), userCancelled) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNone, err)
	}
	return strings.TrimSuffix(string(path), "\n"), nil
}
