// Package app puts screens, tests and files together. An [App] is the main
// window; what several of its parts share is a type that it holds, such as
// page, settings, bin or consent.
//
// A file here is one window or dialog, or one such type. Its state is changed
// by its own methods; a window beside the main one has a type of its own that
// holds app *App. It may start a goroutine for a test, a look at a server, the
// keyring or the history, and what that finds out crosses to the screen in
// [App.do]. Whoever talks to a server takes the turn ([App.begin], [App.end]).
// How something looks is in package forms, what it says in assets, and how a
// server is tested in mailcore.
package app

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"todoku/access"
	"todoku/assets"
	"todoku/forms"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/mailcore/products"
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

	settings settings
	secrets  store.Secrets
	page     page // on the screen
	consent  consent
	bin      bin
	turn     turn      // to talk to a server
	practice rehearsal // of those who practise
	known    knowledge // of providers
	browser  browser
	files    files // asks for files
	notes    noteboard
	clip     clip // a password that was copied
	draft    drafts
	after    timer

	attempts *store.Attempts                                           // how often accounts were refused of late
	terminal func(ctx context.Context, args ...string) (string, error) // runs todoku-cli

	sought bool // passwords, at the start ([App.seekPasswords])
	beside beside
	form   *forms.ServerForm
	view   *forms.ReportView
	parts  parts
	work   sync.WaitGroup // beside the window
}

// New makes the window of the program over the files in s. do runs a function
// on the UI thread: fyne.Do, or a queue in tests.
func New(fyneApp fyne.App, s *store.Store, do func(func())) *App {
	ctx, closing := context.WithCancel(context.Background())
	a := &App{app: fyneApp, store: s, do: do, ctx: ctx, close: closing, files: fileDialogs, notes: noteboard{}, attempts: s.Attempts(), known: newKnowledge(), browser: browser{open: fyneApp.OpenURL}, after: systemTimer}
	a.clip.app, a.draft.app = a, a
	a.terminal = a.runTerminal
	a.page = page{selected: -1, scope: mailcore.SendScope}
	a.consent.app = a
	settings, err := s.Load()
	products.Offer(s.Policy().Shows)
	a.settings = newSettings(settings)
	a.window = fyneApp.NewWindow(assets.Text("app.name"))
	a.openSecrets()
	a.applyPreferences()
	a.build()
	a.window.Resize(fyne.NewSize(1180, 760))
	a.window.SetMaster()
	a.window.SetCloseIntercept(a.onClose)
	fyneApp.Lifecycle().SetOnEnteredForeground(a.catchUp)
	a.window.SetOnDropped(a.onDropped)
	a.seekFileDialog()
	a.choose(a.settings.first(s.Chosen()))
	a.startIfNone()
	if err != nil {
		a.tellBroken(err)
	} else if lost := s.Lost(); lost.Servers > 0 {
		a.offerSettings(assets.Text("restore.title"), assets.Text("restore.text"), lost)
	}
	return a
}

// Show shows the window.
func (a *App) Show() {
	a.window.Show()
	a.lookElsewhere()
}

// Close ends what is going on. It is called when the program ends.
func (a *App) Close() {
	if gone := a.bin.empty(); len(gone) > 0 {
		access.Forget(a.ctx, a.secrets, gone...)
	}
	a.draft.halt()
	a.close()
	a.browser.close()
	a.practice.close()
	a.await()
}

// background does work beside the window.
func (a *App) background(work func()) { a.work.Go(work) }

// farewell is how long work beside the window may take to end, once it was told
// to: as long as writing a report on a slow disk does.
const farewell = 3 * time.Second

// await lets work beside the window end: what it writes is written whole.
func (a *App) await() {
	ended := make(chan struct{})
	go func() { a.work.Wait(); close(ended) }()
	late := time.NewTimer(farewell)
	defer late.Stop()
	select {
	case <-ended:
	case <-late.C:
	}
}

func (a *App) openSecrets() { a.secrets = a.store.OpenSecrets(a.settings.Preferences, a.prompts()) }

// applyPreferences makes the program look and speak as the user wants it to.
func (a *App) applyPreferences() {
	assets.SetLanguage(a.settings.Preferences.Language)
	speakFyne()
	a.app.Settings().SetTheme(look.Theme(a.settings.Preferences.Theme))
	a.window.SetTitle(assets.Text("app.name"))
}

// choose puts the profile at i on the screen; -1 a new one.
func (a *App) choose(i int) {
	p := a.store.Policy().Start(a.page.fresh())
	if i >= 0 {
		a.bring(a.parts.panes.Content)
		p = a.store.Policy().Fix(a.settings.Profiles[i])
	}
	if p.Practice {
		p = a.practice.reach(p)
	}
	a.page.open(i, p)
	a.remember(p)
	a.suggestScope()
	a.consent.state = oauth.NoGrant
	a.view.Clear()
	a.form.Show()
	a.refresh()
	a.loadSecrets(p)
}

// remember notes the server on the screen for the next start. Where that cannot
// be noted, that one begins with the first.
func (a *App) remember(p mailcore.Profile) {
	if a.page.selected >= 0 {
		_ = a.store.Choose(p.ID)
	}
}

// catchUp shows what tests proved that others ran while the window was behind.
func (a *App) catchUp() {
	a.takeOver()
	a.settings.catchUp(a.store)
	if i := index(a.settings.Profiles, a.page.current.ID); i >= 0 && !a.busy() {
		a.page.proven(a.settings.Profiles[i])
	}
	a.refresh()
}

// refresh draws everything that depends on the state of the program.
func (a *App) refresh() {
	a.parts.list.Show(a.settings.Profiles, a.page.selected)
	if a.parts.all.pane.Visible() { // it is drawn anew when it comes to the screen
		a.showList()
	}
	a.parts.show(a)
}

// edited is called after every edit of the form.
func (a *App) edited() {
	if a.page.fill() {
		a.form.Redraw()
	}
	a.form.Mark(nil)
	a.parts.show(a)
}

// leave does next when nothing unsaved would be lost, or the user says so.
func (a *App) leave(next func()) {
	if !a.page.dirty() {
		next()
		return
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("leave.title"),
		Text:  assets.Text("leave.text", "name", forms.Title(a.page.current)),
		Buttons: []widgets.DialogButton{
			{Text: assets.Text("cancel"), Cancel: true, OnTapped: a.refresh},
			{Text: assets.Text("leave.discard"), OnTapped: next},
			{Text: assets.Text("leave.save"), Default: true, Importance: importanceHigh, OnTapped: func() { a.save(next) }},
		},
	})
}

func (a *App) onClose() {
	a.leave(func() {
		a.clip.clear() // while there is a clipboard
		a.draft.leave()
		a.Close()
		a.window.SetCloseIntercept(nil)
		a.window.Close()
	})
}
