package exchange

import (
	"cmp"
	"slices"
	"strings"

	"todoku/mailcore"
	"todoku/pattern"
)

var cellBreak = pattern.New(`\s*\t\s*|\s*\|\s*| {2,}`)

// table reads a row of a table whose columns or rows are servers.
func (n *notice) table(line string, number int) bool {
	cells := cellBreak.Split(strings.Trim(line, " |"), 30)
	if len(cells) < 2 {
		n.columns = nil
		return false
	}
	if n.columns == nil {
		n.columns = header(cells)
		return n.columns != nil
	}
	if lead, ok := headCell(cells[0]); ok && len(cells) == 2 && sidesOf(n.columns) > 1 {
		n.common(lead, cells[1], source(line, number))
		return true
	}
	shift := len(cells) - len(n.columns)
	if shift < 0 || shift > 1 {
		n.columns = nil
		return false
	}
	n.row(cells, shift, source(line, number))
	return true
}

// sidesOf counts the columns that are servers.
func sidesOf(columns []label) int {
	return len(slices.DeleteFunc(slices.Clone(columns), func(l label) bool { return l.side == 0 }))
}

// common reads the one value of a row that holds for the servers of all columns.
func (n *notice) common(lead label, value string, at Source) {
	if slices.Contains(lead.kinds, passwordKind) {
		at.Text = lead.text
	}
	for _, column := range n.columns {
		if it := under(column, lead, strings.TrimSpace(value)); column.side != 0 && it.value != "" {
			it.at = at
			n.apply(it)
		}
	}
}

// header returns the labels of the cells when they are the head of a table:
// two sides, or at least three cells that are labels.
func header(cells []string) []label {
	all, pure, sides, ways := make([]label, len(cells)), 0, side(0), 0
	for i, cell := range cells {
		l, ok := headCell(cell)
		if !ok {
			continue
		}
		if i > 0 && l.asks()[0] == protocolKind && len(cells) == 2 {
			return nil
		}
		all[i], pure, sides = l, pure+1, sides|l.side
		if l.way != "" {
			ways++
		}
	}
	two := len(cells) == 2 && pure == 2 && all[0].side != 0 && all[1].side != 0 && all[0].side != all[1].side && all[0].asks()[0] != protocolKind
	several := len(cells) > 2 && pure >= len(cells)-1
	if !two && !several && !(ways > 1 && pure >= len(cells)-1) && !ofPeople(cells, all) {
		return nil
	}
	return all
}

// ofPeople reports whether the head is that of a list of mailboxes, which has
// other columns too: a number, a name, a department.
func ofPeople(cells []string, all []label) bool {
	has := map[kind]bool{}
	for i, l := range all {
		if l.kinds == nil && strings.ContainsAny(cells[i], "@.:0123456789") && !strings.HasPrefix(cells[i], "No") {
			return false
		}
		if l.kinds != nil {
			has[l.asks()[0]] = true
		}
	}
	return len(cells) > 2 && has[addressKind] && (has[userKind] || has[passwordKind])
}

var wayCell = pattern.New(`(?i)^(?:(?:SSL/TLS|TLS/SSL|SSL|TLS|STARTTLS|暗号化)(?:[ /・(](?:SSL|TLS|STARTTLS|暗号化)\)?)*(?:方式|通信|接続)?(?:あり|なし|有り?|無し?|を?利用(?:時|する|しない)?|を?使用(?:時|する|しない)?|未使用|不使用|しない|する|対応|非対応|使用なし|使用あり|利用なし|利用あり)?|平文|非暗号化|非SSL|通常|標準|plain(?: ?text)?|none)(?:の?(?:場合|とき|時))?の?(?:ポート(?:番号)?|接続)?$`)

// headCell reads a cell as a label. A way to encrypt is the label of a port.
func headCell(cell string) (label, bool) {
	cell = strings.TrimSpace(cell)
	if wayCell.MatchString(cell) && len(cell) < 60 && cell != "暗号化" && cell != "暗号化方式" && cell != "暗号化接続" && cell != "暗号化通信" {
		return label{text: cell, kinds: []kind{portKind}, way: wayOf(cell)}, true
	}
	if m := inBrackets.FindStringSubmatch(cell); m != nil && wayCell.MatchString(m[2]) {
		if l, ok := headCell(m[1]); ok && l.asks()[0] == portKind {
			l.way = wayOf(m[2])
			return l, true
		}
	}
	found := labels(cell + "\t") // as if its value came next
	if len(found) == 1 && len(found[0].text)+4 >= len(cell) && found[0].end > len(cell) {
		found[0].apart = false
		return found[0], true
	}
	return label{}, false
}

var inBrackets = pattern.New(`^(.+?)\s*\(([^()]+)\)$`)

func wayOf(text string) string {
	if wordsPlain.MatchString(text) {
		return string(mailcore.NoEncryption)
	}
	return cmp.Or(encryptionOf(bothTLS.ReplaceAllString(text, "TLS"), true, true), "ssl")
}

var wordsPlain = pattern.New(`(?i)通常|標準|平文|非暗号|非SSL|plain`)

// row reads the cells under the columns; the first cell is a label too.
func (n *notice) row(cells []string, shift int, at Source) {
	lead, led := headCell(cells[0])
	if found := labels(cells[0]); !led && len(found) > 0 {
		lead, led = found[0], true
	}
	from := 1
	if !led && shift == 0 && (n.columns[0].kinds != nil) {
		from = 0
	}
	secret := slices.ContainsFunc(n.columns, func(l label) bool { return slices.Contains(l.kinds, passwordKind) })
	if slices.Contains(lead.kinds, passwordKind) {
		at.Text = cells[0]
	}
	read := func() {
		for i := from; i < len(cells); i++ {
			if n.plainHost(i-shift, lead) || !led && n.columns[i-shift].kinds == nil {
				continue
			}
			if it := under(n.columns[i-shift], lead, strings.TrimSpace(cells[i])); it.value != "" {
				if it.at = at; secret {
					it.at.Text = n.columns[i-shift].text
				}
				n.apply(it)
			}
		}
	}
	if !n.ofAccounts() || lead.side != 0 || led && from == 1 && shift == 0 {
		read()
		return
	}
	b := newBook()
	n.alone(b, read)
	n.accounts = append(n.accounts, b)
}

// plainHost reports whether a column has the hosts for connections in the
// clear, beside those for encrypted ones.
func (n *notice) plainHost(i int, lead label) bool {
	return lead.asks()[0] == hostKind && n.columns[i].way == string(mailcore.NoEncryption) && slices.ContainsFunc(n.columns, func(l label) bool {
		return l.way != "" && l.way != string(mailcore.NoEncryption)
	})
}

// under is the item of a cell. A column that asks for something is asked for
// that, unless it is but the name of a server and the row asks.
func under(column, lead label, value string) item {
	it := item{label: column, value: value}
	it.apart = true
	it.side |= lead.side
	it.way = cmp.Or(column.way, lead.way)
	if names, _ := hosts(value); column.way != "" && lead.asks()[0] == hostKind && len(names) > 0 {
		it.kinds, it.way = lead.kinds, ""
		return it
	}
	if it.way != "" && len(waysOf(value, true)) == 0 {
		it.kinds, it.generic, it.way = []kind{encryptionKind}, true, ""
		return it
	}
	if asks := column.asks()[0]; lead.asks()[0] != "" && (asks == "" || asks == hostKind && lead.asks()[0] != hostKind) {
		it.kinds, it.generic = lead.kinds, lead.generic
	}
	return it
}

// ofAccounts reports whether the rows of the table are accounts.
func (n *notice) ofAccounts() bool {
	return slices.ContainsFunc(n.columns, func(l label) bool {
		k := l.asks()[0]
		return k == addressKind || k == userKind
	})
}

// sideBySide reads a table in which each account has a column: a row of
// addresses or account names says so.
func (n *notice) sideBySide(rows []row) bool {
	var cells [][]string
	several := 0
	for _, r := range rows {
		parts := cellBreak.Split(strings.Trim(r.line, " |"), 30)
		cells = append(cells, parts)
		if len(parts) < 3 {
			continue
		}
		if l, ok := headCell(parts[0]); ok && (l.asks()[0] == addressKind || l.asks()[0] == userKind) && distinct(parts[1:]) {
			several = max(several, len(parts)-1)
		}
	}
	if several == 0 {
		return false
	}
	books := make([]*book, several)
	for i := range books {
		books[i] = newBook()
	}
	for i, r := range rows {
		l, ok := headCell(cells[i][0])
		if !ok || len(cells[i]) == 1 {
			n.line(r.line, r.number)
			continue
		}
		at := source(r.line, r.number)
		if slices.Contains(l.kinds, passwordKind) {
			at.Text = l.text
		}
		for j, b := range books {
			if it := under(l, label{}, strings.TrimSpace(cells[i][min(j+1, len(cells[i])-1)])); it.value != "" {
				it.at = at
				n.alone(b, func() { n.apply(it) })
			}
		}
	}
	n.accounts = append(n.accounts, books...)
	return true
}

// distinct reports whether all cells are addresses or account names, and not
// the same.
func distinct(cells []string) bool {
	seen := map[string]bool{}
	for _, cell := range cells {
		value := token(cell)
		if value == "" || seen[value] || standIn.MatchString(value) || standInToken.MatchString(value) || mailcore.IsAddress(value) {
			return false
		}
		if _, ok := headCell(cell); ok {
			return false
		}
		seen[value] = true
	}
	return true
}
