package mailcore

import (
	"cmp"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"todoku/pattern"
)

// A Problem is something about a setting that can be told before anything is
// sent. Its words are in assets under "problem.<code>".
type Problem struct {
	Field    string            // key of the form row, such as "outgoing.host"
	Code     string            //
	Severity Severity          // an [Error] stops a test, the rest is advice
	Args     map[string]string // for the words
	Fixes    []Change          // what was probably meant
}

// Normalised returns p as people mean it: full-width characters narrowed
// (NFKC), white space around values removed, empty addresses dropped, and
// controls in names turned into spaces.
func (p Profile) Normalised() Profile {
	for _, f := range fields {
		switch at := f.at(&p).(type) {
		case *string:
			*at = f.Holds.tidy(*at)
		case *[]string:
			var texts []string
			for _, text := range *at {
				if text = f.Holds.tidy(text); text != "" {
					texts = append(texts, text)
				}
			}
			*at = texts
		}
	}
	p.Code = strings.TrimSpace(norm.NFKC.String(p.Code)) // a label that products compare
	p.Pin = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(p.Pin, ":", ""), " ", ""))
	return p
}

// tidy returns a text as people mean it, by what it names. An account may be
// written in full-width letters.
func (h Holds) tidy(text string) string {
	switch h {
	case "":
		return text
	case Account:
		return strings.TrimSpace(text)
	case Label:
		return strings.TrimSpace(strings.Map(spaced, text))
	case HostName:
		text = strings.ReplaceAll(norm.NFKC.String(text), "。", ".") // as browsers read it (UTS 46)
	}
	return strings.TrimSpace(norm.NFKC.String(text))
}

func spaced(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

// Check judges p before anything is sent, whatever it is typed into. What is
// required depends on how far a test is to go; scope "" asks only for what can
// be kept.
func (p Profile) Check(scope Scope) []Problem {
	c := checker{given: p, profile: p.Normalised().Effective(), scope: scope}
	for _, check := range checks {
		check(&c)
	}
	return c.problems
}

// Errors returns the problems that stop a test.
func Errors(problems []Problem) []Problem {
	return slices.DeleteFunc(slices.Clone(problems), func(p Problem) bool { return p.Severity != Error })
}

type checker struct {
	given    Profile // as it was typed
	profile  Profile
	scope    Scope
	problems []Problem
}

// checks in the order of the form.
var checks = []func(*checker){
	(*checker).names, (*checker).server, (*checker).choices, (*checker).login,
	(*checker).popBefore, (*checker).incoming, (*checker).addresses, (*checker).numbers,
}

func (c *checker) add(severity Severity, field, code string, args ...string) *Problem {
	named := map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		named[args[i]] = args[i+1]
	}
	c.problems = append(c.problems, Problem{Field: field, Code: code, Severity: severity, Args: named})
	return &c.problems[len(c.problems)-1]
}

func (c *checker) require(field, value string, needed bool) {
	if needed && value == "" {
		c.add(Error, field, "required")
	}
}

var codePattern = pattern.New(`^[\pL\pN._-]+$`)

// maxName bounds codes and names, in characters (REQUIREMENTS 1.3).
const maxName = 100

func (c *checker) names() {
	p := c.profile
	switch {
	case p.Code != "" && !codePattern.MatchString(p.Code):
		c.add(Error, "code", "code-invalid")
	case len([]rune(p.Code)) > maxName:
		c.add(Error, "code", "code-long")
	}
	if len([]rune(p.Name)) > maxName {
		c.add(Error, "name", "name-long")
	}
}

func (c *checker) server() {
	o := c.profile.Outgoing
	if o.BuiltIn && c.sends() {
		c.add(Error, "outgoing.built_in", "built-in")
	}
	if o.BuiltIn || c.scope == ReceiveScope && o.Host == "" { // the product's own server; the receiving side alone
		return
	}
	c.require("outgoing.host", o.Host, true)
	c.host("outgoing.host", o.Host)
	c.port("outgoing.port", o.Port, o.Encryption)
}

var (
	schemePattern = pattern.New(`(?i)^([a-z][a-z0-9+.-]*)://(.*)$`)
	portPattern   = pattern.New(`^(.+):(\d{1,5})$`)
)

func (c *checker) host(field, host string) {
	if meant := MeantHost(host); meant != host && !strings.Contains(host, "://") {
		c.add(Error, field, "host-marks", "meant", meant).Fixes = []Change{{field, meant}}
		return
	}
	if m := schemePattern.FindStringSubmatch(host); m != nil {
		c.add(Error, field, "host-scheme", "scheme", m[1]).Fixes = splitURL(field, host)
		return
	}
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil || host == "" {
		return
	}
	if m := portPattern.FindStringSubmatch(host); m != nil && (strings.HasSuffix(m[1], "]") || !strings.Contains(m[1], ":")) {
		c.add(Error, field, "host-port", "port", m[2]).Fixes = []Change{{field, strings.Trim(m[1], "[]")}, {portField(field), m[2]}}
		return
	}
	code := ""
	switch {
	case strings.ContainsFunc(host, unicode.IsSpace):
		code = "host-space"
	case strings.Contains(host, "@"):
		code = "host-at"
	case strings.ContainsAny(host, "/?#"):
		code = "host-path"
	default:
		if _, err := ASCIIHost(host); err != nil {
			code = "host-invalid"
		}
	}
	if code != "" {
		c.add(Error, field, code)
	}
}

func portField(hostField string) string { return strings.TrimSuffix(hostField, "host") + "port" }

// splitURL turns ssl://host:465 into the fields that it was meant for.
func splitURL(field, host string) []Change {
	s, ok := ReadServer(host)
	if !ok {
		s = ServerText{Host: HostOf(host)} // of another kind, such as a web page
	}
	if s.Host == "" {
		return nil
	}
	changes := []Change{{field, s.Host}}
	if s.Encryption != "" {
		changes = append(changes, Change{strings.TrimSuffix(field, "host") + "encryption", string(s.Encryption)})
	}
	if s.Port != 0 {
		changes = append(changes, Change{portField(field), strconv.Itoa(s.Port)})
	}
	return changes
}

// portEncryption is what listens on well-known ports (RFC 8314 and practice).
var portEncryption = map[int]Encryption{
	465: TLS, 993: TLS, 995: TLS,
	25: STARTTLS, 587: STARTTLS, 2525: STARTTLS, 110: STARTTLS, 143: STARTTLS,
}

func (c *checker) port(field string, port int, e Encryption) {
	if port < 1 || port > 65535 {
		c.add(Error, field, "port-range")
		return
	}
	usual, known := portEncryption[port]
	if !known || usual == e || usual == STARTTLS && e == NoEncryption {
		return
	}
	problem := c.add(Warning, field, "port-encryption", "port", strconv.Itoa(port), "encryption", string(usual))
	problem.Fixes = []Change{{strings.TrimSuffix(field, "port") + "encryption", string(usual)}}
}

func (c *checker) choices() {
	p := c.profile
	known(c, "outgoing.encryption", "encryption-unknown", p.Outgoing.Encryption, Encryptions)
	known(c, "outgoing.auth", "auth-unknown", p.Outgoing.Auth, AuthMethods)
	known(c, "charset", "charset-unknown", cmp.Or(p.Charset, UTF8), Charsets)
	if p.Pin != "" && !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(p.Pin) {
		c.add(Error, "pin", "pin-invalid")
	}
}

func known[T comparable](c *checker, field, code string, value T, all []T) {
	if !slices.Contains(all, value) {
		c.add(Error, field, code)
	}
}

func (c *checker) login() {
	o := c.profile.Outgoing
	if o.Auth == NoAuth || o.BuiltIn {
		return
	}
	needed := c.sends() && c.scope != ConnectScope
	c.require("outgoing.user", o.User, needed)
	c.require("outgoing.password", string(o.Password), needed)
	c.secret("outgoing.user", "outgoing.password", o.User, string(o.Password))
	if o.Encryption == NoEncryption && o.Auth.Revealing() {
		c.add(Warning, "outgoing.encryption", "auth-plaintext")
	}
}

// sends reports whether the test speaks to the outgoing server.
func (c *checker) sends() bool { return c.scope.Sends() }

func (c *checker) secret(userField, field, user, password string) {
	isControl := func(r rune) bool { return unicode.IsControl(r) }
	if strings.ContainsFunc(user, isControl) {
		c.add(Error, userField, "user-control")
	}
	if meant, ok := ValidAddress(user); meant != "" && (!ok || meant != user) {
		severity := Warning // an account may be called as it likes
		if c.profile.OAuth != "" {
			severity = Error // there it is an address
		}
		c.add(severity, userField, "address-marks", "meant", meant).Fixes = []Change{{userField, meant}}
	}
	switch {
	case strings.ContainsFunc(password, isControl):
		c.add(Error, field, "password-control")
	case password != strings.TrimSpace(password) || appPassword.MatchString(password):
		c.add(Warning, field, "password-space")
	case strings.ContainsFunc(password, func(r rune) bool { return r > unicode.MaxASCII }):
		c.add(Note, field, "password-not-ascii")
	}
}

// appPassword is a Google app password as the web page shows it, in groups.
var appPassword = pattern.New(`^[a-z]{4}( [a-z]{4}){3}$`)

// maxPopWait is the longest wait between POP and SMTP, in seconds: servers note
// a login at once or every few seconds, and a person sits before the test.
const maxPopWait = 60

func (c *checker) popBefore() {
	b := c.profile.POPServer()
	if !b.Use {
		return
	}
	own := c.profile.Outgoing.PopBefore
	c.host("outgoing.pop.host", own.Host) // what is borrowed has been judged
	c.port("outgoing.pop.port", b.Port, b.Encryption)
	known(c, "outgoing.pop.encryption", "encryption-unknown", b.Encryption, Encryptions)
	known(c, "outgoing.pop.auth", "auth-unknown", b.Auth, PopAuthMethods)
	if own.User != "" || c.profile.Outgoing.Auth == NoAuth {
		needed := c.sends() && c.scope != ConnectScope
		c.require("outgoing.pop.user", b.User, needed)
		c.require("outgoing.pop.password", string(b.Password), needed)
		c.secret("outgoing.pop.user", "outgoing.pop.password", b.User, string(b.Password))
	}
	if b.Wait < 0 || b.Wait > maxPopWait {
		c.add(Error, "outgoing.pop.wait", "wait-range")
	}
	if b.Encryption == NoEncryption && b.Auth == USER {
		c.add(Warning, "outgoing.pop.encryption", "auth-plaintext")
	}
}

// incoming judges the receiving server.
func (c *checker) incoming() {
	in := c.profile.Incoming
	needed := c.scope.Receives()
	if in.Protocol == "" {
		c.require("incoming.protocol", "", needed && c.scope != LoginsScope)
		return
	}
	known(c, "incoming.protocol", "protocol-unknown", in.Protocol, Protocols)
	c.require("incoming.host", in.Host, needed)
	c.host("incoming.host", in.Host)
	c.port("incoming.port", in.Port, in.Encryption)
	c.protocolPort(in)
	known(c, "incoming.encryption", "encryption-unknown", in.Encryption, Encryptions)
	c.incomingAuth(in, needed)
	if in.SizeLimit < 0 || in.SizeLimit > 1<<20 {
		c.add(Error, "incoming.size_limit", "size-invalid")
	}
	c.timeout("incoming.timeout", in.Timeout)
	switch {
	case in.Delete && (in.DeleteDays < 0 || in.DeleteDays > maxDays):
		c.add(Error, "incoming.delete_days", "days-range")
	case in.Delete && in.Protocol == IMAP: // MS-05
		c.add(Danger, "incoming.delete", "imap-deletes-all")
	}
}

// maxDays is the longest time after which a product deletes mail, in days: what
// is to stay longer is not to be deleted.
const maxDays = 365

// protocolPort warns of a port where the other protocol is at home.
func (c *checker) protocolPort(in Incoming) {
	other := map[int]Protocol{110: POP3, 995: POP3, 143: IMAP, 993: IMAP}[in.Port]
	if other != "" && other != in.Protocol {
		c.add(Warning, "incoming.port", "port-protocol", "port", strconv.Itoa(in.Port), "protocol", string(other)).Fixes = []Change{{"incoming.protocol", string(other)}}
	}
}

func (c *checker) incomingAuth(in Incoming, needed bool) {
	switch {
	case in.Auth == APOP && in.Protocol == IMAP:
		c.add(Error, "incoming.auth", "apop-imap")
	default:
		known(c, "incoming.auth", "auth-unknown", in.Auth, IncomingAuthMethods[in.Protocol])
	}
	c.require("incoming.user", in.User, needed)
	c.require("incoming.password", string(in.Password), needed)
	c.secret("incoming.user", "incoming.password", in.User, string(in.Password))
	if in.Encryption == NoEncryption && in.Auth.Revealing() {
		c.add(Warning, "incoming.encryption", "auth-plaintext")
	}
	if in.Auth == NTLM {
		c.add(Note, "incoming.auth", "ntlm-unusual")
	}
}

// plainAddresses are the fields that hold one mail address. A sender may be
// more than that.
var plainAddresses = sync.OnceValue(func() []string {
	return keysOf(func(r Row) bool {
		_, one := r.at(new(Profile)).(*string)
		return one && r.Holds == Address && r.Key != "from"
	})
})

func (c *checker) addresses() {
	p := c.profile
	sends := c.scope.Asks()
	c.require("from", p.From, sends)
	c.require("test_to", p.TestTo, sends)
	switch {
	case BareWord(p.From):
		c.add(Warning, "from", "address-no-domain")
	case c.address("from", p.From) && differs(p.From, MeantAddress(p.Outgoing.User)):
		c.add(Note, "from", "from-domain", "from", Domain(p.From), "user", Domain(p.Outgoing.User))
	}
	for _, key := range plainAddresses() {
		c.address(key, p.Text(key))
	}
	c.notify(p.Notify)
}

// address judges one mail address, and reports whether there is one.
func (c *checker) address(field, address string) bool {
	meant, ok := ValidAddress(address)
	switch {
	case address == "":
		return false
	case meant == "":
		c.add(Error, field, "address-invalid")
	case !ok:
		c.add(Error, field, "address-marks", "meant", meant).Fixes = []Change{{field, meant}}
	default:
		c.wide(field)
	}
	return ok
}

// wide says that full-width characters will be used as the narrow ones that
// they stand for.
func (c *checker) wide(field string) {
	given, read := c.given.Text(field), c.profile.Text(field)
	if read != "" && norm.NFKC.String(given) != given {
		c.add(Note, field, "address-wide", "meant", read).Fixes = []Change{{field, read}}
	}
}

// notify judges several addresses.
func (c *checker) notify(addresses []string) {
	for _, a := range addresses {
		if _, ok := ValidAddress(a); ok {
			continue
		}
		if meant, ok := meantList(addresses); ok {
			list := strings.Join(meant, ", ")
			c.add(Error, "notify", "address-marks", "meant", list).Fixes = []Change{{"notify", list}}
		} else {
			c.add(Error, "notify", "addresses-invalid", "address", a)
		}
		return
	}
	c.wide("notify")
}

// Limits of the time for a step, in seconds: beyond the inner ones a product
// cannot say it (GR-12), beyond the outer ones it makes no sense.
const (
	minTimeout, maxTimeout           = 1, 600
	minGaroonTimeout, maxGaroonLimit = 10, 120
)

func (c *checker) numbers() {
	o := c.profile.Outgoing
	c.timeout("outgoing.timeout", o.Timeout)
	if w := c.profile.Wait; w < 0 || w > maxTimeout*6 {
		c.add(Error, "wait", "wait-invalid")
	}
	if o.SizeLimit < 0 || o.SizeLimit > 1<<20 {
		c.add(Error, "outgoing.size_limit", "size-invalid")
	}
	if meant := MeantHost(o.HELO); meant != o.HELO {
		c.add(Error, "outgoing.helo", "host-marks", "meant", meant).Fixes = []Change{{"outgoing.helo", meant}}
	} else if o.HELO != "" && !ValidHELO(o.HELO) {
		c.add(Error, "outgoing.helo", "helo-invalid")
	}
	if site := c.profile.Site; site != "" && !ValidHELO(HostOf(site)) {
		c.add(Error, "site", "site-invalid")
	}
}

func (c *checker) timeout(field string, seconds int) {
	switch {
	case seconds < minTimeout || seconds > maxTimeout:
		c.add(Error, field, "timeout-invalid")
	case seconds < minGaroonTimeout || seconds > maxGaroonLimit:
		c.add(Warning, field, "timeout-range")
	}
}
