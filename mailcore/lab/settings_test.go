//go:build lab

package lab

import (
	"slices"
	"strings"

	"todoku/mailcore"
)

// Changes to the settings that the tests make.

func nothing(*mailcore.Profile) {}

func noLogin(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.NoAuth }

// impatient gives up on a silent server after a second.
func impatient(p *mailcore.Profile) { p.Outgoing.Timeout = 1 }

func to(address string) func(*mailcore.Profile) {
	return func(p *mailcore.Profile) { p.TestTo = address }
}

func from(address string) func(*mailcore.Profile) {
	return func(p *mailcore.Profile) { p.From = address }
}

func auth(m mailcore.AuthMethod) func(*mailcore.Profile) {
	return func(p *mailcore.Profile) { p.Outgoing.Auth = m }
}

func encrypt(e mailcore.Encryption) func(*mailcore.Profile) {
	return func(p *mailcore.Profile) { p.Outgoing.Encryption = e }
}

func both(a, b func(*mailcore.Profile)) func(*mailcore.Profile) {
	return func(p *mailcore.Profile) { a(p); b(p) }
}

// rank says how far a scope goes.
func rank(s mailcore.Scope) int { return slices.Index(mailcore.Scopes, s) }

// said returns what we said in r with a verb.
func said(r mailcore.Report, verb string) []string {
	var found []string
	for _, res := range r.Results {
		for _, line := range res.Lines {
			if line.Dir == "C" && strings.HasPrefix(strings.ToUpper(line.Text), verb) {
				found = append(found, line.Text)
			}
		}
	}
	return found
}
