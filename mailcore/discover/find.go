// Package discover finds settings for a mail address: [Find] asks the table of
// providers, what the provider publishes, DNS and usual names, and whether the
// servers really answer. Everything it offers is a [providers.Proposal],
// proven by a connection; no password is ever used.
package discover

import (
	"cmp"
	"context"
	"crypto/x509"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"todoku/mailcore/providers"

	"todoku/mailcore"
)

// Options say for whom to look, and how. Address or Host has to be given.
type Options struct {
	Address  string           // a mail address, "taro@example.jp"
	Host     string           // or the name of a server
	Profile  mailcore.Profile // to propose changes to; zero means a new one
	Table    providers.Table
	Offline  bool           // ask nobody: proposals are out of the table, and not proven
	Limit    time.Duration  // for all; 0 means 20 s
	Each     time.Duration  // for one connection to a mail server; 0 means 5 s
	Roots    *x509.CertPool // trusted beside the system's authorities; nil means none
	Resolver *net.Resolver  // nil means the system's
	// Dial connects to web and mail servers; nil means net.Dialer.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	Now  func() time.Time // nil means time.Now
}

// An Outcome is what was found. Where there are no proposals the reasons say
// why, one or more for each source that was asked.
type Outcome struct {
	Proposals []providers.Proposal `json:"proposals"` // the best first
	Reasons   []providers.Reason   `json:"reasons"`
}

// findLimit is for all sources together: a person waits before the dialog.
const findLimit = 20 * time.Second

// An asking is how to ask one source.
type asking struct {
	source providers.Source
	ask    func(context.Context, *search) ([]candidate, []providers.Reason)
	hosts  bool // makes sense for the name of a server too
}

// sources lists who is asked, the most trustworthy first.
var sources = []asking{
	{providers.FromTable, askTable, true},
	{providers.FromAutoconfig, askAutoconfig, false},
	{providers.FromSRV, askSRV, false},
	{providers.FromMX, askMX, false},
	{providers.FromGuess, askGuess, true},
}

// Find asks all sources at once for the settings of an address, and the
// servers whether they are so. Each time something is proven it calls show,
// from the calling goroutine, with all proposals so far, the best first:
// encrypted ones, then those of the more trustworthy source. show may be nil.
// Find returns when all have answered, the time is over or ctx has ended, and
// leaves nothing running. No password is used, and nobody but the domain's own
// web server learns the part before the @.
func Find(ctx context.Context, o Options, show func([]providers.Proposal)) Outcome {
	out := Outcome{[]providers.Proposal{}, []providers.Reason{}}
	s, ok := newSearch(o)
	if !ok {
		out.Reasons = append(out.Reasons, providers.Reason{Source: providers.FromTable, Code: providers.BadAddress, From: cmp.Or(o.Address, o.Host)})
		return out
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(o.Limit, findLimit))
	defer cancel()
	s.Resolver = breakable(ctx, o.Resolver)
	s.prover.options = s.Options
	guessing, enough := context.WithCancel(ctx) // nobody needs a guess any more
	defer enough()
	for f := range s.all(ctx, guessing) {
		out.Reasons = append(out.Reasons, f.reasons...)
		if f.proposal == nil {
			continue
		}
		if better(*f.proposal) {
			enough()
		}
		if out.add(*f.proposal) && show != nil {
			show(slices.Clone(out.Proposals))
		}
	}
	out.settle()
	return out
}

// A found is one answer of a source.
type found struct {
	proposal *providers.Proposal
	reasons  []providers.Reason
}

// all asks every source in a goroutine of its own. The channel is closed when
// all of them have ended.
func (s *search) all(ctx, guessing context.Context) <-chan found {
	answers := make(chan found)
	var all sync.WaitGroup
	for _, src := range sources {
		until := ctx
		if src.source == providers.FromGuess {
			until = guessing
		}
		if s.Address != "" || src.hosts {
			all.Go(func() { s.ask(until, src, answers) })
		}
	}
	go func() { all.Wait(); close(answers) }()
	return answers
}

// ask asks one source, and then the servers that it names.
func (s *search) ask(ctx context.Context, src asking, answers chan<- found) {
	if s.Offline && src.source != providers.FromTable {
		answers <- found{reasons: []providers.Reason{{Source: src.source, Code: providers.Forbidden}}}
		return
	}
	candidates, reasons := src.ask(ctx, s)
	answers <- found{reasons: reasons}
	for _, c := range candidates {
		c.source = src.source
		answers <- s.offer(ctx, c)
	}
}

// better reports whether nobody needs a guess beside p.
func better(p providers.Proposal) bool {
	return p.Source != providers.FromGuess && p.Proven() && p.Encrypted()
}

// add takes in a proposal, unless a better source has said the same. Guesses
// go when there is something better.
func (o *Outcome) add(p providers.Proposal) bool {
	if p.Source == providers.FromGuess && slices.ContainsFunc(o.Proposals, better) {
		return false
	}
	if better(p) {
		o.Proposals = slices.DeleteFunc(slices.Clone(o.Proposals), func(q providers.Proposal) bool { return q.Source == providers.FromGuess })
	}
	same := func(q providers.Proposal) bool { return sameServers(p.Profile, q.Profile) }
	if i := slices.IndexFunc(o.Proposals, same); i >= 0 {
		if rank(o.Proposals[i].Source) <= rank(p.Source) {
			return false
		}
		o.Proposals = slices.Delete(slices.Clone(o.Proposals), i, i+1)
	}
	o.Proposals = append(o.Proposals, p)
	slices.SortStableFunc(o.Proposals, func(a, b providers.Proposal) int { return cmp.Compare(order(a), order(b)) })
	return true
}

// settle puts the reasons in order. That a guess failed does not matter where
// there is a proposal.
func (o *Outcome) settle() {
	if len(o.Proposals) > 0 {
		o.Reasons = slices.DeleteFunc(o.Reasons, func(r providers.Reason) bool { return r.Source == providers.FromGuess })
	}
	slices.SortStableFunc(o.Reasons, func(a, b providers.Reason) int { return cmp.Compare(rank(a.Source), rank(b.Source)) })
}

func rank(s providers.Source) int {
	return slices.Index([]providers.Source{providers.FromTable, providers.FromAutoconfig, providers.FromSRV, providers.FromMX, providers.FromGuess}, s)
}

func order(p providers.Proposal) int {
	if !p.Encrypted() {
		return 100 + rank(p.Source)
	}
	return rank(p.Source)
}

func sameServers(a, b mailcore.Profile) bool {
	for _, key := range []string{"host", "port", "encryption", "user"} {
		if a.Text("outgoing."+key) != b.Text("outgoing."+key) || a.Text("incoming."+key) != b.Text("incoming."+key) {
			return false
		}
	}
	return true
}

// A search is what one Find is about.
type search struct {
	Options
	domain string // of the address, as in DNS
	host   string // as in DNS
	prover prover
}

func newSearch(o Options) (*search, bool) {
	s := &search{Options: o}
	if s.Profile.Outgoing.Port == 0 {
		s.Profile = mailcore.NewProfile()
	}
	var local string
	var err error
	if o.Address != "" {
		s.Address = providers.Meant(o.Address)
		local, s.domain, err = providers.SplitAddress(s.Address)
	} else {
		s.host, err = providers.DNSName(mailcore.MeantHost(o.Host))
	}
	return s, err == nil && (o.Address == "" || local != "" && strings.Contains(s.domain, "."))
}
