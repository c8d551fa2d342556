package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"todoku/store"
)

// codes completes the codes of the saved mail servers, up to most of them;
// 0 means any number.
func (s *session) codes(most int) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		home, err := store.Open(s.env("TODOKU_HOME"))
		if err != nil || most > 0 && len(args) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		saved, _ := home.Peek() // nobody could be told
		var all []cobra.Completion
		for _, p := range saved.Profiles {
			if p.Code != "" && !slices.Contains(args, p.Code) {
				all = append(all, cobra.CompletionWithDesc(onOneLine(p.Code), onOneLine(p.Name)))
			}
		}
		return all, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeCodes lets the commands under root that take codes complete them.
func completeCodes(s *session, root *cobra.Command) {
	for path, most := range map[string]int{
		"check": 1, "show": 1, "sheet": 1, "inquiry": 1, "export": 0, "servers edit": 1, "servers delete": 0, "passwords set": 1,
	} {
		cmd, _, err := root.Find(strings.Fields(path))
		if err == nil {
			cmd.ValidArgsFunction = s.codes(most)
		}
	}
	if history, _, err := root.Find([]string{"history"}); err == nil {
		_ = history.RegisterFlagCompletionFunc("server", s.codes(0))
	}
}
