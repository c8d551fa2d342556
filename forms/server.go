package forms

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
)

// A ServerForm edits a profile in place.
type ServerForm struct {
	Content   fyne.CanvasObject
	Recipient fyne.CanvasObject       // the field that belongs beside the test
	OnEnter   func()                  // called when Enter is pressed in that field; may be nil
	OnWheel   func(*fyne.ScrollEvent) // gets the mouse wheel over that field; may be nil

	profile *mailcore.Profile
	changed func()
	rows    []formRow
	titles  map[string]fyne.CanvasObject // by section
	asked   bool                         // all problems are shown, not only those of touched fields
	more    []mailcore.Problem           // of the last Judge, that Check finds for a test only; editing the field ends each
	typed   map[string]bool              // ports that a person chose
	touched map[string]bool              // fields that were edited
	before  map[string]int               // the usual ports at the last edit
	offers  map[string]*widgets.Button   // of the usual port, by port field
	scroll  *container.Scroll
}

type formRow struct {
	field Field
	row   *widgets.Row
	input input
}

// NewServerForm returns a form that edits p and calls changed after every edit.
func NewServerForm(p *mailcore.Profile, changed func()) *ServerForm {
	f := &ServerForm{profile: p, changed: changed, titles: map[string]fyne.CanvasObject{}, offers: map[string]*widgets.Button{}}
	f.forget()
	var objects []fyne.CanvasObject
	for _, s := range Sections {
		f.titles[s.Key] = widgets.Heading(assets.Text("section." + s.Key))
		objects = append(objects, f.titles[s.Key])
		for _, field := range s.Fields {
			objects = append(objects, f.add(field))
			added := f.rows[len(f.rows)-1]
			*added.input.onFocus = func() { f.reveal(added.row) }
		}
	}
	f.scroll = container.NewVScroll(container.NewPadded(widgets.NewRows(objects...)))
	f.Content = f.scroll
	for _, r := range f.rows {
		if e, ok := r.input.object.(*widgets.Entry); ok {
			e.OnWheel = f.scroll.Scrolled
		}
	}
	f.Recipient = widgets.NewRows(f.add(Recipient))
	recipient := f.rows[len(f.rows)-1].input.object.(*widgets.Entry)
	recipient.OnSubmitted = func(string) {
		if f.OnEnter != nil {
			f.OnEnter()
		}
	}
	recipient.OnWheel = func(event *fyne.ScrollEvent) {
		if f.OnWheel != nil {
			f.OnWheel(event)
		}
	}
	f.arrange()
	return f
}

func (f *ServerForm) forget() {
	f.asked, f.typed, f.touched = false, map[string]bool{}, map[string]bool{}
	f.more = nil
	f.before = map[string]int{}
	for port := range ports {
		f.before[port] = usualPort(port, f.profile)
	}
}

func (f *ServerForm) add(field Field) fyne.CanvasObject {
	in := newInput(field.Key, func() any { return f.profile.Field(field.Key) }, func() { f.edited(field.Key) })
	object := in.object
	if _, ok := ports[field.Key]; ok {
		object = f.withOffer(field.Key, in.object)
	}
	row := widgets.NewRow(assets.Text("field."+field.Key), field.Required, object)
	row.Widest = field.Widest
	if hint := "field." + field.Key + ".hint"; assets.Has(hint) {
		row.SetHint(assets.Text(hint))
	}
	f.rows = append(f.rows, formRow{field, row, in})
	return row
}

// ports are the fields whose usual value depends on an encryption.
var ports = map[string]struct {
	encryption func(*mailcore.Profile) *mailcore.Encryption
	port       func(*mailcore.Profile) *int
	usual      func(mailcore.Profile, mailcore.Encryption) int
}{
	"outgoing.port": {
		func(p *mailcore.Profile) *mailcore.Encryption { return &p.Outgoing.Encryption },
		func(p *mailcore.Profile) *int { return &p.Outgoing.Port },
		func(_ mailcore.Profile, e mailcore.Encryption) int { return e.DefaultPort() },
	},
	"outgoing.pop.port": {
		func(p *mailcore.Profile) *mailcore.Encryption { return &p.Outgoing.PopBefore.Encryption },
		func(p *mailcore.Profile) *int { return &p.Outgoing.PopBefore.Port },
		func(_ mailcore.Profile, e mailcore.Encryption) int { return e.DefaultPOPPort() },
	},
	"incoming.port": {
		func(p *mailcore.Profile) *mailcore.Encryption { return &p.Incoming.Encryption },
		func(p *mailcore.Profile) *int { return &p.Incoming.Port },
		func(p mailcore.Profile, e mailcore.Encryption) int { return p.Incoming.Protocol.DefaultPort(e) },
	},
}

// usualPort is what listens under the encryption and protocol of a profile.
func usualPort(key string, p *mailcore.Profile) int {
	ends := ports[key]
	return ends.usual(*p, *ends.encryption(p))
}

// withOffer puts beside a port the button that takes the usual one.
func (f *ServerForm) withOffer(key string, entry fyne.CanvasObject) fyne.CanvasObject {
	offer := widgets.NewButton("", nil, func() { f.takeUsualPort(key) })
	offer.Hide()
	f.offers[key] = offer
	return container.NewHBox(container.NewGridWrap(fyne.NewSize(number, entry.MinSize().Height), entry), offer)
}

func (f *ServerForm) takeUsualPort(key string) {
	*ports[key].port(f.profile) = usualPort(key, f.profile)
	f.typed[key] = false
	f.touched[key] = true
	f.show(key)
	f.after()
}

// edited follows up an edit of one field.
func (f *ServerForm) edited(key string) {
	f.touched[key] = true
	f.more = slices.DeleteFunc(f.more, func(p mailcore.Problem) bool { return p.Field == key })
	for port := range ports {
		now := usualPort(port, f.profile)
		switch {
		case key == port:
			f.typed[port] = true
		case now != f.before[port]:
			f.usualChanged(port, now)
		}
		f.before[port] = now
	}
	f.after()
}

// usualChanged fills in the usual port where nobody has typed another.
func (f *ServerForm) usualChanged(port string, now int) {
	value := ports[port].port(f.profile)
	if !f.typed[port] && *value == f.before[port] {
		*value = now
		f.show(port)
	}
}

func (f *ServerForm) after() {
	f.arrange()
	f.changed()
}

func (f *ServerForm) show(key string) {
	for _, r := range f.rows {
		if r.field.Key == key {
			r.input.show()
		}
	}
}

// Show draws the profile anew, as one that nobody has edited yet.
func (f *ServerForm) Show() {
	f.forget()
	for port := range ports {
		f.typed[port] = f.profile.ID != ""
	}
	for _, r := range f.rows {
		r.input.show()
		r.row.Mark(false)
	}
	f.scroll.ScrollToTop()
	f.arrange()
}

// Redraw shows values that the program itself has changed.
func (f *ServerForm) Redraw() {
	f.more = nil
	for _, r := range f.rows {
		r.input.show()
	}
	f.arrange()
}

// arrange shows the rows that apply, and what is wrong with them.
func (f *ServerForm) arrange() {
	f.judge(append(f.profile.Check(""), f.more...))
	for _, r := range f.rows {
		if r.field.Shown == nil || r.field.Shown(*f.profile) {
			r.row.Show()
		} else {
			r.row.Hide()
		}
		lock(r.input.object, f.profile.OAuth != "" && slices.Contains(Filled, r.field.Key) || oauth.Fixed(*f.profile) && slices.Contains(Given, r.field.Key))
	}
	for key, offer := range f.offers {
		f.offer(key, offer)
	}
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

func (f *ServerForm) offer(key string, button *widgets.Button) {
	ends := ports[key]
	usual := usualPort(key, f.profile)
	if *ends.port(f.profile) == usual || f.profile.Practice || f.profile.OAuth != "" {
		button.Hide()
		return
	}
	button.SetText(assets.Text("form.usual-port", "port", strconv.Itoa(usual), "encryption", string(*ends.encryption(f.profile))))
	button.Show()
}

// Judge shows every problem, also of fields that nobody has touched, and
// returns whether one of them stops a test or saving.
func (f *ServerForm) Judge(problems []mailcore.Problem) bool {
	f.asked = true
	f.more = slices.DeleteFunc(slices.Clone(problems), func(p mailcore.Problem) bool { return has(f.profile.Check(""), p) })
	f.judge(problems)
	errors := mailcore.Errors(problems)
	if len(errors) > 0 {
		f.Focus(errors[0].Field)
	}
	return len(errors) > 0
}

func has(problems []mailcore.Problem, p mailcore.Problem) bool {
	return slices.ContainsFunc(problems, func(q mailcore.Problem) bool { return q.Field == p.Field && q.Code == p.Code })
}

func (f *ServerForm) judge(problems []mailcore.Problem) {
	for _, r := range f.rows {
		key := r.field.Key
		i := slices.IndexFunc(problems, func(p mailcore.Problem) bool { return p.Field == key })
		if i < 0 || !f.asked && !f.touched[key] && problems[i].Code == "required" {
			r.row.SetProblem("", "")
			continue
		}
		r.row.SetProblem(problems[i].Severity, words.Problem(problems[i]))
	}
}

// Mark points at the fields that findings are about.
func (f *ServerForm) Mark(findings []mailcore.Finding) {
	for _, r := range f.rows {
		r.row.Mark(slices.ContainsFunc(findings, func(x mailcore.Finding) bool {
			return x.Field == r.field.Key && (x.Severity == mailcore.Error || x.Severity == mailcore.Temporary)
		}))
	}
}

// Focus puts the cursor into a field.
func (f *ServerForm) Focus(key string) {
	for _, r := range f.rows {
		if r.field.Key != key || !r.row.Visible() {
			continue
		}
		if c := fyne.CurrentApp().Driver().CanvasForObject(r.input.object); c != nil {
			c.Focus(r.input.focus)
		}
		if key != Recipient.Key { // which stands elsewhere
			f.reveal(r.row)
		}
	}
}

// reveal scrolls so that a row can be seen.
func (f *ServerForm) reveal(row *widgets.Row) {
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(row).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(f.scroll.Content).Y
	if top < 0 || row.Size().Height == 0 {
		return
	}
	margin := theme.Padding() * 4
	switch view := f.scroll.Offset.Y; {
	case top < view:
		f.scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-margin)))
	case top+row.Size().Height > view+f.scroll.Size().Height:
		f.scroll.ScrollToOffset(fyne.NewPos(0, top+row.Size().Height+margin-f.scroll.Size().Height))
	}
}

// SetHint shows a hint below a field, such as where its password is kept.
func (f *ServerForm) SetHint(key, text string) {
	for _, r := range f.rows {
		if r.field.Key == key {
			r.row.SetHint(text)
		}
	}
}
