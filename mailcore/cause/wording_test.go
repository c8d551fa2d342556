package cause

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/mailtest"
)

// An attempt is a failure that some text of testdata tells, and the row of its
// table that takes it.
type attempt struct {
	text   string
	report mailcore.Report
	result mailcore.Result
	row    int
}

// A witness is a text that stands beside a wording of a row.
type witness struct {
	of   string // what the row recognises
	text string
}

// witnesses are those that stand beside the wordings of rows.
func witnesses(rows []wordedRow) (all []witness) {
	for _, row := range rows {
		if row.says != nil {
			all = append(all, row.witnesses()...)
		}
	}
	return all
}

func (row wordedRow) witnesses() (all []witness) {
	of, _, _ := strings.Cut(row.name, " ")
	for _, w := range row.says.wordings {
		for _, text := range w.witnesses() {
			all = append(all, witness{of, text})
		}
	}
	return all
}

// single returns the one wording that matches text, -1 where none or several
// do.
func (s *saying) single(text string) int {
	found := -1
	for i, match := range s.each() {
		if !match.MatchString(text) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// each is the expression of each wording.
func (s *saying) each() []*regexp.Regexp {
	eachMu.Lock()
	defer eachMu.Unlock()
	if eachOf[s] == nil {
		for _, w := range s.wordings {
			eachOf[s] = append(eachOf[s], says(w.pattern).Regexp())
		}
	}
	return eachOf[s]
}

var (
	eachMu sync.Mutex
	eachOf = map[*saying][]*regexp.Regexp{}
)

// A wordedRow is one row of a table, as its wordings are told from others.
type wordedRow struct {
	name string
	says *saying
}

// attested notes which wordings have a witness.
type attested map[string]bool

func (a attested) by(row wordedRow, text string) bool {
	i := row.says.single(text)
	if i >= 0 {
		a[row.name+" "+row.says.wordings[i].pattern] = true
	}
	return i >= 0
}

// check wants a witness of each wording.
func (a attested) check(t *testing.T, rows []wordedRow) {
	t.Helper()
	for _, row := range rows {
		if row.says == nil {
			continue
		}
		for _, w := range row.says.wordings {
			if w.pattern != "" && !a[row.name+" "+w.pattern] {
				t.Errorf("%s: no text that only the wording %s explains: give it one with .as", row.name, w.pattern)
			}
		}
	}
}

// numbered gives rows of the same name a number.
func numbered(names []string) []string {
	seen := map[string]int{}
	for i, name := range names {
		if seen[name]++; seen[name] > 1 {
			names[i] = fmt.Sprintf("%s %d", name, seen[name])
		}
	}
	return names
}

func ruleRows() []wordedRow {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = string(r.code)
	}
	rows := make([]wordedRow, len(rules))
	for i, name := range numbered(names) {
		rows[i] = wordedRow{name, rules[i].says}
	}
	return rows
}

func signRows() []wordedRow {
	all := slices.Concat(signs, numbers, hunches)
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = string(s.fault)
	}
	rows := make([]wordedRow, len(all))
	for i, name := range numbered(names) {
		rows[i] = wordedRow{name, all[i].says}
	}
	return rows
}

func unsaidRows() []wordedRow {
	names := make([]string, len(unsaid))
	for i, u := range unsaid {
		names[i] = string(u.code)
	}
	rows := make([]wordedRow, len(unsaid))
	for i, name := range numbered(names) {
		rows[i] = wordedRow{name, unsaid[i].says}
	}
	return rows
}

// vague names nobody: who says it is found with the words in hand, in the
// sources of programs and in what servers have answered.
var vague = regexp.MustCompile(`(?i)\b(several|various|many|some|any|all|most|other|unknown)\b`)

// mostUnverified may only become smaller.
const mostUnverified = 43

// Each wording names the programs or servers that say it.
func TestWordingsHaveOrigins(t *testing.T) {
	t.Parallel()
	var nobody int
	for _, row := range slices.Concat(ruleRows(), signRows(), unsaidRows()) {
		if row.says == nil {
			continue
		}
		for _, w := range row.says.wordings {
			if w.from == unverified {
				nobody++
			}
			for name := range strings.SplitSeq(w.from, ", ") {
				if name == "" || name != strings.TrimSpace(name) || vague.MatchString(name) {
					t.Errorf("%s: %q is nobody who could say %s", row.name, w.from, w.pattern)
				}
			}
		}
	}
	if nobody > mostUnverified {
		t.Errorf("%d wordings are said by nobody known, %d were: find who says the new ones", nobody, mostUnverified)
	}
}

// Each wording of the rules has a text that it, and only it, explains.
func TestRulesHaveWitnesses(t *testing.T) {
	valuesAlone(t)
	t.Parallel()
	rows, found := ruleRows(), attested{}
	for _, h := range heardInTestdata(t) {
		if row := rows[h.row]; row.says != nil {
			found.by(row, words(h.result))
		}
	}
	for _, w := range witnesses(rows) {
		w.attestRule(rows, found)
	}
	found.check(t, rows)
}

// attestRule notes which wordings of the rules the witness is of.
func (w witness) attestRule(rows []wordedRow, found attested) {
	for _, h := range w.attempts() {
		if row := rows[h.row]; row.says != nil {
			found.by(row, words(h.result))
		}
	}
}

// Each wording of the signs has a text that it, and only it, explains.
func TestSignsHaveWitnesses(t *testing.T) {
	valuesAlone(t)
	t.Parallel()
	rows, found := signRows(), attested{}
	for _, text := range pastedTexts(t) {
		attestSign(rows, found, text)
	}
	for _, w := range witnesses(rows) {
		attestSign(rows, found, w.text)
	}
	found.check(t, rows)
}

// attestSign notes which wording of the first sign in a text explains it.
func attestSign(rows []wordedRow, found attested, text string) {
	if i := slices.IndexFunc(rows, func(r wordedRow) bool { return r.says.in(text) }); i >= 0 {
		found.by(rows[i], text)
	}
}

// Each wording of what keeps its reason to itself has a text that it, and only
// it, explains.
func TestUnsaidHasWitnesses(t *testing.T) {
	valuesAlone(t)
	t.Parallel()
	rows, found := unsaidRows(), attested{}
	for _, text := range pastedTexts(t) {
		attestUnsaid(rows, found, text)
	}
	for _, w := range witnesses(rows) {
		attestUnsaid(rows, found, w.text)
	}
	found.check(t, rows)
}

func attestUnsaid(rows []wordedRow, found attested, text string) {
	if row, ok := unsaidOf(rows, text); ok {
		found.by(row, text)
	}
}

// Each witness is explained by the wording beside which it stands, and by no
// other of its row.
func TestEachWitnessServes(t *testing.T) {
	valuesAlone(t)
	t.Parallel()
	served := map[string]bool{}
	for _, table := range []struct {
		rows   []wordedRow
		attest func(rows []wordedRow, found attested, w witness)
	}{
		{ruleRows(), func(rows []wordedRow, found attested, w witness) { w.attestRule(rows, found) }},
		{signRows(), func(rows []wordedRow, found attested, w witness) { attestSign(rows, found, w.text) }},
		{unsaidRows(), func(rows []wordedRow, found attested, w witness) { attestUnsaid(rows, found, w.text) }},
	} {
		for _, row := range table.rows {
			row.serve(served, func(w witness, found attested) { table.attest(table.rows, found, w) })
		}
	}
	for beside, ok := range served {
		if !ok {
			t.Errorf("%s: another wording explains it, or none", beside)
		}
	}
}

// serve notes which witnesses of a row attest their own wording.
func (row wordedRow) serve(served map[string]bool, attest func(witness, attested)) {
	if row.says == nil {
		return
	}
	of, _, _ := strings.Cut(row.name, " ")
	for i, w := range row.says.wordings {
		for _, text := range w.witnesses() {
			found := attested{}
			attest(witness{of, text}, found)
			beside := fmt.Sprintf("%q beside %s", text, row.says.wordings[i].pattern)
			served[beside] = served[beside] || found[row.name+" "+row.says.wordings[i].pattern]
		}
	}
}

// unsaidOf returns the row that explains a text, if no rule or sign does.
func unsaidOf(rows []wordedRow, text string) (wordedRow, bool) {
	i := slices.IndexFunc(rows, func(r wordedRow) bool { return r.says.in(text) })
	if i < 0 {
		return wordedRow{}, false
	}
	e := explainText(text)
	return rows[i], e.Finding.Code == unsaid[i].code && e.Step == unsaid[i].step && e.Confidence == Low
}

// pastedTexts are the records of testdata/explain as Explain reads them.
func pastedTexts(t testing.TB) (all []string) {
	for _, file := range pastedFiles {
		for _, p := range readPasted(t, file) {
			text, err := readText([]byte(p.text))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, telling(text))
		}
	}
	return all
}

// heardInTestdata are the failures of testdata/explain and testdata/run, read
// once for all tests.
func heardInTestdata(t testing.TB) []attempt {
	heardOnce.Do(func() { heardAll = readHeard(t) })
	return slices.Clone(heardAll)
}

var (
	heardOnce sync.Once
	heardAll  []attempt
)

func readHeard(t testing.TB) (all []attempt) {
	for _, text := range pastedTexts(t) {
		all = append(all, hearPasted(text))
	}
	for _, file := range conversationFiles(t) {
		all = append(all, hearGolden(t, file)...)
	}
	return all
}

// hearPasted is the failure that [Explain] makes of a text.
func hearPasted(text string) attempt {
	said := readTalk(text)
	r := mailcore.Report{Profile: guessProfile(text)}
	for _, look := range looks {
		if c, ok := look(withoutOwn(text), said); ok {
			c.failure.Side = sideOf(r.Profile, c.failure, text)
			c.failure.Facts = said.facts(c.failure.Facts)
			return hear(text, r, c.failure)
		}
	}
	plain := welcome.ReplaceAllString(text, "")
	return hear(text, r, mailcore.Result{Fault: mailcore.Replied, Reply: plain, Step: cmp.Or(loggedOut(plain), stepIn(plain, ""))})
}

func hear(text string, r mailcore.Report, f mailcore.Result) attempt {
	r.Results = []mailcore.Result{f}
	return attempt{text, r, f, slices.IndexFunc(rules, func(rule rule) bool { return rule.matches(r, f) })}
}

// goldenFailure is the line of a report in testdata/run of a reply that failed.
var goldenFailure = regexp.MustCompile(`(?m)^([a-z-]+) +failed +replied +(\S.*)$`)

func hearGolden(t testing.TB, file string) (all []attempt) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range goldenFailure.FindAllStringSubmatch(string(data), -1) {
		all = append(all, hear(m[2], mailcore.Report{}, mailcore.Result{Step: mailcore.Step(m[1]), Fault: mailcore.Replied, Reply: m[2]}))
	}
	return all
}

// attempts are the failures that a witness may be of: at each step of each row
// with its cause, in the row's own circumstances, as far as that cause wins.
func (w witness) attempts() (all []attempt) {
	for _, rule := range rules {
		if string(rule.code) != w.of || rule.says == nil {
			continue
		}
		steps := rule.steps
		if steps == nil {
			steps = []mailcore.Step{mailcore.RcptTo, mailcore.Queued, mailcore.MailFrom, mailcore.Authorize, mailcore.Greeting, mailcore.EHLO}
		}
		for _, step := range steps {
			f := mailcore.Result{Step: step, Fault: rule.fault, Facts: map[string]string{"method": string(rule.method)}}
			if rule.fact != "" {
				f.Facts[rule.fact] = "yes"
			}
			switch rule.fault {
			case mailcore.Invalid:
				f.Facts["problem"] = w.text
			case mailcore.Untrusted, mailcore.IncompleteChain:
				f.Facts["issuer"] = w.text
			default:
				f.Reply = w.text
			}
			if h := hear(w.text, rule.circumstances(f.Facts), f); rules[h.row].code == rule.code {
				all = append(all, h)
			}
		}
	}
	return all
}

// circumstances are those of a failure that the rule is about, beside the words.
func (rule rule) circumstances(facts map[string]string) mailcore.Report {
	var r mailcore.Report
	if rule.host != nil {
		r.Profile.Outgoing.Host = "smtp.gmail.com"
	}
	if rule.unused {
		delete(facts, "method")
		facts["mechanisms"] = "PLAIN LOGIN"
	}
	return r
}

func conversationFiles(t testing.TB) []string {
	files, err := filepath.Glob("../steps/testdata/run/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	return files
}

// TestShadows holds which rows take texts that later rows would explain too.
// A new row shows in the golden file what shadows it and what it shadows.
func TestShadows(t *testing.T) {
	valuesAlone(t)
	t.Parallel()
	mailtest.Golden(t, filepath.Join("testdata", "shadows.txt"), writeShadows(shadowsIn(t)))
}

// A shadow is an earlier row that takes a text which a later one fits too.
type shadow struct{ earlier, later int }

// shadowsIn gives each shadow one text that it falls on. The rows for whole
// classes are left out: they are there to be shadowed.
func shadowsIn(t testing.TB) map[shadow]string {
	found := map[shadow]string{}
	attempts := heardInTestdata(t)
	for _, w := range witnesses(ruleRows()) {
		attempts = append(attempts, w.attempts()...)
	}
	for _, a := range attempts {
		for later := a.row + 1; later < firstClass; later++ {
			if s := (shadow{a.row, later}); rules[later].says != nil && found[s] == "" && rules[later].matches(a.report, a.result) {
				found[s] = a.text
			}
		}
	}
	return found
}

// firstClass is the row of the first class that no rule knows better.
var firstClass = slices.IndexFunc(rules, func(r rule) bool { return r.says == loginRefusedWords })

func writeShadows(found map[shadow]string) string {
	rows := ruleRows()
	var b strings.Builder
	b.WriteString("# For each row of the rules that looks at words: the earlier rows that take texts\n# from it (<), and the later ones from which it takes texts (>), as far as the\n# texts of testdata show. Written by: go test ./mailcore/cause -run TestShadows -update\n")
	for i, row := range rows[:firstClass] {
		if row.says == nil {
			continue
		}
		fmt.Fprintf(&b, "%s\n", row.name)
		for j, other := range rows {
			if _, ok := found[shadow{j, i}]; ok {
				fmt.Fprintf(&b, "%s < %s\n", row.name, other.name)
			}
		}
		for j, other := range rows {
			if _, ok := found[shadow{i, j}]; ok {
				fmt.Fprintf(&b, "%s > %s\n", row.name, other.name)
			}
		}
	}
	return b.String()
}
