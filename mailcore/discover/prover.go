package discover

import (
	"cmp"
	"context"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"todoku/mailcore/ports"
	"todoku/mailcore/providers"

	"todoku/mailcore"
	"todoku/mailcore/probe"
)

// A prover connects to servers, to each port of a host once, and to one port
// of a host at a time.
type prover struct {
	options Options
	mu      sync.Mutex
	hosts   map[string]*hostProver
}

type hostProver struct {
	busy chan struct{} // holds something while somebody is connected
	rows map[int]ports.Row
}

func (p *prover) host(name string) *hostProver {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hosts == nil {
		p.hosts = map[string]*hostProver{}
	}
	if p.hosts[name] == nil {
		p.hosts[name] = &hostProver{busy: make(chan struct{}, 1), rows: map[int]ports.Row{}}
	}
	return p.hosts[name]
}

// An attempt is how far the best of some servers got.
type attempt struct {
	server *providers.Server // nil where none is proven
	proof  providers.Proof
	failed []failure
}

type failure struct {
	server providers.Server
	code   providers.ReasonCode
	fault  mailcore.Fault
}

// first proves servers, those on different hosts at once, and returns the
// first of the list that is good. The rest are given up then.
func (p *prover) first(ctx context.Context, servers []providers.Server) attempt {
	ctx, enough := context.WithCancel(ctx)
	var all sync.WaitGroup
	defer all.Wait()
	defer enough()
	results := make([]chan attempt, len(servers))
	byHost := map[string][]int{}
	for i, s := range servers {
		results[i] = make(chan attempt, 1)
		byHost[s.Host] = append(byHost[s.Host], i)
	}
	for _, list := range byHost {
		all.Go(func() {
			for _, i := range list {
				results[i] <- p.try(ctx, servers[i])
			}
		})
	}
	var failed []failure
	for _, result := range results {
		r := <-result
		if r.server != nil {
			return r
		}
		failed = append(failed, r.failed...)
	}
	return attempt{failed: failed}
}

// reason tells the failure of the best server.
func (a attempt) reason(ctx context.Context, c candidate) providers.Reason {
	if ctx.Err() != nil || len(a.failed) == 0 {
		return providers.Reason{Source: c.source, Code: providers.Interrupted, From: c.from, Fault: mailcore.Stopped, Provider: c.ID}
	}
	if c.source == providers.FromGuess {
		return providers.Reason{Source: c.source, Code: providers.NotProven, From: c.from}
	}
	f := a.failed[0]
	return providers.Reason{
		Source: c.source, Code: f.code, From: net.JoinHostPort(f.server.Host, strconv.Itoa(f.server.Port)), Fault: f.fault, Provider: c.ID,
	}
}

// proofLimit bounds one connection: what a mail program should use answers
// within it, also when its first two SYNs are lost (RFC 6298: sent again after
// one and three seconds).
const proofLimit = 5 * time.Second

// try connects to one server, unless that has been done.
func (p *prover) try(ctx context.Context, s providers.Server) attempt {
	h := p.host(s.Host)
	select {
	case h.busy <- struct{}{}:
		defer func() { <-h.busy }()
	case <-ctx.Done():
		return attempt{failed: []failure{{s, providers.Interrupted, mailcore.Stopped}}}
	}
	row, known := h.rows[s.Port]
	if !known {
		if row = p.look(ctx, s); ctx.Err() == nil {
			h.rows[s.Port] = row
		}
	}
	return judge(s, row)
}

func (p *prover) look(ctx context.Context, s providers.Server) ports.Row {
	o := p.options.Probe()
	o.Limit, o.Ports = cmp.Or(p.options.Each, proofLimit), []probe.Port{{Number: s.Port, Implicit: s.Encryption == mailcore.TLS}}
	m := probe.Ports(ctx, s.Host, o, nil)
	return m.Rows[0]
}

// Probe returns how ports are looked at by the same ways.
func (o Options) Probe() probe.Options {
	return probe.Options{
		Roots: o.Roots, Dial: o.Dial, Now: o.Now,
		Lookup: func(ctx context.Context, host string) ([]netip.Addr, error) {
			return cmp.Or(o.Resolver, net.DefaultResolver).LookupNetIP(ctx, "ip", rooted(host))
		},
	}
}

// judge compares what a server is known as with what it showed. How it
// encrypts it knows best, but it has to where we expect it.
func judge(s providers.Server, row ports.Row) attempt {
	seen := mailcore.NoEncryption
	offer := row.Before
	switch {
	case row.Security == nil:
	case row.Implicit:
		seen, offer = mailcore.TLS, row.After
	case row.Upgrade == ports.Works:
		seen, offer = mailcore.STARTTLS, row.After
	}
	fail := func(code providers.ReasonCode, fault mailcore.Fault) attempt {
		return attempt{failed: []failure{{s, code, fault}}}
	}
	switch {
	case row.State != ports.Open || string(row.Speaks) != string(s.Protocol):
		return fail(providers.NotProven, cmp.Or(row.Fault, mailcore.NotMail))
	case seen != mailcore.NoEncryption && !row.Security.Verified:
		return fail(providers.NotProven, row.Security.Fault)
	case seen == mailcore.NoEncryption && (s.Encryption != mailcore.NoEncryption || row.Upgrade == ports.Broken):
		return fail(providers.NotProven, cmp.Or(row.Fault, mailcore.NoSTARTTLS))
	case offer == nil:
		return fail(providers.NotProven, cmp.Or(row.Fault, mailcore.NotMail))
	case s.Protocol == providers.SMTP && len(offer.Mechanisms) == 0 && !slices.Contains(s.Auth, mailcore.NoAuth):
		return fail(providers.NoLogin, "")
	}
	s.Encryption = seen
	return attempt{server: &s, proof: proofOf(s, row, offer)}
}

func proofOf(s providers.Server, row ports.Row, offer *ports.Offer) providers.Proof {
	proof := providers.Proof{
		Side: mailcore.IncomingSide, Protocol: s.Protocol, Host: s.Host, Port: s.Port, Encryption: s.Encryption,
		Banner: row.Banner, Mechanisms: append([]string{}, offer.Mechanisms...), Took: row.Took,
	}
	if s.Protocol == providers.SMTP {
		proof.Side = mailcore.OutgoingSide
	}
	if row.Security != nil {
		proof.TLS, proof.Issuer, proof.Until = row.Security.Version, row.Security.Certificate["issuer"], row.Security.Certificate["not-after"]
	}
	return proof
}

// rooted keeps the resolver from trying a name below this computer's domain.
func rooted(host string) string {
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return host
	}
	return strings.TrimSuffix(host, ".") + "."
}
