package mailcore

import "time"

// A Plan is what one test will do, made before anything is sent so that every
// row is on the screen at once. It holds copies: the values on the screen,
// saved or not.
type Plan struct {
	Profile Profile // normalised
	Scope   Scope
	rows    []row
}

// A row is a step of a plan and how it is taken.
type row struct {
	side Side
	step Step
	when func(Profile, Scope) bool // nil means always
	do   func(*run) error
}

// NewPlan plans a test of p that goes as far as scope.
func NewPlan(p Profile, scope Scope) Plan {
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
	{OutgoingSide, CheckStep, nil, (*run).check},

	{BeforeSide, Resolve, popping, (*run).popResolve},
	{BeforeSide, Connect, popping, (*run).popConnect},
	{BeforeSide, Handshake, popWith(TLS), (*run).popHandshake},
	{BeforeSide, Greeting, popping, (*run).popGreeting},
	{BeforeSide, CAPA, popping, (*run).popCapabilities},
	{BeforeSide, StartTLS, popWith(STARTTLS), (*run).popSTLS},
	{BeforeSide, Handshake, popWith(STARTTLS), (*run).popHandshake},
	{BeforeSide, Certificate, popEncrypted, (*run).popCertificate},
	{BeforeSide, Authorize, popping, (*run).popAuthorize},
	{BeforeSide, Quit, popping, (*run).popQuit},
	{BeforeSide, WaitStep, waiting, (*run).wait},

	{OutgoingSide, Resolve, outgoing, (*run).smtpResolve},
	{OutgoingSide, Connect, outgoing, (*run).smtpConnect},
	{OutgoingSide, Handshake, with(TLS), (*run).smtpHandshake},
	{OutgoingSide, Greeting, outgoing, (*run).smtpGreeting},
	{OutgoingSide, EHLO, outgoing, (*run).smtpEHLO},
	{OutgoingSide, StartTLS, with(STARTTLS), (*run).smtpSTARTTLS},
	{OutgoingSide, Handshake, with(STARTTLS), (*run).smtpHandshake},
	{OutgoingSide, EHLOAgain, with(STARTTLS), (*run).smtpEHLOAgain},
	{OutgoingSide, Certificate, encrypted, (*run).smtpCertificate},
	{OutgoingSide, Authorize, loggingIn, (*run).smtpAuthorize},
	{OutgoingSide, MailFrom, addressing, (*run).smtpMailFrom},
	{OutgoingSide, RcptTo, addressing, (*run).smtpRcptTo},
	{OutgoingSide, Data, sending, (*run).smtpData},
	{OutgoingSide, Queued, sending, (*run).smtpQueued},
	{OutgoingSide, Quit, outgoing, (*run).smtpQuit},

	{IncomingSide, Resolve, receiving(POP3), (*run).popResolve},
	{IncomingSide, Connect, receiving(POP3), (*run).popConnect},
	{IncomingSide, Handshake, receivingWith(POP3, TLS), (*run).popHandshake},
	{IncomingSide, Greeting, receiving(POP3), (*run).popGreeting},
	{IncomingSide, CAPA, receiving(POP3), (*run).popCapabilities},
	{IncomingSide, StartTLS, receivingWith(POP3, STARTTLS), (*run).popSTLS},
	{IncomingSide, Handshake, receivingWith(POP3, STARTTLS), (*run).popHandshake},
	{IncomingSide, CAPAAgain, receivingWith(POP3, STARTTLS), (*run).popCapabilities},
	{IncomingSide, Certificate, receivingEncrypted(POP3), (*run).popCertificate},
	{IncomingSide, Authorize, receiving(POP3), (*run).popAuthorize},
	{IncomingSide, MailboxStep, receiving(POP3), (*run).popMailbox},
	{IncomingSide, UIDL, receiving(POP3), (*run).popUIDL},
	{IncomingSide, SizesStep, looking(POP3), (*run).popSizes},
	{IncomingSide, ExpiryStep, deleting(POP3), (*run).popExpiry},
	{IncomingSide, FindStep, finding(POP3), (*run).find},
	{IncomingSide, DeliverStep, finding(POP3), (*run).delivery},
	{IncomingSide, Quit, receiving(POP3), (*run).popQuit},

	{IncomingSide, Resolve, receiving(IMAP), (*run).imapResolve},
	{IncomingSide, Connect, receiving(IMAP), (*run).imapConnect},
	{IncomingSide, Handshake, receivingWith(IMAP, TLS), (*run).imapHandshake},
	{IncomingSide, Greeting, receiving(IMAP), (*run).imapGreeting},
	{IncomingSide, CAPA, receiving(IMAP), (*run).imapCapability},
	{IncomingSide, StartTLS, receivingWith(IMAP, STARTTLS), (*run).imapSTARTTLS},
	{IncomingSide, Handshake, receivingWith(IMAP, STARTTLS), (*run).imapHandshake},
	{IncomingSide, CAPAAgain, receivingWith(IMAP, STARTTLS), (*run).imapCapabilityAgain},
	{IncomingSide, Certificate, receivingEncrypted(IMAP), (*run).imapCertificate},
	{IncomingSide, Authorize, receiving(IMAP), (*run).imapAuthorize},
	{IncomingSide, MailboxStep, receiving(IMAP), (*run).imapMailbox},
	{IncomingSide, SizesStep, looking(IMAP), (*run).imapSizes},
	{IncomingSide, ExpiryStep, deleting(IMAP), (*run).imapExpiry},
	{IncomingSide, FindStep, finding(IMAP), (*run).find},
	{IncomingSide, DeliverStep, finding(IMAP), (*run).delivery},
	{IncomingSide, Quit, receiving(IMAP), (*run).imapQuit},
}

// A when says whether a row belongs to a test of that profile and scope.
type when = func(Profile, Scope) bool

func outgoing(_ Profile, s Scope) bool { return s.Sends() }

func receiving(protocol Protocol) when {
	return func(p Profile, s Scope) bool {
		return p.Incoming.Protocol == protocol && s.Receives()
	}
}

func receivingWith(protocol Protocol, e Encryption) when {
	return func(p Profile, s Scope) bool { return receiving(protocol)(p, s) && p.Incoming.Encryption == e }
}

func receivingEncrypted(protocol Protocol) when {
	return func(p Profile, s Scope) bool {
		return receiving(protocol)(p, s) && p.Incoming.Encryption != NoEncryption
	}
}

func looking(protocol Protocol) when {
	return func(p Profile, s Scope) bool { return receiving(protocol)(p, s) && s == ReceiveScope }
}

func deleting(protocol Protocol) when {
	return func(p Profile, s Scope) bool { return looking(protocol)(p, s) && p.Incoming.Delete }
}

func finding(protocol Protocol) when {
	return func(p Profile, s Scope) bool { return receiving(protocol)(p, s) && s == RoundTripScope }
}

func with(e Encryption) func(Profile, Scope) bool {
	return func(p Profile, s Scope) bool { return outgoing(p, s) && p.Outgoing.Encryption == e }
}

func encrypted(p Profile, s Scope) bool {
	return outgoing(p, s) && p.Outgoing.Encryption != NoEncryption
}

func loggingIn(p Profile, s Scope) bool {
	return outgoing(p, s) && p.Outgoing.Auth != NoAuth && s != ConnectScope
}

func addressing(p Profile, s Scope) bool { return s == RecipientScope || sending(p, s) }

func sending(_ Profile, s Scope) bool { return s == SendScope || s == RoundTripScope }

// popping: the POP login needs a password, so a test of the connection alone
// leaves it out.
func popping(p Profile, s Scope) bool {
	return outgoing(p, s) && p.Outgoing.PopBefore.Use && s != ConnectScope
}

func popWith(e Encryption) func(Profile, Scope) bool {
	return func(p Profile, s Scope) bool { return popping(p, s) && p.POPServer().Encryption == e }
}

func popEncrypted(p Profile, s Scope) bool {
	return popping(p, s) && p.POPServer().Encryption != NoEncryption
}

func waiting(p Profile, s Scope) bool { return popping(p, s) && p.Outgoing.PopBefore.Wait > 0 }

// Report returns the report of a plan none of whose steps has begun.
func (p Plan) Report(id string, now time.Time) Report {
	r := Report{ID: id, Profile: p.Profile.WithoutSecrets(), Scope: p.Scope, Started: now}
	for _, row := range p.rows {
		r.Results = append(r.Results, Result{Side: row.side, Step: row.step, State: Pending})
	}
	return r
}
