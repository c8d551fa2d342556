package oauth

import (
	"slices"
	"testing"

	"todoku/mailcore"
)

func TestWithFixed(t *testing.T) {
	changed := mailcore.NewProfile()
	changed.ID, changed.TestTo = "exchange-online", "a@example.jp"
	own := mailcore.NewProfile()
	own.ID = "own"
	got := WithFixed([]mailcore.Profile{own, changed})
	var ids []string
	for _, p := range got {
		ids = append(ids, p.ID)
	}
	if want := []string{"gmail", "exchange-online", "own"}; !slices.Equal(ids, want) {
		t.Fatalf("got %v, want %v", ids, want)
	}
	if got[1].TestTo != "a@example.jp" {
		t.Error("what was saved of a fixed server is lost")
	}
	gmail := got[0]
	if gmail.Outgoing.Host != "smtp.gmail.com" || gmail.Incoming.Host != "imap.gmail.com" || gmail.Outgoing.Auth != mailcore.XOAUTH2 {
		t.Errorf("got %+v", gmail)
	}
	if !Fixed(gmail) || Fixed(own) {
		t.Error("which servers are fixed")
	}
}

// TestFillFollowsTheProtocol checks that a change of protocol brings the
// provider's other server.
func TestFillFollowsTheProtocol(t *testing.T) {
	p := mailcore.NewProfile()
	p.OAuth, p.Incoming.Protocol = mailcore.Microsoft, mailcore.POP3
	p = Fill(p)
	if p.Incoming.Port != 995 || p.Outgoing.Port != 587 || p.Outgoing.Encryption != mailcore.STARTTLS {
		t.Errorf("got %+v", p)
	}
	p.OAuth = ""
	if got := Fill(p); got.Outgoing.Host != p.Outgoing.Host {
		t.Error("without a provider something was filled in")
	}
}
