package steps

import (
	"slices"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A Plan is what one test will do, made before anything is sent so that every
// row is on the screen at once. It holds copies: the values on the screen,
// saved or not.
type Plan struct {
	Profile mailcore.Profile // normalised
	Scope   mailcore.Scope
	Way     products.Way
	rows    []row
	others  []Plan // the same in the ways of other products
}

// A row is a step of a plan and how it is taken.
type row struct {
	side mailcore.Side
	step mailcore.Step
	when when // nil means always
	do   func(*run) error
}

// NewPlan plans a test of p that goes as far as scope, in each way in which its
// products do it.
func NewPlan(p mailcore.Profile, scope mailcore.Scope) Plan {
	p = p.Normalised().Effective()
	var plans []Plan
	for _, way := range products.Ways(p, scope) { // always one
		plans = append(plans, planned(p, scope, way))
	}
	plans[0].others = plans[1:]
	return plans[0]
}

// Problems returns what is wrong with the settings whatever the way, so that a
// test makes no sense; what only a product cannot do is for its report to say.
func (p Plan) Problems() []mailcore.Problem {
	profile := p.Profile
	profile.From = p.Way.From
	problems := mailcore.Errors(products.Problems(profile, p.Scope))
	for _, other := range p.others {
		if len(problems) > 0 {
			problems = other.Problems()
		}
	}
	return problems
}

// Warnings lists what the products will not keep as it was tested.
func (p Plan) Warnings() []mailcore.Problem {
	return slices.DeleteFunc(products.Problems(p.Profile, p.Scope), func(problem mailcore.Problem) bool {
		return problem.Severity != mailcore.Warning || problem.Args["product"] == ""
	})
}

func planned(p mailcore.Profile, scope mailcore.Scope, way products.Way) Plan {
	plan := Plan{Profile: p, Scope: scope, Way: way}
	for _, r := range rows {
		if r.when == nil || r.when(plan) {
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
	{mailcore.OutgoingSide, mailcore.Handshake, encrypting(products.FromStart), (*run).smtpHandshake},
	{mailcore.OutgoingSide, mailcore.Certificate, encrypting(products.FromStart), (*run).smtpCertificate},
	{mailcore.OutgoingSide, mailcore.Greeting, outgoing, (*run).smtpGreeting},
	{mailcore.OutgoingSide, mailcore.EHLO, outgoing, (*run).smtpEHLO},
	{mailcore.OutgoingSide, mailcore.StartTLS, encrypting(products.Required, products.IfOffered), (*run).smtpSTARTTLS},
	{mailcore.OutgoingSide, mailcore.Handshake, encrypting(products.Required, products.IfOffered), (*run).smtpHandshake},
	{mailcore.OutgoingSide, mailcore.Certificate, encrypting(products.Required, products.IfOffered), (*run).smtpCertificate},
	{mailcore.OutgoingSide, mailcore.EHLOAgain, encrypting(products.Required, products.IfOffered), (*run).smtpEHLOAgain},
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

// A when says whether a row belongs to a plan.
type when = func(Plan) bool

func outgoing(p Plan) bool { return p.Scope.Sends() }

func receiving(protocol mailcore.Protocol) when {
	return func(p Plan) bool { return p.Profile.Incoming.Protocol == protocol && p.Scope.Receives() }
}

func receivingWith(protocol mailcore.Protocol, e mailcore.Encryption) when {
	return func(p Plan) bool { return receiving(protocol)(p) && p.Profile.Incoming.Encryption == e }
}

func looking(protocol mailcore.Protocol) when {
	return func(p Plan) bool { return receiving(protocol)(p) && p.Scope.LooksInside() }
}

func deleting(protocol mailcore.Protocol) when {
	return func(p Plan) bool { return looking(protocol)(p) && p.Profile.Incoming.Delete }
}

func finding(protocol mailcore.Protocol) when {
	return func(p Plan) bool { return receiving(protocol)(p) && p.Scope == mailcore.RoundTripScope }
}

func encrypting(manners ...products.Manner) when {
	return func(p Plan) bool { return outgoing(p) && slices.Contains(manners, p.Way.Encryption) }
}

func loggingIn(p Plan) bool {
	return outgoing(p) && p.Profile.Outgoing.Auth != mailcore.NoAuth && p.Scope != mailcore.ConnectScope
}

func addressing(p Plan) bool { return p.Scope.Asks() }

func sending(p Plan) bool { return p.Scope.Mails() }

// popping: the POP login needs a password, so a test of the connection alone
// leaves it out.
func popping(p Plan) bool {
	return outgoing(p) && p.Profile.Outgoing.PopBefore.Use && p.Scope != mailcore.ConnectScope
}

func popWith(e mailcore.Encryption) when {
	return func(p Plan) bool { return popping(p) && p.Profile.POPServer().Encryption == e }
}

func waiting(p Plan) bool { return popping(p) && p.Profile.Outgoing.PopBefore.Wait > 0 }

// Report returns the report of a plan none of whose steps has begun.
func (p Plan) Report(id string, now time.Time) mailcore.Report {
	r := mailcore.Report{ID: id, Profile: p.Profile.WithoutSecrets(), Scope: p.Scope, For: p.Way.Products, Started: now}
	for _, row := range p.rows {
		r.Results = append(r.Results, mailcore.Result{Side: row.side, Step: row.step, State: mailcore.Pending})
	}
	for _, other := range p.others {
		r.Others = append(r.Others, other.Report(id, now))
	}
	return r
}
