// Command release does those parts of packaging/release.sh for which a shell is
// clumsy: archives that are the same every time, licences, templates, sums.
//
// What it makes is the same for the same sources, on every day and machine.
package main

import (
	"fmt"
	"os"
)

// commands are what it can be asked for, by name.
var commands = map[string]struct {
	usage string
	takes int // arguments at least
	do    func(args []string) error
}{
	"pack":      {"pack ARCHIVE FOLDER: the files of FOLDER as .zip or .tar.gz", 2, func(a []string) error { return pack(a[0], a[1]) }},
	"fill":      {"fill TEMPLATE FILE: a template, filled in from the environment", 2, func(a []string) error { return fill(a[0], a[1]) }},
	"licences":  {"licences FILE: docs/licences.md, and the texts it speaks of", 1, func(a []string) error { return writeLicences(a[0]) }},
	"icns":      {"icns ICNS PNG: a picture as an icon of macOS", 2, func(a []string) error { return icns(a[0], a[1]) }},
	"universal": {"universal FILE PROGRAM...: programs for several kinds of Mac as one", 2, func(a []string) error { return universal(a[0], a[1:]...) }},
	"stamp":     {"stamp MSI: gives it the time of the release", 1, func(a []string) error { return stamp(a[0]) }},
	"parts":     {"parts JSON: adds to a list of CycloneDX what is no module of Go", 1, func(a []string) error { return addParts(a[0]) }},
	"sums":      {"sums FOLDER: prints names, sizes and SHA-256, and writes SHA256SUMS", 1, func(a []string) error { return sums(a[0], os.Stdout) }},
}

func main() {
	name, args := "", []string(nil)
	if len(os.Args) > 1 {
		name, args = os.Args[1], os.Args[2:]
	}
	command, ok := commands[name]
	if !ok || len(args) < command.takes {
		for _, c := range commands {
			fmt.Fprintln(os.Stderr, "usage: release", c.usage)
		}
		os.Exit(2)
	}
	if err := command.do(args); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}
