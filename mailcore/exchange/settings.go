package exchange

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/pattern"
)

// A group is the settings of one program, or of one of its accounts.
type group struct {
	name    string
	terms   []term
	entries []setting
}

// fromSettings puts the settings of a file together: a draft for each group
// that names a server.
func fromSettings(all []setting) []Draft {
	var drafts []Draft
	servers, rest := apartByHost(grouped(asPrograms(all)))
	said := map[string]bool{}
	for _, g := range servers {
		for _, protocol := range g.protocols() {
			d := newDraft()
			d.group(g.with(rest, len(servers) == 1), protocol)
			if key := d.summary(); !said[key] {
				said[key], drafts = true, append(drafts, d)
			}
			if len(drafts) > maxDrafts {
				return drafts
			}
		}
	}
	return drafts
}

// summary is what two drafts have in common that say the same, as where a
// worker has the environment of its program.
func (d Draft) summary() string {
	var b strings.Builder
	for _, s := range d.Seen {
		b.WriteString(s.Field + "=" + d.raw(s.Field) + "\n")
	}
	return b.String()
}

// apartByHost takes the groups that name a server from the others.
func apartByHost(groups []group) (servers, rest []group) {
	for _, g := range groups {
		if g.hasHost() {
			servers = append(servers, g)
		} else {
			rest = append(rest, g)
		}
	}
	return servers, rest
}

// grouped sorts the settings by their groups: the one in use before those of
// a workshop.
func grouped(all []setting) []group {
	var groups []group
	index := map[string]int{}
	for _, s := range besideServers(all) {
		t := understood(s.path)
		if t.side == "" || strings.Contains(t.group, "desk") { // GitLab's service desk only receives
			continue
		}
		at, ok := index[t.group]
		if !ok {
			at = len(groups)
			index[t.group], groups = at, append(groups, group{name: t.group})
		}
		groups[at].terms, groups[at].entries = append(groups[at].terms, t), append(groups[at].entries, s)
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(stage(a.name), stage(b.name)) })
	return groups
}

// besideServers gives what stands beside smtp_server in a list or an object,
// and only says "username", a name of its own: smtp_username.
func besideServers(all []setting) []setting {
	servers := map[string]bool{}
	for _, s := range all {
		if t := understood(s.path); t.smtp && t.meaning == "host" && len(s.path) > 2 && len(nameWords(s.path[len(s.path)-1])) > 1 {
			servers[inside(s.path)] = true
		}
	}
	if len(servers) == 0 {
		return all
	}
	named := slices.Clone(all)
	for i, s := range named {
		last := len(s.path) - 1
		if last > 1 && servers[inside(s.path)] && slices.Contains(loginWords, strings.ToLower(s.path[last])) {
			named[i].path = within(s.path[:last], "smtp_"+s.path[last])
		}
	}
	return named
}

var loginWords = []string{"user", "username", "password", "passwd", "sender", "from"}

func inside(path []string) string { return strings.Join(path[:len(path)-1], "\x00") }

// stage puts the settings of production first and those of tests last.
func stage(name string) int {
	switch words := strings.Fields(name); {
	case slices.Contains(words, "production"), slices.Contains(words, "prod"):
		return 0
	case slices.Contains(words, "test"), slices.Contains(words, "development"), slices.Contains(words, "dev"):
		return 2
	}
	return 1
}

func (g group) hasHost() bool {
	for i, t := range g.terms {
		value := g.entries[i].value
		switch {
		case t.meaning == "host" && value != "", t.meaning == "address" && t.smtp && value != "":
			return true
		case (t.meaning == "url" || t.meaning == "whole") && strings.Contains(value, "://"):
			return true
		}
	}
	return false
}

// protocols lists how the group receives: "" where it does not.
func (g group) protocols() []string {
	var all []string
	for i, t := range g.terms {
		if t.side != "outgoing" && t.meaning == "host" && !slices.Contains(all, t.side) && g.entries[i].value != "" {
			all = append(all, t.side)
		}
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all
}

// with adds what groups without a server say that belong to this one: those
// whose name its own begins with, and, where it is alone, those that are below
// it and whoever the sender is.
func (g group) with(rest []group, alone bool) group {
	if !alone && len(rest) > 200 { // no file of settings
		return g
	}
	for _, other := range rest {
		above := other.name == "" || strings.HasPrefix(g.name+" ", other.name+" ")
		below := strings.HasPrefix(other.name+" ", g.name+" ") || g.name == ""
		for i, t := range other.terms {
			if above || alone && (below || strings.HasPrefix(t.meaning, "from")) {
				g.terms, g.entries = append(g.terms, t), append(g.entries, other.entries[i])
			}
		}
	}
	return g
}

// order is that in which fields are read.
var order = []string{"host", "address", "url", "whole", "port", "user", "name", "email", "password", "identity", "from", "from_name", "helo", "domain", "timeout", "elsewhere", "method", "enabled", "stopped", "verify", "unverified"}

// group reads the settings of a group for one way of receiving.
func (d *Draft) group(g group, protocol string) {
	g = g.bounded()
	for _, meaning := range order {
		for i, t := range g.terms {
			if t.meaning == meaning && (t.side == "outgoing" || t.side == protocol) {
				d.setting(t, g.entries[i], g)
			}
		}
	}
	if protocol != "" {
		d.receives(protocol, g)
	}
	for _, side := range []string{"outgoing", "incoming"} {
		if d.saw(side + ".host") {
			d.protect(side, g.flags(side, protocol))
			d.loginBy(side, g.named("auth", side, protocol))
		}
	}
	d.addressAsUser()
	for i, t := range g.terms {
		if t.meaning == "unknown" && (t.smtp || len(g.entries[i].path) == 1 || protocol != "" && t.side == protocol) {
			d.note("unknown-name", "", g.entries[i].at)
		}
	}
}

// bounded leaves out what no person would have written.
func (g group) bounded() group {
	n := min(len(g.terms), 5000)
	return group{g.name, g.terms[:n], g.entries[:n]}
}

// named returns the settings of that meaning for a side of the draft.
func (g group) named(meaning, side, protocol string) []setting {
	var all []setting
	for i, t := range g.terms {
		if t.meaning == meaning && (t.side == side || side == "incoming" && t.side == protocol) {
			all = append(all, g.entries[i])
		}
	}
	return all
}

func sideOfTerm(t term) string {
	if t.side == "outgoing" {
		return t.side
	}
	return "incoming"
}

// setting takes over one value. The first one of a field counts.
func (d *Draft) setting(t term, s setting, g group) {
	side, value := sideOfTerm(t), strings.TrimSpace(s.value)
	if t.meaning == "password" && s.whole && !filledIn(s.value) {
		d.password(side, s.value, s.at)
		return
	}
	if m := defaultForm.FindStringSubmatch(value); m != nil && t.meaning != "password" {
		value = m[1]
		d.note("guessed", settingField(side, t.meaning), s.at)
	}
	if isEmpty(value) && t.meaning != "enabled" {
		return
	}
	if t.meaning == "whole" && !strings.Contains(value, "://") {
		if len(s.path) > 1 && t.side == "outgoing" && strings.Count(value, "@") == 1 && !strings.ContainsAny(value, " ,;") { // "Mail": "info@…"
			d.once("from", value, s.at)
		}
		return
	}
	if isPlaceholder(value, t.meaning) && !(strings.Contains(value, "://") && !exampleForm.MatchString(value)) {
		if t.meaning != "domain" || t.smtp { // or it is the sender's
			d.note("elsewhere", settingField(side, t.meaning), s.at)
		}
		return
	}
	switch t.meaning {
	case "host":
		d.host(side, value, s.at)
	case "address":
		d.addressOrHost(t, value, s.at)
	case "url", "whole":
		switch {
		case !strings.Contains(value, "://"):
		case d.saw(side + ".host"):
			d.note("further", side+".host", s.at)
		case !d.urlOf(side, value, s.at):
			d.note("bad-value", side+".host", s.at)
		}
	case "name":
		if last := strings.ToLower(s.path[len(s.path)-1]); t.smtp && (strings.HasSuffix(last, "smtp_name") || strings.HasSuffix(last, "mail_smtpname")) {
			d.once(side+".user", value, s.at)
		}
	case "email":
		switch {
		case side == "incoming":
			d.once(side+".user", value, s.at)
		case t.smtp && mailPattern.MatchString(value):
			d.sentBy(value, g, s.at)
		}
	case "identity":
		if !strings.Contains(value, "@") && t.smtp {
			d.once("outgoing.helo", value, s.at)
		}
	case "from":
		d.sentBy(value, g, s.at)
	case "domain":
		if t.smtp {
			d.once("outgoing.helo", value, s.at)
		}
	case "timeout":
		d.once(side+".timeout", seconds(value, s.path), s.at)
	case "elsewhere":
		d.note("elsewhere", side+".password", s.at)
	default:
		d.switches(t, side, value, s.at)
	}
}

// switches reads the settings that say whether something is done.
func (d *Draft) switches(t term, side, value string, at Source) {
	word := strings.ToLower(strings.TrimPrefix(value, ":"))
	off := slices.Contains(no, word)
	switch t.meaning {
	case "enabled":
		if off && word != "" {
			d.note("disabled", "", at)
		}
	case "stopped":
		if slices.Contains(yes, word) {
			d.note("disabled", "", at)
		}
	case "method":
		if slices.Contains(otherMethods, word) {
			d.note("disabled", "", at)
		}
	case "verify":
		if off {
			d.note("unverified", side+".encryption", at)
		}
	case "unverified":
		if !off {
			d.note("unverified", side+".encryption", at)
		}
	case "from_name":
		d.once("from_name", strings.Trim(value, `"`), at)
	default:
		d.once(settingField(side, t.meaning), value, at)
	}
}

// otherMethods are ways to send mail that need no server.
var otherMethods = []string{"log", "array", "null", "sendmail", "test", "file", "mail", "php", "dummy", "letter_opener", "qmail"}

func settingField(side, meaning string) string {
	switch meaning {
	case "from", "from_name":
		return meaning
	case "address", "url", "whole":
		return side + ".host"
	case "domain", "identity":
		return "outgoing.helo"
	case "name", "email":
		return side + ".user"
	case "mode", "ssl", "tls", "starttls", "plain", "verify", "unverified":
		return side + ".encryption"
	case "method", "enabled", "stopped", "elsewhere":
		return ""
	}
	return side + "." + meaning
}

// once sets a field that nothing has set.
func (d *Draft) once(key, value string, at Source) {
	if !d.saw(key) {
		d.set(key, value, at)
		return
	}
	if secret, ok := d.Profile.Field(key).(*mailcore.Secret); ok && string(*secret) != value || !ok && d.Profile.Text(key) != value {
		d.note("further", key, at)
	}
}

// addressOrHost reads "address", which is a server in Rails and a person
// elsewhere.
func (d *Draft) addressOrHost(t term, value string, at Source) {
	switch {
	case strings.Contains(value, "://"), t.smtp && !strings.Contains(value, "@"):
		d.host(sideOfTerm(t), value, at)
	case t.side == "outgoing" && strings.Contains(value, "@"):
		d.once("from", value, at)
	}
}

// sentBy reads the sender; Nextcloud writes its domain apart.
func (d *Draft) sentBy(value string, g group, at Source) {
	name := ""
	if m := namedAddress.FindStringSubmatch(value); m != nil {
		name, value = m[1], m[2]
	}
	if !strings.Contains(value, "@") {
		for _, domain := range g.named("domain", "outgoing", "") {
			if !isPlaceholder(domain.value, "") && domain.value != "" {
				value += "@" + domain.value
				break
			}
		}
	}
	if !strings.Contains(value, "@") {
		d.note("bad-value", "from", at)
		return
	}
	d.once("from", value, at)
	if name != "" {
		d.once("from_name", name, at)
	}
}

var hostForm = pattern.New(`^[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?\.?$`)

// host reads a server name, which may have its port or a scheme with it, or
// others behind it.
func (d *Draft) host(side, value string, at Source) {
	if d.saw(side + ".host") {
		if known := d.Profile.Text(side + ".host"); !strings.HasPrefix(value, known) {
			d.note("further", side+".host", at)
		}
		return
	}
	if strings.Contains(value, "://") {
		if !d.urlOf(side, value, at) {
			d.note("bad-value", side+".host", at)
		}
		return
	}
	first := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",; \t", r) })
	if len(first) == 0 {
		return
	}
	host, port := hostPort(first[0])
	if _, err := netip.ParseAddr(host); err != nil && !hostForm.MatchString(host) {
		d.note("bad-value", side+".host", at)
		return
	}
	d.set(side+".host", host, at)
	d.set(side+".port", port, at)
	if len(first) > 1 {
		d.note("further", side+".host", at)
	}
}

// hostPort takes "host:port" and "[host]:port" apart.
func hostPort(value string) (host, port string) {
	if rest, ok := strings.CutPrefix(value, "["); ok {
		host, port, _ = strings.Cut(rest, "]")
		return strings.TrimPrefix(strings.ToLower(host), "ipv6:"), strings.TrimPrefix(port, ":")
	}
	if strings.Count(value, ":") == 1 {
		host, port, _ = strings.Cut(value, ":")
		return host, port
	}
	return value, ""
}

// seconds reads a time: a number of seconds, "30s", or Java's milliseconds.
func seconds(value string, path []string) string {
	if n, err := strconv.Atoi(value); err == nil {
		if n >= 1000 || slices.Contains(path, "properties") && n > 600 {
			n /= 1000
		}
		return strconv.Itoa(n)
	}
	if span, err := time.ParseDuration(strings.ReplaceAll(value, " ", "")); err == nil {
		return strconv.Itoa(int(span.Seconds()))
	}
	if fields := strings.Fields(value); len(fields) > 0 { // "5 seconds"
		return fields[0]
	}
	return value
}

func isEmpty(value string) bool {
	return value == "" || strings.EqualFold(value, "null") || value == "nil" || value == "~" || value == "None" || value == "undefined"
}

// defaultForm is a variable with what holds where it is not set: as Compose
// and Spring write it.
var defaultForm = pattern.New(`^\$\{[A-Za-z0-9_.-]+?(?::-|:|-)([^${}?+-][^${}]*)\}$`)

var (
	// elsewhereForm is how files say that the value is somewhere else.
	elsewhereForm = pattern.New(`^%[a-z]$|^\{cipher\}|\$\{|\$\(|\{\{|<%|#\{|^%env\(|%\(|\$__(?:env|file|vault)\{|^ENC\(|^(?:vault|op|ref\+\w+)://?|^\$[A-Z][A-Z0-9_]*$|^__[A-Za-z0-9_]+__$|^@[A-Za-z0-9_.]+@$`)
	// exampleForm is what stands where a user should write a value.
	exampleForm = pattern.New(`(?i)^(?:<[^<>@]*>|\[[^\[\]:.]*\]|\{[^{}]*\}|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with.*)|your[-_ ].*|\*{3}[A-Z ]+\*{3}|my[-_ ](?:smtp|mail|e-?mail)[-_ ]?(?:password|user|username)|x{4,}|\*{3,}|\.{3,})$`)
)

// referenceForm is a value that is nothing but the name of another one.
var referenceForm = pattern.New(`^(?:%[a-z]|\{cipher\}.*|\$\{[^{}]+\}|\$\([^()]+\)|\{\{.*\}\}|<%.*%>|#\{.*\}|%env\(.*\)%|%\(.*\)s?|\$__(?:env|file|vault)\{.*\}|ENC\(.*\)|(?:vault|op|ref\+\w+)://.*|\$[A-Z][A-Z0-9_]*|__[A-Za-z0-9_]+__|@[A-Za-z0-9_.]+@)$`)

// filledIn reports whether a text of a file, quoted and by itself, is what a
// person or a program puts a password in place of.
func filledIn(value string) bool {
	return value == "" || exampleForm.MatchString(value) || referenceForm.MatchString(value)
}

// password takes over a password as it is, spaces around it too.
func (d *Draft) password(side, value string, at Source) {
	if d.saw(side + ".password") {
		d.once(side+".password", value, at)
		return
	}
	d.put(side+".password", value, at)
}

// isPlaceholder reports whether a value stands for another one.
func isPlaceholder(value, meaning string) bool {
	if exampleForm.MatchString(value) {
		return true
	}
	if meaning == "password" && !strings.ContainsAny(value, "{(<%_/@") {
		return false // a dollar in a password is a dollar
	}
	return elsewhereForm.MatchString(value)
}

// receives settles by which protocol the draft receives.
func (d *Draft) receives(protocol string, g group) {
	var at Source
	for _, s := range d.Seen {
		if s.Field == "incoming.host" {
			at = s.Source
		}
	}
	if at == (Source{}) {
		return
	}
	guessed := protocol == "incoming"
	if guessed {
		protocol = "imap"
		port, host := d.Profile.Incoming.Port, strings.ToLower(d.Profile.Incoming.Host)
		if strings.HasPrefix(host, "pop") || d.saw("incoming.port") && (port == 110 || port == 995) {
			protocol = "pop3"
		}
		for _, meaning := range []string{"mode", "method"} {
			for _, s := range g.named(meaning, "incoming", "incoming") {
				if value := strings.ToLower(s.value); strings.HasPrefix(value, "pop") || strings.HasPrefix(value, "imap") {
					protocol, at, guessed = map[bool]string{true: "pop3", false: "imap"}[strings.HasPrefix(value, "pop")], s.at, false
				}
			}
		}
	}
	d.set("incoming.protocol", protocol, at)
	if guessed {
		d.note("guessed", "incoming.protocol", at)
	}
}

// addressAsUser logs in as the sender where there is a password without an
// account, as samples for .NET do.
func (d *Draft) addressAsUser() {
	o := d.Profile.Outgoing
	if !d.saw("outgoing.password") || d.saw("outgoing.user") || o.Auth == mailcore.NoAuth && d.saw("outgoing.auth") {
		return
	}
	for _, s := range d.Seen {
		if s.Field == "from" {
			d.set("outgoing.user", d.Profile.From, s.Source)
			d.note("guessed", "outgoing.user", s.Source)
			return
		}
	}
}
