#!/bin/bash
# What go-imap does when a server leaves a value of its ID out.
# Needs go.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off CGO_ENABLED=0

cat <<'END'
github.com/emersion/go-imap/v2 v2.0.0-beta.8, as a client.
In the answer to ID each value is an nstring, so a server that does not tell
its operating system may say ("name" "mail" "os" NIL): RFC 2971, section 4.
go-imap wants a string there. It does not only fail the ID: it forgets the name
that it had read, closes the connection, and says that it got "(" where it
expected an atom, which speaks of the opening parenthesis and not of the NIL.
One would expect an empty value, as elsewhere in go-imap where an nstring is
NIL, or at worst a lost ID: NIL for the whole list is understood.
END

cat > finding.go <<'END'
package main

import (
	"bufio"
	"fmt"
	"net"
	"strings"

	"github.com/emersion/go-imap/v2/imapclient"
)

// serve plays a server whose answer to ID is given; all else succeeds.
func serve(id string) net.Conn {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		fmt.Fprint(server, "* OK [CAPABILITY IMAP4rev1 ID] ready\r\n")
		for s := bufio.NewScanner(server); s.Scan(); {
			tag, command, _ := strings.Cut(s.Text(), " ")
			if strings.HasPrefix(command, "ID") {
				fmt.Fprintf(server, "* ID %s\r\n", id)
			}
			fmt.Fprintf(server, "%s OK done\r\n", tag)
		}
	}()
	return client
}

func main() {
	for _, id := range []string{`("name" "mail" "os" "unix")`, `NIL`, `("name" "mail" "os" NIL)`} {
		c := imapclient.New(serve(id), nil)
		if err := c.WaitGreeting(); err != nil {
			panic(err)
		}
		fmt.Println("* ID", id)
		told, err := c.ID(nil).Wait()
		fmt.Printf("  name %q os %q: %v\n", told.Name, told.OS, err)
		fmt.Println("  connection still there:", c.Noop().Wait() == nil)
		c.Close()
	}
}
END
go mod init finding 2>/dev/null
go get github.com/emersion/go-imap/v2@v2.0.0-beta.8 2>/dev/null
go list -m github.com/emersion/go-imap/v2

cat > want <<'END'
* ID ("name" "mail" "os" "unix")
  name "mail" os "unix": <nil>
  connection still there: true
* ID NIL
  name "" os "": <nil>
  connection still there: true
* ID ("name" "mail" "os" NIL)
  name "" os "": in response-data: in id: in id key-val list: imapwire: expected atom, got "("
  connection still there: false
END
go build -o finding .
timeout 60 ./finding | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
