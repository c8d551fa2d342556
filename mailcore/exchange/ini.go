package exchange

import (
	"cmp"
	"slices"
	"strings"

	"gopkg.in/ini.v1"

	"todoku/pattern"
)

var (
	iniSection = pattern.New(`^\[[A-Za-z0-9_. "-]+\]\s*$`)
	iniKey     = pattern.New(`^([A-Za-z0-9_. -]+?)\s*[=:]`)
)

// looksLikeINI takes a text whose every line is a section, an ASCII name with
// its value, or a comment.
func looksLikeINI(text, name string) bool {
	sections, keys, long := 0, 0, false
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "", line[0] == '#', line[0] == ';':
		case long:
		case iniSection.MatchString(line):
			sections++
		case iniKey.MatchString(line):
			keys++
		default:
			return strings.HasSuffix(name, ".ini") && sections > 0 && keys > 0
		}
		if strings.Count(line, `"""`) == 1 {
			long = !long
		}
	}
	return keys > 0 && (sections > 0 || strings.HasSuffix(name, ".ini"))
}

// readINI reads the settings of a program, such as Grafana's or Gitea's.
func readINI(text string) ([]Draft, error) {
	all, err := iniSettings(text, ini.LoadOptions{SpaceBeforeInlineComment: true, AllowBooleanKeys: true, SkipUnrecognizableLines: true, AllowPythonMultilineValues: false})
	if err != nil {
		return nil, err
	}
	return fromSettings(fetchers(all)), nil
}

// fetcherTypes are the types of the sections of getmail and of OfflineIMAP that
// name a server.
var fetcherTypes = pattern.New(`^(?:(?:Simple|Multidrop|Broken\w*)?(POP3|IMAP)(SSL)?Retriever|(?:IMAP|Gmail)$)`)

// fetcherNames are what settings are called in those sections.
var fetcherNames = map[string]string{
	"server": "host", "remotehost": "host", "port": "port", "remoteport": "port", "username": "user", "remoteuser": "user",
	"password": "password", "remotepass": "password", "use_ssl": "ssl", "ssl": "ssl", "starttls": "starttls", "timeout": "timeout",
	"password_command": "password_file", "remotepasseval": "password_file", "remotepassfile": "password_file",
}

// fetchers names the settings of programs that fetch mail by their protocol.
func fetchers(all []setting) []setting {
	protocols, added := map[string]string{}, []setting{}
	for _, s := range all {
		m := fetcherTypes.FindStringSubmatch(s.value)
		if len(s.path) != 2 || s.path[1] != "type" || m == nil {
			continue
		}
		protocols[s.path[0]] = cmp.Or(strings.ToLower(m[1]), "imap")
		if m[1] != "" {
			added = append(added, setting{fetcherPath(s.path[0], protocols[s.path[0]], "ssl"), map[bool]string{true: "true", false: "false"}[m[2] != ""], s.at, false})
		}
	}
	named := slices.Clone(all)
	for i, s := range named {
		if len(s.path) == 2 && protocols[s.path[0]] != "" && fetcherNames[s.path[1]] != "" {
			named[i].path = fetcherPath(s.path[0], protocols[s.path[0]], fetcherNames[s.path[1]])
		}
	}
	return append(named, added...)
}

func fetcherPath(section, protocol, name string) []string {
	return []string{section, protocol + "_" + name}
}

// iniSettings lists the values of a text, each under its section.
func iniSettings(text string, options ini.LoadOptions) ([]setting, error) {
	file, err := ini.LoadSources(options, []byte(text))
	if err != nil {
		return nil, &Error{Code: "syntax"}
	}
	lines := iniLines(text)
	var all []setting
	for _, section := range file.Sections() {
		for _, key := range section.Keys() {
			if len(key.Value()) > maxValue {
				continue
			}
			path := []string{section.Name(), key.Name()}
			if section.Name() == ini.DefaultSection {
				path = path[1:]
			}
			all = append(all, setting{path, key.Value(), Source{Line: lines[strings.Join(path, "\x00")], Text: key.Name()}, false})
		}
	}
	return all, nil
}

// iniLines finds the lines of the names: the library does not tell.
func iniLines(text string) map[string]int {
	lines, section, n := map[string]int{}, "", 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			section = strings.TrimSpace(strings.Trim(line, "[]")) + "\x00"
			continue
		}
		if m := iniKey.FindStringSubmatch(line); m != nil {
			lines[section+m[1]] = n
		}
	}
	return lines
}
