package exchange

import (
	"slices"
	"strings"

	"github.com/joho/godotenv"

	"todoku/pattern"
)

// envLine is a variable that is about mail, whatever stands before its name,
// such as PAPERLESS_EMAIL_HOST.
var envLine = pattern.New(`(?m)^[ \t]*(?:export[ \t]+|set[ \t]+|ENV[ \t]+)?([A-Za-z0-9_]*(?:MAIL|SMTP|IMAP|POP3|DEFAULT_FROM|WPMS|mail__|smtp__|Smtp__|Mail__|MailSettings__|EmailSettings__|\bsmtp_(?:address|host|server|port|user|pass))[A-Za-z0-9_]*)[ \t]*=`)

func looksLikeEnv(text, name string) bool {
	if isEnvName(name) {
		return true
	}
	for _, m := range envLine.FindAllStringSubmatch(text, 100) {
		if strings.Contains(m[1], "_") { // "SMTP = smtp.example.jp" is a line of a notice
			return true
		}
	}
	return envURL.MatchString(text)
}

var envURL = pattern.New(`(?m)^[ \t]*(?:export[ \t]+)?[A-Z0-9_]*(?:MAIL|SMTP)[A-Z0-9_]*[ \t]*=[ \t]*["']?[a-z+]+://`)

func isEnvName(name string) bool {
	return strings.HasPrefix(name, ".env") || strings.HasSuffix(name, ".env")
}

func readEnv(text string) ([]Draft, error) { return fromSettings(variables(text)), nil }

// A variable is what a line gave a name.
type variable struct {
	value string
	at    Source
}

// variables reads line by line, so that each is known by its number and no
// value grows out of others without end. The last line of a name counts.
func variables(text string) []setting {
	env, n := map[string]variable{}, 0
	var names []string
	for line := range strings.SplitSeq(text, "\n") {
		n++
		line = strings.TrimPrefix(strings.TrimSpace(line), "set ")
		if len(line) > maxValue || !strings.Contains(line, "=") {
			continue
		}
		// a dollar in a password is a dollar: only ${NAME} means another variable
		pairs, err := godotenv.Unmarshal(strings.ReplaceAll(line, "$", dollar))
		for name, value := range pairs {
			if err != nil {
				continue
			}
			if _, ok := env[name]; !ok {
				names = append(names, name)
			}
			env[name] = variable{expand(env, value, strings.Contains(line, "'")), Source{Line: n, Text: name}}
		}
	}
	all := make([]setting, len(names))
	for i, name := range names {
		all[i] = setting{[]string{name}, env[name].value, env[name].at, false}
	}
	slices.SortStableFunc(all, func(a, b setting) int { return a.at.Line - b.at.Line })
	return all
}

// dollar stands in for the sign while godotenv reads, which would take any
// word behind it for a variable.
const dollar = "\ue024"

var reference = pattern.New(dollar + `\{([A-Za-z0-9_]+)\}`)

// expand puts in the variables of the same file; another one stays as it is,
// and becomes a note.
func expand(env map[string]variable, value string, literal bool) string {
	if !literal {
		value = reference.ReplaceAllStringFunc(value, func(ref string) string {
			if v, ok := env[reference.FindStringSubmatch(ref)[1]]; ok {
				return v.value
			}
			return ref
		})
	}
	value = strings.ReplaceAll(value, dollar, "$")
	if len(value) > maxValue {
		return ""
	}
	return value
}

var namedAddress = pattern.New(`^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>\s*$`)

var (
	yes = []string{"true", "1", "yes", "on"}
	no  = []string{"false", "0", "no", "off", "none", "null", ""}
)
