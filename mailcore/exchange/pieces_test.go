package exchange_test

import (
	"reflect"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/exchange"
	"todoku/mailcore/products"
)

// awkwardSecrets are passwords that a file can spoil.
var awkwardSecrets = []mailcore.Secret{
	"plain", `it's`, `a"b`, `'"`, "#x", "a #b", "$HOME", "a$b", "a${b", "100%", "%41", "a%20b", "a:b", "a: b", "a@b", "@x", " before", "after ", "a b",
	"秘密のことば", "é😀", "!x", "*x", "&x", "-x", "- x", "|x", ">x", "?", "? x", ",", "`x`", "yes", "no", "true", "null", "~", "nil", "None", "0123", "0x1f", "1e3", "2024-01-01",
	`a\b`, `\`, `\\`, `\'`, `a\n`, `\x41`, `a\`, "<%x", "a<%b", "a<%= b", "<%%", "%>", "%%>", "#{", "a#{b", "+", "a+b", "a/b?c", "a&b=c", "(x)", "a)b", "{{", "=",
}

// office are settings that each of the products with a file can say.
func office() mailcore.Profile {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption = "smtp.example.jp", 465, mailcore.TLS
	p.Outgoing.User, p.Outgoing.Password = "taro+mail@example.jp", "himitsu"
	return p
}

// readPiece reads what belongs into the file of a product, as an import does.
func readPiece(t *testing.T, s products.Screen, p mailcore.Profile, secret bool) exchange.Draft {
	t.Helper()
	piece := s.Piece(p, secret)
	drafts, f, err := exchange.Read([]byte(piece), "")
	if err != nil || len(drafts) != 1 {
		t.Fatalf("%s read as %s: %d drafts, %v\n%s", s.ID, f.ID, len(drafts), err, piece)
	}
	return drafts[0]
}

func withFiles() (all []products.Screen) {
	for _, s := range products.Screens() {
		if s.File != nil {
			all = append(all, s)
		}
	}
	return all
}

// What the sheet says of a product's file, an import reads again.
func TestPiecesComeBack(t *testing.T) {
	for _, s := range withFiles() {
		for _, secret := range awkwardSecrets {
			p := office()
			p.Outgoing.Password = secret
			if got := readPiece(t, s, p, true); !reflect.DeepEqual(got.Profile.Outgoing, p.Outgoing) {
				t.Errorf("%s: %q comes back as %q, %+v\n%s", s.ID, string(secret), string(got.Profile.Outgoing.Password), got.Notes, s.Piece(p, true))
			}
		}
	}
}

func TestPiecesComeBackWithTheirRows(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*mailcore.Profile)
		except mailcore.Product // that cannot tell it from something else
	}{
		{"STARTTLS", func(p *mailcore.Profile) { p.Outgoing.Port, p.Outgoing.Encryption = 587, mailcore.STARTTLS }, ""},
		{"another port", func(p *mailcore.Profile) { p.Outgoing.Port, p.Outgoing.Encryption = 2525, mailcore.STARTTLS }, ""},
		{"no encryption", func(p *mailcore.Profile) { p.Outgoing.Port, p.Outgoing.Encryption = 25, mailcore.NoEncryption }, products.ECCube},
		{"LOGIN", func(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.LOGIN }, products.ECCube},
		{"CRAM-MD5", func(p *mailcore.Profile) { p.Outgoing.Auth = mailcore.CRAMMD5 }, products.ECCube},
		{"no login", func(p *mailcore.Profile) {
			p.Outgoing.Auth, p.Outgoing.User, p.Outgoing.Password = mailcore.NoAuth, "", ""
		}, ""},
		{"HELO", func(p *mailcore.Profile) { p.Outgoing.HELO = "office.example.jp" }, ""},
		{"an address", func(p *mailcore.Profile) { p.Outgoing.Host = "2001:db8::1" }, ""},
		{"a user with signs", func(p *mailcore.Profile) { p.Outgoing.User = `DOMAIN\taro:x'"%` }, ""},
	} {
		for _, s := range withFiles() {
			p := office()
			test.change(&p)
			if got := readPiece(t, s, p, true); s.ID != test.except && !reflect.DeepEqual(got.Profile.Outgoing, p.Outgoing) {
				t.Errorf("%s, %s: %+v, notes %+v, from\n%s", test.name, s.ID, got.Profile.Outgoing, got.Notes, s.Piece(p, true))
			}
		}
	}
}

// GitLab keeps the sender in the same file.
func TestGitLabSenderComesBack(t *testing.T) {
	s, _ := products.For(products.GitLab)
	p := office()
	p.From, p.FromName = "gitlab@example.jp", "開発部's GitLab"
	if got := readPiece(t, s, p, true).Profile; got.From != p.From || got.FromName != p.FromName {
		t.Errorf("%q <%s>", got.FromName, got.From)
	}
}

// A blank is no password.
func TestPiecesWithoutTheirSecret(t *testing.T) {
	for _, s := range withFiles() {
		got := readPiece(t, s, office(), false)
		if !strings.Contains(s.Piece(office(), false), products.Blank) || strings.Contains(s.Piece(office(), false), "himitsu") {
			t.Errorf("%s: %s", s.ID, s.Piece(office(), false))
		}
		if got.Profile.Outgoing.Password != "" || got.Profile.Outgoing.User == "" {
			t.Errorf("%s: %q, %+v", s.ID, string(got.Profile.Outgoing.Password), got.Notes)
		}
	}
}

// A DSN without a port is one of Symfony Mailer, which takes TLS then.
func TestDSNWithoutPort(t *testing.T) {
	for dsn, want := range map[string]mailcore.Encryption{
		"MAILER_DSN=smtp://smtp.example.jp":                               mailcore.TLS,
		"MAILER_DSN=smtp://localhost":                                     mailcore.STARTTLS,
		"MAILER_DSN=smtp://taro:p%40ss@smtp.example.jp?verify_peer=0":     mailcore.TLS,
		"MAILER_DSN=smtp://smtp.example.jp:465":                           mailcore.TLS,
		"MAILER_DSN=smtp://smtp.example.jp:587?local_domain=a.example.jp": mailcore.STARTTLS,
	} {
		drafts, _, err := exchange.Read([]byte(dsn), ".env")
		if err != nil || drafts[0].Profile.Outgoing.Encryption != want {
			t.Errorf("%s: %+v, %v", dsn, drafts, err)
		}
	}
}
