#!/bin/bash
# Which recipients a server made of go-smtp takes.
# Needs go.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off CGO_ENABLED=0

cat <<'END'
github.com/emersion/go-smtp v0.25.1, as a server.
RFC 5321 has one recipient without a domain, RCPT TO:<Postmaster>; section
4.1.1.3 has it in the grammar and section 4.5.1 requires it of every server
that takes mail. go-smtp refuses it as bad syntax before the program behind it
(the Session) is asked, so no program made with it can comply. One would
expect it to be the first case covered: the far rarer forms of section 4.1.2
and the route of old times (appendix C) are all understood.
END

cat > finding.go <<'END'
package main

import (
	"fmt"
	"io"
	"net"
	"net/textproto"

	"github.com/emersion/go-smtp"
)

type backend struct{}

func (backend) NewSession(*smtp.Conn) (smtp.Session, error) { return session{}, nil }

// session takes every recipient, and tells which it was asked about.
type session struct{}

func (session) Reset()                                {}
func (session) Logout() error                         { return nil }
func (session) Mail(string, *smtp.MailOptions) error  { return nil }
func (session) Data(r io.Reader) error                { _, err := io.Copy(io.Discard, r); return err }
func (session) Rcpt(to string, _ *smtp.RcptOptions) error {
	fmt.Println("  asked about", to)
	return nil
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	go smtp.NewServer(backend{}).Serve(l)
	c, err := textproto.Dial("tcp", l.Addr().String())
	check(err)
	_, _, err = c.ReadResponse(220)
	check(err)
	say(c, "EHLO client.example.jp")
	say(c, "MAIL FROM:<a@example.jp>")
	for _, to := range []string{
		`<postmaster@example.jp>`, `<"a b"@example.jp>`, `<a@[IPv6:2001:db8::1]>`,
		`<@relay.example.jp:a@example.jp>`, `<Postmaster>`,
	} {
		fmt.Println("RCPT TO:" + to)
		code, text := say(c, "RCPT TO:"+to)
		fmt.Println("  answer", code, text)
	}
}

func say(c *textproto.Conn, line string) (int, string) {
	check(c.PrintfLine("%s", line))
	code, text, _ := c.ReadResponse(0)
	if code == 0 {
		panic("no answer to " + line)
	}
	if code == 250 {
		text = "…"
	}
	return code, text
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
END
go mod init finding 2>/dev/null
go get github.com/emersion/go-smtp@v0.25.1 2>/dev/null
go list -m github.com/emersion/go-smtp

cat > want <<'END'
RCPT TO:<postmaster@example.jp>
  asked about postmaster@example.jp
  answer 250 …
RCPT TO:<"a b"@example.jp>
  asked about a b@example.jp
  answer 250 …
RCPT TO:<a@[IPv6:2001:db8::1]>
  asked about a@[IPv6:2001:db8::1]
  answer 250 …
RCPT TO:<@relay.example.jp:a@example.jp>
  asked about a@example.jp
  answer 250 …
RCPT TO:<Postmaster>
  answer 501 5.5.2 Was expecting RCPT arg syntax of TO:<address>
END
go build -o finding .
timeout 60 ./finding | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
