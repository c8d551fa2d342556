package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"todoku/assets/papers"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A paper is where something to print or send goes, and as what.
type paper struct {
	output
	file string
}

// add adds the flags; the first of the formats is the usual one.
func (p *paper) add(cmd *cobra.Command, formats []papers.Format) {
	p.format = string(formats[0])
	pick(cmd, &p.format, "format", "what to write it as", formats)
	p.addLang(cmd)
	cmd.Flags().StringVar(&p.file, "output", "", "file to write or replace, instead of standard output")
	_ = cmd.MarkFlagFilename("output")
}

// write takes a paper to its place. It may hold names: the file is for its
// owner only.
func (p *paper) write(s *session, text []byte) error {
	if p.format == string(papers.JSON) {
		text = versioned(text)
	}
	if p.file == "" {
		_, err := s.out.Write(text)
		return here(err)
	}
	if err := writeOwn(p.file, text); err != nil {
		return here(say("cli.write", "file", p.file, "reason", withoutPath(err)))
	}
	return nil
}

// writeOwn writes a file that its owner alone may read, whoever could read what
// was there before: there are addresses in it. What is no file, such as a pipe,
// takes it too.
func writeOwn(path string, data []byte) error { return writeAs(os.O_TRUNC, path, data) }

// writeNew is writeOwn where there is no file yet.
func writeNew(path string, data []byte) error { return writeAs(os.O_EXCL, path, data) }

func writeAs(how int, path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|how, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return say("cli.exists")
	}
	if err != nil {
		return err
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		if err := f.Chmod(0o600); err != nil && runtime.GOOS != "windows" { // which has no such rights
			return errors.Join(err, f.Close())
		}
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// productAliases are other names under which people look for a product.
func productAliases() map[string]string {
	all := map[string]string{}
	for _, screen := range products.Screens() {
		for _, alias := range screen.Aliases {
			all[alias] = string(screen.ID)
		}
	}
	return all
}

func newSheet(s *session) *cobra.Command {
	var to paper
	var product mailcore.Product
	var all, password bool
	cmd := &cobra.Command{
		Use:   "sheet CODE",
		Short: "Print what to type into a product's screen",
		Long: strings.ReplaceAll(`Sheet prints what to type where on the settings screen of a product, in the
product's own words, for a saved mail server: what the product cannot express
and how to get around it, and what the last test says. Passwords are never
printed. --product may be left out where the mail server is for one product;
it takes names such as kintone (its mail sharing option) and f-revocrm too.

Of a product whose settings are in a file (redmine, ec-cube, gitlab) the sheet has
the piece of the file, ready to be put in, with BLANK where the password belongs.
--with-password puts the password in: whoever reads what is printed then has it.

--all prints the sheets of all saved mail servers, for --product or for the
products that each is for; then --output names a folder, in which each sheet is
a file. With --format json it prints an array.`, "BLANK", products.Blank),
		Example: `  todoku-cli sheet office --product garoon
  todoku-cli sheet office --product vtiger --format html --output sheet.html
  todoku-cli sheet office --product redmine --with-password
  todoku-cli sheet --all --format html --output sheets`,
		Args: between(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, saved, err := s.load()
			if err != nil {
				return err
			}
			to.speak(saved.Preferences.Language)
			switch {
			case all && password:
				return refuse("cli.all-with-password")
			case all && len(args) > 0:
				return refuse("cli.all-and-code")
			case all:
				return to.sheets(s, saved.Profiles, product)
			case len(args) == 0:
				return refuse("cli.args.few", "use", "todoku-cli sheet CODE")
			}
			p, err := find(saved, args[0])
			if err != nil {
				return err
			}
			id, err := productFor(p, product)
			if err != nil {
				return err
			}
			sheet, _ := papers.NewSheet(p, id, time.Now()) // all that can be chosen are there
			if password {
				if sheet, err = to.revealed(cmd.Context(), s, sheet, p); err != nil {
					return err
				}
			}
			return to.write(s, sheet.As(papers.Format(to.format)))
		},
	}
	pick(cmd, &product, "product", "the product to type the settings into", products.IDs).aliases = productAliases()
	to.add(cmd, papers.SheetFormats)
	cmd.Flags().BoolVar(&password, "with-password", false, "put the password into the piece of a product's file")
	cmd.Flags().BoolVar(&all, "all", false, "the sheets of all saved mail servers")
	return cmd
}

// revealed puts the password of a saved mail server into its sheet. It is
// fetched as for a test, which may mean to ask.
func (p *paper) revealed(ctx context.Context, s *session, sheet papers.Sheet, server mailcore.Profile) (papers.Sheet, error) {
	if sheet.File == nil {
		return sheet, refuse("cli.no-place-for-password", "product", sheet.Name)
	}
	c := &check{session: s, checkOptions: checkOptions{output: p.output}}
	if err := c.open(true); err != nil {
		return sheet, err
	}
	t := target{profile: server, saved: server}
	if err := c.passwords(ctx, &t, mailcore.LoginScope); err != nil {
		return sheet, err
	}
	switch sheet = sheet.Revealed(t.profile); {
	case sheet.Holds():
		return sheet, nil
	case strings.Contains(sheet.File.Text, products.Blank):
		return sheet, here(say("cli.no-secret"))
	}
	return sheet, refuse("cli.no-password-needed", "code", server.Code)
}

// productFor returns the product that was named, or the only one that a mail
// server is for.
func productFor(p mailcore.Profile, named mailcore.Product) (mailcore.Product, error) {
	switch {
	case named != "":
		return named, nil
	case len(p.Products) == 1 && slices.Contains(products.IDs, p.Products[0]):
		return p.Products[0], nil
	}
	return "", refuse("cli.which-product", "words", strings.Join(typed(products.IDs), ", "))
}
