package steps

import (
	"bytes"
	"fmt"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"

	"todoku/mailcore"
)

const (
	maxListed   = 100       // messages listed as deletable; each costs a TOP, and nobody reads more
	maxUIDList  = 8 << 20   // bytes of a list of all messages: room for 100,000 of them
	maxHeader   = 256 << 10 // bytes of a header; Sendmail takes 32 KiB (MaxHeadersLength)
	megabyte    = 1 << 20
	hoursPerDay = 24
)

// mailbox returns what the report knows of the mailbox, to be filled in.
func (r *run) mailbox() *mailcore.Mailbox {
	if r.report.Mailbox == nil {
		r.report.Mailbox = &mailcore.Mailbox{Bytes: -1, WouldDelete: []mailcore.Mail{}}
	}
	return r.report.Mailbox
}

// popMailbox counts the messages (STAT).
func (r *run) popMailbox() error {
	answer, err := r.incoming.client.Cmd("STAT", false)
	if err = r.popOK(err); err != nil {
		return err
	}
	var count int
	var size int64
	if _, err := fmt.Sscan(answer.String(), &count, &size); err != nil || count < 0 || size < 0 {
		return errNotMail
	}
	box := r.mailbox()
	box.Count, box.Bytes = count, size
	r.boxFacts(box)
	return nil
}

func (r *run) boxFacts(box *mailcore.Mailbox) {
	r.fact("messages", strconv.Itoa(box.Count))
	if box.Bytes >= 0 {
		r.fact("bytes", strconv.FormatInt(box.Bytes, 10))
	}
}

// popUIDL checks that messages can be told apart for good (RFC 1939 7): the
// products fetch by it (MS-02).
func (r *run) popUIDL() error {
	box := r.mailbox()
	ids, err := r.popIDs()
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, id := range ids {
		seen[id.uid] = true
	}
	r.fact("unique", strconv.Itoa(len(seen)))
	if len(ids) > 0 && len(seen) < len(ids) {
		r.warn()
		return nil
	}
	box.UIDL = true
	return nil
}

// A popID is one line of UIDL.
type popID struct {
	number int
	uid    string
}

func (r *run) popIDs() ([]popID, error) {
	var ids []popID
	err := r.popList("UIDL", func(number int, value string) error {
		ids = append(ids, popID{number, value})
		return nil
	})
	return ids, err
}

// popList asks for a list of all messages, one line each.
func (r *run) popList(verb string, each func(number int, value string) error) error {
	p := &r.incoming
	p.conn.Allow(maxUIDList)
	p.conn.Private(true)
	list, err := p.client.Cmd(verb, true)
	p.conn.Private(false)
	if err = r.popOK(err); err != nil {
		return err
	}
	for line := range strings.Lines(list.String()) {
		if line = strings.TrimSpace(line); line == "" { // some servers begin an empty list so
			continue
		}
		number, value, ok := strings.Cut(line, " ")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n < 1 {
			return errNotMail
		}
		if err := each(n, value); err != nil {
			return err
		}
	}
	return nil
}

// popSizes counts the messages beyond the size limit (LIST).
func (r *run) popSizes() error {
	box, limit := r.mailbox(), int64(r.plan.Profile.Incoming.SizeLimit)*megabyte
	var largest int64
	err := r.popList("LIST", func(_ int, value string) error {
		octets, _, _ := strings.Cut(value, " ") // what else there may be is nobody's business (RFC 1939 5)
		size, err := strconv.ParseInt(octets, 10, 64)
		if err != nil || size < 0 {
			return errNotMail
		}
		largest = max(largest, size)
		if limit > 0 && size > limit {
			box.TooLarge++
		}
		return nil
	})
	if err == nil {
		r.sizeFacts(box, largest)
	}
	return err
}

func (r *run) sizeFacts(box *mailcore.Mailbox, largest int64) {
	if largest > 0 {
		r.fact("largest", strconv.FormatInt(largest, 10))
	}
	if r.plan.Profile.Incoming.SizeLimit > 0 {
		r.fact("too-large", strconv.Itoa(box.TooLarge))
	}
	if box.TooLarge > 0 {
		r.warn()
	}
}

// popExpiry lists what a product would delete. POP3 knows no dates, so the
// oldest messages are looked at by their newest Received field (TOP n 0).
func (r *run) popExpiry() error {
	box, before := r.mailbox(), r.expiry()
	ids, err := r.popIDs()
	if err != nil {
		return err
	}
	box.Deletable = 0
	for i, id := range ids {
		if i == maxListed {
			box.Deletable = -1
			break
		}
		r.afresh(&r.incoming.link)
		head, err := r.popTop(id.number)
		if err != nil {
			return err
		}
		if at := arrival(head); !at.IsZero() && at.Before(before) {
			box.WouldDelete = append(box.WouldDelete, mailcore.Mail{UID: id.uid, Date: at})
			box.Deletable++
		}
	}
	r.expiryFacts(box)
	return nil
}

func (r *run) expiryFacts(box *mailcore.Mailbox) {
	r.fact("would-delete", strconv.Itoa(len(box.WouldDelete)))
	if len(box.WouldDelete) > 0 {
		r.warn()
	}
}

// expiry returns when a message must have come to be deleted today.
func (r *run) expiry() time.Time {
	return r.tester.now().Add(-time.Duration(r.plan.Profile.Incoming.DeleteDays) * hoursPerDay * time.Hour)
}

// popTop returns the header of a message, and keeps it out of the record: it
// may be anybody's mail.
func (r *run) popTop(number int) ([]byte, error) {
	p := &r.incoming
	p.conn.Allow(maxHeader)
	p.conn.Private(true)
	defer p.conn.Private(false)
	head, err := p.client.Cmd("TOP", true, number, 0)
	if err = r.popOK(err); err != nil {
		return nil, err
	}
	return head.Bytes(), nil
}

// arrival returns when a message reached its mailbox: its newest Received
// field, else its Date.
func arrival(head []byte) time.Time {
	m, err := mail.ReadMessage(bytes.NewReader(append(bytes.TrimRight(head, "\r\n"), "\r\n\r\n"...)))
	if err != nil {
		return time.Time{}
	}
	if all := m.Header["Received"]; len(all) > 0 {
		if hop := parseReceived(all[0]); !hop.At.IsZero() {
			return hop.At
		}
	}
	at, _ := m.Header.Date()
	return at
}

// inbox is the only folder that the products read (MS-03).
const inbox = "INBOX"

// imapMailbox opens INBOX for reading only and counts.
func (r *run) imapMailbox() error {
	m, size := &r.imap, int64(-1)
	if !m.identified && m.client.Caps().Has(imap.CapID) {
		r.identifyLate()
	}
	if m.client.Caps().Has(imap.CapStatusSize) { // before it is open: of an open one it is not to be asked (RFC 9051 6.3.11)
		if status, err := m.client.Status(inbox, &imap.StatusOptions{Size: true}).Wait(); err == nil && status.Size != nil {
			size = *status.Size
		}
	}
	selected, err := r.imapExamine()
	if err != nil {
		return err
	}
	box := r.mailbox()
	box.Count, box.Bytes, box.UIDL = int(selected.NumMessages), size, selected.UIDValidity > 0
	r.boxFacts(box)
	return nil
}

// imapExamine opens INBOX, and says who we are where that is what it takes.
func (r *run) imapExamine() (*imap.SelectData, error) {
	m := &r.imap
	selected, err := m.client.Select(inbox, &imap.SelectOptions{ReadOnly: true}).Wait()
	if r.unidentified(err) {
		r.identifyLate()
		selected, err = m.client.Select(inbox, &imap.SelectOptions{ReadOnly: true}).Wait()
	}
	return selected, err
}

// imapSizes counts the messages beyond the size limit.
func (r *run) imapSizes() error {
	box, limit := r.mailbox(), int64(r.plan.Profile.Incoming.SizeLimit)*megabyte
	if limit > 0 {
		set, err := r.imapSearch(&imap.SearchCriteria{Larger: limit})
		if err != nil {
			return err
		}
		box.TooLarge = count(set)
	}
	r.sizeFacts(box, 0)
	return nil
}

// imapExpiry lists what a product would delete. IMAP counts in whole days; with
// none, everything goes (MS-05).
func (r *run) imapExpiry() error {
	box, old := r.mailbox(), &imap.SearchCriteria{}
	if r.plan.Profile.Incoming.DeleteDays > 0 {
		old.Before = r.expiry()
	}
	set, err := r.imapSearch(old)
	if err != nil {
		return err
	}
	box.Deletable = count(set)
	for _, uid := range firstUIDs(set, maxListed) {
		box.WouldDelete = append(box.WouldDelete, mailcore.Mail{UID: fmt.Sprint(uid)})
	}
	r.expiryFacts(box)
	return nil
}

func (r *run) imapSearch(criteria *imap.SearchCriteria) (imap.UIDSet, error) {
	r.imap.conn.Allow(maxUIDList)
	r.imap.conn.Private(true)
	defer r.imap.conn.Private(false)
	found, err := r.imap.client.UIDSearch(criteria, nil).Wait()
	if err != nil {
		return nil, err
	}
	set, ok := found.All.(imap.UIDSet)
	if found.All != nil && !ok || set.Dynamic() {
		return nil, errNotMail
	}
	return set, nil
}

// count counts the UIDs of a set that came from a server without expanding
// it: a hostile one may hold four thousand million.
func count(set imap.UIDSet) int {
	n := 0
	for _, span := range set {
		n += int(span.Stop) - int(span.Start) + 1
	}
	return n
}

func firstUIDs(set imap.UIDSet, most int) []imap.UID {
	var uids []imap.UID
	for _, span := range set {
		for uid := uint64(span.Start); uid <= uint64(span.Stop); uid++ {
			if len(uids) == most {
				return uids
			}
			uids = append(uids, imap.UID(uid))
		}
	}
	return uids
}
