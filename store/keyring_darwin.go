package store

import (
	"context"
	"errors"
	"os/exec"
)

// keyringLocked is never true: the Keychain tells by failing.
func keyringLocked(context.Context) bool { return false }

// interactionRefused recognises how /usr/bin/security ends when the Keychain is
// locked and its question was not answered: the low byte of the OSStatus.
func interactionRefused(err error) bool {
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return false
	}
	switch exit.ExitCode() {
	case 36, // errSecInteractionNotAllowed, -25308
		51,  // errSecAuthFailed, -25293
		128: // userCanceledErr, -128
		return true
	}
	return false
}
