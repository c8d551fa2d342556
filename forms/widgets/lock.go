package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// lockIcon marks what crossed the network encrypted.
var lockIcon = theme.NewSuccessThemedResource(fyne.NewStaticResource("lock.svg", []byte(
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#000000" d="M17 10V8A5 5 0 0 0 7 8v2H5v11h14V10h-2zM9.2 8a2.8 2.8 0 0 1 5.6 0v2H9.2V8z"/></svg>`)))

// dense is the program's theme without gaps between the lines of a list.
type dense struct{}

func (dense) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return appTheme().Color(name, v)
}
func (dense) Font(style fyne.TextStyle) fyne.Resource    { return appTheme().Font(style) }
func (dense) Icon(name fyne.ThemeIconName) fyne.Resource { return appTheme().Icon(name) }

func (dense) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNamePadding {
		return 0
	}
	return appTheme().Size(name)
}

// appTheme is asked anew each time, because the user may change it.
func appTheme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }
