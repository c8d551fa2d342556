//go:build lab

package mailers

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A reading is what the program of a product understands of its file.
type reading struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	TLS      bool   `json:"tls"`
	STARTTLS bool   `json:"starttls"`
	Plain    bool   `json:"plain"`
	HELO     string `json:"helo"`
	Auth     string `json:"auth"`
	User     string `json:"user"`
	Password string `json:"password"`
	DSN      string `json:"dsn"` // of Symfony
}

// readers are the programs that read the files as the products do.
var readers = map[mailcore.Product][]string{
	products.Redmine: {"ruby", "redmine.rb"},
	products.GitLab:  {"ruby", "gitlab.rb"},
	products.ECCube:  {"php", "eccube.php"},
}

// awkward are texts that a file can spoil.
var awkward = []string{
	"plain", `it's`, `a"b`, `'"`, `''`, `""`, "#x", "a #b", "$HOME", "${HOME}", "a$b", "a${b", "$(id)", "$$", "100%", "%41", "%", "a%20b", "%kernel.project_dir%", "%env(HOME)%", "a:b", "a: b", ":x", ":sym",
	"a@b", "@x", " before", "after ", "a b", "a  b", "秘密のことば", "é😀", "!x", "!ruby/object:Object", "*x", "&x", "-x", "- x", "---", "...", "|x", ">x", "?", "? x", ",", "[x]", "{x}", "`id`", "yes", "no", "true", "null", "~", "nil",
	"0123", "0x1f", "1e3", "12:30:00", "2024-01-01", `a\b`, `\`, `\\`, `\\\`, `\'`, `\"`, `a\n`, `\x41`, `\u0041`, `a\`, "<%x", "a<%b", "<%= 1 %>", "<%% x", "<%%", "<%%>", "%>", "%%>", `\<%`, `\\<%= 2 %>`, "<%-", "-%>", "#{1}", "#$0", "#@x", "a#{b",
	"+", "a+b", "a/b?c", "a&b=c", "(x)", "a)b", "{{x}}", "=", "a=b", "/", "?", "a\tb", "<password>", "0", "a\u200bb", "a\u00a0b", "a\u2028b", "\ufeffa", "e\u0301",
}

// asked lists settings with each text as password, as user name, and as what
// the mailer calls itself where a name can be so.
func asked() (all []mailcore.Profile) {
	add := func(change func(*mailcore.Profile)) {
		p := mailcore.NewProfile()
		o := &p.Outgoing
		o.Host, o.Port, o.Encryption, o.User, o.Password = "smtp.example.jp", 465, mailcore.TLS, "taro@example.jp", "himitsu"
		change(&p)
		all = append(all, p)
	}
	for _, text := range awkward {
		add(func(p *mailcore.Profile) { p.Outgoing.Password = mailcore.Secret(text) })
		add(func(p *mailcore.Profile) { p.Outgoing.User = text })
	}
	add(func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Port = mailcore.STARTTLS, 587 })
	add(func(p *mailcore.Profile) { p.Outgoing.Encryption, p.Outgoing.Port = mailcore.NoEncryption, 25 })
	add(func(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.LOGIN })
	add(func(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.CRAMMD5 })
	add(func(p *mailcore.Profile) {
		p.Outgoing.Auth, p.Outgoing.User, p.Outgoing.Password = mailcore.NoAuth, "", ""
	})
	add(func(p *mailcore.Profile) { p.Outgoing.HELO = "office.example.jp" })
	add(func(p *mailcore.Profile) { p.Outgoing.Host = "2001:db8::1" })
	add(func(p *mailcore.Profile) { p.Outgoing.Host = "日本語.example.jp" })
	return all
}

// words are the products' names of mechanisms; EC-CUBE has none.
var words = map[mailcore.AuthMethod]string{mailcore.PLAIN: "plain", mailcore.LOGIN: "login", mailcore.CRAMMD5: "cram_md5"}

// meant is what p says, as the product's program should understand it.
func meant(id mailcore.Product, p mailcore.Profile) reading {
	o := p.Outgoing
	host, _ := mailcore.ASCIIHost(o.Host)
	r := reading{host, o.Port, o.Encryption == mailcore.TLS, o.Encryption == mailcore.STARTTLS, o.Encryption == mailcore.NoEncryption, o.HELO, words[o.Auth], o.User, string(o.Password), ""}
	if id == products.ECCube { // which takes STARTTLS where it can, and chooses how to log in
		r.STARTTLS, r.Plain, r.Auth = !r.TLS, false, ""
	}
	return r
}

// What the sheet says of a product's file is what the product reads.
func TestQuoting(t *testing.T) {
	for _, s := range products.Screens() {
		if s.File == nil {
			continue
		}
		t.Run(string(s.ID), func(t *testing.T) {
			profiles := asked()
			pieces := make([]string, len(profiles))
			for i, p := range profiles {
				pieces[i] = s.Piece(p, true)
			}
			for i, got := range read(t, s.ID, pieces) {
				want := meant(s.ID, profiles[i])
				if s.ID == products.ECCube { // PHP takes the texts "0" for none
					want.User, want.Password = some(want.User), some(want.Password)
				}
				if got.DSN = ""; got != want {
					t.Errorf("%+v\nis understood as\n%+v\nof\n%s", want, got, pieces[i])
				}
			}
			t.Logf("%d pieces", len(pieces))
		})
	}
}

// libraryOf is the mailer of a product with a file.
var libraryOf = map[mailcore.Product]string{products.Redmine: "redmine", products.GitLab: "gitlab", products.ECCube: "eccube"}

// settings are those of the library for what was read of a piece. [Observe]
// puts the port in.
func (r reading) settings() Settings {
	encryption := "none"
	switch {
	case r.TLS:
		encryption = "tls"
	case r.STARTTLS:
		encryption = "starttls"
	}
	return Settings{
		Host: r.Host, Encryption: encryption, User: r.User, Password: r.Password, HELO: r.HELO, Mechanism: r.Auth,
		DSN: strings.Replace(r.DSN, mailcore.HostPort(r.Host, r.Port), "%HOST%", 1),
	}
}

// With what its product reads of it, the piece of a file sends a mail.
func TestPiecesSend(t *testing.T) {
	var profiles []mailcore.Profile
	var servers []Server
	for i, secret := range []string{"himitsu-1", `a"b\c 'd`, "%41<&> x", "pa\"ss", "a+b@c:d/e?f#g", "<% $HOME #{1}", " null ", "~"} {
		p := mailcore.NewProfile()
		o := &p.Outgoing
		o.Host, o.Port, o.Encryption, o.User, o.Password, o.HELO = "127.0.0.1", 587, mailcore.STARTTLS, "taro+x@example.jp", mailcore.Secret(secret), "office.example.jp"
		server := Server{TLS: "starttls", TLSFirst: true, Auth: []string{"AUTH PLAIN LOGIN CRAM-MD5"}}
		if i%2 == 1 {
			o.Encryption, server = mailcore.TLS, Server{TLS: "implicit", Auth: server.Auth}
		}
		o.Auth = []mailcore.AuthMethod{mailcore.PLAIN, mailcore.LOGIN, mailcore.PLAIN, mailcore.CRAMMD5}[i%4]
		profiles, servers = append(profiles, p), append(servers, server)
	}
	for id, name := range libraryOf {
		screen, _ := products.For(id)
		pieces := make([]string, len(profiles))
		for i, p := range profiles {
			pieces[i] = screen.Piece(p, true)
		}
		for i, r := range read(t, id, pieces) {
			r.Host = "127.0.0.1" // where the server is
			seen := Observe(t, name, Case{Name: pieces[i], Server: servers[i], Settings: r.settings()})
			if !seen.OK || !seen.Encrypted || seen.EHLO != "office.example.jp" || len(seen.Tried) != 1 {
				t.Errorf("%s: %+v of\n%s", id, seen, pieces[i])
			}
		}
	}
}

// Ruby's net-smtp computes CRAM-MD5 of ASCII alone, which the screens of its
// products say.
func TestRubyDigest(t *testing.T) {
	for _, id := range []mailcore.Product{products.Redmine, products.GitLab} {
		server := Server{TLS: "implicit", Auth: []string{"AUTH CRAM-MD5"}}
		s := Settings{Host: "127.0.0.1", Encryption: "tls", User: "taro", Password: "合言葉", Mechanism: "cram_md5"}
		if seen := Observe(t, libraryOf[id], Case{Server: server, Settings: s}); seen.OK || !strings.Contains(seen.Error, "char range") {
			t.Errorf("%s: %+v", id, seen)
		}
		screen, _ := products.For(id)
		p := mailcore.NewProfile()
		p.Outgoing.Auth, p.Outgoing.Password = mailcore.CRAMMD5, mailcore.Secret(s.Password)
		if !slices.ContainsFunc(screen.Obstacles(p), func(o products.Obstacle) bool { return o.Code == "ruby-cram-md5" && o.Severity == mailcore.Error }) {
			t.Errorf("%s does not say so", id)
		}
	}
}

func some(text string) string {
	if text == "0" {
		return ""
	}
	return text
}

func read(t *testing.T, id mailcore.Product, pieces []string) (all []reading) {
	t.Helper()
	in, err := json.Marshal(pieces)
	if err != nil {
		t.Fatal(err)
	}
	var complaint bytes.Buffer
	reader, ok := readers[id]
	if !ok {
		t.Fatal("nothing reads its file as it does")
	}
	cmd := exec.Command(reader[0], filepath.Join("readers", reader[1]), t.TempDir())
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), &complaint
	cmd.Env = append(cmd.Environ(), "LANG=C.UTF-8")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaint.Bytes())
	}
	if err := json.Unmarshal(out, &all); err != nil || len(all) != len(pieces) {
		t.Fatalf("%d answers to %d pieces, %v\n%s%s", len(all), len(pieces), err, out, complaint.Bytes())
	}
	return all
}
