//go:build keyring

package store

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"todoku/mailcore"
)

// TestRealKeyring runs against what testdata/keyring.sh has set up.
func TestRealKeyring(t *testing.T) {
	modes := map[string]func(*testing.T){
		"unlocked":   realUnlocked,
		"locked":     realLocked,
		"fresh":      realFresh,
		"absent":     realAbsent,
		"nobus":      realAbsent,
		"unanswered": realUnanswered,
	}
	test, ok := modes[os.Getenv("STORE_TEST_KEYRING")]
	if !ok {
		t.Fatal("run store/testdata/keyring.sh all")
	}
	test(t)
}

func realUnlocked(t *testing.T) {
	waitForService(t)
	k, ctx := NewKeyring(), t.Context()
	wantSecret(t, k, "p1/outgoing", "", ctx, ErrNoSecret)
	for name, value := range map[string]mailcore.Secret{
		"plain": "hunter2-real", "unicode": "ひみつ🌸\x00\n \"'", "long": mailcore.Secret(strings.Repeat("届🌸x", 10_000)), "colons": "1:00000000:x",
	} {
		key := name + "/outgoing"
		setSecret(t, k, key, "before")
		setSecret(t, k, key, value)
		wantSecret(t, k, key, value, ctx, nil)
		wantSecret(t, NewKeyring(), key, value, Silent(ctx), nil)
	}
	if out, err := exec.Command("secret-tool", "lookup", "service", "todoku", "username", "plain/outgoing").Output(); !strings.HasSuffix(string(out), ":hunter2-real") {
		t.Errorf("secret-tool finds %d bytes, %v", len(out), err)
	}
	files, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_DATA_HOME"), "keyrings", "*"))
	for _, file := range files {
		if strings.Contains(readText(t, file), "hunter2") {
			t.Errorf("%s has the password in the clear", file)
		}
	}
	if len(files) == 0 {
		t.Error("there is no keyring file")
	}
	for _, name := range []string{"unicode", "long", "colons", "never there"} {
		if err := k.Delete(ctx, name+"/outgoing"); err != nil {
			t.Error(err)
		}
		wantSecret(t, k, name+"/outgoing", "", ctx, ErrNoSecret)
	}
}

func realLocked(t *testing.T) {
	waitForService(t)
	allFail(t, ErrKeyringLocked)
}

// realFresh has a service with no keyring in it, and nobody to make one.
func realFresh(t *testing.T) {
	waitForService(t)
	allFail(t, ErrKeyringUnavailable)
}

func realAbsent(t *testing.T) { allFail(t, ErrKeyringUnavailable) }

// allFail expects every call to fail for the reason, without waiting.
func allFail(t *testing.T, want error) {
	t.Helper()
	k := NewKeyring()
	for _, ctx := range []context.Context{t.Context(), Silent(t.Context())} {
		began := time.Now()
		_, err := k.Get(ctx, "plain/outgoing")
		for what, err := range map[string]error{"get": err, "set": k.Set(ctx, "plain/outgoing", "hunter2"), "delete": k.Delete(ctx, "plain/outgoing")} {
			if !errors.Is(err, want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%s: got %v, want %v", what, err, want)
			}
			t.Log(what, err)
		}
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("took %v", took)
		}
	}
}

func realUnanswered(t *testing.T) {
	fake := serveFake(t)
	k, ctx := NewKeyring(), t.Context()
	k.wanted, k.silent = 400*time.Millisecond, 200*time.Millisecond

	fake.set(func() { fake.locked = true })
	wantSecret(t, k, "a", "", Silent(ctx), ErrKeyringLocked)
	if n := fake.asked(); n != 0 {
		t.Errorf("a silent call put %d questions on the screen", n)
	}
	fake.set(func() { fake.locked = false }) // a service that does not say so
	wantSecret(t, k, "a", "", Silent(ctx), ErrKeyringTimeout)
	wantSecret(t, k, "a", "", ctx, ErrKeyringTimeout)
	if err := k.Set(ctx, "a", "hunter2"); !errors.Is(err, ErrKeyringTimeout) {
		t.Errorf("set: got %v", err)
	}
	impatient, cancel := context.WithCancel(ctx)
	defer time.AfterFunc(50*time.Millisecond, cancel).Stop()
	wantSecret(t, k, "a", "", impatient, context.Canceled)

	fake.answer() // much too late: all the abandoned calls go on
	for range 4 {
		<-fake.searched
	}
	for range 10 {
		wantSecret(t, k, "a", "", ctx, ErrNoSecret)
		<-fake.searched
	}
	if n := fake.createdItems(); n != 0 {
		t.Errorf("%d abandoned writes went through", n)
	}
	// this service says that it keeps things, and does not
	if err := k.Set(ctx, "a", "hunter2"); !errors.Is(err, ErrKeyringUnavailable) || fake.createdItems() != 1 {
		t.Errorf("set: got %v, %d items", err, fake.createdItems())
	}
}

// waitForService waits until the Secret Service is on the bus.
func waitForService(t *testing.T) {
	t.Helper()
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = bus.Close() }()
	if err := bus.AddMatchSignal(dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, secretService)); err != nil {
		t.Fatal(err)
	}
	changed := make(chan *dbus.Signal, 16)
	bus.Signal(changed)
	var there bool
	if err := bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, secretService).Store(&there); err != nil {
		t.Fatal(err)
	}
	for late := time.After(20 * time.Second); !there; {
		select {
		case s := <-changed:
			there = s.Name == "org.freedesktop.DBus.NameOwnerChanged" && s.Body[2] != ""
		case <-late:
			t.Fatal("the keyring daemon does not come")
		}
	}
}
