//go:build lab

package lab

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Host is the name by which the servers are reached, and the one that the
// good certificate is for.
const Host = "localhost"

// startTime is how long the servers may take to answer on every port: a
// busy computer needs some.
const startTime = 30 * time.Second

// A Lab is a running Postfix and Dovecot.
type Lab struct {
	Dir    string         // of everything; gone after Close
	CAFile string         // PEM of the authority behind every certificate but the self-signed one
	Roots  *x509.CertPool // the same, for Go
	IPv6   bool           // the servers listen on ::1 too

	ports            map[string]int
	tokens           map[string]string // access tokens by account
	servers          []io.Closer       // our own: policy and token introspection
	policy, oauthURL string            // where they listen
	run              *exec.Cmd         // Postfix and Dovecot
	alive            io.Closer         // closing it ends run, as does our own death

	mu    sync.Mutex
	taken map[string]bool // mail that Arrived has handed out, by file name
	boxes int             // that NewMailbox has handed out
}

// Start opens a Lab and closes it when t has ended. Where t fails, it shows
// what the servers logged.
func Start(t testing.TB) *Lab {
	t.Helper()
	l, err := Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(l.Log())
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// Open starts the servers and returns when every port answers.
func Open(ctx context.Context) (*Lab, error) {
	if err := ready(); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "todoku-lab-")
	if err != nil {
		return nil, fmt.Errorf("folder for the lab: %w", err)
	}
	l := &Lab{Dir: dir, IPv6: hasIPv6(), taken: map[string]bool{}}
	if err := l.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("start the lab: %w\n%s", err, l.Log()), l.Close())
	}
	return l, nil
}

// ready reports what the lab lacks on this machine.
func ready() error {
	if os.Geteuid() != 0 {
		return errors.New("the lab starts mail servers and needs root: sudo -E make lab")
	}
	for _, name := range []string{"postfix", "dovecot", "saslpasswd2"} {
		if _, err := exec.LookPath(name); err != nil {
			return fmt.Errorf("the lab needs the packages postfix dovecot-imapd dovecot-pop3d sasl2-bin libsasl2-modules: %w", err)
		}
	}
	return nil
}

func (l *Lab) open(ctx context.Context) error {
	for _, step := range []func() error{l.openPorts, l.writeCertificates, l.openTokens, l.openPolicy, l.writeConfig, l.writeAccounts, l.start} {
		if err := step(); err != nil {
			return err
		}
	}
	return l.wait(ctx)
}

// start runs the servers under a shell that outlives us just long enough to
// end them: it waits for the end of a pipe whose other end is ours alone.
func (l *Lab) start() error {
	l.run = exec.Command("/bin/sh", l.path("run.sh"))
	l.run.SysProcAttr = ownGroup
	alive, err := l.run.StdinPipe()
	if err != nil {
		return err
	}
	l.alive = alive
	return l.run.Start()
}

// wait returns when every port answers.
func (l *Lab) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for name, port := range l.ports {
		if err := answers(ctx, port); err != nil {
			return fmt.Errorf("port %s: %w", name, err)
		}
	}
	return nil
}

func answers(ctx context.Context, port int) error {
	for {
		conn, err := new(net.Dialer).DialContext(ctx, "tcp", net.JoinHostPort("127.0.0.1", fmt.Sprint(port)))
		if err == nil {
			return conn.Close()
		}
		if pause(ctx) != nil {
			return err
		}
	}
}

// pause lets a little time pass, or returns why there is none left.
func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(10 * time.Millisecond):
		return nil
	}
}

// Close ends the servers and removes their folder.
func (l *Lab) Close() error {
	if l.alive != nil {
		l.alive.Close()
		_ = l.run.Wait() // the shell's exit says nothing
	}
	for _, s := range l.servers {
		s.Close()
	}
	return os.RemoveAll(l.Dir)
}

// Log returns the last lines that the servers wrote.
func (l *Lab) Log() string {
	var b strings.Builder
	for _, name := range []string{"out.log", "dovecot.log", "postfix.log"} {
		text, _ := os.ReadFile(l.path(name))
		fmt.Fprintf(&b, "--- %s\n%s\n", name, text[max(0, len(text)-8000):])
	}
	return b.String()
}

func (l *Lab) path(elem ...string) string { return filepath.Join(append([]string{l.Dir}, elem...)...) }
