package exchange

import (
	"encoding/json"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"todoku/pattern"
)

// looksLikeProgram recognises what is written for a machine: settings of other
// programs, source, logs, tables of addresses. Their hosts and passwords are of
// anything but mail, so nothing is taken from them.
func looksLikeProgram(text string) bool {
	head := strings.TrimSpace(text)
	if programHead.MatchString(head) || json.Valid([]byte(head)) {
		return true
	}
	if looksLikeList(norm.NFKC.String(head)) {
		return false
	}
	machine, person, columns := 0, 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, " \t")
		cells := len(cellBreak.Split(line, 30))
		switch {
		case machine+person > maxJudged:
			return machine >= person
		case strings.TrimSpace(line) == "":
			columns = 0
		case len(line) > maxValue, cells > 2 && cells == columns: // a table for people
		case cells > 2 && hasJapanese(line):
			columns = cells
			person++
		case machineLine(line):
			machine++
		case forPeople(line):
			person++
			if spaced.MatchString(line) {
				person++
			}
		}
	}
	return machine > 0 && machine >= person
}

const listWord = `(?i:incoming|outgoing|receiving|sending|smtp|imap|pop3?|e-?mail|mail|server|host(?:name)?|port|user(?:name)?|id|login|name|account|pass(?:word)?|encryption|security|ssl|tls|starttls|auth(?:entication)?|type|protocol|address|from|sender)`

var (
	listLine   = pattern.New(`^(?:[-*・] ?)?` + listWord + `(?:[ /-]` + listWord + `){0,3}(?:\s*:.*)?$`)
	listSender = pattern.New(`(?im)^((?:[-*・] ?)?)from\s*[:：]`)
	listMail   = pattern.New(`(?im)^(?:[-*・] ?)?(?:(?:smtp|imap|pop3?|incoming|outgoing)\b|[a-z ]*(?:host(?:name)?|server)\s*:\s*(?:smtp|imap|pop|mail)|[a-z ]*port\s*:\s*(?:465|587|993|995|110|143)\b)`)
)

// looksLikeList recognises settings that somebody has noted down in small
// letters, "host: smtp.…": nothing but names of a notice, and one that only
// mail has.
func looksLikeList(text string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(line, " \t"); line != "" && !listLine.MatchString(line) {
			return false
		}
	}
	return listMail.MatchString(text)
}

// maxJudged is after how many lines it is clear what a text is.
const maxJudged = 400

var programHead = pattern.New(`^(?:#!|<\?(?:php|xml)|(?i:<!doctype|<html)|-----BEGIN |(?:GET|POST|PUT|PATCH|HEAD|DELETE) \S+ HTTP/|HTTP/\d|---\n|%YAML|diff --git|commit [0-9a-f]{40})`)

// machineLines are what a line of a program's file looks like.
var machineLines = []*pattern.Pattern{
	pattern.New(`^\s*(?://|/\*|\*/|\*\s|--\s|;|<!--|\{|\}|\)|\]|\(|@\w|\$\w|%\w)`),                               // comments, brackets, variables
	pattern.New(`(?:[;{}\\]|\(\)|\)\s*:|=>|\[|\()$`),                                                             // ends of statements
	pattern.New(`^\s*(?:[-+]\s+)?["']?[a-z][a-z0-9]*(?:[_.-][A-Za-z0-9]+)*["']?\s*(?::|=|:=|\+=)(?:\s*$|\s*\S)`), // name: value
	pattern.New(`^\s*(?:export\s+|set\s+|SET\s+|ENV\s+|local\s+)?[A-Z][A-Z0-9]*_[A-Z0-9_]+\s*[:=]`),              // NAME=value
	pattern.New(`^\s*[A-Z]?[a-z]+[A-Z]\w*(?:\s*[=:]|\s+\S+$)`),                                                   // CamelCase value
	pattern.New(`^\s*\w+(?:\.\w+)+\s*[=:(]`),                                                                     // a.b = value
	pattern.New(`^\s*\w+(?:->|::)?\w*\([^()]*\)?`),                                                               // call()
	pattern.New(`^\s*(?:import|package|func|def|class|struct|public|private|protected|static|const|let|var|return|if|elif|else|for|while|end|do|require|include|using|namespace|function|use|fn|pub|impl|try|except|raise|with|from|echo|sudo|cd|exec|RUN|FROM|COPY|CMD|EXPOSE|WORKDIR|ENTRYPOINT|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|GRANT)(?:\s+["'\w./<({$@*-]+|$)`), // keywords
	pattern.New(`^\s*\[[\w .:"/@*-]+\](?:\s*[#;].*)?$`),                                                                // [section]
	pattern.New(`^\s*</?[A-Za-z][^<>]*/?>`),                                                                            // <tag>
	pattern.New(`^\s*(?:\[|<)?\w{0,4}\s?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d`),                                           // time stamps
	pattern.New(`^\s*(?:<\d+>)?[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d `),                                               // of syslog
	pattern.New(`^\s*(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*::[0-9a-f:]*)(?:/\d+)?\s+[\w.-]+`),                           // hosts
	pattern.New(`^\s*\S+\s+(?:\d+\s+)?IN\s+(?:SOA|NS|MX|A|AAAA|TXT|CNAME|SRV|PTR)\b`),                                  // zones
	pattern.New(`^\s*(?:[A-Za-z]\w*\s+)+(?:~|\.{0,2})/[\w.-]+(?:/[\w.-]+)*/?$`),                                        // Directive /path
	pattern.New(`^\s*[a-z][a-z0-9_-]*(?:\s+[\w./:@*"'$%{}=-]+){1,5};?$`),                                               // directive value
	pattern.New(`^\s*(?:Host|HostName|User|Port|ProxyJump|Match|Listen|Order|Allow|Deny|Alias|Require)\s+[\w.*/:-]+$`), // of ssh, apache
	pattern.New(`^\s*["'][\w.-]+["']\s*[:=]`),                                                                          // "name": value
	pattern.New("^\\s*(?:```|~~~)"),                                                                                    // fences
	pattern.New(`^\s*[a-z][\w./-]*\s(?:.*\s)?--?[a-z][\w-]*(?:[ =]|$)`),                                                // command --option
	pattern.New(`^[$>%]\s+\S|^\S+@\S+:\S*[$#]\s`),                                                                      // prompts
	pattern.New(`^(?:[SCA-Z]: |[<>]{1,2} |(?:\d{3}[ -]))[\x21-\x7e]`),                                                  // conversations
}

// machineLine reports whether a line is written for a machine. Comments are the
// words of such a file that are in a person's language.
func machineLine(line string) bool {
	line = trailing.ReplaceAllString(line, "")
	if hasJapanese(line) && !strings.ContainsAny(line, "=\"'{};") {
		return false
	}
	for _, like := range machineLines {
		if like.MatchString(line) {
			return !spokenLabel.MatchString(line)
		}
	}
	return false
}

// spokenLabel is a label in the words of a notice, whatever its letters.
var spokenLabel = pattern.New(`(?i)^\s*(?:[-・*]\s*)?(?:(?:smtp|pop3?|imap|mail|incoming|outgoing|receiving|sending)(?:[ (][a-z0-9 /)]*)?|[a-z0-9]+ (?:mail )?(?:server|port|name|id|address)|e-?mail(?: address)?|pass(?:word)?)\s*(?:[:=]|$)`)

// forPeople reports whether somebody is spoken to: in Japanese, or with a label
// or a sentence that begins with a capital. A comment is for people too, but in
// a program's file.
func forPeople(line string) bool {
	line = strings.TrimSpace(line)
	if remarked.MatchString(line) {
		return false
	}
	return hasJapanese(line) || spokenLabel.MatchString(line) || sentence.MatchString(line)
}

var (
	spaced   = pattern.New(`^\s*[A-Za-z0-9]+(?: [A-Za-z0-9()/]+)+\s*:\s`) // a name with spaces is no program's
	remarked = pattern.New(`(?i)^(?:#|//|/\*|;|--\s|<!--|\{[#-]|'|rem\s|"""|%)`)
	trailing = pattern.New(`\s(?:#|//|/\*)\s?.*$|\s--\s.*$`)
)

var sentence = pattern.New(`^(?:[-*•|]\s*)?[A-Z][A-Za-z0-9-]*(?:[ /()]+[A-Za-z0-9-]+)*\)?(?:[:,.!?\t|]|\s-\s|$)`)

func hasJapanese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) || r >= 0xff00 && r <= 0xffef
	})
}

// speaksOfMail is the least that a notice says.
var speaksOfMail = pattern.New(`(?i)メール|メアド|送信|受信|mail|\b(?:smtps?|pop3?s?|imap4?s?)\b|SMTP|POP3?|IMAP|incoming|outgoing`)
