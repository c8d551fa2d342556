package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot returns the command tree.
func newRoot(s *session) *cobra.Command {
	root := &cobra.Command{
		Use:   "todoku-cli",
		Short: "Test mail server settings and say what is wrong",
		Long: `todoku-cli tests mail server settings for real, step by step, and explains
failures. It uses the settings, passwords and history of the Todoku window.

Exit status: 0 the test passed; 1 a step failed; 2 the command or the settings
are wrong; 3 something on this computer failed (keyring, files).`,
		Example: `  todoku-cli check office
  todoku-cli check --smtp mail.example.com:587 --user taro --password-file pw.txt
  todoku-cli practice --run`,
		Args:          between(0, 0),
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: required,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(s.err)
			return errors.Join(cmd.Help(), &exit{status: wrong})
		},
	}
	root.SetFlagErrorFunc(flagError)
	root.SetUsageTemplate(usageTemplate(root))
	root.DisableAutoGenTag = true // the same manual on every day
	root.Version = currentVersion()
	root.AddCommand(
		newCheck(s, runCheck), newList(s), newShow(s), newSheet(s), newHistory(s), newExplain(s), newInquiry(s), newProviders(s), newFind(s),
		newExport(s), newImport(s), newServers(s), newPasswords(s), newSettings(s),
		newProbe(s), newDomain(s), newPractice(s), newVersion(s), newMan(),
	)
	completeCodes(s, root)
	return root
}

// width is how many columns the help may take.
const width = 100

// usageTemplate is that of cobra, with flags that fit in.
func usageTemplate(cmd *cobra.Command) string {
	text := cmd.UsageTemplate()
	for _, flags := range []string{"LocalFlags", "InheritedFlags"} {
		text = strings.ReplaceAll(text, "."+flags+".FlagUsages ", fmt.Sprintf("(.%s.FlagUsagesWrapped %d) ", flags, width))
	}
	return text
}
