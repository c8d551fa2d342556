//go:build window

package windowtest

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/practice"
	"todoku/store"
)

// settings opens the program's files from outside.
func (d *desktop) settings() (*store.Store, store.Settings) {
	d.t.Helper()
	files, err := store.Open(d.files())
	if err != nil {
		d.t.Fatal(err)
	}
	s, err := files.Load()
	if err != nil {
		d.t.Fatal(err)
	}
	return files, s
}

// saved returns the server with that name, or of that host, on the disk, and
// whether it is there.
func (d *desktop) saved(name string) (mailcore.Profile, bool) {
	d.t.Helper()
	_, s := d.settings()
	i := slices.IndexFunc(s.Profiles, func(p mailcore.Profile) bool { return forms.Title(p) == name })
	if i < 0 {
		return mailcore.Profile{}, false
	}
	return s.Profiles[i], true
}

func (d *desktop) seed(edit func(*store.Settings)) {
	d.t.Helper()
	files, s := d.settings()
	edit(&s)
	if err := files.Save(s); err != nil {
		d.t.Fatal(err)
	}
}

// office puts a mail server into the settings, trusted, and its password
// nowhere.
func (d *desktop) office(scenario string, where store.SecretStore) *practice.Server {
	d.t.Helper()
	s, err := practice.Start(context.Background(), practice.Options{Scenario: scenario})
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { s.Close() })
	root := filepath.Join(d.home, "root.pem")
	if err := os.WriteFile(root, s.CAPEM(), 0o600); err != nil {
		d.t.Fatal(err)
	}
	d.seed(func(v *store.Settings) {
		v.Preferences.Roots, v.Preferences.Secrets = []string{root}, where
		v.Profiles = []mailcore.Profile{account(s.SMTP)}
	})
	return s
}

const officeName = "本社のメールサーバー"

// account is a saved setting for a server on this computer.
func account(port int) mailcore.Profile {
	p := mailcore.NewProfile()
	from, to := practice.Accounts[0], practice.Accounts[1]
	p.ID, p.Code, p.Name = "office", "office", officeName
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.User = "127.0.0.1", port, from.User
	p.From, p.FromName, p.TestTo = from.Address, "株式会社サンプル", to.Address
	return p
}

// byHand leads from the start card to the empty form, with the cursor in its
// first field.
var byHand = []string{"Tab", "Tab", "Return", "End", "Return"}

// tabs is how often Tab goes from one field of a new server to another.
func tabs(t *testing.T, from, to string) []string {
	t.Helper()
	var keys []string
	counting := false
	for _, s := range forms.Sections {
		for _, f := range s.Fields {
			if f.Shown != nil && !f.Shown(mailcore.NewProfile()) {
				continue
			}
			if counting {
				keys = append(keys, "Tab")
			}
			if f.Key == to {
				return keys
			}
			counting = counting || f.Key == from
		}
	}
	t.Fatalf("no way from %s to %s", from, to)
	return nil
}

func TestAServerIsAddedWithTheKeyboard(t *testing.T) {
	d := newDesktop(t)
	keyring := d.keyring()
	p := d.open()
	p.keys("ctrl+n")
	p.keys(byHand...)
	p.write("smtp.example.jp")
	p.keys(tabs(t, "outgoing.host", "outgoing.user")...)
	p.write("taro@example.jp")
	p.keys(tabs(t, "outgoing.user", "outgoing.password")...)
	p.write("himitsu-1")
	p.keys("ctrl+s")
	wait(t, "the server is saved", func() bool { _, ok := d.saved("smtp.example.jp"); return ok })
	server, _ := d.saved("smtp.example.jp")
	if o := server.Outgoing; o.Host != "smtp.example.jp" || o.User != "taro@example.jp" || o.Port != 587 {
		t.Errorf("the file holds:\n%s", d.file("settings.toml"))
	}
	p.settled()
	p.shot("added")
	if !keyring {
		t.Log("no gnome-keyring here")
		return
	}
	key := store.ProfileKey(server.ID, store.OutgoingSecret)
	wait(t, "the password is in the keyring", func() bool {
		secret, _ := d.command("secret-tool", "lookup", "service", store.Service, "username", key)
		return strings.HasSuffix(secret, "himitsu-1")
	})
	p.keys("ctrl+q")
	if code := p.exit(t, patience); code != 0 {
		t.Errorf("the program ended with %d:\n%s", code, p.log.String())
	}
}

func TestATestMailIsSentWithTheKeyboard(t *testing.T) {
	d := newDesktop(t)
	s := d.office("ok", store.AskStore)
	p := d.open()
	quiet := p.settled()
	p.keys("ctrl+r")
	wait(t, "the program asks for the password", func() bool { return differing(quiet, p.shot("")) > 20_000 })
	p.settled()
	p.shot("asks")
	p.write(practice.Accounts[0].Password)
	p.keys("Return")
	wait(t, "the mail has arrived", func() bool { return len(s.Messages(practice.Accounts[1].User)) == 1 })
	files, _ := d.settings()
	wait(t, "the test is in the history", func() bool {
		runs, _, _ := files.Runs()
		return len(runs) == 1 && runs[0].OK
	})
	wait(t, "the settings say so", func() bool { p, _ := d.saved(officeName); return p.Standing() == mailcore.Proven })
	p.settled()
	p.shot("passed")
}

// In the smallest window everything can be reached, and nothing makes it grow.
func TestTheWindowStaysAsSmallAsItIsMade(t *testing.T) {
	d := newDesktop(t)
	d.office("ok", store.KeyringStore)
	p := d.open()
	for _, size := range [][2]string{{"800", "460"}, {"1024", "700"}, {"800", "460"}} {
		p.resize(size[0], size[1])
		p.keys("ctrl+r")
		p.settled()
		if picture := p.shot("size-" + size[0]); colours(picture) < 20 {
			t.Errorf("at %v the window is blank", size)
		}
		if got := p.size(); got != size[0]+"x"+size[1] {
			t.Errorf("the window grew from %v to %s", size, got)
		}
	}
}

// silent accepts connections and says nothing; each is told.
func silent(t *testing.T) (port int, called chan struct{}) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	called = make(chan struct{}, 10)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { c.Close() })
			called <- struct{}{}
		}
	}()
	return l.Addr().(*net.TCPAddr).Port, called
}

// Wherever the cursor is: Tab goes to the list, the buttons and the fields.
func TestEscapeStopsATest(t *testing.T) {
	d := newDesktop(t)
	port, called := silent(t)
	d.seed(func(v *store.Settings) {
		p := account(port)
		p.Outgoing.Auth = mailcore.NoAuth
		v.Profiles = []mailcore.Profile{p}
	})
	p := d.open()
	files, _ := d.settings()
	for n, before := range [][]string{{}, {"Tab"}, {"Tab"}, {"Tab", "Tab", "Tab", "Tab", "Tab"}} {
		p.settled() // the last test has been put away
		p.keys(append(before, "ctrl+r")...)
		select {
		case <-called:
		case <-time.After(patience):
			t.Fatal("the program does not connect")
		}
		p.keys("Escape")
		wait(t, "the test is stopped", func() bool {
			runs, _, _ := files.Runs()
			return len(runs) == n+1 && runs[0].Fault == mailcore.Stopped
		})
	}
}

func TestUnsavedChangesAreAskedAbout(t *testing.T) {
	d := newDesktop(t)
	d.office("ok", store.AskStore)
	p := d.open()
	p.keys("ctrl+n")
	p.keys(byHand...)
	p.write("unsaved.example.jp")
	quiet := p.settled()
	asked := func() bool { return differing(quiet, p.shot("")) > 20_000 }
	p.keys("ctrl+q")
	wait(t, "the program asks", asked)
	p.settled()
	p.shot("unsaved")
	if p.over() {
		t.Fatal("the program ended without an answer")
	}
	p.keys("Escape")
	wait(t, "the question is gone", func() bool { return !asked() })
	p.keys("ctrl+q")
	wait(t, "the program asks again", asked)
	p.keys("Return")
	if code := p.exit(t, patience); code != 0 {
		t.Errorf("the program ended with %d:\n%s", code, p.log.String())
	}
	if _, ok := d.saved("unsaved.example.jp"); !ok {
		t.Errorf("the file holds:\n%s", d.file("settings.toml"))
	}
}

// Whenever the program is killed, the settings are whole: the old or the new.
func TestKilledWhileSaving(t *testing.T) {
	d := newDesktop(t)
	d.office("ok", store.AskStore)
	p := d.open()
	p.keys("ctrl+n")
	p.keys(byHand...)
	p.write("killed.example.jp")
	p.keys("ctrl+s")
	kill(p.cmd.Process)
	p.exit(t, patience)
	if _, ok := d.saved(officeName); !ok {
		t.Errorf("the file holds:\n%s", d.file("settings.toml"))
	}
	d.open().settled()
}

func TestNoDisplay(t *testing.T) {
	d := &desktop{t: t, home: t.TempDir()}
	refuses(t, d.launch("TODOKU_HOME="+d.home))
}

func TestNoOpenGL(t *testing.T) {
	refuses(t, newDesktop(t, "-extension", "GLX").launch())
}

// refuses wants the program to say why there is no window, and to end.
func refuses(t *testing.T, p *program) {
	t.Helper()
	if code := p.exit(t, 10*time.Second); code != 3 || !strings.Contains(p.log.String(), "画面を表示できません") {
		t.Errorf("the program ended with %d and said:\n%s", code, p.log.String())
	}
}

// TestLooks takes pictures in every language and brightness, to be looked at;
// it wants them not to be blank.
func TestLooks(t *testing.T) {
	d := newDesktop(t)
	d.office("password", store.AskStore)
	long := account(25)
	long.ID, long.Code, long.Name = "long", "long", "とても長い名前の株式会社サンプル東日本支社総務部情報システム課メールサーバー"
	long.Outgoing.Host = "a-very-long-name-of-a-mail-server.department.example.co.jp"
	for _, language := range []string{"ja", "en"} {
		for _, theme := range []string{"light", "dark"} {
			d.seed(func(v *store.Settings) {
				v.Preferences.Language, v.Preferences.Theme = language, theme
				v.Profiles = []mailcore.Profile{account(25), long}
			})
			p := d.open()
			for _, size := range [][2]string{{"1180", "760"}, {"1024", "700"}, {"800", "460"}} {
				p.resize(size[0], size[1])
				p.settled()
				name := language + "-" + theme + "-" + size[0]
				if n := colours(p.shot(name)); n < 20 {
					t.Errorf("%s has %d colours", name, n)
				}
			}
			kill(p.cmd.Process)
			p.exit(t, patience)
		}
	}
}
