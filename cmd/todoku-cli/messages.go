package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore/cause"
	"todoku/mailcore/oauth"
	"todoku/mailcore/providers"
	"todoku/store"
)

// A message is an error in the words of assets. It is put into words when it is
// said: the language may be known only then.
type message struct {
	key  string
	args []any // as of [assets.Text]; an error is said in words too
}

// Error says it in the language of now.
func (m *message) Error() string {
	args := slices.Clone(m.args)
	for i, arg := range args {
		if err, ok := arg.(error); ok {
			args[i] = inLanguage(err)
		}
	}
	return assets.Text(m.key, args...)
}

// Unwrap returns the errors that it speaks of.
func (m *message) Unwrap() (errs []error) {
	for _, arg := range m.args {
		if err, ok := arg.(error); ok {
			errs = append(errs, err)
		}
	}
	return errs
}

func say(key string, args ...any) error { return &message{key, args} }

// refuse makes an error of the command or the settings.
func refuse(key string, args ...any) error { return &exit{wrong, say(key, args...)} }

// kinds put errors of other packages into words by what they are.
var kinds = []struct {
	err error
	key string
}{
	{store.ErrNoSecret, "cli.no-secret"},
	{store.ErrMustAsk, "cli.must-ask"},
	{cause.ErrEmpty, "cli.text-empty"},
	{cause.ErrBinary, "cli.text-binary"},
	{strconv.ErrSyntax, "cli.number"},
	{strconv.ErrRange, "cli.number"},
}

// inLanguage says an error in the language of the program, as far as its kind
// is known; what others said stays in their own words.
func inLanguage(err error) string {
	if m, ok := errors.AsType[*message](err); ok {
		return m.Error()
	}
	for _, say := range []func(error) (string, bool){brokenText, newerText, clashText, entryText, rootText, fileText, words.FileFault, grantText, stoppedText, storeText} {
		if text, ok := say(err); ok {
			return text
		}
	}
	for _, kind := range kinds {
		if errors.Is(err, kind.err) {
			return assets.Text(kind.key)
		}
	}
	return err.Error()
}

func brokenText(err error) (string, bool) {
	b, ok := errors.AsType[*store.BrokenError](err)
	if !ok {
		return "", false
	}
	if b.Line == 0 && b.Key == "" { // nobody wrote it by hand
		return assets.Text("cli.broken-watch", "file", filepath.Base(b.Path)), true
	}
	reason := assets.Text("broken.syntax")
	switch {
	case errors.Is(b.Err, store.ErrUnknownSetting):
		reason = assets.Text("broken.unknown", "key", b.Key)
	case errors.Is(b.Err, store.ErrWrongValue):
		reason = assets.Text("broken.value", "key", b.Key)
	}
	return assets.Text("cli.broken", "file", filepath.Base(b.Path), "line", b.Line, "reason", reason, "aside", b.SetAside), true
}

func newerText(err error) (string, bool) {
	n, ok := errors.AsType[*store.NewerError](err)
	if !ok {
		return "", false
	}
	return assets.Text("newer.text", "path", n.Path), true
}

func clashText(err error) (string, bool) {
	c, ok := errors.AsType[*store.ClashError](err)
	if !ok {
		return "", false
	}
	return assets.Text("cli.clash", "codes", strings.Join(c.Codes, ", ")), true
}

// entryText is about the user's own table of providers.
func entryText(err error) (string, bool) {
	e, ok := errors.AsType[*providers.EntryError](err)
	if !ok {
		return "", false
	}
	text := assets.Text("provider.problem."+string(e.Code), "field", e.Field)
	if e.Line > 0 {
		text = assets.Text("exchange.source.line", "line", e.Line, "text", text)
	}
	return "providers.json: " + text, true
}

func fileText(err error) (string, bool) {
	e, ok := errors.AsType[*fs.PathError](err)
	if !ok || e.Err == nil {
		return "", false
	}
	return e.Path + ": " + inLanguage(e.Err), true
}

func stoppedText(err error) (string, bool) {
	return assets.Text("cli.stopped"), errors.Is(err, context.Canceled)
}

func storeText(err error) (string, bool) {
	if kind := store.SecretKind(err); kind != "" {
		return assets.Text("secrets." + kind), true
	}
	if kind := store.FileKind(err); kind != "" {
		return assets.Text("store." + kind), true
	}
	return "", false
}

// rootText is about a file of authorities.
func rootText(err error) (string, bool) {
	none, ok := errors.AsType[*store.NoCertificateError](err)
	if !ok {
		return "", false
	}
	return assets.Text("roots.invalid", "file", none.File), true
}

// grantText is about what a provider refused, with its own words.
func grantText(err error) (string, bool) {
	kind := oauth.Kind(err)
	if kind == "other" {
		return "", false
	}
	text := assets.Text("oauth.error." + kind)
	if said := oauth.Said(err); said != "" {
		text += " (" + said + ")"
	}
	return text, true
}

// flagError says what is wrong with a flag. What was typed after a wrong
// shorthand may be a password and is not repeated.
func flagError(_ *cobra.Command, err error) error {
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		return refuse("cli.flag.unknown", "flag", dashed(e.GetSpecifiedName()))
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return refuse("cli.flag.no-value", "flag", dashed(e.GetSpecifiedName()))
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		reason := e.Unwrap()
		if e.GetFlag().Value.Type() == "bool" {
			reason = say("cli.truth")
		}
		return refuse("cli.flag.value", "flag", "--"+e.GetFlag().Name, "value", e.GetValue(), "reason", reason)
	}
	if e, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		return refuse("cli.flag.unknown", "flag", e.GetSpecifiedFlag())
	}
	return &exit{wrong, err}
}

func dashed(name string) string {
	if len([]rune(name)) == 1 {
		return "-" + name
	}
	return "--" + name
}

// required says which flag is missing; package cobra would say it in English.
func required(cmd *cobra.Command, _ []string) (err error) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if needed := f.Annotations[cobra.BashCompOneRequiredFlag]; err == nil && slices.Contains(needed, "true") && !f.Changed {
			err = refuse("cli.flag.missing", "flag", "--"+f.Name)
		}
	})
	return err
}

// between takes so many arguments.
func between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) > 0 && cmd.HasSubCommands():
			return unknown(cmd, args[0])
		case len(args) > most:
			return refuse("cli.args.many", "use", cmd.UseLine()) // what is too much may be a password
		case len(args) < least:
			return refuse("cli.args.few", "use", cmd.UseLine())
		}
		return nil
	}
}

// unknown says that there is no such command, and which ones are alike.
func unknown(cmd *cobra.Command, name string) error {
	cmd.SuggestionsMinimumDistance = 2
	if alike := cmd.SuggestionsFor(name); len(alike) > 0 {
		return refuse("cli.command.alike", "name", name, "alike", strings.Join(alike, ", "))
	}
	return refuse("cli.command.unknown", "name", name, "path", cmd.CommandPath())
}

// flagValue finds what a flag is given among the arguments themselves, because
// they may be what is wrong.
func flagValue(args []string, flag string) string {
	for i, arg := range args {
		if value, joined := strings.CutPrefix(arg, flag+"="); joined {
			return value
		}
		if arg == flag && i+1 < len(args) {
			return args[i+1]
		}
	}
	return ""
}

// askedLanguage is what --lang says, or "".
func askedLanguage(args []string) string {
	lang := strings.ToLower(flagValue(args, "--lang"))
	if !slices.Contains(assets.Languages, lang) {
		return ""
	}
	return lang
}
