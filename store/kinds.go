package store

import "errors"

// A kind is what people are told of an error, whichever program tells it.
type kind struct {
	err  error
	code string
}

var (
	secretKinds = []kind{
		{ErrKeyringLocked, "locked"},
		{ErrKeyringTimeout, "timeout"},
		{ErrKeyringUnavailable, "unavailable"},
		{ErrWrongPassphrase, "wrong"},
		{ErrNoPassphrase, "empty"},
	}
	fileKinds = []kind{
		{ErrLocked, "locked"},
		{ErrChanged, "changed"},
		{ErrNothingLost, "nothing-lost"},
		{ErrNoRun, "no-run"},
		{ErrBadID, "no-run"},
		{ErrDamaged, "damaged"},
	}
)

// SecretKind names an error of a place for secrets, whose words are in assets
// under "secrets.<kind>"; "" for any other.
func SecretKind(err error) string { return kindOf(err, secretKinds) }

// FileKind names an error of the files of a [Store], whose words are in assets
// under "store.<kind>"; "" for any other.
func FileKind(err error) string { return kindOf(err, fileKinds) }

// SecretKinds lists what [SecretKind] returns.
func SecretKinds() []string { return codes(secretKinds) }

// FileKinds lists what [FileKind] returns.
func FileKinds() []string { return codes(fileKinds) }

func kindOf(err error, kinds []kind) string {
	for _, k := range kinds {
		if errors.Is(err, k.err) {
			return k.code
		}
	}
	return ""
}

func codes(kinds []kind) (all []string) {
	for _, k := range kinds {
		all = append(all, k.code)
	}
	return all
}
