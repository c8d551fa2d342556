package forms_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// numbered are the servers of servers(), each with an ID and a certificate.
func numbered() []mailcore.Profile {
	all := servers()
	for i := range all {
		all[i].ID = strconv.Itoa(i)
		all[i].Verified.Until = today().AddDate(0, 0, i*40-20)
	}
	all[3].Verified.Until = time.Time{}
	return all
}

func today() time.Time { return time.Date(2025, 4, 2, 12, 0, 0, 0, time.UTC) }

func TestOverview(t *testing.T) {
	for _, language := range assets.Languages {
		speak(t, language)
		o := forms.NewOverview(today)
		show(t, o.Content).Resize(fyne.NewSize(1100, 500))
		o.Show(numbered())
		formstest.Golden(t, "overview."+language, formstest.Outline(o.Content))
	}
}

func TestOverviewFilters(t *testing.T) {
	speak(t, "ja")
	o := forms.NewOverview(today)
	show(t, o.Content).Resize(fyne.NewSize(1100, 500))
	o.Show(numbered())
	for _, c := range []struct {
		filter forms.Filter
		want   []int
	}{
		{forms.Filter{}, []int{0, 1, 2, 3}},
		{forms.Filter{Text: "支社"}, []int{1}},
		{forms.Filter{Text: "ＭＡＩＬ.example"}, []int{2}},
		{forms.Filter{Text: "taro honsha"}, []int{0, 1, 2}},
		{forms.Filter{Standing: mailcore.Proven}, []int{0}},
		{forms.Filter{Text: "支社", Standing: mailcore.Proven}, []int{}},
	} {
		if got := c.filter.Of(numbered()); !slices.Equal(got, c.want) {
			t.Errorf("%+v lets through %v, want %v", c.filter, got, c.want)
		}
	}
	formstest.TypeInto(formstest.All[*widgets.Entry](o.Content)[0], "どこにもない")
	formstest.Golden(t, "overview-empty", formstest.Outline(o.Content))
}

func TestOverviewTicksWhatIsShown(t *testing.T) {
	speak(t, "ja")
	o := forms.NewOverview(today)
	var told []string
	o.OnTick = func(ids []string) { told = ids }
	show(t, o.Content).Resize(fyne.NewSize(1100, 500))
	o.Show(numbered())
	checks := formstest.All[*widgets.Check](o.Content)
	checks[0].SetChecked(true)
	if !slices.Equal(told, []string{"0", "1", "2", "3"}) {
		t.Errorf("ticking all ticked %v", told)
	}
	checks[2].SetChecked(false)
	if !slices.Equal(told, []string{"0", "2", "3"}) || checks[0].Checked {
		t.Errorf("then there are %v, all: %v", told, checks[0].Checked)
	}
	o.Show(numbered()[2:])
	if !slices.Equal(told, []string{"2", "3"}) {
		t.Errorf("a server that is gone stays ticked: %v", told)
	}
}

func TestOverviewRowsAreDraggedToAnotherPlace(t *testing.T) {
	speak(t, "ja")
	o := forms.NewOverview(today)
	moved, to := "", -1
	o.OnMove = func(id string, place int) { moved, to = id, place }
	o.Movable = func(p mailcore.Profile) bool { return p.ID != "0" }
	show(t, o.Content).Resize(fyne.NewSize(1100, 500))
	o.Show(numbered())
	lines := formstest.Lines(o.Content)
	height := lines[1].Position().Y - lines[0].Position().Y
	drag(lines[0], 2*height)
	if moved != "" {
		t.Error("a server that has to stay was dragged")
	}
	drag(lines[1], 2*height+5)
	if moved != "1" || to != 3 {
		t.Errorf("dragging two rows down moved %q to %d", moved, to)
	}
	drag(lines[2], 1000)
	if moved != "2" || to != 3 {
		t.Errorf("dragging beyond the end moved %q to %d", moved, to)
	}
}

type draggable interface {
	fyne.CanvasObject
	fyne.Draggable
}

// drag takes the handle of a line down.
func drag(line fyne.CanvasObject, way float32) {
	for _, d := range formstest.All[draggable](line) {
		d.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, way)})
		d.DragEnd()
	}
}

func BenchmarkOverviewFilter(b *testing.B) {
	all := make([]mailcore.Profile, 2000)
	for i := range all {
		all[i] = office()
		all[i].ID = strconv.Itoa(i)
	}
	for b.Loop() {
		forms.Filter{Text: "honsha", Standing: mailcore.Untested}.Of(all)
	}
}

// What a provider has announced to end is marked, and sooner than the state is
// told.
func TestOverviewMarksWhatEnds(t *testing.T) {
	notices := []mailcore.Notice{
		{ID: "soon", From: today().AddDate(0, 0, 39), Hosts: []string{"smtp.example.jp"}, Side: mailcore.OutgoingSide, Password: true},
		{ID: "over", From: today().AddDate(0, 0, -1), Hosts: []string{"mail.example.jp"}, Side: mailcore.OutgoingSide, Password: true},
	}
	for _, language := range assets.Languages {
		speak(t, language)
		o := forms.NewOverview(today)
		o.Notices = notices
		show(t, o.Content).Resize(fyne.NewSize(1100, 500))
		o.Show(numbered())
		formstest.Golden(t, "overview-notices."+language, formstest.Outline(o.Content))
	}
}
