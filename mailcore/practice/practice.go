// Package practice is a mail server inside the program, to practise on: SMTP,
// POP3 and IMAP on loopback, with TLS from an authority that lives in memory
// and that only the caller trusts.
//
// [Start] opens a [Server] that behaves as one [Scenario] of [Scenarios] says:
// well, or with one well-known fault. It has the [Account] values in
// [Server.Accounts] and really verifies every login. Mail for an account is
// really delivered and can be read by POP3 and IMAP; mail for anybody else is
// counted and forgotten, so nothing ever leaves this computer.
//
// A file here is one protocol, one mechanism, or what mailboxes are made of;
// scenarios.go and incoming.go are tables of what goes wrong. The server listens
// on loopback only, dials nobody but itself, holds everything in memory, bounds what a client
// may send, and fails in no way that its scenario does not name. It knows no
// words: a scenario has the code of the finding that it must end with.
package practice

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Domain is the mail domain of the accounts.
const Domain = "practice.example"

// NoReply is the only sender that the scenario "plain" takes (CY-05).
const NoReply = "no-reply@" + Domain

// An Account is somebody who may log in and has a mailbox.
type Account struct {
	User     string // the login name
	Password string
	Address  string // mail for it goes into the mailbox; compared without case
	Token    string // the access token that XOAUTH2 takes; "" means none
}

// Accounts are those of a server that is given no others.
var Accounts = []Account{
	{"taro@" + Domain, "himitsu-no-aikotoba", "taro@" + Domain, "practice-token-taro"},
	{"hanako@" + Domain, "ひみつの合言葉", "hanako@" + Domain, "practice-token-hanako"},
}

// Options say how a server behaves. The zero value is a server without faults
// on free ports.
type Options struct {
	Scenario string           // a name out of [Scenarios]; "" means "ok"
	Accounts []Account        // nil means [Accounts]
	Ports    Ports            // 0 means any free port
	Now      func() time.Time // nil means time.Now
}

// A Server is a running practice server. Its Ports say where it listens on
// 127.0.0.1.
type Server struct {
	Ports
	Host     string // the name in the certificate, which is also good for 127.0.0.1 and ::1
	Scenario Scenario
	Accounts []Account

	now       func() time.Time
	authority *authority
	tls       *tls.Config
	boxes     map[string]*mailbox // by Account.User
	id        string              // of this run, in UIDL and queue numbers
	engines   engines
	stop      context.CancelFunc
	ended     chan struct{}
	underway  sync.WaitGroup // letters that arrive later
	bag       chan struct{}  // holds something for each of them

	mu        sync.Mutex
	popLogins map[netip.Addr]time.Time
	greylist  map[string]bool // recipients seen
	queued    int
	outbox    int
}

// Start opens the ports and serves until ctx ends or the server is closed. It
// fails if the scenario is unknown or a port is taken.
func Start(ctx context.Context, o Options) (*Server, error) {
	s, err := newServer(o)
	if err != nil {
		return nil, fmt.Errorf("practice server: %w", err)
	}
	listeners, err := s.listen(ctx, o.Ports)
	if err != nil {
		return nil, fmt.Errorf("practice server: %w", err)
	}
	ctx, s.stop = context.WithCancel(ctx)
	go s.serve(ctx, listeners)
	return s, nil
}

func newServer(o Options) (*Server, error) {
	scenario, ok := find(o.Scenario)
	if !ok {
		return nil, fmt.Errorf("unknown scenario %q", o.Scenario)
	}
	s := &Server{
		Host: "localhost", Scenario: scenario, Accounts: o.Accounts,
		now: o.Now, id: strings.ToLower(rand.Text()[:8]), ended: make(chan struct{}), bag: make(chan struct{}, lateLimit),
		popLogins: map[netip.Addr]time.Time{}, greylist: map[string]bool{},
	}
	if s.Accounts == nil {
		s.Accounts = slices.Clone(Accounts)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.certify(); err != nil {
		return nil, err
	}
	return s, s.openMailboxes()
}

// Close ends every connection and returns when nothing of the server runs any
// more. It can be called more than once.
func (s *Server) Close() error {
	s.stop()
	<-s.ended
	return nil
}

// Addr returns port with the address of the server, ready to dial.
func (s *Server) Addr(port int) string {
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
}

// Messages returns what is in the INBOX of user, oldest first, as it was
// received under the trace lines that every server adds on top. The caller
// must not change the bytes.
func (s *Server) Messages(user string) [][]byte {
	box, ok := s.boxes[user]
	if !ok {
		return nil
	}
	var bodies [][]byte
	for _, m := range box.messages() {
		bodies = append(bodies, m.body)
	}
	return bodies
}

// Wait returns when the INBOX of user holds at least n messages, or ctx
// ends, or the server does.
func (s *Server) Wait(ctx context.Context, user string, n int) error {
	box, ok := s.boxes[user]
	if !ok {
		return fmt.Errorf("no mailbox of %q", user)
	}
	for {
		changed := box.nextChange()
		if len(box.messages()) >= n {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ended:
			return errors.New("practice server ended")
		}
	}
}

// Outbox returns how many messages were accepted for recipients elsewhere, and
// dropped.
func (s *Server) Outbox() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.outbox
}
