package look

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/mailcore"
)

var stateColors = map[mailcore.State]fyne.ThemeColorName{
	mailcore.Pending:  theme.ColorNamePlaceHolder,
	mailcore.Running:  theme.ColorNamePrimary,
	mailcore.Passed:   theme.ColorNameSuccess,
	mailcore.Warned:   theme.ColorNameWarning,
	mailcore.Failed:   theme.ColorNameError,
	mailcore.Skipped:  theme.ColorNamePlaceHolder,
	mailcore.Unneeded: theme.ColorNamePlaceHolder,
}

var severityColors = map[mailcore.Severity]fyne.ThemeColorName{
	mailcore.Error:     theme.ColorNameError,
	mailcore.Temporary: theme.ColorNameWarning,
	mailcore.Danger:    theme.ColorNameError,
	mailcore.Warning:   theme.ColorNameWarning,
	mailcore.Note:      theme.ColorNamePlaceHolder,
}

// StateColor names the colour of a step's text and icon.
func StateColor(s mailcore.State) fyne.ThemeColorName {
	return cmp.Or(stateColors[s], theme.ColorNameForeground)
}

// SeverityColor names the colour of a problem's or a finding's text and icon.
func SeverityColor(s mailcore.Severity) fyne.ThemeColorName {
	return cmp.Or(severityColors[s], theme.ColorNameForeground)
}
