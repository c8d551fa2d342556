package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms"
	"todoku/mailcore"
)

// tools are what can be done about a report that is shown in w.
func (a *App) tools(w fyne.Window) []forms.Tool {
	return []forms.Tool{
		{Text: assets.Text("mend.title"), Icon: theme.ViewRefreshIcon(), When: a.mendable, Do: a.onMend},
		{Text: assets.Text("ports.title"), Icon: theme.SearchIcon(), When: a.searchable, Do: func(mailcore.Report) { a.onFindSettings() }},
		{Text: assets.Text("details.title"), Icon: theme.InfoIcon(), When: anyReport, Do: func(r mailcore.Report) { a.showDetails(r) }},
		{Text: assets.Text("inquiry.title"), Icon: theme.MailForwardIcon(), When: anyReport, Do: func(r mailcore.Report) { a.onInquire(w, r) }},
	}
}

func anyReport(mailcore.Report) bool { return true }
