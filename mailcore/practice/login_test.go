package practice_test

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/textproto"
	"regexp"
	"strings"
	"testing"

	"github.com/Azure/go-ntlmssp"
	"github.com/wneessen/go-mail/smtp"

	"todoku/mailcore/practice"
)

// logins are real clients for every mechanism.
var logins = map[string]func(user, password string) smtp.Auth{
	"PLAIN":         func(u, p string) smtp.Auth { return smtp.PlainAuth("", u, p, "localhost", false) },
	"LOGIN":         func(u, p string) smtp.Auth { return smtp.LoginAuth(u, p, "localhost", false) },
	"CRAM-MD5":      smtp.CRAMMD5Auth,
	"DIGEST-MD5":    func(u, p string) smtp.Auth { return &digestClient{user: u, password: p} },
	"NTLM":          func(u, p string) smtp.Auth { return &ntlmClient{user: u, password: p} },
	"NTLM go-mail":  func(u, p string) smtp.Auth { return smtp.NTLMAuth(u, p, "") },
	"SCRAM-SHA-1":   smtp.ScramSHA1Auth,
	"SCRAM-SHA-256": smtp.ScramSHA256Auth,
	"XOAUTH2":       smtp.XOAuth2Auth,
}

// ntlmClient is Microsoft's client.
type ntlmClient struct{ user, password string }

func (c *ntlmClient) Start(*smtp.ServerInfo) (string, []byte, error) {
	m, err := ntlmssp.NewNegotiateMessage("", "")
	return "NTLM", m, err
}

func (c *ntlmClient) Next(challenge []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	return ntlmssp.NewAuthenticateMessage(challenge, c.user, c.password, nil)
}

// digestClient is as much of RFC 2831 as a test needs.
type digestClient struct {
	user, password, realm string // "" means the server's
	want                  string // rspauth
}

func (c *digestClient) Start(*smtp.ServerInfo) (string, []byte, error) {
	return "DIGEST-MD5", nil, nil
}

func (c *digestClient) Next(challenge []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case c.want != "" && string(challenge) != "rspauth="+c.want:
		return nil, errors.New("the server does not know the password")
	case c.want != "":
		return []byte{}, nil
	}
	nonce := regexp.MustCompile(`nonce="([^"]*)"`).FindSubmatch(challenge)[1]
	if c.realm == "" {
		c.realm = string(regexp.MustCompile(`realm="([^"]*)"`).FindSubmatch(challenge)[1])
	}
	secret := md5.Sum([]byte(c.user + ":" + c.realm + ":" + c.password))
	a1 := hexMD5(fmt.Sprintf("%s:%s:cn", secret[:], nonce))
	sign := func(verb string) string {
		return hexMD5(fmt.Sprintf("%s:%s:00000001:cn:auth:%s", a1, nonce, hexMD5(verb+"smtp/localhost")))
	}
	c.want = sign(":")
	return fmt.Appendf(nil, `username="%s",realm="%s",nonce="%s",cnonce="cn",nc=00000001,qop=auth,digest-uri="smtp/localhost",response=%s,charset=utf-8`,
		c.user, c.realm, nonce, sign("AUTHENTICATE:")), nil
}

func hexMD5(s string) string {
	sum := md5.Sum([]byte(s))
	return hex.EncodeToString(sum[:])
}

// smtpLogin logs in over implicit TLS.
func smtpLogin(t *testing.T, s *practice.Server, auth smtp.Auth) error {
	t.Helper()
	k := dial(t, s, s.SMTPS)
	if err := k.tls(); err != nil {
		t.Fatal(err)
	}
	c, err := smtp.NewClient(k.conn, s.Host)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Hello("pc.example"); err != nil {
		t.Fatal(err)
	}
	return c.Auth(auth)
}

func code(err error) int {
	if e, ok := errors.AsType[*textproto.Error](err); ok {
		return e.Code
	}
	return 0
}

func TestEveryMechanism(t *testing.T) {
	s := start(t, practice.Options{})
	for name, auth := range logins {
		t.Run(name, func(t *testing.T) {
			for _, a := range s.Accounts {
				right := a.Password
				if name == "XOAUTH2" {
					right = a.Token
				}
				if err := smtpLogin(t, s, auth(a.User, right)); err != nil {
					t.Errorf("%s with the right secret: %v", a.User, err)
				}
				if err := smtpLogin(t, s, auth(a.User, right+"x")); code(err) != 535 {
					t.Errorf("%s with a wrong secret: %v, want 535", a.User, err)
				}
			}
			if err := smtpLogin(t, s, auth("jiro@practice.example", "himitsu-no-aikotoba")); code(err) != 535 {
				t.Errorf("a stranger: %v, want 535", err)
			}
		})
	}
}

// odd are passwords that break careless quoting.
var odd = []string{`"quo\ted", =and, more`, " blanks  inside and around ", "全角ＡＢＣ🌸", strings.Repeat("long", 32), "a:b@c%d"}

func TestOddPasswords(t *testing.T) {
	for i, password := range odd {
		s := start(t, practice.Options{Accounts: []practice.Account{{User: "o'dd, user=1", Password: password, Address: "odd@practice.example", Token: password}}})
		for name, auth := range logins {
			if err := smtpLogin(t, s, auth("o'dd, user=1", password)); err != nil {
				t.Errorf("password %d by %s: %v", i, name, err)
			}
		}
		k := dial(t, s, s.POP3S)
		_ = k.tls()
		k.through("S: +OK\nC: USER o'dd, user=1\nS: +OK")
		k.say("PASS " + password)
		if heard := k.hear(); !strings.HasPrefix(heard, "+OK") {
			t.Errorf("password %d by PASS: %s", i, heard)
		}
	}
}

func TestTokensSurviveWhatPasswordsDoNot(t *testing.T) {
	for name, works := range map[string]bool{"app-password": true, "basic-auth-off": true, "password": false, "account-locked": false} {
		s := start(t, scenario(name))
		err := smtpLogin(t, s, logins["XOAUTH2"](s.Accounts[0].User, s.Accounts[0].Token))
		if (err == nil) != works {
			t.Errorf("%s: a token gives %v", name, err)
		}
		for mechanism, auth := range logins {
			if err := smtpLogin(t, s, auth(s.Accounts[0].User, s.Accounts[0].Password)); code(err)/100 == 2 || err == nil {
				t.Errorf("%s: a password was accepted by %s", name, mechanism)
			}
		}
	}
}

func TestXOAUTH2ExplainsItself(t *testing.T) {
	s := start(t, practice.Options{})
	k := dial(t, s, s.SMTPS)
	_ = k.tls()
	k.through("S: 220\nC: EHLO x\nS: 250\nC: AUTH XOAUTH2 " + base64.StdEncoding.EncodeToString([]byte("user=taro@practice.example\x01auth=Bearer old\x01\x01")))
	said, err := base64.StdEncoding.DecodeString(strings.TrimSpace(strings.TrimPrefix(k.hear(), "334 ")))
	if err != nil || !strings.HasPrefix(string(said), `{"status":"400"`) {
		t.Errorf("said %q, %v", said, err)
	}
	k.through("C: \nS: 535 5.7.8")
}

func TestMalformedLogins(t *testing.T) {
	s := start(t, practice.Options{})
	for _, ask := range []string{
		"PLAIN " + b64("no zeros"), "CRAM-MD5 " + b64("early"), "DIGEST-MD5 " + b64("early"), "NTLM " + b64("NTLMSSP\x00\x03\x00\x00\x00"),
		"SCRAM-SHA-1 " + b64("p=tls-unique,,n=a,r=b"), "SCRAM-SHA-256 " + b64("n,,n=a"), "XOAUTH2 " + b64("user=a\x01auth=Basic b\x01\x01"), "XOAUTH2 =",
	} {
		k := dial(t, s, s.SMTPS)
		_ = k.tls()
		k.through("S: 220\nC: EHLO x\nS: 250\nC: AUTH " + ask + "\nS: 501 5.5.2\nC: NOOP\nS: 250\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501")
	}
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// saslClient lets go-imap use a client written for SMTP. One that waits for an
// empty challenge has to begin by itself: go-imap does not pass that on.
type saslClient struct{ smtp.Auth }

func (c saslClient) Start() (string, []byte, error) {
	name, response, err := c.Auth.Start(&smtp.ServerInfo{Name: "localhost", TLS: true})
	if err == nil && strings.HasPrefix(name, "SCRAM-") {
		response, err = c.Next(nil)
	}
	return name, response, err
}

func (c saslClient) Next(challenge []byte) ([]byte, error) { return c.Auth.Next(challenge, true) }
