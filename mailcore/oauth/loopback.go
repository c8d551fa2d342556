package oauth

import (
	"cmp"
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// A loopback is the port to which the browser comes back. It believes one
// request only, the first that knows the state; everything else is answered
// and forgotten: icons, port scanners, forgeries.
type loopback struct {
	host    string // with port, as the browser names it
	state   string
	page    func(ok bool) string
	answers chan url.Values // the query of the one believed request
	first   sync.Once
	over    chan struct{} // closed once ok is known
	ok      bool
	server  *http.Server
	serving sync.WaitGroup
}

// listen opens the port. Where the browser may take localhost for ::1, the
// same port is opened there too.
func listen(host, state string, page func(bool) string) (*loopback, error) {
	listeners, err := open(host == "localhost")
	if err != nil {
		return nil, err
	}
	port := listeners[0].Addr().(*net.TCPAddr).Port
	b := &loopback{
		host: net.JoinHostPort(host, strconv.Itoa(port)), state: state, page: page,
		answers: make(chan url.Values, 1), over: make(chan struct{}),
	}
	b.server = &http.Server{
		Handler:        b,
		ReadTimeout:    5 * time.Second, // a browser on this computer sends its one request at once
		WriteTimeout:   2 * requestTime, // the page waits for the provider
		MaxHeaderBytes: 32 << 10,        // browsers bring the cookies of every program on localhost
		ErrorLog:       log.New(io.Discard, "", 0),
	}
	b.server.SetKeepAlivesEnabled(false)
	for _, l := range listeners {
		b.serving.Go(func() { b.server.Serve(l) })
	}
	return b, nil
}

// open listens on a free port of 127.0.0.1 and, if both, on the same of ::1:
// somebody else must not have it. Without IPv6 the first has to do.
func open(both bool) ([]net.Listener, error) {
	for range 5 {
		four, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil || !both {
			return []net.Listener{four}, err
		}
		_, port, _ := net.SplitHostPort(four.Addr().String())
		if six, err := net.Listen("tcp6", net.JoinHostPort("::1", port)); err == nil {
			return []net.Listener{four, six}, nil
		}
		four.Close()
	}
	return open(false)
}

// wait returns the code that the browser brings, or why there is none.
func (b *loopback) wait(ctx context.Context) (code string, err error) {
	var answer url.Values
	select {
	case <-ctx.Done():
		return "", ended(ctx, ErrTimeout)
	case answer = <-b.answers:
	}
	if code := answer.Get("code"); code != "" && !answer.Has("error") {
		return code, nil
	}
	return "", refused(&oauth2.RetrieveError{
		ErrorCode:        cmp.Or(answer.Get("error"), "no code"),
		ErrorDescription: answer.Get("error_description"),
	}, []string{b.state})
}

// finish lets the page tell how it ended.
func (b *loopback) finish(ok bool) {
	b.ok = ok
	close(b.over)
}

// close ends the port; a page on its way has a second to arrive.
func (b *loopback) close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := b.server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		b.server.Close()
	}
	b.serving.Wait()
}

func (b *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !b.believes(r) {
		http.NotFound(w, r)
		return
	}
	b.first.Do(func() { b.answers <- r.URL.Query() })
	select {
	case <-b.over:
		write(w, b.ok, b.page)
	case <-r.Context().Done():
	}
}

// believes reports whether r can only come from the provider by way of the
// browser. The host keeps out pages that made their own name point here.
func (b *loopback) believes(r *http.Request) bool {
	state := r.URL.Query()["state"]
	return r.Method == http.MethodGet && r.URL.Path == "/" && r.Host == b.host &&
		len(state) == 1 && subtle.ConstantTimeCompare([]byte(state[0]), []byte(b.state)) == 1
}
