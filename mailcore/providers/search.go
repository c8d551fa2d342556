package providers

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
)

// Search returns the providers that text may mean, the likeliest first: text
// is part of a name, an ID, a domain or a server's name, or a mail address.
// Width, case, kana and punctuation do not matter. All providers match "".
func (t Table) Search(text string) []Provider {
	if strings.Contains(norm.NFKC.String(text), "@") {
		if found := t.ForAddress(text); found != nil {
			return found
		}
		text = strings.Trim(norm.NFKC.String(text), "@ ")
	}
	wanted := fold(text)
	if wanted == "" {
		return slices.Clone(t)
	}
	type hit struct {
		Provider
		score int
	}
	var hits []hit
	for _, p := range t {
		if score := p.score(wanted); score > 0 {
			hits = append(hits, hit{p, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	var found []Provider
	for _, h := range hits {
		found = append(found, h.Provider)
	}
	return found
}

// score says how well p goes with folded text; 0 means not at all.
func (p Provider) score(wanted string) int {
	best := 0
	for weight, texts := range [][]string{p.hosts(), p.MX, p.Domains, p.Aliases, {p.Name.JA, p.Name.EN, p.ID}} {
		for _, text := range texts {
			best = max(best, match(fold(text), wanted)*10+weight)
		}
	}
	if best < 10 {
		return 0
	}
	return best
}

// match is 3 for the same text, 2 for its beginning, 1 for a part of it.
func match(text, wanted string) int {
	switch {
	case text == wanted:
		return 3
	case strings.HasPrefix(text, wanted):
		return 2
	case strings.Contains(text, wanted):
		return 1
	}
	return 0
}

func (p Provider) hosts() []string {
	var hosts []string
	for _, s := range p.Servers {
		hosts = append(hosts, s.Host, s.Example)
	}
	return hosts
}

// fold returns text without what people do not care about when they search.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'ぁ' && r <= 'ゖ':
			return r + ('ァ' - 'ぁ')
		case r == 'ー', r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
}

// ForAddress returns the providers whose customers have addresses like addr,
// those of the closest domain first. addr may be the domain alone.
func (t Table) ForAddress(addr string) []Provider {
	_, domain, err := SplitAddress(addr)
	if err != nil {
		return nil
	}
	var found []Provider
	for strings.Contains(domain, ".") {
		found = append(found, t.of(func(p Provider) []string { return p.Domains }, domain)...)
		_, domain, _ = strings.Cut(domain, ".")
	}
	return found
}

// ForHost returns the providers to whom a server belongs, by its name. That of
// this computer says nothing: every program here has it.
func (t Table) ForHost(host string) []Provider {
	host, err := DNSName(host)
	if err != nil || onThisComputer(host) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t), func(p Provider) bool {
		return !slices.ContainsFunc(p.Servers, func(s Server) bool { return s.Host == host || s.fits(host) })
	})
}

// ForServer also knows the programs of this computer, by a port that is theirs
// and how they encrypt there: Proton Mail Bridge, and not the mail server that
// somebody runs here.
func (t Table) ForServer(s Server) []Provider {
	if !onThisComputer(s.Host) {
		return t.ForHost(s.Host)
	}
	return slices.DeleteFunc(slices.Clone(t), func(p Provider) bool {
		return !slices.ContainsFunc(p.Servers, func(own Server) bool {
			return onThisComputer(own.Host) && !slices.Contains(everybodysPorts, own.Port) &&
				own.Protocol == s.Protocol && own.Port == s.Port && own.Encryption == s.Encryption
		})
	})
}

// everybodysPorts are where any mail server listens (RFC 6409, RFC 8314).
var everybodysPorts = []int{25, 110, 143, 465, 587, 993, 995}

func onThisComputer(host string) bool {
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && a.Unmap().IsLoopback() || strings.EqualFold(strings.TrimSuffix(host, "."), "localhost")
}

// ForMX returns the providers that a mail exchanger belongs to.
func (t Table) ForMX(host string) []Provider {
	var found []Provider
	for domain := host; strings.Contains(domain, "."); _, domain, _ = strings.Cut(domain, ".") {
		for _, p := range t.of(func(p Provider) []string { return p.MX }, domain) {
			if !slices.ContainsFunc(found, func(q Provider) bool { return q.ID == p.ID }) {
				found = append(found, p)
			}
		}
	}
	return found
}

// of returns the providers in whose list the domain is.
func (t Table) of(list func(Provider) []string, domain string) []Provider {
	var found []Provider
	for _, p := range t {
		if slices.ContainsFunc(list(p), func(d string) bool { d, _ = DNSName(d); return d == domain }) {
			found = append(found, p)
		}
	}
	return found
}

// SplitAddress returns the two parts of an address, the domain as it is in DNS. A
// domain alone has no local part.
func SplitAddress(addr string) (local, domain string, err error) {
	addr = Meant(addr)
	if at := strings.LastIndexByte(addr, '@'); at >= 0 {
		local, addr = addr[:at], addr[at+1:]
	}
	domain, err = DNSName(addr)
	return local, domain, err
}

// Meant returns what people type as they mean it: in an address the marks of a
// Japanese keyboard are dots.
func Meant(text string) string { return mailcore.MeantAddress(text) }
