package watch

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// phases are where a round can be killed, and how often its notice and its mail
// may come then: what was under way may come again, and nothing is lost.
var phases = []struct {
	name           string
	notices, mails int
}{
	{"begun", 1, 1},
	{"tested", 1, 1},
	{"judged", 1, 1},
	{"notified", 2, 1},
	{"shown", 1, 1},
	{"sent", 1, 2},
	{"noted", 1, 1},
}

// A victim is what a process has to know that is killed at a phase.
type victim struct {
	Dir, Phase, CA, Notices string
	Now                     time.Time
	Profiles                []mailcore.Profile
}

const victimName = "WATCH_TEST_VICTIM"

func TestMain(m *testing.M) {
	if text := os.Getenv(victimName); text != "" {
		fmt.Fprintln(os.Stderr, live(text))
		os.Exit(3)
	}
	os.Exit(m.Run())
}

// live runs a round up to a phase, says so, and waits for its end.
func live(text string) error {
	var v victim
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return err
	}
	home, err := store.Open(v.Dir)
	if err != nil {
		return err
	}
	roots, err := store.Roots([]string{v.CA})
	if err != nil {
		return err
	}
	for i := range v.Profiles {
		v.Profiles[i].Outgoing.Password, v.Profiles[i].Incoming.Password = mailcore.Secret(practice.Accounts[0].Password), mailcore.Secret(practice.Accounts[1].Password)
	}
	w := &Watch{
		Home: home, Settings: store.Watch{Scope: mailcore.LoginsScope, Every: 6, At: "00:00", Mail: true}, Saved: store.Settings{Profiles: v.Profiles},
		Secrets: store.NewAsk(nil), Roots: roots, Now: func() time.Time { return v.Now },
		Desk: func(_, text string) error { return add(v.Notices, text) },
	}
	w.arrived = func(phase string) {
		if phase == v.Phase {
			fmt.Println("arrived")
			<-make(chan bool)
		}
	}
	_, err = w.Run(context.Background())
	return err
}

func add(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, text)
	return errors.Join(err, f.Close())
}

// killed runs a round in a process of its own, and do while it stands at a
// phase, at which it is killed.
func (o *office) killed(phase, notices string, do func()) {
	o.Helper()
	var roots strings.Builder
	for _, server := range o.servers {
		roots.Write(server.CAPEM())
	}
	ca := filepath.Join(o.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, []byte(roots.String()), 0o600); err != nil {
		o.Fatal(err)
	}
	text, err := json.Marshal(victim{o.home.Dir(), phase, ca, notices, o.now, o.saved.Profiles})
	if err != nil {
		o.Fatal(err)
	}
	cmd := exec.CommandContext(o.Context(), os.Args[0])
	cmd.Env, cmd.Stderr = append(os.Environ(), victimName+"="+string(text)), os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		o.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		o.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "arrived\n" {
		o.Errorf("%s: the process said %q, %v", phase, line, err)
	}
	do()
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// Wherever a round is killed, the next one tells what it had found, and the one
// after that says nothing.
func TestKilledAnywhere(t *testing.T) {
	for _, phase := range phases {
		t.Run(phase.name, func(t *testing.T) {
			o := newOffice(t)
			keeper := o.open("keeper", "ok", 300*day)
			o.open("flaky", "ok", 300*day)
			for i := range o.saved.Profiles {
				o.saved.Profiles[i].Notify = []string{keeper.Accounts[1].Address}
			}
			o.round(0)
			o.servers["flaky"].Close()
			o.now = o.begun.Add(6 * time.Hour)
			notices := filepath.Join(t.TempDir(), "notices")
			o.killed(phase.name, notices, func() {})
			o.round(12)
			o.round(18)
			shown, _ := os.ReadFile(notices)
			letters := o.letters("keeper")
			ids := map[string]bool{}
			for _, l := range letters {
				ids[l.id] = true
				if strings.Count(l.body, "失敗するようになりました") != 1 {
					t.Errorf("a mail says %s", l.body)
				}
			}
			if n := len(o.notices) + strings.Count(string(shown), "\n"); n != phase.notices || len(letters) != phase.mails || len(ids) != 1 {
				t.Errorf("%d notices, %d mails under %d IDs", n, len(letters), len(ids))
			}
			if state, err := ReadState(o.home); err != nil || len(state.Outbox) > 0 || state.Servers["id-flaky"].State != mailcore.Failed {
				t.Errorf("%+v, %v", state, err)
			}
		})
	}
}

// A round that is under way in another process is left alone, and so are the
// servers.
func TestTwoAtOnce(t *testing.T) {
	o := newOffice(t)
	o.open("keeper", "ok", 300*day)
	o.killed("tested", filepath.Join(t.TempDir(), "notices"), func() {
		before, _, _ := o.home.Runs()
		if _, err := o.once().Run(t.Context()); !errors.Is(err, ErrRunning) {
			t.Errorf("a second round: %v", err)
		}
		if after, _, _ := o.home.Runs(); len(after) != len(before) {
			t.Errorf("it tested: %d tests, then %d", len(before), len(after))
		}
	})
	o.round(0)
}
