package cards

import (
	"cmp"
	"strconv"

	"todoku/mailcore/ports"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// addLine offers to look at what lies between this computer and the server.
func (b *Board) addLine() {
	place := Main(b.report)
	if place.Host == "" {
		return
	}
	nothing := func() []fyne.CanvasObject { return nil }
	b.addLook(Look{Kind: Line}, assets.Text("cards.line"), place.Host, assets.Text("cards.line.look"), assets.Text("cards.line.hint"), nothing)
}

// Main returns the place of the server that a test is about.
func Main(r mailcore.Report) Place {
	if r.Scope == mailcore.ReceiveScope || r.Profile.Outgoing.Host == "" {
		return Of(r.Profile, mailcore.IncomingSide)
	}
	return Of(r.Profile, mailcore.OutgoingSide)
}

// tileWidth is the least width of a port, in units.
const tileWidth = 104

// matrixRows is the grid of the ports.
func matrixRows(m ports.Matrix) []fyne.CanvasObject {
	var tiles []fyne.CanvasObject
	for _, r := range m.Rows {
		tiles = append(tiles, portTile(r))
	}
	rows := []fyne.CanvasObject{newTiles(tileWidth, tiles...)}
	if m.Fault != "" {
		rows = append(rows, judged(mailcore.Fail, assets.Text("fault."+string(m.Fault))))
	}
	return rows
}

// A paint is what a tile is filled with, and what is written on it.
type paint struct{ fill, text fyne.ThemeColorName }

var paints = map[mailcore.Verdict]paint{
	mailcore.Pass:    {theme.ColorNameSuccess, theme.ColorNameForegroundOnSuccess},
	mailcore.Warn:    {theme.ColorNameWarning, theme.ColorNameForegroundOnWarning},
	mailcore.Fail:    {theme.ColorNameError, theme.ColorNameForegroundOnError},
	mailcore.Unknown: {theme.ColorNameDisabledButton, theme.ColorNameDisabled},
	neutral:          {theme.ColorNameDisabledButton, theme.ColorNameDisabled},
}

// portTile is one port: its number on the colour of how it stands, and below
// what answers there.
func portTile(r ports.Row) fyne.CanvasObject {
	verdict := portVerdict(r)
	number := bold(strconv.Itoa(r.Port))
	number.Color = paints[verdict].text
	icon := theme.NewColoredResource(theme.Icon(marks[verdict].icon), paints[verdict].text)
	head := boxed(paints[verdict].fill, paints[verdict].fill, 4, beside(widget.NewIcon(icon), number))
	rows := widgets.NewColumn()
	for _, text := range portWords(r) {
		rows.Add(widgets.NewCaption(text))
	}
	body := boxed(theme.ColorNameInputBackground, theme.ColorNameSeparator, 6, rows)
	return container.NewBorder(head, nil, nil, nil, body)
}

// portVerdict judges a port: closed is neither good nor bad.
func portVerdict(r ports.Row) mailcore.Verdict {
	switch {
	case r.State == ports.Waiting:
		return mailcore.Unknown
	case r.State != ports.Open:
		return neutral
	case r.Speaks == ports.HTTP:
		return mailcore.Fail
	case r.Fault != "" || r.Speaks == "" || r.Security == nil || !r.Security.Verified || r.Upgrade == ports.Broken:
		return mailcore.Warn
	}
	return mailcore.Pass
}

// portWords say what one port answers.
func portWords(r ports.Row) []string {
	if r.State != ports.Open {
		return []string{assets.Text("probe.state." + string(r.State))}
	}
	list := []string{assets.Text("cards.port.silent")}
	if r.Speaks != "" {
		list[0] = assets.Text("probe.speaks." + string(r.Speaks))
	}
	switch {
	case r.Implicit && r.Security != nil:
		list = append(list, r.Security.Version)
	case r.Upgrade != "":
		list = append(list, assets.Text("probe.upgrade."+string(r.Upgrade)))
	}
	switch {
	case r.Security != nil && r.Security.Verified:
		list = append(list, assets.Text("cards.port.certificate", "days", r.Security.Certificate["days-left"]))
	case r.Security != nil && r.Security.Fault != "":
		list = append(list, assets.Text("fault."+string(r.Security.Fault)))
	case r.Fault != "":
		list = append(list, assets.Text("fault."+string(r.Fault)))
	}
	return list
}

// reachRows are the addresses of the host and what the line is judged to be.
func reachRows(r ports.Reach) []fyne.CanvasObject {
	var chips, rows []fyne.CanvasObject
	for _, p := range r.Paths {
		chips = append(chips, framed(pathVerdict(p), p.Family+"  "+p.Address.String()+"  "+pathWord(p)))
	}
	if len(chips) > 0 {
		rows = append(rows, widgets.NewCaption(assets.Text("cards.line.paths", "port", r.Paths[0].Port)))
		rows = append(rows, chips...)
	}
	for _, c := range r.Checks {
		args := arguments(c.Args)
		rows = append(rows, judged(c.Verdict, assets.Text("line."+string(c.Code)+".title", args...)))
		rows = append(rows, indented(widgets.NewCaption(assets.Text("line."+string(c.Code)+".text", args...))))
	}
	return rows
}

func pathVerdict(p ports.Path) mailcore.Verdict {
	switch p.State {
	case ports.Open:
		return mailcore.Pass
	case ports.Waiting:
		return mailcore.Unknown
	}
	return mailcore.Warn
}

func pathWord(p ports.Path) string {
	word := assets.Text("probe.state." + string(p.State))
	if p.State == ports.Open {
		return cmp.Or(words.Took(p.Took), word)
	}
	return word
}

// arguments are those of [assets.Text].
func arguments(args map[string]string) (list []any) {
	for name, value := range args {
		list = append(list, name, value)
	}
	return list
}
