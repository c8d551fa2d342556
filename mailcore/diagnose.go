package mailcore

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A rule recognises one cause of failure. Empty conditions match anything.
type rule struct {
	code     Code
	severity Severity
	field    string // of the form; on the POP side its POP counterpart is marked
	fault    Fault
	steps    []Step
	ports    []int
	method   AuthMethod
	fact     string   // one that the test must have learned on this side
	plain    bool     // only where the connection was not encrypted
	guess    bool     // the same words are said of other causes too
	says     *saying  // what the server's words contain; nil matches anything
	fixes    []Change // values may hold {placeholders} of the finding's Args
}

// Diagnose returns what r means: the root cause of a failure first, then what
// else is worth knowing. It looks at nothing but the report.
func Diagnose(r Report) []Finding {
	findings := []Finding{}
	if failure, failed := r.Failure(); failed {
		findings = append(findings, explain(r, failure))
	}
	for _, o := range observations {
		if o.when(r) {
			findings = append(findings, Finding{Code: o.code, Severity: o.severity, Field: o.field, Args: arguments(r, Result{}), Fixes: []Change{}})
		}
	}
	return findings
}

// explain says what the first rule that knows the failure says of it.
func explain(r Report, failure Result) Finding {
	found := ruleFor(r, failure)
	args := arguments(r, failure)
	f := Finding{Code: found.code, Severity: found.severity, Field: fieldOn(failure.Side, found.field), Args: args, Fixes: []Change{}, Words: found.quote(failure)}
	if failure.Fault == Invalid {
		f.Field = cmp.Or(failure.Facts["field"], f.Field)
		f.Fixes = append(f.Fixes, problemFixes(r, failure)...)
	}
	for _, fix := range found.fixes {
		if value := fill(fix.Value, args); value != "" {
			f.Fixes = append(f.Fixes, Change{fieldOn(failure.Side, fix.Field), value})
		}
	}
	return f
}

// ruleFor returns the first rule that matches; the last one matches
// everything.
func ruleFor(r Report, failure Result) rule {
	return rules[slices.IndexFunc(rules, func(rule rule) bool { return rule.matches(r, failure) })]
}

func (rule rule) matches(r Report, f Result) bool {
	return (rule.fault == "" || rule.fault == f.Fault) &&
		rule.at(f.Step) &&
		(rule.ports == nil || slices.Contains(rule.ports, portOn(r, f.Side))) &&
		(rule.method == "" || string(rule.method) == f.Facts["method"]) &&
		(rule.fact == "" || r.Fact(f.Side, rule.fact) != "") &&
		(!rule.plain || r.Fact(f.Side, "tls-version") == "") &&
		(rule.says == nil || rule.says.in(words(f)))
}

// at reports whether the rule is about that step. A step that nobody knows, as
// in an error message that was pasted, fits where the words decide; but words
// about a login are too common to decide alone.
func (rule rule) at(step Step) bool {
	unknown := step == "" && rule.says != nil && !slices.Contains(rule.steps, Authorize) && !slices.Contains(rule.steps, StartTLS)
	return rule.steps == nil || unknown || slices.Contains(rule.steps, step)
}

// words are what a rule looks for text in: the reply, or for settings the
// code of their problem, or for a certificate who issued it. A sentence of a
// reply may go over several lines, so it is there once more on a single one.
func words(f Result) string {
	if fact := cmp.Or(f.Facts["problem"], f.Facts["issuer"]); fact != "" {
		return fact
	}
	if lines := ParseReply(f.Reply).Text; strings.Contains(lines, "\n") {
		return f.Reply + "\n" + nextLine.ReplaceAllString(lines, " ")
	}
	return f.Reply
}

// nextLine is what separates the words of a reply of several lines.
var nextLine = regexp.MustCompile(`\n(?:[245]\.\d{1,3}\.\d{1,3}\s+)?`)

// quote returns the words of the server that led to the rule, "" where it was
// not words.
func (rule rule) quote(f Result) string {
	if f.Fault != Replied {
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

func portOn(r Report, side Side) int {
	_, port, _, _ := r.Profile.Endpoint(side)
	return port
}

// fieldOn returns the form row that a finding on side is about.
func fieldOn(side Side, field string) string {
	rest, ok := strings.CutPrefix(field, "outgoing.")
	switch {
	case !ok || rest == "helo" || strings.HasPrefix(rest, "pop."):
		return field
	case side == IncomingSide:
		return "incoming." + rest
	case side == BeforeSide && rest != "timeout":
		return "outgoing.pop." + rest
	}
	return field
}

// problemFixes looks the settings over again for what was probably meant.
func problemFixes(r Report, failure Result) []Change {
	for _, p := range r.Profile.Check("") {
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
func arguments(r Report, failure Result) map[string]string {
	side := cmp.Or(failure.Side, OutgoingSide)
	host, port, user, encryption := r.Profile.Endpoint(side)
	args := map[string]string{
		"host": host, "port": strconv.Itoa(port), "user": user, "encryption": string(encryption),
		"from": r.Profile.From, "to": r.Profile.TestTo, "timeout": strconv.Itoa(r.Profile.Timeout(side)),
		"reply": firstLine(failure.Reply), "limit": strconv.Itoa(r.Profile.Outgoing.SizeLimit),
		"wait": strconv.Itoa(int(r.Profile.Patience().Seconds())),
	}
	args["tlsport"] = strconv.Itoa(r.Profile.TLSPort(side))
	if d := r.Delivery; d != nil {
		args["folder"], args["rewritten"] = d.Folder, FieldsOf(d.Rewritten)
	}
	for arg, fact := range factArguments {
		args[arg] = r.Fact(side, fact)
	}
	args["step"] = string(failure.Step)
	args["enhanced"] = meaning(cmp.Or(ParseReply(failure.Reply).Enhanced, enhancedIn(failure.Reply)))
	args["notbefore"], args["notafter"] = localTime(args["notbefore"]), localTime(args["notafter"])
	args["failed"] = failedMethods(r.Fact(side, "attempts"))
	args["name"] = likelyName(args["names"])
	return args
}

// factArguments names the facts that words may use.
var factArguments = map[string]string{
	"names": "sans", "issuer": "issuer", "notafter": "not-after", "notbefore": "not-before", "days": "days-left",
	"mechanisms": "mechanisms", "addresses": "address", "helo": "helo", "size": "size", "method": "method",
	"fingerprint": "fingerprint", "problem": "problem", "count": "would-delete", "large": "too-large",
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

// observations are what is worth knowing beside a cause, or when all is well.
var observations = []struct {
	code     Code
	severity Severity
	field    string
	when     func(Report) bool
}{
	{"plaintext-used", Warning, "outgoing.encryption", func(r Report) bool { return passwordInClear(r, OutgoingSide) }},
	{"plaintext-used", Warning, "outgoing.pop.encryption", func(r Report) bool { return passwordInClear(r, BeforeSide) }},
	{"plaintext-used", Warning, "incoming.encryption", func(r Report) bool { return passwordInClear(r, IncomingSide) }},
	{"certificate-expires-soon", Warning, "outgoing.host", func(r Report) bool { return daysLeft(r) < soonDays }},
	{"pop-other-family", Warning, "outgoing.pop.host", func(r Report) bool { return otherFamily(r) }},
	{"auth-fell-back", Warning, "outgoing.auth", func(r Report) bool { return stateOf(r, Authorize) == Warned }},
	{"charset-fallback", Warning, "charset", func(r Report) bool { return stateOf(r, Data) == Warned }},
	{"size-limit", Warning, "outgoing.size_limit", func(r Report) bool { return limitTooLarge(r) }},
	{"certificate-pinned", Note, "pin", func(r Report) bool { return r.Fact(OutgoingSide, "verified") == "pin" }},
	{"starttls-available", Note, "outgoing.encryption", func(r Report) bool {
		return r.Profile.Outgoing.Encryption == NoEncryption && r.Fact(OutgoingSide, "starttls") != ""
	}},
	{"no-encryption", Note, "outgoing.encryption", func(r Report) bool {
		return r.Profile.Outgoing.Encryption == NoEncryption && stateOf(r, Queued) == Passed
	}},
	{"found-in-junk", Warning, "", func(r Report) bool { return r.Delivery != nil && r.Delivery.Junk }},
	{"auth-dns-seen", Warning, "from", func(r Report) bool {
		return r.Delivery != nil && (r.Delivery.SPF == "fail" || r.Delivery.DMARC == "fail" || r.Delivery.Signed == "fail")
	}},
	{"mail-rewritten", Note, "", func(r Report) bool { return r.Delivery != nil && len(r.Delivery.Rewritten) > 0 }},
	{"uidl-not-unique", Warning, "incoming.protocol", func(r Report) bool { return stateOn(r, IncomingSide, UIDL) == Warned }},
	{"mail-too-large", Warning, "incoming.size_limit", func(r Report) bool { return r.Mailbox != nil && r.Mailbox.TooLarge > 0 }},
	{"would-delete", Warning, "incoming.delete", func(r Report) bool { return r.Mailbox != nil && len(r.Mailbox.WouldDelete) > 0 }},
	{"quit-failed", Note, "", func(r Report) bool { return stateOf(r, Quit) == Warned }},
	{"product-tls", Warning, "products", func(r Report) bool { return cloud(r) && oldTLS(r) }},
	{"product-certificate", Warning, "pin", func(r Report) bool { return cloud(r) && pinned(r) }},
	{"product-uidl", Warning, "products", func(r Report) bool { return into(r, MailShare) && stateOn(r, IncomingSide, UIDL) == Failed }},
	{"product-elsewhere", Note, "products", func(r Report) bool { return cloud(r) && r.Ended() && r.OK() }},
}

// soonDays is when the end of a certificate is worth a warning.
const soonDays = 30

func daysLeft(r Report) int {
	days, err := strconv.Atoi(r.Fact(OutgoingSide, "days-left"))
	if err != nil || stateOf(r, Certificate) != Passed {
		return soonDays
	}
	return days
}

func stateOf(r Report, step Step) State { return stateOn(r, OutgoingSide, step) }

func stateOn(r Report, side Side, step Step) State {
	res, _ := r.Result(side, step)
	return res.State
}

func passwordInClear(r Report, side Side) bool {
	res, ok := r.Result(side, Authorize)
	method := AuthMethod(res.Facts["method"])
	sent := res.State == Passed || res.State == Warned || res.Fault == Replied
	return ok && sent && method.Revealing() && r.Fact(side, "tls-version") == ""
}

func otherFamily(r Report) bool {
	a, b := r.Fact(BeforeSide, "family"), r.Fact(OutgoingSide, "family")
	return a != "" && b != "" && a != b
}

func limitTooLarge(r Report) bool {
	size, err := strconv.ParseInt(r.Fact(OutgoingSide, "size"), 10, 64)
	return err == nil && size > 0 && int64(r.Profile.Outgoing.SizeLimit)<<20 > size
}

// says is a pattern in which case does not matter and ^ and $ are ends of
// lines. It is compiled when a failure first comes that far.
func says(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?im)` + pattern) })
}
