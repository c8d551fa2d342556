package forms_test

import (
	"fmt"
	"testing"
	"time"

	"todoku/forms"
	"todoku/mailcore"
)

func BenchmarkFilterTwoThousand(b *testing.B) {
	all := make([]mailcore.Profile, 2000)
	for i := range all {
		all[i] = office()
		all[i].ID, all[i].Code = fmt.Sprint(i), fmt.Sprint("server", i)
		all[i].Verified = mailcore.Verified{Hash: all[i].Hash(), At: time.Now(), OK: i%3 > 0}
	}
	for name, f := range map[string]forms.Filter{"text": {Text: "server19"}, "standing": {Standing: mailcore.NotProven}, "both": {Text: "server19", Standing: mailcore.NotProven}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if len(f.Of(all)) == 0 {
					b.Fatal("nothing is let through")
				}
			}
		})
	}
}
