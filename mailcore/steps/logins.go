package steps

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
)

// maxLogins is how often one account may be tried in one run, and refused in all
// ways of it together: servers lock accounts.
const maxLogins = 3

// logins are what the ways of a test know of each other's logins.
type logins struct {
	denied  map[string]int    // refusals by account
	answers map[login]refusal // no error where it was let in
	last    map[login]refusal // by side and account alone
}

// A login is what a server answers alike, however often it is asked.
type login struct {
	side      mailcore.Side
	user      string
	method    mailcore.AuthMethod
	encrypted bool
}

func newLogins() *logins {
	return &logins{map[string]int{}, map[login]refusal{}, map[login]refusal{}}
}

// learn keeps what a server said of an account: not that it broke off, which
// may be otherwise next time.
func (l *logins) learn(of login, said refusal, fault mailcore.Fault) {
	if said.err != nil && !unjudged(said.reply) {
		l.denied[of.user]++
		l.last[login{side: of.side, user: of.user}] = said
	}
	if said.err == nil || fault == mailcore.Replied && strings.HasPrefix(said.reply, "5") {
		l.answers[of] = said
	}
}

// judged tells who wants to know how a server answered to an account.
func (r *run) judged(user string, said refusal, fault mailcore.Fault) {
	host, _, _, _ := r.plan.Profile.Endpoint(r.result.Side)
	of := mailcore.Login{Host: host, User: user}
	switch {
	case r.tester.Judged == nil:
	case said.err == nil:
		r.tester.Judged(of, true)
	case fault == mailcore.Replied && denies(said.reply):
		r.tester.Judged(of, false)
	}
}

// denies reports whether a refusal is about the account and for good: a server
// whose list of users is away for a moment locks nobody out.
func denies(reply string) bool {
	said := mailcore.ParseReply(reply)
	return !unasked(reply) && (said.Code >= 500 || said.Code == 0 && !closed.MatchString(reply))
}

// unasked reports whether a server has not looked at an account: it did not know
// the command, or wants something else first, such as TLS (530, 538).
func unasked(reply string) bool {
	first := slices.Contains([]int{530, 538}, mailcore.ParseReply(reply).Code) && !credentialWords.MatchString(reply)
	return first || unjudged(reply)
}

// Logins lists the accounts that the plan logs in with, each once.
func (p Plan) Logins() []mailcore.Login {
	var all []mailcore.Login
	for _, way := range append([]Plan{p}, p.others...) {
		for _, row := range way.rows {
			host, _, user, _ := way.Profile.Endpoint(row.side)
			if of := (mailcore.Login{Host: host, User: user}); row.step == mailcore.Authorize && !slices.Contains(all, of) {
				all = append(all, of)
			}
		}
	}
	return all
}

func (r *run) loginOf(user string, method mailcore.AuthMethod) login {
	return login{r.result.Side, user, method, r.link(r.result.Side).conn.Encrypted()}
}

// refused returns the refusal of a method where that is known, or the last one
// where the account was refused so often that nobody asks again; else nil.
func (r *run) refused(user string, method mailcore.AuthMethod) *refusal {
	of := r.loginOf(user, method)
	if said, known := r.logins.answers[of]; known {
		if said.err == nil {
			return nil
		}
		return &said
	}
	if r.logins.denied[user] < r.most() {
		return nil
	}
	if said, ok := r.logins.last[login{side: of.side, user: user}]; ok {
		return &said
	}
	return nil
}

// recall gives a step what the server said before, and returns it in short.
func (r *run) recall(said refusal) string {
	r.fact("method", string(said.method))
	r.result.Reply = r.clean(said.reply)
	r.notePassword(said)
	return string(said.method) + ": " + r.outcome(said)
}

// mayTry reports whether an account may be tried once more.
func (r *run) mayTry(user string) bool {
	return r.attempts[user] < r.most() && r.logins.denied[user] < r.most()
}

func (r *run) most() int { return cmp.Or(r.tester.Most, maxLogins) }
