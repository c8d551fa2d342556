package discover

import (
	"crypto/x509"
	"testing"
	"time"

	"todoku/mailcore/providers"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/mailcore/steps"
)

// What is proposed for the practice server sends a mail and receives it.
func TestWhatIsFoundWorks(t *testing.T) {
	server, err := practice.Start(t.Context(), practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(server.CAPEM())
	at := func(protocol mailcore.Protocol, port int, e mailcore.Encryption) providers.Server {
		return providers.Server{Protocol: protocol, Host: "127.0.0.1", Port: port, Encryption: e}
	}
	me := server.Accounts[0]
	for i, receiving := range []providers.Server{
		at(mailcore.IMAP, server.IMAP, mailcore.STARTTLS), at(mailcore.IMAP, server.IMAPS, mailcore.TLS),
		at(mailcore.POP3, server.POP3, mailcore.STARTTLS), at(mailcore.POP3, server.POP3S, mailcore.TLS),
	} {
		sending := at(providers.SMTP, server.SMTPS, mailcore.TLS)
		if receiving.Encryption == mailcore.STARTTLS {
			sending = at(providers.SMTP, server.SMTP, mailcore.STARTTLS)
		}
		o := Options{Address: me.Address, Roots: roots, Each: time.Minute, Limit: time.Minute, Resolver: newWorld(t).resolver()}
		o.Table = providers.Table{{ID: "practice", Domains: []string{practice.Domain}, Servers: []providers.Server{sending, receiving}}}
		out := Find(t.Context(), o, nil)
		if len(out.Proposals) != 1 || len(out.Proposals[0].Proofs) != 2 {
			t.Fatalf("%s: got\n%s", receiving.Protocol, told(out))
		}
		p := out.Proposals[0].Profile
		p.Outgoing.Password, p.Incoming.Password, p.TestTo = mailcore.Secret(me.Password), mailcore.Secret(me.Password), me.Address
		passes(t, roots, p, mailcore.SendScope)
		if err := server.Wait(t.Context(), me.User, i+1); err != nil {
			t.Fatal(err)
		}
		passes(t, roots, p, mailcore.ReceiveScope)
	}
}

func passes(t *testing.T, roots *x509.CertPool, p mailcore.Profile, scope mailcore.Scope) {
	t.Helper()
	tester := steps.Tester{Roots: roots}
	r := tester.Run(t.Context(), steps.NewPlan(p, scope), func(mailcore.Report) {})
	if failure, failed := r.Failure(); failed {
		t.Errorf("%s %s: %+v", p.Incoming.Protocol, scope, failure)
	}
}
