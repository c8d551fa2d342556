package mailcore

import (
	"fmt"
	"strings"
	"testing"
)

// passable returns a profile that Check has nothing to say about, for sending.
func passable() Profile {
	p := NewProfile()
	p.From, p.TestTo = "taro@example.jp", "hanako@example.jp"
	o := &p.Outgoing
	o.Host, o.User, o.Password = "mail.example.jp", "taro@example.jp", "himitsu-1"
	o.PopBefore = PopBefore{Use: true, Encryption: TLS}
	return p
}

// judged writes problems as "severity field code [mends]".
func judged(problems []Problem) string {
	var all []string
	for _, p := range problems {
		text := fmt.Sprintf("%s %s %s", p.Severity, p.Field, p.Code)
		for _, f := range p.Fixes {
			text += fmt.Sprintf(" [%s %s]", f.Field, f.Value)
		}
		all = append(all, text)
	}
	return strings.Join(all, "; ")
}

// long is a text of n characters.
func long(n int) string { return strings.Repeat("あ", n) }

func host(s string) func(*Profile)     { return func(p *Profile) { p.Outgoing.Host = s } }
func popHost(s string) func(*Profile)  { return func(p *Profile) { p.Outgoing.PopBefore.Host = s } }
func from(s string) func(*Profile)     { return func(p *Profile) { p.From = s } }
func user(s string) func(*Profile)     { return func(p *Profile) { p.Outgoing.User = s } }
func testTo(s string) func(*Profile)   { return func(p *Profile) { p.TestTo = s } }
func password(s string) func(*Profile) { return func(p *Profile) { p.Outgoing.Password = Secret(s) } }
func timeout(n int) func(*Profile)     { return func(p *Profile) { p.Outgoing.Timeout = n } }
func pin(s string) func(*Profile)      { return func(p *Profile) { p.Pin = s } }
func helo(s string) func(*Profile)     { return func(p *Profile) { p.Outgoing.HELO = s } }
func notify(s ...string) func(*Profile) {
	return func(p *Profile) { p.Notify = s }
}

func port(n int, e Encryption) func(*Profile) {
	return func(p *Profile) { p.Outgoing.Port, p.Outgoing.Encryption = n, e }
}

func pop(b PopBefore) func(*Profile) {
	return func(p *Profile) { b.Use = true; p.Outgoing.PopBefore = b }
}

// TestCheck changes one thing in a good profile.
func TestCheck(t *testing.T) {
	fingerprint := strings.Repeat("0123456789abcdef", 4)
	for _, tt := range []struct {
		name   string
		change func(*Profile)
		want   string
	}{
		{"nothing", func(*Profile) {}, ""},

		{"scheme", host("ssl://smtp.gmail.com:465"), "error outgoing.host host-scheme [outgoing.host smtp.gmail.com] [outgoing.encryption tls] [outgoing.port 465]"},
		{"scheme in capitals", host("SMTPS://smtp.gmail.com"), "error outgoing.host host-scheme [outgoing.host smtp.gmail.com] [outgoing.encryption tls]"},
		{"Vtiger's scheme", host("tls://x:587"), "error outgoing.host host-scheme [outgoing.host x] [outgoing.encryption starttls] [outgoing.port 587]"},
		{"other scheme", host("smtp://mail.example.jp"), "error outgoing.host host-scheme [outgoing.host mail.example.jp]"},
		{"scheme and path", host("https://mail.example.jp/webmail"), "error outgoing.host host-scheme [outgoing.host mail.example.jp]"},
		{"scheme and address", host("ssl://[2001:db8::1]:465"), "error outgoing.host host-scheme [outgoing.host 2001:db8::1] [outgoing.encryption tls] [outgoing.port 465]"},
		{"scheme only", host("ssl://"), "error outgoing.host host-scheme"},
		{"broken URL", host("ssl://a b:x"), "error outgoing.host host-scheme"},
		{"full-width scheme", host("ｓｓｌ：／／ｍａｉｌ．ｅｘａｍｐｌｅ．ｊｐ：４６５"), "error outgoing.host host-scheme [outgoing.host mail.example.jp] [outgoing.encryption tls] [outgoing.port 465]"},
		{"port behind the name", host("mail.example.jp:465"), "error outgoing.host host-port [outgoing.host mail.example.jp] [outgoing.port 465]"},
		{"port behind an address", host("192.0.2.1:25"), "error outgoing.host host-port [outgoing.host 192.0.2.1] [outgoing.port 25]"},
		{"port behind an address in brackets", host("[2001:db8::1]:465"), "error outgoing.host host-port [outgoing.host 2001:db8::1] [outgoing.port 465]"},
		{"full-width", host("ｓｍｔｐ．ｅｘａｍｐｌｅ．ｊｐ"), ""},
		{"spaces around", host(" 　mail.example.jp\t"), ""},
		{"space inside", host("mail .example.jp"), "error outgoing.host host-space"},
		{"wide space inside", host("mail　.example.jp"), "error outgoing.host host-space"},
		{"line end inside", host("mail\r\n.example.jp"), "error outgoing.host host-space"},
		{"NUL inside", host("mail\x00.example.jp"), "error outgoing.host host-invalid"},
		{"escape inside", host("mail\x1b[0m.example.jp"), "error outgoing.host host-invalid"},
		{"bracket inside", host("mail<x>.example.jp"), "error outgoing.host host-invalid"},
		{"IPv4", host("192.0.2.1"), ""},
		{"IPv6", host("2001:db8::1"), ""},
		{"IPv6 in brackets", host("[2001:db8::1]"), ""},
		{"IPv6 with a zone", host("fe80::1%eth0"), ""},
		{"half a bracket", host("[2001:db8::1"), ""},
		{"Japanese name", host("日本語.jp"), ""},
		{"Japanese name with an ideographic stop", host("日本語。jp"), ""},
		{"underscore", host("mail_1.example.jp"), ""},
		{"single label", host("mailserver"), ""},
		{"trailing dot", host("mail.example.jp."), ""},
		{"empty label", host("mail..example.jp"), "error outgoing.host host-invalid"},
		{"leading dot", host(".example.jp"), "error outgoing.host host-invalid"},
		{"only a dot", host("."), "error outgoing.host host-invalid"},
		{"label of 63", host(strings.Repeat("a", 63) + ".jp"), ""},
		{"label of 64", host(strings.Repeat("a", 64) + ".jp"), "error outgoing.host host-invalid"},
		{"very long name", host(strings.Repeat("abcdefg.", 40) + "jp"), "error outgoing.host host-invalid"},
		{"mail address", host("taro@example.jp"), "error outgoing.host host-at"},
		{"path", host("mail.example.jp/"), "error outgoing.host host-path"},
		{"empty", host(""), "error outgoing.host required"},
		{"spaces only", host(" 　"), "error outgoing.host required"},

		{"port 0", port(0, STARTTLS), "error outgoing.port port-range"},
		{"port 70000", port(70000, STARTTLS), "error outgoing.port port-range"},
		{"port -1", port(-1, STARTTLS), "error outgoing.port port-range"},
		{"465 and STARTTLS", port(465, STARTTLS), "warning outgoing.port port-encryption [outgoing.encryption tls]"},
		{"465 and nothing", port(465, NoEncryption), "warning outgoing.port port-encryption [outgoing.encryption tls]; warning outgoing.encryption auth-plaintext"},
		{"587 and TLS", port(587, TLS), "warning outgoing.port port-encryption [outgoing.encryption starttls]"},
		{"25 and TLS", port(25, TLS), "warning outgoing.port port-encryption [outgoing.encryption starttls]"},
		{"25 and nothing", port(25, NoEncryption), "warning outgoing.encryption auth-plaintext"},
		{"a port of their own", port(10025, TLS), ""},
		{"no such encryption", port(10025, "ssl"), "error outgoing.encryption encryption-unknown"},

		{"no such mechanism", func(p *Profile) { p.Outgoing.Auth = "KERBEROS" }, "error outgoing.auth auth-unknown"},
		{"no such charset", func(p *Profile) { p.Charset = "latin1" }, "error charset charset-unknown"},
		{"a mechanism that hides the password", func(p *Profile) { port(25, NoEncryption)(p); p.Outgoing.Auth = CRAMMD5 }, ""},
		{"no login", func(p *Profile) {
			p.Outgoing.Auth, p.Outgoing.User, p.Outgoing.Password, p.Outgoing.PopBefore.Use = NoAuth, "", "", false
		}, ""},
		{"no user", func(p *Profile) { p.Outgoing.User = "" }, "error outgoing.user required"},
		{"user with a line end", func(p *Profile) { p.Outgoing.User = "taro\r\nQUIT"; p.Outgoing.PopBefore.User = "taro" }, "error outgoing.user user-control; error outgoing.pop.password required"},
		{"no password", password(""), "error outgoing.password required"},

		{"bare word as sender", from("zaionnex"), "warning from address-no-domain"},
		{"bare word in full width", from("ｚａｉｏｎｎｅｘ"), "warning from address-no-domain"},
		{"bare word with a line end", from("zaionnex\r\nBcc:evil"), "error from address-invalid"},
		{"bare word in Japanese", from("ザイオネックス"), "error from address-invalid"},
		{"two words", from("zaion nex"), "error from address-invalid"},
		{"sender without a dot", from("a@b"), "note from from-domain"},
		{"sender in quotes", from(`"a b"@example.jp`), ""},
		{"sender in full width", from("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"), "note from address-wide [from taro@example.jp]"},
		{"sender with a comma for a dot", from("taro@lab、test"), "error from address-marks [from taro@lab.test]"},
		{"sender with a half-width one", from("taro@lab､test"), "error from address-marks [from taro@lab.test]"},
		{"sender with a full-width one", from("taro@lab，test"), "error from address-marks [from taro@lab.test]"},
		{"sender with a plain one", from("taro@lab,test"), "error from address-marks [from taro@lab.test]"},
		{"sender with a stop", from("taro@lab。test"), "error from address-marks [from taro@lab.test]"},
		{"sender with a stop behind", from("taro@lab.test。"), "error from address-marks [from taro@lab.test]"},
		{"sender with a middle dot", from("taro@lab・test"), "error from address-marks [from taro@lab.test]"},
		{"sender with a long vowel for a hyphen", from("taro@myーlab.test"), "error from address-marks [from taro@my-lab.test]"},
		{"sender with something that nobody sees", from("taro@lab.test\u200b"), "error from address-marks [from taro@lab.test]"},
		{"sender with two signs", from("taro＠@lab、test"), "error from address-marks [from taro@lab.test]"},
		{"sender with a comma in the name", from("taro、yamada@lab.test"), "error from address-marks [from taro.yamada@lab.test]"},
		{"sender with a middle dot that belongs there", from("taro@ハロー・ワーク.jp"), "note from from-domain"},
		{"sender with commas in quotes", from(`"taro、yamada"@lab.test`), "note from from-domain"},
		{"two senders", from("taro@lab.test、hanako@lab.test"), "error from address-invalid"},
		{"recipient with a comma for a dot", testTo("taro@lab、test"), "error test_to address-marks [test_to taro@lab.test]"},
		{"account with a comma for a dot", user("taro@example、jp"), "warning outgoing.user address-marks [outgoing.user taro@example.jp]"},
		{"account in full width", user("taro＠example．jp"), "warning outgoing.user address-marks [outgoing.user taro@example.jp]"},
		{"account that is no address", user("taro、yamada"), ""},
		{"host with a comma for a dot", host("mail、example.jp"), "error outgoing.host host-marks [outgoing.host mail.example.jp]"},
		{"host with a middle dot", host("mail・example.jp"), "error outgoing.host host-marks [outgoing.host mail.example.jp]"},
		{"address with stops", host("192。0。2。1"), ""},
		{"HELO with a comma for a dot", helo("pc、example.jp"), "error outgoing.helo host-marks [outgoing.helo pc.example.jp]"},
		{"sender with a name", from("Taro <taro@example.jp>"), "error from address-invalid"},
		{"sender in brackets", from("<taro@example.jp>"), "error from address-invalid"},
		{"two senders", from("a@example.jp,b@example.jp"), "error from address-invalid"},
		{"dots in a row", from("a..b@example.jp"), "error from address-invalid"},
		{"dots in a row in quotes", from(`"a..b."@example.jp`), ""},
		{"no local part", from("@example.jp"), "error from address-invalid"},
		{"no domain", from("taro@"), "error from address-invalid"},
		{"two at signs", from("a@b@example.jp"), "error from address-invalid"},
		{"very long", from(strings.Repeat("a", 250) + "@example.jp"), "error from address-invalid"},
		{"another domain", from("taro@example.com"), "note from from-domain"},
		{"the same domain in capitals", from("taro@EXAMPLE.jp"), ""},
		{"Japanese domain", from("taro@日本語.jp"), "note from from-domain"},
		{"no sender", from(""), "error from required"},
		{"bare word as recipient", testTo("hanako"), "error test_to address-invalid"},
		{"no recipient", testTo(" "), "error test_to required"},
		{"notify nobody", notify("", " 　"), ""},
		{"notify several", notify("a@example.jp", "ｂ＠example.jp", `"c d"@example.jp`), `note notify address-wide [notify a@example.jp, b@example.jp, "c d"@example.jp]`},
		{"notify with a comma for a dot", notify("a@lab", "test", "b@example.jp"), "error notify address-marks [notify a@lab.test, b@example.jp]"},
		{"notify with another for the last dot", notify("a@example.co", "jp"), "error notify address-marks [notify a@example.co.jp]"},
		{"notify with a stop", notify("a@lab。test"), "error notify address-marks [notify a@lab.test]"},
		{"notify somebody odd", notify("a@example.jp", "b", "c"), "error notify addresses-invalid"},
		{"notify two in one", notify("a@example.jp;b@example.jp"), "error notify addresses-invalid"},

		{"timeout 0", timeout(0), "error outgoing.timeout timeout-invalid"},
		{"timeout -5", timeout(-5), "error outgoing.timeout timeout-invalid"},
		{"timeout 5", timeout(5), "warning outgoing.timeout timeout-range"},
		{"timeout 10", timeout(10), ""},
		{"timeout 120", timeout(120), ""},
		{"timeout 300", timeout(300), "warning outgoing.timeout timeout-range"},
		{"timeout 601", timeout(601), "error outgoing.timeout timeout-invalid"},
		{"size -1", func(p *Profile) { p.Outgoing.SizeLimit = -1 }, "error outgoing.size_limit size-invalid"},
		{"size of a terabyte", func(p *Profile) { p.Outgoing.SizeLimit = 1 << 20 }, ""},
		{"size beyond", func(p *Profile) { p.Outgoing.SizeLimit = 1<<20 + 1 }, "error outgoing.size_limit size-invalid"},

		{"password with a line end", password("himitsu\n"), "error outgoing.password password-control"},
		{"password with a tab", password("himi\ttsu"), "error outgoing.password password-control"},
		{"password with spaces around", password(" himitsu "), "warning outgoing.password password-space"},
		{"password with a space inside", password("himi tsu"), ""},
		{"Google's groups", password("abcd efgh ijkl mnop"), "warning outgoing.password password-space"},
		{"Japanese password", password("ひみつ"), "note outgoing.password password-not-ascii"},
		{"full-width password", password("ｈｉｍｉｔｓｕ"), "note outgoing.password password-not-ascii"},

		{"pin", pin(fingerprint), ""},
		{"pin with colons, in capitals", pin("01:23:45:67:89:AB:CD:EF" + strings.Repeat(":01:23:45:67:89:AB:CD:EF", 3)), ""},
		{"pin with spaces", pin(" " + fingerprint[:32] + " " + fingerprint[32:] + " "), ""},
		{"pin too short", pin(fingerprint[:40]), "error pin pin-invalid"},
		{"pin that is no number", pin(strings.Repeat("xy", 32)), "error pin pin-invalid"},

		{"HELO name", helo("pc.example.jp"), ""},
		{"HELO single label", helo("pc"), ""},
		{"HELO underscore", helo("my_pc"), ""},
		{"HELO Japanese", helo("パソコン.example.jp"), ""},
		{"HELO full width", helo("ｐｃ．ｅｘａｍｐｌｅ．ｊｐ"), ""},
		{"HELO literal", helo("[192.0.2.1]"), ""},
		{"HELO literal of IPv6", helo("[IPv6:2001:db8::1]"), ""},
		{"HELO literal that is open", helo("[192.0.2.1"), "error outgoing.helo helo-invalid"},
		{"HELO literal that is none", helo("[mx]"), "error outgoing.helo helo-invalid"},
		{"HELO with a space", helo("my pc"), "error outgoing.helo helo-invalid"},
		{"HELO with a line end", helo("pc\r\nQUIT"), "error outgoing.helo helo-invalid"},
		{"HELO that is an address", helo("taro@example.jp"), "error outgoing.helo helo-invalid"},
		{"HELO with a NUL", helo("pc\x00"), "error outgoing.helo helo-invalid"},

		{"POP by itself", pop(PopBefore{Host: "pop.example.jp", Encryption: TLS, User: "taro", Password: "x"}), ""},
		{"POP scheme", popHost("pop3s://pop.example.jp:995"), "error outgoing.pop.host host-scheme [outgoing.pop.host pop.example.jp] [outgoing.pop.encryption tls] [outgoing.pop.port 995]"},
		{"POP port behind the name", popHost("pop.example.jp:110"), "error outgoing.pop.host host-port [outgoing.pop.host pop.example.jp] [outgoing.pop.port 110]"},
		{"POP port range", pop(PopBefore{Port: 65536, Encryption: TLS}), "error outgoing.pop.port port-range"},
		{"POP 995 and nothing", pop(PopBefore{Port: 995, Auth: APOP}), "warning outgoing.pop.port port-encryption [outgoing.pop.encryption tls]"},
		{"POP 110 and TLS", pop(PopBefore{Port: 110, Encryption: TLS}), "warning outgoing.pop.port port-encryption [outgoing.pop.encryption starttls]"},
		{"POP in clear", pop(PopBefore{}), "warning outgoing.pop.encryption auth-plaintext"},
		{"POP with APOP in clear", pop(PopBefore{Auth: APOP}), ""},
		{"POP mechanism", pop(PopBefore{Auth: PLAIN, Encryption: TLS}), "error outgoing.pop.auth auth-unknown"},
		{"POP encryption", pop(PopBefore{Encryption: "ssl"}), "warning outgoing.pop.port port-encryption [outgoing.pop.encryption starttls]; error outgoing.pop.encryption encryption-unknown"},
		{"POP wait 60", pop(PopBefore{Encryption: TLS, Wait: 60}), ""},
		{"POP wait 61", pop(PopBefore{Encryption: TLS, Wait: 61}), "error outgoing.pop.wait wait-range"},
		{"POP wait -1", pop(PopBefore{Encryption: TLS, Wait: -1}), "error outgoing.pop.wait wait-range"},
		{"POP user of its own without a password", pop(PopBefore{Encryption: TLS, User: "taro"}), "error outgoing.pop.password required"},
		{"POP without an account to borrow", func(p *Profile) { p.Outgoing.Auth, p.Outgoing.User, p.Outgoing.Password = NoAuth, "", "" }, "error outgoing.pop.user required; error outgoing.pop.password required"},
		{"POP user with a NUL", pop(PopBefore{Encryption: TLS, User: "ta\x00ro", Password: "x"}), "error outgoing.pop.user user-control"},

		{"code", func(p *Profile) { p.Code = "本社-1_a.b" }, ""},
		{"code with a space", func(p *Profile) { p.Code = "本 社" }, "error code code-invalid"},
		{"code of 101", func(p *Profile) { p.Code = long(101) }, "error code code-long"},
		{"name of 100", func(p *Profile) { p.Name = long(100) }, ""},
		{"name of 101", func(p *Profile) { p.Name = long(101) }, "error name name-long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := passable()
			tt.change(&p)
			if got := judged(p.Check(SendScope)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestCheckScope asks an empty profile for what each scope needs.
func TestCheckScope(t *testing.T) {
	for scope, want := range map[Scope]string{
		"":             "outgoing.host",
		ConnectScope:   "outgoing.host",
		LoginScope:     "outgoing.host outgoing.user outgoing.password",
		RecipientScope: "outgoing.host outgoing.user outgoing.password from test_to",
		SendScope:      "outgoing.host outgoing.user outgoing.password from test_to",
	} {
		var fields []string
		for _, p := range Errors(NewProfile().Check(scope)) {
			if p.Code != "required" {
				t.Errorf("%q: %s %s", scope, p.Field, p.Code)
			}
			fields = append(fields, p.Field)
		}
		if got := strings.Join(fields, " "); got != want {
			t.Errorf("%q: got %s, want %s", scope, got, want)
		}
	}
}
