// Package cards draws what a test learned of a mail server, for people who
// would rather look than read: its certificate, what it can do, how it
// encrypts, where the time went and which way the mail took. A [Board] holds
// the cards of one [mailcore.Report], each only where there are facts for it.
//
// Three cards fill when their [Look] is asked for: the versions of TLS, the
// line, and the sending domain. This package asks nobody itself: [Actions] say
// who does, and the board is handed what was found.
//
// A file here is one card, or a way of drawing that several share. A card is made
// from a report or from what a look found. It may know the values of mailcore,
// words and forms/widgets, and none of the other forms; it judges nothing that
// those have not judged, dials nobody, starts no goroutine, and is left out where
// there are no facts for it.
package cards

import (
	"slices"
	"time"

	"todoku/mailcore/ports"
	"todoku/mailcore/records"

	"fyne.io/fyne/v2"

	"todoku/forms/widgets"
	"todoku/mailcore"
)

// A Board shows the cards of a report.
type Board struct {
	Content fyne.CanvasObject

	report  mailcore.Report
	now     time.Time
	actions Actions
	before  *mailcore.Report // the test before of the same server; nil where there is none, or it is not known yet
	cards   *fyne.Container
	redraws []func() // of the cards that draw the report alone
	looks   []*lookCard
}

// Actions are what the buttons of a board do.
type Actions struct {
	Copy   func(text string)
	Pinned func() string                  // the fingerprint that the settings trust, "" for none; nil where they are not those of the report
	Trust  func(fingerprint, host string) // asks, and then trusts a certificate; never called where Pinned is nil
	Forget func()                         // trusts the pinned certificate no more; likewise
	Start  func(Look)                     // look something up
	Stop   func(Look)                     //
}

// A Look is something that is only looked up when somebody asks for it.
type Look struct {
	Kind Kind
	Side mailcore.Side // of TLS; "" for the others
}

// A Kind is what a [Look] is at.
type Kind string

// The kinds.
const (
	TLS    Kind = "tls"    // the versions and cipher suites that a server accepts
	Line   Kind = "line"   // what lies between this computer and the server
	Domain Kind = "domain" // what DNS says of the sender
)

var sides = []mailcore.Side{mailcore.OutgoingSide, mailcore.BeforeSide, mailcore.IncomingSide}

// New returns the board of a report; now is when it is looked at.
func New(r mailcore.Report, now time.Time, a Actions) *Board {
	b := &Board{report: r, now: now, actions: a, cards: newColumns()}
	b.Content = b.cards
	for _, side := range sides {
		b.addCertificate(side)
	}
	for _, side := range sides {
		b.addTLS(side)
	}
	b.addTiming()
	b.addPath()
	for _, side := range sides {
		b.addCapabilities(side)
	}
	b.addLine()
	b.addDomain()
	return b
}

// Empty reports whether there is nothing to show.
func (b *Board) Empty() bool { return len(b.cards.Objects) == 0 }

// add puts up a card that draws the report; draw is called again when
// something beside the report has changed.
func (b *Board) add(title, about string, draw func() []fyne.CanvasObject) {
	body := widgets.NewColumn(draw()...)
	b.cards.Add(newCard(title, about, body))
	b.redraws = append(b.redraws, func() { body.Objects = draw() })
}

// Redraw draws the cards again, because what the settings trust has changed.
func (b *Board) Redraw() {
	for _, redraw := range b.redraws {
		redraw()
	}
	b.Content.Refresh()
}

// Compare shows on each card what is different from an earlier test of the
// same server.
func (b *Board) Compare(before mailcore.Report) {
	b.before = &before
	b.Redraw()
}

// Begin shows that a look-up goes on. There is one at a time, so that a server
// is never asked from two sides at once.
func (b *Board) Begin(l Look) { b.each(func(c *lookCard) { c.begin(c.look == l) }) }

// End shows that a look-up goes on no more.
func (b *Board) End(Look) { b.each(func(c *lookCard) { c.end() }) }

func (b *Board) each(change func(*lookCard)) {
	for _, c := range b.looks {
		change(c)
	}
	b.Content.Refresh()
}

// ShowTLS shows what a server accepts of TLS, as far as is known.
func (b *Board) ShowTLS(side mailcore.Side, s ports.Support) {
	b.show(Look{TLS, side}, supportRows(s))
}

// ShowPorts shows what the ports of a server answer, as far as is known.
func (b *Board) ShowPorts(m ports.Matrix) { b.show(Look{Kind: Line}, matrixRows(m)) }

// ShowLine shows the ports and what the line is judged to be.
func (b *Board) ShowLine(m ports.Matrix, r ports.Reach) {
	b.show(Look{Kind: Line}, slices.Concat(matrixRows(m), reachRows(r)))
}

// ShowDomain shows what DNS says of the sender, as far as is known.
func (b *Board) ShowDomain(r records.Report) { b.show(Look{Kind: Domain}, b.domainRows(r)) }

func (b *Board) show(l Look, rows []fyne.CanvasObject) {
	if i := slices.IndexFunc(b.looks, func(c *lookCard) bool { return c.look == l }); i >= 0 {
		b.looks[i].found.Objects = rows
		b.Content.Refresh()
	}
}
