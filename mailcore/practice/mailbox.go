package practice

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
)

// Limits of what the server keeps, in bytes.
const (
	messageLimit = 1 << 20  // a test mail has a few thousand
	mailboxLimit = 10 << 20 // in memory, for as long as the program runs
)

var errMailboxFull = errors.New("mailbox full")

// A mailbox is the mail of one account. The go-imap store knows which messages
// there are; the bodies of those in INBOX are kept beside it for POP3 and
// [Server.Messages].
type mailbox struct {
	user *imapmemserver.User

	mu      sync.Mutex
	stock   iter.Seq2[time.Time, []byte] // goes into INBOX before anybody looks; nil means nothing
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
	for i, a := range s.Accounts {
		box, err := newMailbox(a)
		if err != nil {
			return err
		}
		if n := s.Scenario.mailbox.stock; n > 0 && i == 0 {
			box.stock = s.stock(a, n)
		}
		s.boxes[a.User] = box
	}
	return nil
}

func newMailbox(a Account) (*mailbox, error) {
	b := &mailbox{user: imapmemserver.NewUser(a.User, a.Password), bodies: map[imap.UID][]byte{}, changed: make(chan struct{})}
	for _, f := range folders {
		if err := b.user.Create(f.name, nil); err != nil {
			return nil, fmt.Errorf("open mailbox: %w", err)
		}
	}
	return b, nil
}

// add puts a message into a folder, or returns [errMailboxFull].
func (b *mailbox) add(folder string, body []byte, options *imap.AppendOptions) (*imap.AppendData, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	size, err := b.size()
	switch {
	case err != nil:
		return nil, err
	case size > mailboxLimit-int64(len(body)):
		return nil, errMailboxFull
	}
	defer b.announce()
	return b.keep(folder, body, options)
}

// size is that of all folders in bytes.
func (b *mailbox) size() (int64, error) {
	var sum int64
	for _, m := range b.present() {
		sum += int64(len(m.body))
	}
	status, err := b.user.Status(junk, &imap.StatusOptions{Size: true})
	if err != nil {
		return 0, fmt.Errorf("size of %s: %w", junk, err)
	}
	return sum + *status.Size, nil
}

// keep puts a message into a folder, whatever is in there.
func (b *mailbox) keep(folder string, body []byte, options *imap.AppendOptions) (*imap.AppendData, error) {
	data, err := b.user.Append(folder, bytes.NewReader(body), options)
	if err != nil {
		return nil, fmt.Errorf("append: %w", err)
	}
	if folder == inbox {
		b.bodies[data.UID] = body
	}
	return data, nil
}

// messages returns what is in INBOX, oldest first.
func (b *mailbox) messages() []message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.present()
}

// present looks into the IMAP store, where a client may have expunged
// messages, and forgets their bodies.
func (b *mailbox) present() []message {
	b.fill()
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
	_, err := view.Select(inbox, &imap.SelectOptions{})
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
