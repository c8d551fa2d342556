package exchange

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"todoku/mailcore"
)

// fuzz lets a reader loose on the samples and on what becomes of them.
func fuzz(f *testing.F, id string) {
	format, _ := Find(id)
	samples, _ := filepath.Glob("testdata/" + id + "/*")
	for _, path := range samples {
		if data, err := os.ReadFile(path); err == nil && filepath.Ext(path) != ".want" {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		drafts, err := format.Read(data)
		if (err == nil) == (len(drafts) == 0) {
			t.Fatalf("%d drafts, %v", len(drafts), err)
		}
		if err != nil && !slices.Contains(ErrorCodes, code(err)) {
			t.Fatal(err)
		}
		for _, d := range drafts {
			sound(t, d)
		}
	})
}

func sound(t *testing.T, d Draft) {
	for _, s := range d.Seen {
		if d.Profile.Field(s.Field) == nil || d.Profile.Text(s.Field) != s.Value {
			t.Fatalf("%+v in %+v", s, d.Profile)
		}
	}
	for _, n := range d.Notes {
		if !slices.Contains(NoteCodes, n.Code) {
			t.Fatal(n)
		}
	}
	if o := d.Profile.Outgoing; o.Port < 1 || o.Port > 65535 || !slices.Contains(mailcore.Encryptions, o.Encryption) {
		t.Fatalf("%+v", o)
	}
	for _, f := range Formats {
		if f.CanWrite() {
			_, err := f.Write([]mailcore.Profile{d.Profile})
			if open, ok := errors.AsType[*Error](err); ok && open.Code == "auth-open" && f.ID == "garoon" && d.Profile.Outgoing.Auth == mailcore.AutoAuth {
				continue // nothing is proven yet
			}
			if err != nil {
				t.Fatal(f.ID, err)
			}
		}
	}
}

func FuzzTOML(f *testing.F)         { fuzz(f, "toml") }
func FuzzCSV(f *testing.F)          { fuzz(f, "csv") }
func FuzzThunderbird(f *testing.F)  { fuzz(f, "thunderbird") }
func FuzzAutoconfig(f *testing.F)   { fuzz(f, "autoconfig") }
func FuzzMsmtp(f *testing.F)        { fuzz(f, "msmtprc") }
func FuzzURL(f *testing.F)          { fuzz(f, "url") }
func FuzzGaroon(f *testing.F)       { fuzz(f, "garoon") }
func FuzzGaroonCSV(f *testing.F)    { fuzz(f, "garoon-csv") }
func FuzzEnv(f *testing.F)          { fuzz(f, "env") }
func FuzzNotice(f *testing.F)       { fuzz(f, "notice") }
func FuzzCode(f *testing.F)         { fuzz(f, "code") }
func FuzzCompose(f *testing.F)      { fuzz(f, "compose") }
func FuzzYAML(f *testing.F)         { fuzz(f, "yaml") }
func FuzzJSON(f *testing.F)         { fuzz(f, "json") }
func FuzzINI(f *testing.F)          { fuzz(f, "ini") }
func FuzzProperties(f *testing.F)   { fuzz(f, "properties") }
func FuzzOutlook(f *testing.F)      { fuzz(f, "outlook") }
func FuzzFetchmail(f *testing.F)    { fuzz(f, "fetchmail") }
func FuzzMutt(f *testing.F)         { fuzz(f, "mutt") }
func FuzzMbsync(f *testing.F)       { fuzz(f, "mbsync") }
func FuzzMpop(f *testing.F)         { fuzz(f, "mpop") }
func FuzzSsmtp(f *testing.F)        { fuzz(f, "ssmtp") }
func FuzzPostfix(f *testing.F)      { fuzz(f, "postfix") }
func FuzzMobileconfig(f *testing.F) { fuzz(f, "mobileconfig") }
func FuzzXML(f *testing.F)          { fuzz(f, "xml") }
