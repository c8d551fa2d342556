package discover

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"todoku/mailcore/providers"

	"todoku/mailcore"
	"todoku/mailcore/steps"
)

// Limits of what a domain publishes for mail programs.
const (
	configLimit  = 8 * time.Second // of findLimit, so that what was found can still be tried
	maxConfig    = 256 << 10       // bytes; real ones have a few thousand
	maxRedirects = 3               // to www and to the provider; a fourth is a loop
)

// A page is where a domain may publish its configuration.
type page struct {
	url   string
	query string // the address, for the domain's own server alone
}

func (s *search) pages() []page {
	return []page{
		{"https://autoconfig." + s.domain + "/mail/config-v1.1.xml", "emailaddress=" + url.QueryEscape(s.Address)},
		{"https://" + s.domain + "/.well-known/autoconfig/mail/config-v1.1.xml", ""},
	}
}

// A fetched is what became of one page.
type fetched struct {
	provider providers.Provider
	err      error
}

// askAutoconfig fetches what the domain of the address publishes.
func askAutoconfig(ctx context.Context, s *search) ([]candidate, []providers.Reason) {
	return s.published(ctx, s.pages())
}

// askExchangers fetches what the domains of mail exchangers publish, which
// never learn the address: they may be anybody's.
func (s *search) askExchangers(ctx context.Context, hosts []string) []candidate {
	for _, domain := range s.elsewhere(hosts) {
		found, _ := s.published(ctx, []page{
			{"https://autoconfig." + domain + "/mail/config-v1.1.xml", ""},
			{"https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml", ""},
		})
		if found != nil {
			return found
		}
	}
	return nil
}

// maxExchangers bounds how many domains of mail exchangers are asked.
const maxExchangers = 2

// elsewhere returns the domains of hosts, each once, without that of the
// address.
func (s *search) elsewhere(hosts []string) []string {
	var domains []string
	for _, host := range hosts {
		if domain := site(host); domain != s.domain && strings.Contains(domain, ".") && !slices.Contains(domains, domain) {
			domains = append(domains, domain)
		}
	}
	return domains[:min(len(domains), maxExchangers)]
}

// published fetches pages at once; the first that is good counts, and those
// behind it are given up.
func (s *search) published(ctx context.Context, pages []page) ([]candidate, []providers.Reason) {
	client := s.client()
	defer client.CloseIdleConnections()
	var all sync.WaitGroup
	defer all.Wait()
	ctx, cancel := context.WithTimeout(ctx, configLimit)
	defer cancel()
	answers := make([]chan fetched, len(pages))
	for i, p := range pages {
		answers[i] = make(chan fetched, 1)
		all.Go(func() {
			provider, err := s.config(ctx, client, p)
			answers[i] <- fetched{provider, err}
		})
	}
	var reasons []providers.Reason
	for i, p := range pages {
		f := <-answers[i]
		if f.err == nil {
			return []candidate{{Provider: f.provider, from: p.url}}, nil
		}
		reasons = append(reasons, providers.Reason{Source: providers.FromAutoconfig, Code: whyNoPage(ctx, f.err), From: p.url})
	}
	return nil, reasons
}

func (s *search) config(ctx context.Context, client *http.Client, p page) (providers.Provider, error) {
	u, err := url.Parse(p.url)
	if err != nil {
		return providers.Provider{}, err
	}
	u.RawQuery = p.query
	data, err := fetch(ctx, client, u.String())
	if err != nil {
		return providers.Provider{}, err
	}
	return parseConfig(data, s.Address)
}

// What can be wrong with a page, beside the network.
var (
	errStatus   = errors.New("no such page")
	errInsecure = errors.New("redirected to where nothing is encrypted")
	errTooLong  = errors.New("the page is too long")
	errConfig   = errors.New("the page is no configuration")
)

func fetch(ctx context.Context, client *http.Client, at string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/xml, text/xml")
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: %s", errStatus, resp.Status)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxConfig+1))
	if err == nil && len(data) > maxConfig {
		err = errTooLong
	}
	return data, err
}

// client returns a web client that speaks TLS only, and tells no server where
// it was sent from: the address of the user is in there.
func (s *search) client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialTLSContext: s.dialTLS, DisableKeepAlives: true, MaxResponseHeaderBytes: 32 << 10, // net/http would take 10 MB
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			req.Header.Del("Referer")
			switch {
			case req.URL.Scheme != "https" || req.URL.User != nil:
				return errInsecure
			case len(via) > maxRedirects:
				return fmt.Errorf("%w: too many redirects", errConfig)
			}
			return nil
		},
	}
}

// dialTLS connects to a web server, whose certificate has to be good for its
// name, by the authorities that mail servers are judged by too.
func (s *search) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	raw, err := s.dialHost(ctx, network, host, port)
	if err != nil {
		return nil, err
	}
	conn := tls.Client(raw, &tls.Config{
		ServerName: host, MinVersion: tls.VersionTLS12, InsecureSkipVerify: true, // VerifyConnection judges
		VerifyConnection: func(state tls.ConnectionState) error {
			_, err := steps.JudgeCertificate(state, host, s.Roots, s.now())
			return err
		},
	})
	if err := conn.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, err
	}
	return conn, nil
}

// dialHost tries each address of a host.
func (s *search) dialHost(ctx context.Context, network, host, port string) (net.Conn, error) {
	addrs, err := s.addresses(ctx, host)
	if err != nil {
		return nil, err
	}
	dial := s.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	var first error
	for _, a := range addrs[:min(len(addrs), maxRecords)] {
		conn, err := dial(ctx, network, net.JoinHostPort(a.Unmap().String(), port))
		if err == nil {
			return conn, nil
		}
		first = errors.Join(first, err)
	}
	return nil, first
}

func (s *search) addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	return s.Resolver.LookupNetIP(ctx, "ip", rooted(host))
}

func (s *search) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// whyNoPage tells that there is no page from one that is not to be used.
func whyNoPage(ctx context.Context, err error) providers.ReasonCode {
	switch {
	case errors.Is(err, errStatus):
		return providers.NotPublished
	case errors.Is(err, errInsecure), errors.Is(err, errTooLong), errors.Is(err, errConfig):
		return providers.Unusable
	case errors.Is(ctx.Err(), context.Canceled):
		return providers.Interrupted
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return providers.NotPublished
	}
	switch steps.FaultOf(err) {
	case mailcore.Refused:
		return providers.NotPublished
	case mailcore.NameMismatch, mailcore.Untrusted, mailcore.SelfSigned, mailcore.Expired, mailcore.NotYetValid:
		return providers.Unusable
	}
	return providers.NoAnswer
}
