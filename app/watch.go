package app

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
	"todoku/watch"
)

// A watching is the dialog about the watch. What it sets up is done by
// todoku-cli, which the scheduler starts too: what works here works there.
type watching struct {
	app        *App
	settings   store.Watch
	which      string // of watchWhich
	servers    *forms.Ticks
	lacking    func() // says that none is ticked
	every      string
	scope      string
	at         *widgets.Entry
	passphrase *widgets.Entry
}

// watchWhich are all servers, or those that are ticked.
var watchWhich = []string{"all", "some"}

// watchBeats are the days of the heart-beat; none comes first.
var watchBeats = append([]string{"none"}, store.Weekdays...)

func (a *App) onWatch() {
	known, err := a.store.Watch()
	installed := err == nil
	if !installed {
		known = store.NewWatch()
	}
	w := &watching{
		app: a, settings: known, which: watchWhich[min(len(known.Servers), 1)], every: strconv.Itoa(known.Every), scope: string(known.Scope),
		at: entry(known.At), passphrase: entry(known.Passphrase),
	}
	w.servers = forms.NewTicks(assets.Text("watch.servers"), watch.Chosen(store.Watch{}, a.settings.Profiles), known.Servers)
	var hours, scopes []string
	for _, n := range store.WatchHours {
		hours = append(hours, strconv.Itoa(n))
	}
	for _, s := range watch.Scopes {
		scopes = append(scopes, string(s))
	}
	beat := cmp.Or(known.HeartBeat, watchBeats[0])
	buttons := []widgets.DialogButton{{Text: assets.Text("close"), Cancel: true}}
	held := watch.Spared(a.attempts, a.settings.Profiles)
	if held > 0 {
		buttons = append(buttons, widgets.DialogButton{Text: assets.Text("watch.resume"), OnTapped: func() { w.carryOut("watch", "resume") }})
	}
	if installed {
		buttons = append(buttons, widgets.DialogButton{Text: assets.Text("watch.end"), OnTapped: func() { w.carryOut("watch", "remove") }})
	}
	buttons = append(buttons, widgets.DialogButton{
		Text: assets.Text("watch.begin"), Default: true, Importance: importanceHigh,
		Ready: w.ready, OnTapped: func() { w.begin(beat) },
	})
	which, scope := w.whichRow(), chooser("scope.", scopes, &w.scope)
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("watch.title"), Text: w.state(installed, held), Width: 620, Buttons: buttons,
		Content: widgets.NewRows(
			which,
			widgets.NewRow(assets.Text("test.scope"), false, scope),
			widgets.NewRow(assets.Text("watch.every"), false, chooser("watch.every.", hours, &w.every)),
			hinted(assets.Text("watch.at"), assets.Text("watch.at.hint"), w.at),
			ticked(assets.Text("watch.mail"), assets.Text("watch.mail.check"), assets.Text("watch.mail.hint"), &w.settings.Mail).row,
			widgets.NewRow(assets.Text("watch.beat"), false, chooser("watch.beat.", watchBeats, &beat)),
			hinted(assets.Text("watch.passphrase"), assets.Text("watch.passphrase.hint"), w.passphrase),
		),
	})
}

// whichRow asks which servers are watched; the list of them is there once it is
// to be ticked.
func (w *watching) whichRow() *widgets.Row {
	which, list := chooser("watch.servers.", watchWhich, &w.which), container.NewGridWrap(fyne.NewSize(400, 150), w.servers.Content)
	list.Hidden = w.which == watchWhich[0]
	row := widgets.NewRow(assets.Text("watch.servers"), false, container.NewVBox(which, list))
	chosen := which.OnChanged
	which.OnChanged = func(v string) {
		chosen(v)
		list.Hidden = w.which == watchWhich[0]
		row.SetProblem(mailcore.Error, "")
		row.Refresh()
	}
	w.lacking = func() { row.SetProblem(mailcore.Error, assets.Text("watch.servers.none")) }
	return row
}

// ready reports whether there is anything to watch, and says it where not.
func (w *watching) ready() bool {
	ready := w.which == watchWhich[0] || len(w.servers.Ticked()) > 0
	if !ready {
		w.lacking()
	}
	return ready
}

func hinted(label, hint string, field fyne.CanvasObject) *widgets.Row {
	row := widgets.NewRow(label, false, field)
	row.SetHint(hint)
	return row
}

// state says how things stand, and how accounts are spared.
func (w *watching) state(installed bool, held int) string {
	lines := []string{assets.Text("watch.off")}
	state, err := watch.ReadState(w.app.store)
	if installed && err == nil {
		passed, failed, unknown := state.Tally()
		lines = []string{assets.Text("watch.on", "passed", passed, "failed", failed, "unknown", unknown)}
	}
	if err == nil && state.Trouble.Kind != watch.NoTrouble {
		lines = append(lines, assets.Text("watch.change.troubles", "trouble", state.Trouble.Kind.Text()))
	}
	if held > 0 {
		lines = append(lines, assets.Text("watch.held", "n", held))
	}
	return strings.Join(append(lines, assets.Text("watch.rule", "n", store.MostUnseen)), "\n")
}

func (w *watching) begin(beat string) {
	args := []string{"watch", "install", "--scope", w.scope, "--every", w.every, "--at", w.at.Text, "--mail=" + strconv.FormatBool(w.settings.Mail)}
	args = append(args, "--heartbeat", beat, "--passphrase-file", strings.TrimSpace(w.passphrase.Text))
	if w.which == watchWhich[0] {
		args = append(args, "--all")
	} else {
		for _, p := range watch.Chosen(store.Watch{Servers: w.servers.Ticked()}, w.app.settings.Profiles) {
			args = append(args, "--server", p.Code)
		}
	}
	w.carryOut(args...)
}

// carryOut has todoku-cli do something, and shows what it said.
func (w *watching) carryOut(args ...string) {
	a := w.app
	w.app.background(func() {
		said, err := a.terminal(a.ctx, append(args, "--lang", assets.Language())...)
		a.do(func() { a.tellWatch(said, err) })
	})
}

func (a *App) tellWatch(said string, err error) {
	if errors.Is(err, exec.ErrNotFound) {
		said = assets.Text("watch.no-program")
	}
	widgets.ShowDialog(a.window, widgets.Dialog{
		Title: assets.Text("watch.title"), Text: strings.TrimSpace(said), Width: 620,
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Default: true, Cancel: true}},
	})
}

// runTerminal runs the todoku-cli that lies beside this program, or else that
// of the system, and returns what it said.
func (a *App) runTerminal(ctx context.Context, args ...string) (string, error) {
	name := "todoku-cli"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	path := name
	if program, err := os.Executable(); err == nil {
		if beside := filepath.Join(filepath.Dir(program), name); fileThere(beside) {
			path = beside
		}
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(os.Environ(), "TODOKU_HOME="+a.store.Dir())
	windowless(cmd)
	said, err := cmd.CombinedOutput()
	return strings.ToValidUTF8(string(said), "\ufffd"), err
}

func fileThere(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
