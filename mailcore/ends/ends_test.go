package ends

import (
	"slices"
	"testing"
	"time"

	"todoku/mailcore"
)

func day(n int) time.Time { return time.Date(2026, 4, 1+n, 15, 0, 0, 0, time.Local) }

func server(id string) mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Outgoing.Host, p.Outgoing.User = id, "smtp.example.jp", "taro"
	return p
}

func days(all []End) (n []int) {
	for _, e := range all {
		n = append(n, e.Days)
	}
	return n
}

func TestAllAreInTheOrderOfTheirDates(t *testing.T) {
	var all []mailcore.Profile
	for _, n := range []int{9, 40, 1, -3, 2, 0} {
		p := server(string(rune('a' + len(all))))
		p.Verified.Until = day(n)
		all = append(all, p)
	}
	got := All(all, Known{Now: day(0)})
	if want := []int{-3, 0, 1, 2, 9, 40}; !slices.Equal(days(got), want) {
		t.Errorf("%v, want %v", days(got), want)
	}
	var levels []Level
	for _, e := range got {
		levels = append(levels, e.Level())
	}
	if want := []Level{Over, Next, Next, Close, Near, Far}; !slices.Equal(levels, want) {
		t.Errorf("they look like %v, want %v", levels, want)
	}
}

// A certificate that ended this morning is over, and not good for today.
func TestOverSinceThisMorning(t *testing.T) {
	p := server("a")
	p.Verified.Until = day(0).Add(-time.Hour)
	if got := Of(p, Known{Now: day(0)}); len(got) != 1 || got[0].Level() != Over || got[0].Days >= 0 {
		t.Errorf("%+v", got)
	}
}

func TestEveryKindEnds(t *testing.T) {
	signed := server("signed")
	signed.OAuth, signed.Outgoing.Host = mailcore.Microsoft, "smtp.office365.com"
	signed.Verified = mailcore.Verified{OK: true, Scope: mailcore.LoginScope, At: day(-10)}
	old := server("old")
	old.Verified.Until = day(-100)
	newer := server("newer")
	newer.Outgoing.Auth = mailcore.NoAuth
	newer.Verified.At, newer.Verified.Until = day(-1), day(30)
	practice := server("practice")
	practice.Practice, practice.Verified.Until = true, day(3)
	k := Known{
		Now: day(0), PasswordDays: 180,
		Notices:      []mailcore.Notice{{ID: "over", From: day(5), Hosts: []string{"smtp.example.jp"}, Password: true}},
		Certificates: map[string]Seen{"old": {day(-1), day(20)}, "newer": {day(-2), day(20)}},
		Saved: map[string]time.Time{
			"signed/oauth": day(-60), "signed/outgoing": day(-999), // a password that is not used
			"old/outgoing": day(-100), "old/incoming": day(-179), "gone/outgoing": day(-999),
		},
	}
	got := All([]mailcore.Profile{signed, old, practice, newer}, k)
	want := []End{
		{Password, "old", "", day(1), 1},
		{Notice, "old", "over", day(5), 5},
		{Certificate, "old", "", day(20), 20},
		{Certificate, "newer", "", day(30), 30},
		{Grant, "signed", "", day(80), 80},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v\nwant\n%+v", got, want)
	}
	if k.PasswordDays = 0; len(All([]mailcore.Profile{old}, k)) != 2 {
		t.Error("a password ends where nobody wants it to")
	}
}

func TestUIDIsOfTheEndAndNotOfItsDate(t *testing.T) {
	a, b := End{Kind: Certificate, Server: "x", At: day(1)}, End{Kind: Certificate, Server: "x", At: day(9)}
	if a.UID() != b.UID() || a.UID() == (End{Kind: Password, Server: "x"}).UID() || (End{Kind: Notice, Server: "x", Notice: "a"}).UID() == (End{Kind: Notice, Server: "x", Notice: "b"}).UID() {
		t.Errorf("%s %s", a.UID(), b.UID())
	}
}

// A day is one of the calendar, whatever the hour.
func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	now := time.Date(2026, 4, 1, 23, 59, 0, 0, time.UTC)
	if n := mailcore.Days(now, now.Add(2*time.Minute)); n != 1 {
		t.Errorf("two minutes later it is %d days", n)
	}
}
