package mailcore

import (
	"fmt"
	"testing"
)

// TestFilledFollowsTheProtocol checks that a change of protocol brings the
// provider's other server.
func TestFilledFollowsTheProtocol(t *testing.T) {
	p := NewProfile()
	p.OAuth, p.Incoming.Protocol = Microsoft, POP3
	p = p.Filled()
	if p.Incoming.Port != 995 || p.Outgoing.Port != 587 || p.Outgoing.Encryption != STARTTLS {
		t.Errorf("got %+v", p)
	}
	p.OAuth = ""
	if got := p.Filled(); got.Outgoing.Host != p.Outgoing.Host {
		t.Error("without a provider something was filled in")
	}
}

func TestServersOfProviders(t *testing.T) {
	for p, want := range map[Provider]string{
		Google:    "{{smtp.gmail.com 465 tls} {pop.gmail.com 995 tls} {imap.gmail.com 993 tls}}",
		Microsoft: "{{smtp.office365.com 587 starttls} {outlook.office365.com 995 tls} {outlook.office365.com 993 tls}}",
		OwnOAuth:  "{{ 0 } { 0 } { 0 }}",
		"":        "{{ 0 } { 0 } { 0 }}",
	} {
		if got := fmt.Sprint(providerServers[p]); got != want {
			t.Errorf("%q: %s, want %s", p, got, want)
		}
		if p.Fills() != (p == Google || p == Microsoft) {
			t.Errorf("%q: Fills is %t", p, p.Fills())
		}
	}
}
