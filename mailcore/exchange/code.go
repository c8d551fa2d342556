package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"todoku/pattern"
)

// codeMark is how programs set what is about mail: GitLab's gitlab.rb, Rails,
// Nextcloud's config.php, WordPress, Django.
var codeMark = pattern.New(`(?m)^[ \t]*(?:gitlab_rails\[|[\w.:]*smtp_settings\s*=|\$CONFIG\s*=|\$config\[['"](?:smtp|mail)|define\(\s*['"](?:WPMS|SMTP|MAIL|EMAIL)_|EMAIL_(?:HOST|PORT|USE_TLS|USE_SSL)\s*=\s*['"0-9TF]|\$\w+->(?:Host|SMTPAuth|SMTPSecure)\s*=)|nodemailer\.createTransport|['"]mail_smtp\w+['"]\s*=>`)

var codeName = pattern.New(`\.(?:rb|php|py|js|mjs|cjs|ts)$`)

func looksLikeCode(text, name string) bool {
	return name != "prefs.js" && name != "user.js" && codeName.MatchString(name) || codeMark.MatchString(text) || strings.HasPrefix(text, "<?php")
}

// readCode reads what a file in Ruby, PHP, Python or JavaScript gives names
// outright. Nothing is run: a value that would have to be computed is one that
// is elsewhere.
func readCode(text string) ([]Draft, error) {
	r := codeReader{tokens: codeTokens(text)}
	if err := r.read(); err != nil {
		return nil, err
	}
	return fromSettings(r.all), nil
}

// A codeToken is a word, a string, a sign or the end of a line.
type codeToken struct {
	kind  codeKind
	text  string
	line  int
	whole bool // a string in which nothing is put in
}

type codeKind uint8

const (
	codeSign codeKind = iota
	codeWord
	codeString
	codeOpen // a string with something to be computed in it
	codeEnd  // of a line
)

// codeTokens splits a text and leaves out its comments.
func codeTokens(text string) []codeToken {
	var all []codeToken
	line := 1
	for len(text) > 0 {
		t, n := codeTokenAt(text)
		if t.kind != codeSign || t.text != "" {
			t.line = line
			all = append(all, t)
		}
		line += strings.Count(text[:n], "\n")
		text = text[n:]
	}
	return all
}

// codeTokenAt returns the token that a text begins with, and its length; white
// space and comments are none.
func codeTokenAt(text string) (codeToken, int) {
	switch {
	case text[0] == '\n':
		return codeToken{kind: codeEnd}, 1
	case strings.HasPrefix(text, "//"), text[0] == '#' && !strings.HasPrefix(text, "#{"):
		return codeToken{}, cut(text, "\n", 0)
	case strings.HasPrefix(text, "/*"):
		return codeToken{}, cut(text, "*/", 2)
	case strings.HasPrefix(text, "=begin"):
		return codeToken{}, cut(text, "\n=end", 5)
	case strings.HasPrefix(text, `"""`), strings.HasPrefix(text, `'''`):
		return codeToken{}, min(len(text), 3+cut(text[3:], text[:3], 3))
	case text[0] == '"', text[0] == '\'', text[0] == '`':
		return codeQuoted(text)
	case strings.HasPrefix(text, "=>"), strings.HasPrefix(text, "->"), strings.HasPrefix(text, "::"), strings.HasPrefix(text, "=="), strings.HasPrefix(text, "!="):
		return codeToken{text: text[:2]}, 2
	case text[0] == ' ' || text[0] == '\t':
		return codeToken{}, 1
	}
	n := strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '$' && r != '@'
	})
	if n < 0 {
		n = len(text)
	}
	if n > 0 {
		return codeToken{kind: codeWord, text: text[:n]}, n
	}
	_, n = utf8.DecodeRuneInString(text)
	return codeToken{text: text[:n]}, n
}

// cut returns how far it is to behind an end, with the length of it that
// counts.
func cut(text, end string, length int) int {
	if i := strings.Index(text, end); i >= 0 {
		return max(1, i+length)
	}
	return len(text)
}

var codeEscapes = strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\"`, `"`, "\\`", "`", `\$`, `$`, `\#`, `#`, `\n`, "\n", `\t`, "\t")

// codeQuoted reads a string. What Ruby, PHP and JavaScript put into one makes
// it a value that is computed.
func codeQuoted(text string) (codeToken, int) {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\n':
			if quote != '`' {
				return codeToken{text: text[:1]}, 1
			}
		case quote:
			inner := text[1:i]
			if quote == '\'' {
				return codeToken{kind: codeString, text: strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(inner), whole: true}, i + 1
			}
			if computed.MatchString(inner) {
				return codeToken{kind: codeOpen, text: "${}"}, i + 1
			}
			return codeToken{kind: codeString, text: codeEscapes.Replace(inner)}, i + 1
		}
	}
	return codeToken{text: text[:1]}, 1
}

// plainWord is a word that is a value by itself; any other is the name of one, or
// of a type.
var plainWord = pattern.New(`(?i)^(?:\d\w*|true|false|nil|null|none|undefined|yes|no|on|off)$`)

var computed = pattern.New(`(?:^|[^\\])(?:#\{|\$\{|\{\$)`)

// A codeReader gathers the names that are given values.
type codeReader struct {
	tokens []codeToken
	all    []setting
	frames []codeFrame
}

// A codeFrame is a bracket that is open, with what the names in it are below.
type codeFrame struct{ path []string }

func (r *codeReader) at(i int) codeToken {
	if i < 0 || i >= len(r.tokens) {
		return codeToken{kind: codeEnd}
	}
	return r.tokens[i]
}

func (r *codeReader) sign(i int, signs ...string) bool {
	t := r.at(i)
	return t.kind == codeSign && slices.Contains(signs, t.text)
}

func (r *codeReader) read() error {
	for i := 0; i < len(r.tokens); {
		switch {
		case r.sign(i, "{", "[", "("):
			if err := r.open(r.called(i)); err != nil {
				return err
			}
			i++
		case r.sign(i, "}", "]", ")"):
			r.frames = r.frames[:max(0, len(r.frames)-1)]
			i++
		default:
			name, value := r.target(i)
			if value == 0 {
				i++
				continue
			}
			next, err := r.value(name, value, r.at(i).line)
			if err != nil {
				return err
			}
			i = next
		}
	}
	return nil
}

// maxPath bounds the names of one value.
const maxPath = 12

func (r *codeReader) path(names []string) []string {
	var path []string
	if n := len(r.frames); n > 0 {
		path = r.frames[n-1].path
	}
	path = append(path[:len(path):len(path)], names...)
	return path[max(0, len(path)-maxPath):]
}

func (r *codeReader) open(names []string) error {
	if len(r.frames) > 1000 {
		return &Error{Code: "too-deep", Line: r.at(0).line}
	}
	r.frames = append(r.frames, codeFrame{r.path(names)})
	return nil
}

// called returns the name of what a bracket belongs to, as in
// nodemailer.createTransport({.
func (r *codeReader) called(i int) []string {
	if !r.sign(i, "(") || r.at(i-1).kind != codeWord {
		return nil
	}
	names := []string{r.at(i - 1).text}
	if r.sign(i-2, ".", "->", "::") && r.at(i-3).kind == codeWord {
		names = append([]string{r.at(i - 3).text}, names...)
	}
	return names
}

// target reads a name that is given a value at i, and returns where the value
// begins; 0 where there is none.
func (r *codeReader) target(i int) (names []string, value int) {
	t := r.at(i)
	if t.kind == codeWord && t.text == "define" && r.sign(i+1, "(") && r.at(i+2).kind == codeString && r.sign(i+3, ",") {
		return []string{r.at(i + 2).text}, i + 4
	}
	if t.kind == codeWord && t.text == "setFrom" && r.sign(i-1, "->", ".") && r.sign(i+1, "(") && r.at(i+2).kind == codeString { // of PHPMailer
		return []string{"phpmailer", "from"}, i + 2
	}
	if r.sign(i, ":") && r.at(i+1).kind == codeWord && r.sign(i+2, "=>") { // :address => "…"
		return []string{r.at(i + 1).text}, i + 3
	}
	if t.kind != codeWord && t.kind != codeString {
		return nil, 0
	}
	names, i = []string{t.text}, i+1
	for t.kind == codeWord && len(names) < maxPath {
		switch {
		case r.sign(i, ".", "->", "::") && r.at(i+1).kind == codeWord:
			names, i = append(names, r.at(i+1).text), i+2
		case r.sign(i, "[") && r.at(i+1).kind == codeString && r.sign(i+2, "]"):
			names, i = append(names, r.at(i+1).text), i+3
		case r.sign(i, "[") && r.sign(i+1, ":") && r.at(i+2).kind == codeWord && r.sign(i+3, "]"):
			names, i = append(names, r.at(i+2).text), i+4
		default:
			if r.sign(i, "=", "=>", ":") {
				return names, i + 1
			}
			return nil, 0
		}
	}
	if r.sign(i, "=>", ":") {
		return names, i + 1
	}
	return nil, 0
}

// value takes over the value at i, or opens what is below the name, and
// returns where to go on.
func (r *codeReader) value(names []string, i, line int) (next int, err error) {
	for r.at(i).kind == codeEnd && i < len(r.tokens) {
		i++
	}
	if r.at(i).kind == codeWord && slices.Contains([]string{"array", "Array", "dict", "Hash"}, r.at(i).text) && r.sign(i+1, "(") {
		i++
	}
	if r.sign(i, "{", "[", "(") {
		return i + 1, r.open(names)
	}
	value := r.at(i)
	text := value.text
	switch {
	case r.sign(i, ":") && r.at(i+1).kind == codeWord: // a symbol of Ruby
		text, i = r.at(i+1).text, i+1
	case value.kind == codeSign, value.kind == codeEnd:
		return i, nil
	}
	i++
	if value.kind == codeOpen || !r.ends(i) || value.kind == codeWord && !plainWord.MatchString(text) {
		if r.constant(i, value) { // PHPMailer::ENCRYPTION_SMTPS
			text, i = r.at(i+1).text, i+2
		} else {
			text = "${" + value.text[:min(len(value.text), 40)] + "}"
		}
	}
	if path := r.path(names); len(text) <= maxValue {
		r.all = append(r.all, setting{path, text, Source{Line: line, Text: names[len(names)-1]}, value.whole && text == value.text})
	}
	return i, nil
}

func (r *codeReader) constant(i int, value codeToken) bool {
	return value.kind == codeWord && r.sign(i, "::", ".") && r.at(i+1).kind == codeWord && r.ends(i+2) && strings.ToUpper(r.at(i+1).text) == r.at(i+1).text
}

// ends reports whether a value is over.
func (r *codeReader) ends(i int) bool {
	return r.at(i).kind == codeEnd || r.sign(i, ",", ";", ")", "]", "}")
}
