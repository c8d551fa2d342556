package cause

import (
	"slices"
	"strings"

	"todoku/mailcore"
)

// A Message is what somebody says where something is the cause.
type Message struct {
	Words string
	From  string // the programs or servers, the library or the RFC; "" where nobody could be found
}

// Messages lists what programs and servers say where the cause is code, as the
// tables have it: their words, an example where these vary, and the names and
// texts of the codebooks, in Japanese too where a catalog has that.
func Messages(code mailcore.Code) (all []Message) {
	for _, s := range sayingsOf(code) {
		for _, w := range s.wordings {
			all = append(all, messagesOf(w)...)
		}
	}
	all = append(all, bookedMessages(code)...)
	all = append(all, namedMessages(code)...)
	for _, m := range slices.Clone(all) {
		for _, japanese := range inJapanese([]string{m.Words}) {
			all = append(all, Message{japanese, m.From})
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(m Message) bool {
		again := m.Words == "" || seen[strings.ToLower(m.Words)]
		seen[strings.ToLower(m.Words)] = true
		return again
	})
}

func messagesOf(w wording) (all []Message) {
	from := w.from
	if from == unverified {
		from = ""
	}
	if plain.MatchString(w.pattern) {
		all = append(all, Message{w.pattern, from})
	}
	for _, one := range w.witnesses() {
		all = append(all, Message{bare(one), from})
	}
	return all
}

// bare is a witness without what stands before the words only so that it is a
// message of its own.
func bare(witness string) string {
	for _, before := range []string{"smtp.example.jp:587: ", "Sending the message: "} {
		witness = strings.TrimPrefix(witness, before)
	}
	return firstLine(witness)
}

func bookedMessages(code mailcore.Code) (all []Message) {
	for _, book := range codebooks {
		for _, w := range book.words {
			if w.fault == none || (sign{fault: w.fault, step: stepOfFault(w.fault)}).code() != code {
				continue
			}
			if strings.Contains(book.said, "SSL") { // whose reasons mean something behind that word only
				w.name, w.text = "error:"+w.name, "SSL routines::"+w.text
			}
			all = append(all, Message{w.name, book.from}, Message{w.text, book.from})
		}
	}
	return all
}

func namedMessages(code mailcore.Code) (all []Message) {
	for _, book := range namebooks {
		for _, e := range book.rows {
			if e.means.fault == none || e.means.sign().code() != code {
				continue
			}
			for _, words := range e.printed() {
				all = append(all, Message{words, book.from})
			}
		}
	}
	return all
}
