package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"todoku/assets/papers"
	"todoku/mailcore"
)

// sheets writes the sheets of all servers: for one product, or for "" those of
// the products that each is for.
func (p *paper) sheets(s *session, profiles []mailcore.Profile, named mailcore.Product) error {
	var all []papers.Sheet
	for _, profile := range profiles {
		for _, product := range sheetProducts(profile, named) {
			if sheet, ok := papers.NewSheet(profile, product, time.Now()); ok {
				all = append(all, sheet)
			}
		}
	}
	format := papers.Format(p.format)
	switch {
	case len(all) == 0:
		return refuse("cli.no-sheets")
	case p.file != "":
		return here(p.folder(all, format))
	case format == papers.JSON:
		writeJSON(s.out, all)
		return nil
	case format == papers.HTML:
		return refuse("cli.sheets-folder")
	}
	for i, sheet := range all {
		if i > 0 {
			fmt.Fprintln(s.out)
		}
		if _, err := s.out.Write(sheet.As(format)); err != nil {
			return here(err)
		}
	}
	return nil
}

// sheetProducts are the products that a server has sheets for. One that is not
// set up yet has none.
func sheetProducts(p mailcore.Profile, named mailcore.Product) []mailcore.Product {
	switch {
	case p.Practice, p.OAuth != "" && p.Outgoing.User == "":
		return nil
	case named != "":
		return []mailcore.Product{named}
	}
	return p.Products
}

// folder writes each sheet into a file of its own.
func (p *paper) folder(all []papers.Sheet, format papers.Format) error {
	if err := os.MkdirAll(p.file, 0o700); err != nil {
		return say("cli.write", "file", p.file, "reason", withoutPath(err))
	}
	taken := map[string]bool{}
	for _, sheet := range all {
		name := sheetFile(sheet, format, taken)
		text := sheet.As(format)
		if format == papers.JSON {
			text = versioned(text)
		}
		if err := writeOwn(filepath.Join(p.file, name), text); err != nil {
			return say("cli.write", "file", name, "reason", withoutPath(err))
		}
	}
	return nil
}

// sheetFile names the file of a sheet, each differently also where capitals are
// as good as small letters.
func sheetFile(sheet papers.Sheet, format papers.Format, taken map[string]bool) string {
	name := sheet.FileName(format)
	stem := strings.TrimSuffix(name, format.Extension())
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d%s", stem, n, format.Extension())
	}
	taken[strings.ToLower(name)] = true
	return name
}
