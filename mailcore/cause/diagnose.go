package cause

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/pattern"
)

// A rule recognises one cause of failure. Empty conditions match anything.
type rule struct {
	code     mailcore.Code
	severity mailcore.Severity
	field    string // of the form; on the POP side its POP counterpart is marked
	fault    mailcore.Fault
	steps    []mailcore.Step
	ports    []int
	method   mailcore.AuthMethod
	host     *saying           // what the name of the server contains; nil matches any
	sending  bool              // only an outgoing server means it so
	unused   bool              // only where the server offers a login that was not used
	known    bool              // not where nobody knows the step, whatever the words
	manner   string            // narrows the words of the code
	fact     string            // one that the test must have learned on this side
	speaks   string            // what answered, as the fact of that name
	plain    bool              // only where the connection was not encrypted
	guess    bool              // the same words are said of other causes too
	says     *saying           // what the server's words contain; nil matches anything
	fixes    []mailcore.Change // values may hold {placeholders} of the finding's Args
}

// Diagnose returns what r means: the root cause of a failure first, then what
// else is worth knowing. It looks at nothing but the report.
func Diagnose(r mailcore.Report) []mailcore.Finding {
	r = FailedWay(r)
	findings := []mailcore.Finding{}
	if failure, failed := r.Failure(); failed {
		usual := explain(r, failure)
		findings = append(findings, inWay(r, failure, usual)...)
	}
	for _, o := range observations {
		if o.when(r) {
			side := sideOfField(o.field)
			findings = append(findings, mailcore.Finding{Code: o.code, Severity: o.severity, Field: o.field, Side: side, Args: arguments(r, mailcore.Result{Side: side}), Fixes: []mailcore.Change{}})
		}
	}
	return findings
}

// FailedWay returns the first way of a test that failed, or else its first.
func FailedWay(r mailcore.Report) mailcore.Report {
	ways := r.Each()
	for _, way := range ways {
		if _, failed := way.Failure(); failed {
			return way
		}
	}
	return ways[0]
}

// CertificateEnds returns when the certificates end that a test saw, of the way
// that [FailedWay] returns, by side.
func CertificateEnds(r mailcore.Report) map[mailcore.Side]time.Time {
	way, seen := FailedWay(r), map[mailcore.Side]time.Time{}
	for _, side := range []mailcore.Side{mailcore.OutgoingSide, mailcore.BeforeSide, mailcore.IncomingSide} {
		if end, err := time.Parse(time.RFC3339, way.Fact(side, "not-after")); err == nil {
			seen[side] = end
		}
	}
	return seen
}

// explain says what the first rule that knows the failure says of it.
func explain(r mailcore.Report, failure mailcore.Result) mailcore.Finding {
	found := ruleFor(r, failure)
	args := arguments(r, failure)
	f := mailcore.Finding{Code: found.code, Severity: found.severity, Field: fieldOn(failure.Side, found.field), Side: failure.Side, Manner: found.mannerOf(r, failure), Args: args, Fixes: []mailcore.Change{}, Words: found.quote(failure)}
	if failure.Fault == mailcore.Invalid {
		f.Field = cmp.Or(failure.Facts["field"], f.Field)
		f.Fixes = append(f.Fixes, problemFixes(r, failure)...)
	}
	for _, fix := range found.fixes {
		if value := fill(fix.Value, args); value != "" {
			f.Fixes = append(f.Fixes, mailcore.Change{Field: fieldOn(failure.Side, fix.Field), Value: value})
		}
	}
	if found.code == "auth-fail" && len(f.Fixes) == 0 {
		f.Fixes = append(f.Fixes, loginFixes(r, failure)...)
	}
	if failure.Fault != mailcore.Invalid {
		f.Fixes = placed(r, f.Fixes)
	}
	f.Fixes = slices.DeleteFunc(f.Fixes, func(c mailcore.Change) bool {
		return r.Profile.Field(c.Field) != nil && r.Profile.Text(c.Field) == c.Value
	})
	return f
}

// ruleFor returns the first rule that matches; the last one matches
// everything.
func ruleFor(r mailcore.Report, failure mailcore.Result) rule {
	said := sync.OnceValue(func() string { return words(failure) })
	return rules[slices.IndexFunc(rules, func(rule rule) bool { return rule.fits(r, failure, said) })]
}

func (rule rule) matches(r mailcore.Report, f mailcore.Result) bool {
	return rule.fits(r, f, func() string { return words(f) })
}

// fits is matches for whoever asks many rules: said are the words of f.
func (rule rule) fits(r mailcore.Report, f mailcore.Result, said func() string) bool {
	return (rule.fault == "" || rule.fault == f.Fault) &&
		rule.at(f.Step) &&
		(rule.ports == nil || slices.Contains(rule.ports, portOn(r, f.Side))) &&
		(rule.host == nil || rule.host.in(hostOn(r, f.Side))) &&
		(!rule.sending || !receiving(f.Side)) &&
		(!rule.unused || unused(r, f)) &&
		(rule.method == "" || string(rule.method) == f.Facts["method"]) &&
		(rule.fact == "" || r.Fact(f.Side, rule.fact) != "") &&
		(rule.speaks == "" || rule.speaks == f.Facts["speaks"]) &&
		(!rule.plain || r.Fact(f.Side, "tls-version") == "") &&
		(rule.says == nil || rule.says.in(said()))
}

// at reports whether the rule is about that step. A step that nobody knows, as
// in an error message that was pasted, fits where the words decide; but words
// about a login are too common to decide alone.
func (rule rule) at(step mailcore.Step) bool {
	unknown := step == "" && rule.says != nil && !rule.known && !slices.Contains(rule.steps, mailcore.Authorize) && !slices.Contains(rule.steps, mailcore.StartTLS)
	return rule.steps == nil || unknown || slices.Contains(rule.steps, step)
}

// words are what a rule looks for text in: the reply, or for settings the
// code of their problem, or for a certificate who issued it. A sentence of a
// reply may go over several lines, so it is there once more on a single one.
func words(f mailcore.Result) string {
	if fact := cmp.Or(f.Facts["problem"], f.Facts["issuer"]); fact != "" {
		return fact
	}
	if lines := mailcore.ParseReply(f.Reply).Text; strings.Contains(lines, "\n") {
		return f.Reply + "\n" + nextLine.ReplaceAllString(lines, " ")
	}
	return f.Reply
}

// nextLine is what separates the words of a reply of several lines.
var nextLine = pattern.New(`\n(?:[245]\.\d{1,3}\.\d{1,3}\s+)?`)

// quote returns the words of the server that led to the rule, "" where it was
// not words.
func (rule rule) quote(f mailcore.Result) string {
	if f.Fault != mailcore.Replied {
		return ""
	}
	text := words(f)
	if rule.says != nil {
		if at := rule.says.find(text); at != nil {
			return lineAt(text, at)
		}
	}
	return lineAt(f.Reply, []int{0, 0})
}

func portOn(r mailcore.Report, side mailcore.Side) int {
	_, port, _, _ := r.Profile.Endpoint(side)
	return port
}

func hostOn(r mailcore.Report, side mailcore.Side) string {
	host, _, _, _ := r.Profile.Endpoint(side)
	return host
}

// receiving reports whether POP3 or IMAP is spoken on a side.
func receiving(side mailcore.Side) bool {
	return side == mailcore.IncomingSide || side == mailcore.BeforeSide
}

// unused reports whether the server offered a login that was not asked for.
func unused(r mailcore.Report, f mailcore.Result) bool {
	return r.Fact(f.Side, "mechanisms") != "" && r.Fact(f.Side, "method") == ""
}

// fieldOn returns the form row that a finding on side is about.
func fieldOn(side mailcore.Side, field string) string {
	rest, ok := strings.CutPrefix(field, "outgoing.")
	switch {
	case !ok || rest == "helo" || strings.HasPrefix(rest, "pop."):
		return field
	case side == mailcore.IncomingSide:
		return "incoming." + rest
	case side == mailcore.BeforeSide && rest != "timeout":
		return "outgoing.pop." + rest
	}
	return field
}

// sideOfField is the inverse of fieldOn, as far as the field tells.
func sideOfField(field string) mailcore.Side {
	switch {
	case strings.HasPrefix(field, "incoming."):
		return mailcore.IncomingSide
	case strings.HasPrefix(field, "outgoing.pop."):
		return mailcore.BeforeSide
	}
	return mailcore.OutgoingSide
}

// problemFixes looks the settings over again for what was probably meant.
func problemFixes(r mailcore.Report, failure mailcore.Result) []mailcore.Change {
	way := products.Way{Products: r.For, From: r.Profile.From}
	for _, p := range append(products.Problems(r.Profile, ""), way.Problems(r.Profile, r.Scope)...) {
		if p.Field == failure.Facts["field"] && p.Code == failure.Facts["problem"] {
			return p.Fixes
		}
	}
	return nil
}

func fill(text string, args map[string]string) string {
	for name, value := range args {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	if strings.Contains(text, "{") {
		return ""
	}
	return text
}

// arguments are what the words of a finding may name.
func arguments(r mailcore.Report, failure mailcore.Result) map[string]string {
	side := cmp.Or(failure.Side, mailcore.OutgoingSide)
	host, port, user, encryption := r.Profile.Endpoint(side)
	args := map[string]string{
		"host": host, "port": strconv.Itoa(port), "user": user, "encryption": string(encryption),
		"from": r.Profile.From, "to": r.Profile.TestTo, "timeout": strconv.Itoa(r.Profile.Timeout(side)),
		"reply": firstLine(failure.Reply), "limit": strconv.Itoa(r.Profile.Outgoing.SizeLimit),
		"wait": strconv.Itoa(int(r.Profile.Patience().Seconds())),
	}
	tellReceiving(args, r.Profile, side)
	args["tlsport"] = strconv.Itoa(r.Profile.TLSPort(side))
	args["usualport"] = strconv.Itoa(usualPort(r, side, encryption))
	if args["usualport"] != args["port"] {
		args["otherport"] = args["usualport"]
	}
	if d := r.Delivery; d != nil {
		args["folder"], args["rewritten"] = d.Folder, mailcore.FieldsOf(d.Rewritten)
	}
	for arg, fact := range factArguments {
		args[arg] = r.Fact(side, fact)
	}
	args["step"] = string(failure.Step)
	args["fields"] = cmp.Or(failure.Facts["fields"], failure.Facts["field"])
	args["enhanced"] = meaning(cmp.Or(mailcore.ParseReply(failure.Reply).Enhanced, enhancedIn(failure.Reply)))
	args["notbefore"], args["notafter"] = localTime(args["notbefore"]), localTime(args["notafter"])
	args["failed"] = failedMethods(r.Fact(side, "attempts"))
	args["name"] = likelyName(args["names"])
	args["alert"] = strings.Join(alertsIn(r), " / ")
	args["referral"] = referredTo(failure.Reply)
	for _, id := range r.For {
		for name, value := range products.Arguments(r.Profile, id) {
			args[name] = cmp.Or(args[name], value)
		}
	}
	return args
}

// factArguments names the facts that words may use.
var factArguments = map[string]string{
	"names": "sans", "issuer": "issuer", "missing": "missing-issuer", "source": "issuer-url", "notafter": "not-after", "notbefore": "not-before", "days": "days-left",
	"mechanisms": "mechanisms", "addresses": "address", "helo": "helo", "size": "size", "method": "method",
	"fingerprint": "fingerprint", "iterations": "iterations", "problem": "problem", "count": "would-delete", "large": "too-large",
	"silent": "silent", "family": "family", "known": "known", "other": "other-worked", "otherwise": "otherwise",
}

// localTime writes a fact's RFC 3339 time as people here read it.
func localTime(fact string) string {
	at, err := time.Parse(time.RFC3339, fact)
	if err != nil {
		return fact
	}
	return at.Local().Format("2006-01-02 15:04")
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func failedMethods(attempts string) string {
	var names []string
	for line := range strings.Lines(attempts) {
		name, _, _ := strings.Cut(line, ":")
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// likelyName picks from a certificate the name to enter as the host: the
// first that is no wildcard.
func likelyName(names string) string {
	for name := range strings.FieldsSeq(names) {
		if !strings.HasPrefix(name, "*") {
			return name
		}
	}
	return ""
}

var referralURL = pattern.New(`(?i)\[REFERRAL imaps?://(?:[^@/\]\s]*@)?([^/:\]\s]+)`)

// referredTo is the server at which an IMAP server says the account is (RFC
// 2221). Nobody proves it: it is shown, and never tried.
func referredTo(reply string) string {
	if m := referralURL.FindStringSubmatch(reply); m != nil {
		return m[1]
	}
	return ""
}

// observations are what is worth knowing beside a cause, or when all is well.
var observations = []struct {
	code     mailcore.Code
	severity mailcore.Severity
	field    string
	when     func(mailcore.Report) bool
}{
	{"plaintext-used", mailcore.Warning, "outgoing.encryption", func(r mailcore.Report) bool { return passwordInClear(r, mailcore.OutgoingSide) }},
	{"plaintext-used", mailcore.Warning, "outgoing.pop.encryption", func(r mailcore.Report) bool { return passwordInClear(r, mailcore.BeforeSide) }},
	{"plaintext-used", mailcore.Warning, "incoming.encryption", func(r mailcore.Report) bool { return passwordInClear(r, mailcore.IncomingSide) }},
	{"certificate-expires-soon", mailcore.Warning, "outgoing.host", func(r mailcore.Report) bool { return daysLeft(r) < soonDays }},
	{"pop-other-family", mailcore.Warning, "outgoing.pop.host", func(r mailcore.Report) bool { return otherFamily(r) }},
	{"address-silent", mailcore.Warning, "outgoing.host", func(r mailcore.Report) bool { return r.Fact(mailcore.OutgoingSide, "silent") != "" }},
	{"address-silent", mailcore.Warning, "outgoing.pop.host", func(r mailcore.Report) bool { return r.Fact(mailcore.BeforeSide, "silent") != "" }},
	{"address-silent", mailcore.Warning, "incoming.host", func(r mailcore.Report) bool { return r.Fact(mailcore.IncomingSide, "silent") != "" }},
	{"auth-fell-back", mailcore.Warning, "outgoing.auth", func(r mailcore.Report) bool { return stateOf(r, mailcore.Authorize) == mailcore.Warned }},
	{"scram-iterations", mailcore.Warning, "outgoing.auth", func(r mailcore.Report) bool { return fewIterations(r, mailcore.OutgoingSide) }},
	{"scram-iterations", mailcore.Warning, "outgoing.pop.auth", func(r mailcore.Report) bool { return fewIterations(r, mailcore.BeforeSide) }},
	{"scram-iterations", mailcore.Warning, "incoming.auth", func(r mailcore.Report) bool { return fewIterations(r, mailcore.IncomingSide) }},
	{"imap-alert", mailcore.Warning, "incoming.user", func(r mailcore.Report) bool { return len(alertsIn(r)) > 0 }},
	{"charset-fallback", mailcore.Warning, "charset", func(r mailcore.Report) bool { return stateOf(r, mailcore.Data) == mailcore.Warned }},
	{"size-limit", mailcore.Warning, "outgoing.size_limit", func(r mailcore.Report) bool { return limitTooLarge(r) }},
	{"certificate-pinned", mailcore.Note, "pin", func(r mailcore.Report) bool { return r.Fact(mailcore.OutgoingSide, "verified") == "pin" }},
	{"starttls-available", mailcore.Note, "outgoing.encryption", func(r mailcore.Report) bool {
		return unencrypted(r) && r.Fact(mailcore.OutgoingSide, "starttls") != ""
	}},
	{"no-encryption", mailcore.Note, "outgoing.encryption", func(r mailcore.Report) bool {
		return unencrypted(r) && stateOf(r, mailcore.Queued) == mailcore.Passed
	}},
	{"found-in-junk", mailcore.Warning, "", func(r mailcore.Report) bool { return r.Delivery != nil && r.Delivery.Junk }},
	{"auth-dns-seen", mailcore.Warning, "from", func(r mailcore.Report) bool {
		return r.Delivery != nil && (r.Delivery.SPF == "fail" || r.Delivery.DMARC == "fail" || r.Delivery.Signed == "fail")
	}},
	{"mail-rewritten", mailcore.Note, "", func(r mailcore.Report) bool { return r.Delivery != nil && len(r.Delivery.Rewritten) > 0 }},
	{"uidl-not-unique", mailcore.Warning, "incoming.protocol", func(r mailcore.Report) bool {
		return stateOn(r, mailcore.IncomingSide, mailcore.UIDL) == mailcore.Warned
	}},
	{"mail-too-large", mailcore.Warning, "incoming.size_limit", func(r mailcore.Report) bool { return r.Mailbox != nil && r.Mailbox.TooLarge > 0 }},
	{"would-delete", mailcore.Warning, "incoming.delete", func(r mailcore.Report) bool { return r.Mailbox != nil && len(r.Mailbox.WouldDelete) > 0 }},
	{"quit-failed", mailcore.Note, "", func(r mailcore.Report) bool { return stateOf(r, mailcore.Quit) == mailcore.Warned }},
	{"product-tls", mailcore.Warning, "products", func(r mailcore.Report) bool { return cloud(r) && oldTLS(r) }},
	{"product-certificate", mailcore.Warning, "pin", func(r mailcore.Report) bool { return cloud(r) && pinned(r) }},
	{"product-uidl", mailcore.Warning, "products", func(r mailcore.Report) bool {
		return into(r, products.MailShare) && stateOn(r, mailcore.IncomingSide, mailcore.UIDL) == mailcore.Failed
	}},
	{"product-elsewhere", mailcore.Note, "products", func(r mailcore.Report) bool { return cloud(r) && r.Ended() && r.OK() }},
}

// unencrypted reports whether a test sent without encryption, because it was
// told so and no product made more of it.
func unencrypted(r mailcore.Report) bool {
	return r.Profile.Outgoing.Encryption == mailcore.NoEncryption && r.Fact(mailcore.OutgoingSide, "upgrade") == ""
}

// soonDays is when the end of a certificate is worth a warning: certbot
// renews then, so that what is left is renewed by hand or has been forgotten.
const soonDays = 30

func daysLeft(r mailcore.Report) int {
	days, err := strconv.Atoi(r.Fact(mailcore.OutgoingSide, "days-left"))
	if err != nil || stateOf(r, mailcore.Certificate) != mailcore.Passed {
		return soonDays
	}
	return days
}

func stateOf(r mailcore.Report, step mailcore.Step) mailcore.State {
	return stateOn(r, mailcore.OutgoingSide, step)
}

func stateOn(r mailcore.Report, side mailcore.Side, step mailcore.Step) mailcore.State {
	res, _ := r.Result(side, step)
	return res.State
}

func passwordInClear(r mailcore.Report, side mailcore.Side) bool {
	res, ok := r.Result(side, mailcore.Authorize)
	method := mailcore.AuthMethod(res.Facts["method"])
	sent := res.State == mailcore.Passed || res.State == mailcore.Warned || res.Fault == mailcore.Replied
	return ok && sent && method.Revealing() && r.Fact(side, "tls-version") == ""
}

// alertsIn are what a server wants people to be shown, each once, but for what
// they see already because it is what the server refused with.
func alertsIn(r mailcore.Report) (all []string) {
	failure, _ := r.Failure()
	for _, res := range r.Results {
		for line := range strings.SplitSeq(res.Facts["alert"], "\n") {
			if line != "" && !strings.Contains(failure.Reply, line) && !slices.Contains(all, line) {
				all = append(all, line)
			}
		}
	}
	return all
}

// soundIterations is the least that RFC 5802 5.1 wants of a server of SCRAM.
const soundIterations = 4096

// fewIterations reports whether a server asked for less, but for what is a
// cause of its own.
func fewIterations(r mailcore.Report, side mailcore.Side) bool {
	n, err := strconv.Atoi(r.Fact(side, "iterations"))
	res, _ := r.Result(side, mailcore.Authorize)
	return err == nil && n < soundIterations && res.Fault != mailcore.TooWeak
}

func otherFamily(r mailcore.Report) bool {
	a, b := r.Fact(mailcore.BeforeSide, "family"), r.Fact(mailcore.OutgoingSide, "family")
	return a != "" && b != "" && a != b
}

func limitTooLarge(r mailcore.Report) bool {
	size, err := strconv.ParseInt(r.Fact(mailcore.OutgoingSide, "size"), 10, 64)
	return err == nil && size > 0 && int64(r.Profile.Outgoing.SizeLimit)<<20 > size
}

// says is a pattern in which case does not matter and ^ and $ are ends of
// lines.
func says(expr string) *pattern.Pattern {
	return pattern.Later(func() string { return `(?im)` + expr })
}
