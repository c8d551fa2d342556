package store

import (
	"cmp"
	"os"
	"path/filepath"
)

// machineFolder is where an administrator keeps files for everybody who uses
// the computer.
func machineFolder() string {
	return filepath.Join(cmp.Or(os.Getenv("ProgramData"), `C:\ProgramData`), "todoku")
}
