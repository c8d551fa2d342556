package exchange

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"todoku/pattern"
)

// A notice is what has been read of the text in which a provider gives the
// settings. It has no form: there are labels, headings, tables and prose.
type notice struct {
	*book            // that is being written: of all, or of one account
	base     *book   // what holds for every account
	accounts []*book // of a notice with several
	apart    bool    // a table tells the account that is being read from others
	here     side    // of the section, or of the server that was named last
	section  bool    // a heading said so
	sided    bool    // something is said of sending, of receiving or of mail
	foreign  bool    // the section is of something else than mail
	example  bool    // the section shows what may be entered
	gap      bool    // an empty line stands between the heading and here
	former   rune    // how the heading of a section begins that says what was before
	depth    int     // how far the line is indented
	level    int     // how far the heading of the section is
	inner    bool    // the lines of the section are further in
	spoken   side    // of what the text speaks at all
	pending  *item   // a label whose value is on the next line
	columns  []label // of the table that is being read
	examples []bool  // which of its columns are examples
	notes    []Note
	others   int // how often a field is said again, and otherwise
}

// An item is a label with its value.
type item struct {
	label
	value string
	at    Source
}

var (
	headingMark = pattern.New(`^\s*(?:[■□●○◆◇▼▽★☆◎#]|【|\[|<|〔|={2,}|-{2,}|\d{1,2}[.)]\s|\(\d{1,2}\))`)
	bareHeading = pattern.New(`^\s*[^\s:=|、。]{1,20}(?:設定|情報|について)\s*$`)
	headingEnd  = pattern.New(`^[^:=0-9A-Za-z]{0,4}(?:の?(?:設定|情報|場合|内容|項目)|について|settings?|info(?:rmation)?\.?$|details?$|$)`)
	remark      = pattern.New(`^\s*(?:※|注意?[:)]|\*\s*注)`)
	outdated    = pattern.New(`^[\s・●■*-]*(?:\(旧\)|【旧】|(?:変更|移行)前|旧(?:設定|サーバー?|環境)?[:=\s|]|旧(?:送信|受信|メール|SMTP|POP|IMAP)|これまで|従来)`)
	bulletMark  = pattern.New(`^\s*[-・*•]\s+|^\s*・`)
	ruler       = pattern.New(`^[\s|+:=ー─━-]+$`)
)

// maxNotice bounds a notice, in bytes: it is looked at word by word.
const maxNotice = 128 << 10

func readNotice(text string) ([]Draft, error) {
	switch {
	case len(text) > maxNotice:
		return nil, &Error{Code: "too-large"}
	case !speaksOfMail.MatchString(norm.NFKC.String(text)):
		return nil, &Error{Code: "nothing-found"}
	case looksLikeProgram(text):
		return nil, &Error{Code: "program"}
	}
	n := &notice{base: newBook()}
	n.book = n.base
	if looksLikeList(strings.TrimSpace(norm.NFKC.String(text))) {
		text = listSender.ReplaceAllString(text, "${1}from address:")
	}
	n.speaks(norm.NFKC.String(text))
	var block []row
	number, read, blank := 0, 0, false
	for line := range strings.SplitSeq(text+"\n\n", "\n") {
		number++
		read += len(line) + 1
		if len(line) > maxValue { // no line of a notice
			continue
		}
		r := row{withoutFrame(strings.TrimRight(norm.NFKC.String(line), " ")), number}
		if strings.TrimSpace(line) != "" {
			block, blank = append(block, r), false
			continue
		}
		if !blank && rowsApart(block, text[min(len(text), read):]) {
			blank = true
			continue
		}
		n.block(block)
		block, blank = nil, false
		n.columns, n.examples, n.gap, n.example = nil, nil, true, false
	}
	if n.others > maxOthers {
		return nil, &Error{Code: "document"}
	}
	drafts := n.drafts()
	if !n.sided { // hosts and passwords, but of what?
		return nil, &Error{Code: "nothing-found"}
	}
	return slices.DeleteFunc(drafts, func(d Draft) bool { return !d.hasServer() }), nil
}

// hasServer reports whether there is a word about a server: an address and a
// password alone are of anything.
func (d Draft) hasServer() bool {
	return len(d.Forms) > 0 || slices.ContainsFunc(d.Seen, func(s Seen) bool {
		return strings.HasSuffix(s.Field, ".host") || strings.HasSuffix(s.Field, ".port")
	})
}

// A row is a line of a notice with its number.
type row struct {
	line   string
	number int
}

// marked is words that have the marks of Markdown around the whole of them: in
// the middle they may be of a password.
var marked = pattern.New("(^|[\\s|:])(?:`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\[([^\\[\\]]+)\\]\\([a-z]+:[^()]+\\))($|[\\s|:])")

// withoutFrame takes the bars off that are around a row, and the marks of
// Markdown that are around words.
func withoutFrame(line string) string {
	line = marked.ReplaceAllString(line, "$1$2$3$4$5")
	if plain := strings.TrimSpace(line); strings.HasPrefix(plain, "|") || strings.HasSuffix(plain, "|") {
		return strings.Trim(plain, " |")
	}
	return line
}

// rowsApart reports whether an empty line stands between two rows of a table,
// as it does between all of them.
func rowsApart(block []row, rest string) bool {
	next, _, _ := strings.Cut(rest, "\n")
	if len(block) == 0 || len(next) > maxValue {
		return false
	}
	cells := func(line string) int { return len(cellBreak.Split(strings.Trim(line, " "), 30)) }
	columns := cells(withoutFrame(norm.NFKC.String(next)))
	for i, r := range block {
		head := i == 0 && cells(r.line) == columns-1 // with nothing above the labels
		if cells(r.line) != columns && !head || i > 0 && block[i-1].number == r.number-1 {
			return false
		}
	}
	return columns > 2
}

// withoutCommas makes columns of a list that a spreadsheet has saved.
func withoutCommas(rows []row) []row {
	head := slices.IndexFunc(rows[:min(len(rows), 3)], func(r row) bool { return header(strings.Split(r.line, ",")) != nil })
	if head < 0 || head == len(rows)-1 {
		return rows
	}
	columns := slices.Clone(rows)
	for i, r := range columns[head:] {
		columns[head+i].line = strings.ReplaceAll(r.line, ",", "\t")
	}
	return columns
}

// withoutFormer takes the column off a table that says what holds until now,
// beside one of what will.
func withoutFormer(rows []row) []row {
	for i, r := range rows {
		cells := cellBreak.Split(r.line, 30)
		is := func(what *pattern.Pattern) int {
			return slices.IndexFunc(cells, func(cell string) bool { return what.MatchString(strings.TrimSpace(cell)) })
		}
		former := is(beforeCell)
		if former < 0 || is(afterCell) < 0 {
			continue
		}
		behind := len(cells) - 1 - former
		present := slices.Clone(rows)
		for j, r := range present[i:] {
			if cells := cellBreak.Split(r.line, 30); len(cells)-1-behind > 0 || j == 0 {
				at := len(cells) - 1 - behind
				present[i+j].line = strings.Join(slices.Delete(cells, at, at+1), "\t")
			}
		}
		return present
	}
	return rows
}

// block reads lines that no empty one parts.
func (n *notice) block(rows []row) {
	if rows = withoutFormer(withoutCommas(rows)); n.sideBySide(rows) {
		return
	}
	for _, r := range rows {
		n.line(r.line, r.number)
	}
}

var (
	denial = pattern.New(`\([^()]*(?:ません|できない|使えない|不可|ブロック|廃止|終了)[^()]*\)|\(?※[^※]*(?:ません|できない|使えない|不可|ブロック|廃止|終了).*$`)
	ofTLS  = pattern.New(`(?i)SSL|TLS|暗号`)
)

var (
	formerHeading  = pattern.New(`^[\s■□●○◆◇▼▽★☆◎#【\[<〔(=-]*(?:(?:変更|移行|切替|切り替え)前|これまで|従来|今まで|旧(?:設定|(?:メール)?サーバー?|環境|情報)?)(?:の(?:設定|(?:メール)?サーバー?|環境|情報))?(?:の(?:設定|情報))?[\s】\]>〕):=-]*(?:\([^()]*\)\s*)?$`)
	presentHeading = pattern.New(`^[\s■□●○◆◇▼▽★☆◎#【\[<〔(=-]*(?:(?:変更|移行|切替|切り替え)後|新(?:設定|サーバー?|環境|情報)?)(?:の(?:設定|サーバー?|環境|情報))?[\s】\]>〕):=-]*$`)
	upToDate       = pattern.New(`(?:変更|移行|切替)後|新(?:設定|サーバー?|環境)`)
	ofPassword     = pattern.New(`(?i)パス|pass|\bPW\b`)
	ofForeign      = pattern.New(`(?i)^\s*(?:[-・*■●◆]\s*)?(?:S?FTPS?|SSH|MySQL|PostgreSQL|MariaDB|データベース|DB|web|ウェブ|WordPress|DNS|VPN|Wi-?Fi|PPPoE|プロキシ|proxy)(?:サーバー?)?\s*(?:[:=|\t]| {2,}).*(?:ユーザー?|アカウント|ID|パスワード|user|account|pass)`)
	changed        = pattern.New(`((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|\d{2,5})\s*(?:→|⇒|-+>|=>)\s*((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}|\d{2,5})`)
)

// isFormer reports whether a line is of a section about what was before, which
// ends with one of the present or with the next heading of its kind.
func (n *notice) isFormer(line string) bool {
	mark, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
	switch {
	case formerHeading.MatchString(line):
		n.former = mark
	case presentHeading.MatchString(line), mark == n.former && headingMark.MatchString(line):
		n.former = 0
	}
	return n.former != 0
}

// outdent lets what stands as far out as the heading of an indented section be
// for both sides again.
func (n *notice) outdent(line string) {
	n.depth = len(line) - len(strings.TrimLeft(line, " \t"))
	switch {
	case !n.section:
	case n.depth > n.level:
		n.inner = true
	case n.inner:
		n.gap = true
	}
}

// withoutDenials takes off what a line says at its end that one cannot use,
// 「993 ※143は使えません」. That there is no encryption is no such thing.
func withoutDenials(line string) string {
	return denial.ReplaceAllStringFunc(line, func(said string) string {
		if ofTLS.MatchString(said) {
			return said
		}
		return " "
	})
}

func (n *notice) line(line string, number int) {
	switch {
	case n.isFormer(line):
		return
	case ofForeign.MatchString(line), remark.MatchString(line), ruler.MatchString(line), comment.MatchString(line), outdated.MatchString(line) && !upToDate.MatchString(line):
		return
	case exampleHeading.MatchString(line):
		n.example = true
		return
	case bareHeading.MatchString(line), headingMark.MatchString(line) && len(cellBreak.Split(strings.TrimSpace(line), 3)) == 1:
		n.opens(line)
	}
	if n.example || n.foreign {
		return
	}
	n.outdent(line)
	if !ofPassword.MatchString(line) {
		line = changed.ReplaceAllString(withoutDenials(line), "$2")
	}
	if wordsSignIn.MatchString(line) {
		n.keep(everybody, userKind, "@address", source(line, number))
	}
	full := line
	line, shown := withoutExamples(n.exampleColumns(line))
	if shown {
		n.shows(full, number)
		if strings.TrimSpace(line) == "" {
			return
		}
	}
	if n.columns == nil {
		line = sideFirst(line)
	}
	if n.table(line, number) {
		return
	}
	items := n.items(line, number)
	switch {
	case n.pending != nil && (len(items) == 0 || n.pending.takes(items, line)):
		n.pending.value = strings.TrimSpace(bulletMark.ReplaceAllString(line, ""))
		p := n.pending
		n.pending = nil
		if p.at.Line = number; !slices.Contains(p.kinds, passwordKind) {
			p.at = source(p.at.Text+" "+p.value, number)
		}
		n.apply(*p)
	case len(items) == 0:
		n.loose(line, number)
	default:
		n.before(line[:items[0].start], number)
		n.pending = nil
		if !n.heading(line, items) {
			n.all(items)
		}
	}
}

// sideFirst joins the side and the field that a row of a table has in cells of
// their own, 「受信 | ポート | 993」.
func sideFirst(line string) string {
	cells := cellBreak.Split(strings.Trim(line, " |"), 5)
	if len(cells) != 3 {
		return line
	}
	if l, head := headCell(cells[2]); head && l.way == "" {
		return line
	}
	field, ok := headCell(cells[1])
	whose, sided := headCell(cells[0])
	switch {
	case !ok || field.asks()[0] == "" || field.side != 0:
		return line
	case ofAll.MatchString(cells[0]):
		return cells[1] + "\t" + cells[2]
	case sided && whose.side != 0 && whose.asks()[0] == "":
		return cells[0] + "の" + cells[1] + "\t" + cells[2]
	}
	return line
}

var ofAll = pattern.New(`^(?:共通|両方|送受信(?:共通)?)$`)

// before reads a host that stands before the first label of a line: asked for
// on the line before, or in the section of a server.
func (n *notice) before(text string, number int) {
	names, _ := hosts(text)
	switch p := n.pending; {
	case len(names) == 0:
	case p != nil && p.asks()[0] == hostKind:
		p.value, p.at = text, source(p.at.Text+" "+text, number)
		n.apply(*p)
	case p == nil && n.section:
		n.loose(text, number)
	}
}

// takes reports whether a line that names the mail address says the account
// name that was asked for on the line before.
func (it item) takes(items []item, line string) bool {
	return it.asks()[0] == userKind && len(items) == 1 && !items[0].apart && wordsAddress.MatchString(line) && !mailPattern.MatchString(line)
}

// opens notes what a section is about.
func (n *notice) opens(line string) {
	mail := speaksOfMail.MatchString(line)
	n.example = false
	if foreignSection.MatchString(line) && !mail {
		n.foreign = true
	} else if mail || len(labels(line)) == 0 {
		n.foreign = false
	}
}

// shows notes that a line has an example of a field.
func (n *notice) shows(line string, number int) {
	for _, l := range labels(line) {
		if k := l.asks()[0]; k != "" && k != ignoredKind && k != protocolKind {
			s := cmp.Or(l.side, n.here, sending)
			n.note("placeholder", fieldOf(s, k), Source{Line: number, Text: l.text})
			return
		}
	}
}

// loose reads a line without a label: in the section of a server it may hold
// its name.
func (n *notice) loose(line string, number int) {
	if headingMark.MatchString(line) {
		n.here, n.section = 0, false
		return
	}
	if n.here == 0 || !n.section {
		return
	}
	it := item{label: label{side: n.here, kinds: []kind{""}, apart: true}, value: strings.TrimSpace(bulletMark.ReplaceAllString(line, "")), at: source(line, number)}
	if names, _ := hosts(line); len(names) > 0 || usualPort.MatchString(line) && len(line) < 60 {
		n.apply(it)
	}
}

// source shows the words of a line, unless a password is among them.
func source(line string, number int) Source {
	text := []rune(strings.TrimSpace(strings.ReplaceAll(line, "\t", " ")))
	return Source{Line: number, Text: string(text[:min(len(text), 80)])}
}

// items finds the labels of a line and their values.
func (n *notice) items(line string, number int) []item {
	all := labels(line)
	secret := slices.ContainsFunc(all, func(l label) bool { return slices.Contains(l.kinds, passwordKind) })
	var items []item
	for i := 0; i < len(all); i++ {
		l, at := all[i], source(line, number)
		if secret {
			at.Text = l.text
		}
		next := i + 1
		if l.apart && next < len(all) && all[next].start == l.end && !all[next].apart { // 「アカウント名: メールアドレス」
			next++
		}
		value := line[l.end:]
		if next < len(all) && (l.wants(all[next]) || l.apart && bracketAhead.MatchString(line[l.end:max(l.end, all[next].start)])) { // "your full e-mail address", "[domain of the mail address]"
			next++
		}
		if next < len(all) {
			value = line[l.end:max(l.end, all[next].start)]
		}
		i = next - 1
		items = append(items, item{l, strings.Trim(value, " \t,、/|"), at})
		if next < len(all) {
			items = annotated(items, line, &all[next])
		}
	}
	return items
}

// bracketAhead is a value of which no more than its bracket stands before a label.
var bracketAhead = pattern.New(`^\s*[\[「『<〔]\s*$`)

// wants reports whether another label is but a part of the value.
func (l label) wants(next label) bool {
	return l.apart && !next.apart && slices.Contains(l.kinds, userKind) && next.asks()[0] == addressKind
}

// annotated takes a side in brackets behind a value, 「993 (IMAP)」, to that
// value; what follows the brackets has the same label again.
func annotated(items []item, line string, l *label) []item {
	last := &items[len(items)-1]
	if !strings.HasSuffix(last.value, "(") || l.kinds[0] != "" || len(l.kinds) > 3 || last.value == "(" {
		return items
	}
	if l.side != 0 {
		last.side = l.side
	}
	l.kinds, l.side, l.apart = slices.Clone(last.kinds), last.side, true
	return items
}

// heading reads a line that opens a section.
func (n *notice) heading(line string, items []item) bool {
	first := items[0]
	marked := headingMark.MatchString(line)
	bare := len(items) == 1 && !first.apart && headingEnd.MatchString(first.value)
	if k := first.asks()[0]; bare && k == userKind && first.side == 0 && bareHeading.MatchString(first.text+first.value) { // 「アカウント情報」
		n.here, n.section = 0, false
		return true
	}
	if !bare || !marked && first.asks()[0] != "" && first.asks()[0] != hostKind {
		return false
	}
	if first.value == "" && slices.Contains(personal, first.asks()[0]) { // 「●メールアドレス」, and below it what it is
		n.here, n.section = first.side, false
		return false
	}
	if first.side == 0 && !marked {
		return false
	}
	n.here, n.section, n.gap = first.side, first.side != 0, false
	n.level, n.inner = n.depth, false
	n.sided = n.sided || n.section
	if first.asks()[0] == hostKind && first.value == "" {
		n.pending = &first
	}
	return true
}

// all takes the items of a line. A side of its own counts for those that
// follow in the line.
func (n *notice) all(items []item) {
	way := ""
	for i, it := range items {
		asks := it.asks()
		if e := it.leads(); e != "" && i < len(items)-1 {
			way = e
			continue
		}
		it.way = cmp.Or(it.way, way)
		if it.value == "" {
			if it.apart || i == len(items)-1 && !it.closed {
				n.pending = &it
			}
			continue
		}
		names, _ := hosts(it.value)
		goesOn := i+1 < len(items) && (items[i+1].side == 0 || items[i+1].side == it.side)
		switch {
		case it.side == 0:
		case asks[0] == hostKind, asks[0] == "" && (len(names) > 0 || goesOn):
			n.here, n.section = it.side, false
		case !n.section && it.side&n.here == 0: // the names of both sides are said already
			n.here = 0
		}
		n.apply(it)
	}
}

// leads returns how all ports of a line are encrypted that begins with a word
// about them, 「ポート(SSL) SMTP:465 POP:995」; "" where it does not.
func (it item) leads() string {
	if it.side != 0 || it.asks()[0] != portKind || number.MatchString(it.value) {
		return ""
	}
	return encryptionOf(it.value, false, false)
}
