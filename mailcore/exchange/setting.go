package exchange

import (
	"slices"
	"strings"
	"unicode"

	"todoku/pattern"
)

// A setting is one named value of another program, whatever the form of its
// file.
type setting struct {
	path  []string // names, outermost first: "spring", "mail", "host"
	value string
	at    Source
	whole bool // its file marks it as a text by quotes in which nothing is put in: what looks like a word of the file, such as null, is none
}

// sideNames are the words that say which server a name is about.
var sideNames = map[string]string{
	"smtp": "outgoing", "mail": "outgoing", "email": "outgoing", "mailer": "outgoing", "nodemailer": "outgoing",
	"phpmailer": "outgoing", "wpms": "outgoing", "outgoing": "outgoing", "smtpclient": "outgoing",
	"imap": "imap", "pop3": "pop3", "pop": "pop3", "incoming": "incoming", "inbound": "incoming", "receiving": "incoming",
}

// fillers are words of a name that say nothing about what is set.
var fillers = []string{
	"settings", "setting", "config", "configuration", "conf", "options", "option", "opts", "server", "transport", "auth",
	"authentication", "sasl", "delivery", "credentials", "credential", "account", "accounts", "connection", "params", "properties", "client", "host",
	"service", "enable", "enabled", "use", "uses", "is", "create", "login", "network", "basic", "action", "providers", "provider", "descriptor", "impl", "defaults",
}

// meanings says what the last words of a name set; the longest that fits
// counts.
var meanings = map[string]string{
	"host": "host", "hostname": "host", "server": "host", "addr": "host", "address": "address", "smarthost": "host", "smart host": "host",
	"relay": "host", "hub": "host", "server name": "host", "servername": "host", "server address": "host", "host address": "host", "host name": "host", "server host": "host",
	"port": "port", "server port": "port", "host port": "port", "port number": "port",
	"user": "user", "username": "user", "uname": "user", "login": "user", "account": "user", "user id": "user", "userid": "user", "login name": "user", "name": "name", "email": "email", "identity": "identity",
	"password": "password", "pass": "password", "passwd": "password", "pwd": "password", "secret": "password", "app password": "password",
	"password file": "elsewhere", "pass file": "elsewhere", "passwd file": "elsewhere", "user file": "elsewhere", "username file": "elsewhere", "secret file": "elsewhere",
	"from": "from", "sender": "from", "from address": "from", "from email": "from", "from addr": "from", "from mail": "from", "sender address": "from", "sender email": "from", "from email address": "from",
	"sender mail": "from", "email from": "from", "mail from": "from", "feedback email": "from", "notification email": "from", "default from": "from", "default sender": "from", "default from email": "from", "default from address": "from",
	"from name": "from_name", "sender name": "from_name", "display name": "from_name", "displayname": "from_name", "from displayname": "from_name", "from display name": "from_name", "feedback name": "from_name", "from full name": "from_name",
	"helo": "helo", "ehlo": "helo", "helo name": "helo", "helo host": "helo", "helo hostname": "helo", "ehlo hostname": "helo", "helo domain": "helo", "ehlo domain": "helo", "ehlo identity": "helo", "local domain": "helo", "localhost": "helo", "local hostname": "helo", "identifier": "helo",
	"domain": "domain", "timeout": "timeout", "connection timeout": "timeout", "connectiontimeout": "timeout", "connect timeout": "timeout",
	"encryption": "mode", "security": "mode", "secure": "mode", "connection security": "mode", "scheme": "mode", "protocol": "mode", "ssl type": "mode", "tls type": "mode", "secure socket options": "mode", "secure socket option": "mode", "secure option": "mode",
	"starttls policy": "mode", "tls policy": "mode", "tls mode": "mode", "ssl mode": "mode", "secure mode": "mode", "encryption type": "mode", "encryption mode": "mode", "encryption method": "mode", "secure connection": "mode", "security type": "mode", "security mode": "mode", "starttls type": "mode", "starttls mode": "mode",
	"ssl": "ssl", "force ssl": "ssl", "implicit tls": "ssl", "explicit tls": "ssl", "tls wrappermode": "ssl", "wrapper mode": "ssl", "ssl tls": "ssl", "ssl on connect": "ssl",
	"tls": "tls", "force tls": "tls", "smtps": "ssl", "require tls": "tls", "tls required": "tls", "tls require": "tls",
	"starttls": "starttls", "starttls auto": "starttls", "starttls required": "starttls", "require starttls": "starttls", "force starttls": "starttls", "require transport security": "starttls", "auto tls": "starttls", "autotls": "starttls",
	"ignore tls": "plain", "disable tls": "plain", "disable starttls": "plain", "no tls": "plain", "ignore starttls": "plain", "disable ssl": "plain",
	"auth": "auth", "authentication": "auth", "auth method": "auth", "auth mode": "auth", "auth type": "auth", "authtype": "auth", "auth mechanism": "auth", "auth mechanisms": "auth", "mechanism": "auth", "mechanisms": "auth",
	"authentication method": "auth", "authentication type": "auth", "authentication mechanism": "auth", "login method": "auth", "auth protocol": "auth", "needs auth": "auth", "requires auth": "auth", "auth required": "auth", "require auth": "auth", "requires authentication": "auth",
	"is tls enabled": "ssl", "enable ssl": "tls", "tls enable": "tls", "tls enabled": "tls", "tls on": "tls", "ssl enable": "ssl", "ssl enabled": "ssl", "starttls enable": "starttls", "starttls enabled": "starttls", "auth enable": "auth", "auth enabled": "auth", "authentication enabled": "auth",
	"enabled": "enabled", "enable": "enabled", "on": "enabled", "delivery method": "method", "method": "method", "mode": "method", "mailer": "method", "driver": "method", "engine": "method", "backend": "method", "transport": "method", "type": "method", "default mailer": "method", "do not send": "stopped",
	"url": "url", "dsn": "url", "uri": "url", "default encoding": "silent", "log channel": "silent", "charset": "silent", "": "whole",
}

// longestMeaning is the number of words of the longest of them.
var longestMeaning = func() (n int) {
	for name := range meanings {
		n = max(n, len(strings.Fields(name)))
	}
	return n
}()

// unsided are meanings of names that need not say which server they are about.
var unsided = pattern.New(`^(?:default from(?: email| address)?|notification email|feedback email)$`)

// A term is what the name of a setting says.
type term struct {
	group   string // of the names that belong together
	side    string // "outgoing", "imap", "pop3" or "incoming"
	smtp    bool   // said to be SMTP, not just mail
	meaning string
}

// A name is the words of a setting's path, each with the part of the path
// that it is from.
type name struct {
	words []string
	parts []int
	last  int
}

func nameOf(path []string) name {
	n := name{last: len(path) - 1}
	for i, part := range path {
		for _, w := range nameWords(part) {
			n.words, n.parts = append(n.words, w), append(n.parts, i)
		}
	}
	return n
}

// understood reads the name of a setting; a term without a side is not about
// mail.
func understood(path []string) term {
	all := nameOf(path)
	if len(all.words) > 24 { // no name of a setting
		return term{}
	}
	for n := min(longestMeaning, len(all.words)); n >= 0; n-- {
		rest := len(all.words) - n
		tail := strings.Join(all.words[rest:], " ")
		meaning, ok := meanings[tail]
		if !ok {
			continue
		}
		if t, ok := all.side(rest); ok {
			t.meaning = meaning
			return t
		}
		if unsided.MatchString(tail) {
			return term{group: strings.Join(all.words[:rest], " "), side: "outgoing", meaning: meaning}
		}
	}
	return all.verification()
}

// verification reads the names that turn the check of certificates off; its
// meaning says whether true or false does.
func (n name) verification() term {
	for i := range n.words {
		tail := strings.Join(n.words[i:], " ")
		t, ok := n.side(i)
		if !ok || !certificateWords.MatchString(tail) {
			continue
		}
		t.meaning = "verify"
		if negative.MatchString(tail) {
			t.meaning = "unverified"
		}
		return t
	}
	for i, w := range n.words {
		if sideNames[w] != "" {
			return term{group: n.group(i), side: sideNames[w], meaning: "unknown", smtp: w == "smtp"}
		}
	}
	return term{}
}

var (
	certificateWords = pattern.New(`verif|reject unauthori[sz]ed|validate|\binsecure\b|self ?signed|invalid (?:cert|host)|cert(?:ificate)?s? (?:check|error)|check (?:cert|server|host)|checkserveridentity|ssl trust|trust (?:all|server)`)
	negative         = pattern.New(`\b(?:skip|insecure|ignore|disable|no|allow|accept|trust|force)\b`)
)

// side finds the side at the end of the first words, with nothing but fillers
// behind it.
func (n name) side(end int) (term, bool) {
	all := n.words[:end]
	var numbers []string
	i := len(all) - 1
	for ; i >= 0 && sideNames[all[i]] == "" && (slices.Contains(fillers, all[i]) || isNumber(all[i])); i-- {
		if isNumber(all[i]) {
			numbers = append(numbers, all[i])
		}
	}
	if i < 0 || sideNames[all[i]] == "" {
		return term{}, false
	}
	t := term{side: sideNames[all[i]], smtp: all[i] == "smtp"}
	first := i
	for ; i >= 0 && (sideNames[all[i]] != "" || slices.Contains(fillers, all[i])); i-- {
		s := sideNames[all[i]]
		if s != "" {
			first = i
		}
		if s != "" && s != "outgoing" && !t.smtp && (t.side == "outgoing" || t.side == "incoming") {
			t.side = s
		}
	}
	t.group = strings.TrimSpace(n.group(first) + " " + strings.Join(numbers, " "))
	return t, true
}

// group names what belongs together: the part of the path that speaks of mail
// first, or what stands before its word in the last part.
func (n name) group(first int) string {
	if n.parts[first] == n.last {
		for first > 0 && n.parts[first-1] == n.last && slices.Contains(fillers, n.words[first-1]) {
			first--
		}
		return strings.Join(n.words[:first], " ")
	}
	end := first
	for end < len(n.words) && n.parts[end] == n.parts[first] {
		end++
	}
	return strings.Join(n.words[:end], " ")
}

func isNumber(word string) bool { return strings.Trim(word, "0123456789") == "" }

// joinedWords are written as one word by some and as two by others.
var joinedWords = strings.NewReplacer(
	" start tls", " starttls", " host name", " hostname", " user name", " username", " pass word", " password", " e mail", " email",
	" time out", " timeout", " pop 3", " pop3", " mail hub", " mail hub", " self signed", " selfsigned", " u name", " uname", " start ssl", " starttls",
	" smtpuname", " smtp uname", " auth type", " authtype", " php mailer", " phpmailer", " node mailer", " nodemailer", " smart host", " smarthost", " connectionsecurity", " connection security", " feedbackemail", " feedback email", " feedbackname", " feedback name",
	" enablesmtpauth", " enable smtp auth", " skipservercertificateverification", " skip certificate verification",
)

// nameWords splits a name into small words, at signs and where a capital
// follows, and takes "smtphost" apart.
func nameWords(name string) []string {
	var b strings.Builder
	runes := []rune(name[:min(len(name), 200)])
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			b.WriteByte(' ')
			continue
		}
		lower := i > 0 && unicode.IsLower(runes[i-1])
		begins := i > 0 && i+1 < len(runes) && unicode.IsUpper(runes[i-1]) && unicode.IsLower(runes[i+1])
		if unicode.IsUpper(r) && (lower || begins) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	var all []string
	for _, w := range strings.Fields(b.String()) {
		all = append(all, apart(w)...)
	}
	return strings.Fields(joinedWords.Replace(joinedWords.Replace(" " + strings.Join(all, " "))))
}

// wholeWords begin like the name of a side and are words of their own.
var wholeWords = []string{"mailer", "mailers", "mailbox", "mailboxes", "mails", "mailing", "mailgun", "mailto", "emails", "emailed", "smtps", "smtpd", "imaps", "pop3s", "popup", "popular", "nodemailer", "phpmailer", "imapd", "smtpclient"}

func apart(word string) []string {
	if slices.Contains(wholeWords, word) {
		return []string{word}
	}
	for _, side := range []string{"smtp", "imap", "pop3", "email", "mail"} {
		if rest, ok := strings.CutPrefix(word, side); ok && rest != "" {
			return append([]string{side}, apart(rest)...)
		}
	}
	return []string{word}
}
