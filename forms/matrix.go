package forms

import (
	"strconv"
	"strings"

	"todoku/mailcore/ports"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/look"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A PortsView shows what the ports of one or two hosts answer, which settings
// could work, and how the login with them went.
type PortsView struct {
	Content fyne.CanvasObject

	take     func([]mailcore.Change)
	tables   *fyne.Container
	matrices []*fyne.Container
	verdict  *widgets.Text
	ways     *fyne.Container
	proof    *AttemptsView
	outcome  *widgets.Text
	proven   *widgets.Button
}

// NewPortsView returns a view of n hosts. It calls take when the user wants a
// setting that was found.
func NewPortsView(n int, take func([]mailcore.Change)) *PortsView {
	v := &PortsView{
		take: take, tables: widgets.NewColumn(), verdict: widgets.NewText(""), ways: widgets.NewColumn(),
		proof: NewAttemptsView(), outcome: widgets.NewText(""),
	}
	for range n {
		m := widgets.NewColumn()
		v.matrices = append(v.matrices, m)
		v.tables.Add(m)
	}
	v.verdict.Bold, v.outcome.Bold = true, true
	v.proven = widgets.NewPrimary(assets.Text("ports.take"), theme.ConfirmIcon(), nil)
	v.proven.Hide()
	v.verdict.Hide()
	v.outcome.Hide()
	v.Content = widgets.NewColumn(v.outcome, widgets.NewFlow(v.proven), v.proof.Content, v.verdict, v.tables, v.ways)
	return v
}

// ShowMatrix draws what is known of the ports of the host at i.
func (v *PortsView) ShowMatrix(i int, m ports.Matrix) {
	cells := heads(assets.Text("ports.port"), assets.Text("ports.state"), assets.Text("ports.speaks"), assets.Text("ports.tls"), assets.Text("ports.methods"))
	for _, r := range m.Rows {
		cells = append(cells, portCells(r)...)
	}
	took := widgets.NewCaption(assets.Text("ports.host", "host", m.Host))
	took.Bold = true
	v.matrices[i].Objects = []fyne.CanvasObject{took, newTable([]float32{1, 2.4, 2, 3.4, 3}, cells...)}
	v.matrices[i].Refresh()
}

// portCells are the cells of one port.
func portCells(r ports.Row) []fyne.CanvasObject {
	state := rowState(r)
	number := small(strconv.Itoa(r.Port))
	number.Bold = true
	answer := colored(assets.Text("probe.state."+string(r.State)), look.StateColor(state))
	icon := container.NewVBox(widget.NewIcon(stateIcon(state)))
	return []fyne.CanvasObject{
		number, container.NewBorder(nil, nil, icon, nil, answer), small(speech(r)), colored(protection(r), look.StateColor(securityState(r))), small(methods(r)),
	}
}

func small(text string) *widgets.Text {
	t := widgets.NewText(text)
	t.Scale = theme.SizeNameCaptionText
	return t
}

func colored(text string, color fyne.ThemeColorName) *widgets.Text {
	t := small(text)
	t.Color = color
	return t
}

// rowStates say how good what a port answers is.
var rowStates = map[ports.State]mailcore.State{
	ports.Waiting: mailcore.Running, ports.Open: mailcore.Passed, ports.Closed: mailcore.Skipped,
	ports.Filtered: mailcore.Warned, ports.Unreachable: mailcore.Failed, ports.Stopped: mailcore.Skipped,
}

func rowState(r ports.Row) mailcore.State {
	if r.State == ports.Open && (r.Speaks == ports.HTTP || r.Speaks == ports.Other || r.Speaks == "" && r.Security == nil) {
		return mailcore.Warned
	}
	return rowStates[r.State]
}

// securityState says how good the encryption of a port is.
func securityState(r ports.Row) mailcore.State {
	switch {
	case r.State != ports.Open:
		return mailcore.Skipped
	case r.Security == nil, r.Upgrade == ports.Broken:
		return mailcore.Failed
	case !r.Security.Verified:
		return mailcore.Warned
	}
	return mailcore.Passed
}

func speech(r ports.Row) string {
	if r.Speaks == "" {
		return ""
	}
	return assets.Text("probe.speaks." + string(r.Speaks))
}

// protection says how a port encrypts, and how good its certificate is.
func protection(r ports.Row) string {
	if r.State != ports.Open {
		return ""
	}
	var parts []string
	switch {
	case r.Implicit:
		parts = append(parts, assets.Text("encryption."+string(mailcore.TLS)))
	case r.Upgrade != "":
		parts = append(parts, assets.Text("probe.upgrade."+string(r.Upgrade)))
	}
	if s := r.Security; s != nil {
		parts = append(parts, s.Version)
		if s.Verified {
			parts = append(parts, assets.Text("probe.certificate", "days", s.Certificate["days-left"]))
		} else {
			parts = append(parts, assets.Text("fault."+string(s.Fault)))
		}
	} else if r.Fault != "" {
		parts = append(parts, assets.Text("fault."+string(r.Fault)))
	}
	return strings.Join(parts, " / ")
}

// methods are the mechanisms of the login, under TLS where there is any.
func methods(r ports.Row) string {
	offer := r.After
	if offer == nil {
		offer = r.Before
	}
	if offer == nil {
		return ""
	}
	return strings.Join(offer.Mechanisms, " ")
}

// A Way is a setting that could work.
type Way struct {
	ports.Candidate
	Changes []mailcore.Change // that make the setting on the screen use it; none where it does already
}

// Usable reports whether a password may be sent there, and a login is offered.
func (w Way) Usable() bool { return w.Verified && w.Reason != ports.ByNoLogin }

// ShowWays lists what could be used, best first, below a sentence that says
// what was found.
func (v *PortsView) ShowWays(verdict string, state mailcore.State, ways []Way) {
	v.verdict.Text, v.verdict.Color = verdict, look.StateColor(state)
	v.verdict.Show()
	v.verdict.Refresh()
	v.ways.Objects = nil
	if len(ways) > 0 {
		caption := widgets.NewText(assets.Text("ports.ways"))
		caption.Bold = true
		v.ways.Add(caption)
	}
	for _, w := range ways {
		v.ways.Add(v.way(w))
	}
	v.ways.Refresh()
}

func (v *PortsView) way(w Way) fyne.CanvasObject {
	button := widgets.NewButton(assets.Text("ports.take"), nil, func() { v.take(w.Changes) })
	if len(w.Changes) == 0 {
		button.SetText(assets.Text("ports.current"))
		button.Disable()
	}
	title := widgets.NewText(WayTitle(w.Candidate))
	title.Bold = true
	rows := widgets.NewColumn(title, widgets.NewCaption(assets.Text("probe.reason."+string(w.Reason))))
	stripe := newStripe(look.StateColor(reasonState(w.Reason)))
	return container.NewBorder(nil, nil, stripe, container.NewVBox(button), container.NewPadded(rows))
}

// WayTitle says in short what a candidate is.
func WayTitle(c ports.Candidate) string {
	use := assets.Text("ports.send")
	if c.Side == mailcore.IncomingSide {
		use = assets.Text("ports.receive", "protocol", assets.Text("protocol."+string(c.Protocol)))
	}
	return use + ": " + strconv.Itoa(c.Port) + " " + assets.Text("encryption."+string(c.Encryption))
}

func reasonState(r ports.Reason) mailcore.State {
	if r == ports.ByTLS || r == ports.BySTARTTLS {
		return mailcore.Passed
	}
	return mailcore.Warned
}

// ShowProof draws how the login with what was found goes; outcome says how it
// went, "" while it goes on. take puts what worked on the screen; nil where
// nothing did.
func (v *PortsView) ShowProof(attempts []mailcore.Attempt, outcome string, state mailcore.State, take func()) {
	v.proof.Show(attempts, outcome == "")
	v.outcome.Color = look.StateColor(state)
	line(v.outcome, outcome, outcome != "")
	v.outcome.Refresh()
	v.proven.OnTapped = take
	show(v.proven, take != nil)
}
