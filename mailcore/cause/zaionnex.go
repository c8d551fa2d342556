package cause

import (
	"cmp"
	"fmt"
	"strconv"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// sentSentence is what Zaion'nex shows after a test that worked (ZN-10).
const sentSentence = "正常に送信されました"

// zaionnexReasons are the reason and the Winsock number that Zaion'nex would
// show for a fault, on every operating system. Only the first is printed in
// its manual (ZN-11); the others follow its grammar.
var zaionnexReasons = map[mailcore.Fault]struct {
	reason string
	number int // WSAError of winsock2.h
}{
	mailcore.UnknownHost: {"Cant connect Server", 11001},
	mailcore.DNSFailure:  {"Cant connect Server", 11002},
	mailcore.Refused:     {"Cant connect Server", 10061},
	mailcore.Timeout:     {"Cant connect Server", 10060},
	mailcore.Reset:       {"Connection lost", 10054},
	mailcore.Closed:      {"Connection lost", 10053},
	mailcore.WantsTLS:    {"Cant connect Server", 10060},
	mailcore.Unanswered:  {"Connection lost", 10053},
	mailcore.Unreachable: {"Cant connect Server", 10065},
	mailcore.Forbidden:   {"Cant connect Server", 10013},
}

// refusals are the reasons for a step at which the server said no; the number
// is its reply code.
var refusals = map[mailcore.Step]string{
	mailcore.Greeting:  "Server refused",
	mailcore.Authorize: "Authentication failed",
	mailcore.MailFrom:  "Sender refused",
	mailcore.RcptTo:    "Recipient refused",
	mailcore.Data:      "Message refused",
	mailcore.Queued:    "Message refused",
}

// ZaionnexLine returns the line in which Zaion'nex would show the outcome
// (ZN-10, ZN-11): "" where the server is for other products only, and while
// there is none in its terms, because no mail was to be sent. Documented is false where the reason is ours and not its manual's.
func ZaionnexLine(r mailcore.Report) (line string, documented bool) {
	failure, failed := r.Failure()
	switch {
	case len(r.Profile.Products) > 0 && !into(r, products.Zaionnex):
		return "", false
	case failed && (failure.Fault == mailcore.Invalid || failure.Fault == mailcore.Stopped):
		return "", false // Zaion'nex has no words for it
	case failed && failure.Side != mailcore.IncomingSide:
		reason, number, documented := zaionnexReason(failure)
		p := r.Profile
		return fmt.Sprintf("[Error] 送信エラー %s %s %s:%d %s %s", reason, number,
			p.Outgoing.Host, p.Outgoing.Port, p.TestTo, p.From), documented
	case stateOf(r, mailcore.Queued) == mailcore.Passed && r.Ended():
		return sentSentence, true
	}
	return "", false
}

func zaionnexReason(res mailcore.Result) (reason, number string, documented bool) {
	if z, ok := zaionnexReasons[res.Fault]; ok {
		return z.reason, strconv.Itoa(z.number), res.Fault == mailcore.UnknownHost
	}
	code := "-"
	if reply := mailcore.ParseReply(res.Reply); res.Fault == mailcore.Replied && reply.Code > 0 {
		code = strconv.Itoa(reply.Code)
	}
	return cmp.Or(refusals[res.Step], "Cant connect Server"), code, false
}
