package mailcore

import (
	"cmp"
	"fmt"
	"strconv"
)

// sentSentence is what Zaion'nex shows after a test that worked (ZN-10).
const sentSentence = "正常に送信されました"

// zaionnexReasons are the reason and the Winsock number that Zaion'nex would
// show for a fault, on every operating system. Only the first is printed in
// its manual (ZN-11); the others follow its grammar.
var zaionnexReasons = map[Fault]struct {
	reason string
	number int // WSAError of winsock2.h
}{
	UnknownHost: {"Cant connect Server", 11001},
	DNSFailure:  {"Cant connect Server", 11002},
	Refused:     {"Cant connect Server", 10061},
	Timeout:     {"Cant connect Server", 10060},
	Reset:       {"Connection lost", 10054},
	Closed:      {"Connection lost", 10053},
	Unreachable: {"Cant connect Server", 10065},
	Forbidden:   {"Cant connect Server", 10013},
}

// refusals are the reasons for a step at which the server said no; the number
// is its reply code.
var refusals = map[Step]string{
	Greeting:  "Server refused",
	Authorize: "Authentication failed",
	MailFrom:  "Sender refused",
	RcptTo:    "Recipient refused",
	Data:      "Message refused",
	Queued:    "Message refused",
}

// ZaionnexLine returns the line in which Zaion'nex would show the outcome
// (ZN-10, ZN-11): "" while there is none in its terms, because no mail was to
// be sent. Documented is false where the reason is ours and not its manual's.
func ZaionnexLine(r Report) (line string, documented bool) {
	failure, failed := r.Failure()
	switch {
	case failed && (failure.Fault == Invalid || failure.Fault == Stopped):
		return "", false // Zaion'nex has no words for it
	case failed && failure.Side != IncomingSide:
		reason, number, documented := zaionnexReason(failure)
		p := r.Profile
		return fmt.Sprintf("[Error] 送信エラー %s %s %s:%d %s %s", reason, number,
			p.Outgoing.Host, p.Outgoing.Port, p.TestTo, p.From), documented
	case stateOf(r, Queued) == Passed && r.Ended():
		return sentSentence, true
	}
	return "", false
}

func zaionnexReason(res Result) (reason, number string, documented bool) {
	if z, ok := zaionnexReasons[res.Fault]; ok {
		return z.reason, strconv.Itoa(z.number), res.Fault == UnknownHost
	}
	code := "-"
	if reply := ParseReply(res.Reply); res.Fault == Replied && reply.Code > 0 {
		code = strconv.Itoa(reply.Code)
	}
	return cmp.Or(refusals[res.Step], "Cant connect Server"), code, false
}
