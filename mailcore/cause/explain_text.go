package cause

import (
	"bytes"
	"errors"
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"todoku/pattern"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/width"
)

// What can be wrong with a text that is to be explained.
var (
	ErrEmpty  = errors.New("there is no text")
	ErrBinary = errors.New("this is no text")
)

// MaxText bounds what is read of a text, in bytes: a log of a day is pasted, and
// of one of a month the end is what matters.
const MaxText = 1 << 20

// endOf returns what is read of a text that is too long: its last lines.
func endOf(text []byte) (end []byte, cut bool) {
	if len(text) <= MaxText {
		return text, false
	}
	end = text[len(text)-MaxText:]
	if at := bytes.IndexByte(end, '\n'); at >= 0 && at < len(end)-1 {
		end = end[at+1:]
	}
	return end, true
}

// readText decodes a text as programs in Japan write it, and brings what
// programs print in many ways into one: real line ends, no colours, no
// entities.
func readText(raw []byte) (string, error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return "", ErrEmpty
	}
	text, ok := decode(raw)
	if !ok {
		return "", ErrBinary
	}
	return tidy(text), nil
}

// maxTelling bounds what is looked at closely, in bytes: some 60 lines of a log.
const maxTelling = 6 << 10

// telling picks from a long text, such as a log, the last lines that can be
// about a failure.
func telling(text string) string {
	if len(text) <= maxTelling {
		return text
	}
	var lines []string
	room, before := maxTelling, map[string]bool{}
	for _, line := range slices.Backward(piecesOf(text)) {
		shape := shapeOf(line)
		if before[shape] || !mayTell(line) {
			continue
		}
		before[shape] = true
		if room -= len(line); room < 0 {
			break
		}
		lines = append(lines, line)
	}
	slices.Reverse(lines)
	return strings.ToValidUTF8(strings.Join(lines, ""), "")
}

// longestPiece bounds what is taken for a line of a log, in bytes.
const longestPiece = 1 << 10

// piecesOf are the lines of a text, the long ones in pieces: a line of an
// object or of a log without ends of lines can be as long as the text.
func piecesOf(text string) (pieces []string) {
	for line := range strings.Lines(text) {
		for len(line) > longestPiece {
			n := pieceEnd(line[:longestPiece])
			pieces, line = append(pieces, line[:n]+"\n"), line[n:]
		}
		pieces = append(pieces, line)
	}
	return pieces
}

// pieceEnd is where a long line may be broken: behind a sentence, else at a
// blank, else between two letters.
func pieceEnd(line string) int {
	for _, end := range []string{". ", "; ", "},", "。", " "} {
		if at := strings.LastIndex(line, end); at > len(line)/2 {
			return at + len(end)
		}
	}
	n := len(line)
	for n > len(line)-utf8.UTFMax && !utf8.RuneStart(line[n-1]) {
		n--
	}
	return n - 1
}

// tellingWords are in lines that can be about a failure.
var tellingWords = []string{
	"err", "fail", "refus", "timed", "time-o", "timeo", "time o", "denied", "reject", "cannot", "can't", "couldn", "unable", "not found", "not known", "not allowed", "not ",
	"certificate", "handshake", "closed", "lost", "reset", "invalid", "expired", "unknown", "fatal", "bad ", "unexpected", "http/1.", "ssh-2.0", "* ok", "+ok", "* bye",
	"エラー", "失敗", "できな", "できま", "拒否", "ません", "なかった", "不明", "不正", "終了", "切断", "タイムアウト",
}

// mayTell reports whether a line can be about a failure, by its words or a
// code of 400 and above.
func mayTell(line string) bool {
	for i := 0; i+4 < len(line); i++ {
		if c := line[i]; (c == '4' || c == '5') && (line[i+1] == '.' && line[i+3] == '.' || isDigit(line[i+1]) && isDigit(line[i+2]) && (line[i+3] == ' ' || line[i+3] == '-')) {
			return true
		}
	}
	line = strings.ToLower(line)
	return slices.ContainsFunc(tellingWords, func(word string) bool { return strings.Contains(line, word) })
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// shapeOf is a line without its numbers: a log says the same again and again.
func shapeOf(line string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || 'A' <= r && r <= 'F' {
			return -1
		}
		return r
	}, line)
}

// decode tries the encodings that mail programs use, the strictest first.
func decode(raw []byte) (string, bool) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		text, err := textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewDecoder().Bytes(raw)
		return string(text), err == nil && readable(text)
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(raw) && !readable(raw) {
		return "", false
	}
	for _, e := range legacyEncodings {
		if utf8.Valid(raw) {
			break
		}
		if text, ok := decodeAs(e, raw); ok {
			return text, true
		}
	}
	text := mendLines(raw)
	return text, controlsIn(text) <= len(text)/2
}

var legacyEncodings = []encoding.Encoding{japanese.EUCJP, japanese.ShiftJIS}

func decodeAs(e encoding.Encoding, raw []byte) (string, bool) {
	text, err := e.NewDecoder().Bytes(raw)
	return string(text), err == nil && !bytes.ContainsRune(text, utf8.RuneError) && readable(text)
}

var (
	colour      = pattern.New(`\x1b\[[0-9;]*[A-Za-z]`)
	lineBreak   = pattern.New(`(?i)<br\s*/?>|\\r\\n|\\n|\\r|\r\n|\r`)
	softBreak   = pattern.New(`=\n`)
	detailLine  = pattern.New(`Detail: ([^\n]{0,400}?)\s+SMTP code: (\d{3})(?: Additional SMTP info: ([\d.]+))?`) // PHPMailer
	turn        = pattern.New(` (>>|<<|!!|\+\+) `)                                                                // Swift Mailer runs a conversation together
	setting     = pattern.New(`(?m)([,;] ?)timeout[ =]-?\d+|^timeout=-?\d+`)                                      // what a program was told, not what happened
	textCode    = pattern.New(`textCode: '([A-Z-]+)'`)                                                            // node-imap
	metricsNote = pattern.New(`(?m)^# (?:EOF$|(?:HELP|TYPE|UNIT) .*$)`)                                           // OpenMetrics
	qmailLine   = pattern.New(`(?:deferral|failure): \S+_\S+`)
	tag         = pattern.New(`(?i)</?(?:p|div|span|b|i|strong|em|pre|code|td|tr|table|html|body|font|li|ul|a)(?: [^<>]*)?>`)
)

// A tidying brings what programs print in many ways into one.
type tidying struct {
	needs   []string // one of which is in the text where there is anything to do
	regexp  *pattern.Pattern
	becomes string
}

// quotedPrintable is what a mail has that breaks its lines softly.
var quotedPrintable = pattern.New(`=(?:3D|20|E[0-9A-F])`)

var tidyings = []tidying{
	{[]string{"\x1b"}, colour, ""},
	{[]string{"\\r", "\\n", "\r", "<b", "<B"}, lineBreak, "\n"},
	{[]string{"</", ">"}, tag, " "},
	{[]string{"timeout"}, setting, "$1"},
	{[]string{"textCode"}, textCode, "[$1]"},
	{[]string{"# EOF"}, metricsNote, ""},
	{[]string{"Detail: "}, detailLine, ": $2 $3 $1"},
}

func tidy(text string) string {
	for _, t := range tidyings {
		if slices.ContainsFunc(t.needs, func(one string) bool { return strings.Contains(text, one) }) {
			text = t.regexp.ReplaceAllString(text, t.becomes)
		}
	}
	if quotedPrintable.MatchString(text) {
		text = softBreak.ReplaceAllString(text, "")
	}
	text = html.UnescapeString(text)
	if strings.Contains(text, "Log data:") {
		text = turn.ReplaceAllString(text, "\n$1 ")
	}
	if strings.Contains(text, "deferral") || strings.Contains(text, "failure") {
		text = qmailLine.ReplaceAllStringFunc(text, func(line string) string { return strings.ReplaceAll(line, "_", " ") })
	}
	if strings.Contains(text, "NegativeCompletion") {
		text = rustCode.ReplaceAllStringFunc(text, codeOfRust)
	}
	return narrowed(plainMarks.Replace(text))
}

// rustCode is the code of a reply as lettre 0.11 takes it apart.
var rustCode = pattern.New(`Code \{ severity: (?:Permanent|Transient)NegativeCompletion, category: \w+, detail: \w+ \}`)

// codeOfRust puts it together.
func codeOfRust(code string) string {
	words := strings.FieldsFunc(code, func(r rune) bool { return strings.ContainsRune(" ,:{}", r) })
	severity := "5"
	if strings.HasPrefix(words[2], "Transient") {
		severity = "4"
	}
	category := slices.Index([]string{"Syntax", "Information", "Connections", "Unspecified3", "Unspecified4", "MailSystem"}, words[4])
	detail := slices.Index([]string{"Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"}, words[6])
	if category < 0 || detail < 0 {
		return code
	}
	return severity + strconv.Itoa(category) + strconv.Itoa(detail)
}

// wideRun are letters and digits in full width, with the dots between them.
var wideRun = pattern.New(`[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．]*`)

// narrowed is text with the codes of replies and the words that are in full
// width as servers write them. The names and ports of servers stay: nobody can
// connect with those.
func narrowed(text string) string {
	if !strings.ContainsFunc(text, isWide) {
		return text
	}
	return wideRun.ReplaceAllStringFunc(text, func(run string) string {
		plain := width.Narrow.String(run)
		if code, err := strconv.Atoi(plain); err == nil && !slices.Contains(replyCodes, code) {
			return run
		}
		if strings.Contains(plain, ".") && !enhancedCode.MatchString(plain) {
			return run
		}
		return plain
	})
}

// enhancedCode is an enhanced status code (RFC 3463) and nothing else.
var enhancedCode = pattern.New(`^[245]\.\d{1,3}\.\d{1,3}$`)

var plainMarks = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "\u00a0", " ", "\u3000", " ", "：", ":", "（", "(", "）", ")", `\"`, `"`, `\/`, "/")
