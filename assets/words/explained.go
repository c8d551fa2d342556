package words

import (
	"cmp"
	"fmt"
	"strings"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// Explained is what is known of a text beside what it means: each with what it
// is called. What is not known is left out.
func Explained(e cause.Explanation) (rows [][2]string) {
	for _, row := range [][2]string{
		{"explain.seen", e.Seen},
		{"explain.said", otherThan(e.Seen, e.Said)},
		{"explain.step", stepOf(e)},
		{"explain.reply", replyOf(e)},
		{"explain.confidence", assets.Text("confidence." + string(e.Confidence))},
		{"explain.program", strings.TrimSpace(e.Speaker.Program + " " + e.Speaker.Version)},
		{"explain.surer", surer(e)},
		{"explain.cut", cutText(e)},
	} {
		if row[1] != "" {
			rows = append(rows, [2]string{assets.Text(row[0]), row[1]})
		}
	}
	return rows
}

// otherThan is words, but "" where they are shown already.
func otherThan(shown, words string) string {
	if shown == words {
		return ""
	}
	return words
}

// replyOf is the code of the server's reply, and the enhanced one.
func replyOf(e cause.Explanation) string {
	reply := strings.TrimSpace(fmt.Sprintf("%d %s", e.Code, e.Enhanced))
	return strings.TrimPrefix(strings.TrimPrefix(reply, "0"), " ")
}

// surer is how the program says more, where more is needed.
func surer(e cause.Explanation) string {
	if e.Confidence == cause.High {
		return ""
	}
	return e.Speaker.Surer
}

func cutText(e cause.Explanation) string {
	if !e.Cut {
		return ""
	}
	return assets.Text("explain.cut-text")
}

func stepOf(e cause.Explanation) string {
	if e.Step == "" {
		return ""
	}
	return Step(mailcore.Result{Side: cmp.Or(e.Side, mailcore.OutgoingSide), Step: e.Step})
}
