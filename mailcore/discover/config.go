package discover

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"todoku/mailcore/providers"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
)

// A clientConfig is a configuration in Mozilla's form
// (draft-ietf-mailmaint-autoconfig).
type clientConfig struct {
	XMLName   xml.Name `xml:"clientConfig"`
	Providers []struct {
		Name     string         `xml:"displayName"`
		Incoming []configServer `xml:"incomingServer"`
		Outgoing []configServer `xml:"outgoingServer"`
	} `xml:"emailProvider"`
}

type configServer struct {
	Type   string   `xml:"type,attr"`
	Host   string   `xml:"hostname"`
	Port   int      `xml:"port"`
	Socket string   `xml:"socketType"`
	User   string   `xml:"username"`
	Auth   []string `xml:"authentication"`
}

// sockets are the words for encryption.
var sockets = map[string]mailcore.Encryption{
	"SSL": mailcore.TLS, "TLS": mailcore.TLS, "STARTTLS": mailcore.STARTTLS, "PLAIN": mailcore.NoEncryption,
}

// authentications are the words for mechanisms. Any password will do where
// none is named.
var authentications = map[string][]mailcore.AuthMethod{
	"password-encrypted": {mailcore.CRAMMD5}, "secure": {mailcore.CRAMMD5}, "NTLM": {mailcore.NTLM},
	"OAuth2": {mailcore.XOAUTH2}, "none": {mailcore.NoAuth}, "client-IP-address": {mailcore.NoAuth},
}

// maxServers bounds how many servers of a configuration are looked at: two for
// each of SMTP, IMAP and POP3 are usual, and each is connected to.
const maxServers = 12

// parseConfig reads a configuration for an address. The servers stay in its
// order, which is that of preference.
func parseConfig(data []byte, address string) (providers.Provider, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var config clientConfig
	if err := d.Decode(&config); err != nil {
		return providers.Provider{}, fmt.Errorf("%w: %w", errConfig, err)
	}
	if len(config.Providers) == 0 {
		return providers.Provider{}, fmt.Errorf("%w: no provider", errConfig)
	}
	first := config.Providers[0]
	var p providers.Provider
	p.Name = providers.Words{JA: label(first.Name), EN: label(first.Name)}
	all := append(first.Outgoing[:len(first.Outgoing):len(first.Outgoing)], first.Incoming...)
	for _, c := range all[:min(len(all), maxServers)] {
		if s, ok := c.server(address); ok {
			p.Servers = append(p.Servers, s)
		}
	}
	if len(p.Of(providers.SMTP)) == 0 {
		return providers.Provider{}, fmt.Errorf("%w: no outgoing server", errConfig)
	}
	return p, nil
}

func (c configServer) server(address string) (providers.Server, bool) {
	local, domain, _ := providers.SplitAddress(address)
	fill := strings.NewReplacer("%EMAILADDRESS%", address, "%EMAILLOCALPART%", local, "%EMAILDOMAIN%", domain)
	host, err := providers.DNSName(fill.Replace(strings.TrimSpace(c.Host)))
	encryption, known := sockets[strings.ToUpper(strings.TrimSpace(c.Socket))]
	s := providers.Server{
		Protocol: mailcore.Protocol(strings.ToLower(c.Type)), Host: host, Port: c.Port, Encryption: encryption,
		Auth: c.methods(), Account: label(fill.Replace(c.User)),
	}
	return s, err == nil && known && s.Valid()
}

// methods returns the mechanisms that are named; none where any password will
// do.
func (c configServer) methods() []mailcore.AuthMethod {
	var all []mailcore.AuthMethod
	for _, name := range c.Auth {
		methods, ok := authentications[strings.TrimSpace(name)]
		if !ok {
			return nil
		}
		if c.Type != "smtp" && slices.Contains(methods, mailcore.NoAuth) {
			continue
		}
		if c.Type == string(mailcore.POP3) && slices.Contains(methods, mailcore.CRAMMD5) {
			all = append(all, mailcore.APOP) // the greeting tells whether it is there
		}
		all = append(all, methods...)
	}
	return all
}

// label makes a stranger's text fit for one line of a screen.
func label(text string) string {
	return providers.Short(strings.Join(strings.Fields(transcript.Visible([]byte(text))), " "))
}
