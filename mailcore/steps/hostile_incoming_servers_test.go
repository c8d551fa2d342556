package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"todoku/mailcore"
)

// incomingFoes are servers of POP3 and IMAP that stall, tear, inject and lie.
var incomingFoes = slices.Concat([]attack{
	{"+OK and then nothing", popIn, foe{on: on("STAT", both(send("+OK"), hang))}, "server-slow", ""},
	{"+OK to UIDL and then nothing", popIn, foe{on: on("UIDL", say("+OK", hang))}, "server-slow", ""},
	{"STAT without numbers", popIn, foe{on: on("STAT", say("+OK many"))}, "reply-malformed", "+OK many"},
	{"STAT below zero", popIn, foe{on: on("STAT", say("+OK -1 -1"))}, "reply-malformed", ""},
	{"STAT of bytes below zero", popIn, foe{on: on("STAT", say("+OK 1 -1"))}, "reply-malformed", ""},
	{"STAT beyond numbers", popIn, foe{on: on("STAT", say("+OK 99999999999999999999 1"))}, "reply-malformed", ""},
	{"STAT of bytes beyond numbers", popIn, foe{on: on("STAT", say("+OK 1 99999999999999999999"))}, "reply-malformed", ""},
	{"STAT of very many", popTrip, foe{on: on("STAT", say("+OK 9223372036854775807 9223372036854775807"))}, "perm-5xx", "-ERR no such message"},
	{"UIDL of message -1", popIn, foe{on: on("UIDL", say("+OK\r\n-1 a\r\n."))}, "reply-malformed", ""},
	{"UIDL of message 0", popIn, foe{on: on("UIDL", say("+OK\r\n0 a\r\n."))}, "reply-malformed", ""},
	{"UIDL beyond numbers", popIn, foe{on: on("UIDL", say("+OK\r\n99999999999999999999 a\r\n."))}, "reply-malformed", ""},
	{"UIDL of a message that is not there", popOld, foe{on: on("UIDL", say("+OK\r\n2147483647 a\r\n."))}, "perm-5xx", "-ERR no such message"},
	{"UIDL without an ID", popIn, foe{on: on("UIDL", say("+OK\r\n1\r\n."))}, "reply-malformed", ""},
	{"UIDL of dots", popIn, foe{on: on("UIDL", say("+OK\r\n..\r\n..x\r\n."))}, "reply-malformed", ""},
	{"UIDL cut short", popIn, foe{on: on("UIDL", both(say("+OK\r\n1 a"), send("2 "), hangUp))}, "unexplained-closed", ""},
	{"UIDL byte by byte", popIn, foe{on: on("UIDL", both(say("+OK"), slowly(strings.Repeat("1 a\r\n", 20))))}, "server-slow", ""},
	{"UIDL twice", popIn, foe{on: on("UIDL", say("+OK\r\n1 a\r\n.\r\n+OK\r\n1 a\r\n."))}, "reply-malformed", ""},
	{"UIDL refused in colour", popIn, foe{on: on("UIDL", say("-ERR \x1b[31mno\x07 \u202e"))}, "uidl-missing", `-ERR \x1b[31mno\x07 \u202e`},
	{"UIDL by an empty line", popIn, foe{on: on("UIDL", say("\r\n."))}, "reply-malformed", ""},
	{"continuation instead of STAT", popIn, foe{on: on("STAT", say("+ go on"))}, "reply-malformed", ""},
	{"LIST of sizes beyond numbers", popIn + "in-size 1\n", foe{on: on("LIST", say("+OK\r\n1 -5\r\n2 99999999999999999999\r\n3 x\r\n."))}, "reply-malformed", ""},
	{"LIST of more than sizes", popIn + "in-size 1\n", foe{on: on("LIST", say("+OK\r\n1 5 <a@b> x\r\n."))}, "plaintext-used", ""},
	{"TOP refused", popOld, foe{on: on("TOP", say("-ERR no TOP here"))}, "perm-5xx", "-ERR no TOP here"},
	{"TOP cut short", popOld, foe{on: on("TOP", both(say("+OK\r\nSubject: "+marker), send("X"), hangUp))}, "unexplained-closed", ""},
	{"TOP with nothing in it", popOld, foe{on: on("TOP", say("+OK\r\n."))}, "plaintext-used", ""},
	{"TOP that lies about dots", popOld, foe{on: on("TOP", say("+OK\r\n.Subject: "+marker+"\r\n...\r\n.\r\n+OK evil"))}, "plaintext-used", ""},
	{"RETR refused", popTrip, foe{on: on("RETR", say("-ERR not for you"))}, "perm-5xx", "-ERR not for you"},
	{"RETR cut short", popTrip, foe{on: on("RETR", both(say("+OK\r\nSubject: x"), hangUp))}, "unexplained-closed", ""},
	{"RETR that lies about dots", popTrip, foe{on: on("RETR", say("+OK\r\nSubject: x\r\n\r\n.\r\n.\r\nmore\r\n."))}, "plaintext-used", ""},
	{"RETR of garbage", popTrip, foe{on: on("RETR", say("+OK\r\n\x00\xff\xfe\r\n: :\r\n\r\n\x1b[2J\r\n."))}, "plaintext-used", ""},
	{"POP refusal in colour", popIn, foe{on: on("PASS", say("-ERR \x1b[31mno\x07 \u202e"))}, "auth-fail", `-ERR \x1b[31mno\x07 \u202e`},
	{"POP echo at the login", popIn, foe{on: on("PASS", echoCoded)}, "auth-fail", ""},
	{"POP echo behind the login", popIn, foe{on: on("STAT", echoCoded)}, "perm-5xx", ""},
	{"POP echo at UIDL", popIn, foe{on: on("UIDL", echoCoded)}, "uidl-missing", ""},
	{"POP echo in praise", popIn, foe{on: on("STAT", say("+OK 1 1 himitsu-1 aGltaXRzdS0x AHRhcm8AaGltaXRzdS0x"))}, "plaintext-used", ""},
	{"POP injection", popUnder, foe{on: on("STLS", say("+OK\r\n+OK evil", startTLS))}, "starttls-injected", ""},
	{"POP injection later", popUnder, foe{on: on("STLS", say("+OK", afterHello("+OK evil\r\n")))}, "starttls-injected", ""},
	{"POP that forgets STLS", popUnder, foe{on: on("CAPA", say("+OK\r\nUSER\r\n."))}, "starttls-unsupported", ""},
	{"APOP with a forged timestamp", "scope receive\nin pop3 none APOP\n", foe{on: on("", say("+OK <a b@c> <@x> <\x80@x>"))}, "apop-unsupported", ""},

	{"IMAP farewell for a greeting", imapIn, foe{on: on("", say("* BYE \x1b[31mno", hangUp))}, "imap-bye", `* BYE \x1b[31mno`},
	{"PREAUTH", imapIn, foe{on: on("", say("* PREAUTH welcome"))}, "imap-preauth", ""},
	{"PREAUTH before TLS", imapUnder, foe{on: on("", say("* PREAUTH welcome"))}, "imap-preauth", ""},
	{"IMAP greeting that says NO", imapIn, foe{on: on("", say("* NO"))}, "not-mail-server", ""},
	{"IMAP port that speaks POP", imapIn, foe{on: on("", say("+OK ready"))}, "port-pop3", ""},
	{"IMAP port that speaks SMTP", imapIn, foe{on: on("", say("220 mx"))}, "port-smtp", ""},
	{"IMAP greeting of empty lines", imapIn, foe{on: on("", say("\r\n\r\n"))}, "not-mail-server", ""},
	{"IMAP greeting of NULs", imapIn, foe{on: on("", say("\x00* OK ready"))}, "not-mail-server", ""},
	{"IMAP greeting byte by byte", imapIn, foe{on: on("", slowly("* OK this is a server that likes to take its time"))}, "server-silent", ""},
	{"tag of another command", imapIn, foe{on: on("CAPABILITY", say("A9 OK done\r\nA10 OK done", hang))}, "server-slow", ""},
	{"tag of another command behind the login", imapIn, foe{on: on("EXAMINE", say("T99 OK done", hang))}, "reply-malformed", ""},
	{"no capabilities at all", imapIn, foe{on: on("CAPABILITY", done(""))}, "plaintext-used", ""},
	{"CAPABILITY refused", imapIn, foe{on: on("CAPABILITY", answers("", "BAD what?"))}, "perm-5xx", "BAD what?"},
	{"CAPABILITY by a continuation", imapIn, foe{on: on("CAPABILITY", say("+ go on", hang))}, "server-slow", ""},
	{"LOGIN disabled for PLAIN", "scope receive\nin imap none PLAIN\n", foe{on: on("CAPABILITY", done("* CAPABILITY IMAP4rev1 LOGINDISABLED"))}, "auth-not-offered", ""},
	{"answers before being asked", imapIn, foe{on: on("", say("* OK ready\r\nA1 OK done\r\nT1 OK done\r\nT2 OK done\r\nT3 OK done", hang))}, "reply-malformed", ""},
	{"untagged data before STARTTLS", imapUnder, foe{on: on("STARTTLS", answers("* CAPABILITY IMAP4rev1 AUTH=PLAIN", "OK go", startTLS))}, "starttls-injected", ""},
	{"injection behind STARTTLS", imapUnder, foe{on: on("STARTTLS", answers("", "OK go\r\n* OK evil", startTLS))}, "starttls-injected", ""},
	{"injection behind STARTTLS later", imapUnder, foe{on: on("STARTTLS", done("", afterHello("* OK evil\r\n")))}, "starttls-injected", ""},
	{"STARTTLS missing", imapUnder, foe{on: on("CAPABILITY", done("* CAPABILITY IMAP4rev1 AUTH=PLAIN"))}, "starttls-unsupported", ""},
	{"STARTTLS refused", imapUnder, foe{on: on("STARTTLS", answers("", "NO not today"))}, "starttls-unsupported", ""},
	{"IMAP refusal in colour", imapIn, foe{on: on("LOGIN", answers("", "NO \x1b[31mno\x07 \u202e"))}, "auth-fail", `NO \x1b[31mno\x07 \u202e`},
	{"IMAP echo at the login", imapIn, foe{on: on("LOGIN", echoCoded)}, "auth-fail", ""},
	{"IMAP echo behind the login", imapIn, foe{on: on("EXAMINE", echoCoded)}, "perm-5xx", ""},
	{"IMAP echo in PLAIN", "scope receive\nin imap none PLAIN\n", foe{on: on("AUTH", echoCoded)}, "auth-fail", ""},
	{"continuation out of the blue at the login", imapIn, foe{on: on("LOGIN", say("+ go on", hang))}, "reply-malformed", ""},
	{"continuation out of the blue", imapIn, foe{on: on("EXAMINE", say("+ go on", hang))}, "reply-malformed", ""},
	{"challenges without end", "scope receive\nin imap none CRAM-MD5\n", foe{on: map[string]move{"AUTHENTICATE": challenge("eA=="), "AUTH": challenge("eA==")}}, "challenge-malformed", ""},
	{"challenge that is no base64", "scope receive\nin imap none CRAM-MD5\n", foe{on: on("AUTHENTICATE", challenge("???"))}, "challenge-malformed", ""},
	{"farewell behind the login", imapIn, foe{on: on("EXAMINE", say("* BYE shutting down", hangUp))}, "imap-bye", "* BYE shutting down"},
	{"farewell that does not leave", imapIn, foe{on: on("EXAMINE", say("* BYE shutting down", hang))}, "imap-bye", "* BYE shutting down"},
	{"farewell at the login", imapIn, foe{on: on("LOGIN", say("* BYE [CONTACTADMIN] login failed", hang))}, "imap-contact-admin", "* BYE [CONTACTADMIN] login failed"},
	{"farewell right behind the login", imapIn, foe{on: on("LOGIN", both(done("* OK [ALERT] soon"), say("* BYE enough", hang)))}, "imap-bye", "* BYE enough"},
	{"farewell at STARTTLS", imapUnder, foe{on: on("STARTTLS", say("* BYE enough", hang))}, "imap-bye", "* BYE enough"},
	{"farewell at CAPABILITY", imapIn, foe{on: on("CAPABILITY", say("* BYE enough", hang))}, "imap-bye", "* BYE enough"},
	{"farewell within a mail", imapTrip, foe{on: on("FETCH", done("* 2 FETCH (UID 2 BODY[] {11}\r\nX: y\r\n* BYE)"))}, "plaintext-used", ""},
	{"warning before success", imapIn, foe{on: on("EXAMINE", done("* 1 EXISTS\r\n* NO nearly full"))}, "plaintext-used", ""},
	{"EXAMINE refused", imapIn, foe{on: on("EXAMINE", answers("", "NO no INBOX"))}, "perm-5xx", "NO no INBOX"},
	{"unknown data", imapIn, foe{on: on("EXAMINE", done("* XYZZY 1"))}, "reply-malformed", ""},
	{"messages beyond numbers", imapIn, foe{on: on("EXAMINE", done("* 99999999999 EXISTS"))}, "reply-malformed", ""},
	{"messages below zero", imapIn, foe{on: on("EXAMINE", done("* -1 EXISTS"))}, "reply-malformed", ""},
	{"messages that come and go", imapIn, foe{on: on("EXAMINE", done("* 1 EXISTS\r\n* 1 EXPUNGE\r\n* 1 EXPUNGE\r\n* 0 EXPUNGE\r\n* 5 RECENT"))}, "plaintext-used", ""},
	{"line of 12,000 bytes", imapIn, foe{on: on("EXAMINE", done("* OK "+strings.Repeat("x", 12_000)))}, "plaintext-used", ""},
	{"line of 13,000 bytes", imapIn, foe{on: on("EXAMINE", done("* OK "+strings.Repeat("x", 13_000)))}, "reply-too-long", ""},
	{"SEARCH 4294967295", imapOld, foe{on: on("SEARCH", done("* SEARCH 4294967295"))}, "plaintext-used", ""},
	{"SEARCH 0", imapOld, foe{on: on("SEARCH", done("* SEARCH 0"))}, "reply-malformed", ""},
	{"SEARCH 0 and more", imapOld, foe{on: on("SEARCH", done("* SEARCH 0 1 4294967295 7 0"))}, "reply-malformed", ""},
	{"SEARCH -1", imapOld, foe{on: on("SEARCH", done("* SEARCH -1"))}, "reply-malformed", ""},
	{"SEARCH beyond numbers", imapOld, foe{on: on("SEARCH", done("* SEARCH 4294967296"))}, "reply-malformed", ""},
	{"SEARCH of words", imapOld, foe{on: on("SEARCH", done("* SEARCH all"))}, "reply-malformed", ""},
	{"SEARCH of sizes 0", imapBig, foe{on: on("SEARCH", done("* SEARCH 0"))}, "reply-malformed", ""},
	{"SEARCH of every other message", imapOld, foe{on: on("SEARCH", both(send("* SEARCH"), downwards, hang))}, "server-slow", ""},
	{"ESEARCH of everything", imapOld, foe{on: on("SEARCH", searchExtended("1:4294967295"))}, "plaintext-used", ""},
	{"ESEARCH without end", imapOld, foe{on: on("SEARCH", searchExtended("5:*"))}, "reply-malformed", ""},
	{"ESEARCH backwards", imapOld, foe{on: on("SEARCH", searchExtended("4294967295:1"))}, "plaintext-used", ""},
	{"SEARCH that finds 4294967295", imapTrip, foe{on: map[string]move{"SEARCH": done("* SEARCH 4294967295"), "FETCH": done("")}}, "reply-malformed", ""},
	{"literal beyond numbers", imapTrip, foe{on: on("FETCH", done("* 2 FETCH (UID 2 BODY[] {99999999999999999999}\r\nx)"))}, "reply-malformed", ""},
	{"literal below zero", imapTrip, foe{on: on("FETCH", done("* 2 FETCH (UID 2 BODY[] {-1}\r\nx)"))}, "reply-malformed", ""},
	{"literal that never comes", imapTrip, foe{on: on("FETCH", send("* 2 FETCH (UID 2 BODY[] {4294967295}\r\n"))}, "server-slow", ""},
	{"literal cut short", imapTrip, foe{on: on("FETCH", both(send("* 2 FETCH (UID 2 BODY[] {10}\r\nabc"), hangUp))}, "unexplained-closed", ""},
	{"literal that claims more", imapTrip, foe{on: on("FETCH", done("* 2 FETCH (UID 2 BODY[] {1000}\r\nx)", hang))}, "server-slow", ""},
	{"literal that claims less", imapTrip, foe{on: on("FETCH", done("* 2 FETCH (UID 2 BODY[] {1}\r\nx: y)", hang))}, "reply-malformed", ""},
	{"FETCH of nothing", imapTrip, foe{on: on("FETCH", done(""))}, "reply-malformed", ""},
	{"FETCH of NIL", imapTrip, foe{on: on("FETCH", done("* 2 FETCH (UID 2 BODY[] NIL)"))}, "reply-malformed", ""},
	{"FETCH of somebody else's mail", imapTrip, foe{on: on("FETCH", done("* 1 FETCH (UID 1 BODY[] {18}\r\n"+marker+")"))}, "reply-malformed", ""},
	{"FETCH refused", imapTrip, foe{on: on("FETCH", answers("", "NO not for you"))}, "perm-5xx", "NO not for you"},
	{"folders with strange names", imapTrip, foe{on: map[string]move{"SEARCH": done("* SEARCH"), "LIST": done("* LIST () NIL \"\"\r\n* LIST (\\Junk) \"/\" \"&/////w-\"\r\n* LIST () \"/\" {5}\r\nj\nunk\r\n* LIST () \"/\" Junk")}}, "never-delivered", ""},
	{"junk without end", imapTrip, foe{on: map[string]move{"SEARCH": done("* SEARCH"), "LIST": done(strings.Repeat("* LIST (\\Junk) \"/\" Junk\r\n", 1000))}}, "never-delivered", ""},
	{"a mailbox that is always full", imapTrip, foe{on: on("SEARCH", done("* SEARCH"))}, "never-delivered", ""},
	{"second login refused", imapTrip + "wait 3\n", foe{on: map[string]move{"SEARCH": done("* SEARCH"), "LOGIN": once(done(""), answers("", "NO no more"))}}, "perm-5xx", "NO no more"},
	{"second login refused by POP", popTrip + "wait 3\n", foe{on: map[string]move{"STAT": say("+OK 0 0"), "PASS": once(say("+OK"), say("-ERR [LOGIN-DELAY] wait"))}}, "pop-login-delay", ""},
}, incomingInterruptions())

// searchExtended answers UID SEARCH as RFC 4731 allows.
func searchExtended(set string) move {
	return func(p *foePlayer, line string) {
		done(fmt.Sprintf("* ESEARCH (TAG %q) UID ALL %s", p.tag, set))(p, line)
	}
}

// once does the first move for the first client that asks, then the other.
func once(first, other move) move {
	var asked atomic.Bool
	return func(p *foePlayer, line string) {
		if asked.CompareAndSwap(false, true) {
			first(p, line)
			return
		}
		other(p, line)
	}
}

// incomingInterruptions ends and tears connections at every step.
func incomingInterruptions() (all []attack) {
	closed := map[string]mailcore.Code{"": "conn-closed", "TLS": "tls-handshake"}
	resets := map[string]mailcore.Code{"TLS": "tls-handshake"}
	silent := map[string]mailcore.Code{"": "server-silent", "TLS": "tls-handshake"}
	for settings, verbs := range map[string]string{
		popOld: ",CAPA,USER,PASS,STAT,UIDL,LIST,TOP,QUIT", popUnder: "STLS", popOver: "TLS", popTrip: "RETR",
		imapOld: ",CAPABILITY,LOGIN,EXAMINE,SEARCH,LOGOUT", imapUnder: "STARTTLS", imapOver: "TLS", imapTrip: "FETCH",
	} {
		for verb := range strings.SplitSeq(verbs, ",") {
			half := "+O"
			if strings.Contains(settings, "imap") {
				half = "* O"
			}
			for name, way := range map[string]struct {
				act   move
				codes map[string]mailcore.Code
				or    mailcore.Code
			}{
				"closed":          {hangUp, closed, "unexplained-closed"},
				"closed mid-line": {both(send(half), hangUp), closed, "unexplained-closed"},
				"reset":           {reset, resets, "tcp-reset"},
				"silent":          {hang, silent, "server-slow"},
			} {
				want := cmp.Or(way.codes[verb], way.or)
				if verb == "QUIT" || verb == "LOGOUT" {
					want = "plaintext-used"
				}
				foe := foe{on: on(verb, way.act)}
				if verb == "TLS" { // the client has to be connected first
					foe.tls, foe.on[verb] = true, both(waitHello, way.act)
				}
				all = append(all, attack{name: fmt.Sprintf("%s at %q of %q", name, verb, settings), settings: settings, foe: foe, want: want})
			}
		}
	}
	return all
}

// TestHostileIncoming meets all of them at once: each has to end in time, with
// the right finding, no secret and no mail in the report, and nothing that
// goes on.
func TestHostileIncoming(t *testing.T) {
	encounters := make([]chan encounter, len(incomingFoes))
	for i, a := range incomingFoes {
		encounters[i] = make(chan encounter, 1)
		go func() { encounters[i] <- a.meetIncoming(t, stepTime) }()
	}
	for i, a := range incomingFoes {
		t.Run(a.name, func(t *testing.T) {
			o := <-encounters[i]
			o.checkIncoming(t)
		})
	}
	noneLeft(t)
}
