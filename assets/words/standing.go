package words

import (
	"strings"

	"todoku/assets"
	"todoku/mailcore"
)

// Standing says what is known of a server from its last test: how far it went,
// and what 自動 came to.
func Standing(p mailcore.Profile) string { return StandingAs(p, p.Standing()) }

// StandingAs says what is known of it where that is judged for one product.
func StandingAs(p mailcore.Profile, known mailcore.Standing) string {
	scope := []string{assets.Text("scope." + string(p.Verified.Scope))}
	settled := p
	if known == mailcore.Proven {
		settled = p.SettledAs(known)
	}
	if settled.Outgoing.Auth != p.Outgoing.Auth {
		scope = append(scope, assets.Text("side.outgoing")+" "+string(settled.Outgoing.Auth))
	}
	if settled.Incoming.Auth != p.Incoming.Auth {
		scope = append(scope, assets.Text("side.incoming")+" "+string(settled.Incoming.Auth))
	}
	return assets.Text("verified."+string(known), "scope", strings.Join(scope, assets.Text("list.separator")))
}
