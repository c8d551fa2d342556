package forms

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"todoku/assets"
	"todoku/forms/widgets"
	"todoku/mailcore"
)

// portFields are the fields whose usual value depends on an encryption.
var portFields = map[string]struct {
	encryption func(*mailcore.Profile) *mailcore.Encryption
	port       func(*mailcore.Profile) *int
	usual      func(mailcore.Profile, mailcore.Encryption) int
}{
	"outgoing.port": {
		func(p *mailcore.Profile) *mailcore.Encryption { return &p.Outgoing.Encryption },
		func(p *mailcore.Profile) *int { return &p.Outgoing.Port },
		func(_ mailcore.Profile, e mailcore.Encryption) int { return e.DefaultPort() },
	},
	"outgoing.pop.port": {
		func(p *mailcore.Profile) *mailcore.Encryption { return &p.Outgoing.PopBefore.Encryption },
		func(p *mailcore.Profile) *int { return &p.Outgoing.PopBefore.Port },
		func(_ mailcore.Profile, e mailcore.Encryption) int { return e.DefaultPOPPort() },
	},
	"incoming.port": {
		func(p *mailcore.Profile) *mailcore.Encryption { return &p.Incoming.Encryption },
		func(p *mailcore.Profile) *int { return &p.Incoming.Port },
		func(p mailcore.Profile, e mailcore.Encryption) int { return p.Incoming.Protocol.DefaultPort(e) },
	},
}

// usualPort is what listens under the encryption and protocol of a profile.
func usualPort(key string, p *mailcore.Profile) int {
	ends := portFields[key]
	return ends.usual(*p, *ends.encryption(p))
}

// withOffer puts beside a port what takes the usual one. It has a place of its
// own, so that the fields beside it stay where they are when it comes.
func (f *ServerForm) withOffer(key string, entry fyne.CanvasObject) fyne.CanvasObject {
	offer := widgets.NewLink(func() { f.takeUsualPort(key) })
	offer.Hide()
	f.offers[key] = offer
	return container.NewHBox(container.NewGridWrap(fyne.NewSize(portWidth, entry.MinSize().Height), entry), container.New(&slotLayout{offerWidth}, offer))
}

// Widths in units.
const (
	portWidth  = 72
	offerWidth = 60
)

// slotLayout keeps a place for what is shown at times.
type slotLayout struct{ width float32 }

// MinSize implements fyne.Layout.
func (l *slotLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, objects[0].MinSize().Height)
}

// Layout implements fyne.Layout.
func (l *slotLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (f *ServerForm) takeUsualPort(key string) {
	*portFields[key].port(f.profile) = usualPort(key, f.profile)
	f.typed[key] = false
	f.touched[key] = true
	f.show(key)
	f.after()
}

// usualChanged fills in the usual port where nobody has typed another, or had
// a use for one.
func (f *ServerForm) usualChanged(port string, now int) {
	value := portFields[port].port(f.profile)
	if !f.typed[port] && (*value == f.before[port] || !f.used[port]) {
		*value = now
		f.show(port)
	}
}

func (f *ServerForm) offer(key string, link *widgets.Link) {
	ends := portFields[key]
	usual := usualPort(key, f.profile)
	if *ends.port(f.profile) == usual || f.profile.Practice || f.profile.OAuth.Fills() {
		link.Hide()
		return
	}
	link.SetText(assets.Text("form.usual-port", "port", strconv.Itoa(usual)))
	link.Show()
}
