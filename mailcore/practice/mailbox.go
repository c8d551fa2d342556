package practice

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Limits of what the server keeps, in bytes.
const (
	messageLimit = 1 << 20
	mailboxLimit = 10 << 20
)

var errMailboxFull = errors.New("mailbox full")

// A mailbox is the INBOX of one account. The go-imap store knows which messages
// there are; the bodies beside it are for POP3 and [Server.Messages].
type mailbox struct {
	user *imapmemserver.User

	mu      sync.Mutex
	bodies  map[imap.UID][]byte
	changed chan struct{} // closed when a message comes or goes
	locked  bool          // by a POP3 session (RFC 1939 §4)
}

// A message is one mail in a mailbox.
type message struct {
	uid  imap.UID
	body []byte
}

func (s *Server) openMailboxes() error {
	s.boxes = make(map[string]*mailbox, len(s.Accounts))
	for _, a := range s.Accounts {
		user := imapmemserver.NewUser(a.User, a.Password)
		if err := user.Create("INBOX", nil); err != nil {
			return fmt.Errorf("open mailbox: %w", err)
		}
		s.boxes[a.User] = &mailbox{user: user, bodies: map[imap.UID][]byte{}, changed: make(chan struct{})}
	}
	return nil
}

// addressee returns the mailbox to which mail for address goes.
func (s *Server) addressee(address string) (*mailbox, bool) {
	i := slices.IndexFunc(s.Accounts, func(a Account) bool { return strings.EqualFold(a.Address, address) })
	if i < 0 {
		return nil, false
	}
	return s.boxes[s.Accounts[i].User], true
}

// add puts a message into the mailbox, or returns [errMailboxFull].
func (b *mailbox) add(body []byte, options *imap.AppendOptions) (*imap.AppendData, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	size := len(body)
	for _, m := range b.present() {
		size += len(m.body)
	}
	if size > mailboxLimit {
		return nil, errMailboxFull
	}
	data, err := b.user.Append("INBOX", bytes.NewReader(body), options)
	if err != nil {
		return nil, fmt.Errorf("append: %w", err)
	}
	b.bodies[data.UID] = body
	b.announce()
	return data, nil
}

// messages returns what is in the mailbox, oldest first.
func (b *mailbox) messages() []message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.present()
}

// present looks into the IMAP store, where a client may have expunged
// messages, and forgets their bodies.
func (b *mailbox) present() []message {
	var list []message
	for _, uid := range b.uids() {
		list = append(list, message{uid, b.bodies[uid]})
	}
	if len(list) < len(b.bodies) {
		clear(b.bodies)
		for _, m := range list {
			b.bodies[m.uid] = m.body
		}
	}
	return list
}

func (b *mailbox) uids() []imap.UID {
	view, err := b.open()
	if err != nil {
		return nil
	}
	defer func() { _ = view.Close() }()
	data, err := view.Search(imapserver.NumKindUID, &imap.SearchCriteria{}, &imap.SearchOptions{})
	if err != nil {
		return nil
	}
	return data.AllUIDs() // our own store's, so neither empty ranges nor "*"
}

// remove deletes messages for every protocol.
func (b *mailbox) remove(uids imap.UIDSet) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	view, err := b.open()
	if err != nil {
		return err
	}
	defer func() { _ = view.Close() }()
	mark := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := view.Store(nil, uids, mark, &imap.StoreOptions{}); err != nil {
		return err
	}
	defer b.announce()
	return view.Expunge(nil, &uids)
}

func (b *mailbox) open() (*imapmemserver.UserSession, error) {
	view := imapmemserver.NewUserSession(b.user)
	_, err := view.Select("INBOX", &imap.SelectOptions{})
	return view, err
}

// lock takes the mailbox for one POP3 session and reports whether it was free.
func (b *mailbox) lock() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	free := !b.locked
	b.locked = true
	return free
}

func (b *mailbox) unlock() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.locked = false
}

// nextChange returns a channel that is closed at the next change.
func (b *mailbox) nextChange() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.changed
}

func (b *mailbox) announce() {
	close(b.changed)
	b.changed = make(chan struct{})
}
