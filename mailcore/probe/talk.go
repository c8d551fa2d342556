package probe

import (
	"bufio"
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"todoku/mailcore/ports"

	"todoku/mailcore/steps"
	"todoku/mailcore/transcript"
	"todoku/mailcore/wire"
)

// A talk is the conversation on one connection, written into a row.
type talk struct {
	look
	conn    *wire.Conn
	in      *bufio.Reader
	dialect *dialect
	row     *ports.Row
	over    time.Time // when our time is up
}

// What a server can do wrong before a login.
var (
	errRefused = errors.New("server refused")
	errStrange = errors.New("server speaks no protocol of mail")
)

// converse goes as far as one can without a login.
func (t *talk) converse(implicit bool) error {
	if implicit {
		if err := t.handshake(t.patience()); err != nil {
			return err
		}
	}
	if err := t.greeting(); err != nil {
		return err
	}
	if implicit {
		return t.offered(&t.row.After, t.dialect.asks)
	}
	if err := t.offered(&t.row.Before, t.dialect.asks); err != nil {
		return err
	}
	return t.upgrade()
}

// patience leaves time to try it the other way.
func (t *talk) patience() time.Duration { return max(time.Until(t.over)/2, time.Millisecond) }

func (t *talk) left() time.Duration { return max(time.Until(t.over), time.Millisecond) }

// begin starts a step, and keeps the record of the one before.
func (t *talk) begin(limit time.Duration) {
	t.row.Lines = append(t.row.Lines, t.conn.Lines()...)
	t.conn.BeginFor(limit)
}

func (t *talk) handshake(limit time.Duration) error {
	t.begin(limit)
	state, err := t.conn.TLS(t.ctx, &tls.Config{ServerName: t.host, InsecureSkipVerify: true})
	if err != nil {
		return err
	}
	t.conn.Note(tls.VersionName(state.Version) + " " + tls.CipherSuiteName(state.CipherSuite))
	facts, err := steps.JudgeCertificate(state, t.host, t.options.Roots, t.options.now())
	for name, value := range facts {
		facts[name] = transcript.Visible([]byte(value))
	}
	t.row.Security = &ports.Security{
		Version: tls.VersionName(state.Version), Cipher: tls.CipherSuiteName(state.CipherSuite),
		Verified: err == nil, Fault: steps.FaultOf(err), Certificate: facts,
	}
	return nil
}

// greeting finds out from the first line what the server speaks.
func (t *talk) greeting() error {
	t.begin(t.patience())
	t.in = bufio.NewReader(t.conn)
	line, err := t.in.ReadString('\n')
	heard := t.conn.Heard()
	t.row.Speaks, t.dialect = speech(heard), dialectOf(heard)
	t.row.Banner = t.visible(heard)
	switch {
	case t.row.Speaks == "" && err != nil:
		return err
	case t.dialect == nil:
		return errStrange
	case err == nil && !t.dialect.ends("", strings.TrimRight(line, "\r\n")):
		err = t.rest("")
	}
	heard = t.conn.Heard()
	t.row.Banner = t.visible(heard)
	if err == nil && !t.dialect.welcomes.Match(heard) {
		t.row.Reply = t.row.Banner
		return errRefused
	}
	return err
}

// MaxBanner bounds what is kept of a server's words, in characters: about one
// line of SMTP (512 bytes, RFC 5321 4.5.3.1.5).
const MaxBanner = 500

func (t *talk) visible(heard []byte) string {
	text := []rune(strings.TrimSpace(strings.ReplaceAll(t.conn.Clean(heard), `\x0d`, "")))
	if len(text) > MaxBanner {
		return string(text[:MaxBanner]) + "…"
	}
	return string(text)
}

// rest reads the remaining lines of an answer.
func (t *talk) rest(command string) error {
	for {
		line, err := t.in.ReadString('\n')
		if err != nil {
			return err
		}
		if t.dialect.ends(command, strings.TrimRight(line, "\r\n")) {
			return nil
		}
	}
}

// ask sends a command. It returns the answer, and an error where that is no.
func (t *talk) ask(command string) ([]byte, error) {
	t.begin(t.left())
	if _, err := fmt.Fprintf(t.conn, "%s\r\n", strings.ReplaceAll(command, "NAME", t.name())); err != nil {
		return nil, err
	}
	if err := t.rest(command); err != nil {
		return nil, err
	}
	answer := t.conn.Heard()
	if !t.dialect.agrees(command, answer) {
		t.row.Reply = t.visible(answer)
		return answer, errRefused
	}
	return answer, nil
}

// name is what we call ourselves (RFC 5321 4.1.3).
func (t *talk) name() string {
	local, err := netip.ParseAddr(addressOf(t.conn.LocalAddr()))
	switch local = local.WithZone("").Unmap(); {
	case t.options.HELO != "" && !strings.ContainsAny(t.options.HELO, "\r\n"):
		return t.options.HELO
	case err != nil:
		return "localhost"
	case local.Is6():
		return "[IPv6:" + local.String() + "]"
	}
	return "[" + local.String() + "]"
}

// truth is why a conversation really ended.
func (t *talk) truth(err error) error {
	if err == nil || errors.Is(err, errRefused) || errors.Is(err, errStrange) {
		return err
	}
	return cmp.Or(t.conn.Cause(), err)
}

// leave says goodbye, but does not wait for an answer.
func (t *talk) leave() {
	if t.dialect != nil && t.conn.Cause() == nil {
		t.begin(t.left())
		fmt.Fprintf(t.conn, "%s\r\n", t.dialect.leaves)
	}
	t.row.Lines = append(t.row.Lines, t.conn.Lines()...)
	t.conn.Close()
}
