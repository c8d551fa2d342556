//go:build !linux && !darwin

package store

import "context"

// keyringLocked is never true: the Credential Manager is open while its user is
// logged in.
func keyringLocked(context.Context) bool { return false }

// interactionRefused is never true: nothing is asked.
func interactionRefused(error) bool { return false }
