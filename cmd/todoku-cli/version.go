package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// version is set when a release is built.
var version = ""

// currentVersion returns the release, or else what Go knows of the build.
func currentVersion() string {
	known := ""
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "(devel)" {
		known = info.Main.Version
	}
	return cmp.Or(version, known, "0.1.0-dev")
}

func newVersion(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  between(0, 0),
		Run: func(*cobra.Command, []string) {
			fmt.Fprintf(s.out, "todoku-cli %s (%s %s/%s)\n", currentVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		},
	}
}

func newMan() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the manual pages into a folder",
		Args:  between(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return here(err)
			}
			header := &doc.GenManHeader{Section: "1", Source: "Todoku " + currentVersion(), Manual: "Todoku"}
			return here(doc.GenManTree(cmd.Root(), header, args[0]))
		},
	}
}
