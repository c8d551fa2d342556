package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"github.com/zalando/go-keyring"

	"todoku/forms/formstest"
	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/store"
)

// A box is what is seen of a line of text.
type box struct {
	text     string
	from, to fyne.Position
}

func (b box) meets(o box) bool {
	const hair = 4 // of units: lines of one text touch
	return min(b.to.X, o.to.X)-max(b.from.X, o.from.X) > hair && min(b.to.Y, o.to.Y)-max(b.from.Y, o.from.Y) > hair
}

// cut leaves what is seen inside a frame.
func (b box) cut(frame box) box {
	b.from = fyne.NewPos(max(b.from.X, frame.from.X), max(b.from.Y, frame.from.Y))
	b.to = fyne.NewPos(min(b.to.X, frame.to.X), min(b.to.Y, frame.to.Y))
	return b
}

// seen lists the texts in o, which is at a place, as far as frame shows them.
func seen(o fyne.CanvasObject, at fyne.Position, frame box) (all []box) {
	at = at.Add(o.Position())
	if t, ok := o.(*canvas.Text); ok && t.Text != "" {
		if b := (box{t.Text, at, at.Add(t.MinSize())}).cut(frame); b.from.X < b.to.X && b.from.Y < b.to.Y {
			all = append(all, b)
		}
	}
	if _, ok := o.(*container.Scroll); ok {
		frame = (box{"", at, at.Add(o.Size())}).cut(frame)
	}
	for _, child := range formstest.Children(o) {
		all = append(all, seen(child, at, frame)...)
	}
	return all
}

// wantReadable holds that in the form no text is drawn over another.
func (d *desk) wantReadable(when string) {
	d.t.Helper()
	content := d.form.Content
	all := seen(content, fyne.Position{}.Subtract(content.Position()), box{to: fyne.NewPos(content.Size().Width, content.Size().Height)})
	for i, b := range all {
		for _, o := range all[i+1:] {
			if b.meets(o) {
				d.t.Errorf("%v %s: %q over %q", d.window.Canvas().Size(), when, b.text, o.text)
			}
		}
	}
}

// TestNoTextOverText: what a product has no row for stands over and below its
// rows, and comes and goes with what is chosen in them.
func TestNoTextOverText(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(1440, 900), fyne.NewSize(1180, 760)} {
		keyring.MockInit()
		dir := t.TempDir()
		seed(t, dir, func(s *store.Settings) { s.Profiles = []mailcore.Profile{everything()} })
		d := sit(t, dir)
		d.choose(len(mailcore.WithFixed(nil)))
		d.window.Resize(size)
		for _, id := range []mailcore.Product{products.Zaionnex, products.Garoon, products.Cybozu} {
			d.viewAs(id)
			d.wantReadable(string(id))
		}
		d.pick("メールサーバー", "組み込み")
		d.wantReadable("組み込み")
		d.press("保存")
		d.wantReadable("組み込み, saved")
		d.pick("メールサーバー", "外部サーバー")
		d.wantReadable("外部サーバー")
		d.press("保存")
		d.wantReadable("外部サーバー, saved")
	}
}

// everything is a profile with what cybozu.com has no place for.
func everything() mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name, p.From, p.FromName, p.Notify, p.TestTo = "a", "a", "本社", "taro@example.jp", "山田", []string{"a@example.jp"}, "hanako@example.jp"
	p.Outgoing.Host, p.Outgoing.HELO, p.Outgoing.Auth, p.Outgoing.SizeLimit, p.Pin = "smtp.example.jp", "pc", mailcore.NTLM, 5, strings.Repeat("0", 64)
	p.Outgoing.PopBefore.Use = true
	p.Incoming.Protocol, p.Incoming.Host = mailcore.POP3, "pop.example.jp"
	return p
}
