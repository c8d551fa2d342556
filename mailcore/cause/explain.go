package cause

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"todoku/mailcore"
	"todoku/pattern"
)

// An Explanation is what a text that somebody pasted means: a saved report,
// the error message of any program, or a conversation with a server.
type Explanation struct {
	Finding    mailcore.Finding
	Seen       string        // the words of the text that led to it; "" where none did
	Side       mailcore.Side // whose server it is about; "" where the text does not tell
	Step       mailcore.Step // at which it failed; "" where the text does not tell
	Code       int           // of the server's reply in SMTP; 0 where there is none
	Enhanced   string        // such as "5.7.8" (RFC 3463), or ""
	Confidence Confidence    // in the finding
	Said       string        // which words of the text are a server's; "" where none are
	Speaker    Speaker       // the program that it comes from
	Text       string        // as it was read, for people to see; "" of a saved report
	Cut        bool          // the text was longer than [MaxText], and its end was read
}

// Confidence says how much a finding can be relied on. The values are printed
// as they are.
type Confidence string

// The degrees of confidence.
const (
	High   Confidence = "high"   // the text names this cause
	Medium Confidence = "medium" // it fits the text, which leaves others open
	Low    Confidence = "low"    // the text tells the class of the failure only
)

// Explain finds the one cause that text is about. It looks at nothing but the
// text, and of one that is longer than [MaxText] at its end. The error is
// [ErrEmpty] or [ErrBinary].
func Explain(text []byte) (Explanation, error) {
	if r, ok := savedReport(text); ok {
		return explainReport(r), nil
	}
	if e, ok := ownResult(text); ok {
		return e, nil
	}
	end, cut := endOf(text)
	legible, err := readText(end)
	if err != nil {
		return Explanation{}, err
	}
	legible = hidden(legible)
	e, ok := gaugesInText(legible)
	if !ok {
		e = explainText(legible)
	}
	e.Text, e.Cut = legible, cut
	return e, nil
}

// savedReport reads a report from the history, or the report inside a larger
// object such as an inquiry.
func savedReport(text []byte) (mailcore.Report, bool) {
	var saved struct {
		mailcore.Report
		Inner mailcore.Report `json:"report"`
	}
	if len(text) > MaxText || json.Unmarshal(text, &saved) != nil {
		return mailcore.Report{}, false
	}
	for _, r := range []mailcore.Report{saved.Report, saved.Inner} {
		if len(r.Results) > 0 {
			return r, true
		}
	}
	return mailcore.Report{}, false
}

// explainReport takes what [Diagnose] says: it knows more than any text.
func explainReport(r mailcore.Report) Explanation {
	findings := Diagnose(r)
	if len(findings) == 0 {
		return Explanation{Finding: nothingFailed.finding(mailcore.OutgoingSide), Confidence: High}
	}
	failure, _ := r.Failure()
	e := explained(findings[0], failure, High)
	e.Seen = cmp.Or(e.Finding.Words, firstLine(failure.Reply))
	return e
}

// A clue is what a text tells about a failure, in the terms of a report.
type clue struct {
	failure    mailcore.Result
	seen       string
	confidence Confidence
	coded      bool // a codebook has the words
}

// explainText turns the text into a result, so that the rules of [Diagnose]
// serve here too.
func explainText(text string) Explanation {
	text = goStamp.ReplaceAllString(text, "")
	read := telling(text)
	english := inEnglish(read)
	f, _ := frameOf(english)
	speaker := f.speaker(english)
	spoken := f.protocol
	if plain := withoutStack(text); plain != text {
		spoken = cmp.Or(spoken, spokenIn(english, talk{})) // the source names it, where the message does not
		read = telling(plain)
		english = inEnglish(read)
	}
	e := explainEnglish(english, spoken)
	if english != read && e.Confidence == Low { // a phrase may say less than the text
		if plain := explainEnglish(read, spoken); plain.Confidence != Low {
			e = plain
		}
	}
	for _, shown := range []*string{&e.Seen, &e.Said, &e.Finding.Words} {
		*shown = untranslated(read, english, *shown)
	}
	e.Speaker = speaker
	return e
}

// goStamp is what the log of Go puts before a message.
var goStamp = pattern.New(`(?m)^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?:\.\d+)? `)

// looks are the ways to find what failed, what a server has said itself before
// what a program makes of it.
var looks = []func(string, talk) (clue, bool){strangerInText, refusedInTalk, codeInText, replyInText, settingInText, unusedLogin, signInText, statusInText}

func explainEnglish(text string, spoken mailcore.Protocol) Explanation {
	words := withoutOwn(text)
	e := explainWords(text, words, spoken)
	for _, shown := range []*string{&e.Seen, &e.Said, &e.Finding.Words} {
		*shown = untranslated(text, words, *shown)
	}
	return e
}

// explainWords explains a text by its words that are not the program's own.
func explainWords(text, words string, spoken mailcore.Protocol) Explanation {
	said := readTalk(text)
	said.signs = map[string]signFound{}
	said.spoken = cmp.Or(said.spoken, spoken)
	if said.delivered() {
		return Explanation{Finding: nothingFailed.finding(mailcore.OutgoingSide), Side: mailcore.OutgoingSide, Confidence: Medium}
	}
	r := mailcore.Report{Profile: guessProfile(text)}
	var kind Explanation // where the words tell no more than that
	for _, look := range looks {
		c, ok := look(words, said)
		if !ok {
			continue
		}
		c.failure.Side = sideOf(r.Profile, c.failure, text)
		if fault := silentPort(r, c.failure, text); fault != mailcore.NoFault {
			c.failure.Fault, c.confidence = fault, Medium
		}
		e := explainClue(r, c, text, said)
		switch {
		case e.Finding.Code == "unexplained":
			continue
		case c.confidence == Low:
			kind = e
			continue
		}
		if plainer, ok := signBehind(r, e, text, said); ok {
			return plainer
		}
		return e
	}
	if e, ok := ruleInText(r, words); ok {
		return e
	}
	if kind.Finding.Code != "" {
		return kind
	}
	e := unsaidInText(text)
	if e.Finding.Code != "nothing-found" {
		return e
	}
	if own, ok := ruleInText(r, text); ok { // what the program says itself
		return own
	}
	return e
}

// silentPort is the fault of a server that does not greet where TLS comes
// first. A test of our own looks, and needs no number.
func silentPort(r mailcore.Report, f mailcore.Result, text string) mailcore.Fault {
	if f.Step == mailcore.Greeting && slices.Contains(silences, f.Fault) && strangePort.MatchString(text) {
		return mailcore.NotMail
	}
	if f.Step == mailcore.Greeting && slices.Contains(silences, f.Fault) && slices.Contains(implicitPorts, portOn(r, f.Side)) {
		return mailcore.WantsTLS
	}
	return mailcore.NoFault
}

var (
	implicitPorts = []int{465, 993, 995}
	silences      = []mailcore.Fault{mailcore.Timeout, mailcore.Closed, mailcore.Reset}
)

// signBehind looks for a fault where the reply tells no more than its class: a
// program may wrap the one in the other.
func signBehind(r mailcore.Report, e Explanation, text string, said talk) (Explanation, bool) {
	if e.Finding.Code != "perm-5xx" && e.Finding.Code != "temp-4xx" || len(said.refusals) > 0 {
		return e, false
	}
	c, ok := signInText(text, said)
	if !ok || c.confidence != High || slices.Contains([]mailcore.Fault{mailcore.Closed, mailcore.Reset, mailcore.Timeout, mailcore.NotMail}, c.failure.Fault) {
		return e, false
	}
	c.confidence = Medium
	c.failure.Side = sideOf(r.Profile, c.failure, text)
	return explainClue(r, c, text, said), true
}

func explainClue(r mailcore.Report, c clue, text string, said talk) Explanation {
	c.failure.Facts = said.facts(c.failure.Facts)
	if c.failure.Facts["method"] == "" && strangerRefused.in(c.failure.Reply) {
		c.failure.Step, c.failure.Facts["mechanisms"] = mailcore.RcptTo, cmp.Or(c.failure.Facts["mechanisms"], "AUTH")
	}
	r.Results = []mailcore.Result{c.failure}
	if c.confidence == High && !earned(r, c, text) {
		c.confidence = Medium
	}
	f := explain(r, asClosed(r, c.failure))
	e := explained(f, c.failure, c.confidence)
	if e.Seen = c.seen; f.Words != "" && strings.Contains(text, f.Words) {
		e.Seen = f.Words
	}
	e.Finding.Args = told(e.Finding.Args)
	e.Said = saidIn(text, c.failure)
	return e
}

// earned reports whether the text excludes every other cause: a code that a
// standard or a library defines does, and so do the words of a server that fit
// one cause only. What a program says in prose of its own never does.
func earned(r mailcore.Report, c clue, text string) bool {
	if c.failure.Fault == mailcore.Replied {
		return !supposed.MatchString(c.seen) && coded.MatchString(c.failure.Reply) && !ruleFor(r, c.failure).guess && !contested(r, c.failure)
	}
	switch {
	case slices.Contains(symptoms, c.failure.Fault), either.MatchString(text) && !strings.Contains(text, "is after"):
		return false
	}
	return c.coded || slices.ContainsFunc(orderedSigns(), func(s sign) bool {
		return s.coded && !s.guess && s.fault == c.failure.Fault && s.says.in(text)
	})
}

// supposed is a reply that did not come but is spoken of, as in advice.
var supposed = pattern.New(`(?i)^[^\d\n]*\b(?:if|when|whenever|for example|e\.g|such as|in case)\b[^\d\n]*[45]\d\d\b|[45]\d\d[^\n]*(?:と表示され|が出た(?:とき|場合|ら)|の(?:場合|とき)は)`)

// symptoms are how many a cause shows itself.
var symptoms = []mailcore.Fault{mailcore.Closed, mailcore.Reset}

// either is what is printed of a certificate that is too old or too new, with
// the times behind it, or without.
var either = pattern.New(`(?i)expired or (?:is )?not yet valid|not yet valid or (?:has )?expired|NotTimeValid`)

// coded are replies that only a server can have given: with a code of SMTP, of
// POP3 or of IMAP.
var coded = pattern.New(`(?i)^[2-5]\d\d\b|^[245]\.\d{1,3}\.\d{1,3}\b|^-ERR\b|^\S+ (?:NO|BAD|BYE)\b|\[[A-Z][A-Z/-]{2,}(?: [^\]]*)?\]|"error"`)

// strangerRefused is what a server for submission says to whoever has not logged
// in, as far as the text tells.
var strangerRefused = anyOf(wording{`5\.7\.1 <[^>]*>: recipient address rejected: access denied`, "Postfix 3.7", ""})

// asClosed is a failure that a rule about tests takes, as one of a connection:
// whoever pastes a text has tested nothing.
func asClosed(r mailcore.Report, failure mailcore.Result) mailcore.Result {
	if ruleFor(r, failure).code == "unexplained-closed" {
		failure.Step = mailcore.Greeting
	}
	return failure
}

// saidIn returns the words of a server that a text quotes, as far as they are
// on one line: with the code, or without it where something is between.
func saidIn(text string, failure mailcore.Result) string {
	reply := strings.TrimSpace(firstLine(failure.Reply))
	if failure.Fault != mailcore.Replied || reply == "" {
		return ""
	}
	if strings.Contains(text, reply) {
		return strings.ToValidUTF8(reply[:min(len(reply), maxSeen)], "")
	}
	_, words, _ := strings.Cut(reply, " ")
	for _, said := range []string{quotedIn(text, reply), quotedIn(text, strings.TrimSpace(words))} {
		if said != "" {
			return strings.ToValidUTF8(said[:min(len(said), maxSeen)], "")
		}
	}
	return ""
}

// quotedIn is as much of the beginning of words as a text has; "" where that is
// little.
func quotedIn(text, words string) string {
	for len(words) >= shortest {
		words = strings.TrimRight(words, "\"')}],;: ")
		if strings.Contains(text, words) {
			return words
		}
		words = words[:max(0, strings.LastIndexByte(words, ' '))]
	}
	return ""
}

// contested reports whether the words of a reply fit another cause as well,
// one that would be mended elsewhere.
func contested(r mailcore.Report, failure mailcore.Result) bool {
	first := ruleFor(r, failure)
	said := sync.OnceValue(func() string { return words(failure) })
	return failure.Fault == mailcore.Replied && slices.ContainsFunc(rules, func(other rule) bool {
		return other.says != nil && !other.guess && !slices.Contains(classes, other.code) && other.code != first.code &&
			(other.field == "" || other.field != first.field) && other.fits(r, failure, said)
	})
}

func explained(f mailcore.Finding, failure mailcore.Result, c Confidence) Explanation {
	reply := mailcore.ParseReply(failure.Reply)
	if slices.Contains(classes, f.Code) {
		c = Low
	}
	return Explanation{
		Finding: f, Side: failure.Side, Step: failure.Step, Confidence: c,
		Code: reply.Code, Enhanced: cmp.Or(reply.Enhanced, enhancedIn(failure.Reply)),
	}
}

// classes are the findings that name a kind of failure rather than a cause.
var classes = []mailcore.Code{"temp-4xx", "perm-5xx", "unexplained", "unexplained-closed", "conn-closed", "connect-failed", "login-failed", "nothing-found"}

// told leaves out what a text does not tell: the words then do without.
func told(args map[string]string) map[string]string {
	for name, value := range args {
		if value == "" || value == "0" {
			delete(args, name)
		}
	}
	for _, ours := range []string{"wait", "tlsport", "timeout", "limit", "encryption"} {
		delete(args, ours)
	}
	return args
}

// ruleInText tries the rules on the text as if a server had said all of it.
func ruleInText(r mailcore.Report, text string) (Explanation, bool) {
	text = welcome.ReplaceAllString(text, "")
	failure := mailcore.Result{Fault: mailcore.Replied, Reply: text, Step: cmp.Or(loggedOut(text), stepIn(text, ""))}
	failure.Side = sideOf(r.Profile, failure, text)
	f := explain(r, failure)
	if slices.Contains(classes, f.Code) || f.Words == "" {
		return Explanation{}, false
	}
	e := explained(f, failure, Medium)
	e.Seen, e.Code = f.Words, 0
	e.Finding.Args = told(e.Finding.Args)
	return e, true
}

// welcome are the lines in which a server is content; their words are no
// reason for a failure.
var welcome = pattern.New(`(?m)^.*(?:\b(?:220|250)[ -]|\* OK\b|\+OK\b|CAPABILITY ).*$`)

// loggedOut is the step of a text that complains of a missing login.
func loggedOut(text string) mailcore.Step {
	if notLoggedIn.in(text) {
		return mailcore.MailFrom
	}
	return ""
}

// nothingFailed is what a report of a test means that went well.
var nothingFailed = rule{code: "nothing-failed", severity: mailcore.Note}

// unsaidInText knows the messages of programs that keep the reason to
// themselves: what failed is known, but not why. Its last row knows any text.
func unsaidInText(text string) Explanation {
	i := slices.IndexFunc(unsaid, func(u unsaidRow) bool { return u.says.in(text) })
	u := unsaid[i]
	at := u.says.find(text)
	if coded, ok := unconnected(text); ok && u.code == "nothing-found" {
		u, at = unsaid[slices.IndexFunc(unsaid, func(u unsaidRow) bool { return u.code == "connect-failed" && u.side != mailcore.IncomingSide })], coded
	}
	e := Explanation{Finding: u.finding(u.side), Side: u.side, Step: u.step, Confidence: Low}
	if at[1] > at[0] {
		e.Seen = lineAt(text, at)
	}
	return e
}

// finding returns the finding of a rule that needs no report.
func (rule rule) finding(side mailcore.Side) mailcore.Finding {
	args := map[string]string{}
	tellReceiving(args, mailcore.Profile{}, side)
	return mailcore.Finding{Code: rule.code, Severity: rule.severity, Field: fieldOn(side, rule.field), Side: side, Fixes: []mailcore.Change{}, Args: args}
}

// lineAt returns the line around a match, cut to a length that can be shown.
func lineAt(text string, at []int) string {
	start := strings.LastIndexByte(text[:at[0]], '\n') + 1
	end := len(text)
	if next := strings.IndexByte(text[at[1]:], '\n'); next >= 0 {
		end = at[1] + next
	}
	if end-start > maxSeen { // keep the match itself
		start, end = max(start, min(at[0], end-maxSeen)), min(end, max(start, at[0])+maxSeen)
	}
	return strings.TrimSpace(strings.ToValidUTF8(text[start:end], ""))
}

// maxSeen bounds the words that are shown, in bytes: a reply of two lines.
const maxSeen = 240
