package forms

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A ServerForm edits a profile in place, on a screen of our own or on that of
// a product.
type ServerForm struct {
	Content   fyne.CanvasObject
	Offer     *fyne.Container         // below what every server needs, for what the caller has to say
	Recipient fyne.CanvasObject       // the field that belongs beside the test
	OnEnter   func()                  // called when Enter is pressed in that field; may be nil
	OnWheel   func(*fyne.ScrollEvent) // gets the mouse wheel over that field; may be nil
	Focused   func(fyne.Focusable)    // puts the cursor there; nil asks the window, which knows it once it was drawn

	profile   *mailcore.Profile
	changed   func()
	fixed     []string         // fields that an administrator decides
	view      mailcore.Product // whose screen it is; "" for our own
	rows      []formRow        // of the view
	fold      *widgets.Button  // shows and hides the details; on our own screen
	folded    []*widgets.Text  // headings of the details
	unfolded  bool             // the details are in sight
	recipient formRow
	body      *widgets.Rows
	asides    []aside                  // of the view
	outcome   *widgets.Text            // of a test, where the view has a place for it; nil where not
	homeless  *widgets.Rows            // what a product's screen has no row for, and should
	notes     *widgets.Text            // what else it has no row for
	asked     bool                     // all problems are shown, not only those of touched fields
	blamed    mailcore.Finding         // of the last Mark, that its field explains
	more      []mailcore.Problem       // of the last Judge, that Check finds for a test only; editing the field ends each
	typed     map[string]bool          // ports that a person chose
	touched   map[string]bool          // fields that were edited
	before    map[string]int           // the usual ports at the last edit
	used      map[string]bool          // ports that meant something at the last edit
	offers    map[string]*widgets.Link // of the usual port, by port field
	scroll    *container.Scroll
	column    *fyne.Container // what is scrolled
	drawing   int             // how many calls are drawing rows
	uneven    bool            // the column has to be settled
}

// A formRow is one row of the form, with the field that it is about.
type formRow struct {
	key    string   // of that field: its problems and findings show here
	also   []string // other fields that it edits
	screen string   // the row's key on the screen of a product; "" on our own
	shown  func(mailcore.Profile) bool
	locked func(mailcore.Profile) bool
	folded bool // it is one of the details
	row    *widgets.Row
	input  input
}

// about reports whether a row shows what is wrong with a field. One that only
// fills in others leaves that to them.
func (r formRow) about(field string) bool {
	return r.key != "" && (r.key == field || slices.Contains(r.also, field))
}

// NewServerForm returns a form that edits p and calls changed after every edit.
func NewServerForm(p *mailcore.Profile, changed func()) *ServerForm {
	f := &ServerForm{profile: p, changed: changed, body: widgets.NewRows(), homeless: widgets.NewRows(), notes: widgets.NewCaption("")}
	f.Offer = widgets.NewColumn()
	f.fold = widgets.NewButton(assets.Text("form.details"), theme.NavigateNextIcon(), func() { f.unfold(!f.unfolded) })
	f.fold.Importance = widget.LowImportance
	f.fold.OnFocus = func() { f.reveal(f.fold) }
	f.column = widgets.NewColumn(f.homeless, f.body, f.notes)
	f.scroll = container.NewVScroll(widgets.NewQuiet(container.NewPadded(f.column)))
	f.body.Grown, f.homeless.Grown = f.grown, f.grown
	f.Content = f.scroll
	f.recipient = f.standardRow(Recipient)
	f.Recipient = widgets.NewRows(f.recipient.row)
	entry := f.recipient.input.object.(*widgets.Entry)
	entry.OnSubmitted = func(string) {
		if f.OnEnter != nil {
			f.OnEnter()
		}
	}
	entry.OnWheel = func(event *fyne.ScrollEvent) {
		if f.OnWheel != nil {
			f.OnWheel(event)
		}
	}
	f.forget()
	f.SetView("")
	return f
}

// View is the product whose screen is shown; "" for our own.
func (f *ServerForm) View() mailcore.Product { return f.view }

// SetView shows the screen of a product instead, or with "" our own. The
// profile stays as it is.
func (f *ServerForm) SetView(product mailcore.Product) {
	f.asides, f.outcome = nil, nil
	f.view, f.rows, f.folded, f.offers = product, nil, nil, map[string]*widgets.Link{}
	var objects []fyne.CanvasObject
	if product == "" {
		objects = f.standard()
	} else {
		objects = f.product(product)
	}
	for _, r := range f.rows {
		*r.input.onFocus = func() { f.reveal(r.row) }
		if e, ok := r.input.object.(*widgets.Entry); ok {
			e.OnWheel = f.scroll.Scrolled
		}
	}
	f.body.SetRows(objects...)
	f.scroll.ScrollToTop()
	f.arrange()
}

// Offset is how far the form is scrolled.
func (f *ServerForm) Offset() fyne.Position { return f.scroll.Offset }

// ScrollTo scrolls the form, as far as it can be.
func (f *ServerForm) ScrollTo(offset fyne.Position) { f.scroll.ScrollToOffset(offset) }

// standard makes the rows of our own screen: the details come after a button
// that unfolds them.
func (f *ServerForm) standard() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, s := range Sections {
		if s.Folded && len(f.folded) == 0 {
			objects = append(objects, f.Offer, widgets.NewFlow(f.fold))
		}
		objects = append(objects, f.section(s)...)
	}
	return objects
}

func (f *ServerForm) section(s Section) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if s.Folded {
		title := widgets.Heading(assets.Text("section." + s.Key))
		f.folded = append(f.folded, title)
		objects = append(objects, title)
	}
	var rows []*widgets.Row
	for _, field := range s.Fields {
		r := f.standardRow(field)
		r.folded = s.Folded
		if !s.Folded && !s.Abreast {
			r.row.Reserve()
		}
		f.rows, rows = append(f.rows, r), append(rows, r.row)
	}
	if s.Abreast {
		return append(objects, widgets.NewAbreast(rows...))
	}
	for _, r := range rows {
		objects = append(objects, r)
	}
	return objects
}

// unfold shows or hides the details.
func (f *ServerForm) unfold(on bool) {
	f.unfolded = on
	f.arrange()
}

func (f *ServerForm) standardRow(field Field) formRow {
	return f.titledRow(assets.Text("field."+field.Key), field)
}

func (f *ServerForm) titledRow(title string, field Field) formRow {
	in := newInput(field.Key, func() any { return f.profile.Field(field.Key) }, func() { f.edited(field.Key) })
	object := in.object
	if _, ok := portFields[field.Key]; ok {
		object = f.withOffer(field.Key, in.object)
	}
	row := widgets.NewRow(title, field.Required, object)
	row.Widest = field.Widest
	row.SetHelp(help(field.Key))
	if hint := "field." + field.Key + ".hint"; assets.Has(hint) {
		row.SetHint(assets.Text(hint))
	}
	return formRow{key: field.Key, shown: field.Shown, locked: decided(field.Key), row: row, input: in}
}

// help is what F1 tells about a field; its hint, which is below it, is not said
// twice.
func help(key string) string {
	if text := "field." + key + ".help"; assets.Has(text) {
		return assets.Text(text)
	}
	return ""
}

// decided reports whether something else than the user decides a field.
func decided(key string) func(mailcore.Profile) bool {
	return func(p mailcore.Profile) bool { return Decided(p, key) }
}

// Decided reports whether a provider, or the list with which the program comes,
// decides a field of p.
func Decided(p mailcore.Profile, key string) bool {
	return p.OAuth.Fills() && slices.Contains(Filled, key) || p.Fixed() && slices.Contains(Given, key)
}

func (f *ServerForm) all() []formRow { return append(slices.Clip(f.rows), f.recipient) }

func (f *ServerForm) forget() {
	f.asked, f.typed, f.touched = false, map[string]bool{}, map[string]bool{}
	f.more = nil
	f.before, f.used = map[string]int{}, map[string]bool{}
	for port := range portFields {
		f.before[port], f.used[port] = usualPort(port, f.profile), inUse(port, *f.profile)
	}
}

// edited follows up an edit of one field.
func (f *ServerForm) edited(key string) {
	f.touched[key] = true
	f.follow(key)
	f.more = slices.DeleteFunc(f.more, func(p mailcore.Problem) bool { return p.Field == key })
	for port := range portFields {
		now := usualPort(port, f.profile)
		switch {
		case key == port:
			f.typed[port] = true
		case (now != f.before[port] || !f.used[port]) && f.leads(key):
			f.usualChanged(port, now)
		}
		f.before[port], f.used[port] = now, inUse(port, *f.profile)
	}
	if f.view != "" {
		f.showOthers(key)
	}
	f.after()
}

// followers are fields that most people fill in as another one, which is an
// address.
var followers = []struct{ field, leader string }{
	{"from", "outgoing.user"}, {"test_to", "from"}, {"incoming.user", "outgoing.user"},
}

// follow fills in what most people type the same into again, in a new server
// and where nobody has typed something else.
func (f *ServerForm) follow(key string) {
	for _, w := range followers {
		leader, follower := f.profile.Field(w.leader).(*string), f.profile.Field(w.field).(*string)
		if w.leader == key && f.profile.ID == "" && !f.touched[w.field] && strings.Contains(*leader, "@") {
			*follower = *leader
			f.show(w.field)
			f.follow(w.field)
		}
	}
}

// inUse reports whether somebody has had a reason to choose that port.
func inUse(port string, p mailcore.Profile) bool {
	switch port {
	case "incoming.port":
		return receiving(p)
	case "outgoing.pop.port":
		return popping(p)
	}
	return true
}

// leads reports whether ports follow a field.
func (f *ServerForm) leads(key string) bool {
	return strings.HasSuffix(key, "encryption") || strings.HasSuffix(key, "protocol")
}

// showOthers draws the rows anew that a person is not typing into: a product
// may put several of our fields into one row, or one into several, and the test
// recipient stands beside the test too.
func (f *ServerForm) showOthers(key string) {
	for _, r := range f.all() {
		twin := r.key == Recipient.Key && !f.typing(r)
		if (r.key != key || twin) && r.input.refused() == "" {
			r.input.show()
		}
	}
}

func (f *ServerForm) after() {
	f.arrange()
	f.changed()
}

func (f *ServerForm) show(key string) {
	for _, r := range f.all() {
		if r.key == key {
			r.input.show()
		}
	}
}

// Show draws the profile anew, as one that nobody has edited yet.
func (f *ServerForm) Show() {
	f.forget()
	for port := range portFields {
		f.typed[port] = f.profile.ID != "" && inUse(port, *f.profile)
	}
	for _, r := range f.all() {
		r.input.show()
		r.row.Mark(false)
	}
	f.unfolded = !f.profile.Practice && !f.profile.Fixed() && (receiving(*f.profile) || popping(*f.profile))
	f.scroll.ScrollToTop()
	f.arrange()
}

// Redraw shows values that the program itself has changed.
func (f *ServerForm) Redraw() {
	f.more = nil
	for _, r := range f.all() {
		if !f.noNumber(r) {
			r.input.show()
		}
	}
	f.arrange()
}

// noNumber reports whether what is typed into a row stands for no number, and
// the profile says so: it stays, to be corrected.
func (f *ServerForm) noNumber(r formRow) bool {
	n, isNumber := f.profile.Field(r.key).(*int)
	e, isEntry := r.input.object.(*widgets.Entry)
	return isNumber && isEntry && *n < 0 && parseNumber(e.Text) < 0
}

// take makes changes to the profile as if a person had typed them.
func (f *ServerForm) take(changes []mailcore.Change) {
	p, err := f.profile.With(changes...)
	if err != nil {
		return // rules make only changes that can be made: a test holds it
	}
	*f.profile = p
	for _, c := range changes {
		f.touched[c.Field] = true
	}
	f.Redraw()
	f.changed()
}

// arrange shows the rows that apply, and what is wrong with them.
func (f *ServerForm) arrange() {
	defer f.draw()()
	f.judge(append(f.problems(), f.more...))
	f.showRows()
}

// showRows shows the rows that apply, once it is known what is wrong.
func (f *ServerForm) showRows() {
	f.fold.SetIcon(foldIcon(f.unfolded))
	f.fold.Name = folded("form.details", f.unfolded)
	for _, h := range f.folded {
		show(h, f.unfolded)
	}
	for _, r := range f.all() {
		show(r.row, (r.shown == nil || r.shown(*f.profile)) && (f.unfolded || !r.folded))
		fixed := slices.Contains(f.fixed, r.key) && !f.profile.Practice
		lock(r.input.object, fixed || r.locked(*f.profile))
		if fixed {
			r.row.SetHint(assets.Text("policy.field"))
		}
	}
	if f.view == "" {
		f.SetHint("outgoing.encryption", words.ShownAs(*f.profile, "outgoing.encryption"))
	}
	for _, a := range f.asides {
		show(a.object, a.shown == nil || a.shown(*f.profile))
	}
	for key, offer := range f.offers {
		f.offer(key, offer)
	}
}

// folded is what a button that unfolds something is called.
func folded(key string, open bool) string {
	state := "voice.closed"
	if open {
		state = "voice.open"
	}
	return assets.Text(key) + assets.Text("list.separator") + assets.Text(state)
}

// foldIcon points at what is hidden to the right, or below.
func foldIcon(open bool) fyne.Resource {
	if open {
		return theme.MenuDropDownIcon()
	}
	return theme.NavigateNextIcon()
}

// Fix keeps people from changing the fields with those keys, which an
// administrator decides.
func (f *ServerForm) Fix(keys []string) {
	f.fixed = keys
	f.arrange()
}

// lock keeps people from changing what something else decides.
func lock(o fyne.CanvasObject, on bool) {
	d, ok := o.(fyne.Disableable)
	switch {
	case !ok || d.Disabled() == on:
	case on:
		d.Disable()
	default:
		d.Enable()
	}
}

// SetHint shows a hint below a field, such as where its password is kept.
func (f *ServerForm) SetHint(key, text string) {
	for _, r := range f.all() {
		if r.key == key {
			r.row.SetHint(text)
		}
	}
}
