//go:build lab

package lab

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// openPolicy serves Postfix's question whether a client may send, as in
// http://www.postfix.org/SMTPD_POLICY_README.html: it may when Dovecot has
// noted its address after a POP3 login.
func (l *Lab) openPolicy() error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.policy = ln.Addr().String()
	l.servers = append(l.servers, ln)
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return // closed
			}
			go l.answerPolicy(conn)
		}
	}()
	return nil
}

// answerPolicy answers requests, blocks of name=value lines that end with an
// empty line, until Postfix hangs up.
func (l *Lab) answerPolicy(conn io.ReadWriteCloser) {
	defer conn.Close()
	var client string
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		if address, ok := strings.CutPrefix(lines.Text(), "client_address="); ok {
			client = address
		}
		if lines.Text() == "" {
			fmt.Fprintf(conn, "action=%s\n\n", l.judge(client))
		}
	}
}

func (l *Lab) judge(client string) string {
	if _, err := os.Stat(l.path("popped", filepath.Base(client))); err != nil {
		return "REJECT Please check your mail by POP3 before sending (POP before SMTP)"
	}
	return "OK"
}

// ForgetPOP closes the port "popbefore" again for everybody who has logged
// in by POP3.
func (l *Lab) ForgetPOP() error {
	return filepath.WalkDir(l.path("popped"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}
