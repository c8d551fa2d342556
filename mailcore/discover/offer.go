package discover

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"todoku/mailcore/providers"

	"golang.org/x/net/publicsuffix"

	"todoku/mailcore"
)

// A candidate is a provider, in a table or made up from what was published,
// whose servers have to be proven.
type candidate struct {
	providers.Provider
	source providers.Source
	from   string
	host   string // that may be the customer's own, where servers differ by contract
}

// offer proves a candidate and makes a proposal of what is proven.
func (s *search) offer(ctx context.Context, c candidate) found {
	sending, receiving := s.concrete(c, providers.SMTP), s.receiving(c)
	if s.Offline {
		return found{proposal: s.proposal(c, c.Servers, nil)}
	}
	if len(sending) == 0 {
		return found{reasons: []providers.Reason{{Source: c.source, Code: providers.ByContract, From: c.from, Provider: c.ID}}}
	}
	var out, in attempt
	var both sync.WaitGroup
	both.Go(func() { out = s.prover.first(ctx, sending) })
	both.Go(func() { in = s.prover.first(ctx, receiving) })
	both.Wait()
	if out.server == nil && c.madeUp() {
		if plain := s.prover.first(ctx, s.unencrypted(sending)); plain.server != nil {
			out = plain
			if in.server == nil {
				in = s.prover.first(ctx, s.unencrypted(receiving))
			}
		}
	}
	if out.server == nil {
		return found{reasons: []providers.Reason{out.reason(ctx, c)}}
	}
	servers, proofs := []providers.Server{*out.server}, []providers.Proof{out.proof}
	if in.server != nil {
		servers, proofs = append(servers, *in.server), append(proofs, in.proof)
	}
	return found{proposal: s.proposal(c, servers, proofs)}
}

// madeUp reports whether nobody has said how the servers encrypt, so that one
// that does not is better than none.
func (c candidate) madeUp() bool {
	return c.ID == "" && (c.source == providers.FromGuess || c.source == providers.FromMX)
}

// unencrypted are servers without encryption, where they may have it: what
// was seen there is known already. Port 25 is for where the server was named.
func (s *search) unencrypted(servers []providers.Server) []providers.Server {
	var plain []providers.Server
	for _, sv := range servers {
		if sv.Encryption != mailcore.STARTTLS {
			continue
		}
		sv.Encryption = mailcore.NoEncryption
		plain = append(plain, sv)
		if s.host != "" && sv.Protocol == providers.SMTP {
			sv.Port = 25
			plain = append(plain, sv)
		}
	}
	return plain
}

func (s *search) proposal(c candidate, servers []providers.Server, proofs []providers.Proof) *providers.Proposal {
	working := c.Provider
	working.Servers = servers
	profile := working.FillAt(s.Profile, s.Address, cmp.Or(c.host, s.host))
	p := &providers.Proposal{
		Source: c.source, From: c.from, Provider: c.Provider, Profile: profile,
		Changes: s.Profile.Changes(profile), Proofs: append([]providers.Proof{}, proofs...),
	}
	if s.domain != "" && c.ID == "" && (c.source == providers.FromSRV || c.source == providers.FromMX) {
		p.Elsewhere = slices.ContainsFunc(servers, func(sv providers.Server) bool { return site(sv.Host) != site(s.domain) })
	}
	return p
}

// site returns the domain that somebody registered.
func site(host string) string {
	if name, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return name
	}
	return host
}

// concrete returns the servers of a protocol by their real names, but for
// those that only the customer knows.
func (s *search) concrete(c candidate, protocol mailcore.Protocol) []providers.Server {
	var known []providers.Server
	for _, sv := range c.Of(protocol) {
		typed := s.Profile.Outgoing.Host
		if protocol != providers.SMTP {
			typed = s.Profile.Incoming.Host
		}
		if sv.Host = c.HostOf(sv, s.Address, cmp.Or(c.host, s.host), typed); sv.Host != "" {
			known = append(known, sv)
		}
	}
	return known
}

// receiving returns what can be received from, the wanted protocol first.
func (s *search) receiving(c candidate) []providers.Server {
	imap, pop := s.concrete(c, mailcore.IMAP), s.concrete(c, mailcore.POP3)
	if s.Profile.Incoming.Protocol == mailcore.POP3 {
		return append(pop, imap...)
	}
	return append(imap, pop...)
}
