package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/store"
)

// lockable are what an administrator can decide, as todoku.toml calls it, with
// the words that it has on the screen and the fields of a server that it is.
var lockable = []struct {
	key, words string
	fields     []string
}{
	{"providers", "policy.providers", nil},
	{"products", "policy.products", nil},
	{"helo", "field.outgoing.helo", []string{"outgoing.helo"}},
	{"timeout", "policy.timeout", []string{"outgoing.timeout", "incoming.timeout"}},
}

// fixedFields are those of a server that nobody changes here.
func fixedFields(p store.Policy) (keys []string) {
	for _, l := range lockable {
		if p.Locks(l.key) {
			keys = append(keys, l.fields...)
		}
	}
	return keys
}

// policyText says where preferences come from that cannot be changed, and what
// else is decided there; "" where nothing is.
func policyText(p store.Policy) string {
	if len(p.Locked()) == 0 {
		return ""
	}
	text := assets.Text("policy.text", "path", strings.Join(p.Files, assets.Text("list.separator")))
	var others []string
	for _, l := range lockable {
		if p.Locks(l.key) {
			others = append(others, assets.Text(l.words))
		}
	}
	if len(others) > 0 {
		text += "\n" + assets.Text("policy.others", "names", strings.Join(others, assets.Text("list.separator")))
	}
	return text
}

// lockRow shows a preference as it is decided, where it is.
func lockRow(p store.Policy, key string, row *widgets.Row, field fyne.Disableable) *widgets.Row {
	if p.Locks(key) {
		row.SetHint(assets.Text("policy.field"))
		field.Disable()
	}
	return row
}

// lockSecrets does the same with the place of passwords, of which several may
// be allowed.
func lockSecrets(p store.Policy, row *widgets.Row, field fyne.Disableable) *widgets.Row {
	switch places := p.SecretPlaces(); {
	case len(places) == 1:
		return lockRow(p, "secrets", row, field)
	case p.Locks("secrets"):
		row.SetHint(assets.Text("policy.places"))
	}
	return row
}

// allowed reports whether passwords may be kept there.
func (a *App) allowed(place store.SecretStore) bool {
	return slices.Contains(a.store.Policy().SecretPlaces(), place)
}
