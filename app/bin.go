package app

import (
	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms"
	"todoku/mailcore"
)

// A bin holds servers that were deleted and can still be had back, until
// something else is done. What their deletion leaves behind, their passwords,
// is deleted by whoever takes them out.
type bin struct {
	gone   []deleted
	offers []*forms.Undo // one beside each list of servers
}

// A deleted server is one that can still be had back.
type deleted struct {
	at      int // in the list, before anything was deleted
	profile mailcore.Profile
}

// newOffer makes the bar that appears beside a list of servers.
func (b *bin) newOffer() fyne.CanvasObject {
	offer := forms.NewUndo()
	b.offers = append(b.offers, offer)
	return offer.Content
}

// put offers to take a deletion back.
func (b *bin) put(gone []deleted, undo func()) {
	b.gone = gone
	for _, o := range b.offers {
		o.Offer(deletedText(gone), undo)
	}
}

// hide takes the offers away.
func (b *bin) hide() {
	for _, o := range b.offers {
		o.Hide()
	}
}

// empty returns the IDs of what cannot be had back any more.
func (b *bin) empty() []string {
	ids := make([]string, len(b.gone))
	for i, d := range b.gone {
		ids[i] = d.profile.ID
	}
	b.gone = nil
	return ids
}

func deletedText(gone []deleted) string {
	if len(gone) == 1 {
		return assets.Text("delete.done", "name", forms.Title(gone[0].profile))
	}
	return assets.Text("delete.many.done", "n", len(gone))
}
