package app

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
)

// What the toolkit itself says is in the language of the program, in whatever
// order they are chosen.
func TestToolkitSpeaksTheLanguage(t *testing.T) {
	d := fresh(t)
	t.Cleanup(func() { assets.SetLanguage("ja"); speakFyne() })
	for _, lang := range []string{"ja", "en", "ja"} {
		assets.SetLanguage(lang)
		speakFyne()
		said := fieldMenu(t, d.window)
		for _, key := range []string{"edit.cut", "edit.copy", "edit.paste", "edit.all"} {
			if !slices.Contains(said, assets.Text(key)) {
				t.Errorf("%s: the menu of a field says %q, without %s", lang, said, assets.Text(key))
			}
		}
		if english := regexp.MustCompile(`[A-Za-z]`); lang == "ja" && english.MatchString(strings.Join(said, "")) {
			t.Errorf("the menu of a field says %q", said)
		}
		if s := widgets.NewSelect([]string{"a"}, nil); s.PlaceHolder != assets.Text("choose") {
			t.Errorf("%s: a list without a choice says %q", lang, s.PlaceHolder)
		}
	}
}

// fieldMenu is what the menu of a field says.
func fieldMenu(t *testing.T, w fyne.Window) (said []string) {
	t.Helper()
	entry := widgets.NewEntry()
	entry.SetText("text")
	w.SetContent(entry)
	test.TapSecondary(entry)
	for _, menu := range formstest.All[*widget.PopUpMenu](w.Canvas().Overlays().Top()) {
		defer menu.Hide()
		said = append(said, textsIn(menu.Menu)...)
	}
	return said
}

func textsIn(o fyne.CanvasObject) (said []string) {
	if text, ok := o.(*canvas.Text); ok && text.Text != "" {
		return []string{text.Text}
	}
	for _, child := range formstest.Children(o) {
		said = append(said, textsIn(child)...)
	}
	return said
}
