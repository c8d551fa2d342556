package steps

import (
	"errors"

	"github.com/emersion/go-imap/v2"

	"todoku/mailcore"
	"todoku/pattern"
)

// clientName is what servers learn of who calls (RFC 2971).
const clientName = "Todoku"

// identify tells a server that wants to know it who we are, before the login:
// some let nobody in, or nobody open a mailbox, who has not said so.
func (r *run) identify() error {
	m := &r.imap
	if !m.caps.has("ID") || m.identified {
		return nil
	}
	m.identified = true
	if _, err := r.imapCommand(`ID ("name" "` + clientName + `")`); err != nil && (FaultOf(err) != mailcore.Replied || errors.Is(err, errFarewell)) {
		return err
	}
	r.alerts()
	r.afresh(&m.link)
	return nil
}

// identifyLate does it behind the login, or where a refusal shows that it was
// wanted. What the server makes of it does not matter.
func (r *run) identifyLate() {
	r.imap.identified = true
	r.imap.client.ID(&imap.IDData{Name: clientName}).Wait()
	r.alerts()
	r.afresh(&r.imap.link)
}

// wantsID is how servers refuse whom they do not know: NetEase by "Unsafe
// Login".
var wantsID = pattern.New(`(?i)unsafe login|RFC ?2971|\bID (command )?(is |was )?(required|needed|expected|missing|first)|\b(send|issue|requires?|needs?|use|missing) (an? |the )?(IMAP )?ID\b|client (is )?(not identified|unidentified|must identify|identification)`)

// unidentified reports whether the server refused because it wants to know who
// we are, and has not heard it yet.
func (r *run) unidentified(err error) bool {
	refused, ok := errors.AsType[*imap.Error](err)
	return ok && !r.imap.identified && wantsID.MatchString(refused.Text)
}
