package app

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// What was done is said for a moment, without a dialog, and the newest word
// stays its whole time.
func TestWhatWasDoneIsSaidQuietly(t *testing.T) {
	d, c := three(t), &clock{}
	d.after = c.start
	d.fill("表示名", "本社")
	d.press("保存")
	d.wait("it is said", func() bool { return d.says("保存しました") })
	if d.dialog() != nil {
		t.Error("a dialog has to be answered")
	}
	first := c.waiting
	c.waiting = nil
	path := filepath.Join(t.TempDir(), "servers 本社.toml")
	var opened string
	d.files.save = func(_ fyne.Window, _ string, then func(string)) { then(path) }
	d.browser.open = func(u *url.URL) error { opened = u.String(); return nil }
	d.saveAs(d.window, "servers.toml", []byte("x"), nil)
	d.want("servers 本社.toml に書き出しました")
	for _, a := range first {
		if a.after == noteFor {
			a.call()
			(<-d.queue)()
		}
	}
	d.want("servers 本社.toml に書き出しました")
	d.press("開く")
	if u, err := url.Parse(opened); err != nil || u.Scheme != "file" || !strings.HasSuffix(u.Path, "servers 本社.toml") {
		t.Errorf("it opens %q, %v", opened, err)
	}
	c.pass()
	d.wait("it is gone", func() bool { return !d.says("書き出しました") })
}
