package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"todoku/mailcore"
)

// A test counts for the saved server whoever ran it, unless it had another
// password or other settings; one that the settings know of already changes
// nothing.
func TestCatchUp(t *testing.T) {
	s := mustOpen(t)
	at := func(r mailcore.Report, minutes int) mailcore.Report {
		r.Started = r.Started.Add(time.Duration(minutes) * time.Minute)
		return r
	}
	passed, failed, trial, other := at(report("1", mailcore.Passed), 1), at(report("2", mailcore.Failed), 2), at(report("3", mailcore.Passed), 3), at(report("4", mailcore.Passed), 4)
	passed.For = []mailcore.Product{"vtiger"}
	passed.Results[1].Facts = map[string]string{"method": "CRAM-MD5"}
	other.Profile.Outgoing.Port = 465
	standing := func() mailcore.Verified {
		profiles := []mailcore.Profile{passed.Profile}
		s.CatchUp(profiles)
		return profiles[0].Verified
	}
	if v := standing(); v.Hash != "" {
		t.Errorf("without a history: %+v", v)
	}
	for _, step := range []struct {
		append func(mailcore.Report) error
		r      mailcore.Report
		ok     bool
		auth   mailcore.AuthMethod
	}{
		{s.Append, passed, true, "CRAM-MD5"},
		{s.Append, failed, false, ""},
		{s.AppendTrial, trial, false, ""},
		{s.Append, other, false, ""},
		{s.Append, at(report("5", mailcore.Passed), 5), true, ""},
	} {
		if err := step.append(step.r); err != nil {
			t.Fatal(err)
		}
		if v := standing(); step.r.ID == "1" && !slices.Equal(v.For, passed.For) {
			t.Errorf("proven for %v", v.For)
		}
		if v := standing(); v.OK != step.ok || v.Auth != step.auth || v.Hash != passed.Profile.Hash() {
			t.Errorf("after %s: %+v", step.r.ID, v)
		}
	}
	known := passed.Profile
	known.Verified = mailcore.Verified{Hash: "x", At: time.Now().Add(time.Hour)}
	profiles := []mailcore.Profile{known}
	if s.CatchUp(profiles); !profiles[0].Verified.Equal(known.Verified) {
		t.Errorf("what is newer is overwritten: %+v", profiles[0].Verified)
	}
}

// What a long history comes to is what its tests come to one after the other,
// though not all of them are read.
func TestCatchUpIsWhatAllTestsComeTo(t *testing.T) {
	r := report("1", mailcore.Passed)
	hash := r.Profile.Hash()
	pick := func(from ...string) string { return from[rand.IntN(len(from))] }
	for range 2000 {
		s, want, index := mustOpen(t), mailcore.Verified{}, ""
		for n := range 1 + rand.IntN(12) {
			run := newRun(r)
			run.ID, run.Started = fmt.Sprint(n), r.Started.Add(time.Duration(n)*time.Minute)
			run.OK, run.Scope = rand.IntN(5) > 0, mailcore.Scope(pick("connect", "login", "send", "receive", "round-trip"))
			run.Hash = pick(hash, hash, hash, "other")
			run.Auth, run.IncomingAuth = mailcore.AuthMethod(pick("", "PLAIN", "LOGIN")), mailcore.AuthMethod(pick("", "PLAIN"))
			run.For = []mailcore.Product{mailcore.Product(pick("vtiger", "redmine"))}[:rand.IntN(2)]
			if run.Hash == hash {
				want = run.proof().After(want)
			}
			line, err := indexLine(run)
			if err != nil {
				t.Fatal(err)
			}
			index += string(line)
		}
		if err := os.MkdirAll(s.historyDir(), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, s.indexPath(), index)
		profiles := []mailcore.Profile{r.Profile}
		s.CatchUp(profiles)
		if got := profiles[0].Verified; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got  %+v\nwant %+v\n%s", got, want, index)
		}
	}
}
