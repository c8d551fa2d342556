package main

import (
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"todoku/assets"
	"todoku/mailcore"
)

// checkOptions are what the flags of check say: plain values.
type checkOptions struct {
	code string // of the saved mail server; "" means that the flags say everything
	settings
	output
	scope  mailcore.Scope // "" means the usual one
	all    bool
	jobs   int // of --all that run at a time
	noSave bool
	// tryAnyway tests although the account was refused too often of late.
	tryAnyway bool
}

// goesWithAll are the flags that mean something beside --all.
var goesWithAll = []string{"all", "jobs", "scope", "format", "lang", "ca", "no-save", "try-anyway", "output", "warning", "critical"}

// sensible refuses flags that have no effect with --all, or none without it.
func (o *checkOptions) sensible(flags *pflag.FlagSet) error {
	if !o.all && !flags.Changed("jobs") {
		return nil
	}
	var idle []string
	flags.Visit(func(f *pflag.Flag) {
		if !slices.Contains(goesWithAll, f.Name) {
			idle = append(idle, f.Name)
		}
	})
	switch {
	case !o.all:
		return refuse("cli.no-effect", "flag", "--jobs", "missing", "--all")
	case o.code != "":
		return refuse("cli.all-code", "code", o.code)
	case len(idle) > 0:
		return refuse("cli.all-flag", "flag", "--"+idle[0])
	case o.jobs < 1:
		return refuse("cli.jobs")
	}
	return nil
}

// output are the flags that say how a report is printed.
type output struct {
	format, lang      string
	file              string // in place of standard output; "" means none
	warning, critical limits // for nagios
}

func (o *output) add(cmd *cobra.Command) {
	o.format = "text"
	pick(cmd, &o.format, "format", "how to print the result", []string{"text", "json"})
	o.addLang(cmd)
}

func (o *output) addLang(cmd *cobra.Command) {
	pick(cmd, &o.lang, "lang", "language of the result (default that of the window, or of the system)", assets.Languages)
}

// speak chooses the language.
func (o *output) speak(preferred string) {
	if o.lang != "" {
		preferred = o.lang
	}
	assets.SetLanguage(preferred)
}
