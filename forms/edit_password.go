package forms

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/roster"
)

// findAccounts lists the accounts of the ticked servers, with all servers that
// share each.
func (v *EditView) findAccounts() {
	v.accounts, _ = roster.Accounts(v.ticked)
	_, v.uses = roster.Accounts(v.everyone)
}

// passwordRows ask for an account and its new password.
func (v *EditView) passwordRows() []fyne.CanvasObject {
	names := make([]string, len(v.accounts))
	for i, a := range v.accounts {
		names[i] = assets.Text("edit.account.of", "user", a.User, "host", a.Host)
	}
	v.account, v.password = widgets.NewSelect(names, nil), widgets.NewPassword()
	v.account.SetSelectedIndex(0)
	v.account.OnChanged = func(string) { v.preview() }
	v.password.OnChanged = func(string) { v.preview() }
	account := widgets.NewRow(assets.Text("edit.account"), false, v.account)
	password := widgets.NewRow(assets.Text("edit.password.new"), false, v.password)
	account.Widest, password.Widest = name, name
	password.SetHint(assets.Text("edit.password.hint"))
	return []fyne.CanvasObject{account, password}
}

func (v *EditView) previewPassword() {
	if v.account == nil {
		return
	}
	uses := v.uses[v.accounts[max(0, v.account.SelectedIndex())]]
	sides := map[string][]string{}
	var ids []string
	for _, u := range uses {
		if !slices.Contains(ids, u.Server) {
			ids = append(ids, u.Server)
		}
		sides[u.Server] = append(sides[u.Server], assets.Text("side."+string(u.Side)))
	}
	icon := theme.RadioButtonIcon()
	if v.password.Text != "" {
		icon = theme.ConfirmIcon()
	}
	v.lines, v.line = len(ids), func(at int) editLine {
		i := slices.IndexFunc(v.everyone, func(p mailcore.Profile) bool { return p.ID == ids[at] })
		return editLine{Title(v.everyone[i]), assets.Text("edit.password.change", "sides", strings.Join(sides[ids[at]], assets.Text("list.separator"))), icon}
	}
	v.sum.SetText(assets.Text("edit.password.sum", "n", len(ids)))
}
