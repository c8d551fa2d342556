package probe

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/mailcore/ports"
	"todoku/mailcore/transcript"
	"todoku/pattern"
)

// offered asks what the server can do. Old servers of POP3 do not know the
// question; a server of SMTP that knows neither question is none.
func (t *talk) offered(into **ports.Offer, questions []string) error {
	for _, question := range questions {
		answer, err := t.ask(question)
		if errors.Is(err, errRefused) {
			continue
		}
		if err != nil {
			return err
		}
		t.row.Reply = ""
		*into = t.offer(answer)
		return nil
	}
	switch t.dialect.speaks {
	case ports.POP3:
		t.row.Reply = ""
		return nil
	case ports.SMTP:
		t.row.Speaks = cmp.Or(notSMTP(t.row.Banner), ports.SMTP)
	}
	return errRefused
}

// notSMTP recognises other protocols that greet with 220.
func notSMTP(banner string) ports.Speech {
	if strings.Contains(strings.ToUpper(banner), "FTP") && !strings.Contains(strings.ToUpper(banner), "SMTP") {
		return ports.Other
	}
	return ""
}

// stampPattern is what APOP needs in a greeting (RFC 1939 7).
var stampPattern = pattern.New(`<[!-;=?-~]+@[!-;=?-~]+>`)

func (t *talk) offer(answer []byte) *ports.Offer {
	facts := t.dialect.offer(answer)
	o := &ports.Offer{
		Mechanisms:   strings.Fields(transcript.Visible([]byte(facts["mechanisms"]))),
		Capabilities: transcript.Visible([]byte(facts["capabilities"])),
		Size:         transcript.Visible([]byte(facts["size"])),
	}
	if t.dialect.speaks == ports.POP3 && stampPattern.MatchString(t.row.Banner) {
		o.Mechanisms = append(o.Mechanisms, string(mailcore.APOP))
	}
	return o
}

// upgrade tries STARTTLS where it is offered, or where nobody could tell.
func (t *talk) upgrade() error {
	if t.row.Before != nil && !slices.Contains(strings.Split(t.row.Before.Capabilities, ", "), t.keyword()) {
		t.row.Upgrade = ports.NotOffered
		return nil
	}
	err := t.secure()
	switch {
	case t.row.Before == nil && errors.Is(err, errRefused):
		t.row.Upgrade, t.row.Reply = ports.NotOffered, ""
		return nil
	case err != nil:
		t.row.Upgrade = ports.Broken
		return err
	}
	t.row.Upgrade = ports.Works
	return t.offered(&t.row.After, t.dialect.again)
}

func (t *talk) keyword() string {
	words := strings.Fields(t.dialect.upgrade)
	return words[len(words)-1]
}

func (t *talk) secure() error {
	if _, err := t.ask(t.dialect.upgrade); err != nil {
		return err
	}
	if err := t.conn.GoAhead(); err != nil {
		return err
	}
	if err := t.handshake(t.left()); err != nil {
		return err
	}
	t.in.Reset(t.conn)
	return nil
}
