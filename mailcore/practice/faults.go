package practice

import (
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
)

// silence never says a word, until the client gives up.
func silence(c *conn) { _, _ = io.Copy(io.Discard, c) }

// hangUp closes the connection before the greeting.
func hangUp(c *conn) { _ = c.Close() }

// answerHTTP speaks as a web server does when it is not understood.
func answerHTTP(c *conn) {
	_, _ = io.WriteString(c, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
	silence(c)
}

// offerSTARTTLS makes a server without TLS offer it, and then refuse. The
// capability is put before one that go-smtp always offers.
var offerSTARTTLS = strings.NewReplacer(
	"250-8BITMIME\r\n", "250-STARTTLS\r\n250-8BITMIME\r\n",
	"502 5.5.1 TLS not supported\r\n", "454 4.7.0 TLS not available due to local problem\r\n",
	"\r\nUIDL\r\n", "\r\nSTLS\r\nUIDL\r\n",
	"-ERR TLS is not supported\r\n", "-ERR [SYS/TEMP] TLS not available due to local problem\r\n",
)

// japaneseGreeting greets in ISO-2022-JP.
var japaneseGreeting = strings.NewReplacer("ESMTP Service Ready", "ESMTP "+in(japanese.ISO2022JP, "練習用サーバー"))

func inShiftJIS(s string) string { return in(japanese.ShiftJIS, s) }

// in encodes our own words, all of which the encodings have.
func in(e encoding.Encoding, s string) string {
	encoded, err := e.NewEncoder().String(s)
	if err != nil {
		return s
	}
	return encoded
}
