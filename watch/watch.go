// Package watch tests mail servers again and again, when somebody else starts
// it, and tells only what changed.
//
// A [Watch] is one round: [Watch.Run] tests the servers, compares the [State]
// of before with that of now by [Changes], which is pure, writes it, and tells
// each [Change] on the desktop and by mail through a server that works. What has
// not been told yet stands in the outbox of the state, so that a round that was
// killed is finished by the next one. The package never asks anybody anything,
// and has no clock but the one it is given. When rounds begin is for package
// schedule.
package watch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/uuid"

	"todoku/assets"
	"todoku/mailcore"
	"todoku/mailcore/oauth"
	"todoku/mailcore/steps"
	"todoku/store"
)

var (
	// ErrRunning means that another round is under way.
	ErrRunning = errors.New("another round is under way")
	// ErrUnwritten means that the state cannot be written. Nothing is tested
	// then: whoever cannot remember would tell, and try, again and again.
	ErrUnwritten = errors.New("the state of the watch cannot be written")
)

// A Watch is one round.
type Watch struct {
	Home     *store.Store
	Settings store.Watch
	Saved    store.Settings
	Secrets  store.Secrets // asked in silence
	Roots    *x509.CertPool
	Desk     func(title, text string) error // shows a notice; nil means that nobody sees any
	Now      func() time.Time               // nil means time.Now
	AtOnce   int                            // tests at a time; 0 means as many as a batch
	Endpoint oauth.Endpoint                 // zero means the provider's own
	Ended    func(mailcore.Outcome)         // called after each test; nil means nobody

	// Patience is how long to wait, time after time, where the network is not
	// there yet: a computer that has just started has none.
	Patience []time.Duration
	Waits    func() // called before each wait; nil means nobody

	// What only tests change.
	write   func(path string, data []byte) error // nil means store.WriteFile
	arrived func(phase string)                   // called at the end of each phase; nil means nobody
	tester  steps.Tester
	wait    func(ctx context.Context, d time.Duration) // nil means until then, or until ctx ends
}

// A Round is what came of one.
type Round struct {
	ID       string
	Profiles []mailcore.Profile // that were to be tested
	Outcomes []mailcore.Outcome // of each, in the order of Profiles
	Trouble  Trouble            // of the watching itself; "" where there was none
	Changes  []Change           // that were noticed
	Unsent   int                // changes that are still to be mailed
	Unshown  error              // why the desktop shows nothing; nil where it does, or has nothing to show
	State    State              // after it
}

// Scopes are how far a test can go that sends nothing.
var Scopes = []mailcore.Scope{mailcore.ConnectScope, mailcore.LoginScope, mailcore.ReceiveScope, mailcore.LoginsScope}

// Chosen returns the servers that are watched: those that are set up, without
// those to practise on.
func Chosen(w store.Watch, all []mailcore.Profile) (chosen []mailcore.Profile) {
	for _, p := range all {
		named := len(w.Servers) == 0 || slices.Contains(w.Servers, p.ID)
		if named && p.InUse() {
			chosen = append(chosen, p)
		}
	}
	return chosen
}

// Run tests the servers and tells what changed. The error is why there was no
// round; what failed in one is in it.
func (w *Watch) Run(ctx context.Context) (*Round, error) {
	end, err := w.claim()
	if err != nil {
		return nil, err
	}
	defer end()
	state, err := ReadState(w.Home)
	if err != nil {
		return nil, err
	}
	r := &Round{ID: uuid.NewString(), Profiles: Chosen(w.Settings, w.Saved.Profiles)}
	state.begin(w.now(), w.Saved.Profiles, r.Profiles)
	if since, was := w.marked(); was {
		state.Trouble = Troubled{Files, since}
	}
	if err := w.ready(state); err != nil {
		w.unwritten(state)
		return nil, fmt.Errorf("%w: %w", ErrUnwritten, err)
	}
	r.State = state
	w.phase("begun")
	uncounted := w.test(ctx, r)
	w.phase("tested")
	if ctx.Err() != nil { // somebody ended it: nothing is known
		return r, ctx.Err()
	}
	after := w.judge(state, r, uncounted)
	if err := w.save(after); err != nil {
		w.unwritten(state)
		return r, fmt.Errorf("%w: %w", ErrUnwritten, err)
	}
	w.phase("judged")
	r.State = after
	w.show(r)
	w.phase("shown")
	w.mail(ctx, r)
	return r, nil
}

// claim makes this the one round that is under way, until end.
func (w *Watch) claim() (end func(), err error) {
	lock := flock.New(filepath.Join(w.Home.Dir(), "watch.lock"))
	switch mine, err := lock.TryLock(); {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnwritten, err)
	case !mine:
		return nil, ErrRunning
	}
	return func() { _ = lock.Unlock() }, nil
}

// ready writes what a round needs to be able to write: the state, the attempts
// and what is left where nothing else can be written.
func (w *Watch) ready(state State) error {
	if err := w.save(state); err != nil {
		return err
	}
	if err := w.Home.Attempts().Probe(); err != nil {
		return err
	}
	return w.mark(NoTrouble)
}

// Fail notes a trouble for which there is no round, and tells of it once.
func (w *Watch) Fail(kind Trouble) error {
	end, err := w.claim()
	if err != nil {
		return err
	}
	defer end()
	before, err := ReadState(w.Home)
	if err != nil {
		return err
	}
	r := &Round{ID: uuid.NewString(), State: before}
	r.State.Trouble = Troubled{kind, w.now()}
	if before.Trouble.Kind == kind {
		return nil
	}
	r.Changes = troubles(before.Trouble, r.State.Trouble, w.now())
	for i := range r.Changes {
		w.address(i, r)
	}
	r.State.note(r.Changes)
	if err := w.save(r.State); err != nil {
		w.unwritten(before)
		return fmt.Errorf("%w: %w", ErrUnwritten, err)
	}
	w.show(r)
	return nil
}

// judge returns the state after the tests, with the changes in its outbox.
func (w *Watch) judge(before State, r *Round, uncounted error) State {
	now := w.now()
	notices, _ := mailcore.ReadNotices(assets.Notices) // a test holds that they can be read
	after := before.seen(r, notices, w.held, now)
	if uncounted != nil {
		after.Trouble = Troubled{Files, now}
	}
	r.Trouble = after.Trouble.Kind
	r.Changes = Changes(before, after, now)
	for i := range r.Changes {
		w.address(i, r)
	}
	after.note(r.Changes)
	after.Ended = now
	return after
}

// held reports whether an account of p was refused so often that nothing tries
// it any more.
func (w *Watch) held(p mailcore.Profile) bool {
	_, _, held := w.attempts().Unseen(steps.NewPlan(p, w.Settings.Scope).Logins())
	return held
}

// Spared counts the servers whose account nothing tries by itself any more.
func Spared(attempts *store.Attempts, profiles []mailcore.Profile) (n int) {
	for _, p := range profiles {
		if _, _, held := attempts.Unseen(steps.NewPlan(p, mailcore.LoginsScope).Logins()); held && !p.Practice {
			n++
		}
	}
	return n
}

func (w *Watch) attempts() *store.Attempts {
	all := w.Home.Attempts()
	all.Now = w.Now
	return all
}

func (w *Watch) now() time.Time {
	if w.Now != nil {
		return w.Now()
	}
	return time.Now()
}

func (w *Watch) phase(name string) {
	if w.arrived != nil {
		w.arrived(name)
	}
}
