package app

import (
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
		server, err := a.practiceServer()
		if err != nil {
			a.tell(assets.Text("practice.failed"), err.Error())
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
		p := a.named(practiceProfile(server))
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

// practiceServer starts the practice server, or starts it anew when it is to
// behave otherwise.
func (a *App) practiceServer() (*practice.Server, error) {
	ports := practice.Ports{}
	if a.practice != nil {
		if a.practice.Scenario.Name == a.scenario || a.scenario == "" {
			return a.practice, nil
		}
		ports = a.practice.Ports
		a.practice.Close()
	}
	server, err := practice.Start(a.ctx, practice.Options{Scenario: a.scenario, Ports: ports})
	if err != nil {
		a.practice = nil
		return nil, fmt.Errorf("start the practice server: %w", err)
	}
	a.practice = server
	return server, nil
}

// scenarioRow lets the user choose what the practice server does wrong.
func (a *App) scenarioRow() fyne.CanvasObject {
	var labels []string
	for _, s := range practice.Scenarios {
		labels = append(labels, scenarioLabel(s))
	}
	choice := widgets.NewSelect(labels, nil)
	choice.SetSelectedIndex(max(0, scenarioIndex(a.scenario)))
	choice.OnChanged = func(string) { a.onScenario(practice.Scenarios[choice.SelectedIndex()]) }
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
	a.scenario = s.Name
	a.current = s.Show(a.current)
	if server, err := a.practiceServer(); err == nil {
		a.current = server.Reach(a.current)
	}
	a.saved = a.current
	a.parts.choice.SetSelected(string(s.Scope()))
	a.scope = s.Scope()
	a.form.Redraw()
	a.parts.show(a)
}
