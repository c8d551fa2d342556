package discover

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"

	"todoku/mailcore/mailtest"
)

// A net of our own: DNS, a web server and mail servers, all on loopback.
type world struct {
	t         *testing.T
	authority *mailtest.Authority
	records   []string          // of the zone; a name without any does not exist
	servers   map[string]string // "127.0.0.2:465" to where it really is
	pages     http.Handler
	mu        sync.Mutex
	dialled   []string
}

func newWorld(t *testing.T, records ...string) *world {
	return &world{t: t, authority: mailtest.NewAuthority("Test CA"), records: records, servers: map[string]string{}}
}

// options returns what leads Find into this world.
func (w *world) options() Options {
	o := Options{
		Address: "taro@example.jp", Roots: w.authority.Roots, Resolver: w.resolver(), Dial: w.dial,
		Limit: time.Minute, Each: time.Minute, // a slow computer is no fault
	}
	if w.pages != nil {
		w.serve()
	}
	return o
}

// dial connects to the servers of this world and to nobody else.
func (w *world) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	w.mu.Lock()
	real, ok := w.servers[addr]
	w.dialled = append(w.dialled, addr)
	w.mu.Unlock()
	if !ok {
		return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New("nobody listens on " + addr)}
	}
	return new(net.Dialer).DialContext(ctx, network, real)
}

// mail starts a scripted server for a port of mail.example.jp (127.0.0.1).
func (w *world) mail(port, script string) {
	w.t.Helper()
	w.servers["127.0.0.1:"+port] = mailtest.Start(w.t, script, w.authority).Addr.String()
}

// What good servers say to somebody who only looks.
const (
	smtpsScript = "TLS good\nS: 220 mail.example.jp ESMTP\nC: EHLO *\nS: 250-mail.example.jp\nS: 250 AUTH PLAIN LOGIN\nC: QUIT\nS: 221 bye\n"
	smtpScript  = "S: 220 mail.example.jp ESMTP\nC: EHLO *\nS: 250-mail.example.jp\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nTLS good\nC: EHLO *\nS: 250-mail.example.jp\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye\n"
	imapsScript = "TLS good\nS: * OK ready\nC: A1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: A1 OK\nC: A4 LOGOUT\nS: * BYE\nS: A4 OK\n"
	pop3sScript = "TLS good\nS: +OK ready\nC: CAPA\nS: +OK\nS: USER\nS: .\nC: QUIT\nS: +OK\n"
)

// resolver asks a DNS server that knows the records alone.
func (w *world) resolver() *net.Resolver {
	zone := map[string][]dns.RR{}
	for _, text := range w.records {
		rr, err := dns.NewRR(text)
		if err != nil {
			w.t.Fatal(err)
		}
		name := strings.ToLower(rr.Header().Name)
		zone[name] = append(zone[name], rr)
	}
	return w.resolve(dns.HandlerFunc(func(out dns.ResponseWriter, q *dns.Msg) { out.WriteMsg(reply(zone, q)) }))
}

func reply(zone map[string][]dns.RR, q *dns.Msg) *dns.Msg {
	m := new(dns.Msg).SetReply(q)
	m.Authoritative = true
	name := strings.ToLower(q.Question[0].Name)
	for range 8 { // follow CNAME, round a loop too
		next := ""
		for _, rr := range zone[name] {
			if alias, ok := rr.(*dns.CNAME); ok {
				next = strings.ToLower(alias.Target)
			}
			if rr.Header().Rrtype == q.Question[0].Qtype || rr.Header().Rrtype == dns.TypeCNAME {
				m.Answer = append(m.Answer, rr)
			}
		}
		if next == "" {
			break
		}
		name = next
	}
	if len(zone[strings.ToLower(q.Question[0].Name)]) == 0 {
		m.Rcode = dns.RcodeNameError
	}
	return m
}

// resolve starts a DNS server and returns a resolver that asks it.
func (w *world) resolve(handler dns.Handler) *net.Resolver {
	w.t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	started := make(chan struct{})
	server := &dns.Server{PacketConn: conn, Handler: handler, NotifyStartedFunc: func() { close(started) }}
	ended := make(chan error, 1)
	go func() { ended <- server.ActivateAndServe() }()
	<-started
	w.t.Cleanup(func() { server.Shutdown(); <-ended })
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// serve starts the web server at 127.0.0.9, good for every name there is.
func (w *world) serve() {
	server := httptest.NewUnstartedServer(w.pages)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{w.certificate("example.jp", "autoconfig.example.jp", "other.example.net", "autoconfig.sora.example", "sora.example")}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // a client that does not like us says so here
	server.StartTLS()
	w.t.Cleanup(server.Close)
	w.servers["127.0.0.9:443"] = server.Listener.Addr().String()
}

// certificate issues one that this world trusts.
func (w *world) certificate(names ...string) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: names[0]}, DNSNames: names,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		w.t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		w.t.Fatal(err)
	}
	w.authority.Roots.AddCert(cert)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
