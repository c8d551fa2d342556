package mailcore

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Remedies returns what is worth trying after the failure of r, best first,
// each as the changes that belong together. None of them weakens anything: the
// encryption is never given up, and a certificate is trusted by a person only.
func Remedies(r Report) [][]Change {
	failure, failed := r.Failure()
	if !failed {
		return nil
	}
	var all [][]Change
	if fixes := Diagnose(r)[0].Fixes; len(fixes) > 0 {
		all = append(all, fixes)
	}
	for _, k := range remedyKinds {
		if k.suits(r, failure) {
			all = append(all, k.make(r, failure.Side)...)
		}
	}
	var distinct [][]Change
	for _, changes := range all {
		if !weakens(changes) && changesSomething(r.Profile, changes) && !slices.ContainsFunc(distinct, func(d []Change) bool { return slices.Equal(d, changes) }) {
			distinct = append(distinct, changes)
		}
	}
	return distinct
}

func weakens(changes []Change) bool {
	return slices.ContainsFunc(changes, func(c Change) bool {
		return c.Field == "pin" || strings.HasSuffix(c.Field, "encryption") && c.Value == string(NoEncryption)
	})
}

func changesSomething(p Profile, changes []Change) bool {
	return slices.ContainsFunc(changes, func(c Change) bool { return p.Text(c.Field) != c.Value })
}

// A remedyKind makes things to try for some failures. Empty conditions match
// anything.
type remedyKind struct {
	faults []Fault
	steps  []Step
	codes  []Code
	make   func(Report, Side) [][]Change
}

// remedyKinds in the order in which to try.
var remedyKinds = []remedyKind{
	{faults: []Fault{NameMismatch}, make: certifiedNames},
	{faults: []Fault{UnknownHost}, make: usualNames},
	{
		faults: []Fault{Refused, Timeout, Closed, Reset, Unreachable, NotTLS, NotMail, NoSTARTTLS, TLSHandshake, PlaintextRefused, NoAuthOffered},
		steps:  []Step{Connect, Handshake, Greeting, EHLO, CAPA, StartTLS, EHLOAgain, CAPAAgain, Authorize}, make: usualPorts,
	},
	{codes: []Code{"starttls-temp"}, make: usualPorts},
	{codes: []Code{"auth-fail"}, make: userForms},
	{codes: []Code{"auth-fail", "digest-no-proof", "scram-no-proof", "scram-cost", "challenge-malformed"}, make: otherMethods},
	{codes: []Code{"auth-required"}, make: always(Change{"outgoing.auth", string(AutoAuth)})},
	{codes: []Code{"pop-before-smtp"}, make: always(Change{"outgoing.pop.use", "true"}, Change{"outgoing.pop.encryption", string(TLS)}, Change{"outgoing.pop.port", "995"})},
	{codes: []Code{"helo-fqdn"}, make: heloNames},
	{codes: []Code{"sender-not-fqdn", "sender-domain", "sender-not-owned"}, make: senders},
}

func always(changes ...Change) func(Report, Side) [][]Change {
	return func(Report, Side) [][]Change { return [][]Change{changes} }
}

func (k remedyKind) suits(r Report, f Result) bool {
	return (k.faults == nil || slices.Contains(k.faults, f.Fault)) &&
		(k.steps == nil || slices.Contains(k.steps, f.Step)) &&
		(k.codes == nil || slices.Contains(k.codes, Diagnose(r)[0].Code))
}

// mostNames bounds how many host names of a certificate are tried.
const mostNames = 3

// certifiedNames are the names that the server's certificate is good for.
func certifiedNames(r Report, side Side) (all [][]Change) {
	for name := range strings.FieldsSeq(r.Fact(side, "sans")) {
		if !strings.HasPrefix(name, "*") && len(all) < mostNames {
			all = append(all, []Change{{fieldOn(side, "outgoing.host"), name}})
		}
	}
	return all
}

// usualNames are what servers of the sender's domain are mostly called.
func usualNames(r Report, side Side) (all [][]Change) {
	home := cmp.Or(Domain(r.Profile.From), Domain(r.Profile.Outgoing.User), Domain(r.Profile.Incoming.User))
	prefixes := []string{"smtp.", "mail.", ""}
	if side != OutgoingSide {
		prefixes = []string{cmp.Or(map[Protocol]string{IMAP: "imap."}[r.Profile.Incoming.Protocol], "pop."), "mail.", ""}
	}
	for _, prefix := range prefixes {
		if home != "" {
			all = append(all, []Change{{fieldOn(side, "outgoing.host"), prefix + home}})
		}
	}
	return all
}

// usualPorts are the pairs of encryption and port that servers mostly have.
func usualPorts(r Report, side Side) (all [][]Change) {
	for _, e := range []Encryption{TLS, STARTTLS} {
		port := e.DefaultPort()
		switch side {
		case BeforeSide:
			port = e.DefaultPOPPort()
		case IncomingSide:
			port = r.Profile.Incoming.Protocol.DefaultPort(e)
		}
		all = append(all, []Change{{fieldOn(side, "outgoing.encryption"), string(e)}, {fieldOn(side, "outgoing.port"), strconv.Itoa(port)}})
	}
	return all
}

// userForms are the account with and without its domain.
func userForms(r Report, side Side) (all [][]Change) {
	_, _, user, _ := r.Profile.Endpoint(side)
	field := fieldOn(side, "outgoing.user")
	if local, home, ok := strings.Cut(user, "@"); ok {
		return [][]Change{{{field, local}}, {{field, local + "%" + home}}}
	}
	for _, home := range []string{Domain(r.Profile.From), homeOf(r, side)} {
		if home != "" && user != "" {
			all = append(all, []Change{{field, user + "@" + home}})
		}
	}
	return all
}

// homeOf is the registered domain of the server's name.
func homeOf(r Report, side Side) string {
	host, _, _, _ := r.Profile.Endpoint(side)
	home, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	return home
}

// otherMethods are the mechanisms that the server offers and that were not
// tried.
func otherMethods(r Report, side Side) (all [][]Change) {
	if side == BeforeSide {
		return nil
	}
	offered := strings.Fields(r.Fact(side, "mechanisms"))
	tried := r.Fact(side, "attempts")
	for _, m := range Strength {
		if slices.Contains(offered, string(m)) && !strings.Contains(tried, string(m)+":") && m != NTLM {
			all = append(all, []Change{{fieldOn(side, "outgoing.auth"), string(m)}})
		}
	}
	return all
}

// heloNames are names that a server may accept from us.
func heloNames(r Report, _ Side) (all [][]Change) {
	for _, home := range []string{Domain(r.Profile.From), Domain(r.Profile.Outgoing.User), homeOf(r, OutgoingSide)} {
		if home != "" {
			all = append(all, []Change{{"outgoing.helo", home}})
		}
	}
	return all
}

// senders are addresses that belong to the account.
func senders(r Report, _ Side) (all [][]Change) {
	user := r.Profile.Outgoing.User
	if strings.Contains(user, "@") {
		return [][]Change{{{"from", user}}}
	}
	if home := homeOf(r, OutgoingSide); home != "" && user != "" {
		all = append(all, []Change{{"from", user + "@" + home}})
	}
	return all
}
