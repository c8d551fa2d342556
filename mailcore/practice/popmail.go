package practice

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// kept returns the messages that are not marked as deleted, by number.
func (t *popSession) kept() (numbers, size int) {
	for _, m := range t.list {
		if !t.deleted.Contains(m.uid) {
			numbers, size = numbers+1, size+len(m.body)
		}
	}
	return numbers, size
}

// message returns the message of that number, counted from 1.
func (t *popSession) message(number string) (message, bool) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(t.list) || t.deleted.Contains(t.list[n-1].uid) {
		return message{}, false
	}
	return t.list[n-1], true
}

func (t *popSession) stat(string) error {
	n, size := t.kept()
	return t.ok(fmt.Sprintf("%d %d", n, size))
}

func (t *popSession) listing(arg string) error {
	return t.each(arg, func(m message) string { return strconv.Itoa(len(m.body)) })
}

func (t *popSession) uidl(arg string) error {
	return t.each(arg, func(m message) string { return fmt.Sprintf("%s-%d", t.server.id, m.uid) })
}

// each tells something about one message, or about all of them.
func (t *popSession) each(arg string, tell func(message) string) error {
	if arg != "" {
		m, ok := t.message(arg)
		if !ok {
			return t.err("No such message")
		}
		return t.ok(arg + " " + tell(m))
	}
	return t.lines("List follows", func(w io.Writer) {
		for i, m := range t.list {
			if !t.deleted.Contains(m.uid) {
				_, _ = fmt.Fprintf(w, "%d %s\n", i+1, tell(m))
			}
		}
	})
}

func (t *popSession) retr(arg string) error {
	m, ok := t.message(arg)
	if !ok {
		return t.err("No such message")
	}
	return t.lines(fmt.Sprintf("%d octets", len(m.body)), func(w io.Writer) { _, _ = w.Write(m.body) })
}

// top sends the header and so many lines of the body.
func (t *popSession) top(arg string) error {
	number, count, _ := strings.Cut(arg, " ")
	m, ok := t.message(number)
	n, err := strconv.Atoi(count)
	switch {
	case !ok:
		return t.err("No such message")
	case err != nil || n < 0:
		return t.err("TOP needs a number of lines")
	}
	return t.lines("Top of message follows", func(w io.Writer) { _, _ = w.Write(topOf(m.body, n)) })
}

// topOf returns the header, the empty line and n lines more.
func topOf(body []byte, n int) []byte {
	r := bufio.NewReader(bytes.NewReader(body))
	var out []byte
	for inBody := false; !inBody || n > 0; {
		line, err := r.ReadBytes('\n')
		out = append(out, line...)
		if err != nil {
			break
		}
		if inBody {
			n--
		}
		inBody = inBody || len(bytes.TrimRight(line, "\r\n")) == 0
	}
	return out
}

func (t *popSession) dele(arg string) error {
	m, ok := t.message(arg)
	if !ok {
		return t.err("No such message")
	}
	t.deleted.AddNum(m.uid)
	return t.ok("Marked")
}

func (t *popSession) rset(string) error {
	t.deleted = imap.UIDSet{}
	return t.ok("Nothing is marked")
}
