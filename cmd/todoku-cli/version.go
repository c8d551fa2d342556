package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"todoku/version"
)

// currentVersion returns the number of this version.
func currentVersion() string { return version.Current().Number }

func newVersion(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  between(0, 0),
		Run: func(*cobra.Command, []string) {
			fmt.Fprintln(s.out, "todoku-cli"+strings.TrimPrefix(version.Current().String(), "Todoku"))
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
