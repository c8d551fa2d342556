package app

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"todoku/assets/papers"
)

// A browser is the system's, to which addresses and pages of our own are
// given.
type browser struct {
	open func(*url.URL) error // tests set it
	dirs []string             // of the pages, until the program ends
}

// visit shows the page of that address.
func (b *browser) visit(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("open the page: %w", err)
	}
	return b.open(u)
}

// show shows a page, written into the folder of temporary files beside the
// others that it leads to.
func (b *browser) show(name string, page []byte, others ...papers.WebPage) error {
	dir, err := os.MkdirTemp("", "todoku-")
	if err != nil {
		return err
	}
	b.dirs = append(b.dirs, dir)
	for _, f := range append(others, papers.WebPage{Name: name, Data: page}) {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o600); err != nil {
			return err
		}
	}
	u := &url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, name))}
	return b.visit(u.String())
}

// close deletes the pages.
func (b *browser) close() {
	for _, dir := range b.dirs {
		_ = os.RemoveAll(dir)
	}
}
