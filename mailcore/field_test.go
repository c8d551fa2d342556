package mailcore

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"testing"
)

// notFields are what a profile holds and nobody edits.
var notFields = map[string]bool{"ID": true, "Preset": true, "Practice": true, "Verified": true}

func leaves(t reflect.Type) (n int) {
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case notFields[f.Name]:
		case f.Type.Kind() == reflect.Struct:
			n += leaves(f.Type)
		default:
			n++
		}
	}
	return n
}

func TestFieldsAreAllOfTheProfile(t *testing.T) {
	seen := map[any]string{}
	p := NewProfile()
	for _, key := range FieldKeys() {
		at := p.Field(key)
		if other, again := seen[at]; again {
			t.Errorf("%s is %s again", key, other)
		}
		seen[at] = key
	}
	if want := leaves(reflect.TypeFor[Profile]()); len(seen) != want {
		t.Errorf("%d fields, the profile has %d", len(seen), want)
	}
}

func TestFieldTextIsWhatSetReads(t *testing.T) {
	p := NewProfile()
	p.Name, p.From, p.Notify = "総務 メール", "soumu@example.jp", []string{"a@example.jp", "b@example.jp"}
	p.Products = []Product{"garoon", "vtiger"}
	p.Outgoing.Host, p.Outgoing.Plaintext, p.Outgoing.PopBefore.Use = "smtp.example.jp", true, true
	p.Incoming.Protocol, p.Incoming.Auth = IMAP, LOGIN
	var q Profile
	for _, key := range FieldKeys() {
		if err := q.Set(key, p.Text(key)); err != nil {
			t.Error(err)
		}
	}
	if !reflect.DeepEqual(p, q) {
		t.Errorf("read back:\n%+v\nwant\n%+v", q, p)
	}
}

// TestSetTakesEveryComma: of either keyboard, between addresses.
func TestSetTakesEveryComma(t *testing.T) {
	var p Profile
	if err := p.Set("notify", "a@example.jp、b@example.jp，c@example.jp､d@example.jp; e@example.jp\nf@example.jp"); err != nil || len(p.Notify) != 6 || p.Notify[1] != "b@example.jp" {
		t.Errorf("%q %v", p.Notify, err)
	}
}

func TestSetRefuses(t *testing.T) {
	p := NewProfile()
	before := p
	for key, want := range map[string]error{"outgoing.port": strconv.ErrSyntax, "incoming.delete": strconv.ErrSyntax, "outgoing.colour": ErrNoField} {
		if err := p.Set(key, "blue"); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", key, err, want)
		}
	}
	if !reflect.DeepEqual(p, before) {
		t.Error("a refused value changed the profile")
	}
	if err := p.Set("outgoing.port", " ５８７ "); err != nil || p.Outgoing.Port != 587 {
		t.Errorf("a full-width port gives %d, %v", p.Outgoing.Port, err)
	}
}

func TestWithLeavesTheOriginalAlone(t *testing.T) {
	p := NewProfile()
	p.Notify = []string{"a@example.jp"}
	q, err := p.With(Change{"outgoing.port", "465"}, Change{"notify", "b@example.jp"})
	if err != nil || q.Outgoing.Port != 465 || p.Outgoing.Port != 587 || !slices.Equal(p.Notify, []string{"a@example.jp"}) {
		t.Errorf("%v %d %d %v", err, q.Outgoing.Port, p.Outgoing.Port, p.Notify)
	}
}

func TestTextWithholdsSecrets(t *testing.T) {
	p := NewProfile()
	p.Outgoing.Password = "hunter2"
	if got := p.Text("outgoing.password"); got != "" {
		t.Errorf("a password as text: %q", got)
	}
}

func TestChangesLeadFromOneToTheOther(t *testing.T) {
	p, q := NewProfile(), NewProfile()
	q.Outgoing.Host, q.Outgoing.Port, q.Notify = "smtp.example.jp", 465, []string{"a@example.jp"}
	q.Outgoing.Password = "hunter2"
	got, err := p.With(p.Changes(q)...)
	if err != nil || got.Outgoing.Host != "smtp.example.jp" || got.Outgoing.Port != 465 || got.Outgoing.Password != "" || len(got.Changes(q)) != 0 {
		t.Errorf("%v %+v", err, got)
	}
}

// A field that holds mail addresses is judged by that alone.
func TestEveryAddressIsJudged(t *testing.T) {
	for _, row := range Fields() {
		if row.Holds != Address {
			continue
		}
		p, err := NewProfile().With(Change{row.Key, "taro@@example.jp"})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(Errors(p.Check("")), func(problem Problem) bool { return problem.Field == row.Key }) {
			t.Errorf("a wrong address in %s is not told", row.Key)
		}
	}
}
