//go:build lab

package lab

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/user"
	"slices"
	"strconv"
	"strings"
)

// Domain is whose mail the lab takes.
const Domain = "lab.test"

// mailboxes is how many boxes NewMailbox can hand out: each test takes a fresh
// one, and Dovecot reads them all from one file at the start.
const mailboxes = 400

// An Account may log in to every port, and has a mailbox.
type Account struct {
	User     string // its mail address too
	Password string
}

// The accounts: an easy password, a Japanese one, one with quotes and a
// backslash, and one of 128 characters.
var (
	Taro   = Account{"taro@" + Domain, "correct-horse-9"}
	Hanako = Account{"hanako@" + Domain, "さくら🌸ひみつ"}
	Jiro   = Account{"jiro@" + Domain, `a"b\c 'd`}
	Saburo = Account{"saburo@" + Domain, strings.Repeat("Sa5-bu6+Ro7_xYz!", 8)}
)

// Accounts lists everybody who may log in.
var Accounts = []Account{Taro, Hanako, Jiro, Saburo}

// NewMailbox returns a mail address that nobody has used yet.
func (l *Lab) NewMailbox() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.boxes++; l.boxes > mailboxes {
		panic("the lab is out of mailboxes")
	}
	return boxAddress(l.boxes)
}

// NewAccount returns an account that nobody has used yet, with an empty
// mailbox. It may log in everywhere but at Cyrus SASL.
func (l *Lab) NewAccount() Account { return Account{l.NewMailbox(), boxPassword} }

// boxPassword lets in to every mailbox of NewMailbox.
const boxPassword = "box-of-mail-7"

// A JunkFolder is a folder into which mail is delivered that is sent to an
// address of its own.
type JunkFolder struct {
	Name   string // as people see it
	prefix string // of a mailbox's address
	dir    string // below the Maildir
}

// JunkFolders lists them: two that their names mark as junk, and one that
// Dovecot says is (RFC 6154).
var JunkFolders = []JunkFolder{
	{"Junk", "junk-", ".Junk"},
	{"迷惑メール", "meiwaku-", ".&j,dg0TDhMPww6w-"},
	{"Quarantine", "quarantine-", ".Quarantine"},
}

// Address returns the address that leads into f of a.
func (f JunkFolder) Address(a Account) string { return f.prefix + a.User }

func boxAddress(n int) string { return fmt.Sprintf("box%d@%s", n, Domain) }

// writeAccounts writes who may log in and who has a mailbox, for Dovecot,
// Postfix and Cyrus SASL.
func (l *Lab) writeAccounts() error {
	var logins, boxes, senders bytes.Buffer
	for _, a := range Accounts {
		fmt.Fprintf(&senders, "%s %s\n", a.User, a.User)
	}
	for _, a := range everybody() {
		fmt.Fprintf(&logins, "%s:{PLAIN.b64}%s\n", a.User, base64.StdEncoding.EncodeToString([]byte(a.Password)))
		fmt.Fprintf(&boxes, "%s %s/\n", a.User, a.User)
		for _, f := range JunkFolders {
			fmt.Fprintf(&boxes, "%s %s/%s/\n", f.Address(a), a.User, f.dir)
		}
	}
	files := map[string][]byte{"passwd": logins.Bytes(), "mailboxes": boxes.Bytes(), "senders": senders.Bytes()}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := l.write(name, files[name], 0o644); err != nil {
			return err
		}
	}
	return l.writeSASL()
}

func everybody() []Account {
	all := slices.Clone(Accounts)
	for n := range mailboxes {
		all = append(all, Account{boxAddress(n + 1), boxPassword})
	}
	return all
}

// writeSASL fills the database of Cyrus SASL, which Postfix may read.
func (l *Lab) writeSASL() error {
	db := l.path("postfix", "sasl", "sasldb2")
	for _, a := range Accounts {
		name, _, _ := strings.Cut(a.User, "@")
		cmd := exec.Command("saslpasswd2", "-p", "-c", "-f", db, "-u", Domain, name)
		cmd.Stdin = strings.NewReader(a.Password)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("saslpasswd2: %w: %s", err, out)
		}
	}
	_, gid, err := ids("postfix")
	if err != nil {
		return err
	}
	if err := os.Chmod(db, 0o640); err != nil {
		return err
	}
	return os.Chown(db, -1, gid)
}

// ids returns the numbers of a user of the system and of its group.
func ids(name string) (uid, gid int, err error) {
	u, err := user.Lookup(name)
	if err != nil {
		return 0, 0, err
	}
	uid, _ = strconv.Atoi(u.Uid) // numbers on every Unix
	gid, _ = strconv.Atoi(u.Gid)
	return uid, gid, nil
}
