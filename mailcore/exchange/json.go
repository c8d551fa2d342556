package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/tidwall/jsonc"

	"todoku/pattern"
)

var jsonStart = pattern.New(`^\s*(?:(?://[^\n]*\n|/\*(?s:.*?)\*/)\s*)*\{\s*(?:"|//|/\*|\})`)

func looksLikeJSON(text, name string) bool {
	return strings.HasSuffix(name, ".json") || jsonStart.MatchString(text)
}

// readJSON reads the settings of a program, such as appsettings.json, whose
// comments .NET allows.
func readJSON(text string) ([]Draft, error) {
	plain := jsonc.ToJSON([]byte(text)) // of the same length
	r := jsonReader{decoder: json.NewDecoder(bytes.NewReader(plain)), text: plain, line: 1}
	r.decoder.UseNumber()
	for {
		err := r.value(nil, 0)
		if errors.Is(err, io.EOF) {
			return fromSettings(r.all), nil
		}
		if err != nil {
			if e, ok := errors.AsType[*Error](err); ok {
				return nil, e
			}
			return nil, &Error{Code: "syntax", Line: r.lineHere()}
		}
	}
}

// A jsonReader gathers the values of a text.
type jsonReader struct {
	decoder *json.Decoder
	text    []byte
	all     []setting
	count   int
	counted int64 // how far the lines are counted
	line    int
}

func (r *jsonReader) lineHere() int {
	at := min(r.decoder.InputOffset(), int64(len(r.text)))
	r.line += bytes.Count(r.text[min(r.counted, at):at], []byte("\n"))
	r.counted = at
	return r.line
}

func (r *jsonReader) value(path []string, depth int) error {
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	if r.count++; depth > maxDepth || r.count > maxNodes {
		return &Error{Code: "too-deep", Line: r.lineHere()}
	}
	switch v := token.(type) {
	case json.Delim:
		return r.inside(v, path, depth)
	case string:
		r.keep(path, v)
	case json.Number:
		r.keep(path, v.String())
	case bool:
		r.keep(path, strconv.FormatBool(v))
	}
	return nil
}

// inside reads an object or a list to its end.
func (r *jsonReader) inside(open json.Delim, path []string, depth int) error {
	for i := 0; r.decoder.More(); i++ {
		below := within(path, strconv.Itoa(i))
		if open == '{' {
			key, err := r.decoder.Token()
			if err != nil {
				return err
			}
			name, _ := key.(string)
			below = within(path, name)
		}
		if err := r.value(below, depth+1); err != nil {
			return unended(err)
		}
	}
	_, err := r.decoder.Token() // the end
	return unended(err)
}

// unended makes the end of the text within a value an error of its own.
func unended(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (r *jsonReader) keep(path []string, value string) {
	if len(path) > 0 && len(value) <= maxValue {
		r.all = append(r.all, setting{path, value, Source{Line: r.lineHere(), Text: path[len(path)-1]}, false})
	}
}
