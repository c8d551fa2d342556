package exchange

import (
	"strings"

	"github.com/magiconair/properties"

	"todoku/pattern"
)

var propertyLine = pattern.New(`(?m)^[ \t]*(?:spring\.mail\.|mail\.smtp\.|mail\.smtps\.|mail\.imap\.|mail\.pop3\.|[a-z0-9.-]*\.(?:mail|smtp|email)\.)[A-Za-z0-9.-]+[ \t]*[=:]`)

func looksLikeProperties(text, name string) bool {
	return strings.HasSuffix(name, ".properties") || propertyLine.MatchString(text)
}

// readProperties reads Java's properties, such as Spring's.
func readProperties(text string) ([]Draft, error) {
	loader := properties.Loader{Encoding: properties.UTF8, DisableExpansion: true}
	p, err := loader.LoadBytes([]byte(text))
	if err != nil {
		return nil, &Error{Code: "syntax"}
	}
	lines, n := map[string]int{}, 0
	for line := range strings.SplitSeq(text, "\n") {
		n++
		if i := strings.IndexAny(line, "=: \t"); i > 0 || strings.TrimSpace(line) != "" {
			name, _, _ := strings.Cut(strings.Replace(strings.TrimSpace(line), ":", "=", 1), "=")
			lines[strings.TrimSpace(name)] = n
		}
	}
	var all []setting
	for _, key := range p.Keys() {
		if value, ok := p.Get(key); ok && len(value) <= maxValue {
			all = append(all, setting{strings.Split(key, "."), value, Source{Line: lines[key], Text: key}, false})
		}
	}
	return fromSettings(all), nil
}
