package sasl

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/wneessen/go-mail/smtp"
)

// How much work a server may ask for. PBKDF2 cannot be interrupted once it has
// begun, and with little of it whoever sees the proof guesses the password.
// Servers use 4,096 to 600,000.
const (
	maxIterations = 600_000
	minIterations = 1_000
)

// scram guards go-mail's SCRAM (RFC 5802): it limits the iterations, and
// insists on the server's signature and on our nonce in the server's.
type scram struct {
	smtp.Auth
	nonce      []byte // ours
	iterations int    // that the server asked for; 0 until then
	answered   bool   // the server has our proof
	proved     bool
}

// Iterations returns how many a server of SCRAM asked for, 0 where a is
// another mechanism or did not come that far.
func Iterations(a smtp.Auth) int {
	if s, ok := a.(*scram); ok {
		return s.iterations
	}
	return 0
}

func (s *scram) Next(challenge []byte, more bool) ([]byte, error) {
	switch {
	case !more && !s.proved:
		return nil, ErrNoProof
	case !more:
		return nil, nil
	}
	if err := s.judge(challenge); err != nil {
		return nil, err
	}
	if s.answered && bytes.HasPrefix(challenge, []byte("e=")) { // its refusal follows (RFC 5802 7)
		return []byte{}, nil
	}
	response, err := s.Auth.Next(challenge, true)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", s.fault(challenge), err)
	}
	s.take(challenge, response)
	return response, nil
}

// fault is what it means that go-mail cannot take a challenge.
func (s *scram) fault(challenge []byte) error {
	if bytes.HasPrefix(challenge, []byte("v=")) {
		return ErrImpostor
	}
	return ErrChallenge
}

// take follows how far the exchange has come.
func (s *scram) take(challenge, response []byte) {
	first, again := bytes.CutPrefix(response, []byte("n,,"))
	switch {
	case again:
		s.nonce, _ = field(first, "r=")
		s.answered, s.proved = false, false
	case bytes.HasPrefix(challenge, []byte("v=")):
		s.proved = true
	default:
		s.answered = true
	}
}

// judge looks at what the server says before anything is computed or said. A
// signature before our proof is one that anybody can make.
func (s *scram) judge(challenge []byte) error {
	if !s.answered && bytes.HasPrefix(challenge, []byte("v=")) {
		return fmt.Errorf("%w: signature before the proof", ErrImpostor)
	}
	nonce, ok := bytes.CutPrefix(challenge, []byte("r="))
	if !ok {
		return nil
	}
	if nonce, _, _ = bytes.Cut(nonce, []byte(",")); !bytes.HasPrefix(nonce, s.nonce) || len(nonce) == len(s.nonce) {
		return fmt.Errorf("%w: nonce", ErrImpostor)
	}
	count, ok := field(challenge, "i=")
	if !ok {
		return nil
	}
	n, err := strconv.ParseInt(string(count), 10, 64)
	switch {
	case errors.Is(err, strconv.ErrSyntax):
		return fmt.Errorf("%w: iteration count", ErrChallenge)
	case n > maxIterations:
		return fmt.Errorf("%w: %d", ErrTooCostly, n)
	}
	if s.iterations = int(n); n < minIterations {
		return fmt.Errorf("%w: %d", ErrTooWeak, n)
	}
	return nil
}

// field returns the value of an attribute of a SCRAM message.
func field(message []byte, name string) ([]byte, bool) {
	for part := range bytes.SplitSeq(message, []byte(",")) {
		if value, ok := bytes.CutPrefix(part, []byte(name)); ok {
			return value, true
		}
	}
	return nil, false
}
