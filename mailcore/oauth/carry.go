package oauth

import (
	"todoku/mailcore"
)

// Carry puts an access token where the login of both sides looks for it.
func Carry(p mailcore.Profile, access string) mailcore.Profile {
	p.Outgoing.Password, p.Incoming.Password = mailcore.Secret(access), mailcore.Secret(access)
	return p
}
