package practice

import (
	"cmp"
	"crypto/rand"
	"slices"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// A service is the server as one protocol shows it.
type service struct {
	*Server
	Scenario Scenario // hides that of the server
}

func (s *Server) service(protocol string) service {
	return service{s, s.Scenario.on(protocol)}
}

// judged returns the accounts as the scenario lets them log in: a denied login
// fails like one with a wrong password, by the same way.
func (s service) judged() []Account {
	accounts := slices.Clone(s.Accounts)
	for i := range accounts {
		if s.Scenario.deny >= denyPassword {
			accounts[i].Password = rand.Text()
		}
		if s.Scenario.deny >= denyAll {
			accounts[i].Token = rand.Text()
		}
	}
	return accounts
}

// denial is what SMTP says to a failed login.
func (s service) denial() *smtp.SMTPError {
	return reply(cmp.Or(s.Scenario.reply[atAuth], replyAuthFailed))
}

// mechanism returns the mechanism of that name if the scenario has it.
func (s service) mechanism(name string) (mechanism, bool) {
	i := slices.IndexFunc(mechanisms, func(m mechanism) bool { return m.name == name })
	if i < 0 || s.Scenario.mechanisms != nil && !slices.Contains(s.Scenario.mechanisms, name) {
		return mechanism{}, false
	}
	return mechanisms[i], true
}

// offered lists the mechanisms for a connection.
func (s service) offered(secure bool) []string {
	var names []string
	for _, m := range mechanisms {
		if _, ok := s.mechanism(m.name); ok && (secure || s.Scenario.plaintext || !m.plaintext) {
			names = append(names, m.name)
		}
	}
	return names
}

// login begins an exchange. It calls proved when it succeeds, and puts a
// failure, [errDenied] or [errMalformed], into the words of the protocol.
func (s service) login(m mechanism, words func(error) error, proved func(Account)) sasl.Server {
	a := &attempt{accounts: s.judged()}
	return &exchange{m.begin(a), words, func() { proved(a.proved) }}
}
