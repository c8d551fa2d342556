package store

import (
	"context"
	"slices"

	"github.com/godbus/dbus/v5"
)

// Names of the Secret Service API, draft 0.2.
const (
	secretService   = "org.freedesktop.secrets"
	secretPath      = dbus.ObjectPath("/org/freedesktop/secrets")
	loginKeyring    = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
	defaultKeyring  = dbus.ObjectPath("/org/freedesktop/secrets/aliases/default")
	getProperty     = "org.freedesktop.DBus.Properties.Get"
	secretInterface = "org.freedesktop.Secret."
)

// keyringLocked asks the Secret Service, without a question to the user,
// whether the collection that go-keyring uses is locked. Where that cannot be
// learned it is false.
func keyringLocked(ctx context.Context) bool {
	bus, err := dbus.SessionBus() // shared with go-keyring
	if err != nil {
		return false
	}
	var collections []dbus.ObjectPath
	property(ctx, bus.Object(secretService, secretPath), "Service", "Collections", &collections)
	path := defaultKeyring
	if slices.Contains(collections, loginKeyring) {
		path = loginKeyring
	}
	var locked bool
	property(ctx, bus.Object(secretService, path), "Collection", "Locked", &locked)
	return locked
}

// property leaves value as it is when there is no such property.
func property(ctx context.Context, o dbus.BusObject, of, name string, value any) {
	var v dbus.Variant
	err := o.CallWithContext(ctx, getProperty, 0, secretInterface+of, name).Store(&v)
	if err == nil {
		_ = v.Store(value)
	}
}

// interactionRefused is never true: the Secret Service has no error for it.
func interactionRefused(error) bool { return false }
