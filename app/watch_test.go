package app

import (
	"context"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"todoku/assets"
	"todoku/forms/formstest"
	"todoku/forms/widgets"
	"todoku/mailcore"
	"todoku/store"
)

// terminalOf has a desk's todoku-cli say something, and returns what it is told.
func terminalOf(d *desk, says string, err error) (told func() []string) {
	var mu sync.Mutex
	var all []string
	d.terminal = func(_ context.Context, args ...string) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		all = append(all, strings.Join(args, " "))
		return says, err
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

// The dialog has todoku-cli set up the watch, and shows what it says.
func TestWatchDialog(t *testing.T) {
	d := fresh(t)
	told := terminalOf(d, "見張りを始めました。", nil)
	d.onWatch()
	if !d.says(assets.Text("watch.off")) || !d.says("続けて 2 回断られると") {
		t.Error("it does not say how things stand")
	}
	d.press(assets.Text("watch.begin"))
	d.wait("it has begun", func() bool { return d.says("見張りを始めました。") })
	if want := "watch install --scope logins --every 24 --at 07:00 --mail=true --heartbeat none --passphrase-file  --all --lang ja"; !slices.Equal(told(), []string{want}) {
		t.Errorf("%q, want %q", told(), want)
	}
	d.shut()

	if err := d.store.SaveWatch(store.Watch{Scope: mailcore.LoginsScope, Every: 6, At: "08:15", HeartBeat: "mon"}); err != nil {
		t.Fatal(err)
	}
	d.onWatch()
	d.press(assets.Text("watch.begin"))
	d.wait("it was changed", func() bool { return len(told()) == 2 && d.says("見張りを始めました。") })
	if want := "watch install --scope logins --every 6 --at 08:15 --mail=false --heartbeat mon --passphrase-file  --all --lang ja"; told()[1] != want {
		t.Errorf("%q, want %q", told()[1], want)
	}
	d.shut()
	d.onWatch()
	d.press(assets.Text("watch.end"))
	d.wait("it has ended", func() bool { return len(told()) == 3 && d.says("見張りを始めました。") })
	if told()[2] != "watch remove --lang ja" {
		t.Errorf("%q", told()[2])
	}
	d.shut()
	terminalOf(d, "", exec.ErrNotFound)
	d.onWatch()
	d.press(assets.Text("watch.begin"))
	d.wait("it says what is missing", func() bool { return d.says(assets.Text("watch.no-program")) })
}

// Some servers are ticked in the dialog, and how far each test goes.
func TestWatchOfSome(t *testing.T) {
	d := three(t)
	told := terminalOf(d, "見張りを始めました。", nil)
	d.onWatch()
	d.pick(assets.Text("watch.servers"), assets.Text("watch.servers.some"))
	d.press(assets.Text("watch.begin"))
	if !d.says(assets.Text("watch.servers.none")) || len(told()) > 0 {
		t.Fatal("it begins to watch nothing")
	}
	d.pick(assets.Text("test.scope"), assets.Text("scope.connect"))
	checks := formstest.All[*widgets.Check](formstest.Row(t, d.top(), assets.Text("watch.servers")).Field())
	if len(checks) != 3 {
		t.Fatalf("%d servers can be ticked", len(checks))
	}
	checks[1].Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)})
	d.press(assets.Text("watch.begin"))
	d.wait("one is watched", func() bool { return len(told()) == 1 })
	want := "watch install --scope connect --every 24 --at 07:00 --mail=true --heartbeat none --passphrase-file  --server " + d.own()[1].Code + " --lang ja"
	if told()[0] != want {
		t.Errorf("%q, want %q", told()[0], want)
	}
}
