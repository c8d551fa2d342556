//go:build lab

package lab

import (
	"crypto/rand"
	"encoding/json"
	"net"
	"net/http"
)

// Token returns the access token of an account, for XOAUTH2.
func (l *Lab) Token(a Account) string { return l.tokens[a.User] }

// openTokens makes a token for each account and serves Dovecot's question
// whose a token is (RFC 7662).
func (l *Lab) openTokens() error {
	l.tokens = map[string]string{}
	for _, a := range Accounts {
		l.tokens[a.User] = "ya29." + rand.Text() + rand.Text()
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	l.oauthURL = "http://" + ln.Addr().String() + "/introspect"
	server := &http.Server{Handler: http.HandlerFunc(l.introspect)}
	l.servers = append(l.servers, server)
	go server.Serve(ln) //nolint:errcheck // ErrServerClosed in the end
	return nil
}

func (l *Lab) introspect(w http.ResponseWriter, r *http.Request) {
	answer := map[string]any{"active": false}
	for name, token := range l.tokens {
		if token == r.FormValue("token") {
			answer = map[string]any{"active": true, "username": name}
		}
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(answer) //nolint:errcheck // Dovecot has gone
}
