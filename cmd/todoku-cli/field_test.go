package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"todoku/assets"
	"todoku/assets/papers"
	"todoku/forms"
	"todoku/mailcore"
	"todoku/mailcore/products"
)

// everything is a profile all of whose parts are in use, so that every field
// means something.
func everything() mailcore.Profile {
	p := mailcore.NewProfile()
	p.Outgoing.PopBefore.Use, p.Incoming.Delete, p.Incoming.Protocol = true, true, mailcore.POP3
	return p
}

// distinct gives a field another value than it has.
func distinct(t *testing.T, p mailcore.Profile, key string) mailcore.Profile {
	t.Helper()
	switch at := p.Field(key).(type) {
	case *int:
		*at = 77
	case *bool:
		*at = !*at
	case *string:
		*at = "qzxv-1.qzxv.example"
	case *[]string:
		*at = []string{"qzxv@qzxv.example"}
	case *mailcore.Secret:
		*at = "qzxv-secret"
	case *[]mailcore.Product:
		*at = []mailcore.Product{products.Vtiger}
	case *mailcore.Encryption:
		*at = other(mailcore.Encryptions, *at)
	case *mailcore.AuthMethod:
		*at = other([]mailcore.AuthMethod{mailcore.AutoAuth, mailcore.APOP}, *at)
	case *mailcore.Protocol:
		*at = other([]mailcore.Protocol{mailcore.POP3, mailcore.IMAP}, *at)
	case *mailcore.Provider:
		*at = other([]mailcore.Provider{"", mailcore.Google}, *at)
	case *mailcore.Charset:
		*at = other(mailcore.Charsets, *at)
	default:
		t.Fatalf("%s is a %T, for which this test knows no other value", key, at)
	}
	return p
}

func other[T comparable](all []T, than T) T {
	return all[slices.IndexFunc(all, func(v T) bool { return v != than })]
}

// A duty is what is owed to every field of a setting, and which fields are let
// off, with the reason.
type duty struct {
	what string
	done func(t *testing.T, key string) bool
	off  map[string]string
}

const (
	ours      = "our own name for it, or a list for people"
	byWindow  = "signing in needs the window"
	derived   = "follows from the accounts that are given"
	noPurpose = "there is nothing to test where the product itself sends"
	secret    = "a password is never shown"
)

var duties = []duty{
	{"is in a form", inAForm, map[string]string{"outgoing.built_in": "only a product's screen has it (CY-05)"}},
	{"is printed by show", inShow, map[string]string{"outgoing.password": secret, "outgoing.pop.password": secret, "incoming.password": secret}},
	{"has a flag", hasFlag, map[string]string{
		"code": ours, "name": ours, "notify": ours, "from_name": ours,
		"office.person": ours, "office.department": ours, "office.tags": ours, "office.supplier": ours, "office.contract": ours, "office.phone": ours, "office.memo": ours,
		"oauth": byWindow, "outgoing.same_account": derived, "outgoing.built_in": noPurpose,
	}},
	{"counts in a proof", countsInHash, map[string]string{
		"code": ours, "name": ours, "products": ours, "notify": ours,
		"test_to": "whom the test mail went to", "wait": "how long we looked for it",
		"office.person": ours, "office.department": ours, "office.tags": ours, "office.supplier": ours, "office.contract": ours, "office.phone": ours, "office.memo": ours,
		"outgoing.password": "a digest of it could be guessed from", "outgoing.pop.password": "a digest of it could be guessed from", "incoming.password": "a digest of it could be guessed from",
	}},
	{"is hidden in a report for strangers, or harmless", hidden, nil},
	{"is used by a test or by a product", used, map[string]string{
		"office.person": ours, "office.department": ours, "office.tags": ours, "office.supplier": ours, "office.contract": ours, "office.phone": ours, "office.memo": ours,
	}},
	{"is named in the Japanese manual", inTheManual, nil},
}

// Whoever adds a setting is told here what it still lacks.
func TestEveryFieldHasWhatIsOwedToIt(t *testing.T) {
	for _, d := range duties {
		for _, key := range mailcore.FieldKeys() {
			reason, off := d.off[key]
			if done := d.done(t, key); done == off {
				t.Errorf("%q %s: %v; let off for: %q", key, d.what, done, reason)
			}
		}
	}
}

func inAForm(_ *testing.T, key string) bool {
	return key == forms.Recipient.Key || slices.ContainsFunc(forms.Sections, func(s forms.Section) bool {
		return slices.ContainsFunc(s.Fields, func(f forms.Field) bool { return f.Key == key })
	})
}

func inShow(_ *testing.T, key string) bool {
	return slices.ContainsFunc(fields(everything()), func(row []string) bool { return row[0] == key })
}

func inTheManual(t *testing.T, key string) bool {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "settings.md"))
	if err != nil {
		t.Fatal(err)
	}
	assets.SetLanguage("ja")
	return bytes.Contains(text, []byte(assets.Text("field."+key)))
}

func hasFlag(_ *testing.T, key string) bool { return flags()[key] != "" }

func countsInHash(t *testing.T, key string) bool {
	p := everything()
	return distinct(t, p, key).Hash() != p.Hash()
}

func hidden(t *testing.T, key string) bool {
	p := distinct(t, everything(), key)
	r := mailcore.Report{ID: "x", Profile: p, Scope: mailcore.LoginScope, Results: []mailcore.Result{{Side: mailcore.OutgoingSide, Step: mailcore.EHLO, State: mailcore.Passed, Reply: "250 " + p.Text(key)}}}
	for _, format := range []papers.Format{papers.Text, papers.JSON, papers.HTML, papers.Markdown} {
		if bytes.Contains(papers.Inquiry{Report: r, Hide: true, Now: time.Unix(0, 0)}.As(format), []byte("qzxv")) {
			return false
		}
	}
	return true
}

// used looks for the field in the source of the run, and for its value in what
// the products' screens say.
func used(t *testing.T, key string) bool {
	p := everything()
	q := distinct(t, p, key)
	for _, s := range products.Screens() {
		for _, row := range s.Rows {
			if row.Read == nil {
				continue
			}
			a, _ := row.Read(p)
			if b, _ := row.Read(q); a != b {
				return true
			}
		}
	}
	name := nameOf(&p, p.Field(key))
	return slices.ContainsFunc(sourcesOfRun, func(dir string) bool { return selects(t, dir)[name] })
}

// sourcesOfRun are where a test is planned, run and judged.
var sourcesOfRun = []string{"../../mailcore", "../../mailcore/steps", "../../mailcore/cause", "../../mailcore/products"}

// nameOf returns the Go name of the field that at points to.
func nameOf(p *mailcore.Profile, at any) string {
	var find func(v reflect.Value) string
	find = func(v reflect.Value) string {
		for i := range v.NumField() {
			f := v.Field(i)
			if f.Addr().Interface() == at {
				return v.Type().Field(i).Name
			}
			if f.Kind() == reflect.Struct {
				if name := find(f); name != "" {
					return name
				}
			}
		}
		return ""
	}
	return find(reflect.ValueOf(p).Elem())
}

// declaring are the files in which every field stands anyway.
var declaring = []string{"field.go", "profile.go", "check.go", "standing.go"}

// selects returns the names that the sources in a folder select: x.Name.
func selects(t *testing.T, dir string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	files, _ := filepath.Glob(dir + "/*.go")
	for _, path := range files {
		if name := filepath.Base(path); strings.HasSuffix(name, "_test.go") || slices.Contains(declaring, name) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				names[s.Sel.Name] = true
			}
			return true
		})
	}
	return names
}
