package products

import (
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// An obstacle is a row of the tables of what a product has no place for.
type obstacle struct {
	row, code string
	severity  mailcore.Severity // [mailcore.Error]: what the row says would be something else
	when      func(mailcore.Profile) bool
	fix       func(mailcore.Profile) []mailcore.Change // nil means that there is no change to offer
}

// Obstacles returns everything that p holds and the product has no place for:
// an [mailcore.Error] where it cannot work as p says, a warning where it may
// not, and a note where something is simply left out. What a test proved
// counts in place of 自動.
func (s Screen) Obstacles(p mailcore.Profile) []Obstacle {
	var found []Obstacle
	settled := p.Settled()
	for _, o := range s.obstacles {
		if !o.when(settled) {
			continue
		}
		problem := mailcore.Problem{Field: s.fieldOf(o.row), Code: o.code, Severity: o.severity, Args: Arguments(settled, s.ID)}
		if o.fix != nil {
			problem.Fixes = o.fix(settled)
		}
		if holds(p, problem.Fixes) {
			continue
		}
		found = append(found, Obstacle{problem, o.row})
	}
	return found
}

// holds reports whether p is already as changes say.
func holds(p mailcore.Profile, changes []mailcore.Change) bool {
	return len(changes) > 0 && !slices.ContainsFunc(changes, func(c mailcore.Change) bool { return p.Text(c.Field) != c.Value })
}

// Faults returns those problems of p that the product's screen has to show in
// red, each at the row of its field or, where there is none, at no row: what
// stops a test, and the dangers of what the product does.
func (s Screen) Faults(problems []mailcore.Problem) []Obstacle {
	var found []Obstacle
	for _, problem := range problems {
		key, placed := s.rowOf(problem.Field)
		ours := placed || !strings.HasPrefix(problem.Field, "incoming.") || s.receives()
		if problem.Severity == mailcore.Error || problem.Severity == mailcore.Danger && ours {
			found = append(found, Obstacle{problem, key})
		}
	}
	return found
}

// rowOf returns the row that edits a field.
func (s Screen) rowOf(field string) (key string, ok bool) {
	for _, r := range s.Rows {
		if field != "" && (r.Field == field || slices.Contains(r.Also, field)) {
			return r.Key, true
		}
	}
	return "", false
}

// Missing lists what the product refuses to keep p without: the rows that it
// shows and marks as required, and the host.
func (s Screen) Missing(p mailcore.Profile) []mailcore.Problem {
	var missing []mailcore.Problem
	for _, r := range s.Rows {
		needed := r.Required || r.Field == "outgoing.host"
		if r.Read == nil || !needed || r.Shown != nil && !r.Shown(p) || r.Field == "test_to" { // which only a test asks for
			continue
		}
		if value, ok := r.Read(p.Settled()); !ok || strings.TrimSpace(value) == "" {
			missing = append(missing, mailcore.Problem{Field: r.Field, Code: "required", Severity: mailcore.Error})
		}
	}
	return missing
}

// fieldOf returns the field that a row edits.
func (s Screen) fieldOf(key string) string {
	i := slices.IndexFunc(s.Rows, func(r Row) bool { return r.Key == key })
	if i < 0 {
		return ""
	}
	return s.Rows[i].Field
}

// Arguments returns what the words of an [Obstacle] of p in a product may
// name.
func Arguments(p mailcore.Profile, id mailcore.Product) map[string]string {
	return map[string]string{
		"product": string(id), "host": p.Outgoing.Host, "auth": string(p.Outgoing.Auth), "in-auth": string(p.Incoming.Auth),
		"encryption": string(p.Outgoing.Encryption), "from": p.From, "name": p.FromName, "helo": p.Outgoing.HELO,
		"timeout": strconv.Itoa(p.Outgoing.Timeout), "in-timeout": strconv.Itoa(p.Incoming.Timeout),
		"least": strconv.Itoa(minTimeout), "most": strconv.Itoa(maxTimeout),
	}
}

// Codes lists the codes of obstacles and of values that are refused. Their
// words are in assets under "problem.<code>".
func Codes() []string {
	codes := []string{
		"number", "choice", "vtiger-several", "vtiger-server",
		"product-unknown", "host-inside", "sender-whole", "sender-ascii", "sender-long",
	}
	for _, mended := range mailcore.MendedCodes {
		codes = append(codes, "server-"+mended)
	}
	for _, s := range Screens() {
		for _, spoiling := range s.Mailer.Spoils {
			codes = append(codes, spoiling.Code)
		}
		for _, o := range s.obstacles {
			codes = append(codes, o.code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
