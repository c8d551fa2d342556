package look

import (
	"bytes"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"todoku/mailcore"
)

func TestThemeFollowsChoice(t *testing.T) {
	lightGround, darkGround := light[theme.ColorNameBackground], dark[theme.ColorNameBackground]
	tests := []struct {
		choice  string
		variant fyne.ThemeVariant
		want    any
	}{
		{System, theme.VariantLight, lightGround},
		{System, theme.VariantDark, darkGround},
		{Light, theme.VariantDark, lightGround},
		{Dark, theme.VariantLight, darkGround},
	}
	for _, tt := range tests {
		if got := Theme(tt.choice).Color(theme.ColorNameBackground, tt.variant); got != tt.want {
			t.Errorf("choice %q, variant %d: background %v, want %v", tt.choice, tt.variant, got, tt.want)
		}
	}
}

func TestPalettesNameTheSameColours(t *testing.T) {
	for name := range light {
		if _, ok := dark[name]; !ok {
			t.Errorf("dark lacks %s", name)
		}
	}
	if len(light) != len(dark) {
		t.Errorf("light has %d colours, dark %d", len(light), len(dark))
	}
}

func TestFontsAreEmbedded(t *testing.T) {
	test.NewTempApp(t)
	th := Theme(Light)
	tests := []struct {
		style fyne.TextStyle
		want  fyne.Resource
	}{
		{fyne.TextStyle{}, regular},
		{fyne.TextStyle{Italic: true}, regular},
		{fyne.TextStyle{Bold: true}, bold},
		{fyne.TextStyle{Bold: true, Italic: true}, bold},
		{fyne.TextStyle{Monospace: true}, mono},
		{fyne.TextStyle{Monospace: true, Bold: true}, mono},
		{fyne.TextStyle{Symbol: true}, theme.DefaultTheme().Font(fyne.TextStyle{Symbol: true})},
	}
	for _, tt := range tests {
		if got := th.Font(tt.style); got != tt.want {
			t.Errorf("%+v: %s, want %s", tt.style, got.Name(), tt.want.Name())
		}
	}
}

func TestMonoKanjiIsTwoLettersWide(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme(Light))
	style := fyne.TextStyle{Monospace: true}
	letter, kanji := fyne.MeasureText("ab", 13, style).Width, fyne.MeasureText("届", 13, style).Width
	if letter != kanji {
		t.Errorf("two letters are %.2f wide, a kanji %.2f", letter, kanji)
	}
}

// 𡈽 is in the regular face alone; without a face it would be drawn as a box.
func TestRareKanjiInBold(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Theme(Light))
	drawn := func(s string, bold bool) []byte {
		text := canvas.NewText(s, color.Black)
		text.TextSize, text.TextStyle.Bold = 40, bold
		return software.Render(text, Theme(Light)).(*image.NRGBA).Pix
	}
	if rare := "𡈽"; !bytes.Equal(drawn(rare, true), drawn(rare, false)) {
		t.Error("in bold it is not drawn by the regular face")
	}
	if common := "届"; bytes.Equal(drawn(common, true), drawn(common, false)) {
		t.Error("bold is as thin as regular")
	}
}

func TestEveryStateAndSeverityHasAColour(t *testing.T) {
	for _, s := range []mailcore.State{mailcore.Pending, mailcore.Running, mailcore.Passed, mailcore.Warned, mailcore.Failed, mailcore.Skipped} {
		if StateColor(s) == theme.ColorNameForeground {
			t.Errorf("state %s has no colour", s)
		}
	}
	for _, s := range []mailcore.Severity{mailcore.Error, mailcore.Temporary, mailcore.Warning, mailcore.Note} {
		if SeverityColor(s) == theme.ColorNameForeground {
			t.Errorf("severity %s has no colour", s)
		}
	}
}
