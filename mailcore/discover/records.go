package discover

import (
	"cmp"
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync"

	"todoku/mailcore/providers"

	"todoku/mailcore"
)

// askTable finds the providers of the address or of the server.
func askTable(_ context.Context, s *search) ([]candidate, []providers.Reason) {
	known := s.Table.ForAddress(s.domain)
	if s.host != "" {
		known = s.Table.ForHost(s.host)
	}
	var all []candidate
	for _, p := range known {
		all = append(all, candidate{Provider: p, from: p.ID})
	}
	if all == nil {
		return nil, []providers.Reason{{Source: providers.FromTable, Code: providers.NoEntry, From: cmp.Or(s.domain, s.host)}}
	}
	return all, nil
}

// services lists what a domain can publish by SRV (RFC 6186, RFC 8314), the
// better ones first.
var services = []struct {
	name       string
	protocol   mailcore.Protocol
	encryption mailcore.Encryption
}{
	{"submissions", providers.SMTP, mailcore.TLS},
	{"submission", providers.SMTP, mailcore.STARTTLS},
	{"imaps", mailcore.IMAP, mailcore.TLS},
	{"imap", mailcore.IMAP, mailcore.STARTTLS},
	{"pop3s", mailcore.POP3, mailcore.TLS},
	{"pop3", mailcore.POP3, mailcore.STARTTLS},
}

// maxRecords bounds how many records of a kind are followed: the best come
// first, and a domain must not make us ask without end.
const maxRecords = 4

// askSRV looks the services up, all at once.
func askSRV(ctx context.Context, s *search) ([]candidate, []providers.Reason) {
	answers := make([]answer, len(services))
	var all sync.WaitGroup
	for i := range services {
		all.Go(func() { answers[i] = s.srv(ctx, i) })
	}
	all.Wait()
	c := candidate{}
	for i, a := range answers {
		if c.from == "" && len(a.servers) > 0 && services[i].protocol == providers.SMTP {
			c.from = s.record(i)
		}
		c.Servers = append(c.Servers, a.servers...)
	}
	if c.from != "" {
		return []candidate{c}, nil
	}
	why := cmp.Or(answers[0].reason, answers[1].reason, providers.NotPublished)
	if answers[1].reason != providers.NotPublished {
		why = cmp.Or(answers[1].reason, why)
	}
	return nil, []providers.Reason{{Source: providers.FromSRV, Code: why, From: s.record(1)}}
}

func (s *search) record(i int) string { return "_" + services[i].name + "._tcp." + s.domain }

// An answer is what DNS says about one service.
type answer struct {
	servers []providers.Server
	reason  providers.ReasonCode
}

// srv looks one service up.
func (s *search) srv(ctx context.Context, i int) answer {
	service := services[i]
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	records, err := orEnd(ctx, func() ([]*net.SRV, error) {
		_, records, err := s.Resolver.LookupSRV(ctx, service.name, "tcp", rooted(s.domain))
		return records, err
	})
	if len(records) == 0 {
		return answer{reason: whyNot(err)}
	}
	var a answer
	for _, r := range records[:min(len(records), maxRecords)] {
		if r.Target == "." { // RFC 2782: decidedly not available
			return answer{reason: providers.Nowhere}
		}
		if host, err := providers.DNSName(r.Target); err == nil && r.Port > 0 {
			a.servers = append(a.servers, providers.Server{Protocol: service.protocol, Host: host, Port: int(r.Port), Encryption: service.encryption})
		}
	}
	if a.servers == nil {
		a.reason = providers.Unusable
	}
	return a
}

// whyNot tells an answer without records from no answer.
func whyNot(err error) providers.ReasonCode {
	if dns, ok := errors.AsType[*net.DNSError](err); err == nil || ok && dns.IsNotFound {
		return providers.NotPublished
	}
	if errors.Is(err, context.Canceled) {
		return providers.Interrupted
	}
	return providers.NoAnswer
}

// askMX takes who keeps the domain's mail for who sends it too: the provider
// to whom the name of the server belongs, or else what its own domain publishes
// (as Thunderbird does), or else the usual names beside it.
func askMX(ctx context.Context, s *search) ([]candidate, []providers.Reason) {
	looking, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	records, err := orEnd(looking, func() ([]*net.MX, error) { return s.Resolver.LookupMX(looking, rooted(s.domain)) })
	if len(records) == 0 {
		return nil, []providers.Reason{{Source: providers.FromMX, Code: whyNot(err), From: s.domain}}
	}
	if records[0].Host == "." { // RFC 7505
		return nil, []providers.Reason{{Source: providers.FromMX, Code: providers.Nowhere, From: s.domain}}
	}
	var all []candidate
	var unknown []string // whose provider the table does not know
	for _, r := range records[:min(len(records), maxRecords)] {
		if host, err := providers.DNSName(r.Host); err == nil {
			all = s.exchanger(all, host)
			if len(s.Table.ForMX(host)) == 0 {
				unknown = append(unknown, host)
			}
		}
	}
	all = append(s.askExchangers(ctx, unknown), all...)
	if all == nil {
		return nil, []providers.Reason{{Source: providers.FromMX, Code: providers.Unusable, From: s.domain}}
	}
	return all, nil
}

// exchanger adds what a mail exchanger leads to, each provider once.
func (s *search) exchanger(all []candidate, host string) []candidate {
	from := "MX " + host
	known := s.Table.ForMX(host)
	slices.SortStableFunc(known, func(a, b providers.Provider) int { // a domain of one's own is no free address
		return cmp.Compare(strings.Count(a.Kind, "free"), strings.Count(b.Kind, "free"))
	})
	for _, p := range known {
		if !slices.ContainsFunc(all, func(c candidate) bool { return c.ID == p.ID }) {
			all = append(all, candidate{Provider: p, from: from, host: host})
		}
	}
	if len(known) > 0 || slices.ContainsFunc(all, func(c candidate) bool { return c.ID == "" }) {
		return all
	}
	return append(all, candidate{Provider: usual(site(host), host), from: from})
}

// askGuess tries the names that servers usually have.
func askGuess(_ context.Context, s *search) ([]candidate, []providers.Reason) {
	if s.host != "" {
		return []candidate{{Provider: usual("", s.host), from: s.host}}, nil
	}
	return []candidate{{Provider: usual(s.domain), from: s.domain}}, nil
}

// usual makes up a provider whose servers are called as usual below a domain,
// or as one of the hosts.
func usual(domain string, hosts ...string) providers.Provider {
	named := func(names ...string) []string {
		all := slices.Clone(hosts)
		for _, name := range names {
			if domain != "" {
				all = append(all, name+domain)
			}
		}
		return all
	}
	var p providers.Provider
	for _, g := range []struct {
		protocol mailcore.Protocol
		hosts    []string
		ports    []portWith
	}{
		{providers.SMTP, named("smtp.", "mail.", ""), []portWith{{465, mailcore.TLS}, {587, mailcore.STARTTLS}}},
		{mailcore.IMAP, named("imap.", "mail.", ""), []portWith{{993, mailcore.TLS}, {143, mailcore.STARTTLS}}},
		{mailcore.POP3, named("pop.", "mail.", "pop3.", ""), []portWith{{995, mailcore.TLS}, {110, mailcore.STARTTLS}}},
	} {
		for _, host := range g.hosts {
			for _, at := range g.ports {
				p.Servers = append(p.Servers, providers.Server{Protocol: g.protocol, Host: host, Port: at.port, Encryption: at.encryption})
			}
		}
	}
	return p
}

type portWith struct {
	port       int
	encryption mailcore.Encryption
}
