package app

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/practice"
)

// onPractice puts a server to practise on into the list and chooses it.
func (a *App) onPractice() {
	a.leave(func() {
		server, err := a.practice.start(a.ctx)
		if err != nil {
			a.tell(assets.Text("practice.failed"), inWords(err))
			return
		}
		a.settle()
		for i, p := range a.settings.Profiles {
			if p.Practice {
				a.choose(i)
				a.parts.panes.ShowTest()
				return
			}
		}
		p := a.settings.named(practiceProfile(server))
		a.change(func(profiles []mailcore.Profile) []mailcore.Profile { return append(profiles, p) }, func() {
			a.choose(len(a.settings.Profiles) - 1)
			a.parts.panes.ShowTest()
		})
	})
}

// practiceProfile is the setting with which the practice server is reached.
func practiceProfile(s *practice.Server) mailcore.Profile {
	p := s.Profile()
	p.Name, p.FromName = assets.Text("practice.name"), assets.Text("practice.sender")
	return p
}

// A rehearsal is the practice server, and what it does wrong.
type rehearsal struct {
	server   *practice.Server // nil until it is wanted
	scenario string
}

// start starts the practice server, or starts it anew when it is to behave
// otherwise.
func (r *rehearsal) start(ctx context.Context) (*practice.Server, error) {
	ports := practice.Ports{}
	if r.server != nil {
		if r.server.Scenario.Name == r.scenario || r.scenario == "" {
			return r.server, nil
		}
		ports = r.server.Ports
		r.server.Close()
	}
	server, err := practice.Start(ctx, practice.Options{Scenario: r.scenario, Ports: ports})
	if err != nil {
		r.server = nil
		return nil, fmt.Errorf("start the practice server: %w", err)
	}
	r.server = server
	return server, nil
}

// reach is p with the ports of the server as it runs now.
func (r *rehearsal) reach(p mailcore.Profile) mailcore.Profile {
	if r.server == nil {
		return p
	}
	return r.server.Reach(p)
}

func (r *rehearsal) close() {
	if r.server != nil {
		r.server.Close()
	}
}

// row lets the user choose what the practice server does wrong.
func (r *rehearsal) row(chosen func(practice.Scenario)) fyne.CanvasObject {
	var labels []string
	for _, s := range practice.Scenarios {
		labels = append(labels, scenarioLabel(s))
	}
	choice := widgets.NewSelect(labels, nil)
	choice.SetSelectedIndex(max(0, scenarioIndex(r.scenario)))
	choice.OnChanged = func(string) { chosen(practice.Scenarios[choice.SelectedIndex()]) }
	row := widgets.NewRow(assets.Text("practice.scenario"), false, choice)
	row.SetHint(assets.Text("practice.hint"))
	return widgets.NewRows(row)
}

func scenarioIndex(name string) int {
	for i, s := range practice.Scenarios {
		if s.Name == name {
			return i
		}
	}
	return -1
}

// scenarioLabel names a scenario by what a person will see.
func scenarioLabel(s practice.Scenario) string {
	if key := "practice." + s.Name; assets.Has(key) {
		return assets.Text(key)
	}
	return assets.Text("practice.fault", "title", assets.Text("finding."+s.Expect+".title"))
}

// onScenario sets the screen to the settings that show a scenario best, and
// the test to the scope that does. They count as saved: nobody wants to keep
// an exercise.
func (a *App) onScenario(s practice.Scenario) {
	a.practice.scenario = s.Name
	a.page.current = s.Show(a.page.current)
	if server, err := a.practice.start(a.ctx); err == nil {
		a.page.current = server.Reach(a.page.current)
	}
	a.page.saved = a.page.current
	a.parts.choice.SetSelected(string(s.Scope()))
	a.page.scope = s.Scope()
	a.form.Redraw()
	a.parts.show(a)
}
