package steps

import (
	"bytes"
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/mailcore/transcript"
	"todoku/mailcore/wire"
)

// A Tester runs plans. Its zero value uses the real network and clock and
// trusts the certificate authorities of the system.
type Tester struct {
	Roots     *x509.CertPool                                                    // trusted beside the system\'s authorities; nil means none
	Dial      func(ctx context.Context, network, addr string) (net.Conn, error) // nil means net.Dialer
	Lookup    func(ctx context.Context, host string) ([]netip.Addr, error)      // nil means the system's resolver
	LookupTXT func(ctx context.Context, name string) ([]string, error)          // of DKIM keys; nil means the system's resolver
	Now       func() time.Time                                                  // nil means time.Now
	Hostname  func() (string, error)                                            // nil means os.Hostname

	// Judged is called after each login, from the goroutine of Run, with whether
	// the server let the account in or refused it. It is not called for what
	// says nothing of the account. May be nil.
	Judged func(of mailcore.Login, letIn bool)

	// Spare is how many logins a mending or a proof may still make; 0 means
	// three.
	Spare int

	// Most is how often one account may be tried, or refused, in a run; 0 means
	// three.
	Most int

	// Letter is sent in place of the test mail; nil means the test mail.
	Letter *Letter
}

// Run takes the steps of plan, in one way after the other: of each until one
// step fails, and skips the rest. After every change it calls show, from the
// calling goroutine, with a copy of the report that nobody changes any more. It
// returns soon after ctx ends, with the running step failed.
func (t *Tester) Run(ctx context.Context, plan Plan, show func(mailcore.Report)) mailcore.Report {
	started, logins := t.now(), newLogins()
	whole := plan.Report(newID(started), started)
	take := func(plan Plan, report *mailcore.Report) {
		r := &run{tester: t, plan: plan, ctx: ctx, attempts: map[string]int{}, logins: logins, report: report}
		r.show = func() { show(whole.Clone()) }
		r.takeAll()
	}
	take(plan, &whole)
	for i, other := range plan.others {
		take(other, &whole.Others[i])
	}
	return whole
}

// takeAll takes the steps of the run's plan.
func (r *run) takeAll() {
	defer r.close()
	started := r.tester.now()
	failed := false
	for i, row := range r.plan.rows {
		r.result = &r.report.Results[i]
		switch {
		case failed:
			r.result.State = mailcore.Skipped
			continue
		case r.unneeded(row):
			r.result.State = mailcore.Unneeded
			continue
		}
		r.result.State = mailcore.Running
		r.show()
		r.take(row)
		failed = r.result.State == mailcore.Failed
		r.show()
	}
	r.farewell()
	r.report.Took = r.tester.now().Sub(started)
	r.show()
}

// upgrading are the steps of encrypting a connection that has begun without.
var upgrading = []mailcore.Step{mailcore.StartTLS, mailcore.Handshake, mailcore.Certificate, mailcore.EHLOAgain}

// unneeded reports whether a product does without a step, because the server
// offers no STARTTLS.
func (r *run) unneeded(row row) bool {
	return r.plan.Way.Encryption == products.IfOffered && row.side == mailcore.OutgoingSide && slices.Contains(upgrading, row.step) &&
		!r.smtp.read.has("STARTTLS") && !r.smtp.conn.Encrypted()
}

// newID returns a name for a run that sorts by time.
func newID(now time.Time) string {
	return now.UTC().Format("20060102-150405.000") + "-" + uuid.NewString()[:8]
}

// A run is what the steps of one test have opened and learned so far.
type run struct {
	tester   *Tester
	plan     Plan
	ctx      context.Context
	report   *mailcore.Report
	result   *mailcore.Result // of the step being taken
	show     func()           // hands out a copy of the report
	before   popLink          // the server that has to be visited before SMTP
	smtp     smtpLink
	incoming popLink        // the receiving server, where it speaks POP3
	imap     imapLink       // the receiving server, where it speaks IMAP
	sent     message        // the test mail
	queuedAt time.Time      // when the outgoing server took it
	found    []byte         // the test mail as it arrived
	family   string         // IP version that the POP login went over; "" means any
	attempts map[string]int // logins tried, by account
	logins   *logins        // what all ways know of them
}

// take takes one step and writes down what came of it.
func (r *run) take(row row) {
	began := r.tester.now()
	link := r.link(row.side)
	if link.conn != nil {
		link.conn.Begin()
	}
	err := r.do(row)
	res := r.result
	res.Took = r.tester.now().Sub(began)
	if res.State == mailcore.Running {
		res.State = mailcore.Passed
	}
	if conn := link.conn; conn != nil {
		res.Lines = append(res.Lines, conn.Lines()...)
		res.Reply = cut(cmp.Or(res.Reply, conn.Clean(link.reply(conn.Heard()))), maxReplyShown)
		if link == &r.imap.link {
			r.alerts()
		}
		if row.step != mailcore.Quit && link != &r.imap.link { // how a server takes leave does not matter, and in IMAP nobody takes half a line
			err = cmp.Or(err, half(conn))
		}
	}
	if err != nil {
		res.State = mailcore.Failed
		res.Fault = r.faultOf(link, err)
		r.foreign(link)
	}
}

// foreign notes what the server greeted in, where that was another protocol.
func (r *run) foreign(l *link) {
	if l.conn == nil {
		return
	}
	if cause, ok := errors.AsType[*wire.Cause](l.conn.Cause()); ok {
		r.spoke(cause.Speaks)
	}
}

// afresh gives one more exchange of the same step limits of its own, and keeps
// the record of those before.
func (r *run) afresh(l *link) {
	r.result.Lines = append(r.result.Lines, l.conn.Lines()...)
	l.conn.Begin()
}

// do takes a step, unless the server has answered it already: what it says
// before it is asked would be taken for success.
func (r *run) do(row row) error {
	if row.step == mailcore.Greeting {
		if err := r.listen(r.link(row.side)); err != nil {
			return err
		}
	}
	client := r.smtp.client
	if row.side != mailcore.OutgoingSide || row.step == mailcore.Quit || r.smtp.conn == nil || client == nil || client.Text.R.Buffered() == 0 {
		return row.do(r)
	}
	early, _ := client.Text.R.Peek(client.Text.R.Buffered())
	r.result.Reply = r.clean(string(smtpReply(early)))
	if bytes.HasPrefix(early, []byte("421")) { // may come at any time (RFC 5321 3.8)
		return errReplied
	}
	return errNotMail
}

// half reports a reply that broke off: the libraries take half a line for a
// whole one.
func half(conn *wire.Conn) error {
	if heard := conn.Heard(); len(heard) == 0 || heard[len(heard)-1] == '\n' {
		return nil
	}
	return cmp.Or(conn.Cause(), io.ErrUnexpectedEOF)
}

// How much is kept to be shown, in characters.
const (
	maxReplyShown = 1000 // two lines of SMTP (512 bytes, RFC 5321 4.5.3.1.5)
	maxFact       = 4000 // the longest are lists: what a server can do, the names of a certificate
)

func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// faultOf turns what a library returned into a fact. What the connection
// itself knows counts first, because libraries rewrite errors.
func (r *run) faultOf(link *link, err error) mailcore.Fault {
	if r.ctx.Err() != nil {
		return mailcore.Stopped
	}
	if link.conn != nil && !errors.Is(err, errUnanswered) {
		err = cmp.Or(link.conn.Cause(), err)
	}
	if link == &r.imap.link && r.imap.client != nil {
		return r.imap.faultOf(err)
	}
	return FaultOf(err)
}

func (r *run) link(side mailcore.Side) *link {
	switch {
	case side == mailcore.BeforeSide:
		return &r.before.link
	case side == mailcore.OutgoingSide:
		return &r.smtp.link
	case r.plan.Profile.Incoming.Protocol == mailcore.IMAP:
		return &r.imap.link
	}
	return &r.incoming.link
}

// fact writes down something learned, safe to show.
func (r *run) fact(name, value string) {
	if value == "" {
		return
	}
	if r.result.Facts == nil {
		r.result.Facts = map[string]string{}
	}
	r.result.Facts[name] = cut(r.clean(value), maxFact)
}

// clean makes text safe to keep. The connection knows best: it has seen what
// we said in answer to challenges.
func (r *run) clean(text string) string {
	if conn := r.link(r.result.Side).conn; conn != nil {
		return conn.Clean([]byte(text))
	}
	return transcript.Scrub(transcript.Visible([]byte(text)), r.plan.Profile.SecretTexts()...)
}

func (r *run) facts(all map[string]string) {
	for name, value := range all {
		r.fact(name, value)
	}
}

// warn lets the step pass with something to tell.
func (r *run) warn() { r.result.State = mailcore.Warned }

// limit is the time that each step may take.
func (r *run) limit() time.Duration {
	seconds := r.plan.Profile.Timeout(r.result.Side)
	if r.result.Side == mailcore.OutgoingSide {
		seconds = r.plan.Way.Timeout
	}
	return time.Duration(seconds) * time.Second
}

func (r *run) close() {
	for _, link := range []*link{&r.before.link, &r.smtp.link, &r.incoming.link, &r.imap.link} {
		if link.conn != nil {
			link.conn.Close()
		}
	}
}

// check is the first step: it judges the settings.
func (r *run) check() error {
	problems := r.plan.Way.Problems(r.plan.Profile, r.plan.Scope)
	if len(problems) == 0 {
		return nil
	}
	r.fact("problem", problems[0].Code)
	r.fact("field", problems[0].Field)
	if fields := fieldsOf(problems); len(fields) > 1 {
		r.fact("fields", strings.Join(fields, " "))
	}
	r.fact("product", problems[0].Args["product"])
	return errInvalid
}

// fieldsOf lists the fields that problems are about, each once.
func fieldsOf(problems []mailcore.Problem) (fields []string) {
	for _, p := range problems {
		if !slices.Contains(fields, p.Field) {
			fields = append(fields, p.Field)
		}
	}
	return fields
}

// wait lets the POP server tell the SMTP server about the login.
func (r *run) wait() error {
	wait := time.Duration(r.plan.Profile.Outgoing.PopBefore.Wait) * time.Second
	r.fact("waited", wait.String())
	select {
	case <-time.After(wait):
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

func (t *Tester) lookupTXT(ctx context.Context) func(string) ([]string, error) {
	lookup := t.LookupTXT
	if lookup == nil {
		lookup = net.DefaultResolver.LookupTXT
	}
	return func(name string) ([]string, error) { return lookup(ctx, name) }
}

func (t *Tester) now() time.Time {
	if t.Now != nil {
		return t.Now()
	}
	return time.Now()
}
