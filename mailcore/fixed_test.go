package mailcore

import (
	"slices"
	"testing"
)

func TestWithFixed(t *testing.T) {
	changed := NewProfile()
	changed.ID, changed.TestTo = "exchange-online", "a@example.jp"
	own := NewProfile()
	own.ID = "own"
	got := WithFixed([]Profile{own, changed})
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
	if gmail.Outgoing.Host != "smtp.gmail.com" || gmail.Incoming.Host != "imap.gmail.com" || gmail.Outgoing.Auth != XOAUTH2 {
		t.Errorf("got %+v", gmail)
	}
	if !gmail.Fixed() || own.Fixed() {
		t.Error("which servers are fixed")
	}
}
