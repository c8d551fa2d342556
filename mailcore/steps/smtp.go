package steps

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"todoku/mailcore"
	"todoku/mailcore/products"
	"todoku/pattern"
)

// An smtpLink is the connection to the outgoing server.
type smtpLink struct {
	link
	client   *smtp.Client
	greeting []byte // as it came: go-mail wants to read it again after STARTTLS
	caps     capabilities
	read     capabilities   // what the way of the test understands of them
	heloOnly bool           // the server refused EHLO
	body     io.WriteCloser // takes the message between DATA and its end
}

func (r *run) smtpResolve() error {
	o := r.plan.Profile.Outgoing
	r.smtp.reply = smtpReply
	if err := r.resolve(&r.smtp.link, o.Host, o.Port); err != nil {
		return err
	}
	if r.family != "" {
		var same bool
		if r.smtp.addrs, same = sameFamily(r.smtp.addrs, r.family); !same {
			r.warn()
		}
	}
	return nil
}

func (r *run) smtpConnect() error {
	r.smtp.client = nil // it may still hold what the connection before it said
	return r.connect(&r.smtp.link)
}

func (r *run) smtpHandshake() error { return r.handshake(&r.smtp.link) }

func (r *run) smtpCertificate() error { return r.verify(&r.smtp.link) }

func (r *run) smtpGreeting() (err error) {
	s := &r.smtp
	s.client, err = smtp.NewClient(s.conn, s.host)
	s.greeting = s.conn.Heard()
	if err != nil {
		return notMail(s.greeting, err)
	}
	r.fact("banner", mailcore.ParseReply(string(s.greeting)).Text)
	return nil
}

// notMail recognises a server that greets, but not in SMTP.
func notMail(greeting []byte, err error) error {
	if len(greeting) > 0 && mailcore.ParseReply(string(trim(greeting))).Code == 0 && FaultOf(err) != mailcore.TooLong {
		return errNotMail
	}
	return err
}

func (r *run) smtpEHLO() error {
	s := &r.smtp
	name := r.helo()
	r.fact("helo", name)
	if err := s.client.Hello(name); err != nil {
		return err
	}
	all := s.conn.Heard()
	if first, _ := cutReply(all); turnedAway(mailcore.ParseReply(string(trim(first))).Code) {
		r.result.Reply = s.conn.Clean(trim(first))
		return errReplied
	}
	r.result.Reply = s.conn.Clean(lastReply(all))
	_, second := cutReply(all)
	s.heloOnly = len(second) > 0
	s.caps, s.read = parseCapabilities(lastReply(all)), parseAs(lastReply(all), r.plan.Way.Reads)
	r.facts(s.caps.facts())
	return nil
}

// turnedAway reports whether a refusal of EHLO is of the client, and not of the
// word: HELO, which go-mail says next, makes nothing better.
func turnedAway(code int) bool { return code/100 == 4 || code == 550 || code == 554 }

// lastReply is what counts where EHLO was refused and HELO accepted.
func lastReply(heard []byte) []byte {
	var one []byte
	for rest := heard; len(rest) > 0; {
		one, rest = cutReply(rest)
	}
	return trim(one)
}

// helo returns the name that we give ourselves: this computer's full name if
// it has one, else the address literal of this end (RFC 5321 4.1.3).
func (r *run) helo() string {
	if name := r.plan.Way.HELO; name != "" {
		if ascii, err := mailcore.LenientIDNA.ToASCII(name); err == nil && !strings.HasPrefix(name, "[") {
			return ascii
		}
		return name
	}
	if name, err := r.tester.hostname(); err == nil && strings.Contains(name, ".") && isASCII(name) && mailcore.ValidHELO(name) {
		return name
	}
	local, err := netip.ParseAddr(hostOf(r.smtp.conn.LocalAddr()))
	if err != nil {
		return "localhost"
	}
	return literal(local.WithZone("").Unmap())
}

func literal(a netip.Addr) string {
	if a.Is6() {
		return "[IPv6:" + a.String() + "]"
	}
	return "[" + a.String() + "]"
}

func (t *Tester) hostname() (string, error) {
	if t.Hostname != nil {
		return t.Hostname()
	}
	return os.Hostname()
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return c > 0x7e || c < 0x21 })
}

func (r *run) smtpSTARTTLS() error {
	s := &r.smtp
	if !s.read.has("STARTTLS") {
		r.unread(s.caps.has("STARTTLS"))
		return errNoSTARTTLS
	}
	if r.plan.Way.Encryption == products.IfOffered {
		r.fact("upgrade", "yes")
	}
	if _, _, err := command(s.client, 220, "STARTTLS"); err != nil {
		return err
	}
	return s.conn.GoAhead()
}

// command sends one line through go-mail's connection and reads the reply.
func command(c *smtp.Client, want int, format string, args ...any) (code int, text string, err error) {
	id, err := c.Text.Cmd(format, args...)
	if err != nil {
		return 0, "", err
	}
	c.Text.StartResponse(id)
	defer c.Text.EndResponse(id)
	return c.Text.ReadResponse(want)
}

// smtpEHLOAgain asks for the capabilities anew, now that nobody can have
// tampered with them. go-mail gets the old greeting, since there is no second.
func (r *run) smtpEHLOAgain() (err error) {
	s := &r.smtp
	s.conn.Replay(s.greeting)
	if s.client, err = smtp.NewClient(s.conn, s.host); err != nil {
		return err
	}
	return r.smtpEHLO()
}

func (r *run) smtpMailFrom() error {
	address, err := asciiAddress(r.plan.Way.From)
	if err != nil {
		return errInvalid
	}
	r.fact("sender", address)
	r.ahead()
	r.smtp.client.SkipSMTPUTF8(isASCII(address))
	return r.smtp.client.Mail("<" + address + ">")
}

// ahead lets the commands behind MAIL leave along with it, where a server takes
// that (PIPELINING, RFC 2920): their answers come sooner, and each step is still
// told by its own. A product's library waits for each, and so does its way.
func (r *run) ahead() {
	s := &r.smtp
	if r.plan.Way.Products != nil || !s.caps.has("PIPELINING") {
		return
	}
	to, err := asciiAddress(r.plan.Profile.TestTo)
	if err != nil {
		return
	}
	commands := "RCPT TO:<" + to + ">\r\n"
	if sending(r.plan) {
		if r.compose() != nil {
			return
		}
		commands += "DATA\r\n"
	}
	s.conn.Ahead([]byte(commands))
}

func (r *run) smtpRcptTo() error {
	address, err := asciiAddress(r.plan.Profile.TestTo)
	if err != nil {
		return errInvalid
	}
	r.fact("recipient", address)
	return r.smtp.client.Rcpt("<" + address + ">")
}

// asciiAddress returns an address with its domain as DNS knows it. A word
// without a domain stays as it is: Zaion'nex's default is one (ZN-06).
func asciiAddress(address string) (string, error) {
	if strings.ContainsAny(address, "\r\n<>") {
		return "", errors.New("control or bracket in address")
	}
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address, nil
	}
	host, err := mailcore.ASCIIHost(address[at+1:])
	return address[:at+1] + host, err
}

func (r *run) smtpData() error {
	s := &r.smtp
	if r.sent.text == nil {
		if err := r.compose(); err != nil {
			return fmt.Errorf("composing: %w", err)
		}
	}
	mail := r.sent
	r.fact("message-id", mail.id)
	r.fact("bytes", strconv.Itoa(len(mail.text)))
	r.fact("charset", string(mail.charset))
	if mail.charset != cmp.Or(r.plan.Profile.Charset, mailcore.UTF8) {
		r.warn()
	}
	var err error
	if s.body, err = s.client.Data(); err != nil {
		return err
	}
	if _, err = s.body.Write(mail.text); err != nil {
		return err
	}
	return s.client.Text.W.Flush()
}

var queueIDPattern = pattern.New(`(?i)(?:queued as|queued mail|id[ =:]+|queue-id[ =:]+)\s*<?([A-Za-z0-9._-]{4,})`)

// smtpQueued ends the message and waits for the receipt. Without one nobody
// knows whether the server took it (RFC 5321 4.5.3.2.6, RFC 1047).
func (r *run) smtpQueued() error {
	conn := r.smtp.conn
	err := r.smtp.body.Close()
	if err = cmp.Or(err, half(conn)); err != nil {
		if conn.Sent() && gone(cmp.Or(conn.Cause(), err)) {
			return errUnanswered
		}
		return err
	}
	r.queuedAt = r.tester.now()
	if m := queueIDPattern.FindSubmatch(r.smtp.conn.Heard()); m != nil {
		r.fact("queue-id", string(m[1]))
	}
	return nil
}

// smtpQuit takes leave. The test has passed by then, so rudeness of the
// server is only worth a remark.
func (r *run) smtpQuit() error {
	if r.plan.Scope == mailcore.RecipientScope {
		if err := r.smtp.client.Reset(); err != nil {
			r.result.Fault = r.faultOf(&r.smtp.link, err)
		}
	}
	return r.leave(&r.smtp.link, r.smtp.client.Quit())
}

func (r *run) leave(l *link, err error) error {
	if err != nil && r.ctx.Err() == nil {
		r.result.Fault = r.faultOf(l, err)
		r.warn()
		return nil
	}
	return err
}

// goodbye is how long a server gets to answer QUIT after it refused us: the
// result is known, and a person waits for it.
const goodbye = time.Second

// farewell says QUIT where a refusal ended the test, out of politeness.
func (r *run) farewell() {
	failure, failed := r.report.Each()[0].Failure() // in this way of the test
	if !failed || failure.Fault != mailcore.Replied || r.smtp.client == nil || failure.Side != mailcore.OutgoingSide {
		return
	}
	r.smtp.conn.BeginFor(goodbye)
	r.settle()
	r.smtp.client.Quit()
}

// settle hears what a server says to commands that left along with one that it
// refused. Where it waits for a message in spite of that, it gets an empty one
// for nobody, as RFC 2920 3.1 has it.
func (r *run) settle() {
	s := &r.smtp
	for s.conn.Flying() > 0 {
		code, _, err := s.client.Text.ReadResponse(0)
		if err == nil && code == 354 {
			_, _, err = command(s.client, 0, ".")
		}
		if err != nil {
			return
		}
	}
}
