package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A trace is what a password looks like in one form of writing.
type trace struct{ form, text string }

// tracesOf returns what p can look like, each text once.
func tracesOf(p string) []trace {
	all := []trace{
		{"raw", p},
		{"hexadecimal", hex.EncodeToString([]byte(p))},
		{"quoted as in Go", inside(strconv.Quote(p))},
		{"quoted as in ASCII Go", inside(strconv.QuoteToASCII(p))},
		{"quoted as in JSON", inside(marshal(p))},
		{"quoted as in a URL's query", url.QueryEscape(p)},
		{"quoted as in a URL's path", url.PathEscape(p)},
	}
	for shift := range 3 {
		all = append(all, trace{"base64", aligned(p, shift)})
	}
	all = slices.DeleteFunc(all, func(t trace) bool { return len(t.text) < 4 })
	slices.SortStableFunc(all, func(a, b trace) int { return strings.Compare(a.text, b.text) })
	return slices.CompactFunc(all, func(a, b trace) bool { return a.text == b.text })
}

// aligned returns those characters of base64 that p alone decides when shift
// bytes precede it, as a user name does in AUTH PLAIN.
func aligned(p string, shift int) string {
	text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), p...))
	first := []int{0, 2, 3}[shift] // characters that the bytes before have a part in
	last := (len(p) + shift) * 8 / 6
	return text[first:last]
}

func marshal(p string) string {
	data, err := json.Marshal(p)
	if err != nil {
		panic(err) // a string always has JSON
	}
	return string(data)
}

// inside returns a quotation without its marks.
func inside(quoted string) string { return quoted[1 : len(quoted)-1] }
