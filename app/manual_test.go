package app

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"todoku/mailcore"
)

// The manual is opened from files of this computer, with the pages that it
// leads to beside it; a cause is the first on its page.
func TestManualIsOpenedOffline(t *testing.T) {
	d := fresh(t)
	var opened string
	d.browser.open = func(u *url.URL) error {
		if u.Scheme != "file" {
			t.Errorf("it leads to %s", u)
		}
		opened = u.Path
		return nil
	}
	for _, tt := range []struct {
		open  func()
		holds string
		files int
	}{
		{func() { d.menuItem("help.manual") }, "<h1 id=\"todoku-マニュアル\">Todoku マニュアル</h1>", 3},
		{func() { d.menuItem("help.causes") }, "<section id=\"auth-fail\">", 1},
		{func() { d.manual(d.window)(mailcore.Code("cert-expired")) }, "</header>\n<section id=\"cert-expired\">", 1},
	} {
		opened = ""
		tt.open()
		text, err := os.ReadFile(opened)
		beside, _ := filepath.Glob(filepath.Join(filepath.Dir(opened), "*.html"))
		if err != nil || !strings.Contains(string(text), tt.holds) || len(beside) != tt.files {
			t.Errorf("%s: %v, %d bytes without %s, %d files", opened, err, len(text), tt.holds, len(beside))
		}
	}
}
