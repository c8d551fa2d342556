package products

import (
	"strings"

	"todoku/mailcore"
)

// A TestMail is what a test mail says before it tells of the settings. The
// subject is ASCII.
type TestMail struct{ Subject, Body string }

// ownTestMail are our words; the product is named behind the subject.
var ownTestMail = TestMail{"[Todoku] Test Mail", "Todoku からのメール送信テストです。"}

// TestMailFor returns the words of a test in the way of products: those of the
// one product that has its own, and ours for all others.
func TestMailFor(ids []mailcore.Product) TestMail {
	if len(ids) == 1 {
		if s, _ := For(ids[0]); s.testMail != (TestMail{}) {
			return s.testMail
		}
	}
	mail := ownTestMail
	if names := Names(ids); names != "" {
		mail.Subject += ": " + names
	}
	return mail
}

// Names lists products as their makers write them, in ASCII.
func Names(ids []mailcore.Product) string {
	var names []string
	for _, id := range ids {
		if s, ok := For(id); ok {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, ", ")
}

var (
	zaionnexTestMail = TestMail{"[Zaionnex] Test Mail", "Zaionnex からのメール送信テストです。"}                              // ZN-12
	vtigerTestMail   = TestMail{"[F-RevoCRM] Test mail about the mail server configuration.", ownTestMail.Body} // VT-10, which prints no body
)
