package forms

import (
	"strings"
	"time"

	"todoku/mailcore/providers"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// open shows one proposal; -1 shows why there is none.
func (v *ProposalView) open(at int) {
	turned := at != v.at
	v.at = at
	v.detail.Objects = nil
	if at >= 0 {
		v.detail.Objects = v.about(v.shown.List[at])
	} else if v.shown.Browse || len(v.shown.List) > 0 {
		v.detail.Add(widgets.NewText(assets.Text("setup.choose")))
	}
	if v.shown.none() {
		v.detail.Add(widgets.NewText(assets.Text("discover.none")))
		v.detail.Objects = append(v.detail.Objects, reasonLines(v.shown.Reasons)...)
	}
	v.detail.Refresh()
	if turned {
		v.scroll.ScrollToTop()
	}
}

func (v *ProposalView) about(p providers.Proposal) []fyne.CanvasObject {
	parts := []fyne.CanvasObject{widgets.Heading(proposalTitle(p)), widgets.NewCaption(origins(p))}
	for _, proof := range p.Proofs {
		parts = append(parts, proofLine(proof))
	}
	if !p.Proven() {
		parts = append(parts, stated(mailcore.Pending, assets.Text("discover.unproven")))
	}
	if !p.Encrypted() {
		parts = append(parts, stated(mailcore.Warned, assets.Text("discover.unencrypted")))
	}
	if p.Elsewhere {
		parts = append(parts, stated(mailcore.Warned, assets.Text("discover.elsewhere")))
	}
	if !v.shown.none() {
		parts = append(parts, reasonLines(v.against(p))...)
	}
	parts = append(parts, adviceLines(p.Provider)...)
	if len(p.Changes) == 0 {
		return append(parts, widgets.NewText(assets.Text("setup.unchanged")))
	}
	return append(parts, subheading("setup.changes"), NewChangeTable(v.profile, p.Changes))
}

// origins says where a proposal comes from.
func origins(p providers.Proposal) string {
	source := assets.Text("discover.source." + string(p.Source))
	switch {
	case p.Provider.Own:
		return assets.Text("setup.own")
	case p.Source != providers.FromTable:
		return assets.Text("setup.from", "source", source, "from", p.From)
	case p.Provider.Date == "":
		return source
	}
	return assets.Text("setup.checked", "source", source, "date", p.Provider.Date)
}

// proofLine says what a server showed.
func proofLine(p providers.Proof) fyne.CanvasObject {
	server := serverText(p.Host, p.Port, p.Encryption)
	title := assets.Text("setup.outgoing", "server", server)
	state := mailcore.Passed
	if p.Side == mailcore.IncomingSide {
		title = assets.Text("setup.incoming", "protocol", assets.Text("protocol."+string(p.Protocol)), "server", server)
	}
	if p.Encryption == mailcore.NoEncryption {
		state = mailcore.Warned
	}
	shown := widgets.NewColumn(widgets.NewText(title))
	for _, text := range proofTexts(p) {
		shown.Add(widgets.NewCaption(text))
	}
	return beside(stateIcon(state), shown)
}

func proofTexts(p providers.Proof) (texts []string) {
	if p.TLS != "" {
		texts = append(texts, assets.Text("setup.tls", "version", p.TLS, "until", day(p.Until), "issuer", p.Issuer))
	}
	if len(p.Mechanisms) > 0 {
		texts = append(texts, assets.Text("setup.mechanisms", "list", strings.Join(p.Mechanisms, " ")))
	}
	if p.Banner != "" {
		texts = append(texts, assets.Text("setup.banner", "text", p.Banner))
	}
	return texts
}

// day is the date of a moment, where the program runs.
func day(moment string) string {
	if t, err := time.Parse(time.RFC3339, moment); err == nil {
		return t.Local().Format(time.DateOnly)
	}
	return moment
}

// adviceLines are what customers of p have to know.
func adviceLines(p providers.Provider) []fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, h := range p.Hints() {
		lines = append(lines, adviceLine(words.Hint(p, h)))
	}
	if note := p.Note.In(assets.Language()); note != "" {
		lines = append(lines, adviceLine(note))
	}
	if p.ID == "" || len(lines) == 0 {
		return nil
	}
	return append([]fyne.CanvasObject{subheading("setup.advice")}, lines...)
}

func adviceLine(text string) fyne.CanvasObject {
	return beside(theme.NewPrimaryThemedResource(theme.InfoIcon()), widgets.NewText(text))
}

func reasonLines(reasons []providers.Reason) []fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, r := range reasons {
		lines = append(lines, stated(mailcore.Warned, words.Reason(r)))
	}
	return lines
}

// stated is a sentence behind the icon of a state.
func stated(s mailcore.State, text string) fyne.CanvasObject {
	return beside(stateIcon(s), widgets.NewText(text))
}

func subheading(key string) fyne.CanvasObject {
	t := widgets.NewText(assets.Text(key))
	t.Bold = true
	return t
}
