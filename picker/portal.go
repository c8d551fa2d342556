//go:build !windows && !darwin

package picker

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// The portal, as its documentation has it: every call returns the handle of a
// request, whose signal is the answer
// (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.FileChooser.html).
// The client of rymdport/portal, which is well kept, is left out: it begins to
// listen after the call, takes any signal for the answer, cannot be cancelled,
// and turns the plus sign of a name into a blank.
const (
	portalName = "org.freedesktop.portal.Desktop"
	portalPath = "/org/freedesktop/portal/desktop"
	chooser    = "org.freedesktop.portal.FileChooser"
	request    = "org.freedesktop.portal.Request"
	busName    = "org.freedesktop.DBus"
)

// patience is how long the portal may take to say that it has begun: the bus
// may have to start it, and the window offers its own dialog meanwhile.
var patience = 20 * time.Second

// hasty is how fast a dialog ends that nobody has seen: one that ended
// "otherwise" later was closed by its user, whose Escape GTK's says so.
var hasty = 500 * time.Millisecond

// The answers of a request.
const (
	chosen    uint32 = 0
	cancelled uint32 = 1
	otherwise uint32 = 2
)

// connect opens a connection that ends with ctx.
func connect(ctx context.Context) (*dbus.Conn, error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup()
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() }) // a bus that says nothing holds nobody
	defer stop()
	if err := conn.Auth(nil); err != nil {
		_ = conn.Close()
		return nil, err
	}
	if err := conn.Hello(); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return conn, nil
}

func found(ctx context.Context) bool {
	ctx, end := context.WithTimeout(ctx, patience)
	defer end()
	conn, err := connect(ctx)
	if err != nil {
		return false
	}
	defer conn.Close()
	for _, list := range []string{".ListNames", ".ListActivatableNames"} {
		var names []string
		err := conn.BusObject().CallWithContext(ctx, busName+list, 0).Store(&names)
		if err == nil && slices.Contains(names, portalName) {
			return true
		}
	}
	return false
}

func ask(ctx context.Context, q Question) (string, error) {
	begin, end := context.WithTimeout(ctx, patience)
	defer end()
	conn, err := connect(begin)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNone, err)
	}
	defer conn.Close()
	d := portalDialog{conn: conn, signals: make(chan *dbus.Signal, 16)}
	if err := d.open(begin, q); err != nil {
		d.close()
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("%w: %w", ErrNone, err)
	}
	return d.answer(ctx)
}

// A portalDialog is one request to the portal.
type portalDialog struct {
	conn    *dbus.Conn
	signals chan *dbus.Signal
	handles []dbus.ObjectPath // of the request: as it should be called, and as the portal calls it
}

// open has the portal show its dialog. The answer is listened for before
// anybody can give it.
func (d *portalDialog) open(ctx context.Context, q Question) error {
	token := "todoku" + rand.Text()
	sender := strings.ReplaceAll(strings.TrimPrefix(d.conn.Names()[0], ":"), ".", "_")
	d.handles = []dbus.ObjectPath{dbus.ObjectPath(portalPath + "/request/" + sender + "/" + token)}
	d.conn.Signal(d.signals)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchPathNamespace(portalPath + "/request"), dbus.WithMatchInterface(request), dbus.WithMatchMember("Response")},
		{dbus.WithMatchInterface(busName), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, portalName)},
	} {
		if err := d.conn.AddMatchSignalContext(ctx, match...); err != nil {
			return err
		}
	}
	method, options := ".OpenFile", map[string]dbus.Variant{"handle_token": dbus.MakeVariant(token), "modal": dbus.MakeVariant(true)}
	if q.Save {
		method = ".SaveFile"
		options["current_name"] = dbus.MakeVariant(q.Name)
	}
	if q.Accept != "" {
		options["accept_label"] = dbus.MakeVariant(q.Accept)
	}
	var handle dbus.ObjectPath
	call := d.conn.Object(portalName, portalPath).CallWithContext(ctx, chooser+method, 0, parent(q.Window), q.Title, options)
	if err := call.Store(&handle); err != nil {
		return err
	}
	if handle != d.handles[0] { // a portal from before handle_token
		d.handles = append(d.handles, handle)
	}
	return nil
}

// parent is how the portal calls a window.
func parent(window uintptr) string {
	if window == 0 {
		return ""
	}
	return "x11:" + strconv.FormatUint(uint64(window), 16)
}

// answer waits for the answer, or for the end of the portal.
func (d *portalDialog) answer(ctx context.Context) (string, error) {
	begun := time.Now()
	for {
		select {
		case s, open := <-d.signals:
			switch {
			case !open, s.Name == busName+".NameOwnerChanged" && gone(s.Body):
				return "", fmt.Errorf("%w: the portal has ended", ErrNone)
			case s.Name == request+".Response" && slices.Contains(d.handles, s.Path):
				return read(s.Body, time.Since(begun))
			}
		case <-ctx.Done():
			d.close()
			return "", ctx.Err()
		}
	}
}

// close takes the dialog away, or has it not come up any more.
func (d *portalDialog) close() {
	for _, handle := range d.handles {
		d.conn.Object(portalName, handle).Go(request+".Close", dbus.FlagNoReplyExpected|dbus.FlagNoAutoStart, nil)
	}
}

// gone reports whether a name has no owner any more.
func gone(body []any) bool {
	if len(body) != 3 {
		return false
	}
	owner, ok := body[2].(string)
	return ok && owner == ""
}

// read takes the path out of an answer, which came after so long.
func read(body []any, after time.Duration) (string, error) {
	var status uint32
	var results map[string]dbus.Variant
	if err := dbus.Store(body, &status, &results); err != nil {
		return "", fmt.Errorf("%w: %w", ErrNone, err)
	}
	switch {
	case status == cancelled, status == otherwise && after > hasty:
		return "", nil
	case status == chosen:
		uris, _ := results["uris"].Value().([]string)
		if len(uris) > 0 {
			return localPath(uris[0])
		}
	}
	return "", fmt.Errorf("%w: the portal answers %d", ErrNone, status)
}

// localPath is where a file is that the portal names.
func localPath(uri string) (string, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || !filepath.IsAbs(u.Path) {
		return "", fmt.Errorf("%w: the portal names %q", ErrNone, uri)
	}
	return filepath.Clean(u.Path), nil
}
