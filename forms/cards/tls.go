package cards

import (
	"slices"
	"strings"

	"todoku/mailcore/ports"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// addTLS shows how the connection to a server was encrypted, and offers to
// find out how else it could be.
func (b *Board) addTLS(side mailcore.Side) {
	res, planned := b.report.Result(side, mailcore.Handshake)
	reached := []mailcore.State{mailcore.Passed, mailcore.Warned, mailcore.Failed}
	if !planned || !slices.Contains(reached, res.State) {
		return
	}
	title, hint := assets.Text("cards.tls"), assets.Text("cards.tls.hint")
	b.addLook(Look{TLS, side}, title, b.server(side), assets.Text("cards.tls.look"), hint, func() []fyne.CanvasObject {
		version, cipher := b.report.Fact(side, "tls-version"), b.report.Fact(side, "cipher")
		if version == "" {
			return []fyne.CanvasObject{judged(mailcore.Fail, assets.Text("cards.tls.failed"))}
		}
		rows := []fyne.CanvasObject{judged(versionVerdict(version), version), judged(suiteVerdict(cipher), cipher)}
		return append(rows, b.changes(cause.TLSGroup, side)...)
	})
}

// versionVerdict judges the version that was agreed on (RFC 8996).
func versionVerdict(version string) mailcore.Verdict {
	if slices.Contains([]string{"TLS 1.2", "TLS 1.3"}, version) {
		return mailcore.Pass
	}
	return mailcore.Warn
}

// outdated are the parts of a cipher suite that are not to be used any more
// (RFC 7465, RFC 9325).
var outdated = []string{"RC4", "3DES", "_NULL_", "_EXPORT_", "TLS_RSA_WITH_"}

func suiteVerdict(suite string) mailcore.Verdict {
	if slices.ContainsFunc(outdated, func(part string) bool { return strings.Contains(suite, part) }) {
		return mailcore.Warn
	}
	return mailcore.Pass
}

// supportRows is the table of what a server accepts.
func supportRows(s ports.Support) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, v := range s.Versions {
		rows = append(rows, labelled(v.Name, versionRow(v)))
	}
	switch {
	case s.Fault != "":
		rows = append(rows, judged(mailcore.Warn, assets.Text("cards.ended", "fault", string(s.Fault))))
	case s.Took > 0:
		rows = append(rows, widgets.NewCaption(assets.Text("cards.tls.connections", "n", s.Connections)))
	}
	return rows
}

// versionRow says what the server makes of a version: to refuse a weak one is
// good.
func versionRow(v ports.Version) fyne.CanvasObject {
	verdict, text := mailcore.Unknown, assets.Text("probe.answer."+string(v.Answer))
	switch {
	case v.Answer == ports.Accepted && v.Weak:
		verdict, text = mailcore.Warn, assets.Text("cards.tls.weak")
	case v.Answer == ports.Accepted:
		verdict = mailcore.Pass
	case v.Answer == ports.Refused && v.Weak:
		verdict, text = mailcore.Pass, assets.Text("cards.tls.closed")
	case v.Answer == ports.Refused:
		verdict = neutral
	}
	rows := widgets.NewColumn(judged(verdict, text))
	for _, suite := range v.Suites {
		rows.Add(suiteRow(suite))
	}
	return rows
}

func suiteRow(s ports.Suite) fyne.CanvasObject {
	if s.Weak || suiteVerdict(s.Name) != mailcore.Pass {
		return beside(newIcon(mailcore.Warn), mono(assets.Text("probe.weak", "name", s.Name)))
	}
	return beside(newIcon(mailcore.Pass), mono(s.Name))
}
