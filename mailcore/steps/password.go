package steps

import (
	"todoku/mailcore"
)

// notePassword notes, once a login was refused, what about the password was
// hardly meant. Access tokens are nobody's typing.
func (r *run) notePassword(refused refusal) {
	if refused.method == mailcore.XOAUTH2 || unjudged(refused.reply) || r.faultOf(r.link(r.result.Side), refused.err) != mailcore.Replied {
		return
	}
	r.fact("password-shape", r.passwordOn(r.result.Side).Shape())
}

func (r *run) passwordOn(side mailcore.Side) mailcore.Secret {
	p := r.plan.Profile
	switch side {
	case mailcore.BeforeSide:
		return p.POPServer().Password
	case mailcore.IncomingSide:
		return p.Incoming.Password
	}
	return p.Outgoing.Password
}
