package sasl

import (
	"fmt"

	"github.com/Azure/go-ntlmssp"
	"github.com/wneessen/go-mail/smtp"
)

// ntlm is NTLMv2 as Exchange speaks it in SMTP (MS-SMTPNTLM). The user may be
// DOMAIN\user or user@domain.
type ntlm struct {
	user, password string
	answered       bool
}

func (a *ntlm) Start(*smtp.ServerInfo) (string, []byte, error) {
	hello, err := ntlmssp.NewNegotiateMessage("", "")
	a.answered = false
	return "NTLM", hello, err
}

func (a *ntlm) Next(challenge []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	if a.answered {
		return nil, fmt.Errorf("%w: one too many", ErrChallenge)
	}
	a.answered = true
	response, err := ntlmssp.NewAuthenticateMessage(challenge, a.user, a.password, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrChallenge, err)
	}
	return response, nil
}
