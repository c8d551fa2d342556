package mailcore

import (
	"maps"
	"slices"
	"strings"
	"time"

	"todoku/mailcore/transcript"
)

// A Report is what a test has found so far: facts only. The same value is
// drawn while the test runs, kept in the history, and drawn and diagnosed
// again from there.
type Report struct {
	ID       string        `json:"id"`      // of the run; sorts by time
	Profile  Profile       `json:"profile"` // as tested, without its passwords
	Scope    Scope         `json:"scope"`
	Started  time.Time     `json:"started"`
	Took     time.Duration `json:"took"`               // of the whole run, 0 while it runs
	Results  []Result      `json:"results"`            // one for every planned step, in order
	Mailbox  *Mailbox      `json:"mailbox,omitempty"`  // once the receiving side was looked into
	Delivery *Delivery     `json:"delivery,omitempty"` // once the test mail was found
	For      []Product     `json:"for,omitempty"`      // whose way the test went; none means our own
	Others   []Report      `json:"others,omitempty"`   // the same test in the ways of other products
}

// A Mailbox is what the receiving server holds.
type Mailbox struct {
	Count       int    `json:"count"`        // messages
	Bytes       int64  `json:"bytes"`        // of all of them; -1 where the server does not tell
	UIDL        bool   `json:"uidl"`         // messages have unique IDs that stay
	TooLarge    int    `json:"too_large"`    // messages beyond the size limit
	WouldDelete []Mail `json:"would_delete"` // the oldest that a product would delete, at most [maxListed]
	Deletable   int    `json:"deletable"`    // how many that are in all; -1 where not all were looked at
}

// Mail is one message in a mailbox.
type Mail struct {
	UID  string    `json:"uid"`
	Date time.Time `json:"date,omitzero"` // of arrival
}

// A Delivery is what became of the test mail.
type Delivery struct {
	Seconds     float64  `json:"seconds"`      // from the server's receipt to when we saw it
	Folder      string   `json:"folder"`       // "INBOX", or where else it was found
	Junk        bool     `json:"junk"`         //
	Hops        []Hop    `json:"hops"`         // from the sender on
	Rewritten   []Change `json:"rewritten"`    // fields that arrived with another value, and that value
	AuthResults string   `json:"auth_results"` // Authentication-Results as the receiver wrote them
	SPF         string   `json:"spf"`          // its verdicts: "pass", "fail", … (RFC 8601), "" where it gave none
	DKIM        string   `json:"dkim"`         //
	DMARC       string   `json:"dmarc"`        //
	Signed      string   `json:"signed"`       // what our own check of the DKIM signature says: "pass", "fail", "none", "unknown"
}

// A Hop is one server on the way, from a Received field (RFC 5321 4.4).
type Hop struct {
	From  string        `json:"from"`
	By    string        `json:"by"`
	With  string        `json:"with"`
	At    time.Time     `json:"at,omitzero"`
	Delay time.Duration `json:"delay"` // since the hop before
}

// A Result is how far one step got.
type Result struct {
	Side  Side              `json:"side"`
	Step  Step              `json:"step"`
	State State             `json:"state"`
	Took  time.Duration     `json:"took"`
	Reply string            `json:"reply,omitempty"` // the server's own words, made visible; lines separated by \n
	Fault Fault             `json:"fault,omitempty"`
	Facts map[string]string `json:"facts,omitempty"` // what was learned, by the names in [FactNames]
	Lines []transcript.Line `json:"lines,omitempty"` // the conversation, secrets withheld
}

// A Side says which server a step talks to.
type Side string

// The sides of a test.
const (
	OutgoingSide Side = "outgoing"        // the SMTP server
	BeforeSide   Side = "pop-before-smtp" // the POP3 server that has to be visited first
	IncomingSide Side = "incoming"        // the POP3 or IMAP server
)

// A Step is one thing that a test does and one row on the screen.
type Step string

// The steps, in the order in which a test may take them.
const (
	CheckStep   Step = "check"       // judge the settings, nothing is sent
	Resolve     Step = "resolve"     // name to addresses
	Connect     Step = "connect"     // TCP, each address in turn
	Handshake   Step = "tls"         // TLS, at once or after STARTTLS
	Certificate Step = "certificate" // verify it, before one more word is said
	Greeting    Step = "greeting"    // 220, +OK
	EHLO        Step = "ehlo"        //
	CAPA        Step = "capa"        //
	StartTLS    Step = "starttls"    // the command; STLS in POP3
	EHLOAgain   Step = "ehlo-again"  // the capabilities under TLS
	Authorize   Step = "auth"        //
	MailFrom    Step = "mail-from"   //
	RcptTo      Step = "rcpt-to"     //
	Data        Step = "data"        // hand over the message
	Queued      Step = "queued"      // the server's receipt
	Quit        Step = "quit"        //
	WaitStep    Step = "wait"        // between POP and SMTP
	CAPAAgain   Step = "capa-again"  // the capabilities under TLS
	MailboxStep Step = "mailbox"     // how much there is; IMAP: EXAMINE INBOX
	UIDL        Step = "uidl"        // POP3: can messages be told apart?
	SizesStep   Step = "sizes"       // against the size limit
	ExpiryStep  Step = "expiry"      // what a product would delete; only listed
	FindStep    Step = "find"        // the test mail, on fresh connections
	DeliverStep Step = "delivery"    // what became of it on the way
)

// A State says where a step stands.
type State string

// The states of a step.
const (
	Pending  State = "pending"
	Running  State = "running"
	Passed   State = "passed"
	Warned   State = "warned" // done, with something to tell
	Failed   State = "failed"
	Skipped  State = "skipped"  // not taken, because an earlier one failed
	Unneeded State = "unneeded" // not taken, because the server does not offer it and the product does without
)

// A Scope says how far a test goes. The values are written to files.
type Scope string

// The scopes, shortest first.
const (
	ConnectScope   Scope = "connect"   // no password is used
	LoginScope     Scope = "login"     //
	RecipientScope Scope = "recipient" // the server is asked for the recipient, nothing is sent
	SendScope      Scope = "send"      // a test mail
	ReceiveScope   Scope = "receive"   // the receiving side alone
	LoginsScope    Scope = "logins"    // log in to every server that there is, to send and to receive, without a mail
	RoundTripScope Scope = "roundtrip" // send a test mail and find it again
)

// Sends reports whether a test that far talks to the outgoing server.
func (s Scope) Sends() bool { return s != "" && s != ReceiveScope }

// Receives reports whether it talks to the receiving server.
func (s Scope) Receives() bool {
	return s == ReceiveScope || s == LoginsScope || s == RoundTripScope
}

// LooksInside reports whether it looks through what the mailbox holds.
func (s Scope) LooksInside() bool { return s == ReceiveScope || s == LoginsScope }

// Asks reports whether it asks the outgoing server for the recipient.
func (s Scope) Asks() bool { return s == RecipientScope || s.Mails() }

// Mails reports whether it sends a test mail.
func (s Scope) Mails() bool { return s == SendScope || s == RoundTripScope }

// Scopes lists the scopes in the order in which they are offered.
var Scopes = []Scope{ConnectScope, LoginScope, RecipientScope, SendScope, ReceiveScope, LoginsScope, RoundTripScope}

// within lists, for each scope, the others whose steps are all among its own;
// where a test mail is looked for, the rest of the mailbox is not.
var within = map[Scope][]Scope{
	LoginScope:     {ConnectScope},
	RecipientScope: {ConnectScope, LoginScope},
	SendScope:      {ConnectScope, LoginScope, RecipientScope},
	LoginsScope:    {ConnectScope, LoginScope, ReceiveScope},
	RoundTripScope: {ConnectScope, LoginScope, RecipientScope, SendScope, ReceiveScope, LoginsScope},
}

// Side is that of the server which a test that far is named after: the one that
// sends, unless it is not talked to.
func (s Scope) Side() Side {
	if s == ReceiveScope {
		return IncomingSide
	}
	return OutgoingSide
}

// Covers reports whether a test as far as s does everything that one as far as
// other does: what s proves, other cannot take back, nor the reverse.
func (s Scope) Covers(other Scope) bool { return s == other || slices.Contains(within[s], other) }

// OK reports whether every step of an ended test passed, with or without
// warnings, in every way that it went.
func (r Report) OK() bool {
	return len(r.Results) > 0 && !slices.ContainsFunc(r.Results, func(res Result) bool {
		return res.State != Passed && res.State != Warned && res.State != Unneeded
	}) && !slices.ContainsFunc(r.Others, func(o Report) bool { return !o.OK() })
}

// Ended reports whether no step is left to take.
func (r Report) Ended() bool {
	return !slices.ContainsFunc(r.Results, func(res Result) bool {
		return res.State == Pending || res.State == Running
	}) && !slices.ContainsFunc(r.Others, func(o Report) bool { return !o.Ended() })
}

// Each returns r in every way that it went, each as a report of its own.
func (r Report) Each() []Report {
	all := append([]Report{r}, r.Others...)
	all[0].Others = nil
	return all
}

// Steps returns the results of all ways, in order.
func (r Report) Steps() []Result {
	all := slices.Clone(r.Results)
	for _, other := range r.Others {
		all = append(all, other.Results...)
	}
	return all
}

// Failure returns the first step that failed, if one did.
func (r Report) Failure() (Result, bool) {
	for _, way := range r.Each() {
		if i := slices.IndexFunc(way.Results, func(res Result) bool { return res.State == Failed }); i >= 0 {
			return way.Results[i], true
		}
	}
	return Result{}, false
}

// Reached reports whether the test came so far as to reach out to a server: the
// settings allow one.
func (r Report) Reached() bool {
	failure, _ := r.Failure()
	return failure.Step != CheckStep
}

// Result returns the result of a step, and whether the plan has that step.
func (r Report) Result(side Side, step Step) (Result, bool) {
	i := slices.IndexFunc(r.Results, func(res Result) bool { return res.Side == side && res.Step == step })
	if i < 0 {
		return Result{}, false
	}
	return r.Results[i], true
}

// Fact returns what the test learned under name on side, from the last step
// that knows it, or "".
func (r Report) Fact(side Side, name string) string {
	for _, res := range slices.Backward(r.Results) {
		if v, ok := res.Facts[name]; ok && res.Side == side {
			return v
		}
	}
	return ""
}

// Clone returns a copy that shares nothing a running test still changes.
func (r Report) Clone() Report {
	r.Results = slices.Clone(r.Results)
	if r.Mailbox != nil {
		box := *r.Mailbox
		box.WouldDelete = slices.Clone(box.WouldDelete)
		r.Mailbox = &box
	}
	if r.Delivery != nil {
		d := *r.Delivery
		r.Delivery = &d
	}
	r.Others = slices.Clone(r.Others)
	for i, o := range r.Others {
		r.Others[i] = o.Clone()
	}
	for i := range r.Results {
		r.Results[i].Facts = maps.Clone(r.Results[i].Facts)
		r.Results[i].Lines = slices.Clone(r.Results[i].Lines)
	}
	return r
}

// FieldsOf names the fields of changes, with blanks between.
func FieldsOf(changes []Change) string {
	var names []string
	for _, c := range changes {
		names = append(names, c.Field)
	}
	return strings.Join(names, " ")
}
