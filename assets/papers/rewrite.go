package papers

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"todoku/mailcore"
	"todoku/mailcore/transcript"
)

// rewrite returns a copy of value that shares nothing with it, in which each
// text is as text makes it, and no password is left. Our own words, such as a
// [mailcore.State], have types of their own and stay.
func rewrite[T any](value T, text func(string) string) T {
	return rewritten(reflect.ValueOf(value), text).Interface().(T)
}

func rewritten(v reflect.Value, text func(string) string) reflect.Value {
	fresh := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		fresh.SetString(rewrittenText(v, text))
	case reflect.Pointer:
		if !v.IsNil() {
			fresh.Set(reflect.New(v.Type().Elem()))
			fresh.Elem().Set(rewritten(v.Elem(), text))
		}
	case reflect.Slice:
		if !v.IsNil() {
			fresh.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		}
		for i := range v.Len() {
			fresh.Index(i).Set(rewritten(v.Index(i), text))
		}
	case reflect.Map:
		if !v.IsNil() {
			fresh.Set(reflect.MakeMap(v.Type()))
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			fresh.SetMapIndex(key, rewritten(v.MapIndex(key), text))
		}
	case reflect.Struct:
		return rewrittenStruct(v, text)
	default:
		return v
	}
	return fresh
}

func rewrittenStruct(v reflect.Value, text func(string) string) reflect.Value {
	if v.Type() == reflect.TypeFor[time.Time]() {
		return v
	}
	fresh := reflect.New(v.Type()).Elem()
	for i := range v.NumField() {
		fresh.Field(i).Set(rewritten(v.Field(i), text))
	}
	return fresh
}

func rewrittenText(v reflect.Value, text func(string) string) string {
	switch v.Type() {
	case reflect.TypeFor[string]():
		return text(v.String())
	case reflect.TypeFor[mailcore.Secret]():
		return ""
	}
	return v.String()
}

// texts returns every text in value.
func texts[T any](value T) (all []string) {
	rewrite(value, func(text string) string { all = append(all, text); return text })
	return all
}

// scrub hides secrets, and makes the rest fit to be read.
func scrub(text string, secrets []string) string {
	return transcript.Visible([]byte(transcript.Scrub(text, secrets...)))
}
