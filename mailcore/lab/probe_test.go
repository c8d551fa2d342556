//go:build lab

package lab

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore/ports"

	"todoku/mailcore"
	"todoku/mailcore/probe"
)

// listeners lists the ports that a look at the lab has to find, and how they
// encrypt.
var listeners = []struct {
	name   string
	speaks ports.Speech
	tls    mailcore.Encryption
	fault  mailcore.Fault // of the certificate
}{
	{"smtp", ports.SMTP, mailcore.STARTTLS, ""},
	{"submission", ports.SMTP, mailcore.STARTTLS, ""},
	{"smtps", ports.SMTP, mailcore.TLS, ""},
	{"plain", ports.SMTP, mailcore.NoEncryption, ""},
	{"cyrus", ports.SMTP, mailcore.STARTTLS, ""},
	{"wrongname", ports.SMTP, mailcore.STARTTLS, mailcore.NameMismatch},
	{"expired", ports.SMTP, mailcore.STARTTLS, mailcore.Expired},
	{"selfsigned", ports.SMTP, mailcore.STARTTLS, mailcore.SelfSigned},
	{"pop3", ports.POP3, mailcore.STARTTLS, ""},
	{"pop3s", ports.POP3, mailcore.TLS, ""},
	{"imap", ports.IMAP, mailcore.STARTTLS, ""},
	{"imaps", ports.IMAP, mailcore.TLS, ""},
}

// TestMatrixFindsEveryListener looks at them all at once. What is not known
// after three seconds is not known.
func TestMatrixFindsEveryListener(t *testing.T) {
	o := probe.Options{Limit: 3 * time.Second, Roots: lab.Roots}
	for _, l := range listeners {
		o.Ports = append(o.Ports, probe.Port{Number: lab.Port(l.name), Implicit: l.tls == mailcore.TLS})
	}
	m := probe.Ports(t.Context(), Host, o, nil)
	for i, l := range listeners {
		r := m.Rows[i]
		encryption, fault := mailcore.NoEncryption, mailcore.NoFault
		switch {
		case r.Implicit && r.Security != nil:
			encryption, fault = mailcore.TLS, r.Security.Fault
		case r.Upgrade == ports.Works:
			encryption, fault = mailcore.STARTTLS, r.Security.Fault
		}
		if r.State != ports.Open || r.Speaks != l.speaks || encryption != l.tls || fault != l.fault || r.Fault != "" {
			t.Errorf("%s: %s %s %s %s %s: %v", l.name, r.State, r.Speaks, encryption, fault, r.Fault, r.Lines)
		}
		t.Logf("%-10s %s %s %s %v", l.name, r.State, r.Speaks, encryption, r.Took)
	}
	t.Log("all of it took", m.Took)
}

// TestTLSOfTheLab asks a port of each kind for all that it accepts.
func TestTLSOfTheLab(t *testing.T) {
	for port, e := range map[string]mailcore.Encryption{"smtps": mailcore.TLS, "smtp": mailcore.STARTTLS, "imaps": mailcore.TLS, "pop3": mailcore.STARTTLS} {
		t.Run(port, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			defer cancel()
			s := probe.TLS(ctx, Host, lab.Port(port), e, probe.Options{Roots: lab.Roots}, nil)
			var accepted []string
			for _, v := range s.Versions {
				if v.Answer == ports.Accepted {
					accepted = append(accepted, fmt.Sprint(v.Name, " with ", len(v.Suites)))
				}
			}
			t.Log(s.Connections, "connections:", strings.Join(accepted, ", "))
			if s.Fault != "" || !slices.Contains(accepted, "TLS 1.3 with 1") || s.Versions[1].Answer != ports.Accepted {
				t.Errorf("%s %+v", s.Fault, s.Versions)
			}
		})
	}
}
