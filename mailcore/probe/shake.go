package probe

import (
	"context"
	"crypto/tls"
	"errors"

	"todoku/mailcore/ports"

	"todoku/mailcore"
)

// A handshakeError is one of the handshake itself, not of the way to it.
type handshakeError struct{ err error }

func (e *handshakeError) Error() string { return "handshake: " + e.err.Error() }
func (e *handshakeError) Unwrap() error { return e.err }

func isHandshake(err error) bool {
	_, ok := errors.AsType[*handshakeError](err)
	return ok
}

// shake makes one connection and offers one version with some suites. It
// returns the suite that the server chose.
func (l look) shake(port int, e mailcore.Encryption, version uint16, suites []uint16) (uint16, error) {
	timed, cancel := context.WithTimeout(l.ctx, l.options.once())
	defer cancel()
	l.timed = timed
	raw, err := l.reach(port)
	if err != nil {
		return 0, err
	}
	t := l.newTalk(raw, &ports.Row{})
	defer t.conn.Close()
	if err := t.prepare(e); err != nil {
		return 0, t.truth(err)
	}
	t.begin(t.left())
	state, err := t.conn.TLS(l.ctx, &tls.Config{
		ServerName: l.host, InsecureSkipVerify: true, // only the handshake counts: nothing is said afterwards
		MinVersion: version, MaxVersion: version, CipherSuites: suites,
	})
	if err != nil {
		return 0, &handshakeError{t.truth(err)}
	}
	return state.CipherSuite, nil
}

// prepare goes as far as the go-ahead for STARTTLS.
func (t *talk) prepare(e mailcore.Encryption) error {
	if e != mailcore.STARTTLS {
		return nil
	}
	if err := t.greeting(); err != nil {
		return err
	}
	if err := t.offered(&t.row.Before, t.dialect.asks); err != nil {
		return err
	}
	if _, err := t.ask(t.dialect.upgrade); err != nil {
		return err
	}
	return t.conn.GoAhead()
}
