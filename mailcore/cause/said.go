package cause

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// mostSaid bounds how many messages are shown of a cause.
const mostSaid = 12

// Said lists what programs and servers say where the cause is code, as far as
// their words are known as a whole: in Japanese first where japanese is true.
// Of each cause there are some, not all.
func Said(code mailcore.Code, japanese bool) []string {
	var all []string
	for _, w := range wordingsOf(code) {
		if plain.MatchString(w.pattern) {
			all = append(all, w.pattern)
		}
	}
	all = append(all, booked(code)...)
	if japanese {
		all = append(inJapanese(all), all...)
	}
	seen := map[string]bool{}
	all = slices.DeleteFunc(all, func(one string) bool {
		again := seen[strings.ToLower(one)]
		seen[strings.ToLower(one)] = true
		return again
	})
	return all[:min(len(all), mostSaid)]
}

// plain is a wording that is the message itself: several words, or a name in
// capitals.
var plain = pattern.New(`^[A-Za-z',/ -]{4,}( [A-Za-z',/-]+)+$|^[A-Z][A-Z_]{6,}$|^[\p{Hiragana}\p{Katakana}\p{Han}ー、]{6,}$`)

// wordingsOf are the wordings of all rows that lead to a cause.
func wordingsOf(code mailcore.Code) (all []wording) {
	for _, s := range sayingsOf(code) {
		all = append(all, s.wordings...)
	}
	return all
}

// sayingsOf are what the rows look for that lead to a cause.
func sayingsOf(code mailcore.Code) (all []*saying) {
	for _, r := range rules {
		if r.code == code && r.says != nil {
			all = append(all, r.says)
		}
	}
	for _, s := range signs {
		if s.code() == code {
			all = append(all, s.says)
		}
	}
	for _, u := range unsaid {
		if u.code == code {
			all = append(all, u.says)
		}
	}
	return all
}

// code is the cause that a sign alone leads to.
func (s sign) code() mailcore.Code {
	facts := map[string]string{"problem": s.problem, "speaks": s.speaks, "method": string(s.method)}
	return ruleFor(mailcore.Report{}, mailcore.Result{Fault: s.fault, Step: s.step, Reply: s.reply, Facts: facts}).code
}

// booked are the messages of the codebooks for a cause.
func booked(code mailcore.Code) (all []string) {
	for _, book := range codebooks {
		for _, w := range book.words {
			if w.fault == none || w.guess || (sign{fault: w.fault, step: stepOfFault(w.fault)}).code() != code {
				continue
			}
			all = append(all, cmp.Or(w.text, w.name))
		}
	}
	return all
}

// inJapanese are the same messages as the phrasebook has them.
func inJapanese(english []string) (all []string) {
	for _, book := range phrasebook {
		for _, p := range book.all {
			if slices.ContainsFunc(english, func(one string) bool { return strings.EqualFold(one, strings.TrimRight(p.english, ".!")) }) {
				all = append(all, p.japanese)
			}
		}
	}
	return all
}
