package app

import (
	"reflect"
	"slices"
	"time"

	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A page is the server on the screen, and how it is looked at.
type page struct {
	number   int               // counts the servers that came to the screen
	selected int               // in the settings; -1 for a server that was never saved
	saved    mailcore.Profile  // as it was last saved, passwords included
	current  mailcore.Profile  // as on the screen
	tested   mailcore.Profile  // as in the last test of what is on the screen, passwords included
	provider mailcore.Provider // of current, at the last edit
	place    string            // in words, where its passwords are

	scope   mailcore.Scope        // how far a test goes
	asked   bool                  // somebody chose the scope
	product mailcore.Product      // as whose screen the settings are shown; "" for our own
	then    func(mailcore.Report) // what follows the test that is going on; nil for nothing
}

// open brings another server to the screen: the one at i, or with -1 a new
// one.
func (p *page) open(i int, profile mailcore.Profile) {
	p.number++
	p.selected, p.then = i, nil
	p.saved, p.current, p.tested = profile, profile, mailcore.Profile{}
	p.provider, p.place = profile.OAuth, ""
}

// fresh is a new server, as the product whose screen is shown begins one.
func (p *page) fresh() mailcore.Profile {
	if p.product == "" {
		return mailcore.NewProfile()
	}
	return products.New(p.product)
}

// dirty reports whether the screen holds something that is not saved.
func (p *page) dirty() bool {
	x, y := p.current.Normalised(), p.saved.Normalised()
	x.Verified, y.Verified = mailcore.Verified{}, mailcore.Verified{}
	return !reflect.DeepEqual(x, y)
}

// newPasswords reports whether the screen has passwords of which the last test
// knew nothing.
func (p *page) newPasswords() bool {
	return p.current.Standing() != mailcore.Untested && !p.current.SameSecrets(p.saved) && !p.current.SameSecrets(p.tested)
}

// mark is what a pill says of the server on the screen.
func (p *page) mark() forms.Mark {
	switch {
	case p.selected < 0 && !p.dirty():
		return forms.NoMark
	case p.newPasswords():
		return forms.Mark(mailcore.ChangedSince)
	case p.selected < 0 || p.dirty():
		return forms.MarkUnsaved(p.current)
	}
	return forms.MarkOf(p.current)
}

// fill follows up a choice of provider: its servers are filled in. It reports
// whether that changed anything.
func (p *page) fill() bool {
	filled := p.current.Filled()
	if p.current.OAuth == "" && p.current.Outgoing.Auth == mailcore.XOAUTH2 && p.provider != "" {
		filled.Outgoing.Auth, filled.Incoming.Auth = mailcore.AutoAuth, mailcore.AutoAuth
	}
	p.provider = p.current.OAuth
	if reflect.DeepEqual(filled, p.current) {
		return false
	}
	p.current = filled
	return true
}

// takePasswords puts loaded passwords into fields that are still empty.
func (p *page) takePasswords(loaded mailcore.Profile) {
	saved, current := p.saved.Secrets(), p.current.Secrets()
	for i, s := range loaded.Secrets() {
		if *saved[i].At == "" {
			*saved[i].At = *s.At
			if *current[i].At == "" {
				*current[i].At = *s.At
			}
		}
	}
}

// verify notes what r proved of the server. It reports whether that holds of
// what is saved too: with another password nothing is known of it.
func (p *page) verify(r mailcore.Report, now time.Time) bool {
	if p.current.ID != r.Profile.ID {
		return true
	}
	p.current.Verified = p.current.VerifiedBy(r, now)
	p.saved.Verified = p.current.Verified
	return p.tested.SameSecrets(p.saved)
}

// typedInto marks the server as one for the product whose screen is shown:
// whoever saves or tests it there means to type it in there.
func (p *page) typedInto() {
	if p.product != "" && !slices.Contains(p.current.Products, p.product) {
		p.current.Products = append(slices.Clone(p.current.Products), p.product)
	}
}

// refused lists what the product whose screen is shown would not keep. Our own
// screen keeps what is not finished, but not what is nothing.
func (p *page) refused() []mailcore.Problem {
	screen, isProduct := products.For(p.product)
	if !isProduct {
		if c := p.current; c.Code+c.Name+c.Outgoing.Host+c.Incoming.Host == "" && !c.Outgoing.BuiltIn {
			return []mailcore.Problem{{Field: "outgoing.host", Code: "required", Severity: mailcore.Error}}
		}
		return nil
	}
	refused := screen.Missing(p.current)
	for _, o := range screen.Faults(mailcore.Errors(products.Problems(p.current, ""))) {
		if o.Row != "" {
			refused = append(refused, o.Problem)
		}
	}
	return refused
}

// usual returns how far a test goes when nobody says: a product that sends and
// receives needs both logins, for all others a mail is the proof.
func (p *page) usual() mailcore.Scope {
	if products.Receives(p.product) || products.NeedsBoth(p.current) {
		return mailcore.LoginsScope
	}
	return mailcore.SendScope
}

// proven takes over what is known of the saved server.
func (p *page) proven(saved mailcore.Profile) {
	if !p.saved.Verified.Equal(saved.Verified) {
		p.current.Verified, p.saved.Verified = saved.Verified, saved.Verified
	}
}
