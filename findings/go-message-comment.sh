#!/bin/bash
# How go-message reads a type with a comment behind it.
# Needs go and python3, whose reader is the comparison.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
export GOFLAGS=-mod=mod GOWORK=off CGO_ENABLED=0

cat <<'END'
github.com/emersion/go-message v0.18.2, and mime of Go, seen with go1.26.8.
A comment may stand in any structured field; RFC 2045, section 5.1, shows one
behind the parameters of a Content-Type and calls it equal to the type without.
mime.ParseMediaType takes such a type for malformed. go-message then returns no
error when it reads the mail, gives the whole line out as the type, takes the
mail for a multipart all the same, and fails only at the first part, blaming an
empty boundary although the boundary is there. One would expect the comment to
be skipped, as the reader of Python does with the same mails.
END

cat > finding.go <<'END'
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/emersion/go-message"
)

func main() {
	for _, name := range os.Args[1:] {
		f, err := os.Open(name)
		if err != nil {
			panic(err)
		}
		mail, err := message.Read(f)
		fmt.Println(name, "read:", err)
		kind, _, err := mail.Header.ContentType()
		fmt.Printf("  type %q: %v\n", kind, err)
		body := mail.Body
		if parts := mail.MultipartReader(); parts != nil {
			part, err := parts.NextPart()
			fmt.Println("  first part:", err)
			if err != nil {
				continue
			}
			body = part.Body
		}
		text, err := io.ReadAll(body)
		fmt.Printf("  body %q: %v\n", text, err)
	}
}
END
cat > finding.py <<'END'
import email
import email.policy
import sys

for name in sys.argv[1:]:
    with open(name, "rb") as f:
        mail = email.message_from_binary_file(f, policy=email.policy.default)
    body = next(mail.iter_parts()) if mail.is_multipart() else mail
    print("python", name, mail.get_content_type(), repr(body.get_content().strip()))
END
printf 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b--\r\n' > parts
printf 'Content-Type: multipart/mixed; boundary=b (outer)\r\n\r\n--b\r\n\r\nhello\r\n--b--\r\n' > parts-comment
printf 'Content-Type: text/plain; charset=us-ascii (Plain text)\r\n\r\nhello\r\n' > text-comment

go mod init finding 2>/dev/null
go get github.com/emersion/go-message@v0.18.2 2>/dev/null
go version
go list -m github.com/emersion/go-message

cat > want <<'END'
parts read: <nil>
  type "multipart/mixed": <nil>
  first part: <nil>
  body "hello": <nil>
parts-comment read: <nil>
  type "multipart/mixed; boundary=b (outer)": mime: invalid media parameter
  first part: multipart: boundary is empty
text-comment read: <nil>
  type "text/plain; charset=us-ascii (Plain text)": mime: invalid media parameter
  body "hello\r\n": <nil>
python parts multipart/mixed 'hello'
python parts-comment multipart/mixed 'hello'
python text-comment text/plain 'hello'
END
go build -o finding .
mails=(parts parts-comment text-comment)
{ timeout 60 ./finding "${mails[@]}"; timeout 60 python3 finding.py "${mails[@]}"; } | tee got
diff want got || { echo 'changed: this is no longer what happens' >&2; exit 1; }
echo 'as seen'
