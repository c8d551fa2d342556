package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

var grounds = []fyne.ThemeColorName{
	theme.ColorNameBackground, theme.ColorNameInputBackground,
	theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground,
}

// contrasts are the least ratios of WCAG 2.2: 1.4.3 for text, 1.4.11 for the rest.
var contrasts = []struct {
	least float64
	over  []fyne.ThemeColorName
	what  []fyne.ThemeColorName
}{
	{4.5, grounds, []fyne.ThemeColorName{
		theme.ColorNameForeground, theme.ColorNameDisabled, theme.ColorNamePlaceHolder,
		theme.ColorNameSuccess, theme.ColorNameWarning, theme.ColorNameError,
		theme.ColorNamePrimary, theme.ColorNameHyperlink,
	}},
	{4.5, []fyne.ThemeColorName{theme.ColorNameButton, theme.ColorNameFocus, theme.ColorNameHeaderBackground}, []fyne.ThemeColorName{theme.ColorNameForeground}},
	{4.5, []fyne.ThemeColorName{theme.ColorNameDisabledButton}, []fyne.ThemeColorName{theme.ColorNameDisabled}},
	{4.5, []fyne.ThemeColorName{theme.ColorNamePrimary}, []fyne.ThemeColorName{theme.ColorNameForegroundOnPrimary}},
	{4.5, []fyne.ThemeColorName{theme.ColorNameSuccess}, []fyne.ThemeColorName{theme.ColorNameForegroundOnSuccess}},
	{4.5, []fyne.ThemeColorName{theme.ColorNameWarning}, []fyne.ThemeColorName{theme.ColorNameForegroundOnWarning}},
	{4.5, []fyne.ThemeColorName{theme.ColorNameError}, []fyne.ThemeColorName{theme.ColorNameForegroundOnError}},
	{4.5, []fyne.ThemeColorName{theme.ColorNameSelection, theme.ColorNameHover}, []fyne.ThemeColorName{
		theme.ColorNameForeground, theme.ColorNamePrimary, theme.ColorNamePlaceHolder,
	}},
	{3, grounds, []fyne.ThemeColorName{theme.ColorNameInputBorder, theme.ColorNamePrimary}},
	{3, []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground}, []fyne.ThemeColorName{theme.ColorNameFocus}},
}

func TestContrast(t *testing.T) {
	for _, choice := range []string{Light, Dark} {
		th := Theme(choice)
		base := nrgba(th, theme.ColorNameBackground)
		for _, row := range contrasts {
			for _, over := range row.over {
				ground := blend(nrgba(th, over), base)
				for _, what := range row.what {
					if got := ratio(blend(nrgba(th, what), ground), ground); got < row.least {
						t.Errorf("%s: %s on %s is %.2f, want %.1f", choice, what, over, got, row.least)
					}
				}
			}
		}
	}
}

func TestRatioOfBlackOnWhite(t *testing.T) {
	if got := ratio(rgb(0x000000), rgb(0xFFFFFF)); math.Abs(got-21) > 0.01 {
		t.Errorf("ratio = %.2f, want 21", got)
	}
	if got := ratio(rgb(0x767676), rgb(0xFFFFFF)); math.Abs(got-4.54) > 0.01 {
		t.Errorf("ratio = %.2f, want 4.54", got)
	}
}

func nrgba(th fyne.Theme, name fyne.ThemeColorName) color.NRGBA {
	return color.NRGBAModel.Convert(th.Color(name, theme.VariantLight)).(color.NRGBA)
}

// blend lays c over an opaque ground.
func blend(c, ground color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*int(c.A) + int(b)*(255-int(c.A))) / 255) }
	return color.NRGBA{R: mix(c.R, ground.R), G: mix(c.G, ground.G), B: mix(c.B, ground.B), A: 0xFF}
}

// ratio is WCAG's contrast ratio, 1 to 21.
func ratio(a, b color.NRGBA) float64 {
	la, lb := luminance(a)+0.05, luminance(b)+0.05
	return max(la, lb) / min(la, lb)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
