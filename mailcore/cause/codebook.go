package cause

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"todoku/mailcore"
)

// A codebook is the complete list of messages that a library speaks in.
type codebook struct {
	from  string // the library, with the version whose list it is
	words []codeword
}

// A codeword is one message of a codebook, by its name or number, its text, or
// both, and the fault that it names.
type codeword struct {
	name, text string
	fault      mailcore.Fault // none where no mail connection fails of it
	guess      bool           // it is printed for other faults too
}

// none is the fault of a message that is no matter of a mail connection.
const none mailcore.Fault = ""

// codebooks are all, with how their messages are told from the same words in a
// sentence: "bad extension" is one of TLS only behind the word TLS.
var codebooks = []struct {
	*codebook
	named, said string // how a name and a text are printed; %s is the name or text
}{
	{&glibc, `\b%s\b`, `%s\b`},
	{&x509Results, ``, `\b%s`},
	{&opensslReasons, `error:%s\b`, `\b((SSL|TLS)\w*[^\n]{0,160}\b|ERR_SSL_)%s\b`},
	{&gnutlsErrors, `\b%s\b`, `%s`},
	{&gnutlsStatus, ``, `%s`},
	{&nssErrors, `\b%s\b`, `%s`},
	{&curlCodes, `%s`, ``},
}

// pattern is what a codeword looks like in a text.
func (w codeword) pattern(named, said string) string {
	var ways []string
	if w.name != "" && named != "" {
		ways = append(ways, strings.ReplaceAll(named, "%s", regexp.QuoteMeta(w.name)))
	}
	if w.text != "" && said != "" {
		ways = append(ways, strings.ReplaceAll(said, "%s", strings.ReplaceAll(regexp.QuoteMeta(w.text), " ", "[ _]")))
	}
	return strings.Join(ways, "|")
}

// codewords are the messages that name a fault, as signs, the sure ones or the
// others.
func codewords(guess bool) (all []sign) {
	for _, book := range codebooks {
		for _, w := range book.words {
			if w.fault != none && w.guess == guess {
				all = append(all, sign{fault: w.fault, step: stepOfFault(w.fault), guess: guess, coded: true, says: anyOf(wording{w.pattern(book.named, book.said), book.from, ""})})
			}
		}
	}
	return append(all, named(func(m sense) bool { return m.fault != none && m.guess == guess })...)
}

// stepOfFault is the step of the first sign of a fault.
func stepOfFault(fault mailcore.Fault) mailcore.Step {
	if fault == mailcore.Timeout {
		return mailcore.Connect
	}
	i := slices.IndexFunc(signs, func(s sign) bool { return s.fault == fault })
	return signs[max(0, i)].step
}

// orderedSigns are all signs in the order in which they are looked for: the
// codebooks beside the other words for the same fault, and what may mean other
// faults too behind everything that is sure.
var orderedSigns = sync.OnceValue(func() (all []sign) {
	sure := codewords(false)
	for i, s := range signs {
		before, behind := placeOf(i)
		for _, w := range sure {
			if before && w.fault == s.fault {
				all = append(all, w)
			}
		}
		all = append(all, s)
		for _, w := range sure {
			if behind && w.fault == s.fault {
				all = append(all, w)
			}
		}
	}
	guesses := codewords(true)
	return slices.Concat(all, numbers, withHunch(guesses, false), hunches, withHunch(guesses, true))
})

// withHunch are those of all that name no more than the kind of a fault, or the
// others.
func withHunch(all []sign, hunch bool) []sign {
	return slices.DeleteFunc(slices.Clone(all), func(s sign) bool { return s.hunch != hunch })
}

// placeOf reports whether the codewords for the fault of a sign go before it or
// behind it: behind the last one that is sure, else before the first.
func placeOf(i int) (before, behind bool) {
	same := func(other sign) bool { return other.fault == signs[i].fault }
	sure := func(other sign) bool { return same(other) && !other.guess }
	if !slices.ContainsFunc(signs, sure) {
		return !slices.ContainsFunc(signs[:i], same), false
	}
	return false, !signs[i].guess && !slices.ContainsFunc(signs[i+1:], sure)
}
