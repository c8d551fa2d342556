package store

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"todoku/mailcore"
)

// scanRun reads a line of the index as this program writes it: an object of
// plain strings, whole numbers, truths, and objects or lists of strings. It is many
// times as fast as package json, which has the say in every other line.
func scanRun(text []byte) (run Run, err error) {
	s, v := scanner{string(text)}, reflect.ValueOf(&run).Elem()
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
type scanner struct{ rest string } // the texts of a run are parts of it

func (s *scanner) take(begin string) bool {
	rest, ok := strings.CutPrefix(s.rest, begin)
	s.rest = rest
	return ok
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
		if !ok || !s.take(":") || !read(key) {
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

// list calls add for each text.
func (s *scanner) list(add func(text string)) bool {
	if !s.take("[") {
		return false
	}
	for {
		text, ok := s.text()
		if !ok {
			return false // an empty list is for package json
		}
		add(text)
		if s.take("]") {
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
		v.SetString(text)
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
		return ok && p.UnmarshalText([]byte(text)) == nil
	case *[]mailcore.Product:
		return s.list(func(text string) { *p = append(*p, mailcore.Product(text)) })
	case *map[string]string:
		if *p == nil {
			*p = map[string]string{}
		}
		return s.object(func(name string) bool {
			text, ok := s.text()
			(*p)[name] = text
			return ok
		})
	}
	return false
}

// text reads a string in which nothing is escaped.
func (s *scanner) text() (string, bool) {
	if !s.take(`"`) {
		return "", false
	}
	text, rest, ok := strings.Cut(s.rest, `"`)
	if !ok || !utf8.ValidString(text) {
		return "", false
	}
	for i := range len(text) {
		if c := text[i]; c == '\\' || c < ' ' {
			return "", false
		}
	}
	s.rest = rest
	return text, true
}

func (s *scanner) number() (int64, bool) {
	i := 0
	for i < len(s.rest) && (s.rest[i] == '-' || '0' <= s.rest[i] && s.rest[i] <= '9') {
		i++
	}
	n, err := strconv.ParseInt(s.rest[:i], 10, 64)
	plain := err == nil && strconv.FormatInt(n, 10) == s.rest[:i] // no 007
	s.rest = s.rest[i:]
	return n, plain
}
