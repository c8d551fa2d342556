package products

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"todoku/mailcore"
)

// ErrLocked means that a row can only be read.
var ErrLocked = errors.New("row is locked")

// Refused is the error of a value that makes no sense in a row. Its words are
// in assets under "problem.<code>".
type Refused struct{ Code string }

func (r Refused) Error() string { return "value refused: " + r.Code }

// ready returns s with what holds for the rows of all screens.
func (s Screen) ready() Screen {
	s.Rows = slices.Clone(s.Rows)
	for i, r := range s.Rows {
		if r.Read != nil {
			s.Rows[i].Read, s.Rows[i].Write = s.reader(r), r.writer()
		}
	}
	return s
}

func (s Screen) reader(r Row) func(mailcore.Profile) (string, bool) {
	return func(p mailcore.Profile) (string, bool) {
		value, ok := r.Read(p)
		return value, ok && !slices.ContainsFunc(s.Obstacles(p), func(o Obstacle) bool {
			return o.Row == r.Key && o.Severity == mailcore.Error
		})
	}
}

// writer returns Write, so that what stands in the row already, or makes no
// sense, changes nothing.
func (r Row) writer() func(*mailcore.Profile, string) error {
	return func(p *mailcore.Profile, value string) error {
		if old, _ := r.Read(*p); value == old {
			return nil
		}
		if r.Locked != nil && r.Locked(*p) {
			return fmt.Errorf("%s: %w", r.Key, ErrLocked)
		}
		changed, _ := p.With() // a copy that shares nothing
		if err := r.Write(&changed, value); err != nil {
			return err
		}
		*p = changed
		return nil
	}
}

// row returns one that edits a field as it is.
func row(kind Kind, key, field string) Row {
	return Row{
		Key: key, Kind: kind, Field: field,
		Read:  func(p mailcore.Profile) (string, bool) { return p.Text(field), true },
		Write: func(p *mailcore.Profile, value string) error { return set(p, field, value) },
	}
}

func set(p *mailcore.Profile, field, value string) error {
	if err := p.Set(field, value); errors.Is(err, mailcore.ErrNoField) {
		return err
	} else if err != nil {
		return Refused{"number"}
	}
	return nil
}

// An option is a choice of a product, and what it means in a field: the first
// value is what choosing it sets, the others are read as it too.
type option struct {
	choice string
	values []string
}

// choose returns a row whose choices stand for values of a field.
func choose(kind Kind, key, field string, options ...option) Row {
	r := row(kind, key, field)
	for _, o := range options {
		r.Choices = append(r.Choices, o.choice)
	}
	r.Read = func(p mailcore.Profile) (string, bool) {
		i := slices.IndexFunc(options, func(o option) bool { return slices.Contains(o.values, p.Text(field)) })
		if i < 0 {
			return "", false
		}
		return options[i].choice, true
	}
	r.Write = func(p *mailcore.Profile, value string) error {
		i := slices.Index(r.Choices, value)
		if i < 0 {
			return Refused{"choice"}
		}
		return set(p, field, options[i].values[0])
	}
	return r
}

// tick returns a check box that is on where a field says one thing, sets that
// when it is ticked, and another when it is not.
func tick(key, field string, on func(value string) bool, yes, no string) Row {
	r := row(Check, key, field)
	r.Read = func(p mailcore.Profile) (string, bool) { return strconv.FormatBool(on(p.Text(field))), true }
	r.Write = func(p *mailcore.Profile, value string) error {
		ticked, err := strconv.ParseBool(value)
		switch {
		case err != nil:
			return Refused{"choice"}
		case ticked:
			return set(p, field, yes)
		}
		return set(p, field, no)
	}
	return r
}

func is(wanted string) func(string) bool { return func(v string) bool { return v == wanted } }

func isNot(other string) func(string) bool { return func(v string) bool { return v != other } }

// amount returns a row of numbers to choose from: others that lie between
// least and most are taken too.
func amount(key, field, unit string, least, most int, offered ...int) Row {
	r := row(Select, key, field)
	r.Unit = unit
	for _, n := range offered {
		r.Choices = append(r.Choices, strconv.Itoa(n))
	}
	r.Write = func(p *mailcore.Profile, value string) error {
		if n, err := strconv.Atoi(value); err != nil || n < least || n > most {
			return Refused{"number"}
		}
		return set(p, field, value)
	}
	return r
}

// fixed returns a row that has to stand as it is, whatever is set: one of a
// Select is its only choice.
func fixed(kind Kind, key, value string) Row {
	r := Row{
		Key: key, Kind: kind, Default: value,
		Locked: func(mailcore.Profile) bool { return true },
		Read:   func(mailcore.Profile) (string, bool) { return value, true },
		Write:  func(*mailcore.Profile, string) error { return nil },
	}
	if kind == Select {
		r.Choices = []string{value}
	}
	return r
}

// bracketed shows an IPv6 address in brackets, for programs that need them.
func bracketed(r Row) Row {
	r.Read = func(p mailcore.Profile) (string, bool) {
		host := p.Text(r.Field)
		if strings.Contains(host, ":") && mailcore.IsAddress(host) {
			host = "[" + host + "]"
		}
		return host, true
	}
	r.Write = func(p *mailcore.Profile, value string) error { return set(p, r.Field, strings.Trim(value, "[]")) }
	return r
}

func heading(key string) Row { return Row{Key: key, Kind: Heading} }

func note(key string) Row { return Row{Key: key, Kind: Note} }

// when returns r for a screen on which it is not always shown.
func (r Row) when(shown func(mailcore.Profile) bool) Row { r.Shown = shown; return r }

// locked returns r as one that can sometimes only be read.
func (r Row) locked(locked func(mailcore.Profile) bool) Row { r.Locked = locked; return r }

// required returns r with the product's mark.
func (r Row) required() Row { r.Required = true; return r }

// apart returns r as one that is not in the product's file.
func (r Row) apart() Row { r.Apart = true; return r }

// first returns r with what the product offers at first.
func (r Row) first(value string) Row { r.Default = value; return r }
