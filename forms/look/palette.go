package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// SizeValue is the size of what is read on one screen and typed on another.
const SizeValue fyne.ThemeSizeName = "value"

// sizes are a little tighter than Fyne's, so that a form fits a small laptop;
// captions are larger, because kanji need more dots than letters.
var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:            14,
	theme.SizeNameCaptionText:     12,
	theme.SizeNameSubHeadingText:  16,
	theme.SizeNameHeadingText:     20,
	SizeValue:                     24,
	theme.SizeNamePadding:         4,
	theme.SizeNameInnerPadding:    6,
	theme.SizeNameLineSpacing:     3,
	theme.SizeNameInlineIcon:      18,
	theme.SizeNameScrollBar:       12,
	theme.SizeNameScrollBarSmall:  4,
	theme.SizeNameInputRadius:     4,
	theme.SizeNameButtonRadius:    4,
	theme.SizeNameSelectionRadius: 4,
	theme.SizeNameModalBlurRadius: 0, // a blurred window costs much without a graphics card
}

var light = map[fyne.ThemeColorName]color.NRGBA{
	theme.ColorNameBackground:          rgb(0xF5F8F9),
	theme.ColorNameInputBackground:     rgb(0xFFFFFF),
	theme.ColorNameOverlayBackground:   rgb(0xFFFFFF),
	theme.ColorNameMenuBackground:      rgb(0xFFFFFF),
	theme.ColorNameHeaderBackground:    rgb(0xEAF0F1),
	theme.ColorNameButton:              rgb(0xDFE8EA),
	theme.ColorNameDisabledButton:      rgb(0xECF1F2),
	theme.ColorNameForeground:          rgb(0x16232A),
	theme.ColorNameDisabled:            rgb(0x5F6D74),
	theme.ColorNamePlaceHolder:         rgb(0x586770),
	theme.ColorNamePrimary:             rgb(0x0A6573),
	theme.ColorNameHyperlink:           rgb(0x0A5A92),
	theme.ColorNameSuccess:             rgb(0x17713A),
	theme.ColorNameWarning:             rgb(0x8A5000),
	theme.ColorNameError:               rgb(0xB3261E),
	theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	theme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	theme.ColorNameInputBorder:         rgb(0x7B8A92),
	theme.ColorNameFocus:               rgba(0x006070, 0xA8),
	theme.ColorNameSelection:           rgba(0x0A8090, 0x24),
	theme.ColorNameHover:               rgba(0x0A3A44, 0x14),
	theme.ColorNamePressed:             rgba(0x0A3A44, 0x2A),
	theme.ColorNameSeparator:           rgb(0xD3DDE0),
	theme.ColorNameScrollBar:           rgba(0x16232A, 0x80),
	theme.ColorNameScrollBarBackground: rgb(0xE6ECEE),
	theme.ColorNameShadow:              rgba(0x16232A, 0x40),
}

var dark = map[fyne.ThemeColorName]color.NRGBA{
	theme.ColorNameBackground:          rgb(0x12191C),
	theme.ColorNameInputBackground:     rgb(0x1A2327),
	theme.ColorNameOverlayBackground:   rgb(0x1D272B),
	theme.ColorNameMenuBackground:      rgb(0x202B30),
	theme.ColorNameHeaderBackground:    rgb(0x182125),
	theme.ColorNameButton:              rgb(0x2A383E),
	theme.ColorNameDisabledButton:      rgb(0x1D272B),
	theme.ColorNameForeground:          rgb(0xE6EDEF),
	theme.ColorNameDisabled:            rgb(0x8D9AA0),
	theme.ColorNamePlaceHolder:         rgb(0x9AA7AD),
	theme.ColorNamePrimary:             rgb(0x55C3CE),
	theme.ColorNameHyperlink:           rgb(0x74BDF0),
	theme.ColorNameSuccess:             rgb(0x6BCB8A),
	theme.ColorNameWarning:             rgb(0xF0B04F),
	theme.ColorNameError:               rgb(0xFF8D83),
	theme.ColorNameForegroundOnPrimary: rgb(0x0B1417),
	theme.ColorNameForegroundOnSuccess: rgb(0x0B1417),
	theme.ColorNameForegroundOnWarning: rgb(0x0B1417),
	theme.ColorNameForegroundOnError:   rgb(0x0B1417),
	theme.ColorNameInputBorder:         rgb(0x6E7D84),
	theme.ColorNameFocus:               rgba(0x45A9B4, 0xA0),
	theme.ColorNameSelection:           rgba(0x55C3CE, 0x38),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x14),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x2A),
	theme.ColorNameSeparator:           rgb(0x2E3B41),
	theme.ColorNameScrollBar:           rgba(0xFFFFFF, 0x80),
	theme.ColorNameScrollBarBackground: rgb(0x1D272B),
	theme.ColorNameShadow:              rgba(0x000000, 0x80),
}

func rgb(hex uint32) color.NRGBA { return rgba(hex, 0xFF) }

func rgba(hex uint32, alpha uint8) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}
