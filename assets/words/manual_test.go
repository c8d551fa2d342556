package words

import (
	"testing"

	"todoku/assets"
	"todoku/mailcore"
)

func TestManual(t *testing.T) {
	t.Cleanup(func() { assets.SetLanguage("") })
	for _, tt := range []struct {
		lang string
		code mailcore.Code
		want string
	}{
		{"ja", "tcp-op25b", "docs/causes.md#tcp-op25b"},
		{"en", "tcp-op25b", "docs/causes.en.md#tcp-op25b"},
		{"ja", "usage", ""}, // of a command, not of a test
		{"ja", "", ""},
	} {
		assets.SetLanguage(tt.lang)
		if got := Manual(tt.code); got != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.lang, tt.code, got, tt.want)
		}
	}
}
