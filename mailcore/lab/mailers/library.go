//go:build lab

package mailers

import (
	"bufio"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"todoku/mailcore/mailtest"
)

// A Library is the mailer of one product, and how to start its driver.
type Library struct {
	Name    string // as [Observe] takes it
	Product string // as docs/mailers.md calls it
	Command []string

	once   sync.Once
	driver *driver
	failed error
}

// Libraries are those of the products, in the order of docs/mailers.md.
var Libraries = []*Library{
	{Name: "wordpress", Product: "WordPress + WP Mail SMTP", Command: php("phpmailer.php", "wordpress")},
	{Name: "vtiger", Product: "Vtiger CRM、F-RevoCRM", Command: php("phpmailer.php", "vtiger")},
	{Name: "eccube", Product: "EC-CUBE 4", Command: php("symfony.php", "eccube")},
	{Name: "nextcloud", Product: "Nextcloud", Command: php("symfony.php", "nextcloud")},
	{Name: "redmine", Product: "Redmine", Command: []string{"ruby", "mail.rb", "redmine"}},
	{Name: "gitlab", Product: "GitLab", Command: []string{"ruby", "mail.rb", "gitlab"}},
	{Name: "django", Product: "Django", Command: []string{"/usr/bin/python3", "django_mail.py"}},
	{Name: "nodemailer", Product: "nodemailer", Command: []string{"node", "nodemailer.js"}},
}

// wait is how many seconds the libraries wait for a server, so that a case of
// silence ends: left alone they wait as [Rules] says.
const wait = "3"

func php(driver, product string) []string {
	return []string{"php", "-d", "display_errors=stderr", "-d", "default_socket_timeout=" + wait, driver, product}
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

// Send has the library of that name send one mail to a real server. It trusts
// the authorities in the PEM file ca, as the product's machine trusts public
// ones. The settings have to be complete.
func Send(t testing.TB, name, ca string, s Settings) error {
	t.Helper()
	d, err := library(name).start(t.TempDir(), ca)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	said, err := d.send(s)
	if err == nil && !said.OK {
		err = errors.New(said.Error)
	}
	return err
}

//go:embed drivers
var drivers embed.FS

// A driver is a running program that sends mails, one at a time.
type driver struct {
	turn sync.Mutex
	say  io.WriteCloser
	hear *bufio.Reader
	gone func() error
}

// start runs the driver of l. It is put into folder.
func (l *Library) start(folder, ca string) (*driver, error) {
	if err := os.CopyFS(folder, drivers); err != nil {
		return nil, err
	}
	command := exec.Command(l.Command[0], l.Command[1:]...)
	command.Dir = filepath.Join(folder, "drivers")
	command.Env = append(os.Environ(), "SSL_CERT_FILE="+ca, "NODE_EXTRA_CA_CERTS="+ca, "TODOKU_WAIT="+wait)
	command.Stderr = os.Stderr
	say, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	hear, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &driver{say: say, hear: bufio.NewReader(hear), gone: command.Wait}, command.Start()
}

// close ends the driver.
func (d *driver) close() {
	d.say.Close()
	d.gone() // what it was asked for it has answered
}

// An answer is what a driver says of a mail.
type answer struct {
	OK      bool   `json:"ok"`
	Error   string `json:"error"`
	Version string `json:"version"`
}

// send has the driver send one mail; without a host it only says its version.
func (d *driver) send(s Settings) (answer, error) {
	d.turn.Lock()
	defer d.turn.Unlock()
	question, err := json.Marshal(s)
	if err != nil {
		return answer{}, err
	}
	if _, err := d.say.Write(append(question, '\n')); err != nil {
		return answer{}, err
	}
	text, err := d.hear.ReadBytes('\n')
	if err != nil {
		return answer{}, fmt.Errorf("driver: %w", err)
	}
	var a answer
	return a, json.Unmarshal(text, &a)
}

// authority signs the certificates of all scripted servers. Its own is in the
// folder.
var authority = sync.OnceValues(func() (a *mailtest.Authority, folder string) {
	a = mailtest.NewAuthority("Todoku mailers CA")
	folder, err := os.MkdirTemp("", "todoku-mailers")
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "ca.pem"), a.PEM(), 0o600)
	}
	if err != nil {
		panic(err)
	}
	return a, folder
})

// running returns the driver for the scripted servers, which stays until
// [Close].
func (l *Library) running() (*driver, error) {
	l.once.Do(func() {
		_, folder := authority()
		own := filepath.Join(folder, l.Name)
		if l.failed = os.Mkdir(own, 0o700); l.failed == nil {
			l.driver, l.failed = l.start(own, filepath.Join(folder, "ca.pem"))
		}
	})
	return l.driver, l.failed
}

// Version returns the library and its version, as the driver says it.
func (l *Library) Version(t testing.TB) string {
	t.Helper()
	d, err := l.running()
	if err != nil {
		t.Fatal(err)
	}
	said, err := d.send(Settings{})
	if err != nil {
		t.Fatal(err)
	}
	return said.Version
}

// Close ends the drivers of [Observe]. A test that observes calls it last.
func Close() {
	for _, l := range Libraries {
		if l.driver != nil {
			l.driver.close()
		}
	}
	_, folder := authority()
	os.RemoveAll(folder)
}
