package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"todoku/assets"
)

// A command is one of the program's, by its name.
type command struct {
	name string
	make func(*session) *cobra.Command
}

// everyCommand lists them.
var everyCommand = []command{
	{"check", func(s *session) *cobra.Command { return newCheck(s, runCheck) }},
	{"list", newList},
	{"show", newShow},
	{"sheet", newSheet},
	{"history", newHistory},
	{"changes", newChanges},
	{"explain", newExplain},
	{"inquiry", newInquiry},
	{"providers", newProviders},
	{"find", newFind},
	{"review", newReview},
	{"ledger", newLedger},
	{"handover", newHandover},
	{"takeover", newTakeover},
	{"export", newExport},
	{"import", newImport},
	{"servers", newServers},
	{"passwords", newPasswords},
	{"settings", newSettings},
	{"ends", newEnds},
	{"watch", newWatch},
	{"probe", newProbe},
	{"domain", newDomain},
	{"practice", newPractice},
	{"version", newVersion},
}

// newRoot returns the command tree for args: the whole of it, unless they begin
// with a command. To make the flags of all the others takes longer than most of
// them run.
func newRoot(s *session, args ...string) *cobra.Command {
	root := bareRoot(s)
	everywhere(root)
	if i := slices.IndexFunc(everyCommand, func(c command) bool { return len(args) > 0 && c.name == args[0] }); i >= 0 {
		root.CompletionOptions.DisableDefaultCmd = true
		root.AddCommand(everyCommand[i].make(s))
		return root
	}
	for _, c := range everyCommand {
		root.AddCommand(c.make(s))
	}
	root.Version = currentVersion()
	completeCodes(s, root)
	root.SetHelpCommand(newHelp(root))
	return root
}

// bareRoot is the root of the tree alone.
func bareRoot(s *session) *cobra.Command {
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
	root.SetUsageFunc(printUsage)
	root.DisableAutoGenTag = true // the same manual on every day
	return root
}

// everywhere lets commands without a language of their own take --lang, so that
// they complain in it.
func everywhere(root *cobra.Command) {
	var lang string
	c := &choice[string]{at: &lang, words: assets.Languages, values: assets.Languages}
	root.PersistentFlags().Var(c, "lang", "language of messages")
	_ = root.PersistentFlags().MarkHidden("lang")
}

// newHelp is the help command of package cobra, which complains in English.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknown(cmd, args[len(args)-1])
			}
			return cmd.Help()
		},
	}
}

// width is how many columns the help may take.
const width = 100

// printUsage is the usage of cobra, with flags that fit in. It is no template,
// since those call methods by name, and the linker then keeps every one.
func printUsage(cmd *cobra.Command) error {
	var b strings.Builder
	b.WriteString("Usage:")
	if cmd.Runnable() {
		b.WriteString("\n  " + cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n  " + cmd.CommandPath() + " [command]")
	}
	if cmd.HasExample() {
		b.WriteString("\n\nExamples:\n" + cmd.Example)
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n\nAvailable Commands:")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(&b, "\n  %-*s %s", sub.NamePadding(), sub.Name(), sub.Short)
			}
		}
	}
	if cmd.HasAvailableLocalFlags() {
		b.WriteString("\n\nFlags:\n" + wrapped(cmd.LocalFlags()))
	}
	if cmd.HasAvailableInheritedFlags() {
		b.WriteString("\n\nGlobal Flags:\n" + wrapped(cmd.InheritedFlags()))
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n\nUse \"" + cmd.CommandPath() + " [command] --help\" for more information about a command.")
	}
	_, err := fmt.Fprintln(cmd.OutOrStderr(), b.String())
	return err
}

func wrapped(flags *pflag.FlagSet) string {
	return strings.TrimRight(flags.FlagUsagesWrapped(width), " \n")
}
