package discover

import (
	"context"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/providers"

	"github.com/miekg/dns"
)

func contextWithCancel(t *testing.T) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return ctx, cancel
}

// silent returns the address of a server that never says anything.
func silent(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			defer conn.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-ended })
	return l.Addr().String()
}

func TestHostilePagesAreNotUsed(t *testing.T) {
	for _, tc := range []struct {
		name string
		page http.HandlerFunc
		want providers.ReasonCode
	}{
		{"endless", func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := io.WriteString(w, strings.Repeat("<a>", 4096)); err != nil {
					return
				}
			}
		}, providers.Unusable},
		{"to http", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://autoconfig.example.jp/", http.StatusFound)
		}, providers.Unusable},
		{"round and round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }, providers.Unusable},
		{"not XML", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html><p>Welcome") }, providers.Unusable},
		{"entities", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `<!DOCTYPE a [<!ENTITY b "c">]><clientConfig><emailProvider>&b;</emailProvider></clientConfig>`)
		}, providers.Unusable},
		{"another encoding", func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `<?xml version="1.0" encoding="utf-7"?><clientConfig/>`)
		}, providers.Unusable},
		{"nothing in it", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `<clientConfig></clientConfig>`) }, providers.Unusable},
		{"no outgoing server", published(imapXML).ServeHTTP, providers.Unusable},
		{"a URL for a host", published(strings.ReplaceAll(smtpXML, "mail.%EMAILDOMAIN%", "ssl://a.jp/")).ServeHTTP, providers.Unusable},
		{"a strange port", published(strings.ReplaceAll(smtpXML, "465", "465000")).ServeHTTP, providers.Unusable},
		{"not there", http.NotFound, providers.NotPublished},
		{"broken", func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, providers.NoAnswer},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t, confA)
			w.pages = tc.page
			s, _ := newSearch(w.options())
			candidates, reasons := askAutoconfig(t.Context(), s)
			if len(candidates) > 0 || reasons[0].Code != tc.want {
				t.Errorf("got %v, %v", candidates, reasons)
			}
		})
	}
}

func TestNobodyElseLearnsTheAddress(t *testing.T) {
	w := newWorld(t, confA, wellA, "other.example.net. 60 A 127.0.0.9")
	asked := make(chan string, 9)
	w.pages = http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		asked <- r.Host + " " + r.URL.RequestURI() + " " + r.Header.Get("Referer")
		if r.Host == "autoconfig.example.jp" {
			http.Redirect(out, r, "https://other.example.net/config.xml", http.StatusFound)
			return
		}
		http.NotFound(out, r)
	})
	s, _ := newSearch(w.options())
	askAutoconfig(t.Context(), s)
	close(asked)
	seen := 0
	for request := range asked {
		seen++
		if strings.Contains(request, "taro") != strings.HasPrefix(request, "autoconfig.example.jp /mail/config-v1.1.xml?emailaddress=taro%40example.jp") {
			t.Errorf("asked %q", request)
		}
	}
	if seen != 3 {
		t.Errorf("%d requests", seen)
	}
}

func TestWebServerOfSomebodyElseIsNotUsed(t *testing.T) {
	w := newWorld(t, "autoconfig.example.com. 60 A 127.0.0.9")
	w.pages = published(smtpXML)
	o := w.options()
	o.Address = "taro@example.com" // for which the server has no certificate
	s, _ := newSearch(o)
	candidates, reasons := askAutoconfig(t.Context(), s)
	if len(candidates) > 0 || reasons[0].Code != providers.Unusable {
		t.Errorf("got %v, %v", candidates, reasons)
	}
}

func TestHostileDNS(t *testing.T) {
	many := make([]string, 0, 40)
	for _, n := range strings.Fields("a b c d e f g h i j k l m n o p q r s t") {
		many = append(many, "example.jp. 60 MX 10 "+n+".example.net.", "_submission._tcp.example.jp. 60 SRV 0 1 587 "+n+".example.net.")
	}
	for _, tc := range []struct {
		name    string
		records []string
	}{
		{"loop", []string{"mail.example.jp. 60 CNAME a.example.jp.", "a.example.jp. 60 CNAME mail.example.jp.", "example.jp. 60 MX 0 mail.example.jp.", "_submission._tcp.example.jp. 60 SRV 0 1 587 mail.example.jp."}},
		{"many", many},
		{"odd names", []string{`example.jp. 60 MX 0 a\032b.example.jp.`, `_submission._tcp.example.jp. 60 SRV 0 1 587 \;rm.example.jp.`}},
		{"port 0", []string{"_submissions._tcp.example.jp. 60 SRV 0 1 0 mail.example.jp."}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := newWorld(t, tc.records...)
			if out := Find(t.Context(), w.options(), nil); len(out.Proposals) > 0 || len(out.Reasons) < 5 {
				t.Errorf("got\n%s", told(out))
			}
		})
	}
}

func TestEndOfTheContextEndsEverything(t *testing.T) {
	w := newWorld(t)
	asked := make(chan struct{}, 99)
	w.servers["127.0.0.9:443"] = silent(t)
	o := w.options()
	o.Resolver = w.resolve(dns.HandlerFunc(func(dns.ResponseWriter, *dns.Msg) { asked <- struct{}{} })) // never answers
	ctx, cancel := contextWithCancel(t)
	before := runtime.NumGoroutine() // with a few of the test's own
	done := make(chan Outcome)
	began := time.Now()
	go func() { done <- Find(ctx, o, nil) }()
	<-asked
	cancel()
	out := <-done
	if took := time.Since(began); took > 30*time.Second || len(out.Proposals) > 0 {
		t.Errorf("took %v:\n%s", took, told(out))
	}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end) && runtime.NumGoroutine() > before; {
		runtime.Gosched() // those of package net end soon
	}
	if left := runtime.NumGoroutine() - before; left > 0 {
		buf := make([]byte, 1<<16)
		t.Errorf("%d goroutines are left:\n%s", left, buf[:runtime.Stack(buf, true)])
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(`<clientConfig><emailProvider>` + smtpXML + imapXML + `</emailProvider></clientConfig>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := parseConfig(data, "taro@example.jp")
		if err == nil && len(p.Of(providers.SMTP)) == 0 {
			t.Error("no outgoing server")
		}
		for _, s := range p.Servers {
			if !s.Valid() {
				t.Errorf("%+v", s)
			}
		}
	})
}
