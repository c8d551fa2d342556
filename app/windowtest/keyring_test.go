//go:build window

package windowtest

import (
	"os/exec"
	"strings"
)

// keyring starts gnome-keyring, unlocked, and reports whether there is one.
func (d *desktop) keyring() bool {
	d.t.Helper()
	for _, tool := range []string{"gnome-keyring-daemon", "secret-tool"} {
		if _, err := exec.LookPath(tool); err != nil {
			return false
		}
	}
	cmd := exec.Command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	cmd.Env, cmd.Stdin = d.env(), strings.NewReader("a passphrase for the test")
	if err := cmd.Start(); err != nil {
		return false
	}
	d.t.Cleanup(func() { kill(cmd.Process); _ = cmd.Wait() })
	wait(d.t, "the keyring answers, unlocked", func() bool { return d.hasOwner(secretService) && d.opened() })
	return true
}

const secretService = "org.freedesktop.secrets"

// hasOwner reports whether somebody serves a name on the bus. To ask the name
// itself would start another keyring, one that nobody has unlocked.
func (d *desktop) hasOwner(name string) bool {
	out, _ := d.command("dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
		"org.freedesktop.DBus.NameHasOwner", "string:"+name)
	return strings.HasSuffix(out, "true")
}

// opened reports whether the login keyring is there and open.
func (d *desktop) opened() bool {
	out, _ := d.command("dbus-send", "--session", "--print-reply=literal", "--dest="+secretService, "/org/freedesktop/secrets/collection/login",
		"org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection", "string:Locked")
	return strings.HasSuffix(out, "false")
}
