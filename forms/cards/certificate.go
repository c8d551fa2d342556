package cards

import (
	"crypto/x509"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// addCertificate shows what the server of a side says it is.
func (b *Board) addCertificate(side mailcore.Side) {
	if b.report.Fact(side, "fingerprint") == "" {
		return
	}
	b.add(assets.Text("cards.certificate"), b.server(side), func() []fyne.CanvasObject {
		return slices.Concat(
			[]fyne.CanvasObject{b.verdict(side)}, b.lifetime(side),
			[]fyne.CanvasObject{
				labelled(assets.Text("fact.sans"), b.names(side)), labelled(assets.Text("fact.chain"), b.chain(side)),
				labelled(assets.Text("fact.key"), widgets.NewText(b.report.Fact(side, "key"))), b.fingerprint(side),
			},
			b.trust(side), b.certificateChanges(side),
		)
	})
}

// verdict says whether the certificate was found good.
func (b *Board) verdict(side mailcore.Side) fyne.CanvasObject {
	res, _ := b.report.Result(side, mailcore.Certificate)
	switch {
	case b.report.Fact(side, "verified") == "chain":
		return judged(mailcore.Pass, assets.Text("fact.verified.chain"))
	case b.report.Fact(side, "verified") == "pin":
		return judged(mailcore.Warn, assets.Text("fact.verified.pin"))
	case res.Fault != "":
		return judged(mailcore.Fail, assets.Text("fault."+string(res.Fault)))
	}
	return judged(mailcore.Unknown, assets.Text("cards.certificate.unjudged"))
}

// expiries are from how many days on it is said how urgent an end is.
var expiries = []struct {
	days    int
	verdict mailcore.Verdict
	text    string
}{
	{0, mailcore.Fail, "cards.days.over"},
	{7, mailcore.Fail, "cards.days.7"},
	{14, mailcore.Warn, "cards.days.14"},
	{30, mailcore.Warn, "cards.days.30"},
}

// lifetime draws how much of the time is left, with marks where it gets
// urgent.
func (b *Board) lifetime(side mailcore.Side) []fyne.CanvasObject {
	from, err := time.Parse(time.RFC3339, b.report.Fact(side, "not-before"))
	until, err2 := time.Parse(time.RFC3339, b.report.Fact(side, "not-after"))
	if err != nil || err2 != nil || !until.After(from) {
		return nil
	}
	left, whole := until.Sub(b.now), until.Sub(from)
	days, verdict, text := mailcore.Days(b.now, until), mailcore.Pass, "cards.days.plenty"
	for _, e := range slices.Backward(expiries) {
		if left <= time.Duration(e.days)*24*time.Hour {
			verdict, text = e.verdict, e.text
		}
	}
	var ticks []float32
	for _, e := range expiries[1:] {
		if at := float32(e.days) * 24 * float32(time.Hour) / float32(whole); at < 1 {
			ticks = append(ticks, at)
		}
	}
	return []fyne.CanvasObject{
		judged(verdict, assets.Text(text, "n", max(days, -days), "until", day(until))),
		indented(newBar(float32(left)/float32(whole), marks[verdict].color, ticks...)),
		indented(widgets.NewCaption(assets.Text("cards.valid", "from", day(from), "until", day(until)))),
	}
}

// maxNames is how many names of a certificate are listed: those of a web
// provider have a hundred, and the card stays one that is seen at a glance.
const maxNames = 8

// names lists what the certificate is for, the host first.
func (b *Board) names(side mailcore.Side) fyne.CanvasObject {
	host := Of(b.report.Profile, side).Host
	all := strings.Fields(b.report.Fact(side, "sans"))
	matches := func(name string) bool { return match(name, host) }
	rows := widgets.NewColumn()
	if !slices.ContainsFunc(all, matches) {
		rows.Add(judged(mailcore.Fail, assets.Text("cards.names.none", "host", host)))
	}
	slices.SortStableFunc(all, func(x, y string) int {
		switch {
		case matches(x) == matches(y):
			return 0
		case matches(x):
			return -1
		}
		return 1
	})
	for _, name := range all[:min(len(all), maxNames)] {
		if matches(name) {
			rows.Add(judged(mailcore.Pass, assets.Text("cards.names.match", "name", name)))
			continue
		}
		rows.Add(indented(widgets.NewText(name)))
	}
	if more := len(all) - maxNames; more > 0 {
		rows.Add(indented(widgets.NewCaption(assets.Text("cards.more", "n", more))))
	}
	return rows
}

// match reports whether a certificate for name is good for host, as TLS has
// it.
func match(name, host string) bool {
	if strings.EqualFold(name, host) {
		return true
	}
	ascii, err := mailcore.ASCIIHost(host)
	return err == nil && (&x509.Certificate{DNSNames: []string{name}}).VerifyHostname(ascii) == nil
}

// chain shows who vouches for whom, the server first.
func (b *Board) chain(side mailcore.Side) fyne.CanvasObject {
	links := strings.Split(b.report.Fact(side, "chain"), " ← ")
	if issuer := b.report.Fact(side, "issuer"); len(links) == 1 && issuer != links[0] {
		links = append(links, issuer)
	}
	rows := widgets.NewColumn()
	for i, link := range links {
		if i == 0 {
			rows.Add(widgets.NewText(link))
			continue
		}
		rows.Add(beside(widgets.NewText("↑"), widgets.NewText(link)))
	}
	return rows
}

func (b *Board) fingerprint(side mailcore.Side) fyne.CanvasObject {
	plain := b.report.Fact(side, "fingerprint")
	return labelled(assets.Text("fact.fingerprint"), b.copyable(mono(Grouped(plain)), plain))
}

// Grouped writes a fingerprint in groups that people can compare.
func Grouped(fingerprint string) string {
	var groups []string
	for group := range slices.Chunk([]byte(fingerprint), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, " ")
}

// trust offers to trust a certificate that nobody vouches for, or to trust it
// no more.
func (b *Board) trust(side mailcore.Side) []fyne.CanvasObject {
	fingerprint, verified := b.report.Fact(side, "fingerprint"), b.report.Fact(side, "verified")
	if b.actions.Pinned == nil || verified == "chain" {
		return nil
	}
	if b.actions.Pinned() == fingerprint {
		forget := widgets.NewButton(assets.Text("cards.forget"), theme.ContentClearIcon(), b.actions.Forget)
		return []fyne.CanvasObject{judged(mailcore.Warn, assets.Text("cards.pinned")), widgets.NewFlow(forget)}
	}
	host := Of(b.report.Profile, side).Host
	pin := widgets.NewButton(assets.Text("cards.trust"), theme.LoginIcon(), func() { b.actions.Trust(fingerprint, host) })
	return []fyne.CanvasObject{widgets.NewFlow(pin)}
}

// certificateChanges says what is new in the certificate, or that nothing is.
func (b *Board) certificateChanges(side mailcore.Side) []fyne.CanvasObject {
	rows := b.changes(cause.CertificateGroup, side)
	if len(rows) == 0 && b.before != nil && b.before.Fact(side, "fingerprint") == b.report.Fact(side, "fingerprint") {
		rows = append(rows, widgets.NewCaption(assets.Text("cards.certificate.same", "when", words.Moment(b.before.Started))))
	}
	return rows
}
