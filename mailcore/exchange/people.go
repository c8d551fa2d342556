package exchange

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

// A Vocabulary is what people call fields and what they can be, in one
// language.
type Vocabulary struct {
	Head  func(key string) string        // of a field
	Value func(key, value string) string // of a choice, a truth, or a product
}

// WritePeople writes a CSV for people: with the words of v in place of our own
// names, for Excel, without passwords. [ReadPeople] reads it back.
func WritePeople(profiles []mailcore.Profile, v Vocabulary) ([]byte, error) {
	if len(profiles) == 0 {
		return nil, &Error{Code: "empty"}
	}
	return spreadsheet(profiles, v.Head, func(p mailcore.Profile, key string) string { return shielded(v.say(key, p.Text(key))) }), nil
}

// sayable lists what a field can be where people say it in words; none where
// they write what they like.
func sayable(key string) []string {
	switch new(mailcore.Profile).Field(key).(type) {
	case *bool:
		return []string{"true", "false"}
	case *[]mailcore.Product:
		return texts(products.IDs)
	}
	return choices[key]
}

// say is the text of a field in words.
func (v Vocabulary) say(key, text string) string {
	switch {
	case key == "products":
		named := mailcore.SplitList(text)
		for i, id := range named {
			named[i] = v.Value(key, id)
		}
		return strings.Join(named, ", ")
	case slices.Contains(sayable(key), text):
		return v.Value(key, text)
	}
	return text
}

// ReadPeople is [Read], or [Format.Read] of the format with the ID as, and also
// reads a CSV with the words of one of the languages in place of our own names,
// as Excel saves it. What it says of a cell names the column by its word.
func ReadPeople(data []byte, name, as string, languages ...Vocabulary) ([]Draft, Format, error) {
	f, named := Find(as)
	var heads map[string]string
	if !named || f.ID == "csv" {
		csv, _ := Find("csv")
		var err error
		if data, heads, err = fromPeople(data, languages); err != nil {
			return nil, csv, err
		}
	}
	var drafts []Draft
	var err error
	if named {
		drafts, err = f.Read(data)
	} else {
		drafts, f, err = Read(data, name)
	}
	for i := range drafts {
		drafts[i].inWordsOf(heads)
	}
	return drafts, f, err
}

// inWordsOf names the sources of a draft by the heads of its table.
func (d *Draft) inWordsOf(heads map[string]string) {
	for i, s := range d.Seen {
		d.Seen[i].Source.Text = cmp.Or(heads[s.Source.Text], s.Source.Text)
	}
	for i, n := range d.Notes {
		d.Notes[i].Text = cmp.Or(heads[n.Text], n.Text)
	}
}

// fromPeople returns a CSV for people with our own names in place of words, and
// its heads by those names. Anything else comes back as it is.
func fromPeople(data []byte, languages []Vocabulary) ([]byte, map[string]string, error) {
	text, err := decode(data)
	if err != nil {
		return data, nil, nil // which Read says
	}
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	if !strings.ContainsAny(first, ",\t;") {
		return data, nil, nil
	}
	for _, v := range languages {
		if keys, heads := v.columns(text); keys != nil {
			own, err := v.translate(text, keys)
			return own, heads, err
		}
	}
	return data, nil, nil
}

// columns are the fields of a table whose heads are words of v, and its heads
// by their names; nothing for any other text, though its rows may be damaged.
func (v Vocabulary) columns(text string) (keys []string, heads map[string]string) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes = comma(text), true
	row, err := r.Read()
	if err != nil {
		return nil, nil
	}
	keys, known := v.keys(row)
	if known < 2 || !slices.Contains(keys, "outgoing.host") && !slices.Contains(keys, "incoming.host") && !namesServers(keys) {
		return nil, nil
	}
	heads = map[string]string{}
	for i, key := range slices.Backward(keys) {
		heads[strings.ToLower(key)] = strings.TrimSpace(row[i])
	}
	return keys, heads
}

// translate rewrites a table with the fields of its columns; each row stays in
// its line.
func (v Vocabulary) translate(text string, keys []string) ([]byte, error) {
	s, err := readSheet(text)
	if err != nil {
		return nil, err
	}
	meant := map[string]map[string]string{}
	for _, key := range keys {
		meant[key] = v.meant(key)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(keys)
	counted, lines := 0, 0 // bytes, and the ends of lines in them
	for n, row := range s.rows {
		w.Flush()
		for lines += bytes.Count(b.Bytes()[counted:], []byte("\n")); lines < s.lines[n]-1; lines++ {
			b.WriteByte('\n')
		}
		counted = b.Len()
		own := make([]string, len(row))
		for i, cell := range row {
			if own[i] = unshielded(cell); i < len(keys) {
				own[i] = means(meant[keys[i]], keys[i], own[i])
			}
			own[i] = guarded(own[i])
		}
		_ = w.Write(own)
	}
	w.Flush()
	return b.Bytes(), nil
}

// keys finds the fields of heads, and how many there are; what is none stays.
func (v Vocabulary) keys(heads []string) (keys []string, known int) {
	named := map[string]string{}
	for _, key := range columns() {
		named[folded(v.Head(key))] = key
	}
	for _, head := range heads {
		key, ok := named[folded(head)]
		if !ok {
			keys = append(keys, strings.TrimSpace(head))
			continue
		}
		keys = append(keys, key)
		known++
	}
	return keys, known
}

// meant says which value each word of a field stands for.
func (v Vocabulary) meant(key string) map[string]string {
	values := map[string]string{}
	for _, value := range slices.Backward(sayable(key)) { // of two with the same word, the first is meant
		values[folded(v.Value(key, value))] = value
	}
	for _, value := range sayable(key) {
		if _, other := values[folded(value)]; !other && value != "" {
			values[folded(value)] = value
		}
	}
	return values
}

// means is the value of a cell; what is no word stays.
func means(values map[string]string, key, cell string) string {
	if key != "products" {
		if value, ok := values[folded(cell)]; ok {
			return value
		}
		return cell
	}
	return strings.Join(namedIn(values, folded(cell)), ", ")
}

// namedIn returns the values whose words are in a text, in its order, and what
// else is there: a word may have a comma of its own.
func namedIn(values map[string]string, text string) (found []string) {
	all := slices.SortedFunc(maps.Keys(values), func(a, b string) int { return len(b) - len(a) })
	for text != "" {
		i := slices.IndexFunc(all, func(name string) bool { return strings.HasPrefix(text, name) })
		if i >= 0 {
			found, text = append(found, values[all[i]]), text[len(all[i]):]
			continue
		}
		other, rest, _ := strings.Cut(strings.TrimLeft(text, ",、;"), ",")
		if text = strings.TrimLeft(text, ",、;"); slices.ContainsFunc(all, func(name string) bool { return strings.HasPrefix(text, name) }) || text == "" {
			continue
		}
		found, text = append(found, other), rest
	}
	return found
}

func folded(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFKC.String(text))), "")
}

// leadingZero is what Excel takes for a number, and shortens: a telephone
// number, or that of a contract.
func leadingZero(cell string) bool {
	return len(cell) > 1 && cell[0] == '0' && strings.Trim(cell, "0123456789") == ""
}

// shielded is guarded, and keeps a number as it is written.
func shielded(cell string) string {
	if leadingZero(cell) {
		return "'" + cell
	}
	return guarded(cell)
}

func unshielded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && shielded(rest) == cell {
		return rest
	}
	return cell
}
