package store

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"todoku/mailcore"
)

var (
	taro   = mailcore.Login{Host: "mail.example.co.jp", User: "taro@example.co.jp"}
	hanako = mailcore.Login{Host: "mail.example.co.jp", User: "hanako@example.co.jp"}
)

// counting returns the attempts of a fresh folder, and its clock.
func counting(t *testing.T) (*Attempts, *time.Time) {
	t.Helper()
	now := time.Date(2026, 4, 1, 9, 0, 0, 0, time.UTC)
	a := mustOpen(t).Attempts()
	a.Now = func() time.Time { return now }
	return a, &now
}

func note(t *testing.T, a *Attempts, of mailcore.Login, letIn bool) {
	t.Helper()
	if err := a.Note(of, letIn); err != nil {
		t.Fatal(err)
	}
}

func TestAttemptsCountForHalfAnHour(t *testing.T) {
	a, now := counting(t)
	for range 2 {
		note(t, a, taro, false)
		*now = now.Add(10 * time.Minute)
	}
	if _, _, often := a.Often([]mailcore.Login{hanako, taro}); often || a.Spare([]mailcore.Login{hanako, taro}) != 1 {
		t.Errorf("two refusals: %v", often)
	}
	note(t, a, taro, false)
	if of, n, often := a.Often([]mailcore.Login{hanako, taro}); of != taro || n != 3 || !often || a.Spare([]mailcore.Login{taro}) != 0 {
		t.Errorf("three refusals: %v %d %v", of, n, often)
	}
	if *now = now.Add(10 * time.Minute); a.Refused(taro) != 2 { // the first is half an hour old
		t.Errorf("%d refusals count", a.Refused(taro))
	}
	if *now = now.Add(-24 * time.Hour); a.Refused(taro) != 0 { // somebody has set the clock right
		t.Errorf("%d refusals of the future count", a.Refused(taro))
	}
}

func TestLettingInClearsTheAccount(t *testing.T) {
	a, _ := counting(t)
	note(t, a, taro, false)
	note(t, a, hanako, false)
	note(t, a, taro, true)
	if a.Refused(taro) != 0 || a.Refused(hanako) != 1 {
		t.Errorf("taro %d, hanako %d", a.Refused(taro), a.Refused(hanako))
	}
}

// Whatever form an account is written in, it is one; and it is nowhere in the
// file.
func TestAttemptsNameNobody(t *testing.T) {
	a, now := counting(t)
	for _, of := range []mailcore.Login{taro, {Host: "MAIL.example.co.jp", User: "Taro"}, {Host: "mail.example.co.jp", User: "taro%example.co.jp"}} {
		note(t, a, of, false)
	}
	if a.Refused(taro) != 3 || a.Refused(mailcore.Login{Host: "mail.example.net", User: taro.User}) != 0 || a.Refused(mailcore.Login{Host: taro.Host, User: "taro@example.net"}) != 0 {
		t.Errorf("%d refusals", a.Refused(taro))
	}
	data, err := os.ReadFile(a.path())
	if err != nil || strings.Contains(strings.ToLower(string(data)), "taro") || strings.Contains(string(data), "example") {
		t.Errorf("the file says %s, %v", data, err)
	}
	if info, _ := os.Stat(a.path()); info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("mode %v", info.Mode())
	}
	*now = now.Add(time.Hour)
	note(t, a, hanako, false)
	if f := a.read(); len(f.Refused) != 1 || len(f.Rows) != 2 {
		t.Errorf("old ones stay: %+v", f)
	}
}

// However far apart the refusals are, after two of them nothing tries the
// account by itself until it is let in, or until somebody has looked.
func TestAttemptsInARow(t *testing.T) {
	a, now := counting(t)
	both := []mailcore.Login{hanako, taro}
	for n := range MostUnseen {
		if _, _, held := a.Unseen(both); held || a.SpareUnseen(both) != MostUnseen-n {
			t.Errorf("after %d: held %v, %d spare", n, held, a.SpareUnseen(both))
		}
		note(t, a, taro, false)
		*now = now.Add(24 * time.Hour)
	}
	if of, n, held := a.Unseen(both); of != taro || n != MostUnseen || !held || a.SpareUnseen(both) != 0 || a.Refused(taro) != 0 {
		t.Errorf("%v %d %v, %d of late", of, n, held, a.Refused(taro))
	}
	if err := a.Look([]mailcore.Login{hanako}); err != nil || a.InRow(taro) != MostUnseen {
		t.Errorf("somebody looked at another: %d, %v", a.InRow(taro), err)
	}
	if err := a.Look(both); err != nil || a.InRow(taro) != 0 {
		t.Errorf("somebody looked: %d, %v", a.InRow(taro), err)
	}
	note(t, a, taro, false)
	if note(t, a, taro, true); a.InRow(taro) != 0 {
		t.Errorf("let in: %d", a.InRow(taro))
	}
}

// A file that is torn, or is none, holds nothing and is written anew.
func TestAttemptsOfATornFile(t *testing.T) {
	a, _ := counting(t)
	note(t, a, taro, false)
	whole, err := os.ReadFile(a.path())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", string(whole[:len(whole)/2]), "\x00\x00", "[]", "null", `{"salt":"x","refused":{"a":[]}}`, `{"refused":{"a":"b"}}`} {
		if err := os.WriteFile(a.path(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if a.Refused(taro) != 0 {
			t.Errorf("%q: %d refusals", text, a.Refused(taro))
		}
		if note(t, a, taro, false); a.Refused(taro) != 1 {
			t.Errorf("%q: not written anew", text)
		}
	}
}

func TestAttemptsAreBounded(t *testing.T) {
	_, now := counting(t)
	f := attemptsFile{Refused: map[string][]int64{}, Rows: map[string]row{}}
	for i := range mostAccounts + 5 {
		f.Refused[fmt.Sprint(i)] = []int64{now.Unix() + int64(i)}
		f.Rows[fmt.Sprint(i)] = row{1, now.Unix() + int64(i)}
	}
	if f = f.bounded(); len(f.Refused) != mostAccounts || f.Refused["0"] != nil || len(f.Rows) != mostAccounts || f.Rows["0"].N != 0 {
		t.Errorf("%d accounts", len(f.Refused))
	}
}

// Two processes note at a time, and several tests in this one: nothing is lost.
func TestAttemptsOfTwoProcesses(t *testing.T) {
	a := mustOpen(t).Attempts()
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			if out, err := runChild(t, "note-attempts", a.store.dir); err != nil {
				t.Errorf("%s: %v", out, err)
			}
		})
		all.Go(func() {
			if err := noteAttempts(a.store.dir); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := a.Refused(taro); n != 4*manyNotes {
		t.Errorf("%d of %d refusals are there", n, 4*manyNotes)
	}
}

const manyNotes = 10

// noteAttempts is what each process does.
func noteAttempts(dir string) error {
	s, err := Open(dir)
	if err != nil {
		return err
	}
	for range manyNotes {
		if err := s.Attempts().Note(taro, false); err != nil {
			return err
		}
	}
	return nil
}

// Somebody has looked: what was refused before counts no more.
func TestLookLetsAnAccountBeTried(t *testing.T) {
	a, _ := counting(t)
	for range MostRefused {
		note(t, a, taro, false)
	}
	if err := a.Look([]mailcore.Login{taro}); err != nil || a.Refused(taro) != 0 || a.InRow(taro) != 0 {
		t.Errorf("%v, refused %d, %d in a row", err, a.Refused(taro), a.InRow(taro))
	}
}
