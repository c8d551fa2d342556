package products

import (
	"slices"

	"todoku/mailcore"
)

// A Sheet is an 入力シート: what to type where on the screen of a product. It
// holds no password.
type Sheet struct {
	Screen  Screen
	Entries []Entry    // in screen order
	Top     []Obstacle // of no row
}

// An Entry is one row of a Sheet, titles and notes included.
type Entry struct {
	Row       Row
	Value     string     // as [Row] reads it: text, a number, a choice, "true" or "false"; "" where it cannot be said
	OK        bool       // the product can express what the settings say
	Blank     bool       // a password: a place to fill in by hand
	Missing   bool       // the product requires a value and the settings have none
	Obstacles []Obstacle //
}

// NewSheet says how to type p into a product, and whether there is such a
// product. Rows that the product does not show for p are left out.
func NewSheet(p mailcore.Profile, id mailcore.Product) (Sheet, bool) {
	s, ok := For(id)
	sheet := Sheet{Screen: s}
	obstacles := map[string][]Obstacle{}
	all := slices.Concat(s.Obstacles(p), s.Faults(Problems(p, "")), s.snags(p))
	p = p.Settled()
	for _, o := range all {
		obstacles[o.Row] = append(obstacles[o.Row], o)
	}
	for _, r := range s.Rows {
		if r.Kind == Outcome || r.Shown != nil && !r.Shown(p) {
			continue
		}
		e := r.entry(p)
		e.Obstacles = obstacles[r.Key]
		delete(obstacles, r.Key)
		sheet.Entries = append(sheet.Entries, e)
	}
	for _, o := range all { // and those of rows that are not shown
		if _, unsaid := obstacles[o.Row]; unsaid {
			sheet.Top = append(sheet.Top, o)
		}
	}
	return sheet, ok
}

// snags returns what a test of p may pass and the product does otherwise or
// refuses, at its rows: another value once it is saved, a server that it does
// not reach.
func (s Screen) snags(p mailcore.Profile) (snags []Obstacle) {
	p = p.Normalised().Effective()
	problems := append(s.kept(p), s.refused(p)...)
	if s.Cloud && !p.Practice {
		problems = append(problems, unreachable(p)...)
	}
	for _, problem := range problems {
		if row, ok := s.rowOf(problem.Field); ok && problem.Code != "required" { // what is missing says so itself
			snags = append(snags, Obstacle{problem, row})
		}
	}
	return snags
}

// Standing returns what the last test says of p in the product: a test that
// passed counts only where the product can use p as it is.
func (s Screen) Standing(p mailcore.Profile) mailcore.Standing {
	known := p.StandingFor(s.ID)
	passed := known == mailcore.Proven || known == mailcore.OtherWay
	inTheWay := slices.ContainsFunc(s.Obstacles(p), func(o Obstacle) bool { return o.Severity == mailcore.Error || o.Code == "product-pin" })
	if passed && (inTheWay || len(s.snags(p))+len(s.Missing(p)) > 0) {
		return mailcore.NoPlace
	}
	return known
}

func (r Row) entry(p mailcore.Profile) Entry {
	if r.Read == nil {
		return Entry{Row: r, OK: true}
	}
	value, ok := r.Read(p)
	if !ok {
		value = ""
	}
	blank := r.Kind == Password
	return Entry{Row: r, Value: value, OK: ok, Blank: blank, Missing: ok && r.Required && value == ""}
}

// Password returns what belongs into the row of a password for p, "" where p
// has none, and whose server asks for it. Without a row it is the password to
// send with.
func (s Screen) Password(p mailcore.Profile, key string) (mailcore.Secret, mailcore.Side) {
	p = p.Effective()
	for _, secret := range p.Secrets() {
		if field := s.fieldOf(key); secret.Key == field || field == "" && secret.Side == mailcore.OutgoingSide {
			return *secret.At, secret.Side
		}
	}
	return "", mailcore.OutgoingSide
}

// Reset returns p with what the product offers at first in every row of the
// screen (VT-10): texts are emptied where it offers none.
func (s Screen) Reset(p mailcore.Profile) mailcore.Profile {
	p, _ = p.With() // a copy that shares nothing
	for _, r := range s.Rows {
		switch {
		case r.Kind == Password:
			_ = p.Set(r.Field, "") // a text: nothing to refuse
		case r.Kind == Text || r.Read != nil && r.Default != "":
			_ = r.Write(&p, r.Default) // a locked row stays
		}
	}
	return p
}
