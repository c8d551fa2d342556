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
	plan := Plan{Profile: p.Normalised(), Scope: scope}
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

	{OutgoingSide, Resolve, nil, (*run).smtpResolve},
	{OutgoingSide, Connect, nil, (*run).smtpConnect},
	{OutgoingSide, Handshake, with(TLS), (*run).smtpHandshake},
	{OutgoingSide, Greeting, nil, (*run).smtpGreeting},
	{OutgoingSide, EHLO, nil, (*run).smtpEHLO},
	{OutgoingSide, StartTLS, with(STARTTLS), (*run).smtpSTARTTLS},
	{OutgoingSide, Handshake, with(STARTTLS), (*run).smtpHandshake},
	{OutgoingSide, EHLOAgain, with(STARTTLS), (*run).smtpEHLOAgain},
	{OutgoingSide, Certificate, encrypted, (*run).smtpCertificate},
	{OutgoingSide, Authorize, loggingIn, (*run).smtpAuthorize},
	{OutgoingSide, MailFrom, addressing, (*run).smtpMailFrom},
	{OutgoingSide, RcptTo, addressing, (*run).smtpRcptTo},
	{OutgoingSide, Data, sending, (*run).smtpData},
	{OutgoingSide, Queued, sending, (*run).smtpQueued},
	{OutgoingSide, Quit, nil, (*run).smtpQuit},
}

func with(e Encryption) func(Profile, Scope) bool {
	return func(p Profile, _ Scope) bool { return p.Outgoing.Encryption == e }
}

func encrypted(p Profile, _ Scope) bool { return p.Outgoing.Encryption != NoEncryption }

func loggingIn(p Profile, s Scope) bool { return p.Outgoing.Auth != NoAuth && s != ConnectScope }

func addressing(_ Profile, s Scope) bool { return s == RecipientScope || s == SendScope }

func sending(_ Profile, s Scope) bool { return s == SendScope }

// popping: the POP login needs a password, so a test of the connection alone
// leaves it out.
func popping(p Profile, s Scope) bool { return p.Outgoing.PopBefore.Use && s != ConnectScope }

func popWith(e Encryption) func(Profile, Scope) bool {
	return func(p Profile, s Scope) bool { return popping(p, s) && p.popBefore().Encryption == e }
}

func popEncrypted(p Profile, s Scope) bool {
	return popping(p, s) && p.popBefore().Encryption != NoEncryption
}

func waiting(p Profile, s Scope) bool { return popping(p, s) && p.Outgoing.PopBefore.Wait > 0 }

// Report returns the report of a plan none of whose steps has begun.
func (p Plan) Report(id string, now time.Time) Report {
	r := Report{ID: id, Profile: p.Profile.withoutSecrets(), Scope: p.Scope, Started: now}
	for _, row := range p.rows {
		r.Results = append(r.Results, Result{Side: row.side, Step: row.step, State: Pending})
	}
	return r
}

func (p Profile) withoutSecrets() Profile {
	p.Outgoing.Password, p.Outgoing.PopBefore.Password = "", ""
	return p
}
