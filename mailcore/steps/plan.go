package steps

import (
	"time"

	"todoku/mailcore"
)

// A Plan is what one test will do, made before anything is sent so that every
// row is on the screen at once. It holds copies: the values on the screen,
// saved or not.
type Plan struct {
	Profile mailcore.Profile // normalised
	Scope   mailcore.Scope
	rows    []row
}

// A row is a step of a plan and how it is taken.
type row struct {
	side mailcore.Side
	step mailcore.Step
	when func(mailcore.Profile, mailcore.Scope) bool // nil means always
	do   func(*run) error
}

// NewPlan plans a test of p that goes as far as scope.
func NewPlan(p mailcore.Profile, scope mailcore.Scope) Plan {
	plan := Plan{Profile: p.Normalised().Effective(), Scope: scope}
	for _, r := range rows {
		if r.when == nil || r.when(plan.Profile, scope) {
			plan.rows = append(plan.rows, r)
		}
	}
	return plan
}

// rows lists everything a test can do, in order.
var rows = []row{
	{mailcore.OutgoingSide, mailcore.CheckStep, nil, (*run).check},

	{mailcore.BeforeSide, mailcore.Resolve, popping, (*run).popResolve},
	{mailcore.BeforeSide, mailcore.Connect, popping, (*run).popConnect},
	{mailcore.BeforeSide, mailcore.Handshake, popWith(mailcore.TLS), (*run).popHandshake},
	{mailcore.BeforeSide, mailcore.Certificate, popWith(mailcore.TLS), (*run).popCertificate},
	{mailcore.BeforeSide, mailcore.Greeting, popping, (*run).popGreeting},
	{mailcore.BeforeSide, mailcore.CAPA, popping, (*run).popCapabilities},
	{mailcore.BeforeSide, mailcore.StartTLS, popWith(mailcore.STARTTLS), (*run).popSTLS},
	{mailcore.BeforeSide, mailcore.Handshake, popWith(mailcore.STARTTLS), (*run).popHandshake},
	{mailcore.BeforeSide, mailcore.Certificate, popWith(mailcore.STARTTLS), (*run).popCertificate},
	{mailcore.BeforeSide, mailcore.Authorize, popping, (*run).popAuthorize},
	{mailcore.BeforeSide, mailcore.Quit, popping, (*run).popQuit},
	{mailcore.BeforeSide, mailcore.WaitStep, waiting, (*run).wait},

	{mailcore.OutgoingSide, mailcore.Resolve, outgoing, (*run).smtpResolve},
	{mailcore.OutgoingSide, mailcore.Connect, outgoing, (*run).smtpConnect},
	{mailcore.OutgoingSide, mailcore.Handshake, with(mailcore.TLS), (*run).smtpHandshake},
	{mailcore.OutgoingSide, mailcore.Certificate, with(mailcore.TLS), (*run).smtpCertificate},
	{mailcore.OutgoingSide, mailcore.Greeting, outgoing, (*run).smtpGreeting},
	{mailcore.OutgoingSide, mailcore.EHLO, outgoing, (*run).smtpEHLO},
	{mailcore.OutgoingSide, mailcore.StartTLS, with(mailcore.STARTTLS), (*run).smtpSTARTTLS},
	{mailcore.OutgoingSide, mailcore.Handshake, with(mailcore.STARTTLS), (*run).smtpHandshake},
	{mailcore.OutgoingSide, mailcore.Certificate, with(mailcore.STARTTLS), (*run).smtpCertificate},
	{mailcore.OutgoingSide, mailcore.EHLOAgain, with(mailcore.STARTTLS), (*run).smtpEHLOAgain},
	{mailcore.OutgoingSide, mailcore.Authorize, loggingIn, (*run).smtpAuthorize},
	{mailcore.OutgoingSide, mailcore.MailFrom, addressing, (*run).smtpMailFrom},
	{mailcore.OutgoingSide, mailcore.RcptTo, addressing, (*run).smtpRcptTo},
	{mailcore.OutgoingSide, mailcore.Data, sending, (*run).smtpData},
	{mailcore.OutgoingSide, mailcore.Queued, sending, (*run).smtpQueued},
	{mailcore.OutgoingSide, mailcore.Quit, outgoing, (*run).smtpQuit},

	{mailcore.IncomingSide, mailcore.Resolve, receiving(mailcore.POP3), (*run).popResolve},
	{mailcore.IncomingSide, mailcore.Connect, receiving(mailcore.POP3), (*run).popConnect},
	{mailcore.IncomingSide, mailcore.Handshake, receivingWith(mailcore.POP3, mailcore.TLS), (*run).popHandshake},
	{mailcore.IncomingSide, mailcore.Certificate, receivingWith(mailcore.POP3, mailcore.TLS), (*run).popCertificate},
	{mailcore.IncomingSide, mailcore.Greeting, receiving(mailcore.POP3), (*run).popGreeting},
	{mailcore.IncomingSide, mailcore.CAPA, receiving(mailcore.POP3), (*run).popCapabilities},
	{mailcore.IncomingSide, mailcore.StartTLS, receivingWith(mailcore.POP3, mailcore.STARTTLS), (*run).popSTLS},
	{mailcore.IncomingSide, mailcore.Handshake, receivingWith(mailcore.POP3, mailcore.STARTTLS), (*run).popHandshake},
	{mailcore.IncomingSide, mailcore.Certificate, receivingWith(mailcore.POP3, mailcore.STARTTLS), (*run).popCertificate},
	{mailcore.IncomingSide, mailcore.CAPAAgain, receivingWith(mailcore.POP3, mailcore.STARTTLS), (*run).popCapabilities},
	{mailcore.IncomingSide, mailcore.Authorize, receiving(mailcore.POP3), (*run).popAuthorize},
	{mailcore.IncomingSide, mailcore.MailboxStep, receiving(mailcore.POP3), (*run).popMailbox},
	{mailcore.IncomingSide, mailcore.UIDL, receiving(mailcore.POP3), (*run).popUIDL},
	{mailcore.IncomingSide, mailcore.SizesStep, looking(mailcore.POP3), (*run).popSizes},
	{mailcore.IncomingSide, mailcore.ExpiryStep, deleting(mailcore.POP3), (*run).popExpiry},
	{mailcore.IncomingSide, mailcore.FindStep, finding(mailcore.POP3), (*run).find},
	{mailcore.IncomingSide, mailcore.DeliverStep, finding(mailcore.POP3), (*run).delivery},
	{mailcore.IncomingSide, mailcore.Quit, receiving(mailcore.POP3), (*run).popQuit},

	{mailcore.IncomingSide, mailcore.Resolve, receiving(mailcore.IMAP), (*run).imapResolve},
	{mailcore.IncomingSide, mailcore.Connect, receiving(mailcore.IMAP), (*run).imapConnect},
	{mailcore.IncomingSide, mailcore.Handshake, receivingWith(mailcore.IMAP, mailcore.TLS), (*run).imapHandshake},
	{mailcore.IncomingSide, mailcore.Certificate, receivingWith(mailcore.IMAP, mailcore.TLS), (*run).imapCertificate},
	{mailcore.IncomingSide, mailcore.Greeting, receiving(mailcore.IMAP), (*run).imapGreeting},
	{mailcore.IncomingSide, mailcore.CAPA, receiving(mailcore.IMAP), (*run).imapCapability},
	{mailcore.IncomingSide, mailcore.StartTLS, receivingWith(mailcore.IMAP, mailcore.STARTTLS), (*run).imapSTARTTLS},
	{mailcore.IncomingSide, mailcore.Handshake, receivingWith(mailcore.IMAP, mailcore.STARTTLS), (*run).imapHandshake},
	{mailcore.IncomingSide, mailcore.Certificate, receivingWith(mailcore.IMAP, mailcore.STARTTLS), (*run).imapCertificate},
	{mailcore.IncomingSide, mailcore.CAPAAgain, receivingWith(mailcore.IMAP, mailcore.STARTTLS), (*run).imapCapabilityAgain},
	{mailcore.IncomingSide, mailcore.Authorize, receiving(mailcore.IMAP), (*run).imapAuthorize},
	{mailcore.IncomingSide, mailcore.MailboxStep, receiving(mailcore.IMAP), (*run).imapMailbox},
	{mailcore.IncomingSide, mailcore.SizesStep, looking(mailcore.IMAP), (*run).imapSizes},
	{mailcore.IncomingSide, mailcore.ExpiryStep, deleting(mailcore.IMAP), (*run).imapExpiry},
	{mailcore.IncomingSide, mailcore.FindStep, finding(mailcore.IMAP), (*run).find},
	{mailcore.IncomingSide, mailcore.DeliverStep, finding(mailcore.IMAP), (*run).delivery},
	{mailcore.IncomingSide, mailcore.Quit, receiving(mailcore.IMAP), (*run).imapQuit},
}

// A when says whether a row belongs to a test of that profile and scope.
type when = func(mailcore.Profile, mailcore.Scope) bool

func outgoing(_ mailcore.Profile, s mailcore.Scope) bool { return s.Sends() }

func receiving(protocol mailcore.Protocol) when {
	return func(p mailcore.Profile, s mailcore.Scope) bool {
		return p.Incoming.Protocol == protocol && s.Receives()
	}
}

func receivingWith(protocol mailcore.Protocol, e mailcore.Encryption) when {
	return func(p mailcore.Profile, s mailcore.Scope) bool {
		return receiving(protocol)(p, s) && p.Incoming.Encryption == e
	}
}

func looking(protocol mailcore.Protocol) when {
	return func(p mailcore.Profile, s mailcore.Scope) bool {
		return receiving(protocol)(p, s) && s.LooksInside()
	}
}

func deleting(protocol mailcore.Protocol) when {
	return func(p mailcore.Profile, s mailcore.Scope) bool { return looking(protocol)(p, s) && p.Incoming.Delete }
}

func finding(protocol mailcore.Protocol) when {
	return func(p mailcore.Profile, s mailcore.Scope) bool {
		return receiving(protocol)(p, s) && s == mailcore.RoundTripScope
	}
}

func with(e mailcore.Encryption) func(mailcore.Profile, mailcore.Scope) bool {
	return func(p mailcore.Profile, s mailcore.Scope) bool { return outgoing(p, s) && p.Outgoing.Encryption == e }
}

func loggingIn(p mailcore.Profile, s mailcore.Scope) bool {
	return outgoing(p, s) && p.Outgoing.Auth != mailcore.NoAuth && s != mailcore.ConnectScope
}

func addressing(_ mailcore.Profile, s mailcore.Scope) bool {
	return s.Asks()
}

func sending(_ mailcore.Profile, s mailcore.Scope) bool {
	return s.Mails()
}

// popping: the POP login needs a password, so a test of the connection alone
// leaves it out.
func popping(p mailcore.Profile, s mailcore.Scope) bool {
	return outgoing(p, s) && p.Outgoing.PopBefore.Use && s != mailcore.ConnectScope
}

func popWith(e mailcore.Encryption) func(mailcore.Profile, mailcore.Scope) bool {
	return func(p mailcore.Profile, s mailcore.Scope) bool { return popping(p, s) && p.POPServer().Encryption == e }
}

func waiting(p mailcore.Profile, s mailcore.Scope) bool {
	return popping(p, s) && p.Outgoing.PopBefore.Wait > 0
}

// Report returns the report of a plan none of whose steps has begun.
func (p Plan) Report(id string, now time.Time) mailcore.Report {
	r := mailcore.Report{ID: id, Profile: p.Profile.WithoutSecrets(), Scope: p.Scope, Started: now}
	for _, row := range p.rows {
		r.Results = append(r.Results, mailcore.Result{Side: row.side, Step: row.step, State: mailcore.Pending})
	}
	return r
}
