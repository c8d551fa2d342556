package cause

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"todoku/mailcore"
)

// A namebook is the complete list of errors of a library that are known by
// name or number.
type namebook struct {
	from string // the library, with the version whose list it is
	rows []errorName
}

// An errorName is one error: what it is called, what it says, what it means.
type errorName struct {
	names string // and numbers, separated by spaces
	texts string // always the same ones, separated by |
	means *sense // of which there are few, so that the tables are constants
}

// A sense is what an error tells about a mail connection. Where it stands for
// the reply of a server, which nobody printed, reply is what the server must
// have said at least.
type sense struct {
	fault   mailcore.Fault
	step    mailcore.Step
	reply   string
	problem string // with Invalid
	guess   bool   // it is printed for other faults too
	hunch   bool   // it names no more than the kind of the fault
}

// What errors mean.
var (
	isNothing = sense{} // no matter of a mail connection, or of a kind that says too little

	isInvalidHost = sense{fault: mailcore.Invalid, step: mailcore.CheckStep, problem: "host-space", guess: true}
	isInvalidPort = sense{fault: mailcore.Invalid, step: mailcore.CheckStep, problem: "port-range"}

	isUnknownHost  = sense{fault: mailcore.UnknownHost}
	isDNS          = sense{fault: mailcore.DNSFailure}
	isRefused      = sense{fault: mailcore.Refused}
	isUnreachable  = sense{fault: mailcore.Unreachable}
	isForbidden    = sense{fault: mailcore.Forbidden}
	isTimeout      = sense{fault: mailcore.Timeout, guess: true}
	isTimeoutSure  = sense{fault: mailcore.Timeout}
	isReset        = sense{fault: mailcore.Reset}
	isClosed       = sense{fault: mailcore.Closed}
	isNoConnection = sense{step: mailcore.Connect} // for a reason that it does not say
	isNotMail      = sense{fault: mailcore.NotMail, step: mailcore.Greeting}

	isTLS          = sense{fault: mailcore.TLSHandshake}
	isNotTLS       = sense{fault: mailcore.NotTLS}
	isOldTLS       = sense{fault: mailcore.TLSVersion}
	isExpired      = sense{fault: mailcore.Expired}
	isNotYet       = sense{fault: mailcore.NotYetValid}
	isOtherName    = sense{fault: mailcore.NameMismatch}
	isNoNames      = sense{fault: mailcore.NoNames}
	isOtherPurpose = sense{fault: mailcore.WrongPurpose}
	isSelfSigned   = sense{fault: mailcore.SelfSigned}
	isChain        = sense{fault: mailcore.IncompleteChain, guess: true}
	isUntrusted    = sense{fault: mailcore.Untrusted}

	isNoSTARTTLS  = sense{fault: mailcore.NoSTARTTLS}
	isNoAuth      = sense{fault: mailcore.NoAuthOffered}
	isNoMechanism = sense{fault: mailcore.NoMechanism}

	isTLSWanted          = sense{fault: mailcore.Replied, step: mailcore.MailFrom, reply: "530 STARTTLS required", guess: true}
	isTLSLater           = sense{fault: mailcore.Replied, step: mailcore.StartTLS, reply: "454 TLS not available", guess: true}
	isAuthWanted         = sense{fault: mailcore.Replied, step: mailcore.MailFrom, reply: "530 5.7.0 Authentication required", guess: true}
	isOldPassword        = sense{fault: mailcore.Replied, step: mailcore.Authorize, reply: "NO [EXPIRED]", guess: true}
	isUnauthorized       = sense{fault: mailcore.Replied, step: mailcore.Authorize, reply: "NO [AUTHORIZATIONFAILED]", guess: true}
	isUnavailable        = sense{fault: mailcore.Replied, step: mailcore.Authorize, reply: "NO [UNAVAILABLE]", guess: true}
	isPrivate            = sense{fault: mailcore.Replied, step: mailcore.Authorize, reply: "NO [PRIVACYREQUIRED]", guess: true}
	isFull               = sense{fault: mailcore.Replied, step: mailcore.MailboxStep, reply: "NO [OVERQUOTA]", guess: true}
	isUnknownRecipient   = sense{fault: mailcore.Replied, step: mailcore.RcptTo, reply: "550 5.1.1", guess: true}
	isMalformedRecipient = sense{fault: mailcore.Replied, step: mailcore.RcptTo, reply: "553 5.1.3", guess: true}
	isTooLarge           = sense{fault: mailcore.Replied, step: mailcore.Queued, reply: "552 5.3.4", guess: true}

	isLogin            = sense{fault: mailcore.Replied, step: mailcore.Authorize, reply: "535", guess: true, hunch: true}
	isPOPLogin         = sense{fault: mailcore.Replied, step: mailcore.Authorize, reply: "-ERR authentication failed", guess: true, hunch: true}
	isRefusedHello     = sense{fault: mailcore.Replied, step: mailcore.EHLO, reply: "501 Syntax: HELO", guess: true, hunch: true}
	isRefusedSender    = sense{fault: mailcore.Replied, step: mailcore.MailFrom, reply: "553 5.7.1 sender", guess: true, hunch: true}
	isRefusedRecipient = sense{fault: mailcore.Replied, step: mailcore.RcptTo, reply: "550", guess: true, hunch: true}
	isBusyRecipient    = sense{fault: mailcore.Replied, step: mailcore.RcptTo, reply: "450", guess: true, hunch: true}
	isBusy             = sense{fault: mailcore.Replied, reply: "421", guess: true, hunch: true}
	isRefusedMail      = sense{fault: mailcore.Replied, step: mailcore.Queued, reply: "554", guess: true, hunch: true}
	isRefusedCommand   = sense{fault: mailcore.Replied, reply: "502", guess: true, hunch: true}
)

// perhaps is a sense that is one of several.
func (m sense) perhaps() sense {
	m.guess = true
	return m
}

// What some errors mean among other things.
var (
	maybeClosed       = isClosed.perhaps()
	maybeDNS          = isDNS.perhaps()
	maybeExpired      = isExpired.perhaps()
	maybeForbidden    = isForbidden.perhaps()
	maybeNoAuth       = isNoAuth.perhaps()
	maybeNoMechanism  = isNoMechanism.perhaps()
	maybeNoSTARTTLS   = isNoSTARTTLS.perhaps()
	maybeNotMail      = isNotMail.perhaps()
	maybeNotTLS       = isNotTLS.perhaps()
	maybeOldTLS       = isOldTLS.perhaps()
	maybeOtherName    = isOtherName.perhaps()
	maybeOtherPurpose = isOtherPurpose.perhaps()
	maybeRefused      = isRefused.perhaps()
	maybeReset        = isReset.perhaps()
	maybeTLS          = isTLS.perhaps()
	maybeUnknownHost  = isUnknownHost.perhaps()
	maybeUnreachable  = isUnreachable.perhaps()
	maybeUntrusted    = isUntrusted.perhaps()
)

// namebooks are all.
var namebooks = []*namebook{&schannel, &winsock, &outlook, &cdo, &javaNames, &pythonNames, &rubyNames, &nodeNames, &goTexts, &dotnetNames, &perlTexts, &hordeTexts, &erlangNames}

// pattern is what an error looks like in a text.
func (e errorName) pattern() string {
	var ways []string
	for name := range strings.FieldsSeq(e.names) {
		ways = append(ways, namePattern(name))
	}
	for text := range strings.SplitSeq(e.texts, "|") {
		if text != "" {
			ways = append(ways, regexp.QuoteMeta(plainMarks.Replace(text)))
		}
	}
	return strings.Join(ways, "|")
}

// namePattern is how a name is printed; a number of five digits only behind
// words that make one of Windows Sockets of it.
func namePattern(name string) string {
	switch {
	case len(name) == 5 && strings.Trim(name, "0123456789") == "":
		return socketNumber(name)
	case name[0] == '-':
		return name + `\b`
	}
	return `\b` + regexp.QuoteMeta(name) + `\b`
}

// named are the errors that mean something, as signs.
func named(is func(sense) bool) (all []sign) {
	for _, book := range namebooks {
		for _, e := range book.rows {
			if is(*e.means) {
				s := e.means.sign()
				s.says = anyOf(wording{e.pattern(), book.from, ""})
				all = append(all, s)
			}
		}
	}
	return all
}

// sign is what an error of that sense is, wherever it is met.
func (m sense) sign() sign {
	s := sign{fault: m.fault, step: m.step, reply: m.reply, problem: m.problem, guess: m.guess, hunch: m.hunch, coded: true}
	if s.step == "" && m.fault != mailcore.Replied {
		s.step = stepOfFault(m.fault)
	}
	return s
}

// noConnection are the errors that say no more than that there is none.
var noConnection = sync.OnceValue(func() []sign {
	return named(func(m sense) bool { return m == isNoConnection })
})

// unconnected reports whether a text has one of them, and where.
func unconnected(text string) ([]int, bool) {
	i := slices.IndexFunc(noConnection(), func(s sign) bool { return s.says.in(text) })
	if i < 0 {
		return nil, false
	}
	return noConnection()[i].says.find(text), true
}

// printed is how an error is printed where nothing else says what happened: its
// names, and its texts.
func (e errorName) printed() (all []string) {
	for name := range strings.FieldsSeq(e.names) {
		if namePattern(name) == socketNumber(name) {
			name = "WinError " + name
		}
		all = append(all, name)
	}
	for text := range strings.SplitSeq(e.texts, "|") {
		if text != "" {
			all = append(all, plainMarks.Replace(text))
		}
	}
	return all
}
