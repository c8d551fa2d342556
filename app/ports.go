package app

import (
	"slices"
	"sync"

	"todoku/mailcore/ports"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"todoku/assets"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/probe"
)

// searchable reports whether looking for settings makes sense after r.
func (a *App) searchable(r mailcore.Report) bool {
	return a.onScreen(r) && r.Unreached() && a.page.current.OAuth == "" && len(hostsOf(a.page.current)) > 0
}

// hostsOf are the servers of p, each once.
func hostsOf(p mailcore.Profile) []string {
	hosts := []string{p.Outgoing.Host}
	if p.Incoming.Protocol != "" {
		hosts = append(hosts, p.Incoming.Host)
	}
	hosts = slices.DeleteFunc(hosts, func(host string) bool { return host == "" })
	return slices.Compact(hosts)
}

// A search looks at all ports of the servers on the screen, and then logs in
// with what it found, if the user wants that.
type search struct {
	*trial
	view     *forms.PortsView
	prove    *widgets.Button
	halt     *widgets.Button
	scroll   *container.Scroll
	hosts    []string
	matrices []ports.Matrix
	ways     []forms.Way
}

// onFindSettings looks for settings of the server on the screen that work.
func (a *App) onFindSettings() {
	hosts := hostsOf(a.page.current.Normalised())
	switch {
	case a.settings.Preferences.Offline:
		a.tell(assets.Text("ports.title"), assets.Text("cards.offline"))
		return
	case len(hosts) == 0:
		a.tell(assets.Text("ports.title"), assets.Text("ports.no-host"))
		return
	}
	t := a.newTrial()
	if t == nil {
		return
	}
	s := &search{trial: t, hosts: hosts, matrices: make([]ports.Matrix, len(hosts))}
	s.view = forms.NewPortsView(len(hosts), func(changes []mailcore.Change) {
		s.shown.Close()
		a.take(changes)
	})
	s.open()
	a.background(func() { s.look() })
}

func (s *search) open() {
	s.prove = widgets.NewButton(assets.Text("ports.prove"), nil, s.onProve)
	s.halt = widgets.NewButton(assets.Text("stop"), nil, s.app.onStop)
	s.prove.Disable()
	bar := widgets.NewFlow(s.prove, s.halt)
	size := s.app.window.Canvas().Size()
	wide := min(size.Width-80, 880)
	s.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, 14), s.view.Content))
	s.shown = widgets.ShowDialog(s.app.window, widgets.Dialog{
		Title: assets.Text("ports.title"), Text: assets.Text("ports.text"), Width: wide,
		Content: container.NewBorder(bar, nil, nil, nil, container.NewGridWrap(fyne.NewSize(wide, max(160, size.Height-300)), s.scroll)),
		Buttons: []widgets.DialogButton{{Text: assets.Text("close"), Cancel: true, Default: true, OnTapped: func() {
			if s.ctx.Err() == nil { // it goes on
				s.app.onStop()
			}
		}}},
	})
}

// look is the goroutine that looks at the ports, at all hosts at once.
func (s *search) look() {
	var all sync.WaitGroup
	for i, host := range s.hosts {
		all.Go(func() {
			m := probe.Ports(s.ctx, host, s.options(), func(m ports.Matrix) { s.app.do(func() { s.view.ShowMatrix(i, m) }) })
			s.app.do(func() { s.matrices[i] = m })
		})
	}
	all.Wait()
	s.app.do(func() { s.found(s.end()) })
}

// options look as the tester does, and at the ports that are on the screen
// too.
func (s *search) options() probe.Options {
	t, p := s.tester, s.account.Profile
	return probe.Options{Roots: t.Roots, Dial: t.Dial, Lookup: t.Lookup, HELO: p.Outgoing.HELO, Ports: probe.PortsOf(p)}
}

// found lists what could be used.
func (s *search) found(stopped bool) {
	s.halt.Disable()
	p := s.account.Profile
	for i, m := range s.matrices {
		sending, receiving := m.Best()
		if i == 0 && p.Outgoing.Host != "" {
			s.add(sending)
		}
		if i == len(s.matrices)-1 && p.Incoming.Protocol != "" {
			s.add(speaking(p.Incoming.Protocol, receiving))
		}
	}
	verdict, state := s.verdict(stopped)
	s.view.ShowWays(verdict, state, s.ways)
	enable(s.prove, len(s.provable(mailcore.OutgoingSide))+len(s.provable(mailcore.IncomingSide)) > 0)
}

// speaking returns the candidates of a protocol; all where there is none.
func speaking(protocol mailcore.Protocol, all []ports.Candidate) []ports.Candidate {
	same := slices.DeleteFunc(slices.Clone(all), func(c ports.Candidate) bool { return c.Protocol != protocol })
	if len(same) == 0 {
		return all
	}
	return same
}

func (s *search) add(candidates []ports.Candidate) {
	for _, c := range candidates {
		s.ways = append(s.ways, forms.Way{Candidate: c, Changes: changesFor(s.account.Profile, c)})
	}
}

// changesFor make p use a candidate. A way to log in that is not offered there
// gives way to the choice of the program.
func changesFor(p mailcore.Profile, c ports.Candidate) []mailcore.Change {
	host, auth := "outgoing.host", mailcore.Change{Field: "outgoing.auth", Value: string(mailcore.AutoAuth)}
	if c.Side == mailcore.IncomingSide {
		host, auth.Field = "incoming.host", "incoming.auth"
	}
	changes := slices.DeleteFunc(slices.Clone(c.Changes), func(c mailcore.Change) bool {
		return c.Field == host && p.Text(host) != "" || p.Text(c.Field) == c.Value
	})
	if now := p.Text(auth.Field); now != auth.Value && now != string(mailcore.NoAuth) && !slices.Contains(c.Mechanisms, now) {
		changes = append(changes, auth)
	}
	return changes
}

// verdict says in a sentence what was found.
func (s *search) verdict(stopped bool) (string, mailcore.State) {
	lost := slices.IndexFunc(s.matrices, func(m ports.Matrix) bool { return m.Fault != "" })
	switch {
	case stopped:
		return assets.Text("ports.stopped"), mailcore.Warned
	case len(s.ways) > 0 && s.ways[0].Usable():
		return assets.Text("ports.found", "n", len(s.ways), "best", forms.WayTitle(s.ways[0].Candidate)), mailcore.Passed
	case len(s.ways) > 0:
		return assets.Text("ports.flawed", "best", forms.WayTitle(s.ways[0].Candidate), "reason", assets.Text("probe.reason."+string(s.ways[0].Reason))), mailcore.Warned
	case lost >= 0:
		return assets.Text("ports.unknown", "host", s.hosts[lost]), mailcore.Failed
	}
	return assets.Text("ports.nothing"), mailcore.Failed
}

// mostProven bounds how many settings are tried with a login: as many as one
// run may make, because servers lock accounts.
const mostProven = 3

// provable are the settings with which a password may be sent, best first.
func (s *search) provable(side mailcore.Side) (ways []forms.Way) {
	for _, w := range s.ways {
		if w.Side == side && w.Usable() && len(ways) < mostProven {
			ways = append(ways, w)
		}
	}
	return ways
}
