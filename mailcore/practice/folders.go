package practice

import (
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// The names of the folders.
const (
	inbox = "INBOX"
	junk  = "Junk"
)

// A folder is one that everybody has.
type folder struct {
	name  string
	attrs []imap.MailboxAttr // among them what it is for (RFC 6154)
}

var folders = []folder{
	{inbox, []imap.MailboxAttr{imap.MailboxAttrHasNoChildren}},
	{junk, []imap.MailboxAttr{imap.MailboxAttrHasNoChildren, imap.MailboxAttrJunk}},
}

// List tells the folders. All of them are subscribed.
func (t *imapSession) List(w *imapserver.ListWriter, ref string, patterns []string, options *imap.ListOptions) error {
	if len(patterns) == 0 {
		return t.UserSession.List(w, ref, nil, options) // asks for the delimiter
	}
	for _, f := range folders {
		if !f.matches(ref, patterns) || options.SelectSpecialUse && !slices.Contains(f.attrs, imap.MailboxAttrJunk) {
			continue
		}
		data, err := t.listed(f, options)
		if err != nil {
			return err
		}
		if err := w.WriteList(data); err != nil {
			return err
		}
	}
	return nil
}

func (f folder) matches(ref string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return imapserver.MatchList(f.name, '/', ref, p) })
}

// listed is the line about one folder.
func (t *imapSession) listed(f folder, options *imap.ListOptions) (*imap.ListData, error) {
	data := &imap.ListData{Mailbox: f.name, Delim: '/', Attrs: slices.Clone(f.attrs)}
	if options.SelectSubscribed || options.ReturnSubscribed {
		data.Attrs = append(data.Attrs, imap.MailboxAttrSubscribed)
	}
	if options.ReturnStatus == nil {
		return data, nil
	}
	status, err := t.Status(f.name, options.ReturnStatus)
	data.Status = status
	return data, err
}

var errFixed = no(imap.ResponseCodeCannot, "Folders cannot be changed here")

// Create is refused: the folders are what they are.
func (t *imapSession) Create(string, *imap.CreateOptions) error { return errFixed }

// Delete is refused like Create.
func (t *imapSession) Delete(string) error { return errFixed }

// Rename is refused like Create.
func (t *imapSession) Rename(string, string, *imap.RenameOptions) error { return errFixed }

// Unsubscribe is refused like Create.
func (t *imapSession) Unsubscribe(string) error { return errFixed }

// Copy is refused: go-imap's store can lock up when two sessions copy in
// opposite directions.
func (t *imapSession) Copy(imap.NumSet, string) (*imap.CopyData, error) { return nil, errFixed }

// Move is refused like Copy.
func (t *imapSession) Move(*imapserver.MoveWriter, imap.NumSet, string) error { return errFixed }
