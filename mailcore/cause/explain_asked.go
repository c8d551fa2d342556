package cause

import (
	"slices"
	"strings"

	"todoku/mailcore"
)

// asked is how programs name what a resolver was asked for; the first group is
// that name.
var asked = []func(text string) []int{
	namedBy(`getaddrinfo for (.+?) failed:`),                                                                  // PHP 8.2
	namedBy(`\blookup (\S+?)(?: on \S+)?: `),                                                                  // Go 1.21
	namedBy(`\b(?:ENOTFOUND|EAI_AGAIN|EBADNAME) ([^\s'",)\]]+)`),                                              // Node 20
	namedBy(`UnknownHostException: ([^\s:]+(?:[:/][^\s:]+)?)`),                                                // Java 17
	namedBy(`could not resolve (?:host(?:name)?|name):? ['"]?([^\s'"]+?)['".;]*(?:\s|$)`),                     // curl 7.88, OfflineIMAP 8.0
	namedBy(`could not find the host "([^"\n]+)"`),                                                            // mutt 2.2
	namedBy(`["'「]([^"'「」\n]{1,80})["'」] ?が見つか`),                                                              // Thunderbird 153
	namedBy(`\bhost(?:name)? ["']([^"'\n]{1,80})["'](?: \S+){0,4} (?:not found|not known|unknown|could not)`), // GLib 2.74
}

func namedBy(pattern string) func(text string) []int {
	says := says(pattern)
	return func(text string) []int { return says.FindStringSubmatchIndex(text) }
}

// askedWords are in every text that names such a thing.
var askedWords = []string{"getaddrinfo for", "lookup ", "ENOTFOUND", "EAI_AGAIN", "EBADNAME", "UnknownHostException", "esolve ", "ind the host", "が見つか", "ost"}

// askedInText judges a name that could not be found as a form judges what is
// typed into it: nobody can be reached whose name is none.
func askedInText(text string) (clue, bool) {
	if !slices.ContainsFunc(askedWords, func(word string) bool { return strings.Contains(text, word) }) {
		return clue{}, false
	}
	for _, name := range asked {
		at := name(text)
		if at == nil {
			continue
		}
		if problem := hostProblem(text[at[2]:at[3]]); problem != "" {
			failure := mailcore.Result{Fault: mailcore.Invalid, Step: mailcore.CheckStep, Facts: map[string]string{"problem": problem, "field": "outgoing.host"}}
			return clue{failure: failure, seen: lineAt(text, at[:2]), confidence: Medium}, true
		}
	}
	return clue{}, false
}

// hostProblem is what is wrong with the name of a server; "" where nothing is.
func hostProblem(host string) string {
	p := mailcore.Profile{Outgoing: mailcore.Outgoing{Host: host, Port: 587, Encryption: mailcore.STARTTLS}}
	for _, problem := range p.Check(mailcore.ConnectScope) {
		switch {
		case problem.Field != "outgoing.host" || problem.Severity != mailcore.Error:
		case problem.Code == "host-marks": // which is how a form says it that can mend it
			return "host-invalid"
		default:
			return problem.Code
		}
	}
	return ""
}
