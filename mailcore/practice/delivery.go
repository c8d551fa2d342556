package practice

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
)

// lateLimit is how many letters can be underway: a client
// that never stops must not fill the memory with them.
const lateLimit = 20

// A letter is a mail that was accepted and has not arrived yet.
type letter struct {
	from     string // envelope sender
	to       []*mailbox
	received string // the line of the server that accepted it
	body     []byte
	id       string
	accepted time.Time
}

// A hop is one server handing a mail on to another.
type hop struct{ from, ip, by, with string }

// line is what the receiving one puts on top (RFC 5321 §4.4).
func (h hop) line(id string, at time.Time) string {
	return fmt.Sprintf("Received: from %s ([%s]) by %s with %s id %s; %s\r\n", h.from, h.ip, h.by, h.with, id, at.Format(time.RFC1123Z))
}

// route is the way that late mail takes, with addresses out of RFC 5737.
var route = []hop{
	{"localhost", "192.0.2.10", "mx." + Domain, "ESMTPS"},
	{"mx." + Domain, "192.0.2.20", filterHost, "ESMTPS"},
	{filterHost, "192.0.2.30", "store." + Domain, "LMTP"},
}

const filterHost = "filter." + Domain

// addressee returns the mailbox to which mail for address goes.
func (s *Server) addressee(address string) (*mailbox, bool) {
	i := slices.IndexFunc(s.Accounts, func(a Account) bool { return strings.EqualFold(a.Address, address) })
	if i < 0 {
		return nil, false
	}
	return s.boxes[s.Accounts[i].User], true
}

// deliver puts a letter where the scenario has it go, now or later. It returns
// [errMailboxFull] if there is no room.
func (s *Server) deliver(ctx context.Context, m letter) error {
	fault := s.Scenario.delivery
	switch {
	case fault.lost:
		return nil
	case fault.late == 0:
		return s.put(m, m.accepted)
	}
	select {
	case s.bag <- struct{}{}:
	default:
		return errMailboxFull
	}
	s.underway.Go(func() {
		defer func() { <-s.bag }()
		if sleep(ctx, fault.late) {
			_ = s.put(m, s.now()) // a full mailbox loses it: bounces would lead out of here
		}
	})
	return nil
}

// put lets a letter arrive.
func (s *Server) put(m letter, now time.Time) error {
	mail := s.opened(m, now)
	for _, box := range m.to {
		if _, err := box.add(s.folder(), mail, &imap.AppendOptions{Time: now}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) folder() string {
	if s.Scenario.delivery.junk {
		return junk
	}
	return inbox
}

// opened returns the mail under the trace lines of all servers that saw it.
func (s *Server) opened(m letter, now time.Time) []byte {
	fault, body, trace := s.Scenario.delivery, m.body, m.received
	if fault.late > 0 {
		for i, h := range route {
			if fault.rewrite && h.by == filterHost {
				body = rewritten(body)
				trace = authenticated(m.from) + trace
			}
			share := time.Duration(i) * now.Sub(m.accepted) / time.Duration(len(route)-1)
			trace = h.line(m.id, m.accepted.Add(share)) + trace
		}
	}
	return append([]byte("Return-Path: <"+m.from+">\r\n"+trace), body...)
}
