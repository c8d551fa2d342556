//go:build lab

package mailers

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"todoku/mailcore/mailtest"
)

// A Library is the mailer of one product, and how to start its driver.
type Library struct {
	Name    string // as [Observe] takes it
	Product string // as docs/mailers.md calls it
	Command []string

	once   sync.Once
	say    io.WriteCloser
	hear   *bufio.Reader
	failed error
	turn   sync.Mutex // a driver sends one mail at a time
}

// Libraries are those of the products, in the order of docs/mailers.md.
var Libraries = []*Library{
	{Name: "wordpress", Product: "WordPress + WP Mail SMTP", Command: php("phpmailer.php", "wordpress")},
	{Name: "vtiger", Product: "Vtiger CRM、F-RevoCRM", Command: php("phpmailer.php", "vtiger")},
	{Name: "eccube", Product: "EC-CUBE 4", Command: php("symfony.php", "eccube")},
	{Name: "nextcloud", Product: "Nextcloud", Command: php("symfony.php", "nextcloud")},
	{Name: "redmine", Product: "Redmine", Command: []string{"ruby", "drivers/mail.rb", "redmine"}},
	{Name: "gitlab", Product: "GitLab", Command: []string{"ruby", "drivers/mail.rb", "gitlab"}},
	{Name: "django", Product: "Django", Command: []string{"/usr/bin/python3", "drivers/django_mail.py"}},
	{Name: "nodemailer", Product: "nodemailer", Command: []string{"node", "drivers/nodemailer.js"}},
}

// wait is how many seconds the libraries wait for a server, so that a case of
// silence ends: left alone they wait as [Rules] says.
const wait = "3"

func php(driver, product string) []string {
	return []string{"php", "-d", "display_errors=stderr", "-d", "default_socket_timeout=" + wait, "drivers/" + driver, product}
}

// library returns the one of that name.
func library(name string) *Library {
	for _, l := range Libraries {
		if l.Name == name {
			return l
		}
	}
	panic("no library " + name)
}

// authority signs the certificates of all servers, and every driver trusts it
// as the product's machine would trust a public one.
var authority = sync.OnceValues(func() (*mailtest.Authority, string) {
	a := mailtest.NewAuthority("Todoku mailers CA")
	folder, err := os.MkdirTemp("", "todoku-mailers")
	if err != nil {
		panic(err)
	}
	path := filepath.Join(folder, "ca.pem")
	if err := os.WriteFile(path, a.PEM(), 0o600); err != nil {
		panic(err)
	}
	return a, path
})

// start runs the driver.
func (l *Library) start() {
	_, ca := authority()
	command := exec.Command(l.Command[0], l.Command[1:]...)
	command.Env = append(os.Environ(), "SSL_CERT_FILE="+ca, "NODE_EXTRA_CA_CERTS="+ca, "TODOKU_WAIT="+wait)
	command.Stderr = os.Stderr
	var out io.ReadCloser
	if l.say, l.failed = command.StdinPipe(); l.failed == nil {
		out, l.failed = command.StdoutPipe()
	}
	if l.failed == nil {
		l.hear, l.failed = bufio.NewReader(out), command.Start()
	}
}

// An answer is what a driver says of a mail.
type answer struct {
	OK      bool   `json:"ok"`
	Error   string `json:"error"`
	Version string `json:"version"`
}

// send has the driver send one mail.
func (l *Library) send(s Settings) (answer, error) {
	l.turn.Lock()
	defer l.turn.Unlock()
	if l.once.Do(l.start); l.failed != nil {
		return answer{}, l.failed
	}
	question, err := json.Marshal(s)
	if err != nil {
		return answer{}, err
	}
	if _, err := l.say.Write(append(question, '\n')); err != nil {
		return answer{}, err
	}
	text, err := l.hear.ReadBytes('\n')
	if err != nil {
		return answer{}, fmt.Errorf("%s: driver: %w", l.Name, err)
	}
	var a answer
	return a, json.Unmarshal(text, &a)
}

// Version returns the library and its version, as the driver says it.
func (l *Library) Version(t testing.TB) string {
	t.Helper()
	a, err := l.send(Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return a.Version
}

// errNoAddress means that this machine lacks the address a case wants.
var errNoAddress = errors.New("no such address here")

// Observe has the library of that name send the mail of c and says what the
// server saw.
func Observe(t testing.TB, name string, c Case) Seen {
	t.Helper()
	seen, err := observe(library(name), c)
	if err != nil {
		t.Fatalf("%s: %s: %v", name, c.Name, err)
	}
	return seen
}

func observe(l *Library, c Case) (Seen, error) {
	a, _ := authority()
	s := c.Settings.filled()
	listener, err := net.Listen("tcp", net.JoinHostPort(s.Host, "0"))
	if err != nil {
		return Seen{}, errNoAddress
	}
	s.Port = listener.Addr().(*net.TCPAddr).Port
	seen := Seen{Sender: "-"}
	accepted, done, over := false, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			stop := hurry(conn, over)
			talk := &talk{Server: c.Server, settings: s, authority: a, conn: conn, seen: &seen}
			talk.serve()
			stop()
			accepted = accepted || talk.accepted
		}
	}()
	said, err := l.send(s)
	close(over)
	listener.Close()
	<-done
	seen.OK, seen.Error = said.OK && accepted, said.Error
	if said.OK != accepted {
		seen.Error = "the library says " + strconv.FormatBool(said.OK) + ", the server " + strconv.FormatBool(accepted) + ": " + said.Error
	}
	return seen, err
}

// hurry ends conn shortly after over, where the library has not: it has said
// all that it will. Stop ends the watch.
func hurry(conn net.Conn, over <-chan struct{}) (stop func()) {
	gone := make(chan struct{})
	go func() {
		select {
		case <-over:
			conn.SetDeadline(time.Now().Add(time.Second))
		case <-gone:
		}
	}()
	return func() { close(gone) }
}

// Close ends the drivers.
func Close() {
	for _, l := range Libraries {
		if l.say != nil {
			l.say.Close()
		}
	}
	_, ca := authority()
	os.RemoveAll(filepath.Dir(ca))
}
