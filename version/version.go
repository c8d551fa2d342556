// Package version says which Todoku this is. A release sets [Number],
// [Commit], [Date] and [Releases] with
//
//	go build -ldflags "-X todoku/version.Number=1.2.3 -X todoku/version.Commit=… -X todoku/version.Date=… -X todoku/version.Releases=https://…"
//
// and what is left out is what Go itself knows of the build ([Current]).
// [Newest] asks the page of releases which version is the newest; nothing asks
// it but a person who presses a button.
package version

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

// What a release is built with.
var (
	Number   = "" // such as "1.2.3", without "v"
	Commit   = "" // in full
	Date     = "" // of the commit, as in RFC 3339
	Releases = "" // address of the page of the newest release; "" means that there is none
)

// A Build is everything that tells one build of the program from another.
type Build struct {
	Number string
	Commit string // "" where it is not known; "+" at its end means that files were changed since
	Date   string // "" where it is not known
	Go     string
	Fyne   string // "" for a program without a window
	System string // such as "linux/amd64"
}

// Current returns the build that is running.
func Current() Build {
	b := Build{Number: "0.1.0-dev", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		b.read(info)
	}
	b.Number, b.Commit, b.Date = cmp.Or(Number, b.Number), cmp.Or(Commit, b.Commit), cmp.Or(Date, b.Date)
	return b
}

func (b *Build) read(info *debug.BuildInfo) {
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.Number = strings.TrimPrefix(v, "v")
	}
	known := map[string]string{}
	for _, s := range info.Settings {
		known[s.Key] = s.Value
	}
	b.Commit, b.Date = known["vcs.revision"], known["vcs.time"]
	if b.Commit != "" && known["vcs.modified"] == "true" {
		b.Commit += "+"
	}
	if i := slices.IndexFunc(info.Deps, func(m *debug.Module) bool { return m.Path == "fyne.io/fyne/v2" }); i >= 0 {
		b.Fyne = strings.TrimPrefix(info.Deps[i].Version, "v")
	}
}

// String is the build in one line, as somebody who asks for help pastes it.
func (b Build) String() string {
	parts := []string{b.Go}
	if b.Fyne != "" {
		parts = append(parts, "Fyne "+b.Fyne)
	}
	parts = append(parts, b.System)
	for _, known := range []string{b.Commit, b.Date} {
		if known != "" {
			parts = append(parts, known)
		}
	}
	return fmt.Sprintf("Todoku %s (%s)", b.Number, strings.Join(parts, ", "))
}
