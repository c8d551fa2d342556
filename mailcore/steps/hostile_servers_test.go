package steps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
)

// on is what a foe does at one verb.
func on(verb string, act move) map[string]move { return map[string]move{verb: act} }

// Settings with which foes are met, beside the usual of conversations.
const (
	plainLogin = "auth PLAIN\n"
	starttls   = "encryption starttls\nauth PLAIN\n"
	implicit   = "encryption tls\nport 465\nauth PLAIN\n"
	popFirst   = "pop USER none\nauth PLAIN\n"
	popSTLS    = "pop USER starttls\nauth PLAIN\n"
)

// floods are servers that say too much. They are met one by one, so that what
// they cost can be counted.
var floods = []attack{
	{"greeting without end", "", foe{on: on("", forever("220-x\r\n"))}, "reply-too-long", ""},
	{"greeting of 50 MB in a line", "", foe{on: on("", megabytes(50))}, "reply-too-long", ""},
	{"greeting of NULs", "", foe{on: on("", forever("\x00"))}, "reply-too-long", ""},
	{"greeting of empty lines", "", foe{on: on("", forever("\r\n"))}, "not-mail-server", ""},
	{"EHLO without end", "", foe{on: on("EHLO", forever("250-x\r\n"))}, "reply-too-long", ""},
	{"EHLO with 10,000 capabilities", "", foe{on: on("EHLO", say(strings.Repeat("250-XCAP\r\n", 10_000)+"250 ok"))}, "reply-too-long", ""},
	{"EHLO with a line of 50 MB", "", foe{on: on("EHLO", both(send("250-"), megabytes(50)))}, "reply-too-long", ""},
	{"STARTTLS of 50 MB", starttls, foe{offers: "STARTTLS", on: on("STARTTLS", both(send("220 go"), megabytes(50)))}, "reply-too-long", ""},
	{"flood instead of the handshake", starttls, foe{offers: "STARTTLS", on: on("STARTTLS", both(say("220 go"), waitHello, megabytes(50)))}, "starttls-injected", ""},
	{"challenge of 1 MB", "auth CRAM-MD5\n", foe{offers: "AUTH CRAM-MD5", on: on("AUTH", challenges(1, strings.Repeat("x", 1<<20)))}, "reply-too-long", ""},
	{"refusal without end", plainLogin, foe{offers: "AUTH PLAIN", on: on("AUTH", forever("535-no\r\n"))}, "reply-too-long", ""},
	{"receipt of 50 MB", "", foe{on: on("BODY", both(send("250 "), megabytes(50)))}, "reply-too-long", ""},
	{"farewell of 50 MB", "", foe{on: on("QUIT", megabytes(50))}, "no-encryption", ""},
	{"certificate with 10,000 names", implicit, foe{offers: "AUTH PLAIN", tls: true, cert: certificateFor(true, "mx", manyNames(9000)...)}, "", ""},
	{"POP greeting of 50 MB", popFirst, foe{pop: true, on: on("", megabytes(50))}, "reply-too-long", ""},
	{"CAPA without end", popFirst, foe{pop: true, on: on("CAPA", both(say("+OK"), forever("X\r\n")))}, "reply-too-long", ""},
	{"CAPA of dots", popFirst, foe{pop: true, on: on("CAPA", both(say("+OK"), forever("..\r\n")))}, "reply-too-long", ""},
}

// hostile are servers that stall, tear, inject and lie.
var hostile = slices.Concat([]attack{
	{"silence", "", foe{on: on("", hang)}, "server-silent", ""},
	{"half a greeting", "", foe{on: on("", both(send("220 m"), hang))}, "server-silent", ""},
	{"half a greeting and the end", "", foe{on: on("", both(send("220 m"), hangUp))}, "conn-closed", ""},
	{"half a long greeting", "", foe{on: on("", both(say("220-mx"), hang))}, "server-silent", ""},
	{"a byte a second", "", foe{on: on("", slowly("220 mail.example.jp ESMTP"))}, "server-silent", ""},
	{"TLS on a plain port", "", foe{tls: true}, "tls-plain-on-implicit", ""},
	{"no TLS on a TLS port", implicit, foe{}, "tls-on-plaintext", ""},
	{"silence on a TLS port", implicit, foe{tls: true, on: on("TLS", hang)}, "tls-handshake", ""},
	{"a byte a second on a TLS port", implicit, foe{tls: true, on: on("TLS", slowly("\x16\x03\x03\x40\x00\x02\x00\x40\x00"))}, "tls-handshake", ""},
	{"empty lines", "", foe{on: on("", say("\r\n\r\n"))}, "not-mail-server", ""},
	{"code 999", "", foe{on: on("", say("999 mx"))}, "not-mail-server", ""},
	{"code 000", "", foe{on: on("", say("000 mx"))}, "not-mail-server", ""},
	{"code 2500", "", foe{on: on("MAIL", say("2500 ok"))}, "reply-malformed", ""},
	{"code -20", "", foe{on: on("", say("-20 mx"))}, "not-mail-server", ""},
	{"code 220 in full-width digits", "", foe{on: on("", say("２２０ mx"))}, "not-mail-server", ""},
	{"a reply that changes its code", "", foe{on: on("EHLO", say("250-mx\r\n550 no"))}, "reply-malformed", ""},
	{"garbage", "", foe{on: on("", say("\xff\xfe\x80\x81\xa0"))}, "not-mail-server", ""},
	{"NULs in a reply", "", foe{on: on("", say("554 a\x00b\x00"))}, "perm-5xx", `a\x00b\x00`},
	{"refusal in Shift_JIS", "", foe{on: on("MAIL", say(encoded(japanese.ShiftJIS, "550 送信者が正しくありません")))}, "sender-not-owned", "送信者が正しくありません"},
	{"refusal in EUC-JP", "", foe{on: on("MAIL", say(encoded(japanese.EUCJP, "550 送信者が正しくありません")))}, "sender-not-owned", "送信者が正しくありません"},
	{"refusal in ISO-2022-JP", "", foe{on: on("MAIL", say(encoded(japanese.ISO2022JP, "550 送信者が正しくありません")))}, "sender-not-owned", "送信者が正しくありません"},
	{"terminal escapes", "", foe{on: on("RCPT", say("550 \x1b]0;x\x07\x1b[2J\x9b1m\u009b\u202e\u2066\u200b"))}, "perm-5xx", `\x1b]0;x\x07\x1b[2J`},
	{"bidi in UTF-8", "", foe{on: on("RCPT", say("550 \u202eab\u2066\u200b"))}, "perm-5xx", `\u202eab\u2066\u200b`},
	{"answers before being asked", plainLogin, foe{on: on("", say("220 mx\r\n250 AUTH PLAIN\r\n235 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 queued as 4711\r\n221 bye", hang))}, "reply-malformed", ""},
	{"answers EHLO and more", "", foe{on: on("EHLO", say("250 mx\r\n250 ok\r\n250 ok\r\n354 go\r\n250 queued\r\n221 bye", hang))}, "reply-malformed", ""},
	{"answers for behind TLS in the greeting", starttls, foe{offers: "STARTTLS", on: on("", say("220 mx\r\n502 no"))}, "reply-malformed", ""},

	{"STARTTLS missing", starttls, foe{offers: "AUTH PLAIN"}, "starttls-unsupported", ""},
	{"STARTTLS refused", starttls, foe{offers: "STARTTLS,AUTH PLAIN", on: on("STARTTLS", say("502 no"))}, "starttls-unsupported", ""},
	{"STARTTLS refused for now", starttls, foe{offers: "STARTTLS,AUTH PLAIN", on: on("STARTTLS", say("454 not now"))}, "starttls-temp", ""},
	{"STARTTLS answered oddly", starttls, foe{offers: "STARTTLS,AUTH PLAIN", on: on("STARTTLS", say("250 ok"))}, "starttls-unsupported", ""},
	{"injected in the same segment", starttls, foe{offers: "STARTTLS", on: on("STARTTLS", say("220 go\r\n250-evil\r\n250 AUTH PLAIN", startTLS))}, "starttls-injected", ""},
	{"injected half a line", starttls, foe{offers: "STARTTLS", on: on("STARTTLS", both(send("220 go\r\n250"), startTLS))}, "starttls-injected", ""},
	{"injected in a later segment", starttls, foe{offers: "STARTTLS", on: on("STARTTLS", say("220 go", afterHello("250 AUTH PLAIN\r\n235 ok\r\n")))}, "starttls-injected", ""},
	{"injected behind EHLO", starttls, foe{offers: "STARTTLS", on: on("EHLO", say("250-mx\r\n250 STARTTLS\r\n220 go"))}, "reply-malformed", ""},
	{"silence instead of the handshake", starttls, foe{offers: "STARTTLS", on: on("STARTTLS", say("220 go", hang))}, "tls-handshake", ""},
	{"end instead of the handshake", starttls, foe{offers: "STARTTLS", on: on("STARTTLS", say("220 go", hangUp))}, "tls-handshake", ""},
	{"AUTH offered before TLS only", starttls, foe{offers: "STARTTLS,AUTH PLAIN", on: on("STARTTLS", say("220 go", startTLS, forget))}, "auth-not-offered", ""},
	{"untrusted names", implicit, foe{tls: true, cert: certificateFor(false, "\x1b[31m\u202e赤\u200b", "evil.example", "*.evil.example")}, "cert-self-signed", ""},

	{"235 without proof", "auth SCRAM-SHA-256\n", foe{offers: "AUTH SCRAM-SHA-256"}, "scram-no-proof", ""},
	{"235 without proof in DIGEST-MD5", "auth DIGEST-MD5\n", foe{offers: "AUTH DIGEST-MD5"}, "digest-no-proof", ""},
	{"2³¹ iterations", "auth SCRAM-SHA-1\n", foe{offers: "AUTH SCRAM-SHA-1", on: on("AUTH", challenges(2, "r=abc,s=c2FsdA==,i=2147483647"))}, "scram-cost", ""},
	{"a count of iterations that is none", "auth SCRAM-SHA-1\n", foe{offers: "AUTH SCRAM-SHA-1", on: on("AUTH", challenges(2, "r=abc,s=c2FsdA==,i=99999999999999999999"))}, "scram-cost", ""},
	{"challenge that is no base64", "auth LOGIN\n", foe{offers: "AUTH LOGIN", on: on("AUTH", say("334 ***"))}, "challenge-malformed", ""},
	{"echo in the refusal", plainLogin, foe{offers: "AUTH PLAIN", on: on("AUTH", echo("535"))}, "auth-fail", ""},
	{"echo after LOGIN", "auth LOGIN\n", foe{offers: "AUTH LOGIN", on: map[string]move{"AUTH": challenges(2, "Password:"), "MAIL": echo("550")}}, "sender-not-owned", ""},
	{"echo after CRAM-MD5", "auth CRAM-MD5\n", foe{offers: "AUTH CRAM-MD5", on: map[string]move{"AUTH": challenges(1, "<1@mx>"), "MAIL": echo("550")}}, "sender-not-owned", ""},
	{"echo after falling back", "auth auto\n", foe{offers: "AUTH PLAIN LOGIN CRAM-MD5", on: on("AUTH", echo("535"))}, "auth-fail", ""},
	{"echo of a short password", plainLogin + "password ok\n", foe{offers: "AUTH PLAIN", on: on("AUTH", echo("535"))}, "auth-fail", ""},
	{"echo of a password that is a code", plainLogin + "password 535\n", foe{offers: "AUTH PLAIN", on: on("AUTH", echo("535"))}, "auth-fail", ""},
	{"echo of a Japanese password", plainLogin + "password ひみつの\"言葉\n", foe{offers: "AUTH PLAIN", on: on("AUTH", say(encoded(japanese.ShiftJIS, "535 5.7.8 ひみつの\"言葉 は違います")))}, "auth-fail", "は違います"},
	{"echo in the banner of the next connection", "auth auto\n", foe{offers: "AUTH PLAIN LOGIN CRAM-MD5", on: map[string]move{"": echo("220"), "AUTH": say("535 no")}}, "auth-fail", ""},
	{"refusals and farewells at once", "auth auto\n", foe{offers: "AUTH PLAIN LOGIN CRAM-MD5", on: on("AUTH", say("535 no\r\n421 bye", hangUp))}, "auth-fail", ""},
	{"four mechanisms refused", "auth auto\n", foe{offers: "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 DIGEST-MD5 PLAIN LOGIN NTLM", on: on("AUTH", say("535 no"))}, "auth-fail", ""},
	{"every mechanism hangs up", "auth auto\n", foe{offers: "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 DIGEST-MD5 PLAIN LOGIN NTLM", on: on("AUTH", hangUp)}, "unexplained-closed", ""},
	{"POP first and four mechanisms refused", "pop USER none\nauth auto\n", foe{offers: "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN", on: on("AUTH", say("535 no"))}, "auth-fail", ""},

	{"POP silence", popFirst, foe{pop: true, on: on("", hang)}, "server-silent", ""},
	{"POP empty lines", popFirst, foe{pop: true, on: on("", say("\r\n\r\n"))}, "not-mail-server", ""},
	{"POP without a greeting", popFirst, foe{pop: true, on: on("", func(p *foePlayer, _ string) { p.hear(); say("+OK")(p, "") })}, "server-silent", ""},
	{"POP that speaks SMTP", popFirst, foe{pop: true, on: on("", say("220 mx"))}, "port-smtp", ""},
	{"POP greeting of NULs", popFirst, foe{pop: true, on: on("", say("\x00\x00+OK"))}, "not-mail-server", ""},
	{"POP that refuses in colour", popFirst, foe{pop: true, on: on("PASS", say("-ERR \x1b[31mno\x07 \u202e"))}, "auth-fail", `-ERR \x1b[31mno\x07 \u202e`},
	{"POP login by an empty line", popFirst, foe{pop: true, on: on("PASS", say(""))}, "reply-malformed", ""},
	{"POP that answers too early", popFirst, foe{pop: true, on: on("USER", say("+OK\r\n+OK"))}, "reply-malformed", ""},
	{"POP list that never ends", popFirst, foe{pop: true, on: on("CAPA", say("+OK\r\n..\r\n.x\r\nUSER"))}, "server-slow", ""},
	{"POP echo", popFirst, foe{pop: true, on: on("PASS", echo("-ERR"))}, "auth-fail", ""},
	{"POP injection", popSTLS, foe{pop: true, on: on("STLS", say("+OK\r\n+OK evil", startTLS))}, "starttls-injected", ""},
	{"POP injection later", popSTLS, foe{pop: true, on: on("STLS", say("+OK", afterHello("+OK evil\r\n")))}, "starttls-injected", ""},
	{"POP without STLS", popSTLS, foe{pop: true, on: on("CAPA", say("+OK\r\nUSER\r\n."))}, "starttls-unsupported", ""},
	{"POP refuses STLS", popSTLS, foe{pop: true, on: on("STLS", say("-ERR no"))}, "starttls-unsupported", ""},
	{"APOP with a forged timestamp", "pop APOP none\n", foe{pop: true, on: on("", say("+OK <a b@c> <@x> <\x80@x>"))}, "apop-unsupported", ""},
}, interruptions(), badCertificates(), longChallenges(), manyChallenges())

// interruptions ends and tears connections at every step.
func interruptions() (all []attack) {
	closed := map[string]mailcore.Code{"": "conn-closed", "EHLO": "conn-closed", "STARTTLS": "unexplained-closed", "TLS": "tls-handshake"}
	resets := map[string]mailcore.Code{"TLS": "tls-handshake"}
	silent := map[string]mailcore.Code{"": "server-silent"}
	halves := map[string]string{"": "220 m", "STARTTLS": "220 g", "AUTH": "235 o", "DATA": "354 g"}
	for _, verb := range []string{"", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "BODY", "STARTTLS", "QUIT"} {
		settings, offers := plainLogin, "AUTH PLAIN"
		if verb == "STARTTLS" {
			settings, offers = starttls, "STARTTLS,AUTH PLAIN"
		}
		for name, way := range map[string]struct {
			act   move
			codes map[string]mailcore.Code
			or    mailcore.Code
		}{
			"closed":          {hangUp, closed, "unexplained-closed"},
			"closed mid-line": {both(send(cmp.Or(halves[verb], "250 o")), hangUp), closed, "unexplained-closed"},
			"reset":           {reset, resets, "tcp-reset"},
			"silent":          {hang, silent, "server-slow"},
		} {
			want := way.or
			if code, ok := way.codes[verb]; ok {
				want = code
			}
			if verb == "BODY" {
				want = "maybe-delivered"
			}
			if verb == "QUIT" {
				want = "plaintext-used"
			}
			all = append(all, attack{name: fmt.Sprintf("%s at %q", name, verb), settings: settings, foe: foe{offers: offers, on: on(verb, way.act)}, want: want})
		}
	}
	return all
}

// badCertificates are shown at once and behind STARTTLS.
func badCertificates() (all []attack) {
	for kind, want := range map[string]mailcore.Code{"expired": "cert-expired", "not-yet": "cert-not-yet", "wrong-name": "cert-host", "self-signed": "cert-self-signed", "unknown-ca": "cert-unknown-ca", "antivirus": "cert-av"} {
		cert := authority.Certificate(kind)
		all = append(all,
			attack{name: kind + " certificate", settings: implicit, foe: foe{offers: "AUTH PLAIN", tls: true, cert: &cert}, want: want},
			attack{name: kind + " certificate behind STARTTLS", settings: starttls, foe: foe{offers: "STARTTLS,AUTH PLAIN", cert: &cert}, want: want})
	}
	return all
}

// longChallenges are as long as a line may be, for every mechanism. LOGIN does
// not look at challenges, and CRAM-MD5 takes any.
func longChallenges() (all []attack) {
	for method, want := range map[string]mailcore.Code{
		"PLAIN": "challenge-malformed", "LOGIN": "plaintext-used", "CRAM-MD5": "no-encryption", "DIGEST-MD5": "challenge-malformed",
		"NTLM": "challenge-malformed", "SCRAM-SHA-1": "challenge-malformed", "SCRAM-SHA-256": "challenge-malformed", "XOAUTH2": "plaintext-used",
	} {
		times := map[string]int{"LOGIN": 2}[method]
		all = append(all, attack{name: "challenge of 12 KB in " + method, settings: "auth " + method + "\n", foe: foe{
			offers: "AUTH " + method, on: on("AUTH", challenges(max(times, 1), strings.Repeat("x", 9000))),
		}, want: want})
	}
	return all
}

// manyChallenges never come to an end.
func manyChallenges() (all []attack) {
	for _, method := range []string{"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "NTLM", "SCRAM-SHA-1", "SCRAM-SHA-256", "XOAUTH2"} {
		all = append(all, attack{name: "1000 challenges in " + method, settings: "auth " + method + "\n", foe: foe{offers: "AUTH " + method, on: on("AUTH", challenges(1000, ""))}, want: "challenge-malformed"})
	}
	return all
}

// waitHello waits for the first byte of the client's handshake.
func waitHello(p *foePlayer, _ string) { p.Read(make([]byte, 1)) }

// afterHello answers the client's handshake in plaintext.
func afterHello(text string) move { return both(waitHello, send(text), hang) }

// forget stops offering anything.
func forget(p *foePlayer, _ string) { p.offers = "SIZE" }

// encoded returns text in another charset.
func encoded(charset encoding.Encoding, text string) string {
	s, err := charset.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return s
}

// manyNames are host names, the last of them the right one.
func manyNames(n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprintf("host%d.example.jp", i))
	}
	return append(names, mailtest.Host)
}
