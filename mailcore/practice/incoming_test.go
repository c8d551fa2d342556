package practice_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"

	"todoku/mailcore/practice"
)

const (
	stls     = "S: +OK\nC: STLS\nS: +OK\nTLS\n"
	imapTLS  = "S: * OK\nS: STARTTLS\nC: a STARTTLS\nS: a OK\nTLS\n"
	taroUSER = "C: USER taro@practice.example\nS: +OK\nC: PASS himitsu-no-aikotoba\n"
	taroIMAP = "LOGIN taro@practice.example himitsu-no-aikotoba\n"
)

// incomingConversations show what is characteristic of each scenario of the
// receiving side on the plain port of its protocol.
var incomingConversations = map[string]string{
	"pop-no-stls":  "S: +OK\nC: STLS\nS: -ERR TLS is not supported\nC: USER taro@practice.example\nS: -ERR [AUTH] Plaintext authentication disallowed",
	"no-apop":      "S: +OK\nS! <\nC: APOP taro@practice.example 0123456789abcdef0123456789abcdef\nS: -ERR Unknown command\nC: STLS\nS: +OK\nTLS\n" + taroUSER + "S: +OK",
	"pop-password": stls + taroUSER + "S: -ERR [AUTH] Error: authentication failed\nC: AUTH PLAIN {plain}\nS: -ERR [AUTH]",
	"pop-temp":     stls + taroUSER + "S: -ERR [SYS/TEMP] Temporary authentication failure\nC: AUTH PLAIN {plain}\nS: -ERR [SYS/TEMP]",
	"in-use":       stls + taroUSER + "S: -ERR [IN-USE]\n" + taroUSER + "S: -ERR [IN-USE]\nC: AUTH PLAIN {plain}\nS: -ERR [IN-USE]\nC: USER taro@practice.example\nS: +OK\nC: PASS wrong\nS: -ERR [AUTH]",
	"uidl-missing": stls + taroUSER + "S: +OK\nC: UIDL\nS: -ERR Unknown command\nC: UIDL 1\nS: -ERR\nC: STAT\nS: +OK 0 0",

	"imap-bye":         "S: * BYE Server is down for maintenance\nS! EOF\nEND",
	"imap-preauth":     "S: * PREAUTH\nS! STARTTLS\nC: a EXAMINE INBOX\nS: * ",
	"imap-no-starttls": "S: * OK\nS! STARTTLS\nS: LOGINDISABLED\nC: a STARTTLS\nS: a NO\nC: b " + taroIMAP + "S: b NO [PRIVACYREQUIRED]",
	"login-disabled":   "S: * OK\nS: LOGINDISABLED\nS! AUTH=\nC: x " + taroIMAP + "S: x NO [PRIVACYREQUIRED]\nC: y AUTHENTICATE PLAIN {plain}\nS: y NO [PRIVACYREQUIRED]\nC: a STARTTLS\nS: a OK\nTLS\nC: b " + taroIMAP + "S: b OK",
	"imap-disabled":    imapTLS + "C: b " + taroIMAP + "S: b NO [AUTHENTICATIONFAILED] IMAP is disabled\nC: c AUTHENTICATE PLAIN {plain}\nS: c NO [AUTHENTICATIONFAILED] IMAP is disabled",
}

// byName returns the scenario of that name.
func byName(t *testing.T, name string) practice.Scenario {
	t.Helper()
	i := slices.IndexFunc(practice.Scenarios, func(sc practice.Scenario) bool { return sc.Name == name })
	if i < 0 {
		t.Fatalf("no scenario %q", name)
	}
	return practice.Scenarios[i]
}

func TestIncomingConversations(t *testing.T) {
	for name, script := range incomingConversations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, scenario(name))
			port := map[string]int{"pop3": s.POP3, "imap": s.IMAP}[byName(t, name).Protocol]
			dial(t, s, port).through(script)
		})
	}
}

// A fault of one protocol leaves the others in order, so that mail can be sent
// to see it.
func TestFaultsKeepToTheirProtocol(t *testing.T) {
	for name := range incomingConversations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, scenario(name))
			if err := send(t, s, s.Accounts[1].Address); err != nil {
				t.Errorf("sending: %v", err)
			}
			if byName(t, name).Protocol == "imap" {
				if got := byPOP(t, s); !strings.HasSuffix(got, mail) {
					t.Errorf("POP3 shows %q", got)
				}
			} else if got := byIMAP(t, s); !strings.HasSuffix(got, mail) {
				t.Errorf("IMAP shows %q", got)
			}
		})
	}
}

func TestSides(t *testing.T) {
	for _, sc := range practice.Scenarios {
		protocols := map[string][]string{"outgoing": {""}, "incoming": {"", "pop3", "imap"}}[sc.Side]
		if !slices.Contains(protocols, sc.Protocol) {
			t.Errorf("%s shows side %q of %q", sc.Name, sc.Side, sc.Protocol)
		}
		if _, sending := conversations[sc.Name]; sending && sc.Side != "outgoing" {
			t.Errorf("%s shows side %q", sc.Name, sc.Side)
		}
	}
}

func TestWhatPOP3CanDo(t *testing.T) {
	for name, missing := range map[string]string{"ok": "", "uidl-missing": "UIDL", "pop-no-stls": "STLS"} {
		s := start(t, scenario(name))
		k := dial(t, s, s.POP3)
		k.hear()
		got := k.lines("CAPA")
		for _, can := range []string{"TOP", "UIDL", "STLS", "RESP-CODES"} {
			if slices.Contains(got, can) != (can != missing) {
				t.Errorf("%s: CAPA gave %q", name, got)
			}
		}
	}
}

func TestPreauthIsForCleartextOnly(t *testing.T) {
	s := start(t, scenario("imap-preauth"))
	k := dial(t, s, s.IMAPS)
	k.through("TLS\nS: * OK\nC: a EXAMINE INBOX\nS: a BAD")
	s = start(t, practice.Options{Scenario: "imap-preauth", Accounts: []practice.Account{}})
	dial(t, s, s.IMAP).through("S: * OK")
}

func TestFolders(t *testing.T) {
	s := start(t, practice.Options{})
	c := imapLogin(t, s)
	for name, o := range map[string]*imap.ListOptions{
		"plain": nil, "special": {SelectSpecialUse: true}, "return": {ReturnSpecialUse: true}, "subscribed": {SelectSubscribed: true},
		"status": {ReturnStatus: &imap.StatusOptions{NumMessages: true}},
	} {
		list, err := c.List("", "*", o).Collect()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range list {
			if f.Mailbox == "Junk" != slices.Contains(f.Attrs, imap.MailboxAttrJunk) || name == "status" && f.Status == nil {
				t.Errorf("%s: %+v", name, f)
			}
			got = append(got, f.Mailbox)
		}
		want := []string{"INBOX", "Junk"}
		if name == "special" {
			want = want[1:]
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if list, err := c.List("", "INB%", nil).Collect(); err != nil || len(list) != 1 {
		t.Errorf("a pattern: %+v, %v", list, err)
	}
	if !c.Caps().Has(imap.CapSpecialUse) {
		t.Error("SPECIAL-USE is not offered")
	}
}

func TestFoldersAreFixed(t *testing.T) {
	s := start(t, practice.Options{})
	login := imapTLS + "C: b " + taroIMAP + "S: b OK\n"
	dial(t, s, s.IMAP).through(login + "C: c LIST \"\" \"\"\nS: * LIST (\\Noselect) \"/\" \"\"")
	dial(t, s, s.IMAP).through(login + "C: c APPEND Junk {1+}\nC: x\nS: c OK")
	for _, command := range []string{"CREATE x", "DELETE Junk", "RENAME Junk x", "UNSUBSCRIBE Junk", "COPY 1 INBOX", "MOVE 1 INBOX"} {
		k := dial(t, s, s.IMAP)
		k.through(login)
		for k.say("c SELECT Junk"); !strings.HasPrefix(k.hear(), "c OK"); {
		}
		k.through("C: d " + command + "\nS: d NO [CANNOT]")
	}
}
