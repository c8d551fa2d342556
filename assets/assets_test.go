package assets

import (
	"slices"
	"testing"
)

func TestText(t *testing.T) {
	SetLanguage("ja")
	t.Cleanup(func() { SetLanguage("") })
	for _, test := range []struct {
		key  string
		args []any
		want string
	}{
		{"encryption.none", nil, "使用しない"},
		{"no.such.key", []any{"host", "x"}, "no.such.key"},
		{"problem.port-encryption", []any{"port", 465, "encryption", "tls"}, "ポート 465 では、通常「SSL/TLS」を使います。"},
	} {
		if got := Text(test.key, test.args...); got != test.want {
			t.Errorf("Text(%q, %v) = %q, want %q", test.key, test.args, got, test.want)
		}
	}
}

func TestHas(t *testing.T) {
	if !Has("encryption.none") || Has("no.such.key") {
		t.Errorf("Has: %v for a key, %v for none", Has("encryption.none"), Has("no.such.key"))
	}
}

func TestFill(t *testing.T) {
	words := func(key string) (string, bool) {
		return "None", key == "encryption.none"
	}
	for _, test := range []struct {
		name, text, want string
		args             []any
	}{
		{"twice", "{a} and {a}", "1 and 1", []any{"a", 1}},
		{"value is not filled again", "{a}{b}", "{b}2", []any{"a", "{b}", "b", 2}},
		{"missing in one line", "to {host}", "to {host}", nil},
		{"name without value", "to {host}", "to {host}", []any{"host"}},
		{"empty in one line", "to {host}", "to ", []any{"host", ""}},
		{"missing among lines", "It failed.\nThe host is {host}.\nSorry.", "It failed.\nSorry.", nil},
		{"empty among lines", "It failed.\nThe host is {host}.", "It failed.", []any{"host", ""}},
		{"known among lines", "It failed.\nThe host is {host}.", "It failed.\nThe host is mx.", []any{"host", "mx"}},
		{"value with words of its own", "{encryption}", "None", []any{"encryption", "none"}},
		{"value of another name", "{host}", "none", []any{"host", "none"}},
		{"no placeholder", "{} {Not one}", "{} {Not one}", []any{"Not one", "x"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := fill(test.text, test.args, words); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestKeysAreSorted(t *testing.T) {
	keys := Keys("ja")
	if len(keys) != len(catalogOf(t)["ja"]) || !slices.IsSorted(keys) {
		t.Errorf("got %d keys, sorted %v; want all %d in order", len(keys), slices.IsSorted(keys), len(catalogOf(t)["ja"]))
	}
	if keys := Keys("tlh"); keys != nil {
		t.Errorf("Keys of an unknown language: %q, want none", keys)
	}
}
