package oauth

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"golang.org/x/oauth2"
)

const (
	requestTime = 30 * time.Second // for one request, from name to last byte: as long as a step of a test
	maxBody     = 1 << 20          // bytes of an answer; real ones have a few thousand
)

// direct makes a connection for each request: there are few, and none is left
// behind.
var direct = &http.Transport{
	Proxy:                  http.ProxyFromEnvironment,
	DisableKeepAlives:      true,
	ForceAttemptHTTP2:      true,
	TLSHandshakeTimeout:    10 * time.Second, // as net/http
	MaxResponseHeaderBytes: 64 << 10,         // real ones have a few thousand
}

// client returns the client for the requests of one call: bounded in time and
// size, ending with ctx, and never sending secrets on to where a redirect
// points.
func (c Config) client(ctx context.Context) *http.Client {
	var base http.Client
	if c.HTTP != nil {
		base = *c.HTTP
	}
	base.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if base.Transport == nil {
		base.Transport = direct
	}
	base.Transport = bounded{ctx, cmp.Or(base.Timeout, requestTime), base.Transport}
	base.Timeout = 0
	return &base
}

// with returns a context that makes the library use our client.
func (c Config) with(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, c.client(ctx))
}

// bounded reads answers whole, up to a limit, and ends its requests with ctx
// or after a time. The library asks for a device code without a context, and
// leaves the body of the answer open, which would keep a timer of the client
// going.
type bounded struct {
	ctx   context.Context
	limit time.Duration
	base  http.RoundTripper
}

var errTooLong = errors.New("answer too long")

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), b.limit)
	defer cancel()
	defer context.AfterFunc(b.ctx, cancel)()
	answer, err := b.base.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody+1))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if len(body) > maxBody {
		return nil, errTooLong
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}
