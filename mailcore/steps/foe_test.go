package steps

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"todoku/mailcore"
)

// A foe is a mail server that keeps to the protocol but for what it was told
// to do otherwise.
type foe struct {
	offers string           // capabilities beside the usual, separated by commas
	cert   *tls.Certificate // nil means a good one
	tls    bool             // from the first byte
	pop    bool             // speaks POP3
	imap   bool             // speaks IMAP
	post   *post            // the mailbox of one who speaks POP3 or IMAP
	on     map[string]move  // instead of the usual answer to a verb; "" is the greeting, "TLS" the handshake
}

// A move is what a foe does when it hears a line.
type move func(p *foePlayer, line string)

// A foePlayer is one connection to a foe.
type foePlayer struct {
	foe
	net.Conn
	in        *bufio.Reader
	encrypted bool
	left      bool
	log       *foeLog
	challenge bool   // the next line answers one
	tag       string // of the IMAP command being answered
}

// A foeLog is what clients said to a foe, on all connections.
type foeLog struct {
	sync.Mutex
	clear, encrypted []string
}

// start listens until the test ends, takes everything down in log, and returns
// the port.
func (f foe) start(t *testing.T, log *foeLog) net.Addr {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(func() { cancel(); l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			context.AfterFunc(ctx, func() { conn.Close() })
			go f.play(conn, log)
		}
	}()
	return l.Addr()
}

func (f foe) play(conn net.Conn, log *foeLog) {
	p := &foePlayer{foe: f, Conn: conn, in: bufio.NewReader(conn), log: log}
	defer func() { p.Close() }()
	if f.tls {
		p.react("TLS", "")
	}
	p.react("", "")
	for !p.left {
		line, err := p.hear()
		if err != nil {
			return
		}
		p.react(p.verb(line), line)
	}
}

// verb returns the name of a command. In IMAP a tag comes first, and UID
// before some commands does not count.
func (p *foePlayer) verb(line string) string {
	challenged := p.challenge
	p.challenge = false
	verb, rest, _ := strings.Cut(line, " ")
	switch {
	case challenged && verb != "*":
		return "AUTH"
	case p.imap:
		p.tag = verb
		verb, _, _ = strings.Cut(strings.TrimPrefix(rest, "UID "), " ")
	}
	return strings.ToUpper(verb)
}

// hear reads a line and takes it down.
func (p *foePlayer) hear() (string, error) {
	line, err := p.in.ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	p.log.Lock()
	defer p.log.Unlock()
	if p.encrypted {
		p.log.encrypted = append(p.log.encrypted, line)
	} else {
		p.log.clear = append(p.log.clear, line)
	}
	return line, err
}

func (p *foePlayer) react(verb, line string) {
	if p.left {
		return
	}
	if act, ok := p.on[verb]; ok {
		act(p, line)
		return
	}
	if act, ok := p.usual()[verb]; ok {
		act(p, line)
		return
	}
	say(map[bool]string{p.pop: "-ERR what?", p.imap: p.tag + " BAD what?", !p.pop && !p.imap: "500 what?"}[true])(p, line)
}

// usual are the answers of a good server.
func (p *foePlayer) usual() map[string]move {
	if p.post != nil {
		return p.keeping()
	}
	if p.pop {
		return map[string]move{
			"": say("+OK ready <1.2@mx>"), "CAPA": say("+OK\r\nSTLS\r\nUSER\r\n."), "STLS": say("+OK go", startTLS), "TLS": startTLS,
			"USER": say("+OK"), "PASS": say("+OK"), "APOP": say("+OK"), "QUIT": say("+OK bye", hangUp),
		}
	}
	offers := "250-mx\r\n"
	for offer := range strings.SplitSeq(p.offers, ",") {
		offers += "250-" + offer + "\r\n"
	}
	return map[string]move{
		"": say("220 mx"), "EHLO": say(offers + "250 8BITMIME"), "STARTTLS": say("220 go", startTLS), "TLS": startTLS,
		"AUTH": say("235 ok"), "*": say("501 canceled"), "MAIL": say("250 ok"), "RCPT": say("250 ok"), "DATA": takeMail, "BODY": say("250 queued as 4711"),
		"RSET": say("250 ok"), "QUIT": say("221 bye", hangUp),
	}
}

// attack is a foe, the settings with which it is met, and what should come of
// it.
type attack struct {
	name     string
	settings string // lines of "key value", as in testdata/run
	foe      foe
	want     mailcore.Code // of the first finding
	says     string        // what the failed step's reply has to show
}

// encounter is what came of an attack.
type encounter struct {
	attack
	profile mailcore.Profile
	report  mailcore.Report
	took    time.Duration
	log     *foeLog
}

// stepTime is what a step may take, in seconds: little, so that the tests are
// quick, but enough for a busy computer that meets all foes at once.
const stepTime = 3

// meet runs a test of sending against the attack. The other server, of SMTP or
// POP3, is a good one.
func (a attack) meet(t *testing.T) encounter {
	c := conversation{file: a.name, settings: a.settings, scope: mailcore.SendScope, profile: mailcore.NewProfile()}
	c.configure(t)
	c.profile.Outgoing.Timeout = stepTime
	log := &foeLog{}
	enemy, friend := a.foe.start(t, log), foe{offers: "AUTH PLAIN", pop: !a.foe.pop}.start(t, log)
	tester := &Tester{Roots: authority.Roots, Lookup: lookupLoopback, Dial: func(ctx context.Context, _, addr string) (net.Conn, error) {
		server := friend
		if pop := strings.HasSuffix(addr, ":110"); pop == a.foe.pop {
			server = enemy
		}
		return new(net.Dialer).DialContext(ctx, "tcp", server.String())
	}}
	began := time.Now()
	report := tester.Run(t.Context(), NewPlan(c.profile, c.scope), func(mailcore.Report) {})
	return encounter{a, c.profile, report, time.Since(began), log}
}

// certificateFor issues a certificate to a strange subject. Where it is
// trusted, so it is by every test.
func certificateFor(trusted bool, subject string, names ...string) *tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: subject}, SerialNumber: big.NewInt(1), DNSNames: names,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		panic(err)
	}
	if cert, err := x509.ParseCertificate(der); err == nil && trusted {
		authority.Roots.AddCert(cert)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
