package app

import (
	"path/filepath"
	"strings"

	"todoku/assets"
)

// Arguments are what the program is started with.
type Arguments struct {
	Help, Version bool
	Software      bool     // the window is to be drawn without the graphics card
	Files         []string // to be read, with their whole paths
}

// An UnknownOptionError is an argument that looks like an option and is none.
type UnknownOptionError struct{ Option string }

// Error says so in the language of the moment.
func (e *UnknownOptionError) Error() string { return assets.Text("start.unknown", "option", e.Option) }

// ParseArguments reads what follows the program's name. What macOS adds of its
// own is left out. The error is an [UnknownOptionError].
func ParseArguments(args []string) (a Arguments, err error) {
	options := map[string]*bool{
		"--help": &a.Help, "-help": &a.Help, "-h": &a.Help, "/?": &a.Help,
		"--version": &a.Version, "-version": &a.Version,
		"--software": &a.Software, "-software": &a.Software,
	}
	for i, arg := range args {
		switch on := options[arg]; {
		case arg == "--":
			return a.with(args[i+1:])
		case on != nil:
			*on = true
		case strings.HasPrefix(arg, "-psn_"): // a process number of old macOS
		case strings.HasPrefix(arg, "-"):
			return a, &UnknownOptionError{arg}
		default:
			if a, err = a.with([]string{arg}); err != nil {
				return a, err
			}
		}
	}
	return a, nil
}

// with adds files, whose names another process can use.
func (a Arguments) with(files []string) (Arguments, error) {
	for _, file := range files {
		whole, err := filepath.Abs(file)
		if err != nil {
			return a, err
		}
		a.Files = append(a.Files, whole)
	}
	return a, nil
}
