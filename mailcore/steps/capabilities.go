package steps

import (
	"iter"
	"slices"
	"strings"

	"todoku/mailcore/products"
	"todoku/pattern"
)

// capabilities are what a server offers, by keyword in upper case. We parse
// them ourselves: go-mail compares keywords case-sensitively.
type capabilities map[string][]string

// parseCapabilities reads a reply to EHLO (RFC 5321 4.1.1.1). The first line
// is the server's name, though some small servers leave it out.
func parseCapabilities(reply []byte) capabilities { return parseAs(reply, products.Reading{}) }

// parseAs reads it as a program does that is less lenient.
func parseAs(reply []byte, how products.Reading) capabilities {
	caps := capabilities{}
	for line := range capabilityLines(reply) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		keyword := strings.ToUpper(fields[0])
		switch {
		case how.Letters && fields[0] != keyword, how.NoEqual && strings.HasPrefix(keyword, "AUTH="):
			continue
		case how.Last && strings.HasPrefix(keyword, "AUTH"):
			delete(caps, "AUTH")
		}
		if how.Names {
			caps[keyword] = append(caps[keyword], fields[1:]...)
			continue
		}
		caps.add(fields)
	}
	return caps
}

func capabilityLines(reply []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i, line := range strings.Split(string(reply), "\n") {
			if len(line) > 4 && (i > 0 || namelessPattern.MatchString(line[4:])) && !yield(line[4:]) {
				return
			}
		}
	}
}

// namelessPattern is a capability where the server's name should be.
var namelessPattern = pattern.New(`(?i)^(AUTH[ =]|STARTTLS$|SIZE( \d+)?$|8BITMIME$|PIPELINING$)`)

// add takes one capability. "AUTH=LOGIN PLAIN" is how old servers wrote it.
func (c capabilities) add(fields []string) {
	if len(fields) == 0 {
		return
	}
	keyword, first, old := strings.Cut(strings.ToUpper(fields[0]), "=")
	params := fields[1:]
	if old {
		params = append([]string{first}, params...)
	}
	if keyword == "AUTH" || keyword == "SASL" {
		params = strings.Fields(strings.ToUpper(strings.Join(params, " ")))
	}
	c[keyword] = append(c[keyword], params...)
}

func (c capabilities) has(keyword string) bool {
	_, ok := c[keyword]
	return ok
}

// mechanisms returns what AUTH (SASL in POP3) offers, each once.
func (c capabilities) mechanisms() []string {
	var all []string
	for _, m := range slices.Concat(c["AUTH"], c["SASL"]) {
		if !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

func (c capabilities) facts() map[string]string {
	var lines []string
	for keyword, params := range c {
		lines = append(lines, strings.Join(append([]string{keyword}, params...), " "))
	}
	slices.Sort(lines)
	starttls := ""
	if c.has("STARTTLS") || c.has("STLS") {
		starttls = "yes"
	}
	return map[string]string{
		"capabilities": strings.Join(lines, ", "),
		"mechanisms":   strings.Join(c.mechanisms(), " "),
		"size":         strings.Join(c["SIZE"], ""),
		"starttls":     starttls,
	}
}
