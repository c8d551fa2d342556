package store

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"
)

// scanRun reads a line of the index as this program writes it: an object of
// plain strings, whole numbers, truths and objects of strings. It is many
// times as fast as package json, which has the say in every other line.
func scanRun(text []byte) (run Run, err error) {
	s, v := scanner{text}, reflect.ValueOf(&run).Elem()
	read := func(key string) bool {
		i, ok := runFields[key]
		return ok && s.value(v.Field(i))
	}
	if s.object(read) && len(s.rest) == 0 {
		return run, nil
	}
	run = Run{}
	err = json.Unmarshal(text, &run)
	return run, err
}

// runFields are the places of the fields of a Run by their keys.
var runFields = func() map[string]int {
	fields := map[string]int{}
	for i := range reflect.TypeFor[Run]().NumField() {
		key, _, _ := bytes.Cut([]byte(reflect.TypeFor[Run]().Field(i).Tag.Get("json")), []byte(","))
		fields[string(key)] = i
	}
	return fields
}()

// A scanner reads JSON without spaces. Its functions return false where it is
// anything else than they know.
type scanner struct{ rest []byte }

func (s *scanner) take(begin string) bool {
	if len(s.rest) < len(begin) || string(s.rest[:len(begin)]) != begin {
		return false
	}
	s.rest = s.rest[len(begin):]
	return true
}

// object calls read for each key, which has to take the value.
func (s *scanner) object(read func(key string) bool) bool {
	if !s.take("{") {
		return false
	}
	if s.take("}") {
		return true
	}
	for {
		key, ok := s.text()
		if !ok || !s.take(":") || !read(string(key)) {
			return false
		}
		if s.take("}") {
			return true
		}
		if !s.take(",") {
			return false
		}
	}
}

func (s *scanner) value(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		text, ok := s.text()
		v.SetString(string(text))
		return ok
	case reflect.Int, reflect.Int64:
		n, ok := s.number()
		v.SetInt(n)
		return ok
	case reflect.Bool:
		yes := s.take("true")
		v.SetBool(yes)
		return yes || s.take("false")
	}
	switch p := v.Addr().Interface().(type) {
	case *time.Time:
		text, ok := s.text()
		return ok && p.UnmarshalText(text) == nil
	case *map[string]string:
		if *p == nil {
			*p = map[string]string{}
		}
		return s.object(func(name string) bool {
			text, ok := s.text()
			(*p)[name] = string(text)
			return ok
		})
	}
	return false
}

// text reads a string in which nothing is escaped.
func (s *scanner) text() ([]byte, bool) {
	if !s.take(`"`) {
		return nil, false
	}
	for i, c := range s.rest {
		switch {
		case c == '"':
			text := s.rest[:i]
			s.rest = s.rest[i+1:]
			return text, utf8.Valid(text)
		case c == '\\' || c < ' ':
			return nil, false
		}
	}
	return nil, false
}

func (s *scanner) number() (int64, bool) {
	i := 0
	for i < len(s.rest) && (s.rest[i] == '-' || '0' <= s.rest[i] && s.rest[i] <= '9') {
		i++
	}
	n, err := strconv.ParseInt(string(s.rest[:i]), 10, 64)
	plain := err == nil && strconv.FormatInt(n, 10) == string(s.rest[:i]) // no 007
	s.rest = s.rest[i:]
	return n, plain
}
