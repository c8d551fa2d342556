package steps

import (
	"bytes"
)

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
