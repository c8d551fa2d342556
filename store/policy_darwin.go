package store

// machineFolder is where an administrator keeps files for everybody who uses
// the computer.
func machineFolder() string { return "/Library/Application Support/todoku" }
