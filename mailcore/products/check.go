package products

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"todoku/mailcore"
)

// Problems judges p before anything is sent, as [mailcore.Profile.Check] does,
// and by what the products do into which it will be typed. What their screens
// have no place for is for [Screen.Obstacles] to say.
func Problems(p mailcore.Profile, scope mailcore.Scope) []mailcore.Problem {
	problems := p.Check(scope)
	if scope == mailcore.LoginsScope && lacksIncoming(p) {
		problems = append(problems, mailcore.Problem{Field: "incoming.protocol", Code: "required", Severity: mailcore.Error})
	}
	p = p.Normalised().Effective()
	for _, id := range p.Products {
		s, ok := For(id)
		if !ok {
			problems = append(problems, mailcore.Problem{Field: "products", Code: "product-unknown", Severity: mailcore.Error})
		}
		problems = append(problems, s.kept(p)...)
		for _, refused := range s.refused(p) {
			refused.Severity = mailcore.Warning // to the others it may be right
			problems = append(problems, refused)
		}
	}
	if Cloud(p) && !p.Practice {
		problems = append(problems, unreachable(p)...)
	}
	return problems
}

// unreachable returns what a product in the cloud cannot get to.
func unreachable(p mailcore.Profile) (problems []mailcore.Problem) {
	warn := func(field, host string) {
		problems = append(problems, mailcore.Problem{Field: field, Code: "host-inside", Severity: mailcore.Warning, Args: map[string]string{"host": host}})
	}
	if !p.Outgoing.BuiltIn && mailcore.Inside(p.Outgoing.Host) {
		warn("outgoing.host", p.Outgoing.Host)
	}
	if p.Incoming.Protocol != "" && mailcore.Inside(p.Incoming.Host) {
		warn("incoming.host", p.Incoming.Host)
	}
	return problems
}

// kept returns what passes a test of p and is another value once the product
// has saved it.
func (s Screen) kept(p mailcore.Profile) (problems []mailcore.Problem) {
	for _, spoiling := range s.Mailer.Spoils {
		if !p.Outgoing.BuiltIn && spoiling.spoils(spoiling.Value(p)) {
			problems = append(problems, s.problem(spoiling.Field, spoiling.Code, mailcore.Warning))
		}
	}
	if most := s.Mailer.Sender.Longest; most > 0 && len([]rune(p.From)) > most {
		problem := s.problem("from", "sender-long", mailcore.Warning)
		problem.Args["most"] = strconv.Itoa(most)
		problems = append(problems, problem)
	}
	return problems
}

// refused returns what the product's mailer refuses before it connects.
func (s Screen) refused(p mailcore.Profile) (problems []mailcore.Problem) {
	local, _, whole := strings.Cut(p.From, "@")
	switch rule := s.Mailer.Sender; {
	case p.Outgoing.BuiltIn:
	case p.From == "":
		if rule.Wanted {
			problems = append(problems, s.problem("from", "required", mailcore.Error))
		}
	case rule.Whole && !whole:
		problems = append(problems, s.problem("from", "sender-whole", mailcore.Error))
	case rule.ASCII && strings.ContainsFunc(local, func(c rune) bool { return c > unicode.MaxASCII }):
		problems = append(problems, s.problem("from", "sender-ascii", mailcore.Error))
	}
	return problems
}

func (s Screen) problem(field, code string, severity mailcore.Severity) mailcore.Problem {
	return mailcore.Problem{Field: field, Code: code, Severity: severity, Args: map[string]string{"product": string(s.ID)}}
}

func lacksIncoming(p mailcore.Profile) bool { return p.Incoming.Protocol == "" && NeedsBoth(p) }

// Testable returns a [mailcore.NoTest] where a test of p as far as scope makes
// no sense, before any password is fetched.
func Testable(p mailcore.Profile, scope mailcore.Scope) error {
	switch {
	case scope.Sends() && p.Outgoing.BuiltIn:
		return &mailcore.NoTest{Reason: mailcore.NothingToTest}
	case p.OAuth != "" && p.Outgoing.User == "" && p.Incoming.User == "":
		return &mailcore.NoTest{Reason: mailcore.NotSetUp}
	case scope.Receives() && p.Incoming.Protocol == "" && (scope != mailcore.LoginsScope || NeedsBoth(p)):
		return &mailcore.NoTest{Reason: mailcore.NoIncoming}
	case scope.Sends() && p.Outgoing.Host == "" && p.Incoming.Protocol != "":
		return &mailcore.NoTest{Reason: mailcore.NoOutgoing}
	}
	return nil
}

// LacksPassword reports whether a test of p as far as scope needs a password
// that is not there, and nothing else is wrong.
func LacksPassword(p mailcore.Profile, scope mailcore.Scope) bool {
	errors := mailcore.Errors(Problems(p, scope))
	return len(errors) > 0 && !slices.ContainsFunc(errors, func(problem mailcore.Problem) bool {
		return problem.Code != "required" || !strings.HasSuffix(problem.Field, ".password")
	})
}
