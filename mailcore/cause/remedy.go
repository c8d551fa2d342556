package cause

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
)

// Remedies returns what is worth trying after the failure of r, best first,
// each as the changes that belong together. None of them weakens anything: the
// encryption is never given up, and a certificate is trusted by a person only.
func Remedies(r mailcore.Report) [][]mailcore.Change {
	r = FailedWay(r)
	failure, failed := r.Failure()
	if !failed {
		return nil
	}
	var all [][]mailcore.Change
	if fixes := Diagnose(r)[0].Fixes; len(fixes) > 0 {
		all = append(all, fixes)
	}
	for _, k := range remedyKinds {
		if k.suits(r, failure) {
			all = append(all, k.make(r, failure.Side)...)
		}
	}
	var distinct [][]mailcore.Change
	for _, changes := range all {
		if changes = placed(r, changes); len(changes) > 0 && !weakens(changes) && changesSomething(r.Profile, changes) && !alreadySent(r, changes) && !slices.ContainsFunc(distinct, func(d []mailcore.Change) bool { return slices.Equal(d, changes) }) {
			distinct = append(distinct, changes)
		}
	}
	return distinct
}

func weakens(changes []mailcore.Change) bool {
	return slices.ContainsFunc(changes, func(c mailcore.Change) bool {
		return c.Field == "pin" || strings.HasSuffix(c.Field, "encryption") && c.Value == string(mailcore.NoEncryption)
	})
}

func changesSomething(p mailcore.Profile, changes []mailcore.Change) bool {
	return slices.ContainsFunc(changes, func(c mailcore.Change) bool { return p.Text(c.Field) != c.Value })
}

// alreadySent reports whether a change names what the server was greeted with,
// which the setting may leave to us.
func alreadySent(r mailcore.Report, changes []mailcore.Change) bool {
	sent := r.Fact(mailcore.OutgoingSide, "helo")
	return slices.ContainsFunc(changes, func(c mailcore.Change) bool {
		return c.Field == "outgoing.helo" && strings.EqualFold(c.Value, sent)
	})
}

// A remedyKind makes things to try for some failures. Empty conditions match
// anything.
type remedyKind struct {
	faults []mailcore.Fault
	steps  []mailcore.Step
	codes  []mailcore.Code
	make   func(mailcore.Report, mailcore.Side) [][]mailcore.Change
}

// remedyKinds in the order in which to try.
var remedyKinds = []remedyKind{
	{faults: []mailcore.Fault{mailcore.NameMismatch}, make: certifiedNames},
	{faults: []mailcore.Fault{mailcore.UnknownHost}, make: usualNames},
	{
		faults: []mailcore.Fault{mailcore.Refused, mailcore.Timeout, mailcore.Closed, mailcore.Reset, mailcore.Unreachable, mailcore.NotTLS, mailcore.NotMail, mailcore.WantsTLS, mailcore.NoSTARTTLS, mailcore.TLSHandshake, mailcore.PlaintextRefused, mailcore.NoAuthOffered},
		steps:  []mailcore.Step{mailcore.Connect, mailcore.Handshake, mailcore.Greeting, mailcore.EHLO, mailcore.CAPA, mailcore.StartTLS, mailcore.EHLOAgain, mailcore.CAPAAgain, mailcore.Authorize}, make: usualPorts,
	},
	{codes: []mailcore.Code{"starttls-temp", "login-unknown"}, make: usualPorts},
	{codes: []mailcore.Code{"auth-fail"}, make: userForms},
	{codes: []mailcore.Code{"auth-fail", "challenge-malformed"}, make: otherMethods},
	{codes: []mailcore.Code{"auth-required"}, make: always(mailcore.Change{Field: "outgoing.auth", Value: string(mailcore.AutoAuth)})},
	{codes: []mailcore.Code{"pop-before-smtp"}, make: always(mailcore.Change{Field: "outgoing.pop.use", Value: "true"}, mailcore.Change{Field: "outgoing.pop.encryption", Value: string(mailcore.TLS)}, mailcore.Change{Field: "outgoing.pop.port", Value: "995"})},
	{codes: []mailcore.Code{"helo-fqdn"}, make: heloNames},
	{codes: []mailcore.Code{"sender-not-fqdn", "sender-domain", "sender-not-owned"}, make: senders},
}

func always(changes ...mailcore.Change) func(mailcore.Report, mailcore.Side) [][]mailcore.Change {
	return func(mailcore.Report, mailcore.Side) [][]mailcore.Change { return [][]mailcore.Change{changes} }
}

func (k remedyKind) suits(r mailcore.Report, f mailcore.Result) bool {
	return (k.faults == nil || slices.Contains(k.faults, f.Fault)) &&
		(k.steps == nil || slices.Contains(k.steps, f.Step)) &&
		(k.codes == nil || slices.Contains(k.codes, Diagnose(r)[0].Code))
}

// mostNames bounds how many host names of a certificate are tried: certificates
// that many customers share have a hundred.
const mostNames = 3

// certifiedNames are the names that the server's certificate is good for.
func certifiedNames(r mailcore.Report, side mailcore.Side) (all [][]mailcore.Change) {
	for name := range strings.FieldsSeq(r.Fact(side, "sans")) {
		if !strings.HasPrefix(name, "*") && len(all) < mostNames {
			all = append(all, []mailcore.Change{{Field: fieldOn(side, "outgoing.host"), Value: name}})
		}
	}
	return all
}

// usualNames are what servers of the sender's domain are mostly called.
func usualNames(r mailcore.Report, side mailcore.Side) (all [][]mailcore.Change) {
	home := cmp.Or(mailcore.Domain(r.Profile.From), mailcore.Domain(r.Profile.Outgoing.User), mailcore.Domain(r.Profile.Incoming.User))
	prefixes := []string{"smtp.", "mail.", ""}
	if side != mailcore.OutgoingSide {
		prefixes = []string{cmp.Or(map[mailcore.Protocol]string{mailcore.IMAP: "imap."}[r.Profile.Incoming.Protocol], "pop."), "mail.", ""}
	}
	for _, prefix := range prefixes {
		if home != "" {
			all = append(all, []mailcore.Change{{Field: fieldOn(side, "outgoing.host"), Value: prefix + home}})
		}
	}
	return all
}

// usualPorts are the pairs of encryption and port that servers mostly have.
func usualPorts(r mailcore.Report, side mailcore.Side) (all [][]mailcore.Change) {
	for _, e := range []mailcore.Encryption{mailcore.TLS, mailcore.STARTTLS} {
		all = append(all, []mailcore.Change{{Field: fieldOn(side, "outgoing.encryption"), Value: string(e)}, {Field: fieldOn(side, "outgoing.port"), Value: strconv.Itoa(usualPort(r, side, e))}})
	}
	return all
}

// usualPort is where servers mostly take from a side what e encrypts. Mail to
// be sent goes to the port of submission, not to that of relaying.
func usualPort(r mailcore.Report, side mailcore.Side, e mailcore.Encryption) int {
	switch {
	case side == mailcore.BeforeSide:
		return e.DefaultPOPPort()
	case side == mailcore.IncomingSide:
		return r.Profile.Incoming.Protocol.DefaultPort(e)
	case e == mailcore.NoEncryption:
		e = mailcore.STARTTLS
	}
	return e.DefaultPort()
}

// accountOn is the account of a side as it is meant: full-width letters are not.
func accountOn(r mailcore.Report, side mailcore.Side) string {
	_, _, user, _ := r.Profile.Endpoint(side)
	return norm.NFKC.String(user)
}

// userForms are the account with and without its domain.
func userForms(r mailcore.Report, side mailcore.Side) (all [][]mailcore.Change) {
	user := accountOn(r, side)
	field := fieldOn(side, "outgoing.user")
	if local, home, ok := strings.Cut(user, "@"); ok {
		return [][]mailcore.Change{{{Field: field, Value: local}}, {{Field: field, Value: local + "%" + home}}}
	}
	for _, home := range []string{mailcore.Domain(r.Profile.From), homeOf(r, side)} {
		if home != "" && user != "" {
			all = append(all, []mailcore.Change{{Field: field, Value: user + "@" + home}})
		}
	}
	return all
}

// homeOf is the registered domain of the server's name.
func homeOf(r mailcore.Report, side mailcore.Side) string {
	host, _, _, _ := r.Profile.Endpoint(side)
	home, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return ""
	}
	return home
}

// otherMethods are the mechanisms that the server offers and that were not
// tried; none where a server has refused the password itself. That is for nobody
// who could not keep to SCRAM.
func otherMethods(r mailcore.Report, side mailcore.Side) (all [][]mailcore.Change) {
	if side == mailcore.BeforeSide || refusedItself(r, side) {
		return nil
	}
	offered := strings.Fields(r.Fact(side, "mechanisms"))
	tried := r.Fact(side, "attempts")
	guarded := Diagnose(r)[0].Code == "challenge-malformed" && strings.HasPrefix(r.Fact(side, "method"), "SCRAM-")
	for _, m := range mailcore.Strength {
		if guarded && m.Revealing() {
			continue
		}
		if slices.Contains(offered, string(m)) && !strings.Contains(tried, string(m)+":") && m != mailcore.NTLM {
			all = append(all, []mailcore.Change{{Field: fieldOn(side, "outgoing.auth"), Value: string(m)}})
		}
	}
	return all
}

// refusedItself reports whether a server was given the password, not a proof of
// it, and said no.
func refusedItself(r mailcore.Report, side mailcore.Side) bool {
	for attempt := range strings.Lines(r.Fact(side, "attempts")) {
		method, reply, _ := strings.Cut(strings.TrimSpace(attempt), ": ")
		if mailcore.AuthMethod(method).Revealing() && mailcore.RefusesAccount(reply) {
			return true
		}
	}
	return false
}

// heloNames are names that a server may accept from us.
func heloNames(r mailcore.Report, _ mailcore.Side) (all [][]mailcore.Change) {
	for _, home := range []string{mailcore.Domain(r.Profile.From), mailcore.Domain(r.Profile.Outgoing.User), homeOf(r, mailcore.OutgoingSide)} {
		if home != "" {
			all = append(all, []mailcore.Change{{Field: "outgoing.helo", Value: home}})
		}
	}
	return all
}

// senders are addresses that belong to the account.
func senders(r mailcore.Report, _ mailcore.Side) (all [][]mailcore.Change) {
	user := r.Profile.Outgoing.User
	if strings.Contains(user, "@") {
		return [][]mailcore.Change{{{Field: "from", Value: user}}}
	}
	if home := homeOf(r, mailcore.OutgoingSide); home != "" && user != "" {
		all = append(all, []mailcore.Change{{Field: "from", Value: user + "@" + home}})
	}
	return all
}
