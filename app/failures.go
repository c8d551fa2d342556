package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/store"
)

// What cybozu.com keeps of system mails that it could not send (CY-14).
const (
	mostFailures  = 10
	failureMonths = 1
)

// onFailures opens the product's own history of mails that failed: of the
// tests in its way, as many and as old as the product keeps.
func (a *App) onFailures() {
	id := a.page.product
	ctx, end := context.WithCancel(a.ctx)
	w := a.beside.failures.open(a.app, assets.Text("product."+string(id)+".button.failures"), end)
	body := container.NewStack(widgets.NewCaption(assets.Text("failures.reading")))
	all := widgets.NewButton(assets.Text("failures.all"), nil, func() { a.showHistory(forms.RunQuery{Failed: true}) })
	closes := widgets.NewButton(assets.Text("close"), nil, w.Close)
	w.SetContent(container.NewPadded(container.NewBorder(nil, widgets.NewTrailingFlow(all, closes), nil, nil, body)))
	w.Resize(fyne.NewSize(860, 460))
	w.Show()
	mine := a.settings.of(id)
	a.background(func() {
		failures := failuresOf(a.store, id, mine, time.Now())
		a.do(func() {
			if ctx.Err() == nil {
				name := assets.Text("product." + string(id))
				body.Objects = []fyne.CanvasObject{forms.NewFailureView(assets.Text("failures.text", "product", name, "n", mostFailures), assets.Text("failures.none"), failures)}
				body.Refresh()
			}
		})
	})
}

// of lists the IDs of the servers that are for a product.
func (s settings) of(id mailcore.Product) (ids []string) {
	for _, p := range s.Profiles {
		if slices.Contains(p.Products, id) {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// failuresOf reads the mails that could not be sent in the way of a product, or
// by a server that is for it, newest first. What cannot be read is left out.
func failuresOf(files *store.Store, id mailcore.Product, servers []string, now time.Time) []forms.SentFailure {
	var failures []forms.SentFailure
	for r := range files.Tail().Runs() {
		ours := slices.Contains(r.Way, id) || len(r.Way) == 0 && slices.Contains(servers, r.ProfileID)
		if r.Started.Before(now.AddDate(0, -failureMonths, 0)) {
			break
		}
		if r.OK || r.Fault == mailcore.Stopped || r.To == "" || !ours {
			continue
		}
		if failures = append(failures, sentFailure(files, r)); len(failures) == mostFailures {
			break
		}
	}
	return failures
}

// sentFailure says a run as cybozu.com does: the server with how it was set
// up, and the error with its number, the address and the cause.
func sentFailure(files *store.Store, r store.Run) forms.SentFailure {
	f := forms.SentFailure{To: r.To, Sent: r.Started.Local().Format("2006-01-02 15:04:05")}
	server := []string{mailcore.HostPort(r.Host, r.Port), assets.Text("encryption." + string(r.Encryption))}
	why, _, _ := strings.Cut(r.Reply, "\n")
	if report, err := files.Report(r.ID); err == nil {
		way := cause.FailedWay(report)
		if ip := way.Fact(mailcore.OutgoingSide, "address"); ip != "" {
			server = slices.Insert(server, 1, ip)
		}
		server = append(server, assets.Text("field.outgoing.auth")+": "+words.Value(mailcore.Change{Field: "outgoing.auth", Value: string(report.Profile.Outgoing.Auth)}))
		if found := cause.Diagnose(way); len(found) > 0 {
			why = words.Finding(found[0]).Title
		}
	}
	reply, enhanced := r.Numbers()
	number := strings.TrimSpace(reply + " " + enhanced)
	f.Server = strings.Join(server, "\n")
	f.Error = strings.Join(slices.DeleteFunc([]string{number, r.To, cmp.Or(why, assets.Text("state.failed"))}, func(s string) bool { return s == "" }), "\n")
	return f
}
