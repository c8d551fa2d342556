package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"github.com/google/uuid"

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
		p := a.named(onPractice(practiceProfile(), server))
		p.ID = uuid.NewString()
		a.change(func(profiles []mailcore.Profile) []mailcore.Profile { return append(profiles, p) }, func() {
			a.choose(len(a.settings.Profiles) - 1)
			a.parts.panes.ShowTest()
		})
	})
}

// practiceProfile is the setting with which the practice server is reached.
func practiceProfile() mailcore.Profile {
	p := mailcore.NewProfile()
	from, to := practice.Accounts[0], practice.Accounts[1]
	p.Name, p.Practice = assets.Text("practice.name"), true
	p.From, p.FromName, p.TestTo = from.Address, assets.Text("practice.sender"), to.Address
	p.Outgoing.User, p.Outgoing.Password = from.User, mailcore.Secret(from.Password)
	p.Outgoing.Timeout, p.Incoming.Timeout = 10, 10
	p.Incoming.Protocol, p.Incoming.User, p.Incoming.Password = mailcore.IMAP, to.User, mailcore.Secret(to.Password)
	return p
}

// onPractice returns p with the ports at which the practice server listens
// this time.
func onPractice(p mailcore.Profile, s *practice.Server) mailcore.Profile {
	p.Outgoing.Host, p.Outgoing.Port = "127.0.0.1", s.SMTP // it does not listen on ::1
	if p.Outgoing.Encryption == mailcore.TLS {
		p.Outgoing.Port = s.SMTPS
	}
	b := &p.Outgoing.PopBefore
	if b.Port = s.POP3; b.Encryption == mailcore.TLS {
		b.Port = s.POP3S
	}
	in := &p.Incoming
	in.Host, in.Port = "127.0.0.1", receivingPort(*in, s)
	return p
}

func receivingPort(in mailcore.Incoming, s *practice.Server) int {
	switch {
	case in.Protocol == mailcore.IMAP && in.Encryption == mailcore.TLS:
		return s.IMAPS
	case in.Protocol == mailcore.IMAP:
		return s.IMAP
	case in.Encryption == mailcore.TLS:
		return s.POP3S
	}
	return s.POP3
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

// onScenario sets the screen to the settings that show a scenario best. They
// count as saved: nobody wants to keep an exercise.
func (a *App) onScenario(s practice.Scenario) {
	a.scenario = s.Name
	o := &a.current.Outgoing
	o.Encryption, o.Auth, a.current.From = mailcore.STARTTLS, mailcore.AutoAuth, practice.Accounts[0].Address
	if s.Encryption != "" {
		o.Encryption = mailcore.Encryption(s.Encryption)
	}
	if s.Auth != "" {
		o.Auth = mailcore.AuthMethod(s.Auth)
	}
	if s.From != "" {
		a.current.From = s.From
	}
	if server, err := a.practiceServer(); err == nil {
		a.current = onPractice(a.current, server)
	}
	a.saved = a.current
	a.form.Redraw()
	a.parts.show(a)
}
