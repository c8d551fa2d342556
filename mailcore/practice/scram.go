package practice

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"hash"
	"strings"

	"golang.org/x/text/secure/precis"
)

const scramIterations = 4096 // RFC 7677 §4

func scramSHA1(a *attempt) step   { return clientFirst((&scram{attempt: a, hash: sha1.New}).first) }
func scramSHA256(a *attempt) step { return clientFirst((&scram{attempt: a, hash: sha256.New}).first) }

// scram is the server's side of SCRAM without channel binding (RFC 5802).
type scram struct {
	*attempt
	hash    func() hash.Hash
	account Account
	known   bool
	salt    []byte
	header  string // gs2-header
	nonce   string // the client's and ours
	said    string // client-first-bare and server-first
}

// first takes "n,,n=user,r=nonce".
func (s *scram) first(response []byte) ([]byte, step, error) {
	parts := strings.SplitN(string(response), ",", 3)
	if len(parts) != 3 || parts[0] != "n" && parts[0] != "y" || parts[1] != "" {
		return nil, nil, errMalformed
	}
	user, nonce, ok := scramFirst(parts[2])
	if !ok {
		return nil, nil, errMalformed
	}
	s.account, s.known = s.attempt.account(user)
	s.header = parts[0] + ",,"
	s.nonce, s.salt = nonce+rand.Text(), []byte(rand.Text()[:16])
	challenge := fmt.Sprintf("r=%s,s=%s,i=%d", s.nonce, encode(s.salt), scramIterations)
	s.said = parts[2] + "," + challenge
	return []byte(challenge), s.final, nil
}

// scramFirst reads "n=user,r=nonce", perhaps with extensions behind it.
func scramFirst(bare string) (user, nonce string, ok bool) {
	parts := strings.Split(bare, ",")
	if len(parts) < 2 {
		return "", "", false
	}
	user, named := strings.CutPrefix(parts[0], "n=")
	nonce, fresh := strings.CutPrefix(parts[1], "r=")
	user = strings.NewReplacer("=2C", ",", "=3D", "=").Replace(user)
	return user, nonce, named && fresh && nonce != ""
}

// final takes "c=biws,r=nonce,p=proof" and shows our own proof.
func (s *scram) final(response []byte) ([]byte, step, error) {
	i := strings.LastIndex(string(response), ",p=")
	if i < 0 {
		return nil, nil, errMalformed
	}
	without := string(response[:i])
	proof, err := base64.StdEncoding.DecodeString(string(response[i+3:]))
	if err != nil || without != "c="+encode([]byte(s.header))+",r="+s.nonce {
		return nil, nil, errMalformed
	}
	salted, err := pbkdf2.Key(s.hash, prepared(s.account.Password), s.salt, scramIterations, s.hash().Size())
	if err != nil {
		return nil, nil, fmt.Errorf("derive key: %w", err)
	}
	said := s.said + "," + without
	if err := s.settle(s.account, s.proves(salted, proof, said) && s.known); err != nil {
		return nil, nil, err
	}
	finish := func([]byte) ([]byte, step, error) { return nil, nil, nil }
	return []byte("v=" + encode(s.hmac(s.hmac(salted, "Server Key"), said))), finish, nil
}

// proves reports whether proof could only be made with the password.
func (s *scram) proves(salted, proof []byte, said string) bool {
	client := s.hmac(salted, "Client Key")
	stored := s.hash()
	stored.Write(client)
	want := s.hmac(stored.Sum(nil), said)
	subtle.XORBytes(want, want, client)
	return same(want, proof)
}

func (s *scram) hmac(key []byte, text string) []byte {
	mac := hmac.New(s.hash, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// prepared normalises a password as clients do (RFC 8265), or leaves it alone.
func prepared(password string) string {
	if p, err := precis.OpaqueString.String(password); err == nil {
		return p
	}
	return password
}

func encode(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
