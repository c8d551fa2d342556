package domain

import (
	"context"
	"errors"
	"net"
	"strings"
)

// rooted asks for names as they are, and not for names below the domain of
// this office too.
type rooted struct{ *net.Resolver }

// LookupTXT returns the texts of a name.
func (r rooted) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return r.Resolver.LookupTXT(ctx, root(name))
}

// LookupMX returns the mail servers of a name.
func (r rooted) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	return r.Resolver.LookupMX(ctx, root(name))
}

// LookupIPAddr returns the addresses of a name.
func (r rooted) LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error) {
	return r.Resolver.LookupIPAddr(ctx, root(host))
}

func root(name string) string { return strings.TrimSuffix(name, ".") + "." }

// missing reports whether DNS says for certain that there is nothing.
func missing(err error) bool {
	e, ok := errors.AsType[*net.DNSError](err)
	return ok && e.IsNotFound
}

// texts returns the TXT records of a name that begin with version, whatever
// its case. Where there are none, err is nil.
func (c *check) texts(name, version string) (found []string, err error) {
	all, err := c.dns.LookupTXT(c.ctx, name)
	if err != nil && !missing(err) {
		return nil, err
	}
	for _, text := range all {
		rest, ok := cutFold(text, version)
		if ok && (rest == "" || strings.ContainsAny(rest[:1], " \t;")) {
			found = append(found, text)
		}
	}
	return found, nil
}

func cutFold(text, prefix string) (rest string, ok bool) {
	if len(text) < len(prefix) || !strings.EqualFold(text[:len(prefix)], prefix) {
		return text, false
	}
	return text[len(prefix):], true
}
