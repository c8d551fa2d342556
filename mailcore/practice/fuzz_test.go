package practice

import (
	"bytes"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
)

// typed is a connection on which a client has said everything beforehand.
type typed struct {
	io.Reader
	said bytes.Buffer
}

func (c *typed) Write(p []byte) (int, error)      { return c.said.Write(p) }
func (c *typed) Close() error                     { return nil }
func (c *typed) LocalAddr() net.Addr              { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }
func (c *typed) RemoteAddr() net.Addr             { return c.LocalAddr() }
func (c *typed) SetDeadline(time.Time) error      { return nil }
func (c *typed) SetReadDeadline(time.Time) error  { return nil }
func (c *typed) SetWriteDeadline(time.Time) error { return nil }

// FuzzPOP3 lets a client say anything, after it has logged in or before.
func FuzzPOP3(f *testing.F) {
	for _, s := range []string{
		"CAPA\r\nQUIT\r\n", "STAT\r\nLIST\r\nUIDL\r\nRETR 1\r\nTOP 1 1\r\n", "DELE 1\r\nRSET\r\nDELE 1\r\nQUIT\r\n", "STLS\r\n\x16\x03\x01",
		"AUTH PLAIN\r\n*\r\n", "AUTH NTLM TlRMTVNTUAABAAAA\r\nAAAA\r\n", "TOP 1 99999999999999999999\r\n", "RETR -1\r\nRETR 2\r\n", " \r\n\n\x00",
	} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, said string, loggedIn bool) {
		s, err := newServer(Options{Scenario: "plain", Accounts: Accounts[:1]})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.boxes[Accounts[0].User].add(inbox, []byte("Subject: hi\r\n\r\nhi\r\n"), &imap.AppendOptions{}); err != nil {
			t.Fatal(err)
		}
		if loggedIn {
			said = "USER " + Accounts[0].User + "\r\nPASS " + Accounts[0].Password + "\r\n" + said
		}
		c := &typed{Reader: strings.NewReader(said)}
		s.speakPOP3(c, nil)
		if !strings.HasPrefix(c.said.String(), "+OK ") {
			t.Errorf("greeted with %q", c.said.String())
		}
		if !s.boxes[Accounts[0].User].lock() {
			t.Error("the mailbox stayed locked")
		}
	})
}
