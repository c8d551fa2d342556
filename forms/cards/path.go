package cards

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// addPath draws the way that the test mail took.
func (b *Board) addPath() {
	d := b.report.Delivery
	if d == nil {
		return
	}
	b.add(assets.Text("cards.path"), assets.Text("cards.path.took", "seconds", strconv.FormatFloat(d.Seconds, 'f', 1, 64)), func() []fyne.CanvasObject {
		return slices.Concat(
			[]fyne.CanvasObject{station(assets.Text("cards.path.here"), "", theme.ColorNamePrimary)},
			hopRows(d.Hops), arrival(*d), verdicts(*d), rewritten(*d),
		)
	})
}

// hopRows is one server under the other, with what leads to it between.
func hopRows(hops []mailcore.Hop) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	slowest := slowest(hops)
	for i, hop := range hops {
		rows = append(rows, leg(hop, i == slowest), station(cmp.Or(hop.By, "—"), "", theme.ColorNameInputBorder))
	}
	return rows
}

// slowest is the hop that took the longest; -1 where none took any time.
func slowest(hops []mailcore.Hop) int {
	at := -1
	for i, hop := range hops {
		if hop.Delay > 0 && (at < 0 || hop.Delay > hops[at].Delay) {
			at = i
		}
	}
	return at
}

// leg is an arrow with what is known of the way from one server to the next.
func leg(hop mailcore.Hop, slowest bool) fyne.CanvasObject {
	about := []string{}
	if hop.From != "" {
		about = append(about, assets.Text("cards.path.from", "from", hop.From))
	}
	if hop.With != "" {
		about = append(about, hop.With)
	}
	text := widgets.NewCaption(strings.Join(about, "  "))
	rows := widgets.NewColumn(text)
	if hop.Delay > 0 {
		delay := widgets.NewCaption("+" + words.Took(hop.Delay))
		if slowest {
			delay.Color, delay.Bold = theme.ColorNameWarning, true
		}
		rows.Add(delay)
	}
	return container.NewBorder(nil, nil, newArrow(), nil, rows)
}

// station is a box on the way.
func station(name, about string, edge fyne.ThemeColorName) fyne.CanvasObject {
	rows := widgets.NewColumn(bold(name))
	if about != "" {
		rows.Add(widgets.NewCaption(about))
	}
	return boxed(theme.ColorNameHeaderBackground, edge, 8, rows)
}

// arrival is the folder in which the mail was found.
func arrival(d mailcore.Delivery) []fyne.CanvasObject {
	verdict, about := mailcore.Pass, assets.Text("cards.path.arrived")
	if d.Junk {
		verdict, about = mailcore.Warn, assets.Text("cards.path.junk")
	}
	box := beside(newIcon(verdict), bold(d.Folder))
	ground := boxed(theme.ColorNameHeaderBackground, marks[verdict].color, 8, widgets.NewColumn(box, indented(widgets.NewCaption(about))))
	return []fyne.CanvasObject{container.NewBorder(nil, nil, newArrow(), nil, container.NewWithoutLayout()), ground}
}

// verdicts are what the receiver, and we, think of the sender.
func verdicts(d mailcore.Delivery) []fyne.CanvasObject {
	chips := []fyne.CanvasObject{}
	for _, v := range []struct{ name, result string }{{"SPF", d.SPF}, {"DKIM", d.DKIM}, {"DMARC", d.DMARC}} {
		chips = append(chips, chip(authVerdict(v.result), v.name+" "+cmp.Or(v.result, assets.Text("cards.path.untold"))))
	}
	chips = append(chips, chip(authVerdict(d.Signed), assets.Text("cards.path.signed", "result", cmp.Or(d.Signed, "none"))))
	return []fyne.CanvasObject{widget.NewSeparator(), widgets.NewCaption(assets.Text("cards.path.verdicts")), widgets.NewFlow(chips...)}
}

// authVerdict judges a result of RFC 8601 2.7.
func authVerdict(result string) mailcore.Verdict {
	switch result {
	case "pass":
		return mailcore.Pass
	case "fail", "permerror", "policy":
		return mailcore.Fail
	case "softfail", "temperror":
		return mailcore.Warn
	}
	return mailcore.Unknown
}

// rewritten lists what arrived with another value.
func rewritten(d mailcore.Delivery) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, c := range d.Rewritten {
		rows = append(rows, judged(mailcore.Warn, assets.Text("delivery.rewritten", "field", c.Field, "value", c.Value)))
	}
	return rows
}
