package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"todoku/mailcore"
)

// The other tests put go-keyring's memory in the place of the Credential
// Manager, for as long as the process lives; the real one is tried in others.
func init() {
	children["credentials-kept"] = credentialsKept
	children["credentials-gone"] = credentialsGone
}

func TestCredentialManagerKeepsLongSecrets(t *testing.T) {
	dir := t.TempDir() // a name of its own for what is kept
	t.Cleanup(func() { _, _ = runChild(t, "credentials-gone", dir) })
	for _, name := range []string{"credentials-kept", "credentials-gone"} {
		if out, err := runChild(t, name, dir); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
}

// credentials are secrets that take one part and many, under names for a test.
func credentials(dir string) map[string]mailcore.Secret {
	return map[string]mailcore.Secret{
		"test " + dir + "/short":  "ひみつ🌸\n \"'",
		"test " + dir + "/long":   mailcore.Secret(strings.Repeat("届🌸x", 5_000)),
		"test " + dir + "/colons": "1:00000000:x",
	}
}

func credentialsKept(dir string) error {
	k, ctx := NewKeyring(), context.Background()
	for key, value := range credentials(dir) {
		for _, v := range []mailcore.Secret{"before", value} {
			if err := k.Set(ctx, key, v); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
		}
	}
	if err := keyring.Set(Service, "test "+dir+"/whole", strings.Repeat("x", 3_000)); !errors.Is(err, keyring.ErrSetDataTooBig) {
		return fmt.Errorf("one part can be of any length: %v", err)
	}
	return nil
}

// credentialsGone reads what another process has kept, and deletes it.
func credentialsGone(dir string) error {
	k, ctx := NewKeyring(), context.Background()
	var problems []error
	for key, value := range credentials(dir) {
		if got, err := k.Get(ctx, key); err != nil || got != value {
			problems = append(problems, fmt.Errorf("%s comes back with %d of %d bytes: %v", key, len(got), len(value), err))
		}
		if strings.HasSuffix(key, "/long") {
			if _, err := keyring.Get(Service, partKey(key, 2)); err != nil {
				problems = append(problems, fmt.Errorf("it is not kept in parts: %w", err))
			}
		}
		if err := k.Delete(ctx, key); err != nil {
			problems = append(problems, err)
		}
		if _, err := k.Get(ctx, key); !errors.Is(err, ErrNoSecret) {
			problems = append(problems, fmt.Errorf("%s is there after it was deleted: %v", key, err))
		}
		if _, err := keyring.Get(Service, partKey(key, 2)); !errors.Is(err, keyring.ErrNotFound) {
			problems = append(problems, fmt.Errorf("a part of %s is there after it was deleted: %v", key, err))
		}
	}
	return errors.Join(problems...)
}
