package store

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"todoku/mailcore"
)

// Dated is a place for secrets that notes the day on which each was kept. A day
// is all that it notes of one: it is in a file that everybody can read who can
// read the settings.
type Dated struct {
	Secrets
	store *Store
	today func() time.Time // nil means time.Now
}

// Set keeps a secret and notes the day.
func (d *Dated) Set(ctx context.Context, key string, s mailcore.Secret) error {
	err := d.Secrets.Set(ctx, key, s)
	if err == nil && !isMoving(ctx) {
		d.note(ctx, key, s != "")
	}
	return err
}

// Delete forgets a secret and its day.
func (d *Dated) Delete(ctx context.Context, key string) error {
	err := d.Secrets.Delete(ctx, key)
	if err == nil {
		d.note(ctx, key, false)
	}
	return err
}

// Unwrap returns the place itself.
func (d *Dated) Unwrap() Secrets { return d.Secrets }

// VaultOf returns the vault that a place is, if it is one.
func VaultOf(place Secrets) (*Vault, bool) {
	if d, ok := place.(*Dated); ok {
		place = d.Unwrap()
	}
	v, ok := place.(*Vault)
	return v, ok
}

// note notes the day, or forgets it. That it cannot is no reason to keep no
// secret: then the age of that one is not known.
func (d *Dated) note(ctx context.Context, key string, kept bool) {
	now := time.Now
	if d.today != nil {
		now = d.today
	}
	day := ""
	if kept {
		day = now().Format(time.DateOnly)
	}
	if b, gathering := ctx.Value(batchKey{}).(*batch); gathering {
		b.date(d.store, key, day)
		return
	}
	_ = d.store.noteSecrets(map[string]string{key: day})
}

type moving struct{}

// Moving marks a context in which secrets only change their place: they stay
// as old as they are.
func Moving(ctx context.Context) context.Context { return context.WithValue(ctx, moving{}, true) }

func isMoving(ctx context.Context) bool { return ctx.Value(moving{}) != nil }

// SecretDates returns the days on which secrets were kept, by their keys. What
// was kept before anybody noted it is not there.
func (s *Store) SecretDates() map[string]time.Time {
	dates := map[string]time.Time{}
	for key, text := range s.readSecretDates() {
		if day, err := time.ParseInLocation(time.DateOnly, text, time.Local); err == nil {
			dates[key] = day
		}
	}
	return dates
}

func (s *Store) secretDatesPath() string { return filepath.Join(s.dir, "passwords.json") }

// readSecretDates returns the file as it is; a torn one holds nothing.
func (s *Store) readSecretDates() map[string]string {
	var file struct {
		Saved map[string]string `json:"saved"`
	}
	data, err := os.ReadFile(s.secretDatesPath())
	if err != nil || json.Unmarshal(data, &file) != nil || file.Saved == nil {
		return map[string]string{}
	}
	return file.Saved
}

// noteSecrets notes days by keys; "" forgets one.
func (s *Store) noteSecrets(days map[string]string) error {
	before := s.readSecretDates()
	if !slices.ContainsFunc(slices.Collect(maps.Keys(days)), func(key string) bool { return before[key] != days[key] }) {
		return nil
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	unlock, err := lock(s.lockPath(), noteWait)
	if err != nil {
		return err
	}
	return errors.Join(s.writeSecretDates(days), unlock())
}

// writeSecretDates is called under the lock.
func (s *Store) writeSecretDates(days map[string]string) error {
	sweep(s.dir, "."+filepath.Base(s.secretDatesPath()))
	saved := s.readSecretDates()
	for key, day := range days {
		if saved[key] = day; day == "" {
			delete(saved, key)
		}
	}
	data, err := json.Marshal(map[string]any{"saved": saved})
	if err != nil {
		return err
	}
	return WriteFile(s.secretDatesPath(), append(data, '\n'))
}
