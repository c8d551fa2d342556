// Package look is how the window looks: [Theme] with the embedded typefaces,
// the light and the dark palette and the sizes, and [StateColor] and
// [SeverityColor], which say in what colour a step or a problem is shown.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets/fonts"
)

// The choices of brightness, as they are written to the preferences.
const (
	System = ""      // follow the operating system
	Light  = "light" //
	Dark   = "dark"  //
)

// Choices lists the choices of brightness in the order in which they are offered.
var Choices = []string{System, Light, Dark}

var (
	regular = fyne.NewStaticResource("NotoSansCJKjp-Regular.otf", fonts.Regular)
	bold    = fyne.NewStaticResource("NotoSansCJKjp-Bold.otf", fonts.Bold)
	mono    = fyne.NewStaticResource("NotoSansMonoCJKjp-Regular.otf", fonts.Mono)
)

// Behind each face Fyne looks into one of its own. That of fixed width has letters
// of other widths, those in bold know no kanji.
func init() {
	behind(theme.DefaultTextMonospaceFont(), fonts.BehindMono())
	behind(theme.DefaultTextBoldFont(), fonts.Regular)
	behind(theme.DefaultTextBoldItalicFont(), fonts.Regular)
}

func behind(fynes fyne.Resource, face []byte) {
	if file, ok := fynes.(*fyne.StaticResource); ok {
		file.StaticContent = face
	}
}

var palettes = map[fyne.ThemeVariant]map[fyne.ThemeColorName]color.NRGBA{
	theme.VariantLight: light,
	theme.VariantDark:  dark,
}

// brightness is a theme of one choice; what it does not say is Fyne's.
type brightness struct {
	fyne.Theme
	choice string
}

// Theme returns the look for one of [Choices].
func Theme(choice string) fyne.Theme {
	return brightness{Theme: theme.DefaultTheme(), choice: choice}
}

// Color returns the colour of name; variant is what the system asks for.
func (b brightness) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	variant = b.variant(variant)
	if c, ok := palettes[variant][name]; ok {
		return c
	}
	return b.Theme.Color(name, variant)
}

func (b brightness) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch b.choice {
	case Light:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	}
	return system
}

// Font returns an embedded face for everything but symbols. There is no
// Japanese italic, and no bold monospace.
func (b brightness) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return b.Theme.Font(style)
	case style.Monospace:
		return mono
	case style.Bold:
		return bold
	}
	return regular
}

// Size returns a length in Fyne's units.
func (b brightness) Size(name fyne.ThemeSizeName) float32 {
	if size, ok := sizes[name]; ok {
		return size
	}
	return b.Theme.Size(name)
}
