package forms_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/roster"
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
	all := numbered()
	all[1].Office.Tags = []string{"複合機"}
	o.Show(all)
	selects := formstest.All[*widgets.Select](o.Content)
	choose := func(name, option string) {
		t.Helper()
		for _, s := range selects {
			if s.Name == name {
				s.SetSelected(option)
				return
			}
		}
		t.Fatalf("nothing asks for %s", name)
	}
	for _, c := range []struct {
		name, option string
		want         []string
	}{
		{"状態", "合格", []string{"0"}},
		{"状態", "状態: すべて", []string{"0", "1", "2", "3"}},
		{"期限", "30 日以内", []string{"0", "1"}},
		{"期限", "期限: すべて", []string{"0", "1", "2", "3"}},
		{"タグ", "複合機", []string{"1"}},
		{"タグ", "タグ: すべて", []string{"0", "1", "2", "3"}},
		{"提供元", "mail.example.jp", nil},
	} {
		if c.want == nil {
			continue
		}
		choose(c.name, c.option)
		if got := o.Shown(); !slices.Equal(got, c.want) {
			t.Errorf("%s %s shows %v, want %v", c.name, c.option, got, c.want)
		}
	}
	choose("タグ", "複合機")
	o.Show(numbered()) // in which nobody has that tag any more
	if got := o.Shown(); len(got) != 4 {
		t.Errorf("a tag that is gone still filters: %v", got)
	}
	formstest.TypeInto(formstest.All[*widgets.Entry](o.Content)[0], "どこにもない")
	formstest.Golden(t, "overview-empty", formstest.Outline(o.Content))
}

// A press on a head sorts, another turns that round, a third ends it; and only
// then can a row be dragged.
func TestOverviewSortsByAnyColumn(t *testing.T) {
	speak(t, "ja")
	o := forms.NewOverview(today)
	o.OnMove = func(string, int) { t.Error("a row of a sorted list was dragged") }
	show(t, o.Content).Resize(fyne.NewSize(1100, 500))
	all := numbered()
	for i, days := range []int{9, 40, 2, 1} {
		all[i].Verified.Until = today().AddDate(0, 0, days)
	}
	o.Show(all)
	head := func(name string) *widgets.Button {
		t.Helper()
		for _, b := range formstest.All[*widgets.Button](o.Content) {
			if b.Text == name {
				return b
			}
		}
		t.Fatalf("no head %s", name)
		return nil
	}
	for _, want := range [][]string{{"3", "2", "0", "1"}, {"1", "0", "2", "3"}} {
		head("期限").TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		if got := o.Shown(); !slices.Equal(got, want) {
			t.Errorf("sorted by their ends: %v, want %v", got, want)
		}
		drag(formstest.Lines(o.Content)[0], 200)
	}
	if got := head("期限").Say().Name; got != "期限、降順" {
		t.Errorf("the head says %q", got)
	}
	formstest.Golden(t, "overview-sorted", formstest.Outline(o.Content))
	head("期限").Tapped(nil)
	if got, want := o.Shown(), []string{"0", "1", "2", "3"}; !slices.Equal(got, want) {
		t.Errorf("at last: %v, want %v", got, want)
	}
	o.SetColumns([]string{"name", "tags", "memo", "nonsense"})
	if got := head("メモ"); got == nil || len(formstest.All[*widgets.Button](o.Content)) != 1+3 {
		t.Error("other columns than were chosen")
	}
}

// Ends that are near look otherwise than those that are far, and than each
// other.
func TestOverviewEndsDoNotLookAlike(t *testing.T) {
	speak(t, "ja")
	o := forms.NewOverview(today)
	show(t, o.Content).Resize(fyne.NewSize(1100, 500))
	all := numbered()
	for i, days := range []int{9, 40, 2, 1} {
		all[i].Verified.Until = today().AddDate(0, 0, days)
	}
	o.Show(all)
	seen := map[string]bool{}
	for _, line := range formstest.Lines(o.Content) {
		labels := formstest.All[*widget.Label](line)
		end := labels[len(labels)-1]
		seen[fmt.Sprint(end.Importance, end.TextStyle.Bold)] = true
	}
	if len(seen) != 4 {
		t.Errorf("9, 40, 2 and 1 days look like %v", seen)
	}
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

// thousands are the servers of a large office.
func thousands() []mailcore.Profile {
	all := make([]mailcore.Profile, 2000)
	for i := range all {
		all[i] = office()
		all[i].ID, all[i].Name = strconv.Itoa(i), "支社 "+strconv.Itoa(i*7919%2000)
		all[i].Verified.Until = today().AddDate(0, 0, i%90)
	}
	return all
}

func BenchmarkOverviewSort(b *testing.B) {
	o := forms.NewOverview(today)
	show(b, o.Content).Resize(fyne.NewSize(1100, 500))
	o.Show(thousands())
	for b.Loop() {
		o.SortBy(roster.Order{Column: "name"})
	}
}

func BenchmarkOverviewFilter(b *testing.B) {
	o := forms.NewOverview(today)
	show(b, o.Content).Resize(fyne.NewSize(1100, 500))
	o.Show(thousands())
	search := formstest.All[*widgets.Entry](o.Content)[0]
	for i := 0; b.Loop(); i++ {
		search.OnChanged(strconv.Itoa(i % 10))
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
		o.Known.Notices = notices
		show(t, o.Content).Resize(fyne.NewSize(1100, 500))
		o.Show(numbered())
		formstest.Golden(t, "overview-notices."+language, formstest.Outline(o.Content))
	}
}

// A preview of an edit of thousands is there while somebody types.
func BenchmarkEditView(b *testing.B) {
	all := thousands()
	v := forms.NewEditView(all, all, nil)
	show(b, v.Content).Resize(fyne.NewSize(700, 400))
	port := formstest.All[*widgets.Entry](v.Content)[0]
	for i := 0; b.Loop(); i++ {
		port.OnChanged(strconv.Itoa(2000 + i%100))
	}
}
