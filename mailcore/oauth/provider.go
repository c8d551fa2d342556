package oauth

import (
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/endpoints"
)

// facts is what is to be known about a provider.
type facts struct {
	scopes   []string
	loopback string                  // the host to which the browser comes back
	params   []oauth2.AuthCodeOption // of the authorisation page
	endpoint func(tenant string) Endpoint
}

// providers is the table of facts.
//
// Google: developers.google.com/workspace/gmail/imap/xoauth2-protocol (scope), developers.google.com/identity/protocols/oauth2/native-app
// (loopback, revocation) and …/oauth2/limited-input-device#allowedscopes: the
// device flow does not allow the scope of mail. Without prompt=consent a
// second sign-in gets no refresh token.
//
// Microsoft: learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
// (scopes), learn.microsoft.com/entra/identity-platform/reply-url
// (any port of http://localhost), …/v2-oauth2-device-code. There is no
// revocation endpoint. prompt=consent would ask people for what only their
// administrator may give; select_account keeps a browser from answering for
// somebody else who is signed in there.
var providers = map[Provider]facts{
	Own: {
		scopes:   []string{"openid", "offline_access"}, // OpenID Connect Core 11
		loopback: "127.0.0.1",
		endpoint: func(string) Endpoint { return Endpoint{} },
	},
	Google: {
		scopes:   []string{"https://mail.google.com/"},
		loopback: "127.0.0.1",
		params:   []oauth2.AuthCodeOption{oauth2.AccessTypeOffline, oauth2.SetAuthURLParam("prompt", "consent")},
		endpoint: func(string) Endpoint {
			return Endpoint{Auth: endpoints.Google.AuthURL, Token: endpoints.Google.TokenURL, Revoke: "https://oauth2.googleapis.com/revoke"}
		},
	},
	Microsoft: {
		scopes: []string{
			"offline_access",
			"https://outlook.office.com/SMTP.Send",
			"https://outlook.office.com/IMAP.AccessAsUser.All",
			"https://outlook.office.com/POP.AccessAsUser.All",
		},
		loopback: "localhost",
		params:   []oauth2.AuthCodeOption{oauth2.SetAuthURLParam("prompt", "select_account")},
		endpoint: func(tenant string) Endpoint {
			e := endpoints.AzureAD(tenant)
			return Endpoint{Auth: e.AuthURL, Token: e.TokenURL, Device: e.DeviceAuthURL}
		},
	},
}
