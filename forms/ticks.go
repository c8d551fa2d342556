package forms

import (
	"fyne.io/fyne/v2"

	"todoku/forms/widgets"
	"todoku/mailcore"
)

// Ticks is a list of servers of which a person ticks some.
type Ticks struct {
	Content fyne.CanvasObject

	profiles []mailcore.Profile
	ticked   map[string]bool
	list     *keyList
}

// NewTicks lists profiles under a name for those who cannot see it; those with
// the ids are ticked.
func NewTicks(name string, profiles []mailcore.Profile, ids []string) *Ticks {
	t := &Ticks{profiles: profiles, ticked: map[string]bool{}}
	for _, id := range ids {
		t.ticked[id] = true
	}
	t.list = newKeyList(func() int { return len(profiles) }, func() fyne.CanvasObject { return widgets.NewCheck("", nil) }, t.draw)
	t.list.HideSeparators, t.list.Name = true, name
	t.list.OnSelected = func(i int) { // by the keyboard, or beside the box
		id := profiles[i].ID
		t.ticked[id] = !t.ticked[id]
		t.list.Unselect(i)
		t.list.RefreshItem(i)
	}
	t.Content = t.list
	return t
}

func (t *Ticks) draw(i int, o fyne.CanvasObject) {
	check, p := o.(*widgets.Check), t.profiles[i]
	check.OnChanged = nil
	check.SetText(Title(p))
	check.SetChecked(t.ticked[p.ID])
	check.OnChanged = func(on bool) { t.ticked[p.ID] = on }
}

// Ticked returns the IDs of the servers that are ticked, in the order of the
// list.
func (t *Ticks) Ticked() (ids []string) {
	for _, p := range t.profiles {
		if t.ticked[p.ID] {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
