package exchange

import (
	"bytes"
	"fmt"
	"strings"

	"howett.net/plist"

	"todoku/mailcore"
)

func looksLikeMobileconfig(text, name string) bool {
	return hasTag("plist")(text, name) || strings.HasSuffix(name, ".mobileconfig")
}

// signedPlist returns what is inside a profile that is signed; other data as
// it is.
func signedPlist(data []byte) []byte {
	if len(data) == 0 || data[0] != 0x30 {
		return data
	}
	begin, end := bytes.Index(data, []byte("<?xml")), bytes.LastIndex(data, []byte("</plist>"))
	if begin < 0 || end < begin {
		return data
	}
	return data[begin : end+len("</plist>")]
}

// appleAuth are Apple's words for ways to log in.
var appleAuth = map[string]mailcore.AuthMethod{
	"EmailAuthPassword": mailcore.AutoAuth, "EmailAuthCRAMMD5": mailcore.CRAMMD5, "EmailAuthNTLM": mailcore.NTLM, "EmailAuthHTTPMD5": mailcore.DIGESTMD5, "EmailAuthNone": mailcore.NoAuth,
}

// readMobileconfig reads the accounts of an Apple profile.
func readMobileconfig(text string) ([]Draft, error) {
	if deepest(text, "<dict", "<array") > maxDepth {
		return nil, &Error{Code: "too-deep"}
	}
	start := max(0, strings.Index(text, "<"))
	var profile map[string]any
	if _, err := plist.Unmarshal([]byte(text[start:]), &profile); err != nil {
		return nil, &Error{Code: "syntax"}
	}
	payloads, _ := profile["PayloadContent"].([]any)
	if _, bare := profile["EmailAccountType"]; bare {
		payloads = []any{profile}
	}
	var drafts []Draft
	for _, payload := range payloads {
		if p, ok := payload.(map[string]any); ok && (p["PayloadType"] == "com.apple.mail.managed" || p["EmailAccountType"] != nil) && len(drafts) <= maxDrafts {
			drafts = append(drafts, appleAccount(p))
		}
	}
	return drafts, nil
}

// deepest bounds how deep the tags of XML can be within each other.
func deepest(text string, tags ...string) int {
	depth, most := 0, 0
	for _, piece := range strings.Split(text, "<") {
		for _, tag := range tags {
			name := tag[1:]
			switch {
			case strings.HasPrefix(piece, name) && !strings.Contains(piece[:strings.IndexByte(piece+">", '>')], "/"):
				depth++
			case strings.HasPrefix(piece, "/"+name):
				depth--
			}
		}
		most = max(most, depth)
	}
	return most
}

// applePlaceholder is what a server that hands out profiles fills in.
func applePlaceholder(value string) bool {
	return isPlaceholder(value, "") || strings.HasPrefix(value, "%") && strings.HasSuffix(value, "%") && len(value) > 2 || strings.HasPrefix(value, "$")
}

func appleAccount(p map[string]any) Draft {
	d := newDraft()
	d.apple(p, "EmailAccountDescription", "name")
	d.apple(p, "EmailAccountName", "from_name")
	d.apple(p, "EmailAddress", "from")
	d.appleSide(p, "Incoming", "incoming")
	if d.saw("incoming.host") {
		protocol := "imap"
		if p["EmailAccountType"] == "EmailTypePOP" {
			protocol = "pop3"
		}
		d.set("incoming.protocol", protocol, Source{Text: "EmailAccountType"})
	}
	d.appleSide(p, "Outgoing", "outgoing")
	if p["OutgoingPasswordSameAsIncomingPassword"] == true {
		d.samePassword(Source{Text: "OutgoingPasswordSameAsIncomingPassword"})
	}
	return d
}

// samePassword lets sending use the password of receiving, which is the same
// account where the names are the same.
func (d *Draft) samePassword(at Source) {
	in, o := d.Profile.Incoming, d.Profile.Outgoing
	switch {
	case in.User != "" && (o.User == "" || o.User == in.User) && in.Host != "" && o.Host != "":
		d.set("outgoing.same_account", "true", at)
		d.note("same-as-server", "outgoing.same_account", at)
	case in.Password != "" && o.User != "":
		d.set("outgoing.password", string(in.Password), at)
	}
}

func (d *Draft) apple(p map[string]any, key, field string) {
	value, there := p[key]
	text, at := strings.TrimSpace(fmt.Sprint(value)), Source{Text: key}
	switch {
	case !there:
	case applePlaceholder(text) && !strings.HasSuffix(key, "Password"):
		d.note("placeholder", field, at)
	default:
		d.set(field, text, at)
	}
}

func (d *Draft) appleSide(p map[string]any, name, side string) {
	server := name + "MailServer"
	d.apple(p, server+"HostName", side+".host")
	if !d.saw(side + ".host") {
		return
	}
	d.apple(p, server+"PortNumber", side+".port")
	d.apple(p, server+"Username", side+".user")
	d.apple(p, name+"Password", side+".password")
	if side == "incoming" && p["EmailAccountType"] == "EmailTypePOP" {
		d.set("incoming.protocol", "pop3", Source{Text: "EmailAccountType"})
	} else if side == "incoming" {
		d.set("incoming.protocol", "imap", Source{Text: "EmailAccountType"})
	}
	var flags []tlsFlag
	if ssl, ok := p[server+"UseSSL"].(bool); ok {
		flags = []tlsFlag{{meaning: map[bool]string{true: "ssl", false: "tls"}[ssl], value: fmt.Sprint(ssl), at: Source{Text: server + "UseSSL"}}}
	}
	d.protect(side, flags)
	if word, ok := p[server+"Authentication"].(string); ok {
		method := appleAuth[word]
		if side == "incoming" && method == mailcore.NoAuth {
			return
		}
		d.put(side+".auth", string(method), Source{Text: server + "Authentication"})
	}
}
