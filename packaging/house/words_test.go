package house

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"todoku/mailcore/providers"

	"todoku/assets"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/cause"
	"todoku/mailcore/ends"
	"todoku/mailcore/exchange"
	"todoku/mailcore/oauth"
	"todoku/mailcore/practice"
	"todoku/mailcore/products"
	"todoku/mailcore/roster"
	"todoku/store"
	"todoku/watch"
)

// A family is a set of text keys that are put together when the program runs:
// prefix, one of the values, and one of the endings.
type family struct {
	prefix   string
	values   []string
	endings  []string // each must be there; nil means "" alone
	optional []string // endings that may be there
}

// families derives the keys from the tables that they are about.
func families(s []source) []family {
	places := named(store.SecretStores)
	return []family{
		{prefix: "finding.", values: causes(), endings: []string{".title", ".explanation", ".remedy"}, optional: manners()},
		{prefix: "placeholder.", values: assets.Placeholders("finding.")},
		{prefix: "problem.", values: append(problems(s), values(s, "app", "Code")...)},
		{prefix: "problem.", values: products.Codes()},
		{prefix: "product.", values: screens(), optional: []string{".hint", ".0"}},
		{prefix: "product.", values: named(products.IDs), optional: []string{".alike", ".result.passed", ".result.failed", ".result.outgoing", ".result.incoming", ".result.unknown-host", ".apply"}},
		{prefix: "fault.", values: constants(s, "Fault")},
		{prefix: "step.", values: constants(s, "Step")},
		{prefix: "way.", values: named([]mailcore.State{mailcore.Passed, mailcore.Failed, mailcore.Running})},
		{prefix: "ways.aspect.", values: products.Aspects},
		{prefix: "ways.manner.", values: constants(s, "products.Manner")},
		{prefix: "ways.server.", values: named(products.Servers)},
		{prefix: "ways.fate.", values: constants(s, "products.Fate")},
		{prefix: "state.", values: constants(s, "State")},
		{prefix: "side.", values: constants(s, "Side")},
		{prefix: "scope.", values: constants(s, "Scope"), endings: []string{"", ".hint"}},
		{prefix: "batch.untested.", values: constants(s, "Reason")},
		{prefix: "watch.every.", values: []string{"1", "2", "3", "4", "6", "8", "12", "24"}},
		{prefix: "watch.beat.", values: append([]string{"none"}, store.Weekdays...)},
		{prefix: "watch.servers.", values: []string{"all", "some", "none"}},
		{prefix: "watch.change.", values: named(watch.Kinds)},
		{prefix: "watch.count.", values: named(watch.Kinds)},
		{prefix: "watch.mail.since.", values: named(watch.Lasting)},
		{prefix: "watch.remedy.", values: named(watch.Advised)},
		{prefix: "watch.trouble.", values: named(watch.AllTroubles)},
		{prefix: "watch.remedy.troubles.", values: named(watch.AllTroubles)},
		{prefix: "notice.", values: noticeIDs(), endings: []string{".title", ".text"}},
		{prefix: "enhanced.", values: listed(s, "mailcore/cause", "enhancedWords")},
		{prefix: "confidence.", values: constants(s, "cause.Confidence")},
		{prefix: "severity.", values: constants(s, "Severity")},
		{prefix: "verified.", values: constants(s, "Standing")},
		{prefix: "standing.", values: named(mailcore.Standings)},
		{prefix: "column.", values: columnKeys()},
		{prefix: "ends.", values: named(ends.Kinds)},
		{prefix: "ends.", values: constants(s, "ends.Kind"), endings: []string{}, optional: []string{".title", ".remedy"}},
		{prefix: "edit.mode.", values: []string{"add", "remove", "replace"}},
		{prefix: "edit.why.", values: roster.Whys},
		{prefix: "overview.", values: []string{"test", "export"}, endings: []string{".all", ".some"}},
		{prefix: "value.", values: []string{"true", "false"}},
		{prefix: "sheet.check.", values: []string{"true", "false"}},
		{prefix: "value.", values: fields(true), endings: []string{}, optional: []string{".true", ".false"}},
		{prefix: "auth.", values: constants(s, "AuthMethod")},
		{prefix: "charset.", values: named(mailcore.Charsets)},
		{prefix: "encryption.", values: named(mailcore.Encryptions)},
		{prefix: "protocol.", values: append(constants(s, "Protocol"), "none")},
		{prefix: "field.oauth.", values: given(s, "app", "row"), endings: []string{"", ".hint"}},
		{prefix: "oauth.provider.", values: append(constants(s, "oauth.Provider"), "none")},
		{prefix: "oauth.state.", values: constants(s, "oauth.State")},
		{prefix: "oauth.error.", values: oauth.Kinds()},
		{prefix: "verdict.", values: constants(s, "Verdict")},
		{prefix: "probe.state.", values: constants(s, "ports.State")},
		{prefix: "probe.speaks.", values: constants(s, "ports.Speech")},
		{prefix: "probe.upgrade.", values: constants(s, "ports.Upgrade")},
		{prefix: "probe.answer.", values: constants(s, "ports.Answer")},
		{prefix: "probe.reason.", values: constants(s, "ports.Reason")},
		{prefix: "line.", values: constants(s, "ports.Code"), endings: []string{".title", ".text"}},
		{prefix: "domain.subject.", values: constants(s, "records.Subject")},
		{prefix: "domain.", values: constants(s, "records.Code"), endings: []string{".title", ".text"}},
		{prefix: "exchange.error.", values: exchange.ErrorCodes},
		{prefix: "exchange.note.", values: exchange.NoteCodes},
		{prefix: "exchange.refusal.", values: exchange.RefusalCodes},
		{prefix: "exchange.plan.", values: []string{"new", "replace"}},
		{prefix: "exchange.format.", values: formats()},
		{prefix: "bundle.piece.", values: named([]store.Piece{store.RootsPiece, store.OAuthPiece, store.ProvidersPiece, store.PlacesPiece})},
		{prefix: "past.", values: constants(s, "past.Kind")},
		{prefix: "ledger.place.", values: places},
		{prefix: "section.", values: sections()},
		{prefix: "field.", values: fields(false), optional: []string{".hint", ".help"}},
		{prefix: "field.", values: fields(true), endings: []string{".check"}},
		{prefix: "field.", values: mailcore.FieldKeys()},
		{prefix: "fact.", values: listed(s, "forms", "factOrder")},
		{prefix: "practice.", values: scenarios()},
		{prefix: "discover.source.", values: constants(s, "providers.Source")},
		{prefix: "discover.reason.", values: constants(s, "providers.ReasonCode")},
		{prefix: "provider.hint.", values: named(providers.HintCodes)},
		{prefix: "provider.problem.", values: constants(s, "providers.ProblemCode")},
		{prefix: "compare.group.", values: constants(s, "cause.Group")},
		{prefix: "compare.outcome.", values: cause.OutcomeNames},
		{prefix: "history.period.", values: listed(s, "forms", "runPeriods")},
		{prefix: "preferences.language.", values: append(slices.Clone(assets.Languages), "system")},
		{prefix: "preferences.theme.", values: []string{"system", "light", "dark"}},
		{prefix: "preferences.secrets.", values: places},
		{prefix: "secrets.", values: slices.Concat(places, store.SecretKinds())},
		{prefix: "store.", values: store.FileKinds()},
		{prefix: "secrets.closed.", values: places},
	}
}

func causes() []string {
	var codes []string
	for _, c := range cause.Causes() {
		codes = append(codes, string(c.Code))
	}
	return codes
}

// manners are the endings of words that are narrower than those of a code.
func manners() []string {
	ways := []string{"receiving"}
	for _, c := range cause.Causes() {
		ways = append(ways, cause.Manners(c.Code)...)
	}
	var endings []string
	for _, way := range ways {
		for _, part := range []string{".title.", ".explanation.", ".remedy."} {
			endings = append(endings, part+way)
		}
	}
	return endings
}

func TestEveryTextIsThereAndUsed(t *testing.T) {
	s := sources(t)
	wanted, allowed := map[string]bool{}, map[string]bool{}
	for _, f := range families(s) {
		if len(f.values) == 0 {
			t.Errorf("no values for the texts %s…: has their table moved?", f.prefix)
		}
		f.each(wanted, allowed)
	}
	for _, call := range calls(s) {
		wanted[call] = true
	}
	for key := range wanted {
		for _, lang := range assets.Languages {
			if _, ok := slices.BinarySearch(assets.Keys(lang), key); !ok {
				t.Errorf("%s has no words for %s", lang, key)
			}
		}
	}
	literals := literals(s)
	for _, key := range assets.Keys("ja") {
		if !wanted[key] && !allowed[key] && !literals[key] && !explains(key, wanted) {
			t.Errorf("nobody uses the words for %s", key)
		}
	}
}

func (f family) each(wanted, allowed map[string]bool) {
	if f.endings == nil {
		f.endings = []string{""}
	}
	for _, v := range f.values {
		for _, e := range f.endings {
			wanted[f.prefix+v+e] = true
		}
		for _, e := range f.optional {
			allowed[f.prefix+v+e] = true
		}
	}
}

// explains reports whether key says one value of a fact in words.
func explains(key string, wanted map[string]bool) bool {
	fact, _, ok := strings.Cut(strings.TrimPrefix(key, "fact."), ".")
	return ok && strings.HasPrefix(key, "fact.") && wanted["fact."+fact]
}

// A text key that begins with a constant belongs to a family.
func TestEveryFamilyIsKnown(t *testing.T) {
	s := sources(t)
	var known []string
	for _, f := range families(s) {
		known = append(known, f.prefix)
	}
	each(s, func(path string, n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok || !isText(call) {
			return
		}
		if sum, ok := call.Args[0].(*ast.BinaryExpr); ok {
			if prefix := literal(leftmost(sum)); prefix != "" && !slices.Contains(known, prefix) {
				t.Errorf("%s: the texts %s… are in no family of this test", path, prefix)
			}
		}
	})
}

// each calls visit with every node of the program; tests are no part of it.
func each(all []source, visit func(path string, n ast.Node)) {
	for _, s := range all {
		if s.test {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool { visit(s.path, n); return true })
	}
}

// isText reports whether a call is assets.Text or assets.Has.
func isText(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, ok := f.X.(*ast.Ident)
	return ok && from.Name == "assets" && (f.Sel.Name == "Text" || f.Sel.Name == "Has")
}

func leftmost(e ast.Expr) ast.Expr {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return leftmost(sum.X)
	}
	return e
}

// literal returns the text of a string in the source, or "".
func literal(e ast.Node) string {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		text, _ := strconv.Unquote(lit.Value)
		return text
	}
	return ""
}

func directlyIn(dir, file string) bool { return path.Dir(file) == dir }

func literals(all []source) map[string]bool {
	found := map[string]bool{}
	each(all, func(_ string, n ast.Node) { found[literal(n)] = true })
	return found
}

// calls returns the keys that are given to assets.Text as they are.
func calls(all []source) []string {
	var keys []string
	each(all, func(_ string, n ast.Node) {
		if call, ok := n.(*ast.CallExpr); ok && isText(call) {
			keys = append(keys, literal(call.Args[0]))
		}
	})
	return slices.DeleteFunc(keys, func(key string) bool { return key == "" })
}

// constants returns the values of the constants of a type in mailcore, or in
// a package below it: "State", "oauth.State".
func constants(all []source, name string) []string {
	dir := "mailcore"
	if below, typ, ok := strings.Cut(name, "."); ok {
		dir, name = dir+"/"+below, typ
	}
	var found []string
	each(all, func(file string, n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !directlyIn(dir, file) || len(spec.Values) != 1 {
			return
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == name {
			found = append(found, literal(spec.Values[0]))
		}
	})
	return slices.DeleteFunc(found, func(v string) bool { return v == "" })
}

// values returns what the rows of the tables in dir say under a key.
func values(all []source, dir, key string) []string {
	var found []string
	each(all, func(file string, n ast.Node) {
		pair, ok := n.(*ast.KeyValueExpr)
		if !ok || !directlyIn(dir, file) {
			return
		}
		if name, ok := pair.Key.(*ast.Ident); ok && name.Name == key && literal(pair.Value) != "" {
			found = append(found, literal(pair.Value))
		}
	})
	return found
}

// given returns the strings with which dir calls a function first.
func given(all []source, dir, function string) []string {
	var found []string
	each(all, func(file string, n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok || !directlyIn(dir, file) || len(call.Args) == 0 {
			return
		}
		if name, ok := call.Fun.(*ast.Ident); ok && name.Name == function {
			found = append(found, literal(call.Args[0]))
		}
	})
	return slices.DeleteFunc(found, func(v string) bool { return v == "" })
}

// problems returns the codes of what mailcore finds wrong with settings: what
// is added, and what a variable named code can be.
func problems(all []source) []string {
	var found []string
	add := func(e ast.Expr) {
		if code := literal(e); code != "" {
			found = append(found, code)
		}
	}
	each(all, func(path string, n ast.Node) {
		if !strings.HasPrefix(path, "mailcore/check") && path != "mailcore/product_check.go" {
			return
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "add" && len(n.Args) > 2 {
				add(n.Args[2])
			}
			if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "known" {
				add(n.Args[2])
			}
		case *ast.AssignStmt:
			if name, ok := n.Lhs[0].(*ast.Ident); ok && name.Name == "code" {
				add(n.Rhs[0])
			}
		}
	})
	return found
}

// listed returns the strings of a list that is a variable in dir.
func listed(all []source, dir, name string) []string {
	var found []string
	each(all, func(file string, n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !directlyIn(dir, file) || spec.Names[0].Name != name {
			return
		}
		ast.Inspect(spec, func(n ast.Node) bool { found = append(found, literal(n)); return true })
	})
	return slices.DeleteFunc(found, func(v string) bool { return v == "" })
}

func named[T ~string](list []T) []string {
	var names []string
	for _, v := range list {
		if v != "" {
			names = append(names, string(v))
		}
	}
	return names
}

func sections() []string {
	var keys []string
	for _, s := range forms.Sections {
		if s.Folded { // the others need no title
			keys = append(keys, s.Key)
		}
	}
	return keys
}

// columnKeys returns those of the list of servers.
func columnKeys() (keys []string) {
	for _, c := range roster.Columns {
		keys = append(keys, c.Key)
	}
	return keys
}

// formats returns those of exchange, and the one that store makes.
func formats() []string {
	ids := []string{"bundle", "csv-people"}
	for _, f := range exchange.Formats {
		ids = append(ids, f.ID)
	}
	return ids
}

// fields returns the keys of the form's rows, or only those of its check boxes.
func fields(checks bool) []string {
	var keys []string
	all := []forms.Field{forms.Recipient}
	for _, s := range forms.Sections {
		all = append(all, s.Fields...)
	}
	for _, f := range all {
		if _, check := (&mailcore.Profile{}).Field(f.Key).(*bool); check || !checks {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// screens returns what the screens of the products say.
func screens() []string {
	keys := []string{}
	for _, s := range products.Screens() {
		id := string(s.ID)
		keys = append(keys, id)
		for i := range s.Path {
			keys = append(keys, id+".path."+strconv.Itoa(i+1))
		}
		for i := range s.Caution {
			keys = append(keys, id+".caution."+strconv.Itoa(i+1))
		}
		for _, b := range s.Buttons {
			keys = append(keys, id+".button."+b.Key)
		}
		for _, r := range s.Rows {
			keys = append(keys, rowKeys(id, r)...)
		}
	}
	return keys
}

// rowKeys returns what a row of a screen says; numbers are said by their unit.
func rowKeys(id string, r products.Row) []string {
	if r.Unit != "" {
		return []string{id + "." + r.Key, "unit." + r.Unit}
	}
	keys := []string{id + "." + r.Key}
	for _, choice := range r.Choices {
		keys = append(keys, id+"."+r.Key+"."+choice)
	}
	return keys
}

// scenarios returns those that have words of their own; the others are called
// after their finding.
func scenarios() []string {
	var names []string
	for _, s := range practice.Scenarios {
		if s.Expect == "" || assets.Has("practice."+s.Name) {
			names = append(names, s.Name)
		}
	}
	return names
}

func noticeIDs() (ids []string) {
	notices, err := mailcore.ReadNotices(assets.Notices)
	if err != nil {
		panic(err)
	}
	for _, n := range notices {
		ids = append(ids, n.ID)
	}
	return ids
}
