package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

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
