package app

import (
	"slices"
	"strings"
	"testing"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/store"
)

// elsewhere changes the settings as another program does.
func elsewhere(t *testing.T, d *desk, change func(*store.Settings)) {
	t.Helper()
	s, err := store.Open(d.store.Dir())
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.Load()
	if err != nil {
		t.Fatal(err)
	}
	change(&v)
	if err := s.Save(v); err != nil {
		t.Fatal(err)
	}
}

// listed are the names in the window.
func listed(d *desk) string {
	var names []string
	for _, p := range d.own() {
		names = append(names, p.Name)
	}
	return strings.Join(names, " ")
}

func at(v *store.Settings, id string) *mailcore.Profile { return &v.Profiles[index(v.Profiles, id)] }

func TestWhatAnotherProgramSavesAppears(t *testing.T) {
	d := three(t)
	elsewhere(t, d, func(v *store.Settings) {
		at(v, "id-one").Outgoing.Port = 2525
		at(v, "id-two").Name = "二番"
		i := index(v.Profiles, "id-three")
		v.Profiles = slices.Delete(v.Profiles, i, i+1)
	})
	d.takeOver()
	if got := listed(d); got != "one 二番" || d.page.current.Outgoing.Port != 2525 {
		t.Errorf("%s; on the screen is port %d", got, d.page.current.Outgoing.Port)
	}
	d.want("ほかのプログラムが保存した設定を読み込みました。")
	if d.store.Stale() {
		t.Error("it would be read again and again")
	}
	d.loaded("one")
}

// What is typed stays, and saving it asks as ever.
func TestWhatIsTypedStays(t *testing.T) {
	d := three(t)
	d.page.current.Name = "typed"
	d.edited()
	elsewhere(t, d, func(v *store.Settings) { at(v, "id-two").Name = "二番" })
	d.takeOver()
	if d.page.current.Name != "typed" || !d.page.dirty() || listed(d) != "one 二番 three" {
		t.Errorf("%q; %s", d.page.current.Name, listed(d))
	}
	elsewhere(t, d, func(v *store.Settings) { at(v, "id-one").Name = "theirs" })
	d.takeOver()
	if d.page.current.Name != "typed" || listed(d) != "one 二番 three" {
		t.Errorf("%q; %s", d.page.current.Name, listed(d))
	}
	d.save(nil)
	d.want(assets.Text("save.changed"))
}

func TestPreferencesOfAnotherProgramAppear(t *testing.T) {
	d := three(t)
	d.showOverview(true)
	elsewhere(t, d, func(v *store.Settings) { v.Preferences.Language, v.Preferences.Columns = "en", []string{"name"} })
	d.takeOver()
	if !strings.Contains(d.outline(), "All servers") && assets.Language() != "en" || !slices.Equal(d.parts.all.list.Columns(), []string{"name"}) || !d.parts.all.pane.Visible() {
		t.Errorf("the screen says\n%s", d.outline())
	}
}
