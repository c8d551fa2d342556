package words

import (
	"todoku/assets"
	"todoku/mailcore"
)

// Standing says what is known of a profile from its last test.
func Standing(p mailcore.Profile) string {
	return assets.Text("verified."+string(p.Standing()), "scope", assets.Text("scope."+string(p.Verified.Scope)))
}
