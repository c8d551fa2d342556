package papers

import (
	"slices"
	"strings"

	"todoku/assets"
	"todoku/assets/words"
	"todoku/mailcore"
	"todoku/mailcore/cause"
)

// Causes is the page of the manual on all causes of failure, in the current
// language of assets. Each cause has its code as its anchor.
type Causes struct {
	First mailcore.Code // comes before all others; "" leaves them in order
}

// As returns the page as [Markdown], which is kept in docs, or as [HTML]; nil
// in any other format.
func (c Causes) As(f Format) []byte {
	switch f {
	case Markdown:
		return c.page().markdown()
	case HTML:
		return c.page().html()
	}
	return nil
}

// FileName is what to call the file.
func (c Causes) FileName(f Format) string { return "todoku-causes" + f.Extension() }

func (c Causes) page() page {
	p := page{Language: assets.Language(), Title: assets.Text("causes.title"), Notes: []string{assets.Text("causes.note")}}
	all := cause.Causes()
	slices.SortFunc(all, func(a, b cause.Cause) int { return strings.Compare(string(a.Code), string(b.Code)) })
	if i := slices.IndexFunc(all, func(one cause.Cause) bool { return one.Code == c.First }); i >= 0 {
		p.Sections = append(p.Sections, causeSection(all[i]))
		all = slices.Delete(all, i, i+1)
	}
	for i, g := range causeGroups {
		p.Sections = append(p.Sections, section{Title: assets.Text(g.title)})
		for _, one := range all {
			if groupOf(one.Code) == i {
				p.Sections = append(p.Sections, causeSection(one))
			}
		}
	}
	return p
}

func causeSection(c cause.Cause) section {
	e := words.Finding(mailcore.Finding{Code: c.Code, Args: namedPlaces()})
	s := section{ID: string(c.Code), Title: e.Title, Paras: []string{e.Text}, Steps: e.Remedy}
	var severities, fields []string
	for _, one := range c.Severities {
		severities = append(severities, assets.Text("severity."+string(one)))
	}
	for _, key := range c.Fields {
		fields = append(fields, assets.Text("field."+key)) // of whichever side
	}
	s.add(assets.Text("causes.severity"), strings.Join(severities, " / "))
	s.add(assets.Text("inquiry.field"), strings.Join(slices.Compact(slices.Sorted(slices.Values(fields))), "\n"))
	s.add(assets.Text("inquiry.cause"), string(c.Code))
	s.add(assets.Text("causes.said"), strings.Join(cause.Said(c.Code, assets.Language() == "ja"), "\n"))
	return s
}

// namedPlaces says what each placeholder stands for, as nothing is known of a
// test.
func namedPlaces() map[string]string {
	names := map[string]string{}
	for _, name := range assets.Placeholders("finding.") {
		names[name] = assets.Text("causes.bracket", "name", assets.Text("placeholder."+name))
	}
	return names
}

// causeGroups are the parts of the page in the order of a conversation. A
// cause belongs where the longest beginning of its code is; what no row knows
// is in the last.
var causeGroups = []struct {
	title string   // key of its words
	codes []string // beginnings of codes
}{
	{"causes.settings", []string{"in-", "input-", "product-"}},
	{"causes.connection", []string{"dns-", "tcp-", "conn", "server-", "greet-", "reply-too-long", "not-mail-", "too-many-conn", "gmail-421"}},
	{"causes.encryption", []string{"tls-", "cert", "starttls-", "pin-", "no-encryption", "plaintext-"}},
	{"causes.login", []string{"auth-", "account-", "apop-", "challenge-", "digest-", "scram-", "gmail-", "ms-", "login-", "password-", "no-mechanism", "token-", "pop-before-", "pop-other-", "proto-disabled"}},
	{"causes.sending", []string{"sender-", "rcpt-", "relay-", "size", "helo-", "ptr", "rate-", "greylist", "spam-", "perm-", "temp-", "charset-", "smtputf8", "mailbox-full", "auth-dns", "quit-", "ms-sendas"}},
	{"causes.receiving", []string{"imap-", "pop-", "uidl-", "would-delete", "mail-", "never-delivered", "found-in-junk", "auth-dns-seen"}},
	{"causes.other", []string{""}},
}

// groupOf returns the index of the group in which a cause is.
func groupOf(code mailcore.Code) int {
	longest, group := -1, 0
	for i, g := range causeGroups {
		for _, start := range g.codes {
			if strings.HasPrefix(string(code), start) && len(start) > longest {
				longest, group = len(start), i
			}
		}
	}
	return group
}
