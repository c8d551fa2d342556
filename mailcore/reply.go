package mailcore

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// A reply is what an SMTP server answered (RFC 5321 4.2), taken apart.
type reply struct {
	code     int    // 0 where the text is no SMTP reply
	enhanced string // such as "5.7.8" (RFC 3463), or ""
	text     string // the words of all lines
}

var (
	replyPattern    = regexp.MustCompile(`(?m)^([2-5]\d\d)(?:[ -](.*?))?\r?$`)
	enhancedPattern = regexp.MustCompile(`^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)`)
)

// parseReply reads what a Result keeps as Reply.
func parseReply(text string) reply {
	var r reply
	var words []string
	for _, m := range replyPattern.FindAllStringSubmatch(text, -1) {
		code, _ := strconv.Atoi(m[1])
		if r.code == 0 {
			r.code = code
		}
		if e := enhancedPattern.FindStringSubmatch(m[2]); e != nil && r.enhanced == "" {
			r.enhanced = e[1]
		}
		words = append(words, m[2])
	}
	r.text = strings.Join(words, "\n")
	return r
}

// smtpReply finds the reply that decides a step in everything the server said
// during it: the first refusal, else the last reply, else the first words of
// something that does not speak SMTP.
func smtpReply(heard []byte) []byte {
	var last []byte
	for rest := heard; len(rest) > 0; {
		var one []byte
		one, rest = cutReply(rest)
		if one[0] == '4' || one[0] == '5' {
			return trim(one)
		}
		if len(trim(last)) == 0 || isDigit(one[0]) {
			last = one
		}
	}
	return trim(last)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// cutReply cuts the first reply off b, continuation lines and all.
func cutReply(b []byte) (one, rest []byte) {
	for end := 0; end < len(b); {
		next := bytes.IndexByte(b[end:], '\n')
		if next < 0 {
			return b, nil
		}
		line := b[end : end+next]
		end += next + 1
		if len(line) < 4 || line[3] != '-' {
			return b[:end], b[end:]
		}
	}
	return b, nil
}

// popReply finds the server's words in what it said during a step of POP3:
// the first refusal, else its last status line.
func popReply(heard []byte) []byte {
	var last []byte
	for line := range bytes.Lines(heard) {
		if bytes.HasPrefix(line, []byte("-ERR")) {
			return trim(line)
		}
		if bytes.HasPrefix(line, []byte("+")) || last == nil {
			last = line
		}
	}
	return trim(last)
}

func trim(b []byte) []byte {
	return bytes.TrimSpace(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
}
