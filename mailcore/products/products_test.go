package products_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
	"todoku/mailcore/products"
)

func TestEveryProductHasItsScreen(t *testing.T) {
	for _, id := range products.IDs {
		if s, ok := products.For(id); !ok || s.ID != id {
			t.Errorf("%s has the screen of %q", id, s.ID)
		}
	}
	if ids, screens := len(products.IDs), len(products.Screens()); ids != screens {
		t.Errorf("%d products have %d screens", ids, screens)
	}
	if len(products.IDs) != len(products.Screens()) {
		t.Errorf("%d products with %d screens: one of them is offered nowhere", len(products.IDs), len(products.Screens()))
	}
	if _, ok := products.For("notes"); ok {
		t.Error("a product that nobody knows has a screen")
	}
}

// values are what the fields of a random profile hold, beside anything at all.
var values = map[string][]string{
	"products": {"", "garoon", "cybozu, vtiger"}, "oauth": {"", "", "google", "microsoft"},
	"outgoing.host":       {"", "smtp.example.jp", "mail_host", "192.0.2.1", "2001:db8::1", "[2001:db8::1]", "日本語.jp", "a;b", "smtp.live.com", "smtp.gmail.com", "ssl://x:1"},
	"outgoing.port":       {"25", "465", "587", "0", "110", "70000", "-1"},
	"outgoing.encryption": {"none", "starttls", "tls"}, "incoming.encryption": {"none", "starttls", "tls"},
	"outgoing.timeout": {"0", "9", "10", "45", "120", "121"}, "incoming.timeout": {"0", "9", "10", "45", "120", "121"},
	"outgoing.size_limit": {"0", "7", "-1", "30"}, "incoming.size_limit": {"0", "7", "-1", "30"},
	"incoming.protocol": {"", "pop3", "imap"}, "outgoing.pop.host": {"", "pop.example.jp", "smtp.example.jp"},
	"notify": {"", "a@example.jp", "a@example.jp, b@example.jp"},
}

func init() {
	for _, m := range mailcore.AuthMethods {
		values["outgoing.auth"] = append(values["outgoing.auth"], string(m))
	}
	for _, m := range mailcore.AllIncomingAuthMethods {
		values["incoming.auth"] = append(values["incoming.auth"], string(m))
	}
}

func random(r *rand.Rand, t *testing.T) mailcore.Profile {
	t.Helper()
	p := mailcore.NewProfile()
	for _, key := range mailcore.FieldKeys() {
		choices := values[key]
		if _, truth := p.Field(key).(*bool); truth {
			choices = []string{"true", "false"}
		}
		if choices == nil {
			choices = []string{p.Text(key), p.Text(key), "12"}
		}
		if err := p.Set(key, choices[r.IntN(len(choices))]); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func eachRow(t *testing.T, visit func(t *testing.T, r *rand.Rand, s products.Screen, row products.Row)) {
	for _, s := range products.Screens() {
		t.Run(string(s.ID), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			for _, row := range s.Rows {
				if row.Read != nil {
					visit(t, r, s, row)
				}
			}
		})
	}
}

func clone(p mailcore.Profile) mailcore.Profile { p, _ = p.With(); return p }

func TestWritingWhatWasReadChangesNothing(t *testing.T) {
	eachRow(t, func(t *testing.T, r *rand.Rand, _ products.Screen, row products.Row) {
		for range 300 {
			p := random(r, t)
			before := clone(p)
			value, _ := row.Read(p)
			if err := row.Write(&p, value); err != nil || !reflect.DeepEqual(p, before) {
				t.Fatalf("%s: wrote %q, error %v, into\n%+v, got\n%+v", row.Key, value, err, before, p)
			}
		}
	})
}

// typed are values that somebody could enter in a row, as the row writes them.
func typed(row products.Row) []string {
	switch {
	case row.Key == "server" && row.Kind == products.Text:
		return []string{"ssl://smtp.example.jp:465", "tls://smtp.example.jp:587", "smtp.example.jp:25", "ssl://[2001:db8::1]:465", "tls://192.0.2.1:2525", ""}
	case row.Kind == products.Check:
		return []string{"true", "false"}
	case row.Kind == products.Number:
		return []string{"25", "2525"}
	case row.Unit != "":
		return append(row.Choices, "77")
	case row.Choices != nil:
		return row.Choices
	case row.Key == "pop-host" || row.Key == "pop-user": // an empty one shows that of sending
		return []string{"pop2.example.jp", "x@example.jp"}
	case row.Key == "from-local":
		return []string{"x", "taro.yamada", ""}
	case row.Key == "from-domain":
		return []string{"example.jp", ""}
	case row.Key == "notify":
		return []string{"x@example.jp", "x@example.jp, y@example.jp", ""}
	}
	return []string{"smtp2.example.jp", "x@example.jp", ""}
}

func secretAt(p mailcore.Profile, field string) string {
	return string(*p.Field(field).(*mailcore.Secret))
}

// emptied: choosing "other" leaves the field open for typing.
func emptied(row products.Row, p mailcore.Profile) bool {
	return row.Key == "type" && p.Outgoing.Host == ""
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	eachRow(t, func(t *testing.T, r *rand.Rand, _ products.Screen, row products.Row) {
		for range 100 {
			for _, value := range typed(row) {
				p := random(r, t)
				before := clone(p)
				err := row.Write(&p, value)
				if row.Locked != nil && row.Locked(before) {
					if old, _ := row.Read(before); value != old && (!errors.Is(err, products.ErrLocked) || !reflect.DeepEqual(p, before)) {
						t.Fatalf("%s is locked: error %v", row.Key, err)
					}
					continue
				}
				got, _ := row.Read(p)
				want := value
				if row.Kind == products.Password {
					got, want = secretAt(p, row.Field), value
					if value == "" {
						want = secretAt(before, row.Field)
					}
				}
				if err != nil || got != want && !emptied(row, p) {
					t.Fatalf("%s: wrote %q, read %q, error %v", row.Key, value, got, err)
				}
			}
		}
	})
}

// What a row cannot say has an obstacle that says why, and its fixes are the
// way out.
func TestWhatCannotBeSaidIsExplained(t *testing.T) {
	eachRow(t, func(t *testing.T, r *rand.Rand, s products.Screen, row products.Row) {
		for range 300 {
			p := random(r, t)
			value, ok := row.Read(p)
			explained := slices.ContainsFunc(s.Obstacles(p), func(o products.Obstacle) bool {
				return o.Row == row.Key && (o.Severity == mailcore.Error || strings.HasSuffix(o.Code, "-open"))
			})
			shown := row.Shown == nil || row.Shown(p)
			if shown && ok == explained || shown && ok && row.Choices != nil && row.Unit == "" && !slices.Contains(row.Choices, value) {
				t.Fatalf("%s reads %q, %t, an obstacle says why: %t, of\n%+v", row.Key, value, ok, explained, p)
			}
		}
	})
}

func TestFixesAreTheWayOut(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, s := range products.Screens() {
		for range 500 {
			p := random(r, t)
			for _, o := range s.Obstacles(p) {
				q, err := p.With(o.Fixes...)
				if err != nil {
					t.Fatal(err)
				}
				still := slices.ContainsFunc(s.Obstacles(q), func(left products.Obstacle) bool { return left.Code == o.Code && left.Row == o.Row })
				if still == (len(o.Fixes) > 0) {
					t.Fatalf("%s: %s with the fixes %v is still there: %t", s.ID, o.Code, o.Fixes, still)
				}
			}
		}
	}
}

// Rows and buttons have keys of their own, and rows point at fields that are.
func TestKeys(t *testing.T) {
	for _, s := range products.Screens() {
		seen := map[string]bool{"path": true, "caution": true, "button": true}
		for _, row := range s.Rows {
			if seen[row.Key] {
				t.Errorf("%s has %s twice", s.ID, row.Key)
			}
			seen[row.Key] = true
			p := mailcore.NewProfile()
			for _, field := range append(slices.Clone(row.Also), row.Field) {
				if field != "" && p.Field(field) == nil {
					t.Errorf("%s %s: no field %s", s.ID, row.Key, field)
				}
			}
		}
		for _, o := range s.Obstacles(mailcore.Profile{}) {
			if o.Row != "" && !seen[o.Row] {
				t.Errorf("%s: %s is at row %s, which is not there", s.ID, o.Code, o.Row)
			}
		}
	}
}
