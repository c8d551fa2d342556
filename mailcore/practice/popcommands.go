package practice

import (
	"io"
	"slices"
	"strings"
)

// A popCommand is one command and the state in which it may be given.
type popCommand struct {
	unproved, proved bool // before the login only; after it only
	run              func(t *popSession, arg string) error
}

var popCommands = map[string]popCommand{
	"CAPA": {false, false, (*popSession).capa},
	"QUIT": {false, false, (*popSession).quitNow},
	"STLS": {true, false, (*popSession).stls},
	"USER": {true, false, (*popSession).userName},
	"PASS": {true, false, (*popSession).pass},
	"APOP": {true, false, (*popSession).apop},
	"AUTH": {true, false, (*popSession).auth},
	"STAT": {false, true, (*popSession).stat},
	"LIST": {false, true, (*popSession).listing},
	"UIDL": {false, true, (*popSession).uidl},
	"RETR": {false, true, (*popSession).retr},
	"TOP":  {false, true, (*popSession).top},
	"DELE": {false, true, (*popSession).dele},
	"RSET": {false, true, (*popSession).rset},
	"NOOP": {false, true, (*popSession).noop},
}

// capa lists what the server can do now (RFC 2449).
func (t *popSession) capa(string) error {
	return t.lines("Capability list follows", func(w io.Writer) {
		_, _ = io.WriteString(w, "TOP\n")
		if !t.lacks("UIDL") {
			_, _ = io.WriteString(w, "UIDL\n")
		}
		_, _ = io.WriteString(w, "RESP-CODES\nAUTH-RESP-CODE\nPIPELINING\n")
		if !t.secure() && !t.server.Scenario.noSTARTTLS {
			_, _ = io.WriteString(w, "STLS\n")
		}
		if t.passwordAllowed() {
			_, _ = io.WriteString(w, "USER\n")
		}
		if names := t.server.offered(t.secure()); len(names) > 0 {
			_, _ = io.WriteString(w, "SASL "+strings.Join(names, " ")+"\n")
		}
	})
}

// stls begins TLS.
func (t *popSession) stls(string) error {
	switch {
	case t.secure():
		return t.err("TLS is already on")
	case t.server.Scenario.noSTARTTLS:
		return t.err("TLS is not supported")
	}
	return t.upgrade()
}

func (t *popSession) noop(string) error { return t.ok("Nothing done") }

// quitNow ends the session, and deletes what was marked.
func (t *popSession) quitNow(string) error {
	t.quit = true
	if t.box != nil && len(t.deleted) > 0 {
		if err := t.box.remove(slices.Clone(t.deleted)); err != nil {
			return t.err("[SYS/TEMP] Some messages were not deleted")
		}
	}
	return t.ok("Bye")
}
