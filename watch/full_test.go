package watch

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"todoku/mailcore"
	"todoku/store"
)

// A disk that is full before a round, or fills up in it: nothing is tested
// twice over, the trouble is told once, and so is what was found when there is
// room again.
func TestFullDisk(t *testing.T) {
	for _, fails := range []int{1, 2} { // the first write of a round, or the one after its tests
		o := newOffice(t)
		keeper := o.open("keeper", "ok", 300*day)
		o.open("flaky", "ok", 300*day)
		for i := range o.saved.Profiles {
			o.saved.Profiles[i].Notify = []string{keeper.Accounts[1].Address}
		}
		o.round(0)
		o.servers["flaky"].Close()
		for range 3 {
			n := 0
			o.write = func(path string, data []byte) error {
				if n++; n == fails {
					return &os.PathError{Op: "write", Path: path, Err: syscall.ENOSPC}
				}
				return store.WriteFile(path, data)
			}
			before, _, _ := o.home.Runs()
			if _, err := o.once().Run(t.Context()); !errors.Is(err, ErrUnwritten) || !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("write %d fails: %v", fails, err)
			}
			if after, _, _ := o.home.Runs(); fails == 1 && len(after) != len(before) {
				t.Errorf("%d tests though nothing can be noted", len(after)-len(before))
			}
		}
		if len(o.notices) != 1 {
			t.Errorf("write %d fails: notices %q", fails, o.notices)
		}
		o.write = nil
		o.round(6)
		o.round(12)
		if want := []string{"6 broke flaky tcp-refused", "6 recovered"}; !slices.Equal(o.log, want) {
			t.Errorf("write %d fails: %q, want %q", fails, o.log, want)
		}
		if n := len(o.letters("keeper")); n != 1 {
			t.Errorf("write %d fails: %d mails", fails, n)
		}
	}
}

// Where refusals cannot be counted no account is tried.
func TestUncounted(t *testing.T) {
	o := newOffice(t)
	o.open("keeper", "ok", 300*day)
	if err := os.MkdirAll(filepath.Join(o.home.Dir(), "attempts.json", "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := o.once().Run(t.Context()); !errors.Is(err, ErrUnwritten) {
		t.Error(err)
	}
	if runs, _, _ := o.home.Runs(); len(runs) > 0 {
		t.Errorf("%d tests", len(runs))
	}
}

// An account is refused twice at most, over rounds and servers, until somebody
// looks; a server whose account is held is no failure of another kind.
func TestAccountsAreSpared(t *testing.T) {
	o := newOffice(t)
	o.open("denied", "password", 300*day)
	twin := o.saved.Profiles[0]
	twin.ID, twin.Code = "id-twin", "twin"
	o.saved.Profiles = append(o.saved.Profiles, twin)
	login := mailcore.Login{Host: "127.0.0.1", User: twin.Outgoing.User}
	for hours := 0; hours < 48; hours += 12 {
		o.round(hours)
		if n := o.once().attempts().InRow(login); n > store.MostUnseen {
			t.Fatalf("hour %d: refused %d times in a row", hours, n)
		}
	}
	o.wants("0 broke denied auth-fail", "0 held twin")
	o.look("denied")
	o.round(48)
	if n := o.once().attempts().InRow(login); n != store.MostUnseen {
		t.Errorf("refused %d times after somebody looked", n)
	}
}
