package exchange

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
	"todoku/mailcore/products"
)

// Passwords come along, and are nowhere else than in the profile.
func TestPasswords(t *testing.T) {
	for path, want := range map[string]string{
		"env/laravel.env":           "pa$$w0rd #1",
		"env/nodemailer.env":        "a$HOME#b",
		"env/url.env":               "p:w",
		"url/several":               "p@ss",
		"env/dsn-slash.env":         "ab/cd",
		"env/symfony.env":           "a/b",
		"env/placeholders.env":      "",
		"code/rails.rb":             `pa#ss "x"`,
		"code/nextcloud-tls.php":    "mail'secret",
		"code/phpmailer.php":        "se$cret",
		"code/django.py":            "",
		"compose/images.yml":        "",
		"compose/list.yml":          "mailsecret",
		"ini/grafana.ini":           "mail#secret",
		"ini/gitea.ini":             "insecret",
		"json/mattermost.json":      "pa/ss",
		"yaml/redmine.yml":          "himitsu",
		"yaml/spring-flat.yml":      "himi#tsu",
		"yaml/spring.yml":           "",
		"properties/keycloak":       "pa=ssあ",
		"fetchmail/fetchmailrc":     "himitsu",
		"mutt/plain.muttrc":         "a$b c",
		"mbsync/mbsyncrc":           "",
		"mbsync/several":            `p#w "x"`,
		"mpop/mpoprc":               "himitsu",
		"ssmtp/tls.conf":            "se=cret",
		"postfix/whole.cf":          "pa:ss word",
		"postfix/main.cf":           "",
		"msmtprc/msmtprc":           "s3cret word",
		"toml/settings.toml":        "himitsu",
		"notice/02-one-line.txt":    "Hanabi-2024",
		"notice/03-tabs.txt":        "Kiku7788",
		"notice/15-arrows.txt":      "nishi123",
		"notice/18-letter.txt":      "Toridori_55",
		"notice/12-pop-before-smtp": "",
	} {
		t.Run(path, func(t *testing.T) {
			drafts, _, err := readSample(t, path)
			found := ""
			for _, d := range drafts {
				for _, key := range d.Passwords() {
					found = string(*d.Profile.Field(key).(*mailcore.Secret))
				}
				rest := d
				rest.Profile = mailcore.Profile{}
				if text := fmt.Sprintf("%+v", rest); found != "" && strings.Contains(text, found) {
					t.Errorf("the password is in %s", text)
				}
			}
			if found != want {
				t.Errorf("got %q, want %q (%v)", found, want, err)
			}
		})
	}
}

func readSample(t *testing.T, path string) ([]Draft, Format, error) {
	t.Helper()
	names, _ := filepath.Glob("testdata/" + path + "*")
	data, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(path, "before-smtp") { // a notice without its password
		data = slices.DeleteFunc(data, func(b byte) bool { return b == '9' })
		data = []byte(strings.ReplaceAll(string(data), "mukashi", "別紙"))
	}
	return Read(data, filepath.Base(names[0]))
}

// exact lists what each format has a place for.
var exact = map[string]func(key string) bool{
	"toml": func(string) bool { return true },
	"csv":  func(string) bool { return true },
	"msmtprc": func(key string) bool {
		return slices.Contains([]string{"code", "from", "from_name", "pin", "outgoing.host", "outgoing.port", "outgoing.encryption", "outgoing.auth", "outgoing.helo", "outgoing.timeout"}, key)
	},
	"garoon": func(key string) bool {
		return slices.Contains([]string{"code", "name", "outgoing.host", "outgoing.port", "outgoing.encryption", "outgoing.timeout", "outgoing.pop.use", "outgoing.pop.wait", "incoming.protocol", "incoming.host", "incoming.port", "incoming.timeout"}, key)
	},
	"autoconfig": func(key string) bool {
		return slices.Contains([]string{"name", "outgoing.host", "outgoing.port", "outgoing.encryption", "incoming.protocol", "incoming.host", "incoming.port", "incoming.encryption"}, key)
	},
}

func TestRoundTrips(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for id, keeps := range exact {
		f, _ := Find(id)
		for range 100 {
			profiles := make([]mailcore.Profile, 1+rnd.IntN(4))
			if f.Single {
				profiles = profiles[:1]
			}
			for i := range profiles {
				profiles[i] = randomProfile(rnd, i)
				if p := &profiles[i]; id == "garoon" && p.Outgoing.Auth == mailcore.AutoAuth {
					p.Outgoing.Auth = mailcore.LOGIN
				}
			}
			roundTrip(t, f, profiles, keeps)
		}
	}
}

func roundTrip(t *testing.T, f Format, profiles []mailcore.Profile, keeps func(string) bool) {
	t.Helper()
	data, err := f.Write(profiles)
	if err != nil {
		t.Fatal(f.ID, err)
	}
	drafts, guess, err := Read(data, "")
	if err != nil || guess.ID != f.ID || len(drafts) != len(profiles) {
		t.Fatalf("%s: %d drafts of %d as %q, %v:\n%s", f.ID, len(drafts), len(profiles), guess.ID, err, data)
	}
	for i, p := range profiles {
		for _, key := range mailcore.FieldKeys() {
			if got := drafts[i].Profile.Text(key); got != p.Text(key) && keeps(key) && matters(p, key) {
				t.Fatalf("%s: %s is %q, want %q:\n%s", f.ID, key, got, p.Text(key), data)
			}
		}
		if f.ID == "toml" && drafts[i].Profile.ID != p.ID {
			t.Errorf("the ID is %q, want %q", drafts[i].Profile.ID, p.ID)
		}
		if lost := f.Lost(p); slices.ContainsFunc(lost, keeps) {
			t.Errorf("%s: lost %q", f.ID, lost)
		}
	}
	if strings.Contains(string(data), "hunter2") {
		t.Errorf("%s: the password is in\n%s", f.ID, data)
	}
}

var pieces = []string{"a", "=1+1", "'", "''=", "\"", "`", "#", "<b>", "&amp;", "]]>", "\\", "@x", "-", "+", "届く", "🌸", ":", ";", "= x", "é", "%"}

// randomProfile fills the fields with what people may type, hostile pieces
// included, as far as all formats with a place for a field can say it.
func randomProfile(rnd *rand.Rand, n int) mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID = fmt.Sprintf("id-%d", n)
	for _, key := range mailcore.FieldKeys() {
		switch pointer := p.Field(key).(type) {
		case *mailcore.Secret:
			*pointer = "hunter2"
		case *bool:
			*pointer = rnd.IntN(2) == 0
		case *int:
			*pointer = 1 + rnd.IntN(600)
		case *string:
			*pointer = pieces[rnd.IntN(len(pieces))] + pieces[rnd.IntN(len(pieces))]
		case *[]string:
			*pointer = []string{"a@example.jp", "=b@example.jp"}[:rnd.IntN(3)]
		case *[]mailcore.Product:
			*pointer = products.IDs[:rnd.IntN(5)]
		default:
			list := choices[key]
			_ = p.Set(key, list[rnd.IntN(len(list))])
		}
	}
	p.Code = fmt.Sprintf("server-%d", n)
	p.From = fmt.Sprintf("user%d@example.jp", n)
	p.Outgoing.Host, p.Incoming.Host = "smtp.example.jp", "pop.example.jp"
	p.Outgoing.HELO, p.Pin, p.OAuth = "pc.example.jp", strings.Repeat("0af1", 16), ""
	p.Charset = mailcore.UTF8
	if p.Outgoing.Auth == mailcore.NoAuth {
		p.Outgoing.SameAccount = false
	}
	return p.Normalised()
}

// What a format has no place for is said.
func TestLost(t *testing.T) {
	p := mailcore.NewProfile()
	p.Code, p.Outgoing.Host, p.Outgoing.User, p.Outgoing.Auth = "a", "smtp.example.jp", "taro", mailcore.NTLM
	p.Incoming.Protocol, p.Incoming.Host, p.Notify = mailcore.POP3, "pop.example.jp", []string{"a@example.jp"}
	garoon, _ := Find("garoon")
	if got := garoon.Lost(p); !slices.Equal(got, []string{"outgoing.auth", "outgoing.user", "incoming.auth", "notify"}) && !slices.Equal(got, []string{"outgoing.auth", "outgoing.user", "notify"}) {
		t.Errorf("Garoon loses %q", got)
	}
	csv, _ := Find("csv")
	if got := csv.Lost(p); got != nil {
		t.Errorf("CSV loses %q", got)
	}
}

func TestPostfix(t *testing.T) {
	p := mailcore.NewProfile()
	p.Outgoing.Host, p.Outgoing.Port, p.Outgoing.Encryption, p.Outgoing.User, p.Outgoing.Password = "smtp.example.jp", 465, mailcore.TLS, "taro", "hunter2"
	f, _ := Find("postfix")
	got, err := f.Write([]mailcore.Profile{p})
	if err != nil {
		t.Fatal(err)
	}
	mailtest.Golden(t, "testdata/postfix.want", string(got))
	if _, err := f.Write([]mailcore.Profile{p, p}); code(err) != "one-only" {
		t.Error(err)
	}
}

func code(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return fmt.Sprint(err)
}

// Whatever is wrong is said quickly, and by a code that has words.
func TestHostile(t *testing.T) {
	deep := strings.Repeat("<a>", 100_000)
	bomb := "A=" + strings.Repeat("x", 4000) + "\n"
	for c := 'B'; c <= 'Z'; c++ {
		bomb += fmt.Sprintf("%c=%s\n", c, strings.Repeat(fmt.Sprintf("${%c}", c-1), 500))
	}
	accounts := "account a\n" + strings.Repeat("port 1\n", 10_000)
	for i := range 5000 {
		accounts += fmt.Sprintf("account b%d : a,a,a\n", i)
	}
	for name, c := range map[string]struct{ text, file, want string }{
		"nothing":      {"", "", "empty"},
		"white":        {" \n\t", "", "empty"},
		"huge":         {strings.Repeat("a", maxSize+1), "", "too-large"},
		"NUL":          {"MAIL_HOST=a\x00b", "", "binary"},
		"PNG":          {"\x89PNG\r\n\x1a\n\x00\x00", "", "binary"},
		"no encoding":  {"\xff\xf0\x80 \xfd", "", "encoding"},
		"age":          {"-----BEGIN AGE ENCRYPTED FILE-----\n", "", "bundle"},
		"deep XML":     {"<clientConfig>" + deep, "", "too-deep"},
		"entities":     {`<!DOCTYPE a [<!ENTITY b "c">]><clientConfig>&b;</clientConfig>`, "", "doctype"},
		"half XML":     {"<clientConfig><emailProvider>", "", "syntax"},
		"deep TOML":    {"a = " + strings.Repeat("[", 1_000_000), "x.toml", "syntax"},
		"newer":        {"version = 99\n[[profiles]]\ncode='a'", "", "newer"},
		"many":         {"code,outgoing.host\n" + strings.Repeat("a,b\n", maxDrafts+1), "", "too-many"},
		"a poem":       {"古池や蛙飛びこむ水の音", "", "nothing-found"},
		"expansion":    {bomb + "MAIL_TEMPLATE=${Z}\n", ".env", "nothing-found"},
		"inheritance":  {accounts, "msmtprc", "too-many"},
		"empty config": {"<clientConfig/>", "", "nothing-found"},
		"long notice":  {strings.Repeat("送信サーバー: a.example.jp\n", 10_000), "", "too-large"},
		"long lines":   {strings.Repeat(strings.Repeat("サーバー a ポート ", 150)+"受信\n", 33), "", "nothing-found"},
		"comments":     {"<clientConfig>" + strings.Repeat("a<!---->", 500_000) + "</clientConfig>", "", "nothing-found"},
		"offers":       {"<clientConfig><emailProvider>" + strings.Repeat("<incomingServer/>", 60_000) + "</emailProvider></clientConfig>", "", "nothing-found"},
		"prefixes":     {prefixes(20_000), ".env", "too-many"},
		"deep plist":   {"<plist>" + strings.Repeat("<dict><key>a</key>", 100_000), "a.mobileconfig", "too-deep"},
		"deep YAML":    {"spring: " + strings.Repeat("[", 5000), "a.yml", "syntax"},
		"many aliases": {"a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + aliases() + "smtp: {host: *a9}\n", "a.yml", "too-deep"},
		"deep JSON":    {strings.Repeat(`{"smtp":`, 5000), "a.json", "too-deep"},
		"deep code":    {"a = " + strings.Repeat("[", 100_000), "a.rb", "too-deep"},
		"half JSON":    {`{"Smtp": {"Host": "a.jp"`, "a.json", "syntax"},
		"no YAML":      {"spring:\n  mail: [\n", "a.yml", "syntax"},
		"bad TOML":     {"[[profiles]\n", "x.toml", "syntax"},
		"CSV of names": {"code,outgoing.host\n\n", "", "nothing-found"},
	} {
		t.Run(name, func(t *testing.T) {
			drafts, _, err := Read([]byte(c.text), c.file)
			if code(err) != c.want || !slices.Contains(ErrorCodes, code(err)) {
				t.Errorf("got %d drafts, %v; want %s", len(drafts), err, c.want)
			}
		})
	}
}

// prefixes names as many programs as lines.
func prefixes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "A%d_SMTP_HOST=a%d.jp\nB%d_SMTP_PORT=25\n", i, i, i)
	}
	return b.String()
}

// aliases make ten of each line out of the one before.
func aliases() string {
	var b strings.Builder
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d,", i-1), 9), i-1)
	}
	return b.String()
}

func TestEncodings(t *testing.T) {
	for name, text := range map[string]string{
		"UTF-16":      "\xff\xfe" + string([]byte{'M', 0, 'A', 0, 'I', 0, 'L', 0, '_', 0, 'H', 0, 'O', 0, 'S', 0, 'T', 0, '=', 0, 'a', 0, '.', 0, 'j', 0, 'p', 0}),
		"ISO-2022-JP": "\x1b$BAw?.\x1b(B\nMAIL_HOST=a.jp",
		"EUC-JP":      "# \xa5\xe1\xa1\xbc\xa5\xeb\nMAIL_HOST=a.jp",
	} {
		drafts, _, err := Read([]byte(text), "")
		if err != nil || drafts[0].Profile.Outgoing.Host != "a.jp" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFormatsHaveWhatTheyNeed(t *testing.T) {
	for _, f := range Formats {
		if f.CanRead() == (f.sniff == nil) || !f.CanRead() && !f.CanWrite() {
			t.Errorf("%s can be neither recognised nor written", f.ID)
		}
		if _, err := f.Write([]mailcore.Profile{mailcore.NewProfile()}); (code(err) == "unwritable") == f.CanWrite() {
			t.Errorf("%s: %v", f.ID, err)
		}
		if _, err := f.Read([]byte("x")); (code(err) == "unreadable") == f.CanRead() {
			t.Errorf("%s: %v", f.ID, err)
		}
	}
	if _, ok := Find("nothing"); ok {
		t.Error("found nothing")
	}
}

// Every code that is used is in its list, and the other way round.
func TestCodesAreListed(t *testing.T) {
	var source strings.Builder
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil && name != "error.go" && !strings.HasSuffix(name, "_test.go") {
			source.Write(data)
		}
	}
	for _, c := range ErrorCodes {
		if !strings.Contains(source.String(), `Code: "`+c+`"`) {
			t.Errorf("nobody makes the error %s", c)
		}
	}
	for _, c := range NoteCodes {
		if !strings.Contains(source.String(), `note("`+c+`"`) && !strings.Contains(source.String(), `Code: "`+c+`"`) {
			t.Errorf("nobody makes the note %s", c)
		}
	}
}

func TestPlan(t *testing.T) {
	a, b := mailcore.NewProfile(), mailcore.NewProfile()
	a.ID, a.Code, a.Outgoing.Host, a.From = "1", "honsha", "old.example.jp", "keep@example.jp"
	b.ID, b.Code = "2", "shiten"
	drafts := []Draft{
		draftOf("", "honsha", "new.example.jp"), // the code: changes a
		draftOf("2", "honsha", "b.example.jp"),  // the ID: changes b, whose code stays
		draftOf("", "honsha", "c.example.jp"),   // a again: a new one with a number
		draftOf("", "", "d.example.jp"),
		draftOf("", "kobe", "e.example.jp"),
		draftOf("", "kobe", "f.example.jp"),
	}
	existing := []mailcore.Profile{a, b}
	plan := Plan(existing, drafts)
	all := Apply(existing, plan)
	var codes, hosts []string
	ids := map[string]bool{}
	for _, p := range all {
		codes, hosts, ids[p.ID] = append(codes, p.Code), append(hosts, p.Outgoing.Host), true
	}
	if want := []string{"honsha", "shiten", "honsha-2", "", "kobe", "kobe-2"}; !reflect.DeepEqual(codes, want) {
		t.Errorf("codes %q, want %q", codes, want)
	}
	if want := []string{"new.example.jp", "b.example.jp", "c.example.jp", "d.example.jp", "e.example.jp", "f.example.jp"}; !reflect.DeepEqual(hosts, want) {
		t.Errorf("hosts %q", hosts)
	}
	if all[0].From != "keep@example.jp" || all[0].Outgoing.Password != "pw" || len(ids) != 6 || ids[""] {
		t.Errorf("%+v, %v", all[0], ids)
	}
	if !plan[0].Replaces() || plan[2].Replaces() || plan[2].Code != "honsha" || plan[1].Code != "honsha" {
		t.Errorf("%+v", plan)
	}
	if changes := plan[0].Changes(); len(changes) != 1 || changes[0].Field != "outgoing.host" {
		t.Errorf("%v", changes)
	}
	if len(Apply(existing, plan[1:2])) != 2 {
		t.Error("what was refused came all the same")
	}
	if again := Plan(all, drafts[3:4]); !again[0].Replaces() || again[0].Profile.ID != all[3].ID {
		t.Errorf("the same account is a new server: %+v", again[0])
	}
	if other := Plan(existing, []Draft{draftOf("9", "honsha", "theirs.example.jp")}); other[0].Replaces() || other[0].Profile.Code != "honsha-2" {
		t.Errorf("another server, by its ID, takes the place of one with its code: %+v", other[0])
	}
	if a.Outgoing.Host != "old.example.jp" || existing[0].Outgoing.Host != "old.example.jp" {
		t.Error("the old list was changed")
	}
}

func draftOf(id, code, host string) Draft {
	d := newDraft()
	d.Profile.ID = id
	d.set("code", code, Source{})
	d.set("outgoing.host", host, Source{})
	d.set("outgoing.password", "pw", Source{})
	return d
}

func TestNumber(t *testing.T) {
	a := mailcore.NewProfile()
	a.ID, a.Code, a.Outgoing.Host = "1", "s1", "a.example.jp"
	existing := []mailcore.Profile{a}
	plan := Plan(existing, []Draft{draftOf("", "", "b.example.jp"), draftOf("", "s3", "c.example.jp"), draftOf("", "", "d.example.jp")})
	Number(existing, plan, func(n int) string { return "s" + strconv.Itoa(n) })
	var codes []string
	for _, p := range plan {
		codes = append(codes, p.Profile.Code)
	}
	if want := []string{"s2", "s3", "s4"}; !reflect.DeepEqual(codes, want) {
		t.Errorf("codes %q, want %q", codes, want)
	}
}

// A file for Garoon says what the test used; before one it is not written.
func TestGaroonSaysWhatWasProven(t *testing.T) {
	f, _ := Find("garoon")
	p := mailcore.NewProfile()
	p.Code, p.Outgoing.Host = "main", "smtp.example.jp"
	p.Incoming.Protocol, p.Incoming.Host = mailcore.POP3, "pop.example.jp"
	if _, err := f.Write([]mailcore.Profile{p}); err == nil || err.Error() != "auth-open" {
		t.Errorf("before a test: %v", err)
	}
	p.Verified = mailcore.Verified{Hash: p.Hash(), At: time.Unix(1e9, 0), OK: true, Auth: mailcore.CRAMMD5, IncomingAuth: mailcore.APOP}
	data, err := f.Write([]mailcore.Profile{p})
	if err != nil || !strings.Contains(string(data), `smtp_auth="CRAM-MD5"`) || !strings.Contains(string(data), `apop_auth_for_pop3="true"`) {
		t.Errorf("%v\n%s", err, data)
	}
}

// BenchmarkImport reads and plans rows: ten times the rows are ten times the
// time.
func BenchmarkImport(b *testing.B) {
	for _, rows := range []int{100, 1_000, 10_000} {
		text := "code,outgoing.host,outgoing.port,outgoing.user,outgoing.password\n"
		for i := range rows {
			text += fmt.Sprintf("same,smtp%d.example.jp,587,u%d,pw\n", i, i)
		}
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			for b.Loop() {
				drafts, _, err := Read([]byte(text), "")
				if err != nil {
					b.Fatal(err)
				}
				plan := Plan(nil, drafts)
				Number(nil, plan, strconv.Itoa)
				Apply(nil, plan)
			}
		})
	}
}

// Files of programs that hold no server are refused, not read as a notice.
func TestFilesOfProgramsAreNoNotices(t *testing.T) {
	for name, text := range map[string]string{
		"compose.yml":            "services:\n  db:\n    image: registry.example.jp/smtp.server:5\n    volumes:\n      - ./xdebug.ini:/etc/xdebug.ini\n      - /var/run/docker.sock:/var/run/docker.sock\n",
		"appsettings.json":       `{"ConnectionStrings": {"Db": "Server=db.example.jp;User=app;Password=himitsu"}}`,
		"config.php":             "<?php\n$CONFIG = ['dbhost' => 'db.example.jp', 'dbpassword' => 'himitsu'];\n",
		"gitlab.rb":              "external_url 'https://git.example.jp'\n# gitlab_rails['smtp_address'] = \"smtp.server\"\n# gitlab_rails['smtp_password'] = \"smtp password\"\n",
		"configuration.yml":      "#default:\n#  email_delivery:\n#    smtp_settings:\n#      address: smtp.old.example\nauthentication_backend:\n  ldap:\n    address: ldaps://ldap.example.jp\n    user: cn=admin\n    password: himitsu\n",
		"my.ini":                 "[client]\nhost = db.example.jp\nport = 3306\nuser = app\npassword = himitsu\n",
		"main.cf":                "myhostname = mail.example.jp\n#relayhost = [smtp.example.jp]:587\nrelayhost =\n",
		".env":                   "DB_HOST=db.example.jp\nDB_PASSWORD=himitsu\n#MAIL_HOST=smtp.old.example\n",
		"wifi.mobileconfig":      `<plist version="1.0"><dict><key>PayloadContent</key><array><dict><key>PayloadType</key><string>com.apple.wifi.managed</string></dict></array></dict></plist>`,
		".mbsyncrc":              "#IMAPAccount a\n#Host imap.old.example\nMaildirStore local\nPath ~/Mail/\n",
		".muttrc":                "# set smtp_url = smtp://old@old.example.jp\nset editor = vim\n",
		"ssmtp.conf":             "root=postmaster\n#mailhub=old.example.jp\nhostname=web.example.jp\n",
		"application.properties": "#spring.mail.host=old.example.jp\nspring.datasource.url=jdbc:mysql://db.example.jp/a\n",
		"old.prf":                "[I_Mail]\nPOP3Server=PT_UNICODE,0x0100\nSMTPServer=PT_UNICODE,0x0200\n",
		"index.d.ts":             "export interface SMTPOptions {\n  host?: string;\n  port?: number;\n  smtp: { host: string; auth: Auth };\n}\n",
		"smtpd.py":               "import smtplib\nsmtp_server = server\nsmtp_user = user\n",
		"package.json":           `{"devDependencies": {"smtp-server": "3.11.0", "nodemailer": "^6.9"}, "mail": {"smtp_host": "hostname"}}`,
		"fetchmailrc":            "# poll old.example.jp proto pop3 user a pass b\nset daemon 300\n",
	} {
		drafts, f, err := Read([]byte(text), name)
		if code(err) != "nothing-found" || f.ID == "notice" {
			t.Errorf("%s is read as %s: %+v, %v", name, f.ID, drafts, err)
		}
	}
}

// A manual or an article is about many servers: none of them is the reader's.
func TestDocumentsAreNoNotices(t *testing.T) {
	var b strings.Builder
	b.WriteString("# メールの設定のまとめ\n\n")
	for _, name := range []string{"akane", "beni", "cha", "dai", "ebi", "fuji", "gin", "hagi"} {
		fmt.Fprintf(&b, "## %s の場合\n\nSMTPサーバー: smtp.%s.example.jp\nPOPサーバー: pop.%s.example.jp\n\n", name, name, name)
	}
	_, _, err := Read([]byte(b.String()), "")
	if code(err) != "document" {
		t.Errorf("an article is read: %v", err)
	}
	for _, text := range []string{
		"送信と受信の使い方は [マニュアル](docs/manual.ja.md#smtp) にあります。\n",
		"Mail\nThe outgoing user and password are yours.\n",
	} {
		if drafts, _, err := Read([]byte(text), ""); code(err) != "nothing-found" && len(drafts) > 0 {
			t.Errorf("%q: read as %+v", text, drafts[0].Seen)
		}
	}
}

// A profile that is signed holds the same XML.
func TestSignedProfile(t *testing.T) {
	data, err := os.ReadFile("testdata/mobileconfig/iphone.mobileconfig")
	if err != nil {
		t.Fatal(err)
	}
	signed := slices.Concat([]byte{0x30, 0x82, 0x10, 0x00, 0x06, 0x09, 0x00, 0xff}, data, []byte{0x00, 0xa0, 0x82, 0xff})
	drafts, f, err := Read(signed, "signed.mobileconfig")
	if err != nil || f.ID != "mobileconfig" || drafts[0].Profile.Incoming.Host != "imap.example.jp" {
		t.Errorf("%s, %v", f.ID, err)
	}
}
