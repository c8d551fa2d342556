package app

import (
	"reflect"
	"sync"
	"time"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// draftTime is for how long what was typed may be on the screen alone.
const draftTime = 3 * time.Second

// drafts keeps what is typed and not saved, for the case that the program does
// not end as it should. It is used on the UI thread alone; what writes is a
// goroutine.
type drafts struct {
	app  *App
	stop func()           // ends the wait; nil while nothing waits
	kept mailcore.Profile // as in the file, without passwords
	file *draftFile       // nil while there is none of ours
	left bool             // the program ends as it should
}

// A draftFile is one draft.toml from its first writing to its end.
type draftFile struct {
	mu   sync.Mutex
	over bool
}

// write is for a goroutine. After the end of the file it does nothing.
func (f *draftFile) write(to *store.Store, d store.Draft) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.over {
		_ = to.KeepDraft(d) // the next edit tries again; nothing that is on the screen is lost by it
	}
}

// remove ends the file. It waits for what is being written.
func (f *draftFile) remove(from *store.Store) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.over = true
	_ = from.DropDraft() // or it is offered at the next start
}

// follow is called after every edit, and whenever something was saved, reverted
// or left: it writes the draft some seconds later, or removes it.
func (d *drafts) follow() {
	switch now := d.app.page.draft(); {
	case d.left:
	case now == nil:
		d.drop()
	case d.stop == nil && !reflect.DeepEqual(*now, d.kept):
		d.stop = d.app.after(draftTime, func() { d.app.do(d.write) })
	}
}

// draft is what is typed and not saved, without passwords; nil where there is
// nothing that could be brought back.
func (p *page) draft() *mailcore.Profile {
	now, saved := p.current.WithoutSecrets(), p.saved.WithoutSecrets()
	now.Verified, saved.Verified = mailcore.Verified{}, mailcore.Verified{}
	if now.Practice || reflect.DeepEqual(now.Normalised(), saved.Normalised()) {
		return nil
	}
	return &now
}

// write is called when the wait is over.
func (d *drafts) write() {
	d.stop = nil
	now := d.app.page.draft()
	if now == nil || d.left || d.app.ctx.Err() != nil {
		return
	}
	if d.file == nil {
		d.file = &draftFile{}
	}
	d.kept = *now
	file, to, draft := d.file, d.app.store, store.Draft{Saved: time.Now(), Profile: *now}
	d.app.background(func() { file.write(to, draft) })
}

// drop removes the draft of what is no longer on the screen.
func (d *drafts) drop() {
	d.halt()
	if d.file != nil {
		d.file.remove(d.app.store)
	}
	d.file, d.kept = nil, mailcore.Profile{}
}

// leave removes the draft for good: the program ends as it should.
func (d *drafts) leave() {
	d.drop()
	d.left = true
}

// halt waits no longer.
func (d *drafts) halt() {
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
}

// offer asks what is to become of what was typed when the program last ended
// otherwise than it should.
func (d *drafts) offer() {
	draft, ok := d.app.store.Draft()
	if !ok {
		return
	}
	text := assets.Text("draft.text", "name", forms.Title(draft.Profile), "when", words.Moment(draft.Saved))
	widgets.ShowDialog(d.app.window, widgets.Dialog{
		Title: assets.Text("draft.title"), Text: text,
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("draft.discard"), OnTapped: func() { (&draftFile{}).remove(d.app.store) }},
			{Text: assets.Text("draft.restore"), Default: true, Cancel: true, Importance: importanceHigh, OnTapped: func() { d.restore(draft.Profile) }},
		},
	})
}

// restore brings a draft to the screen, unsaved. What its server was saved as
// is behind it, with its passwords; one that is gone is a new one.
func (d *drafts) restore(draft mailcore.Profile) {
	a := d.app
	i := -1
	if draft.ID != "" {
		i = index(a.settings.Profiles, draft.ID)
	}
	a.choose(i)
	a.bring(a.parts.panes.Content)
	a.parts.panes.ShowSettings()
	draft = a.store.Policy().Fix(draft)
	draft.TakeSecrets(a.page.current)
	draft.Verified = a.page.saved.Verified
	a.page.current, a.page.provider = draft, draft.OAuth
	if i < 0 { // as a test gives a new one its name
		a.page.saved.ID = draft.ID
	}
	d.file, d.kept = &draftFile{}, draft.WithoutSecrets()
	a.form.Show()
	a.refresh()
}
