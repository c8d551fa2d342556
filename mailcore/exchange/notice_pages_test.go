package exchange

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"todoku/mailcore"
)

// A part is a text of a file that holds several, behind a line "-- name --".
type part struct{ name, text string }

func parts(t *testing.T, path string) []part {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []part
	for line := range strings.Lines(string(data)) {
		name, begins := strings.CutPrefix(strings.TrimSpace(line), "-- ")
		if name, ok := strings.CutSuffix(name, " --"); begins && ok {
			all = append(all, part{name: name})
		} else if len(all) > 0 {
			all[len(all)-1].text += line
		}
	}
	return all
}

// stated takes what a page states off its head.
func stated(text string) (servers []map[string]string, page string) {
	servers = []map[string]string{{}}
	for {
		line, rest, _ := strings.Cut(text, "\n")
		said, ok := strings.CutPrefix(line, "> ")
		if !ok {
			return servers, text
		}
		text = rest
		if said == "server" {
			servers = append(servers, map[string]string{})
			continue
		}
		field, value, _ := strings.Cut(said, " ")
		servers[len(servers)-1][field] = value
	}
}

// pasted adds to the pages what becomes of their tables elsewhere: cells between
// bars, and between wide spaces.
func pasted(pages []part) []part {
	for _, p := range slices.Clone(pages) {
		if !strings.Contains(p.text, "\t") {
			continue
		}
		bars := p
		bars.name += " with bars"
		bars.text = strings.ReplaceAll(p.text, "\t", " | ")
		wide := p
		wide.name += " with spaces"
		wide.text = strings.ReplaceAll(p.text, "\t", "　　")
		pages = append(pages, bars, wide)
	}
	return pages
}

// concluded are fields that follow from others: they are marked as such, and
// no page states them.
var concluded = []string{"outgoing.same_account"}

// byPort reports whether an encryption follows from a port that is for nothing
// else.
func byPort(d Draft, s Seen) bool {
	side, name, _ := strings.Cut(s.Field, ".")
	return name == "encryption" && s.Value == string(mailcore.TLS) && slices.Contains([]string{"465", "993", "995"}, readValue(d, side+".port"))
}

// Of what pages state at least 95 of 100 fields are read, and nothing is
// invented.
func TestPages(t *testing.T) {
	read, all := 0, 0
	for _, p := range pasted(parts(t, "testdata/pages.txt")) {
		want, page := stated(p.text)
		drafts, f, err := Read([]byte(page), "")
		if f.ID != "notice" || err != nil {
			t.Errorf("%s: read as %q, %v", p.name, f.ID, err)
		}
		if len(drafts) != len(want) {
			t.Errorf("%s: %d servers, want %d", p.name, len(drafts), len(want))
		}
		for i, fields := range want {
			all += len(fields)
			if i >= len(drafts) {
				continue
			}
			for field, value := range fields {
				if got := readValue(drafts[i], field); got == value {
					read++
				} else {
					t.Logf("%s %d: %s is %q, stated is %q", p.name, i+1, field, got, value)
				}
			}
			for _, s := range drafts[i].Seen {
				if fields[s.Field] != readValue(drafts[i], s.Field) && !slices.Contains(concluded, s.Field) && !byPort(drafts[i], s) {
					t.Errorf("%s %d: invented %s %q from %q", p.name, i+1, s.Field, s.Value, s.Source.Text)
				}
				if s.Source.Line == 0 || s.Source.Text == "" {
					t.Errorf("%s %d: %s came from no words", p.name, i+1, s.Field)
				}
			}
		}
	}
	if read*100 < all*95 {
		t.Errorf("read %d of %d stated fields", read, all)
	}
	t.Logf("read %d of %d stated fields", read, all)
}

// readValue is the value of a field that was read; "" where it was not.
func readValue(d Draft, field string) string {
	if !d.saw(field) {
		return ""
	}
	if secret, ok := d.Profile.Field(field).(*mailcore.Secret); ok {
		return string(*secret)
	}
	return d.Profile.Text(field)
}

// Every field that a mailbox needs is read, concluded from another, or named as
// missing.
func TestMissingFieldsAreNamed(t *testing.T) {
	for _, p := range parts(t, "testdata/pages.txt") {
		_, page := stated(p.text)
		drafts, _, _ := Read([]byte(page), "")
		for _, d := range drafts {
			for _, key := range needed {
				side, name, _ := strings.Cut(key, ".")
				if d.saw(key) || d.noted(key) || name != "host" && name != "" && !d.saw(side+".host") {
					continue
				}
				if o := d.Profile.Outgoing; side == "outgoing" && (o.SameAccount || o.Auth == mailcore.NoAuth) {
					continue
				}
				t.Errorf("%s: nothing says that %s is missing", p.name, key)
			}
		}
	}
}

// What is written for programs is refused, whatever hosts and passwords are in
// it.
func TestProgramsAreRefused(t *testing.T) {
	notice, _ := Find("notice")
	for _, p := range parts(t, "testdata/programs.txt") {
		drafts, err := notice.Read([]byte(p.text))
		if err == nil {
			var seen []string
			for _, d := range drafts {
				for _, s := range d.Seen {
					seen = append(seen, fmt.Sprint(s.Field, "=", s.Value))
				}
			}
			t.Errorf("%s: read as %q", p.name, seen)
		}
	}
}
