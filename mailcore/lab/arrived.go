//go:build lab

package lab

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Arrived waits for the next message to an address and returns it as the
// server wrote it: with LF line ends, and with Return-Path, X-Original-To,
// Delivered-To and Received on top. No message is returned twice.
func (l *Lab) Arrived(ctx context.Context, address string) ([]byte, error) {
	for {
		if path, ok := l.take(address); ok {
			return os.ReadFile(path)
		}
		if err := pause(ctx); err != nil {
			return nil, fmt.Errorf("no mail for %s: %w", address, err)
		}
	}
}

// take returns the oldest message in a Maildir that nobody has taken. A POP3
// or IMAP session moves messages from new to cur.
func (l *Lab) take(address string) (path string, ok bool) {
	var found []string
	for _, folder := range []string{"new", "cur"} {
		paths, _ := filepath.Glob(l.path("mail", address, folder, "*")) // the pattern is good
		found = append(found, paths...)
	}
	slices.SortFunc(found, func(a, b string) int { return strings.Compare(uniqueName(a), uniqueName(b)) })
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, path := range found {
		if !l.taken[uniqueName(path)] {
			l.taken[uniqueName(path)] = true
			return path, true
		}
	}
	return "", false
}

// uniqueName is what stays of a Maildir file's name while its flags change.
func uniqueName(path string) string {
	name, _, _ := strings.Cut(filepath.Base(path), ":")
	return name
}
