package cards

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/products"
)

// An offer is what a server says that it can do; its maps are nil where it
// was not asked.
type offer struct{ plain, encrypted map[string]string }

// offerOf finds what the server of a side said before and under TLS.
func offerOf(r mailcore.Report, side mailcore.Side) (o offer) {
	encrypted := false
	for _, res := range r.Results {
		if res.Side != side {
			continue
		}
		encrypted = encrypted || res.Step == mailcore.Handshake && res.State == mailcore.Passed
		switch _, told := res.Facts["capabilities"]; {
		case told && encrypted:
			o.encrypted = res.Facts
		case told:
			o.plain = res.Facts
		}
	}
	return o
}

// last is what counts when somebody logs in.
func (o offer) last() map[string]string {
	if o.encrypted != nil {
		return o.encrypted
	}
	return o.plain
}

// addCapabilities shows what the server of a side can do.
func (b *Board) addCapabilities(side mailcore.Side) {
	o := offerOf(b.report, side)
	if o.last() == nil {
		return
	}
	b.add(assets.Text("cards.capabilities"), b.server(side), func() []fyne.CanvasObject {
		rows := o.mechanismRows(b.report, side)
		if side == mailcore.OutgoingSide {
			rows = append(rows, sizeRows(o.last()["size"], b.report.Profile.Outgoing.SizeLimit)...)
		}
		rows = append(rows, o.keywordRows()...)
		return append(rows, b.changes(cause.CapabilitiesGroup, side)...)
	})
}

// maxMechanisms is how many ways to log in are listed; there are fewer in the
// world that anybody uses.
const maxMechanisms = 20

// mechanismRows lists the ways to log in and, where a product sends that way,
// which of them can.
func (o offer) mechanismRows(r mailcore.Report, side mailcore.Side) []fyne.CanvasObject {
	names := strings.Fields(o.last()["mechanisms"])
	names = names[:min(len(names), maxMechanisms)]
	rows := []fyne.CanvasObject{bold(assets.Text("fact.mechanisms"))}
	if len(names) == 0 {
		return append(rows, widgets.NewText(assets.Text("cards.mechanisms.none")))
	}
	if side == mailcore.OutgoingSide {
		for _, name := range names {
			rows = append(rows, labelled(name, o.mechanism(r, name)))
		}
	} else {
		rows = append(rows, mechanismChips(names, r.Fact(side, "method")))
	}
	if o.plain != nil && o.encrypted != nil && o.plain["mechanisms"] == "" {
		rows = append(rows, widgets.NewCaption(assets.Text("cards.mechanisms.encrypted")))
	}
	return rows
}

// mechanismChips are the ways to log in, with the one that was used marked.
func mechanismChips(names []string, used string) fyne.CanvasObject {
	var chips []fyne.CanvasObject
	for _, name := range names {
		verdict := neutral
		if name == used {
			verdict, name = mailcore.Pass, assets.Text("cards.mechanism.chip", "name", name)
		}
		chips = append(chips, chip(verdict, name))
	}
	return widgets.NewFlow(chips...)
}

func (o offer) mechanism(r mailcore.Report, name string) fyne.CanvasObject {
	about := widgets.NewColumn()
	if r.Fact(mailcore.OutgoingSide, "method") == name {
		about.Add(judged(mailcore.Pass, assets.Text("cards.mechanism.used")))
	}
	about.Add(widgets.NewText(usable(name)))
	if before := strings.Fields(o.plain["mechanisms"]); o.encrypted != nil && len(before) > 0 && !slices.Contains(before, name) {
		about.Add(widgets.NewCaption(assets.Text("cards.mechanism.encrypted")))
	}
	return about
}

// usable names the products that can log in by a mechanism.
func usable(mechanism string) string {
	var can []string
	for _, s := range products.Screens() {
		if expresses(s, mechanism) {
			can = append(can, assets.Text("product."+string(s.ID)))
		}
	}
	switch len(can) {
	case 0:
		return assets.Text("cards.mechanism.nobody")
	case len(products.Screens()):
		return assets.Text("cards.mechanism.all")
	}
	return strings.Join(can, assets.Text("list.separator"))
}

// expresses reports whether a product can log in so: because it chooses it
// itself, or because nothing on its screen is in the way that is not in the way
// of any login.
func expresses(s products.Screen, mechanism string) bool {
	if s.Mailer.Chooses && mechanism != string(mailcore.XOAUTH2) {
		return slices.Contains(s.Mailer.Mechanisms, mailcore.AuthMethod(mechanism))
	}
	p := mailcore.NewProfile()
	p.Incoming.Protocol = mailcore.POP3
	usual := s.Obstacles(p)
	p.Outgoing.Auth = mailcore.AuthMethod(mechanism)
	if p.Outgoing.Auth == mailcore.XOAUTH2 {
		p.OAuth = mailcore.Microsoft
	}
	return !slices.ContainsFunc(s.Obstacles(p), func(o products.Obstacle) bool {
		known := func(u products.Obstacle) bool { return u.Code == o.Code }
		return o.Severity != mailcore.Note && !slices.ContainsFunc(usual, known)
	})
}

const megabyte = 1 << 20

// sizeRows compares how large a mail the server takes with the limit of the
// settings, in MB.
func sizeRows(announced string, limit int) []fyne.CanvasObject {
	rows := []fyne.CanvasObject{bold(assets.Text("fact.size"))}
	bytes, err := strconv.ParseInt(announced, 10, 64)
	most := strconv.FormatFloat(float64(bytes)/megabyte, 'f', -1, 64)
	if bytes%megabyte != 0 {
		most = strconv.FormatFloat(float64(bytes)/megabyte, 'f', 1, 64)
	}
	args := []any{"most", most, "limit", limit}
	switch {
	case announced == "" || err != nil:
		return append(rows, judged(mailcore.Unknown, assets.Text("cards.size.untold")))
	case bytes == 0:
		return append(rows, judged(mailcore.Pass, assets.Text("cards.size.unlimited")))
	case limit == 0:
		return append(rows, judged(mailcore.Pass, assets.Text("cards.size.unset", args...)))
	case int64(limit)*megabyte > bytes:
		share := float32(bytes) / (float32(limit) * megabyte)
		return append(rows, judged(mailcore.Warn, assets.Text("cards.size.small", args...)), indented(newBar(share, theme.ColorNameWarning)))
	}
	share := float32(limit) * megabyte / float32(bytes)
	return append(rows, judged(mailcore.Pass, assets.Text("cards.size.enough", args...)), indented(newBar(share, theme.ColorNameSuccess)))
}

// keywordRows lists what else the server can do, and when it says so.
func (o offer) keywordRows() []fyne.CanvasObject {
	plain, encrypted := keywords(o.plain), keywords(o.encrypted)
	both := o.plain != nil && o.encrypted != nil
	groups := []struct {
		title string
		items []string
	}{
		{assets.Text("cards.keywords.both"), shared(plain, encrypted, both)},
		{assets.Text("cards.keywords.plain"), missing(plain, encrypted, both)},
		{assets.Text("cards.keywords.encrypted"), missing(encrypted, plain, both)},
	}
	if !both {
		groups[0].title = assets.Text("cards.keywords")
		groups[0].items = slices.Concat(plain, encrypted)
	}
	var rows []fyne.CanvasObject
	for _, g := range groups {
		if len(g.items) > 0 {
			rows = append(rows, bold(g.title), widgets.NewText(strings.Join(g.items, assets.Text("list.separator"))))
		}
	}
	return rows
}

// keywords are the capabilities but for those that have rows of their own.
func keywords(facts map[string]string) (list []string) {
	for item := range strings.SplitSeq(facts["capabilities"], ", ") {
		keyword, _, _ := strings.Cut(item, " ")
		if item != "" && !slices.Contains([]string{"AUTH", "SASL", "SIZE"}, keyword) {
			list = append(list, item)
		}
	}
	return list
}

func shared(a, b []string, both bool) []string {
	return slices.DeleteFunc(slices.Clone(a), func(item string) bool { return !both || !slices.Contains(b, item) })
}

func missing(a, b []string, both bool) []string {
	return slices.DeleteFunc(slices.Clone(a), func(item string) bool { return !both || slices.Contains(b, item) })
}
