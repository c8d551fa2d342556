package oauth

import (
	"encoding/json"
	"fmt"
)

// DecodeXOAUTH2Error reads what a mail server answers to an access token that
// it does not take, after base64: SMTP 334 and IMAP "+" with JSON
// (developers.google.com/workspace/gmail/imap/xoauth2-protocol). status is an
// HTTP status such as "400" or "401" with Google, a word such as
// "invalid_token" with others (RFC 7628); schemes what the server would take,
// scope what the token lacks. All are "" for anything else.
func DecodeXOAUTH2Error(challenge string) (status, schemes, scope string) {
	var said struct {
		Status  any `json:"status"`
		Schemes any `json:"schemes"`
		Scope   any `json:"scope"`
	}
	if len(challenge) > maxChallenge || json.Unmarshal([]byte(challenge), &said) != nil {
		return "", "", ""
	}
	return plain(said.Status), plain(said.Schemes), plain(said.Scope)
}

// maxChallenge is the most that is looked at, in bytes; real ones have 100.
const maxChallenge = 8 << 10

// plain returns a word or number of JSON as text, "" for everything else.
func plain(v any) string {
	switch v.(type) {
	case string, float64:
		return clean(fmt.Sprint(v), nil)
	}
	return ""
}
