package exchange

import (
	"strings"

	"golang.org/x/net/publicsuffix"

	"todoku/pattern"
)

// A text gives examples of what one may have to enter: they are nobody's
// settings.
const (
	exampleJa   = `(?:(?:記入|入力|記載|設定|表示|登録|作成)?例|(?:入力|記入)?サンプル|見本)`
	exampleEn   = `(?i:sample|example|e\.g\.?|ex\.)`
	exampleWord = `(?:` + exampleJa + `|` + exampleEn + `)`
)

var (
	exampleWhole   = pattern.New(`\(\s*` + exampleWord + `\s*\)|<` + exampleWord + `>`)
	exampleBracket = pattern.New(`\(\s*` + exampleWord + `[:)】、 ・=]?[^()]*\)?`)
	exampleRest    = pattern.New(`(?:(?:(?:^|[^事条慣通比凡特恒実])` + exampleJa + `|(?:^|[^\w.@-])` + exampleEn + `)\s*[:)】」=→]|(?:^|\s)` + exampleWord + `\s+\S).*$`)
	exampleClause  = pattern.New(`(?:(?:^|[^一])例えば|たとえば|(?i:for example|for instance|such as)).*?(?:。|$)`)
	supposition    = pattern.New(`[^。\t|]*(?:@|[A-Za-z0-9-]\.)[A-Za-z0-9.-]+[」』"']?\s*(?:の(?:場合|人|方|とき|時)(?:は|に|で|、|なら|$)|(?:なら|であれば|だとすると|だったら)).*?(?:。|$)`)
	exampleHeading = pattern.New(`^[\s・*■□●○◆◇▼▽★☆◎#【\[<〔(=-]*` + exampleWord + `(?:です|は?次のとおり(?:です)?)?[\s】\]>〕):=-]*$`)
	exampleCell    = pattern.New(`^(?:の)?(?:記入|入力|記載|設定|表示)?(?:例|サンプル)$|^(?i:example|sample)$|^(?:変更|移行)前|^旧(?:設定|サーバー?|環境)?$`)
	beforeCell     = pattern.New(`^(?:現在|現行|今まで|これまで|従来)(?:の.{1,12})?$`) // where another is of what follows
	afterCell      = pattern.New(`^(?:変更|移行|切替|切り替え)後|^(?:新しい|新|今後)(?:の.{1,12}|設定|サーバー?|環境)?$`)
	comment        = pattern.New(`^\s*(?://|/\*|;|<!--|#(?:[^#\d\s■【]|\s*[\x21-\x7e]|[^:]*[:=]\s*\S))`)
)

// withoutExamples returns what a line says besides its examples, and whether
// there were any.
func withoutExamples(line string) (string, bool) {
	if exampleWhole.MatchString(line) {
		if m := exampleWhole.FindStringIndex(line); len(labels(line[:m[0]])) > 0 || len(labels(line)) == 0 {
			return firstLabel(line), true
		}
	}
	rest := line
	for _, e := range []*pattern.Pattern{exampleBracket, exampleClause, exampleRest, supposition} {
		rest = e.ReplaceAllString(rest, " ")
	}
	return rest, rest != line
}

// firstLabel is the line without its value.
func firstLabel(line string) string {
	if all := labels(line); len(all) > 0 {
		return all[0].text
	}
	return ""
}

// exampleColumns drops the cells under a head that calls them examples.
func (n *notice) exampleColumns(line string) string {
	cells := cellBreak.Split(line, 30)
	if len(cells) < 2 {
		n.examples = nil
		return line
	}
	if n.examples == nil {
		n.examples = make([]bool, len(cells))
		for i, cell := range cells {
			n.examples[i] = exampleCell.MatchString(strings.TrimSpace(cell))
		}
	}
	shift := 0
	if len(cells) == len(n.examples)+1 { // the head has nothing above the labels
		shift = 1
	}
	var kept []string
	for i, cell := range cells {
		if i -= shift; i < 0 || i >= len(n.examples) || !n.examples[i] {
			kept = append(kept, cell)
		}
	}
	if len(kept) == len(cells) {
		return line
	}
	return strings.Join(kept, "\t")
}

// Names that stand for the reader's own.
var (
	standIn      = pattern.New(`(?i)^(?:your?[a-z._-]*|name|user(?:[_-]?name)?|someone|account|x{2,}|[*]+)@(?:your[a-z-]*|my-?[a-z]*|domain|company|example|sample|x{2,})[a-z0-9-]*\.|@(?:your-?[a-z-]*|my-?domain|domain|x{2,}|xxx[a-z.-]*)\.|@(?:example\.(?:com|net|org)|(?:sample|domain)\.(?:com|net|org|jp|(?:co|ne|or|ac|go|gr)\.jp))$`)
	standInHost  = pattern.New(`(?i)^(?:[a-z0-9-]+\.)?(?:example\.(?:com|net|org)|(?:your-?[a-z-]*|my-?domain|domain|xxx+|sample|hogehoge|company)\.(?:com|net|org|jp|(?:co|ne|or|ac|go|gr)\.jp))$|\bx{3,}\.|\byour-?[a-z]*\.`)
	standInToken = pattern.New(`(?i)^(?:your[-_ ]?[a-z_-]*|<.*>|\{.*\}|\[.*\]|user[-_ ]?name|x+|[*•●○]+)$`)
)

// localNames are ends of names that the public list does not have and an
// office does: of RFC 2606, 6762 (appendix G), 8375, and what routers give.
var localNames = map[string]bool{
	"local": true, "lan": true, "localdomain": true, "internal": true, "intranet": true, "intra": true, "home": true, "corp": true, "private": true,
	"test": true, "example": true, "invalid": true, "office": true,
}

// fileEnds are suffixes of the public list with which names of files end.
var fileEnds = map[string]bool{"sh": true, "py": true, "pl": true, "rs": true, "md": true, "zip": true, "mov": true, "cc": true, "ps": true, "so": true, "am": true, "in": true, "la": true}

// publicName reports whether a host can be found from elsewhere, or has the
// form of a name in an office: not "docker.sock".
func publicName(host string) bool {
	suffix, listed := publicsuffix.PublicSuffix(host)
	last := host[strings.LastIndex(host, ".")+1:]
	switch {
	case host == suffix:
		return false
	case fileEnds[last] && strings.Count(host, ".") == 1:
		return false
	}
	return listed || strings.Contains(suffix, ".") || localNames[last]
}
