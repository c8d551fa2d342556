package forms

import (
	"cmp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// maxShownMail is how many deletable messages are listed on the screen: enough
// to recognise whose they are. The report has more.
const maxShownMail = 10

// showMail draws what a test found in the mailbox, and how the test mail came
// there.
func showMail(into *fyne.Container, r mailcore.Report) {
	into.RemoveAll()
	if r.Mailbox != nil && r.Scope.LooksInside() {
		showMailbox(into, *r.Mailbox)
	}
	if r.Delivery != nil {
		showDelivery(into, *r.Delivery)
	}
}

func showMailbox(into *fyne.Container, box mailcore.Mailbox) {
	caption := widgets.NewText(assets.Text("mailbox.title"))
	caption.Bold = true
	into.Add(caption)
	into.Add(widgets.NewText(assets.Text("mailbox.count", "n", box.Count)))
	if len(box.WouldDelete) == 0 {
		return
	}
	into.Add(widgets.NewText(assets.Text("mailbox.would-delete")))
	for _, mail := range box.WouldDelete[:min(len(box.WouldDelete), maxShownMail)] {
		date := ""
		if !mail.Date.IsZero() {
			date = words.Moment(mail.Date)
		}
		into.Add(widgets.NewCaption("・" + strings.TrimSpace(date+"  "+mail.UID)))
	}
	if more := len(box.WouldDelete) - maxShownMail; more > 0 {
		into.Add(widgets.NewCaption(assets.Text("mailbox.more", "n", more)))
	}
}

func showDelivery(into *fyne.Container, d mailcore.Delivery) {
	caption := widgets.NewText(assets.Text("delivery.title", "seconds", strconv.FormatFloat(d.Seconds, 'f', 1, 64), "folder", d.Folder))
	caption.Bold = true
	into.Add(caption)
	for i, hop := range d.Hops {
		into.Add(numbered(i+1, hopText(hop)))
	}
	for _, verdict := range [][2]string{{"spf", d.SPF}, {"dkim", d.DKIM}, {"dmarc", d.DMARC}, {"signed", d.Signed}} {
		if verdict[1] != "" && verdict[1] != "none" {
			into.Add(widgets.NewCaption(assets.Text("fact."+verdict[0]) + ": " + verdict[1]))
		}
	}
	for _, change := range d.Rewritten {
		into.Add(container.NewPadded(widgets.NewCaption(assets.Text("delivery.rewritten", "field", change.Field, "value", change.Value))))
	}
}

// hopText names one server on the way and how long the mail took to it.
func hopText(hop mailcore.Hop) string {
	text := cmp.Or(hop.From, "—") + " → " + cmp.Or(hop.By, "—")
	if hop.With != "" {
		text += "（" + hop.With + "）"
	}
	if hop.Delay > 0 {
		text += " +" + words.Took(hop.Delay)
	}
	return text
}
