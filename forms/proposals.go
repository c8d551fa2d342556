package forms

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore/providers"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// Proposals is what is known at the moment of settings that could go into the
// form.
type Proposals struct {
	List    []providers.Proposal // the best first; those without proofs are out of the table
	Reasons []providers.Reason   // why sources had none; nil before they were asked
	Browse  bool                 // nobody has asked for anything: none is chosen
}

// none reports whether servers were asked and no setting is proven.
func (p Proposals) none() bool {
	return len(p.Reasons) > 0 && !slices.ContainsFunc(p.List, providers.Proposal.Proven)
}

// A ProposalView lists proposals. Of the chosen one it shows where it comes
// from, how it was proven, what to know beforehand, and what it would change.
type ProposalView struct {
	Content fyne.CanvasObject

	profile mailcore.Profile // before any change
	shown   Proposals
	chosen  string // identity of the one that a person chose; "" for none
	at      int    // in the list, what is shown; -1 for none
	quiet   bool   // a selection that the program itself makes
	list    *keyList
	detail  *fyne.Container
	scroll  *container.Scroll
}

// NewProposalView returns an empty view of what would change in p.
func NewProposalView(p mailcore.Profile) *ProposalView {
	v := &ProposalView{profile: p, at: -1, detail: widgets.NewColumn()}
	v.list = newKeyList(func() int { return len(v.shown.List) }, newItem, v.draw)
	v.list.Name = assets.Text("setup.title")
	v.list.OnSelected = func(i int) {
		if !v.quiet {
			v.chosen = identity(v.shown.List[i])
			v.open(i)
		}
	}
	v.scroll = container.NewVScroll(container.NewPadded(v.detail))
	split := container.NewHSplit(v.list, v.scroll)
	split.SetOffset(0.38)
	v.Content = split
	v.Show(Proposals{})
	return v
}

// Show lists proposals in place of those before. What a person chose stays
// chosen while it is there; else it is the first that is proven.
func (v *ProposalView) Show(p Proposals) {
	v.shown = p
	v.quiet = true
	v.list.Refresh()
	at := v.preferred()
	if at < 0 {
		v.list.UnselectAll()
	} else {
		v.list.Select(at)
	}
	v.quiet = false
	v.open(at)
}

// Forget lets the program choose again, after something else was asked for.
func (v *ProposalView) Forget() { v.chosen = "" }

func (v *ProposalView) preferred() int {
	list := v.shown.List
	if i := slices.IndexFunc(list, func(p providers.Proposal) bool { return identity(p) == v.chosen }); i >= 0 {
		return i
	}
	if v.shown.Browse || len(list) == 0 {
		return -1
	}
	return max(0, slices.IndexFunc(list, providers.Proposal.Proven))
}

// identity tells a proposal from the others while it is being proven.
func identity(p providers.Proposal) string {
	return string(p.Source) + " " + cmp.Or(p.Provider.ID, p.From)
}

// Chosen returns the proposal that is shown, and whether there is one.
func (v *ProposalView) Chosen() (providers.Proposal, bool) {
	if v.at < 0 {
		return providers.Proposal{}, false
	}
	return v.shown.List[v.at], true
}

func (v *ProposalView) draw(i int, row fyne.CanvasObject) {
	p := v.shown.List[i]
	drawItem(row, proposalTitle(p), sendingServer(p), stateIcon(v.state(p)))
}

// state is how far a proposal is proven.
func (v *ProposalView) state(p providers.Proposal) mailcore.State {
	switch {
	case p.Proven() && p.Encrypted() && !p.Elsewhere:
		return mailcore.Passed
	case p.Proven(), len(v.against(p)) > 0:
		return mailcore.Warned
	}
	return mailcore.Pending
}

// against are the reasons why a provider of the table is not proven.
func (v *ProposalView) against(p providers.Proposal) []providers.Reason {
	return slices.DeleteFunc(slices.Clone(v.shown.Reasons), func(r providers.Reason) bool {
		return p.Proven() || p.Provider.ID == "" || r.Provider != p.Provider.ID
	})
}

// proposalTitle names the provider, or the servers where nobody knows whose
// they are.
func proposalTitle(p providers.Proposal) string {
	title := cmp.Or(providerName(p.Provider), p.Profile.Outgoing.Host, p.From)
	if p.Provider.Unverified {
		title = assets.Text("setup.unverified", "name", title)
	}
	return title
}

// sendingServer is the host with port and encryption, as far as it is known.
func sendingServer(p providers.Proposal) string {
	of := p.Provider.Of(providers.SMTP)
	o := p.Profile.Outgoing
	switch {
	case len(of) == 0 && p.Provider.ID != "":
		return assets.Text("setup.host.unknown")
	case o.Host == "" && strings.Contains(of[0].Host, "{domain}"):
		return serverText(assets.Text("setup.host.domain"), o.Port, o.Encryption)
	case o.Host == "":
		return serverText(assets.Text("setup.host.contract"), o.Port, o.Encryption)
	}
	return serverText(o.Host, o.Port, o.Encryption)
}

// serverText is an address and how it encrypts.
func serverText(host string, port int, e mailcore.Encryption) string {
	how := assets.Text("encryption." + string(e))
	if e == mailcore.NoEncryption {
		how = assets.Text("setup.plain")
	}
	if strings.Contains(host, ":") { // an IPv6 address
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(port) + " " + how
}
