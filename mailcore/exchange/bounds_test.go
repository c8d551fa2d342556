package exchange

import (
	"slices"
	"strings"
	"testing"
)

// What an imported file says and no setting can have becomes a note, and the
// setting stays as it was.
func TestImportedValuesHaveBounds(t *testing.T) {
	for _, tt := range []struct{ key, good, bad string }{
		{"outgoing.port", "1", "0"},
		{"outgoing.port", "65535", "65536"},
		{"incoming.port", "995", "-1"},
		{"outgoing.pop.port", "110", "0"},
		{"outgoing.host", strings.Repeat("h", maxValue), strings.Repeat("h", maxValue+1)},
		{"from_name", strings.Repeat("n", maxValue), strings.Repeat("n", maxValue+1)},
		{"outgoing.password", strings.Repeat("p", maxValue), strings.Repeat("p", maxValue+1)},
		{"outgoing.encryption", "tls", "rot13"},
	} {
		var d Draft
		d.put(tt.key, tt.good, Source{})
		if len(d.Notes) > 0 || len(d.Seen) != 1 {
			t.Errorf("%s: %.20q gives the notes %v", tt.key, tt.good, d.Notes)
		}
		before := d.Profile
		d.put(tt.key, tt.bad, Source{})
		noted := slices.ContainsFunc(d.Notes, func(n Note) bool { return n.Code == "bad-value" && n.Field == tt.key })
		if !noted || d.Profile.Hash() != before.Hash() || !d.Profile.SameSecrets(before) || d.Profile.FromName != before.FromName {
			t.Errorf("%s: %.20q is taken, with the notes %v", tt.key, tt.bad, d.Notes)
		}
	}
}
