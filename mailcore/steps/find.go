package steps

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"todoku/mailcore"
)

// Waiting for the test mail: the first look comes soon, the later ones less
// and less often. One connection to the host at a time.
const (
	firstLook   = time.Second      // a server on the same network has it by then
	slowestLook = 10 * time.Second // rarer looks would be felt, and each is a login
	slower      = 1.6              // ten looks in the first minute at most
	newest      = 30               // messages that a look by POP3 takes into account: as many may arrive meanwhile, and each costs a TOP
)

// find looks for the test mail, each time on a fresh connection, until it is
// there or the wait is over.
func (r *run) find() error {
	l, wait := r.link(mailcore.IncomingSide), firstLook
	began := r.tester.now()
	for {
		raw, folder, err := r.look()
		if err != nil {
			return err
		}
		if raw != nil {
			r.arrived(raw, folder)
			return nil
		}
		waited := r.tester.now().Sub(began)
		r.fact("waited", waited.Round(time.Second).String())
		if waited+wait > r.plan.Profile.Patience() {
			return errNeverDelivered
		}
		r.farewellTo(l)
		if err := r.pause(began, wait); err != nil {
			return err
		}
		wait = min(time.Duration(float64(wait)*slower), slowestLook)
		if err := r.reconnect(l); err != nil {
			return err
		}
	}
}

// pause waits, and shows every second how long it has been.
func (r *run) pause(began time.Time, wait time.Duration) error {
	over := time.After(wait)
	ticks := time.NewTicker(time.Second)
	defer ticks.Stop()
	for {
		select {
		case <-over:
			return nil
		case <-r.ctx.Done():
			return context.Cause(r.ctx)
		case <-ticks.C:
			r.result.Took = r.tester.now().Sub(began)
			r.show()
		}
	}
}

// reconnect goes through all steps up to the login again, within this one.
// The account counts as tried once: the password is known to be right.
func (r *run) reconnect(l *link) error {
	facts := r.result.Facts
	defer func() { r.result.Facts = facts }()
	r.result.Facts = nil
	user := r.plan.Profile.Incoming.User
	r.attempts[user] = 0
	r.hangUp(l)
	if err := r.repeat(append(slices.Clone(approach), mailcore.Authorize)); err != nil {
		return err
	}
	if state := r.result.State; state == mailcore.Warned {
		r.result.State = mailcore.Running
	}
	l.conn.Begin()
	return nil
}

// farewellTo ends a session politely, so that POP3 unlocks the mailbox.
func (r *run) farewellTo(l *link) {
	r.afresh(l)
	l.conn.BeginFor(goodbye)
	if r.plan.Profile.Incoming.Protocol == mailcore.IMAP {
		r.imap.end.leaving.Store(true)
		r.imap.client.Logout().Wait()
		return
	}
	r.incoming.client.Quit()
}

// look looks once. It returns the message, or nil while it is not there.
func (r *run) look() (raw []byte, folder string, err error) {
	if r.plan.Profile.Incoming.Protocol == mailcore.IMAP {
		return r.imapLook()
	}
	return r.popLook()
}

// popLook looks through the newest messages (TOP, then RETR). It deletes
// nothing.
func (r *run) popLook() ([]byte, string, error) {
	p := &r.incoming
	answer, err := p.client.Cmd("STAT", false)
	if err = r.popOK(err); err != nil {
		return nil, "", err
	}
	var count int
	fmt.Sscan(answer.String(), &count)
	for number := count; number > max(0, count-newest); number-- {
		r.afresh(&p.link)
		head, err := r.popTop(number)
		if err != nil {
			return nil, "", err
		}
		if r.isTestMail(head) {
			raw, err := r.popRetrieve(number)
			return raw, inbox, err
		}
	}
	return nil, "", nil
}

func (r *run) popRetrieve(number int) ([]byte, error) {
	p := &r.incoming
	r.afresh(&p.link)
	p.conn.Allow(maxArrived)
	p.conn.Private(true)
	defer p.conn.Private(false)
	body, err := p.client.Cmd("RETR", true, number)
	if err = r.popOK(err); err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

// maxArrived bounds the test mail as it comes back, in bytes: servers add
// headers, and mailing lists a footer.
const maxArrived = 1 << 20

// isTestMail compares the Message-ID, which nobody on the way may change.
func (r *run) isTestMail(head []byte) bool {
	return strings.TrimSpace(parseHeader(head).Get("Message-Id")) == r.sent.id
}

// imapLook searches INBOX, and the folders for junk where it is not there.
func (r *run) imapLook() ([]byte, string, error) {
	if raw, err := r.imapLookInto(inbox); raw != nil || err != nil {
		return raw, inbox, err
	}
	for _, folder := range r.junkFolders() {
		raw, err := r.imapLookInto(folder)
		if _, refused := errors.AsType[*imap.Error](err); refused {
			continue
		}
		if raw != nil || err != nil {
			return raw, folder, err
		}
	}
	return nil, "", nil
}

// imapLookInto searches a folder that it opens for reading only.
func (r *run) imapLookInto(folder string) ([]byte, error) {
	r.afresh(&r.imap.link)
	if _, err := r.imap.client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		return nil, err
	}
	set, err := r.imapSearch(&imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "Message-Id", Value: strings.Trim(r.sent.id, "<>")}}})
	if err != nil {
		return nil, err
	}
	if uids := firstUIDs(set, 1); len(uids) > 0 {
		return r.imapFetch(uids[0])
	}
	return nil, nil
}

// junkFolders are the folders that the server or their names mark as junk.
// Where it does not want to tell, there are none.
func (r *run) junkFolders() (junk []string) {
	r.afresh(&r.imap.link)
	r.imap.conn.Allow(maxUIDList)
	r.imap.conn.Private(true) // names of folders are nobody's business
	defer r.imap.conn.Private(false)
	all := r.imap.client.List("", "*", nil)
	defer all.Close()
	for box := all.Next(); box != nil; box = all.Next() {
		named := junkNames[strings.ToLower(lastPart(box.Mailbox, box.Delim))]
		if len(junk) < maxJunkFolders && (named || slices.Contains(box.Attrs, imap.MailboxAttrJunk)) {
			junk = append(junk, box.Mailbox)
		}
	}
	return junk
}

const maxJunkFolders = 3 // one is usual; each is searched at every look

// junkNames are what folders for junk are called where the server does not
// mark them (RFC 6154).
var junkNames = map[string]bool{
	"junk": true, "spam": true, "junk e-mail": true, "junk email": true, "bulk mail": true, "bulk": true,
	"迷惑メール": true, "迷惑メールフォルダ": true, "迷惑メールフォルダー": true,
}

func lastPart(name string, delim rune) string {
	if delim == 0 {
		return name
	}
	return name[strings.LastIndex(name, string(delim))+1:]
}

// imapFetch gets the whole message without marking it as read (BODY.PEEK).
func (r *run) imapFetch(uid imap.UID) ([]byte, error) {
	section := &imap.FetchItemBodySection{Peek: true}
	r.afresh(&r.imap.link)
	r.imap.conn.Allow(maxArrived)
	r.imap.conn.Private(true)
	defer r.imap.conn.Private(false)
	fetch := r.imap.client.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}})
	var raw []byte
	for m := fetch.Next(); m != nil; m = fetch.Next() {
		for item := m.Next(); item != nil; item = m.Next() {
			body, ok := item.(imapclient.FetchItemDataBodySection)
			if !ok || body.Literal == nil {
				continue
			}
			var err error
			if raw, err = whole(body.Literal); err != nil {
				return nil, err // and no more of Next: go-imap would read at the same time as its own reader
			}
		}
	}
	if err := fetch.Close(); err != nil || raw != nil {
		return raw, err
	}
	return nil, errNotMail
}

// whole reads a literal that has to be complete.
func whole(literal imap.LiteralReader) ([]byte, error) {
	raw, err := io.ReadAll(literal)
	if err == nil && int64(len(raw)) < literal.Size() {
		err = io.ErrUnexpectedEOF
	}
	return raw, err
}

// arrived notes that the mail is there, and where.
func (r *run) arrived(raw []byte, folder string) {
	seconds := r.tester.now().Sub(r.queuedAt).Seconds()
	r.found = raw
	r.report.Delivery = &mailcore.Delivery{Seconds: seconds, Folder: folder, Junk: folder != inbox, Hops: []mailcore.Hop{}, Rewritten: []mailcore.Change{}}
	r.fact("folder", folder)
	r.fact("seconds", strconv.FormatFloat(seconds, 'f', 1, 64))
	if folder != inbox {
		r.warn()
	}
}
