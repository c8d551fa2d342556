//go:build !windows && !darwin

package picker

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// bus starts a session bus of its own, on which nothing is.
func bus(t *testing.T) {
	t.Helper()
	daemon, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Skip("no dbus-daemon")
	}
	dir, err := os.MkdirTemp("", "bus") // an address has no # of a test's name in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	config := filepath.Join(dir, "bus.conf")
	text := `<busconfig><type>session</type><listen>unix:tmpdir=` + dir + `</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(daemon, "--config-file="+config, "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	t.Setenv(OwnVariable, "")
}

// A portal is one that behaves as it is told.
type portal struct {
	conn   *dbus.Conn
	manner string
	uri    string
	asked  chan asked
	closed chan dbus.ObjectPath
	end    chan struct{}
}

type asked struct {
	method, window, title string
	options               map[string]dbus.Variant
}

// serve puts a portal on the bus.
func serve(t *testing.T, manner, uri string) *portal {
	t.Helper()
	conn, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	p := &portal{conn: conn, manner: manner, uri: uri, asked: make(chan asked, 1), closed: make(chan dbus.ObjectPath, 4), end: make(chan struct{})}
	t.Cleanup(func() { close(p.end); _ = conn.Close() })
	if err := conn.Export(p, portalPath, chooser); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(portalName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *portal) OpenFile(sender dbus.Sender, window, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return p.begin("OpenFile", sender, window, title, options)
}

func (p *portal) SaveFile(sender dbus.Sender, window, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	return p.begin("SaveFile", sender, window, title, options)
}

// A closer is the object of a request.
type closer struct {
	portal *portal
	path   dbus.ObjectPath
}

func (c closer) Close() *dbus.Error {
	c.portal.closed <- c.path
	return nil
}

func (p *portal) begin(method string, sender dbus.Sender, window, title string, options map[string]dbus.Variant) (dbus.ObjectPath, *dbus.Error) {
	p.asked <- asked{method, window, title, options}
	token, _ := options["handle_token"].Value().(string)
	handle := dbus.ObjectPath(portalPath + "/request/" + strings.ReplaceAll(strings.TrimPrefix(string(sender), ":"), ".", "_") + "/" + token)
	if p.manner == "old" {
		handle = portalPath + "/request/of_its_own"
	}
	if err := p.conn.Export(closer{p, handle}, handle, request); err != nil {
		return "", dbus.MakeFailedError(err)
	}
	switch p.manner {
	case "hangs":
		<-p.end
	case "refuses":
		return "", dbus.NewError("org.freedesktop.DBus.Error.UnknownMethod", nil)
	case "chooses", "old":
		p.answer(handle, uint32(0), map[string]dbus.Variant{"uris": dbus.MakeVariant([]string{p.uri})})
	case "chooses nothing":
		p.answer(handle, uint32(0), map[string]dbus.Variant{})
	case "cancels":
		p.answer(portalPath+"/request/of_another", uint32(0), map[string]dbus.Variant{"uris": dbus.MakeVariant([]string{"file:///other"})})
		p.answer(handle, uint32(1), map[string]dbus.Variant{})
	case "fails":
		p.answer(handle, uint32(2), map[string]dbus.Variant{})
	case "babbles":
		p.answer(handle, "zero", "nothing")
	case "dies":
		_, _ = p.conn.ReleaseName(portalName)
	}
	return handle, nil
}

// answer comes before the handle does, as it may.
func (p *portal) answer(handle dbus.ObjectPath, body ...any) {
	_ = p.conn.Emit(handle, request+".Response", body...)
}

func TestPortal(t *testing.T) {
	for _, tt := range []struct {
		manner, uri, want string
		err               error
	}{
		{"chooses", "file:///srv/hanako/a%20b+c%25%E8%A8%AD%E5%AE%9A.toml", "/srv/hanako/a b+c%設定.toml", nil},
		{"old", "file:///tmp/x", "/tmp/x", nil},
		{"chooses", "https://example.co.jp/x", "", ErrNone},
		{"chooses", "file:relative", "", ErrNone},
		{"chooses nothing", "", "", ErrNone},
		{"cancels", "", "", nil},
		{"fails", "", "", ErrNone},
		{"refuses", "", "", ErrNone},
		{"babbles", "", "", ErrNone},
		{"dies", "", "", ErrNone},
	} {
		t.Run(tt.manner, func(t *testing.T) {
			bus(t)
			p := serve(t, tt.manner, tt.uri)
			if !Found(t.Context()) {
				t.Fatal("the portal was not found")
			}
			got, err := Ask(t.Context(), Question{Title: "ファイルに保存", Accept: "保存", Save: true, Name: "a.toml", Window: 0x1a})
			if got != tt.want || !errors.Is(err, tt.err) || (err == nil) != (tt.err == nil) {
				t.Errorf("got %q, %v", got, err)
			}
			a := <-p.asked
			if a.method != "SaveFile" || a.window != "x11:1a" || a.title != "ファイルに保存" || a.options["current_name"].Value() != "a.toml" || a.options["accept_label"].Value() != "保存" {
				t.Errorf("it was asked %+v", a)
			}
		})
	}
}

func TestPortalIsNotThere(t *testing.T) {
	bus(t)
	if Found(t.Context()) {
		t.Error("a portal was found")
	}
	if _, err := Ask(t.Context(), Question{}); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
	if Found(t.Context()) {
		t.Error("a portal was found without a bus")
	}
	if _, err := Ask(t.Context(), Question{}); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
}

func TestOwnDialogsAreWanted(t *testing.T) {
	bus(t)
	serve(t, "cancels", "")
	t.Setenv(OwnVariable, "1")
	if Found(t.Context()) {
		t.Error("the portal is used all the same")
	}
}

// A portal that takes the question and says nothing is given up, and told so.
func TestPortalHangs(t *testing.T) {
	bus(t)
	p := serve(t, "hangs", "")
	before := patience
	patience = 200 * time.Millisecond
	t.Cleanup(func() { patience = before })
	if _, err := Ask(t.Context(), Question{}); !errors.Is(err, ErrNone) {
		t.Errorf("got %v", err)
	}
	if a := <-p.asked; a.method != "OpenFile" || a.window != "" {
		t.Errorf("it was asked %+v", a)
	}
	<-p.closed
}

// GTK's dialog calls Escape an end of another kind.
func TestPortalIsClosed(t *testing.T) {
	bus(t)
	serve(t, "fails", "")
	before := hasty
	hasty = -1
	t.Cleanup(func() { hasty = before })
	if path, err := Ask(t.Context(), Question{}); path != "" || err != nil {
		t.Errorf("got %q, %v", path, err)
	}
}

// Whoever gives up has the dialog go.
func TestPortalIsCancelledHere(t *testing.T) {
	bus(t)
	p := serve(t, "waits", "")
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-p.asked; cancel() }()
	if path, err := Ask(ctx, Question{}); path != "" || !errors.Is(err, context.Canceled) {
		t.Errorf("got %q, %v", path, err)
	}
	<-p.closed
}
