package ports

import (
	"net/mail"
	"strconv"
	"time"

	"todoku/mailcore"
	"todoku/pattern"
)

// maxDrift is how far a clock may go wrong before anybody minds: Kerberos
// allows as much (RFC 4120 8.2).
const maxDrift = 5 * time.Minute

// clock judges the clock of this computer. Few servers say what time it is;
// else a certificate only tells when it was not yet, or no longer, now.
func clock(m Matrix, _ Reach) Check {
	for _, r := range m.Rows {
		if there, ok := bannerTime(r.Banner); ok {
			return compare(m.Started, there, r.Port)
		}
	}
	return certificateClock(m)
}

func compare(here, there time.Time, port int) Check {
	drift := here.Sub(there)
	args := map[string]string{
		"here": shown(here), "there": shown(there), "port": strconv.Itoa(port),
		"minutes": strconv.Itoa(int(drift.Abs().Round(time.Minute).Minutes())),
	}
	switch {
	case drift > maxDrift:
		return Check{clockFast, mailcore.Warn, args}
	case drift < -maxDrift:
		return Check{clockSlow, mailcore.Warn, args}
	}
	return Check{clockRight, mailcore.Pass, args}
}

// dated is the time in a greeting, as Sendmail and Exchange write it (RFC 5322
// 3.3).
var dated = pattern.New(`\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT|UTC?)\b`)

func bannerTime(banner string) (time.Time, bool) {
	at, err := mail.ParseDate(dated.FindString(banner))
	return at, err == nil
}

// certificateClock has only the certificates to go by.
func certificateClock(m Matrix) Check {
	var from, until time.Time // when all certificates are valid
	seen, early, late := 0, 0, 0
	for _, r := range m.Rows {
		if r.Security == nil {
			continue
		}
		begins, ends := factTime(r, "not-before"), factTime(r, "not-after")
		seen++
		switch {
		case m.Started.Before(begins):
			early++
		case m.Started.After(ends):
			late++
		}
		if begins.After(from) {
			from = begins
		}
		if until.IsZero() || ends.Before(until) {
			until = ends
		}
	}
	args := map[string]string{"here": shown(m.Started), "from": shown(from), "until": shown(until)}
	switch {
	case seen == 0:
		return Check{clockUnknown, mailcore.Unknown, args}
	case early > 0:
		return Check{clockBefore, mailcore.Warn, args}
	case late == seen:
		return Check{clockAfter, mailcore.Warn, args}
	}
	return Check{clockPlausible, mailcore.Pass, args}
}

func factTime(r Row, name string) time.Time {
	at, _ := time.Parse(time.RFC3339, r.Security.Certificate[name])
	return at
}

func shown(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }
