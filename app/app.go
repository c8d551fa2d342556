// Package app puts screens, tests and files together. It is the only package
// that starts goroutines: one for each test, and one for each visit to the
// keyring. What they find out crosses to the screen in [App.do].
package app

import (
	"context"
	"net/url"
	"os"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/discover"
	"todoku/mailcore/oauth"
	"todoku/mailcore/practice"
	"todoku/store"
)

// An App is the running program: one window, the settings behind it, and the
// test that is going on.
type App struct {
	app    fyne.App
	window fyne.Window
	store  *store.Store
	do     func(func()) // runs something on the UI thread
	ctx    context.Context
	close  context.CancelFunc // ends ctx

	settings store.Settings
	stored   []mailcore.Profile // as the settings file was last seen
	secrets  store.Secrets
	selected int              // in settings.Profiles; -1 for a profile that was never saved
	saved    mailcore.Profile // as it was last saved, passwords included
	current  mailcore.Profile // as on the screen
	tested   mailcore.Profile // as in the last test of what is on the screen, passwords included
	page     int              // counts the profiles that came to the screen
	gone     []deleted        // servers that can still be had back
	scope    mailcore.Scope
	product  mailcore.Product      // as whose screen the settings are shown; "" for our own
	then     func(mailcore.Report) // what follows the test that is going on; nil for nothing
	turn     turn                  // to talk to a server
	practice *practice.Server      // nil until it is wanted
	scenario string
	provider mailcore.Provider    // of the profile on the screen, at the last edit
	grant    oauth.State          // how its authorisation stands
	endpoint oauth.Endpoint       // zero means the provider's own; tests set it
	browse   func(*url.URL) error // nil means the system's browser; tests set it
	known    knowledge            // of providers
	network  discover.Options     // how they are asked; zero means the real network; tests set it

	past     fyne.Window // of the history; nil while it is closed
	all      *batch      // すべてテスト; nil while its window is closed
	paper    fyne.Window // of the input sheet; nil while it is closed
	files    files       // asks for files
	pages    []string    // folders of pages that the browser was shown, until the program ends
	list     *forms.ServerList
	overview *forms.Overview
	undo     *forms.Undo
	form     *forms.ServerForm
	view     *forms.ReportView
	parts    parts
}

// New makes the window of the program over the files in s. do runs a function
// on the UI thread: fyne.Do, or a queue in tests.
func New(fyneApp fyne.App, s *store.Store, do func(func())) *App {
	ctx, closing := context.WithCancel(context.Background())
	a := &App{app: fyneApp, store: s, do: do, ctx: ctx, close: closing, selected: -1, scope: mailcore.SendScope, files: fileDialogs, known: newKnowledge()}
	settings, err := s.Load()
	a.settings = withFixed(settings)
	a.stored = a.settings.Profiles
	a.window = fyneApp.NewWindow(assets.Text("app.name"))
	a.openSecrets()
	a.applyPreferences()
	a.build()
	a.window.Resize(fyne.NewSize(1180, 760))
	a.window.SetMaster()
	a.window.SetCloseIntercept(a.onClose)
	a.window.SetOnDropped(a.onDropped)
	a.choose(a.firstOwn())
	if err != nil {
		a.tellBroken(err)
	}
	return a
}

// Show shows the window.
func (a *App) Show() { a.window.Show() }

// Close ends what is going on. It is called when the program ends.
func (a *App) Close() {
	if len(a.gone) > 0 {
		access.Forget(a.ctx, a.secrets, idsOf(a.gone)...)
		a.gone = nil
	}
	a.close()
	for _, dir := range a.pages {
		_ = os.RemoveAll(dir)
	}
	if a.practice != nil {
		a.practice.Close()
	}
}

func (a *App) openSecrets() { a.secrets = a.store.OpenSecrets(a.settings.Preferences, a.prompts()) }

// applyPreferences makes the program look and speak as the user wants it to.
func (a *App) applyPreferences() {
	assets.SetLanguage(a.settings.Preferences.Language)
	a.app.Settings().SetTheme(look.Theme(a.settings.Preferences.Theme))
	a.window.SetTitle(assets.Text("app.name"))
}

// dirty reports whether the screen holds something that is not saved.
func (a *App) dirty() bool {
	x, y := a.current.Normalised(), a.saved.Normalised()
	x.Verified, y.Verified = mailcore.Verified{}, mailcore.Verified{}
	return !reflect.DeepEqual(x, y)
}

// choose puts the profile at i on the screen; -1 a new one.
func (a *App) choose(i int) {
	a.selected = i
	a.page++
	a.then = nil
	a.current, a.tested = mailcore.NewProfile(), mailcore.Profile{}
	if i >= 0 {
		a.current = a.settings.Profiles[i]
	}
	if a.current.Practice && a.practice != nil {
		a.current = a.practice.Reach(a.current)
	}
	a.saved, a.provider, a.grant = a.current, a.current.OAuth, oauth.NoGrant
	a.view.Clear()
	a.form.Show()
	a.refresh()
	a.loadSecrets(a.current)
}

// refresh draws everything that depends on the state of the program.
func (a *App) refresh() {
	a.list.Show(a.settings.Profiles, a.selected)
	if a.parts.all.pane.Visible() { // it is drawn anew when it comes to the screen
		a.overview.Show(a.settings.Profiles)
	}
	a.parts.show(a)
}

// edited is called after every edit of the form.
func (a *App) edited() {
	a.fill()
	a.form.Mark(nil)
	a.parts.show(a)
}

// leave does next when nothing unsaved would be lost, or the user says so.
func (a *App) leave(next func()) {
	if !a.dirty() {
		next()
		return
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("leave.title"),
		Text:  assets.Text("leave.text", "name", forms.Title(a.current)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true, OnTapped: a.refresh},
			{Text: assets.Text("leave.discard"), OnTapped: next},
			{Text: assets.Text("leave.save"), Default: true, Importance: importanceHigh, OnTapped: func() { a.save(next) }},
		},
	})
}

func (a *App) onClose() {
	a.leave(func() {
		a.Close()
		a.window.SetCloseIntercept(nil)
		a.window.Close()
	})
}

// withFixed returns settings whose list begins with the servers that stay
// there (MS-01).
func withFixed(s store.Settings) store.Settings {
	s.Profiles = oauth.WithFixed(s.Profiles)
	return s
}

// firstOwn is the first server that the user added; -1 if there is none.
func (a *App) firstOwn() int {
	return slices.IndexFunc(a.settings.Profiles, func(p mailcore.Profile) bool { return !oauth.Fixed(p) })
}

// index finds a profile by its ID; -1 if there is none.
func index(profiles []mailcore.Profile, id string) int {
	return slices.IndexFunc(profiles, func(p mailcore.Profile) bool { return p.ID == id })
}
