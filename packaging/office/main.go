// Command office prints the settings of an office that does not exist, for the
// screenshots: mail servers of many kinds, as if they had been tested lately.
// With addresses they stand there in turn, all with STARTTLS, and those
// certificate authorities are trusted.
//
//	office [-ca FILE]… [HOST:PORT…] >settings.toml
package main

import (
	"flag"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/pelletier/go-toml/v2"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

func main() {
	var roots []string
	flag.Func("ca", "PEM `file` of an authority to trust", func(path string) error {
		roots = append(roots, path)
		return nil
	})
	flag.Parse()
	profiles, err := office(time.Now(), flag.Args())
	if err == nil {
		err = write(profiles, roots)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "office:", err)
		os.Exit(1)
	}
}

// write prints settings.toml.
func write(profiles []mailcore.Profile, roots []string) error {
	var file struct {
		Version     int `toml:"version"`
		Preferences struct {
			Secrets string   `toml:"secrets"`
			Roots   []string `toml:"roots"`
		} `toml:"preferences"`
		Profiles []mailcore.Profile `toml:"profiles"`
	}
	file.Version, file.Profiles = 1, profiles
	file.Preferences.Secrets, file.Preferences.Roots = "ask", roots
	return toml.NewEncoder(os.Stdout).Encode(file)
}

// office returns the servers as they are at that time, at the addresses if
// there are any.
func office(now time.Time, addresses []string) ([]mailcore.Profile, error) {
	var all []mailcore.Profile
	for i, s := range servers {
		p := s.profile(fmt.Sprintf("00000000-0000-4000-8000-%012d", i+1))
		if len(addresses) > 0 {
			host, port, err := net.SplitHostPort(addresses[i%len(addresses)])
			if err != nil {
				return nil, err
			}
			p.Outgoing.Host, p.Outgoing.Encryption, p.Outgoing.Auth = host, mailcore.STARTTLS, mailcore.AutoAuth
			if p.Outgoing.Port, err = strconv.Atoi(port); err != nil {
				return nil, err
			}
		}
		p.Verified = s.verified(p, now)
		all = append(all, p)
	}
	return all, nil
}

// A server is one line of the list.
type server struct {
	code, name, host string
	encryption       mailcore.Encryption
	standing         mailcore.Standing
	hours            int // since the last test
	days             int // until the certificate ends; 0 means that none was seen
	also             func(*mailcore.Profile)
}

var servers = []server{
	{"honsha", "本社", "smtp.example.jp", mailcore.STARTTLS, mailcore.Proven, 3, 81, headOffice},
	{"soumu", "総務部の複合機", "smtp.example.jp", mailcore.TLS, mailcore.Proven, 3, 81, nil},
	{"toiawase", "問い合わせ窓口（kintone）", "mail.example.jp", mailcore.TLS, mailcore.Proven, 27, 81, nil},
	{"osaka", "大阪支店", "smtp.osaka.example.jp", mailcore.STARTTLS, mailcore.ChangedSince, 52, 12, nil},
	{"nagoya", "名古屋支店", "smtp.nagoya.example.jp", mailcore.TLS, mailcore.Proven, 76, 24, nil},
	{"fukuoka", "福岡営業所", "smtp.fukuoka.example.jp", mailcore.STARTTLS, mailcore.NotProven, 4, 0, nil},
	{"soko", "倉庫の監視装置", "192.168.10.25", mailcore.NoEncryption, mailcore.Proven, 220, 0, nil},
	{"eigyo", "営業支援（Vtiger CRM）", "smtp.example.jp", mailcore.TLS, mailcore.Proven, 30, 81, nil},
	{"m365", "見積書の送信", "smtp.office365.com", mailcore.STARTTLS, mailcore.Proven, 100, 140, nil},
	{"garoon", "グループウェア（Garoon）", "mail.example.jp", mailcore.TLS, mailcore.ChangedSince, 300, 81, nil},
	{"saiyo", "採用担当", "smtp.example.com", mailcore.STARTTLS, mailcore.Untested, 0, 0, nil},
}

func headOffice(p *mailcore.Profile) {
	p.Incoming.Protocol, p.Incoming.Host, p.Incoming.Port, p.Incoming.Encryption = mailcore.POP3, "pop.example.jp", 995, mailcore.TLS
	p.Incoming.User = "info@example.jp"
	p.FromName = "見本商事 総務部"
	p.Notify, p.TestTo = []string{"kanri@example.jp"}, "taro@example.jp"
	p.Products = []mailcore.Product{products.Garoon}
}

func (s server) profile(id string) mailcore.Profile {
	p := mailcore.NewProfile()
	p.ID, p.Code, p.Name, p.From = id, s.code, s.name, "info@example.jp"
	p.Outgoing.Host, p.Outgoing.Encryption, p.Outgoing.Port = s.host, s.encryption, s.encryption.DefaultPort()
	p.Outgoing.User = "info@example.jp"
	if s.encryption == mailcore.NoEncryption {
		p.Outgoing.Auth = mailcore.NoAuth
	}
	if s.also != nil {
		s.also(&p)
	}
	return p
}

// verified is what the last test of p proved.
func (s server) verified(p mailcore.Profile, now time.Time) mailcore.Verified {
	if s.standing == mailcore.Untested {
		return mailcore.Verified{}
	}
	v := mailcore.Verified{Hash: p.Hash(), Scope: mailcore.SendScope, At: now.Add(-time.Duration(s.hours) * time.Hour), OK: s.standing != mailcore.NotProven, For: p.Products, Auth: mailcore.PLAIN, IncomingAuth: mailcore.USER}
	if s.standing == mailcore.ChangedSince {
		v.Hash = "" // of other settings
	}
	if s.days > 0 {
		v.Until = now.Add(time.Duration(s.days)*24*time.Hour + time.Hour)
	}
	return v
}
