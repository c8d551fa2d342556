package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"todoku/mailcore"
)

// watchVersion is the form of watch.json that this program reads and writes.
const watchVersion = 1

// Watch is how mail servers are watched: watch.json. It is no part of the
// settings, since it belongs to one computer.
type Watch struct {
	Version    int            `json:"version"`
	Servers    []string       `json:"servers,omitempty"`         // IDs; none means all
	Scope      mailcore.Scope `json:"scope"`                     // how far each test goes
	Every      int            `json:"every"`                     // hours: one of [WatchHours]
	At         string         `json:"at"`                        // "07:00", one of the times of a day
	Mail       bool           `json:"mail"`                      // changes are told to [mailcore.Profile].Notify too
	HeartBeat  string         `json:"heart_beat,omitempty"`      // "mon" …: a mail each week on that day; "" means none
	Passphrase string         `json:"passphrase_file,omitempty"` // of the vault; "" where none is needed
	Scheduler  string         `json:"scheduler"`                 // whose entry starts it; "" where somebody else sees to that
	Language   string         `json:"language,omitempty"`        // of what it tells: that of the system may be another one there
}

// NewWatch is how servers are watched where nobody chose otherwise.
func NewWatch() Watch { return Watch{Scope: mailcore.LoginsScope, Every: 24, At: "07:00", Mail: true} }

// WatchHours are how many hours may lie between two rounds: each day has the
// same times then.
var WatchHours = []int{1, 2, 3, 4, 6, 8, 12, 24}

// Weekdays are the days on which there may be a heart-beat.
var Weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// ErrNoWatch means that nothing is watched.
var ErrNoWatch = errors.New("nothing is watched")

// Clock returns the hour and the minute of At.
func (w Watch) Clock() (hour, minute int) {
	at, _ := time.Parse("15:04", w.At)
	return at.Hour(), at.Minute()
}

// Hours are those of a day at which a round begins, in order.
func (w Watch) Hours() []int {
	first, _ := w.Clock()
	var all []int
	for h := 0; h < 24; h += w.Every {
		all = append(all, (first+h)%24)
	}
	slices.Sort(all)
	return all
}

// Due returns when the last round before now should have begun, in the time of
// now.
func (w Watch) Due(now time.Time) time.Time {
	_, minute := w.Clock()
	y, m, d := now.Date()
	for back := 0; ; back++ {
		for _, hour := range slices.Backward(w.Hours()) {
			if at := time.Date(y, m, d-back, hour, minute, 0, 0, now.Location()); !at.After(now) {
				return at
			}
		}
	}
}

// Next returns when the next round after now begins.
func (w Watch) Next(now time.Time) time.Time {
	_, minute := w.Clock()
	y, m, d := now.Date()
	for on := 0; ; on++ {
		for _, hour := range w.Hours() {
			if at := time.Date(y, m, d+on, hour, minute, 0, 0, now.Location()); at.After(now) {
				return at
			}
		}
	}
}

func (w Watch) sensible() bool {
	_, err := time.Parse("15:04", w.At)
	return err == nil && slices.Contains(WatchHours, w.Every) && slices.Contains(mailcore.Scopes, w.Scope) && !w.Scope.Mails() &&
		(w.HeartBeat == "" || slices.Contains(Weekdays, w.HeartBeat))
}

// Watch reads how servers are watched. The error is [ErrNoWatch] where they are
// not, a [NewerError] or a [BrokenError].
func (s *Store) Watch() (w Watch, err error) {
	data, err := os.ReadFile(s.watchPath())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return w, ErrNoWatch
	case err != nil:
		return w, fmt.Errorf("read how servers are watched: %w", err)
	}
	err = json.Unmarshal(data, &w)
	switch {
	case err == nil && w.Version > watchVersion:
		return Watch{}, &NewerError{Path: s.watchPath(), Version: int64(w.Version)}
	case err != nil || !w.sensible():
		return Watch{}, &BrokenError{Path: s.watchPath(), Err: ErrWrongValue}
	}
	return w, nil
}

// SaveWatch writes how servers are watched.
func (s *Store) SaveWatch(w Watch) error {
	w.Version = watchVersion
	if !w.sensible() {
		return fmt.Errorf("save how servers are watched: %w", ErrWrongValue)
	}
	data, err := json.MarshalIndent(w, "", "\t")
	if err == nil {
		err = WriteFile(s.watchPath(), append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("save how servers are watched: %w", err)
	}
	return nil
}

// EndWatch removes it; there is no error where it was not there.
func (s *Store) EndWatch() error {
	if err := os.Remove(s.watchPath()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (s *Store) watchPath() string { return filepath.Join(s.dir, "watch.json") }
