package records

import "strings"

// maxString bounds one string of a TXT record, in bytes (RFC 1035 3.3).
const maxString = 255

// Zone returns what is proposed as a line of a zone file, or "".
func (i Item) Zone() string {
	if i.Proposed == "" {
		return ""
	}
	if i.Type != "TXT" {
		return i.Name + ". IN " + i.Type + " " + i.Proposed
	}
	escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	var parts []string
	for rest := i.Proposed; rest != ""; {
		n := min(len(rest), maxString)
		parts = append(parts, `"`+escaped.Replace(rest[:n])+`"`)
		rest = rest[n:]
	}
	return i.Name + ". IN TXT " + strings.Join(parts, " ")
}
