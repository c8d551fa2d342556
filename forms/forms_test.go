package forms_test

import (
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/look"
	"todoku/mailcore"
)

func TestMain(m *testing.M) {
	time.Local = time.FixedZone("JST", 9*60*60)
	os.Exit(m.Run())
}

// show puts o into a window that looks as the program does.
func show(t testing.TB, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Theme(look.Light))
	win := test.NewTempWindow(t, o)
	win.Resize(fyne.NewSize(720, 1600))
	return win
}

// speak makes the screen speak a language until the test ends.
func speak(t *testing.T, language string) {
	t.Helper()
	before := assets.Language()
	assets.SetLanguage(language)
	t.Cleanup(func() { assets.SetLanguage(before) })
}

// A bench is a form on the screen and the profile that it edits.
type bench struct {
	*forms.ServerForm
	profile mailcore.Profile
	edits   int
}

// edit shows a form of p in Japanese.
func edit(t *testing.T, p mailcore.Profile) *bench {
	t.Helper()
	speak(t, "ja")
	b := &bench{profile: p}
	test.NewTempApp(t).Settings().SetTheme(look.Theme(look.Light))
	b.ServerForm = forms.NewServerForm(&b.profile, func() { b.edits++ })
	show(t, b.Content)
	b.Show()
	formstest.Unfold(t, b.Content, "くわしい設定")
	return b
}

func (b *bench) problem(t *testing.T, label string) string {
	t.Helper()
	return formstest.Row(t, b.Content, label).Problem()
}
