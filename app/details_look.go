package app

import (
	"context"

	"todoku/mailcore/ports"
	"todoku/mailcore/records"

	"todoku/assets"
	"todoku/forms/cards"
	"todoku/mailcore"
	"todoku/mailcore/domain"
	"todoku/mailcore/probe"
)

// onLook looks something up on a goroutine, unless the preferences forbid it
// or the server is being talked to already.
func (d *details) onLook(l cards.Look) {
	title := assets.Text("details.title")
	switch {
	case d.app.settings.Preferences.Offline:
		d.app.tellIn(d.window, title, assets.Text("cards.offline"))
		return
	case d.halt != nil, l.Kind != cards.Domain && d.app.busy():
		d.app.tellIn(d.window, title, assets.Text("cards.busy"))
		return
	}
	look, err := d.looker(l)
	if err != nil {
		d.app.tellIn(d.window, assets.Text("test.failed"), inWords(err))
		return
	}
	ctx, halt := context.WithCancel(d.ctx)
	talks := l.Kind != cards.Domain // DNS alone is asked at any time
	if talks && !d.app.begin(halt) {
		return
	}
	d.halt = halt
	d.board.Begin(l)
	d.app.background(func() {
		err := look(ctx)
		d.app.do(func() { d.endTalk(talks) })
		d.later(func() { d.endLook(l, err) })
	})
}

// endTalk lets others talk to servers again, also after the window was closed.
func (d *details) endTalk(talked bool) {
	if talked {
		d.app.end()
	}
}

// looker returns what looks something up and shows what it finds. The error
// it returns says why there was nothing to look at.
func (d *details) looker(l cards.Look) (func(context.Context) error, error) {
	if l.Kind == cards.Domain {
		return d.domain, nil
	}
	tester, p, err := d.app.tester(d.report.Profile)
	if err != nil {
		return nil, err
	}
	o := probe.Options{HELO: p.Outgoing.HELO, Roots: tester.Roots, Dial: tester.Dial, Lookup: tester.Lookup, Now: tester.Now}
	if l.Kind == cards.TLS {
		place := cards.Of(p, l.Side)
		return func(ctx context.Context) error { d.versions(ctx, l.Side, place, o); return nil }, nil
	}
	o.Ports = probe.PortsOf(p)
	place := cards.Main(mailcore.Report{Profile: p, Scope: d.report.Scope})
	return func(ctx context.Context) error { d.line(ctx, place.Host, o); return nil }, nil
}

func (d *details) versions(ctx context.Context, side mailcore.Side, place cards.Place, o probe.Options) {
	probe.TLS(ctx, place.Host, place.Port, place.Encryption, o, func(s ports.Support) {
		d.later(func() { d.board.ShowTLS(side, s) })
	})
}

func (d *details) line(ctx context.Context, host string, o probe.Options) {
	matrix := probe.Ports(ctx, host, o, func(m ports.Matrix) { d.later(func() { d.board.ShowPorts(m) }) })
	if ctx.Err() != nil {
		return
	}
	probe.Line(ctx, matrix, o, func(r ports.Reach) { d.later(func() { d.board.ShowLine(matrix, r) }) })
}

// domain asks DNS alone.
func (d *details) domain(ctx context.Context) error {
	o := domain.FromReport(d.report)
	o.Resolver = d.resolver
	_, err := domain.Check(ctx, o, func(r records.Report) { d.later(func() { d.board.ShowDomain(r) }) })
	return err
}

func (d *details) stopLook() {
	if d.halt != nil {
		d.halt()
	}
}

func (d *details) endLook(l cards.Look, err error) {
	d.halt()
	d.halt = nil
	d.board.End(l)
	if err != nil {
		d.app.tellIn(d.window, assets.Text("cards.domain"), assets.Text("cards.domain.invalid"))
	}
}
