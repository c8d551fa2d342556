package store

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
)

const (
	// MostRefused is how often an account may be refused within
	// [RefusedWithin] until somebody is asked: servers lock accounts.
	MostRefused = 3
	// RefusedWithin is for how long a refusal counts.
	RefusedWithin = 30 * time.Minute
	// MostUnseen is how often in a row an account may be refused, whenever that
	// was, until nothing tries it by itself any more.
	MostUnseen   = 2
	mostAccounts = 1000        // in the file; more is nobody's office
	noteWait     = time.Second // for the lock: no test waits longer
)

// Attempts are the refusals of the last half hour, of all accounts, and how
// often each was refused in a row, in a file that every copy of the program
// shares. No account is in it by name. A file
// that is missing or torn holds none, and one that cannot be written stops no
// test: then fewer are counted.
type Attempts struct {
	store *Store
	Now   func() time.Time // nil means time.Now
}

// Attempts returns those of the folder.
func (s *Store) Attempts() *Attempts { return &Attempts{store: s} }

// An attemptsFile is attempts.json: when each account was refused, oldest
// first, in seconds since 1970.
type attemptsFile struct {
	Salt    string             `json:"salt"`
	Refused map[string][]int64 `json:"refused"` // by [attemptsFile.name]
	Rows    map[string]row     `json:"rows"`    // likewise
}

// A row is how often an account was refused since it was let in, or since
// somebody looked.
type row struct {
	N    int   `json:"n"`
	Last int64 `json:"last"`
}

// Refused returns how often a server refused the account of late.
func (a *Attempts) Refused(of mailcore.Login) int {
	f := a.read()
	return len(f.Refused[f.name(of)])
}

// Often returns the first of the accounts that was refused so often that
// somebody has to be asked, and how often that was.
func (a *Attempts) Often(all []mailcore.Login) (of mailcore.Login, n int, often bool) {
	for _, of := range all {
		if n := a.Refused(of); n >= MostRefused {
			return of, n, true
		}
	}
	return mailcore.Login{}, 0, false
}

// Spare returns how many refusals the accounts may still meet until somebody
// has to be asked.
func (a *Attempts) Spare(all []mailcore.Login) int {
	spare := MostRefused
	for _, of := range all {
		spare = min(spare, MostRefused-a.Refused(of))
	}
	return max(0, spare)
}

// InRow returns how often the account was refused since it was let in, or since
// somebody looked.
func (a *Attempts) InRow(of mailcore.Login) int {
	f := a.read()
	return f.Rows[f.name(of)].N
}

// MostInRow returns how often the one of the accounts was that was refused most
// often in a row.
func (a *Attempts) MostInRow(all []mailcore.Login) (n int) {
	f := a.read()
	for _, of := range all {
		n = max(n, f.Rows[f.name(of)].N)
	}
	return n
}

// Unseen returns the first of the accounts that was refused so often in a row
// that nothing tries it by itself, and how often that was.
func (a *Attempts) Unseen(all []mailcore.Login) (of mailcore.Login, n int, held bool) {
	for _, of := range all {
		if n := a.InRow(of); n >= MostUnseen {
			return of, n, true
		}
	}
	return mailcore.Login{}, 0, false
}

// SpareUnseen returns how many refusals the accounts may still meet until
// nothing tries them by itself.
func (a *Attempts) SpareUnseen(all []mailcore.Login) int {
	return max(0, MostUnseen-a.MostInRow(all))
}

// Note adds a refusal of the account, or forgets those before where it was let
// in.
func (a *Attempts) Note(of mailcore.Login, letIn bool) error {
	if letIn && a.Refused(of)+a.InRow(of) == 0 {
		return nil
	}
	return a.change(func(f attemptsFile) {
		name, now := f.name(of), a.now().Unix()
		if letIn {
			delete(f.Refused, name)
			delete(f.Rows, name)
			return
		}
		f.Refused[name] = append(f.Refused[name], now)
		f.Rows[name] = row{f.Rows[name].N + 1, now}
	})
}

// Look notes that somebody has looked at the accounts: they may be tried again.
func (a *Attempts) Look(all []mailcore.Login) error {
	if !slices.ContainsFunc(all, func(of mailcore.Login) bool { return a.Refused(of)+a.InRow(of) > 0 }) {
		return nil
	}
	return a.change(func(f attemptsFile) {
		for _, of := range all {
			delete(f.Refused, f.name(of))
			delete(f.Rows, f.name(of))
		}
	})
}

// Probe writes the file as it is: whoever cannot count must not try.
func (a *Attempts) Probe() error { return a.change(func(attemptsFile) {}) }

func (a *Attempts) change(do func(attemptsFile)) error {
	unlock, err := lock(a.store.lockPath(), noteWait)
	if err != nil {
		return err
	}
	return errors.Join(a.write(do), unlock())
}

// write is called under the lock.
func (a *Attempts) write(do func(attemptsFile)) error {
	sweep(a.store.dir, "."+filepath.Base(a.path()))
	f := a.read()
	if f.Salt == "" {
		f.Salt = rand.Text()
	}
	do(f)
	data, err := json.Marshal(f.bounded())
	if err != nil {
		return err
	}
	return WriteFile(a.path(), data)
}

// read returns what still counts.
func (a *Attempts) read() attemptsFile {
	var f attemptsFile
	data, _, err := read(a.path())
	if err != nil || json.Unmarshal(data, &f) != nil || f.Refused == nil {
		f = attemptsFile{Refused: map[string][]int64{}}
	}
	if f.Rows == nil {
		f.Rows = map[string]row{}
	}
	now := a.now()
	first := now.Add(-RefusedWithin).Unix()
	for name, times := range f.Refused {
		times = slices.DeleteFunc(times, func(at int64) bool { return at <= first || at > now.Unix() }) // the clock may have been put back
		if f.Refused[name] = times; len(times) == 0 {
			delete(f.Refused, name)
		}
	}
	return f
}

// bounded leaves out the accounts whose last refusal is the longest ago where
// there are too many.
func (f attemptsFile) bounded() attemptsFile {
	names := slices.SortedFunc(maps.Keys(f.Refused), func(x, y string) int {
		return int(last(f.Refused[y]) - last(f.Refused[x]))
	})
	for _, name := range names[min(len(names), mostAccounts):] {
		delete(f.Refused, name)
	}
	names = slices.SortedFunc(maps.Keys(f.Rows), func(x, y string) int { return int(f.Rows[y].Last - f.Rows[x].Last) })
	for _, name := range names[min(len(names), mostAccounts):] {
		delete(f.Rows, name)
	}
	return f
}

func last(times []int64) int64 { return times[len(times)-1] }

// name is how an account is called in the file. The forms in which people write
// one account of a server are one: taro, taro@example.co.jp and
// taro%example.co.jp at mail.example.co.jp.
func (f attemptsFile) name(of mailcore.Login) string {
	host, user := strings.ToLower(of.Host), strings.ToLower(strings.TrimSpace(of.User))
	if ascii, err := mailcore.ASCIIHost(host); err == nil {
		host = strings.TrimSuffix(ascii, ".")
	}
	user = strings.Replace(user, "%", "@", 1)
	if local, home, ok := strings.Cut(user, "@"); ok && (host == home || strings.HasSuffix(host, "."+home)) {
		user = local
	}
	sum := hmac.New(sha256.New, []byte(f.Salt))
	sum.Write([]byte(host + "\x00" + user))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

func (a *Attempts) path() string { return filepath.Join(a.store.dir, "attempts.json") }

func (a *Attempts) now() time.Time {
	if a.Now != nil {
		return a.Now()
	}
	return time.Now()
}
