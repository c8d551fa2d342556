package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/store"
)

// learnedBy is a report of a server with what was learned of it.
func learnedBy(p mailcore.Profile, id string, at time.Time, ok bool, facts map[string]string) mailcore.Report {
	r := mailcore.Report{ID: id, Profile: p, Scope: mailcore.LoginsScope, Started: at, Results: []mailcore.Result{
		{Side: mailcore.OutgoingSide, Step: mailcore.Resolve, State: mailcore.Passed, Facts: facts},
		{Side: mailcore.OutgoingSide, Step: mailcore.Authorize, State: mailcore.Passed},
	}}
	if !ok {
		r.Results[1].State, r.Results[1].Fault, r.Results[1].Reply = mailcore.Failed, mailcore.Replied, "535 5.7.8 Error: authentication failed"
	}
	return r
}

// What changed since a day is one list of all servers.
func TestChanges(t *testing.T) {
	d := newDesk(t)
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name, p.Outgoing.Host = "id-moved", "moved", "本社", "mail.example.co.jp"
	same, quiet := p, p
	same.ID, same.Code, quiet.ID, quiet.Code = "id-same", "same", "id-quiet", "quiet"
	d.store(store.Settings{Profiles: []mailcore.Profile{p, same, quiet}})
	home, err := store.Open(d.home)
	if err != nil {
		t.Fatal(err)
	}
	at := func(day int) time.Time { return time.Date(2026, 4, day, 9, 0, 0, 0, time.Local) }
	old := map[string]string{"a": "192.0.2.1 192.0.2.2", "tls-version": "TLS 1.2", "capabilities": "SIZE, 8BITMIME", "subject": "mail.example.co.jp"}
	now := map[string]string{"a": "192.0.2.2 192.0.2.9", "tls-version": "TLS 1.3", "capabilities": "SIZE", "subject": "mx.example.co.jp"}
	for _, r := range []mailcore.Report{
		learnedBy(p, "1", at(1), true, old), learnedBy(p, "2", at(3), false, now), learnedBy(p, "3", at(4), false, now),
		learnedBy(same, "4", at(1), true, old), learnedBy(same, "5", at(3), true, old), learnedBy(quiet, "6", at(1), true, old),
	} {
		if err := home.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	stdout, stderr := d.want(passed, "changes", "--since", "2026-04-02", "--lang", "ja")
	golden(t, "changes.ja.txt", stdout+stderr)
	stdout, _ = d.want(passed, "changes", "--since", "2026-04-02", "--format", "json")
	var all []jsonChanges
	if err := json.Unmarshal([]byte(stdout), &all); err != nil || len(all) != 3 {
		t.Fatalf("%v: %s", err, stdout)
	}
	if one := all[0]; one.Before != "1" || one.Run != "3" || one.Tests != 2 || one.Failed != 2 || one.State != mailcore.Failed ||
		!slices.Contains(one.Differences, cause.Difference{Group: cause.AddressesGroup, Side: mailcore.OutgoingSide, Name: "a", Before: "192.0.2.1", After: "192.0.2.9"}) {
		t.Errorf("%+v", one)
	}
	if all[1].Tests != 1 || len(all[1].Differences) > 0 || all[2].Tests != 0 || all[2].State != "" {
		t.Errorf("%+v", all[1:])
	}
	for _, args := range []string{"changes", "changes --since never"} {
		if _, stderr := d.want(wrong, strings.Fields(args)...); !strings.Contains(stderr, "--since") {
			t.Errorf("%s: %s", args, stderr)
		}
	}
}
