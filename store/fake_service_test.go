//go:build keyring

package store

import (
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"
)

// fakeService is a Secret Service whose question stays on the screen until
// answer is called, and which keeps nothing.
type fakeService struct {
	bus      *dbus.Conn
	searched chan struct{} // one for every search

	mu       sync.Mutex
	locked   bool // what it says of its collection
	answered bool
	prompts  int
	created  int
}

const (
	fakePrompt  = dbus.ObjectPath("/org/freedesktop/secrets/prompt/p1")
	fakeSession = dbus.ObjectPath("/org/freedesktop/secrets/session/s1")
	noObject    = dbus.ObjectPath("/")
)

func serveFake(t *testing.T) *fakeService {
	t.Helper()
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	f := &fakeService{bus: bus, searched: make(chan struct{}, 100)}
	for _, o := range []struct {
		value any
		path  dbus.ObjectPath
		as    string
	}{
		{fakeRoot{f}, secretPath, secretInterface + "Service"},
		{fakeCollection{f}, defaultKeyring, secretInterface + "Collection"},
		{fakeProperties{f}, defaultKeyring, "org.freedesktop.DBus.Properties"},
		{fakeQuestion{f}, fakePrompt, secretInterface + "Prompt"},
		{fakeSessions{}, fakeSession, secretInterface + "Session"},
	} {
		if err := bus.Export(o.value, o.path, o.as); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := bus.RequestName(secretService, dbus.NameFlagDoNotQueue); err != nil || got != dbus.RequestNameReplyPrimaryOwner {
		t.Fatalf("there is a Secret Service already: %v, %v", got, err)
	}
	return f
}

func (f *fakeService) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

func (f *fakeService) asked() (n int)        { f.set(func() { n = f.prompts }); return n }
func (f *fakeService) createdItems() (n int) { f.set(func() { n = f.created }); return n }

// answer is the user typing the password after all.
func (f *fakeService) answer() {
	f.set(func() { f.answered = true })
	_ = f.bus.Emit(fakePrompt, secretInterface+"Prompt.Completed", false, dbus.MakeVariant([]dbus.ObjectPath{defaultKeyring}))
}

type fakeRoot struct{ *fakeService }

func (f fakeRoot) Unlock(paths []dbus.ObjectPath) (unlocked []dbus.ObjectPath, prompt dbus.ObjectPath, _ *dbus.Error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.answered {
		return paths, noObject, nil
	}
	return []dbus.ObjectPath{}, fakePrompt, nil
}

func (fakeRoot) OpenSession(string, dbus.Variant) (dbus.Variant, dbus.ObjectPath, *dbus.Error) {
	return dbus.MakeVariant(""), fakeSession, nil
}

type fakeCollection struct{ *fakeService }

func (f fakeCollection) SearchItems(map[string]string) ([]dbus.ObjectPath, *dbus.Error) {
	f.searched <- struct{}{}
	return []dbus.ObjectPath{}, nil
}

type fakeSecret struct {
	Session           dbus.ObjectPath
	Parameters, Value []byte
	ContentType       string
}

func (f fakeCollection) CreateItem(map[string]dbus.Variant, fakeSecret, bool) (item, prompt dbus.ObjectPath, _ *dbus.Error) {
	f.set(func() { f.created++ })
	return noObject, noObject, nil
}

type fakeProperties struct{ *fakeService }

func (f fakeProperties) Get(string, string) (dbus.Variant, *dbus.Error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return dbus.MakeVariant(f.locked), nil
}

type fakeQuestion struct{ *fakeService }

func (f fakeQuestion) Prompt(string) *dbus.Error {
	f.set(func() { f.prompts++ })
	return nil
}

type fakeSessions struct{}

func (fakeSessions) Close() *dbus.Error { return nil }
