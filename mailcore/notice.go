package mailcore

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"path"
	"slices"
	"strings"
	"time"
)

// A Notice is an end that a provider has announced: from a day on, some
// settings work no longer. Its words are in assets under "notice.<id>.title"
// and "notice.<id>.text".
type Notice struct {
	ID         string
	From       time.Time  // midnight, where the program runs, of the first day without
	Hosts      []string   // server names in lower case; * stands for one part or several
	Side       Side       // whose server; "" means either
	Password   bool       // it ends for those who log in by a password
	Encryption Encryption // it ends for those who use this one; "" means any
	Source     string     // where it was announced
	Checked    time.Time  // when somebody last looked there
	DaysLeft   int        // until From, for the day that was asked about; 0 or less: it is over
	Field      string     // key of the form row to mark, such as "outgoing.auth"
}

// ReadNotices reads notices.json.
func ReadNotices(data []byte) ([]Notice, error) {
	var file struct {
		Notices []struct {
			ID         string     `json:"id"`
			From       string     `json:"from"`
			Hosts      []string   `json:"hosts"`
			Side       Side       `json:"side"`
			Password   bool       `json:"password"`
			Encryption Encryption `json:"encryption"`
			Source     string     `json:"source"`
			Checked    string     `json:"checked"`
		} `json:"notices"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("read the notices: %w", err)
	}
	var all []Notice
	for _, n := range file.Notices {
		from, err := time.ParseInLocation(time.DateOnly, n.From, time.Local)
		if err != nil {
			return nil, fmt.Errorf("read the notice %s: %w", n.ID, err)
		}
		checked, err := time.ParseInLocation(time.DateOnly, n.Checked, time.Local)
		if err != nil {
			return nil, fmt.Errorf("read the notice %s: %w", n.ID, err)
		}
		all = append(all, Notice{ID: n.ID, From: from, Hosts: n.Hosts, Side: n.Side, Password: n.Password, Encryption: n.Encryption, Source: n.Source, Checked: checked})
	}
	return all, nil
}

// NoticesFor returns those of the notices that p's settings will not outlive,
// the most urgent first, with the days that are left. A test that passed after
// an end has proved that it does not concern p.
func NoticesFor(p Profile, notices []Notice, now time.Time) (concerned []Notice) {
	p = p.Effective()
	for _, n := range notices {
		if n.Field = n.concerns(p); n.Field == "" || p.outlived(n) {
			continue
		}
		n.DaysLeft = Days(now.In(n.From.Location()), n.From) // a date has no time
		concerned = append(concerned, n)
	}
	slices.SortStableFunc(concerned, func(a, b Notice) int { return a.From.Compare(b.From) })
	return concerned
}

func (p Profile) outlived(n Notice) bool {
	return p.Standing() == Proven && p.Verified.At.After(n.From) && p.Verified.Scope != ConnectScope
}

// concerns returns the form row that the notice is about, "" where it does
// not concern p.
func (n Notice) concerns(p Profile) string {
	o, in := p.Outgoing, p.Incoming
	if n.Side != IncomingSide && !o.BuiltIn && n.about(o.Host, o.Auth, o.Encryption) {
		return n.field("outgoing")
	}
	if n.Side != OutgoingSide && in.Protocol != "" && n.about(in.Host, in.Auth, in.Encryption) {
		return n.field("incoming")
	}
	return ""
}

func (n Notice) field(side string) string {
	if n.Encryption != "" {
		return side + ".encryption"
	}
	return side + ".auth"
}

func (n Notice) about(host string, method AuthMethod, e Encryption) bool {
	return (!n.Password || method != XOAUTH2 && method != NoAuth) &&
		(n.Encryption == "" || n.Encryption == e) &&
		n.names(host)
}

func (n Notice) names(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return false
	}
	return slices.ContainsFunc(n.Hosts, func(pattern string) bool {
		if !strings.ContainsAny(pattern, `*?[\`) { // nearly all
			return host == pattern
		}
		matched, err := path.Match(pattern, host)
		return err == nil && matched
	})
}

// Days counts midnights from now until then, as a calendar does in the place of
// now; less than 0 where then is over.
func Days(now, then time.Time) int {
	noon := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
	}
	return int(noon(then.In(now.Location())).Sub(noon(now)) / (24 * time.Hour))
}
