package app

import (
	"context"
	"errors"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// A secretRow is a field for something that is not shown.
type secretRow struct {
	row   *widgets.Row
	entry *widgets.Entry
}

func newSecretRow(key string) secretRow {
	entry := widgets.NewPassword()
	r := secretRow{widgets.NewRow(assets.Text(key), false, entry), entry}
	entry.OnChanged = func(string) { r.row.SetProblem("", "") }
	return r
}

func (r secretRow) fault(key string) bool {
	r.row.SetProblem(mailcore.Error, assets.Text(key))
	return false
}

// A newPassphrase is asked for twice: whoever mistypes it loses what is kept
// under it.
type newPassphrase struct{ first, again secretRow }

// newPassphraseRows returns the two fields under these words.
func newPassphraseRows(first, again string) newPassphrase {
	return newPassphrase{newSecretRow(first), newSecretRow(again)}
}

// ready reports whether both are the same, or says what is wrong.
func (n newPassphrase) ready() bool {
	switch {
	case n.first.entry.Text == "":
		return n.first.fault("bundle.empty")
	case n.first.entry.Text != n.again.entry.Text:
		return n.again.fault("bundle.differs")
	}
	return true
}

func (n newPassphrase) secret() mailcore.Secret { return mailcore.Secret(n.first.entry.Text) }

// A passphraseChange is the dialog in which the vault gets another passphrase.
type passphraseChange struct {
	app   *App
	vault *store.Vault
	now   secretRow
	next  newPassphrase
	busy  bool // the vault is being written
	shown *widgets.Shown
}

// passphraseRow offers to change the passphrase where there is one; nil where
// passwords are kept elsewhere.
func (a *App) passphraseRow() *widgets.Row {
	vault, ok := store.VaultOf(a.secrets)
	if !ok {
		return nil
	}
	change := widgets.NewButton(assets.Text("vault.change"), nil, func() { a.changePassphrase(vault) })
	row := widgets.NewRow(assets.Text("bundle.passphrase"), false, widgets.NewFlow(change))
	if !vault.Made() {
		change.Disable()
		row.SetHint(assets.Text("vault.unmade"))
	}
	return row
}

func (a *App) changePassphrase(vault *store.Vault) {
	c := &passphraseChange{app: a, vault: vault, now: newSecretRow("vault.now"), next: newPassphraseRows("vault.next", "vault.next.again")}
	c.shown = widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("vault.change"), Text: assets.Text("vault.change.text"), Width: 560, Focus: c.now.entry,
		Content: widgets.NewRows(c.now.row, c.next.first.row, c.next.again.row),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true},
			{Text: assets.Text("vault.change"), Default: true, Importance: importanceHigh, Ready: c.start},
		},
	})
}

// start changes the passphrase in the background, which takes a second, and
// leaves the dialog open until it is known whether that worked.
func (c *passphraseChange) start() bool {
	switch {
	case c.busy:
	case c.now.entry.Text == "":
		return c.now.fault("bundle.empty")
	case c.next.ready():
		c.busy = true
		old, next := mailcore.Secret(c.now.entry.Text), c.next.secret()
		c.app.background(func() {
			err := c.vault.ChangePassphrase(context.WithoutCancel(c.app.ctx), old, next)
			c.app.do(func() { c.end(err) })
		})
	}
	return false
}

func (c *passphraseChange) end(err error) {
	c.busy = false
	switch {
	case errors.Is(err, store.ErrWrongPassphrase):
		c.now.fault("secrets.wrong")
	case err != nil:
		c.app.tell(assets.Text("vault.change.failed"), inWords(err))
	default:
		c.shown.Close()
		c.app.tell(assets.Text("vault.change"), assets.Text("vault.changed"))
	}
}
