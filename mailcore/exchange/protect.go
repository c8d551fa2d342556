package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

// A tlsFlag is a setting that says how to encrypt.
type tlsFlag struct {
	meaning string // "mode", "ssl", "tls", "starttls" or "plain"
	value   string
	name    string // its last words
	at      Source
}

// flags lists what a group says about encryption of one side.
func (g group) flags(side, protocol string) []tlsFlag {
	var all []tlsFlag
	for _, meaning := range []string{"mode", "ssl", "tls", "starttls", "plain"} {
		for _, s := range g.named(meaning, side, protocol) {
			value := s.value
			if m := defaultForm.FindStringSubmatch(value); m != nil {
				value = m[1]
			}
			all = append(all, tlsFlag{meaning, strings.ToLower(strings.Trim(value, ": ")), strings.Join(nameOf(s.path).words, " "), s.at})
		}
	}
	return all
}

// modes are the words for ways to encrypt, without signs between.
var modes = map[string]string{
	"ssl": "ssl", "smtps": "ssl", "ssltls": "ssl", "tlsssl": "ssl", "sslonconnect": "ssl", "implicit": "ssl", "implicittls": "ssl", "forcetls": "ssl", "imaps": "ssl", "pop3s": "ssl", "pops": "ssl", "encryptionsmtps": "ssl", "submissions": "ssl",
	"starttls": "starttls", "mandatorystarttls": "starttls", "opportunisticstarttls": "starttls", "explicit": "starttls", "explicittls": "starttls", "starttlsalways": "starttls", "starttlswhenavailable": "starttls", "smtp+starttls": "starttls", "smtpstarttls": "starttls", "encryptionstarttls": "starttls", "mandatory": "starttls", "opportunistic": "starttls",
	"tls": "tls", "true": "tls", "1": "tls", "yes": "tls", "on": "tls", "always": "tls", "required": "tls",
	"off": "off", "none": "off", "no": "off", "false": "off", "0": "off", "null": "off", "plain": "off", "plaintext": "off", "notls": "off", "nostarttls": "off", "unencrypted": "off", "disabled": "off", "never": "off", "nil": "off", "insecure": "off",
}

var modeSigns = strings.NewReplacer("_", "", "-", "", "/", "", " ", "", ".", "")

// says returns what a flag asks for: "ssl", "starttls", "tls" for one of
// them, "off" for none, "if-offered" for STARTTLS where there is no other word, "" for nothing that can be told.
func (f tlsFlag) says() string {
	word := modes[modeSigns.Replace(strings.TrimPrefix(f.value, "securesocketoptions."))]
	switch {
	case f.meaning == "mode" && (f.value == "false" || f.value == "0") && strings.HasSuffix(f.name, "secure"):
		return "" // Nodemailer's word for: not at once, but by STARTTLS
	case f.meaning == "mode" && word == "tls" && slices.Contains(yes, f.value) && strings.HasSuffix(f.name, "secure"):
		return "ssl"
	case f.meaning == "mode":
		return word
	case autoTLS.MatchString(f.name) && word != "off":
		return "if-offered"
	case f.meaning == "plain" && word == "tls":
		return "off"
	case f.meaning == "plain", word == "":
		return ""
	case word == "off" && f.meaning == "ssl":
		return "" // only which of two ways it is not
	case word == "tls" && f.value != "tls":
		return f.meaning
	}
	return word
}

// tlsPorts are those on which TLS begins at once; on plainPorts it never does.
var (
	tlsPorts   = []int{465, 993, 995}
	plainPorts = []int{25, 110, 143, 587, 2525}
)

// protect settles the encryption of one side, and the port where none is
// said. What a port contradicts follows the port.
func (d *Draft) protect(side string, flags []tlsFlag) {
	if d.saw(side + ".encryption") {
		flags = slices.DeleteFunc(flags, func(f tlsFlag) bool { return f.says() == "" })
		if len(flags) == 0 { // a URL has said it
			return
		}
	}
	port := 0
	if d.saw(side + ".port") {
		port, _ = strconv.Atoi(d.Profile.Text(side + ".port"))
	}
	e, at, certain := asked(flags)
	switch {
	case slices.Contains(tlsPorts, port):
		certain = certain && (e == mailcore.TLS || e == "")
		e = mailcore.TLS
	case e == mailcore.TLS && slices.Contains(plainPorts, port):
		e, certain = mailcore.STARTTLS, false
	case e == "":
		e = mailcore.STARTTLS
	}
	if at == (Source{}) {
		at = d.whence(side+".port", side+".host")
	}
	d.put(side+".encryption", string(e), at)
	if !certain {
		d.note("guessed", side+".encryption", at)
	}
	if port == 0 {
		d.usualPort(d.whence(side + ".host"))
		d.note("guessed", side+".port", d.whence(side+".host"))
	}
}

// asks is what the words of flags mean; "tls" is told by the port.
var asks = map[string]mailcore.Encryption{"ssl": mailcore.TLS, "starttls": mailcore.STARTTLS, "off": mailcore.NoEncryption, "if-offered": mailcore.STARTTLS}

// autoTLS is PHPMailer's switch: STARTTLS where nothing else is said and the
// server offers it.
var autoTLS = pattern.New(`\bauto ?tls$`)

// asked weighs the flags: what turns something on counts before what turns
// something off.
func asked(flags []tlsFlag) (e mailcore.Encryption, at Source, certain bool) {
	for _, want := range []string{"ssl", "starttls", "tls", "off", "if-offered"} {
		for _, f := range flags {
			if f.says() != want {
				continue
			}
			return asks[want], f.at, want != "if-offered"
		}
	}
	return "", Source{}, false
}

// mentions reports whether a field was read, or is known to be elsewhere.
func (d Draft) mentions(key string) bool {
	return d.saw(key) || slices.ContainsFunc(d.Notes, func(n Note) bool { return n.Field == key })
}

// whence returns where the first of the fields that was read came from.
func (d Draft) whence(keys ...string) Source {
	for _, key := range keys {
		for _, s := range d.Seen {
			if s.Field == key {
				return s.Source
			}
		}
	}
	return Source{}
}

// authWords are other words for ways to log in.
var authWords = map[string]mailcore.AuthMethod{
	"crammd5": mailcore.CRAMMD5, "md5": mailcore.CRAMMD5, "oauth2": mailcore.XOAUTH2, "oauthbearer": mailcore.XOAUTH2, "xoauth2": mailcore.XOAUTH2, "spa": mailcore.NTLM, "auto": mailcore.AutoAuth, "any": mailcore.AutoAuth, "automatic": mailcore.AutoAuth, "*": mailcore.AutoAuth, "password": mailcore.AutoAuth, "normal": mailcore.AutoAuth,
}

// loginBy reads how to log in: a mechanism counts before whether there is one.
// An application without an account sends without.
func (d *Draft) loginBy(side string, said []setting) {
	field := side + ".auth"
	for _, s := range said {
		if value := authWord(s.value); value != "" && !slices.Contains(yes, value) && !slices.Contains(no, value) {
			d.once(field, mechanismOf(field, value), s.at)
		}
	}
	for _, s := range said {
		switch value := authWord(s.value); {
		case d.saw(field) || value == "":
		case slices.Contains(yes, value):
			d.set(field, string(mailcore.AutoAuth), s.at)
		case slices.Contains(no, value) && side == "outgoing":
			d.set(field, string(mailcore.NoAuth), s.at)
		}
	}
	if side == "outgoing" && !d.saw(field) && !d.mentions("outgoing.user") && !d.mentions("outgoing.password") {
		d.set(field, string(mailcore.NoAuth), d.whence("outgoing.host"))
	}
}

func authWord(value string) string {
	return strings.ToLower(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(value), ":")))
}

func mechanismOf(field, word string) string {
	list := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(" ,;", r) })
	if len(list) > 1 {
		return string(mailcore.AutoAuth)
	}
	if m := authWords[word]; m != "" {
		return string(m)
	}
	return choice(field, cmp.Or(strings.ReplaceAll(strings.ToUpper(word), "_", "-"), word))
}
