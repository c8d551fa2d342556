package sasl

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/wneessen/go-mail/smtp"
)

// maxIterations bounds the work a server may ask for: PBKDF2 cannot be
// interrupted once it has begun. Servers use 4,096 to 600,000.
const maxIterations = 600_000

// scram guards go-mail's SCRAM (RFC 5802): it limits the iterations and
// insists on the server's signature.
type scram struct {
	smtp.Auth
	proved bool
}

func (s *scram) Next(challenge []byte, more bool) ([]byte, error) {
	if err := affordable(challenge); more && err != nil {
		return nil, err
	}
	response, err := s.Auth.Next(challenge, more)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrChallenge, err)
	}
	if more && bytes.HasPrefix(challenge, []byte("v=")) {
		s.proved = true
	}
	if !more && !s.proved {
		return nil, ErrNoProof
	}
	return response, nil
}

// affordable checks the iteration count of a server-first-message.
func affordable(challenge []byte) error {
	if !bytes.HasPrefix(challenge, []byte("r=")) {
		return nil
	}
	for field := range bytes.SplitSeq(challenge, []byte(",")) {
		count, ok := bytes.CutPrefix(field, []byte("i="))
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(string(count), 10, 64)
		if err != nil || n < 1 {
			return fmt.Errorf("%w: iteration count", ErrChallenge)
		}
		if n > maxIterations {
			return fmt.Errorf("%w: %d", ErrTooCostly, n)
		}
	}
	return nil
}
