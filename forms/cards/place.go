package cards

import (
	"cmp"
	"strconv"
	"time"

	"todoku/mailcore"
)

// A Place is where the server of a side is, and how it encrypts.
type Place struct {
	Host       string
	Port       int
	Encryption mailcore.Encryption
}

// Of returns the place of a side's server; Host is "" where there is none.
func Of(p mailcore.Profile, side mailcore.Side) Place {
	switch side {
	case mailcore.BeforeSide:
		before := p.Outgoing.PopBefore
		return Place{cmp.Or(before.Host, p.Outgoing.Host), cmp.Or(before.Port, before.Encryption.DefaultPOPPort()), before.Encryption}
	case mailcore.IncomingSide:
		return Place{p.Incoming.Host, p.Incoming.Port, p.Incoming.Encryption}
	}
	return Place{p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption}
}

// String returns host and port as people write them, "" for no place.
func (p Place) String() string {
	if p.Host == "" {
		return ""
	}
	return p.Host + ":" + strconv.Itoa(p.Port)
}

func day(t time.Time) string { return t.Local().Format("2006-01-02") }
