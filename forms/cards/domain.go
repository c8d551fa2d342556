package cards

import (
	"strings"

	"todoku/mailcore/records"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// addDomain offers to ask DNS about the sender. That of the practice server is
// in no DNS.
func (b *Board) addDomain() {
	p := b.report.Profile
	if p.From == "" || b.report.Scope == mailcore.ReceiveScope {
		return
	}
	title := assets.Text("cards.domain")
	if p.Practice {
		b.add(title, p.From, func() []fyne.CanvasObject {
			return []fyne.CanvasObject{widgets.NewText(assets.Text("cards.domain.practice"))}
		})
		return
	}
	b.addLook(Look{Kind: Domain}, title, p.From, assets.Text("cards.domain.look"), assets.Text("cards.domain.hint"), func() []fyne.CanvasObject {
		ip, _ := records.SentFrom(delivered(b.report))
		if !ip.IsValid() {
			return nil
		}
		return []fyne.CanvasObject{labelled(assets.Text("cards.domain.ip"), widgets.NewText(ip.String()))}
	})
}

// delivered is what became of the mail, nothing where it did not come back.
func delivered(r mailcore.Report) mailcore.Delivery {
	if r.Delivery == nil {
		return mailcore.Delivery{}
	}
	return *r.Delivery
}

func (b *Board) domainRows(r records.Report) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	last := records.Subject("")
	for _, item := range r.Items {
		if item.Subject != last {
			rows = append(rows, widget.NewSeparator(), bold(assets.Text("domain.subject."+string(item.Subject))))
			last = item.Subject
		}
		rows = append(rows, b.domainItem(item)...)
	}
	return rows
}

// domainItem says how one thing was judged, what was found, and what to enter
// instead.
func (b *Board) domainItem(item records.Item) []fyne.CanvasObject {
	args := arguments(item.Args)
	rows := []fyne.CanvasObject{
		judged(item.Verdict, assets.Text("domain."+string(item.Code)+".title", args...)),
		indented(widgets.NewText(assets.Text("domain."+string(item.Code)+".text", args...))),
	}
	if item.Record != "" {
		rows = append(rows, indented(widgets.NewCaption(assets.Text("cards.domain.record", "name", item.Name, "type", item.Type))))
		for record := range strings.Lines(item.Record) {
			rows = append(rows, indented(mono(strings.TrimSpace(record))))
		}
	}
	if zone := item.Zone(); zone != "" {
		rows = append(rows, indented(widgets.NewCaption(assets.Text("cards.domain.proposed"))), indented(mono(zone)), indented(b.copies(item)))
	}
	return rows
}

// copies puts what is proposed on the clipboard: for the page of a provider
// the value alone, for a zone file the line.
func (b *Board) copies(item records.Item) fyne.CanvasObject {
	copying := func(key, text string) fyne.CanvasObject {
		return widgets.NewButton(assets.Text(key), theme.ContentCopyIcon(), func() { b.actions.Copy(text) })
	}
	return widgets.NewFlow(copying("cards.domain.copy", item.Proposed), copying("cards.domain.copy-zone", item.Zone()))
}
