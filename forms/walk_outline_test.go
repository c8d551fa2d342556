package forms_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A stroll is a walk on the screen, and what it copied.
type stroll struct {
	*forms.Walk
	window fyne.Window
	copied []string
	over   bool
}

// strolls begins a walk through the sheet of p for a product. Passwords are
// where bare says.
func strolls(t *testing.T, p mailcore.Profile, id mailcore.Product, bare string) *stroll {
	t.Helper()
	s := &stroll{}
	s.Walk = forms.NewWalk(forms.WalkDoes{
		Copy:     func(text string) { s.copied = append(s.copied, text) },
		CopyBare: func(text string) { s.copied = append(s.copied, "secret "+text) },
		Bare:     func(_ string, then func(string)) { then(bare) },
		Moved:    func() {},
		Close:    func() { s.over = true },
	})
	sheet, _ := papers.NewSheet(p, id, time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
	s.Show(sheet)
	s.window = show(t, s.Content)
	return s
}

// Every step of every product, as it is read, with a red row and a long name.
func TestWalks(t *testing.T) {
	for _, language := range assets.Languages {
		for _, id := range products.IDs {
			t.Run(string(id)+"."+language, func(t *testing.T) {
				speak(t, language)
				s := strolls(t, awkward(), id, "himitsu")
				var all []string
				for n := 1; !s.over; n++ {
					if n > 40 {
						t.Fatal("it does not end")
					}
					before, list, _ := strings.Cut(formstest.Outline(s.Content), "\n"+assets.Text("walk.all")+"\n")
					_, after, _ := strings.Cut(list, "[ "+assets.Text("walk.back"))
					all = append(all, fmt.Sprintf("── %d", n), before, "[ "+assets.Text("walk.back")+strings.TrimRight(after, "\n"))
					s.Go()
				}
				formstest.Golden(t, "walk-"+string(id)+"."+language, strings.Join(append(all, "copied:"), "\n")+"\n"+strings.Join(s.copied, "\n")+"\n")
			})
		}
	}
}

// A line of the walk has a use for the keys that every widget has.
func TestWalkLinesKnowTheSharedKeys(t *testing.T) {
	speak(t, "ja")
	s := strolls(t, office(), products.Garoon, "")
	told := 0
	s.window.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { told++ })
	for _, line := range formstest.Lines(s.Content) {
		if f, ok := line.(fyne.Focusable); ok {
			s.window.Canvas().Focus(f)
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF10})
		}
	}
	if told == 0 {
		t.Error("F10 does not reach the window from a line of the walk")
	}
}
