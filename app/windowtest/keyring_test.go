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
	wait(d.t, "the keyring answers", func() bool {
		_, err := d.command("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.DBus.Peer.Ping")
		return err == nil
	})
	return true
}
