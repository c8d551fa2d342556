package products

import (
	"slices"
	"strconv"

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
		problem := mailcore.Problem{Field: s.fieldOf(o.row), Code: o.code, Severity: o.severity, Args: s.arguments(settled)}
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

// fieldOf returns the field that a row edits.
func (s Screen) fieldOf(key string) string {
	i := slices.IndexFunc(s.Rows, func(r Row) bool { return r.Key == key })
	if i < 0 {
		return ""
	}
	return s.Rows[i].Field
}

func (s Screen) arguments(p mailcore.Profile) map[string]string {
	return map[string]string{
		"product": string(s.ID), "host": p.Outgoing.Host, "auth": string(p.Outgoing.Auth), "in-auth": string(p.Incoming.Auth),
		"encryption": string(p.Outgoing.Encryption), "from": p.From, "name": p.FromName, "helo": p.Outgoing.HELO,
		"timeout": strconv.Itoa(p.Outgoing.Timeout), "in-timeout": strconv.Itoa(p.Incoming.Timeout),
		"least": strconv.Itoa(minTimeout), "most": strconv.Itoa(maxTimeout),
	}
}

// Codes lists the codes of obstacles and of values that are refused. Their
// words are in assets under "problem.<code>".
func Codes() []string {
	codes := []string{"number", "choice", "vtiger-several", "vtiger-server"}
	for _, s := range Screens {
		for _, o := range s.obstacles {
			codes = append(codes, o.code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
