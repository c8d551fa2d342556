package exchange

import (
	"regexp"
	"slices"
	"strings"

	"github.com/joho/godotenv"

	"todoku/mailcore"
)

// envNames are the variables of Laravel, Nodemailer, Django, Rails and others
// for each field; the first that is there counts.
var envNames = []struct {
	field string
	names []string
}{
	{"outgoing.host", []string{"MAIL_HOST", "SMTP_HOST", "EMAIL_HOST", "MAILER_HOST", "SMTP_SERVER", "MAIL_SERVER", "EMAIL_SERVER", "SMTP_ADDRESS", "MAIL_HOSTNAME", "SMTP_HOSTNAME", "EMAIL_SERVER_HOST", "NODEMAILER_HOST", "WPMS_SMTP_HOST", "SPRING_MAIL_HOST"}},
	{"outgoing.port", []string{"MAIL_PORT", "SMTP_PORT", "EMAIL_PORT", "MAILER_PORT", "EMAIL_SERVER_PORT", "NODEMAILER_PORT", "WPMS_SMTP_PORT", "SPRING_MAIL_PORT"}},
	{"outgoing.user", []string{"MAIL_USERNAME", "SMTP_USERNAME", "SMTP_USER", "MAIL_USER", "EMAIL_USERNAME", "EMAIL_USER", "EMAIL_HOST_USER", "MAILER_USER", "SMTP_USER_NAME", "SMTP_LOGIN", "EMAIL_SERVER_USER", "NODEMAILER_USER", "WPMS_SMTP_USER", "SPRING_MAIL_USERNAME"}},
	{"outgoing.password", []string{"MAIL_PASSWORD", "SMTP_PASSWORD", "SMTP_PASS", "MAIL_PASS", "EMAIL_PASSWORD", "EMAIL_PASS", "EMAIL_HOST_PASSWORD", "MAILER_PASSWORD", "EMAIL_SERVER_PASSWORD", "NODEMAILER_PASS", "WPMS_SMTP_PASS", "SPRING_MAIL_PASSWORD"}},
	{"from", []string{"MAIL_FROM_ADDRESS", "MAIL_FROM", "SMTP_FROM", "EMAIL_FROM", "DEFAULT_FROM_EMAIL", "SMTP_FROM_ADDRESS", "SMTP_FROM_EMAIL", "FROM_EMAIL", "SMTP_SENDER", "MAIL_SENDER", "WPMS_MAIL_FROM", "SPRING_MAIL_PROPERTIES_MAIL_SMTP_FROM"}},
	{"from_name", []string{"MAIL_FROM_NAME", "SMTP_FROM_NAME", "EMAIL_FROM_NAME", "WPMS_MAIL_FROM_NAME"}},
	{"outgoing.helo", []string{"MAIL_EHLO_DOMAIN", "SMTP_DOMAIN", "SMTP_HELO"}},
	{"outgoing.timeout", []string{"MAIL_TIMEOUT", "SMTP_TIMEOUT", "EMAIL_TIMEOUT"}},
}

// springSMTP begins the names of Jakarta Mail in Spring's properties.
const springSMTP = "SPRING_MAIL_PROPERTIES_MAIL_SMTP_"

// envSecure are the variables that say how to encrypt.
var envSecure = []string{
	"MAIL_ENCRYPTION", "MAIL_SCHEME", "SMTP_SCHEME", "SMTP_ENCRYPTION", "EMAIL_ENCRYPTION", "MAILER_ENCRYPTION",
	"SMTP_SECURE", "MAIL_SECURE", "EMAIL_SECURE", "EMAIL_USE_SSL", "SMTP_SSL", "SMTP_USE_SSL", "MAIL_USE_SSL",
	"EMAIL_USE_TLS", "SMTP_TLS", "SMTP_USE_TLS", "MAIL_USE_TLS", "MAIL_STARTTLS", "SMTP_STARTTLS", "SMTP_ENABLE_STARTTLS_AUTO", "SMTP_REQUIRE_TLS",
	"WPMS_SSL", springSMTP + "SSL_ENABLE", springSMTP + "STARTTLS_ENABLE", springSMTP + "STARTTLS_REQUIRED",
}

// envAuth are the variables that name a mechanism or say whether there is one.
var envAuth = []string{"SMTP_AUTHENTICATION", "SMTP_AUTH_METHOD", "SMTP_AUTH", "MAIL_AUTH", "MAIL_AUTH_MODE", "MAIL_AUTHENTICATION", "WPMS_SMTP_AUTH", springSMTP + "AUTH"}

// envURLs are the variables that say everything at once.
var envURLs = []string{"MAIL_URL", "MAILER_DSN", "MAILER_URL", "SMTP_URL", "EMAIL_URL", "EMAIL_SERVER", "MAIL_DSN", "SMTP_DSN"}

var envLine = regexp.MustCompile(`(?m)^[ \t]*(?:export[ \t]+)?((?:MAIL|SMTP|EMAIL|MAILER|NODEMAILER|DEFAULT_FROM|WPMS|SPRING_MAIL)[A-Z0-9_]*|spring\.mail\.[a-z0-9.-]+)[ \t]*=`)

var phpSettings = regexp.MustCompile(`(?m)^[ \t]*define\(\s*['"](?:WPMS|SMTP)_[A-Z0-9_]*HOST['"]`)

// phpDefine is how wp-config.php says a variable.
var phpDefine = regexp.MustCompile(`^[ \t]*define\(\s*['"]((?:WPMS|SMTP|MAIL|EMAIL)_[A-Z0-9_]+)['"]\s*,\s*(.*?)\s*\)\s*;`)

// envName is how a variable is called that the properties of Spring have too.
func envName(name string) string {
	if strings.HasPrefix(name, "spring.mail.") {
		return strings.ToUpper(strings.NewReplacer(".", "_", "-", "").Replace(name))
	}
	return name
}

func looksLikeEnv(text, name string) bool {
	return strings.HasPrefix(name, ".env") || strings.HasSuffix(name, ".env") || envLine.MatchString(text) || phpSettings.MatchString(text)
}

// A variable is one line of the file.
type variable struct {
	value string
	at    Source
}

type environment map[string]variable

func readEnv(text string) ([]Draft, error) {
	env, d := variables(text), newDraft()
	for _, f := range envNames {
		if v, ok := env.first(f.names); ok {
			d.fromEnv(f.field, v)
		}
	}
	if v, ok := env.first(envURLs); ok && !d.saw("outgoing.host") && strings.Contains(v.value, "://") {
		d.dsn(v)
	}
	d.secure(env)
	d.mechanism(env)
	d.leftOut(env)
	return []Draft{d}, nil
}

// variables reads line by line, so that each is known by its number and no
// value grows out of others without end.
func variables(text string) environment {
	env, n := environment{}, 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if m := phpDefine.FindStringSubmatch(line); m != nil {
			line = m[1] + "=" + m[2]
		}
		if len(line) > maxValue || !strings.Contains(line, "=") {
			continue
		}
		// a dollar in a password is a dollar: only ${NAME} means another variable
		pairs, err := godotenv.Unmarshal(strings.ReplaceAll(line, "$", dollar))
		for name, value := range pairs {
			if err == nil {
				env[envName(name)] = variable{env.expand(value, strings.Contains(line, "'")), Source{Line: n, Text: name}}
			}
		}
	}
	return env
}

// dollar stands in for the sign while godotenv reads, which would take any
// word behind it for a variable.
const dollar = "\ue024"

var reference = regexp.MustCompile(dollar + `\{([A-Za-z0-9_]+)\}`)

func (env environment) expand(value string, literal bool) string {
	if !literal {
		value = reference.ReplaceAllStringFunc(value, func(ref string) string {
			return env[reference.FindStringSubmatch(ref)[1]].value
		})
	}
	value = strings.ReplaceAll(value, dollar, "$")
	if len(value) > maxValue {
		return ""
	}
	return value
}

func (env environment) first(names []string) (variable, bool) {
	for _, name := range names {
		if v, ok := env[name]; ok && v.value != "" && v.value != "null" {
			return v, true
		}
	}
	return variable{}, false
}

var namedAddress = regexp.MustCompile(`^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>\s*$`)

func (d *Draft) fromEnv(field string, v variable) {
	if m := namedAddress.FindStringSubmatch(v.value); m != nil && field == "from" {
		d.set("from", m[2], v.at)
		d.set("from_name", m[1], v.at)
		return
	}
	if field == "outgoing.host" && strings.Contains(v.value, "://") {
		d.dsn(v)
		return
	}
	d.set(field, v.value, v.at)
}

// dsn reads a URL; Symfony's escapes are those of URLs.
func (d *Draft) dsn(v variable) {
	if !d.url(v.value, v.at) {
		d.note("bad-value", "outgoing.host", v.at)
	}
}

var (
	yes = []string{"true", "1", "yes", "on"}
	no  = []string{"false", "0", "no", "off", "none", "null", ""}
)

// secure reads the encryption. What is called TLS is STARTTLS but on the port
// where TLS begins at once; SMTP_SECURE=false is Nodemailer's STARTTLS.
func (d *Draft) secure(env environment) {
	port := d.Profile.Outgoing.Port
	for _, name := range envSecure {
		v, there := env[name]
		if !there || d.saw("outgoing.encryption") {
			continue
		}
		if e := encryptionIn(name, strings.ToLower(v.value), port); e != "" {
			d.set("outgoing.encryption", string(e), v.at)
		}
	}
	if !d.saw("outgoing.host") || d.saw("outgoing.encryption") {
		return
	}
	e, at := mailcore.STARTTLS, Source{Text: "PORT"}
	if v, ok := env.first(envNames[1].names); ok {
		at = v.at
	}
	if port == 465 {
		e = mailcore.TLS
	}
	d.set("outgoing.encryption", string(e), at)
	d.note("guessed", "outgoing.encryption", at)
	d.usualPort(at)
}

func encryptionIn(name, value string, port int) mailcore.Encryption {
	tls := strings.HasSuffix(name, "SSL") || strings.HasSuffix(name, "SSL_ENABLE") || strings.HasSuffix(name, "SECURE")
	switch {
	case value == "smtps", value == "ssl", port == 465 && (value == "tls" || slices.Contains(yes, value)), tls && slices.Contains(yes, value):
		return mailcore.TLS
	case value == "tls", value == "starttls", slices.Contains(yes, value), value == "smtp":
		return mailcore.STARTTLS
	case strings.HasSuffix(name, "ENCRYPTION") && slices.Contains(no, value):
		return mailcore.NoEncryption
	}
	return "" // false says only which of two ways it is not
}

// mechanism reads how to log in; an application without an account sends without.
func (d *Draft) mechanism(env environment) {
	if v, ok := env.first(envAuth); ok {
		value := strings.ReplaceAll(strings.ToUpper(v.value), "_", "-")
		switch {
		case slices.Contains(yes, strings.ToLower(v.value)):
			value = string(mailcore.AutoAuth)
		case slices.Contains(no, strings.ToLower(v.value)):
			value = string(mailcore.NoAuth)
		}
		d.set("outgoing.auth", choice("outgoing.auth", value), v.at)
		return
	}
	if d.saw("outgoing.host") && !d.saw("outgoing.user") {
		d.set("outgoing.auth", string(mailcore.NoAuth), d.Seen[0].Source)
	}
}

// leftOut notes the variables about mail that nobody asked for.
func (d *Draft) leftOut(env environment) {
	known := slices.Concat(envSecure, envAuth, envURLs, []string{"MAIL_MAILER", "MAIL_DRIVER", "MAIL_LOG_CHANNEL", "WPMS_ON", "WPMS_MAILER", "SPRING_MAIL_PROTOCOL", "SPRING_MAIL_DEFAULTENCODING"})
	for _, f := range envNames {
		known = append(known, f.names...)
	}
	var unknown []variable
	for name, v := range env {
		if envLine.MatchString(name+"=") && !slices.Contains(known, name) {
			unknown = append(unknown, v)
		}
	}
	slices.SortFunc(unknown, func(a, b variable) int { return a.at.Line - b.at.Line })
	for _, v := range unknown {
		d.note("unknown-name", "", v.at)
	}
}
