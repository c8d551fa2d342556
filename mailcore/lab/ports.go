//go:build lab

package lab

import (
	"fmt"
	"math/rand/v2"
	"net"
)

// A service is one port of Postfix: its name here and what it does
// differently from main.cf.
type service struct {
	Name    string
	Port    int
	Options []string // as after -o in master.cf; {DIR} is the lab's folder, {POLICY} the policy service
}

const loginOnly = "smtpd_client_restrictions=permit_sasl_authenticated,reject"

// services lists the ports of Postfix.
var services = []service{
	{Name: "smtp"}, // STARTTLS offered, login with and without it, the lab's own mail without login
	{Name: "submission", Options: []string{"smtpd_tls_security_level=encrypt", loginOnly}},
	{Name: "stepwise", Options: []string{"smtpd_tls_security_level=encrypt", loginOnly, "smtpd_discard_ehlo_keywords=pipelining"}},
	{Name: "smtps", Options: []string{"smtpd_tls_wrappermode=yes", loginOnly}},
	{Name: "plain", Options: []string{"smtpd_tls_security_level=none", loginOnly}},
	{Name: "popbefore", Options: []string{"smtpd_sasl_auth_enable=no", "smtpd_recipient_restrictions=check_policy_service,{POLICY}"}},
	{Name: "small", Options: []string{"message_size_limit=500"}},
	{Name: "ownsender", Options: []string{"smtpd_sender_restrictions=reject_sender_login_mismatch"}},
	{Name: "norelay", Options: []string{"smtpd_relay_restrictions=reject_unauth_destination"}},
	{Name: "greylist", Options: []string{"{smtpd_recipient_restrictions=check_recipient_access static:{450 4.2.0 Greylisted}}"}},
	{Name: "held", Options: []string{loginOnly, "{smtpd_recipient_restrictions=check_recipient_access static:HOLD}"}},
	{Name: "weak", Options: []string{"smtpd_sasl_mechanism_filter=plain,login"}},
	{Name: "loginonly", Options: []string{"smtpd_sasl_mechanism_filter=login"}},
	{Name: "digests", Options: []string{"smtpd_sasl_mechanism_filter=plain,login,cram-md5,digest-md5"}},
	{Name: "cyrus", Options: []string{"smtpd_sasl_type=cyrus", "smtpd_sasl_path=smtpd", "smtpd_sasl_local_domain=lab.test"}},
	{Name: "wrongname", Options: []string{"smtpd_tls_chain_files={DIR}/wrongname.pem"}},
	{Name: "expired", Options: []string{"smtpd_tls_chain_files={DIR}/expired.pem"}},
	{Name: "selfsigned", Options: []string{"smtpd_tls_chain_files={DIR}/selfsigned.pem"}},
}

// Stranger is an address of this machine from which Dovecot takes no password
// without TLS. It trusts all who come from where it listens.
const Stranger = "127.0.0.9"

// mailboxPorts lists the ports of Dovecot.
var mailboxPorts = []string{"pop3", "pop3s", "imap", "imaps"}

// Port returns the number of a port: "smtp" (STARTTLS offered, login with
// and without it), "submission" (STARTTLS and login required), "stepwise" (the same without PIPELINING), "smtps" (TLS
// from the first byte), "plain" (no TLS), "popbefore" (POP before SMTP),
// "small" (500 bytes a message), "ownsender" (nobody else's sender address),
// "norelay" (even after a login), "greylist", "held" (mail waits for
// [Lab.Release]), "weak" (PLAIN and LOGIN), "loginonly", "digests" (those, CRAM-MD5 and DIGEST-MD5), "cyrus" (Cyrus
// SASL, with NTLM), "wrongname", "expired", "selfsigned" (certificates),
// "pop3", "pop3s", "imap", "imaps". It panics on any other name.
func (l *Lab) Port(name string) int {
	port, ok := l.ports[name]
	if !ok {
		panic("the lab has no port " + name)
	}
	return port
}

// openPorts gives every port a number that is free.
func (l *Lab) openPorts() error {
	l.ports = map[string]int{}
	for _, s := range services {
		l.ports[s.Name] = 0
	}
	for _, name := range mailboxPorts {
		l.ports[name] = 0
	}
	used := map[int]bool{}
	for name := range l.ports {
		port, err := l.freePort(used)
		if err != nil {
			return err
		}
		l.ports[name], used[port] = port, true
	}
	return nil
}

// freePort returns a port on which nobody listens, below those that the
// system gives to outgoing connections.
func (l *Lab) freePort(used map[int]bool) (int, error) {
	for range 1000 {
		port := 20000 + rand.IntN(12000)
		if !used[port] && l.canListen(port) {
			return port, nil
		}
	}
	return 0, fmt.Errorf("no free port from 20000 to 31999")
}

func (l *Lab) canListen(port int) bool {
	for _, address := range l.listen() {
		ln, err := net.Listen("tcp", net.JoinHostPort(address, fmt.Sprint(port)))
		if err != nil {
			return false
		}
		ln.Close()
	}
	return true
}

func (l *Lab) listen() []string {
	if l.IPv6 {
		return []string{"127.0.0.1", "::1"}
	}
	return []string{"127.0.0.1"}
}

func hasIPv6() bool {
	ln, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		return false
	}
	ln.Close()
	return true
}
