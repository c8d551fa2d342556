package steps

import (
	"bytes"
	"strings"
	"testing"

	"github.com/wneessen/go-mail/smtp"

	"todoku/mailcore"
	"todoku/mailcore/sasl"
)

var replySeeds = []string{
	"220 mx ESMTP\r\n", "250-mx\r\n250-SIZE 1000\r\n250 AUTH PLAIN\r\n", "535-5.7.8 no\r\n535 5.7.8 really\r\n", "502 no\r\n250 mx\r\n",
	"250-a\r\n550 b\r\n", "999 x\r\n", "000\r\n", "2500 x\r\n", "250", "250-", "\r\n\r\n", "+OK <1.2@mx>\r\n", "-ERR [AUTH] no\r\n", "", "\x00\xff\n-\n", "250 x\r",
}

// FuzzReply takes what servers say apart: nothing may be lost or made up.
func FuzzReply(f *testing.F) {
	for _, seed := range replySeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, heard []byte) {
		for rest, all := heard, []byte(nil); len(rest) > 0; {
			var one []byte
			one, rest = cutReply(rest)
			if all = append(all, one...); len(one) == 0 || !bytes.HasPrefix(heard, all) || len(all)+len(rest) != len(heard) {
				t.Fatalf("%q was cut into %q and %q", heard, one, rest)
			}
		}
		plain := bytes.ReplaceAll(heard, []byte("\r\n"), []byte("\n"))
		for name, found := range map[string][]byte{"smtpReply": smtpReply(heard), "lastReply": lastReply(heard), "popReply": popReply(heard)} {
			if !bytes.Contains(plain, found) || len(bytes.TrimSpace(found)) != len(found) {
				t.Fatalf("%s found %q in %q", name, found, heard)
			}
			r := mailcore.ParseReply(string(found))
			if r.Code != 0 && (r.Code < 200 || r.Code > 599) || r.Enhanced != "" && strings.Count(r.Enhanced, ".") != 2 {
				t.Fatalf("%q: code %d, %q", found, r.Code, r.Enhanced)
			}
		}
		if r := mailcore.ParseReply(string(heard)); strings.Contains(r.Text, "\r\n") && !bytes.Contains(heard, []byte("\r\r")) {
			t.Fatalf("%q: words %q", heard, r.Text)
		}
	})
}

// FuzzCapabilities wants keywords that can be looked up.
func FuzzCapabilities(f *testing.F) {
	for _, seed := range append(replySeeds, "250-mx\n250-AUTH=LOGIN PLAIN\n250-auth login\n250 =\n", "250-x\n250-   \n250 A=B=C D\n") {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, reply []byte) {
		caps := parseCapabilities(reply)
		for keyword := range caps {
			if strings.ToUpper(keyword) != keyword || strings.ContainsAny(keyword, " \r\n=") {
				t.Fatalf("%q: keyword %q", reply, keyword)
			}
		}
		for _, m := range caps.mechanisms() {
			if strings.ToUpper(m) != m || strings.ContainsAny(m, " \r\n") {
				t.Fatalf("%q: mechanism %q", reply, m)
			}
		}
		caps.facts()
	})
}

// FuzzTimestamp wants what APOP signs to be a message-id and nothing else
// (RFC 1939 7).
func FuzzTimestamp(f *testing.F) {
	for _, seed := range []string{"+OK <1896.697170952@dbc.mtview.ca.us>", "+OK <a@b><c@d>", "+OK <a b@c>", "+OK <<a@b>>", "<@>", "<\x00@b>", "<é@b>", "<a@@b>"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, greeting []byte) {
		stamp := stampPattern.Find(greeting)
		if stamp == nil {
			return
		}
		inner := stamp[1 : len(stamp)-1]
		if stamp[0] != '<' || stamp[len(stamp)-1] != '>' || !bytes.Contains(inner, []byte("@")) || bytes.ContainsAny(inner, "<> \r\n\t") {
			t.Fatalf("%q: timestamp %q", greeting, stamp)
		}
		if i := bytes.IndexFunc(inner, func(r rune) bool { return r < 0x21 || r > 0x7e }); i >= 0 {
			t.Fatalf("%q: timestamp %q", greeting, stamp)
		}
	})
}

// FuzzChallenge answers challenges with every mechanism: none may panic, give
// the password away, or take a server at its word that has to prove itself.
func FuzzChallenge(f *testing.F) {
	for _, seed := range []string{
		"", "<1@mx>", "Username:", "r=abc,s=c2FsdA==,i=4096", "r=abc,s=c2FsdA==,i=2147483647", "v=abc", "e=no", "{\"status\":\"401\"}",
		`realm="mx",nonce="n",qop="auth",algorithm=md5-sess,charset=utf-8`, `nonce="n`, "rspauth=0",
		"NTLMSSP\x00\x02\x00\x00\x00\x00\x00\x00\x00\x38\x00\x00\x00\x33\x82\x8a\xe2\x01\x23\x45\x67\x89\xab\xcd\xef",
		"NTLMSSP\x00\x02\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\x33\x82\x8a\xe2\x01\x23\x45\x67\x89\xab\xcd\xef\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff",
	} {
		f.Add([]byte(seed), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, first, second []byte) {
		for _, method := range mailcore.AuthMethods[2:] {
			auth := sasl.New(string(method), sasl.Credentials{User: "taro", Password: "himitsu-1", Service: "smtp", Host: "mx", Plaintext: true})
			if _, _, err := auth.Start(&smtp.ServerInfo{Name: "mx", TLS: true, Auth: []string{string(method)}}); err != nil {
				t.Fatal(err)
			}
			for _, challenge := range [][]byte{first, second} {
				response, err := auth.Next(challenge, true)
				if err != nil {
					break
				}
				if bytes.Contains(response, []byte("himitsu-1")) && !method.Revealing() {
					t.Fatalf("%s answers %q with %q", method, challenge, response)
				}
			}
			_, err := auth.Next(second, false)
			if proves := strings.HasPrefix(string(method), "SCRAM") || method == mailcore.DIGESTMD5; proves && err == nil {
				t.Fatalf("%s believes %q and %q", method, first, second)
			}
		}
	})
}
