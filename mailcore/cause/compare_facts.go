package cause

import (
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// steady lists the facts that should stay as they are from day to day.
var steady = []struct {
	group Group
	name  string
	list  string // what separates its items, of which only those that differ are shown; "" for no list
}{
	{CertificateGroup, "fingerprint", ""},
	{CertificateGroup, "subject", ""},
	{CertificateGroup, "sans", " "},
	{CertificateGroup, "issuer", ""},
	{CertificateGroup, "not-after", ""},
	{TLSGroup, "tls-version", ""},
	{TLSGroup, "cipher", ""},
	{BannerGroup, "banner", ""},
	{CapabilitiesGroup, "capabilities", ", "},
	{CapabilitiesGroup, "mechanisms", " "},
	{AddressesGroup, "a", " "},
	{AddressesGroup, "aaaa", " "},
}

func changedFacts(before, after mailcore.Report) []Difference {
	old, now := learned(before), learned(after)
	var found []Difference
	for _, f := range steady {
		for _, side := range []mailcore.Side{mailcore.OutgoingSide, mailcore.BeforeSide, mailcore.IncomingSide} {
			a, b, both := common(old, now, side, f.name)
			if f.list != "" {
				a, b = lacking(a, b, f.list), lacking(b, a, f.list)
			}
			if same := a == b || f.group == BannerGroup && unpassing(a) == unpassing(b); both && !same {
				found = append(found, Difference{f.group, side, f.name, a, b})
			}
		}
	}
	return found
}

// A lesson is a fact as one side taught it, before or under encryption: a
// server may offer more when it cannot be overheard.
type lesson struct {
	side      mailcore.Side
	name      string
	encrypted bool
}

// learned returns the last value of each fact.
func learned(r mailcore.Report) map[lesson]string {
	all, encrypted := map[lesson]string{}, map[mailcore.Side]bool{}
	for _, res := range r.Results {
		if res.Step == mailcore.Handshake && res.State == mailcore.Passed {
			encrypted[res.Side] = true
		}
		for name, value := range res.Facts {
			all[lesson{res.Side, name, encrypted[res.Side]}] = value
		}
	}
	return all
}

// common returns a fact that both tests learned, in the same circumstances.
func common(old, now map[lesson]string, side mailcore.Side, name string) (before, after string, both bool) {
	for _, encrypted := range []bool{true, false} {
		a, had := old[lesson{side, name, encrypted}]
		b, has := now[lesson{side, name, encrypted}]
		if had && has {
			return a, b, true
		}
	}
	return "", "", false
}

// lacking lists what of one list another lacks. Of the mechanisms a fact of
// their own speaks.
func lacking(whole, other, separator string) string {
	there := strings.Split(other, separator)
	return strings.Join(slices.DeleteFunc(strings.Split(whole, separator), func(item string) bool {
		return slices.Contains(there, item) || mechanismList.MatchString(item)
	}), separator)
}

var mechanismList = pattern.New(`^(AUTH|SASL)[ =]`)

// passing matches what a greeting says anew each time: moments, days, the
// timestamp of APOP, numbers of processes, long tokens.
var passing = pattern.New(`(?i)<[^>]*>|\[\d+\]|\b\d{1,2}:\d{2}(:\d{2})?\b|[+-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\S*` +
	`|\b(mon|tue|wed|thu|fri|sat|sun)\w*,?|\b\d{1,2} (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}\b` +
	`|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* +\d{1,2}\b|\b[\w-]*\d[\w-]{8,}`)

// unpassing returns what of a text should stay the same.
func unpassing(text string) string { return passing.ReplaceAllString(text, "") }
