package fonts

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/go-text/typesetting/font"
)

var faces = map[string][]byte{"regular": Regular, "bold": Bold, "mono": Mono}

// names are characters of people, places and company signs that simpler sets
// of Japanese characters lack, and those that encodings disagree about.
const names = "髙﨑①㈱鷗𠮟塡剝頰德瀨濵邉〜～−－¥\\ｱｲｳﾞﾟ、。「」ー…→✓×⚠"

func TestEveryFaceHasEveryCharacter(t *testing.T) {
	want := map[string]string{
		"names":   names,
		"latin-1": latin1(),
		"ja.json": words(t, "ja.json"),
		"en.json": words(t, "en.json"),
	}
	for face, file := range faces {
		parsed, err := font.ParseTTF(bytes.NewReader(file))
		if err != nil {
			t.Fatalf("%s: %v", face, err)
		}
		for set, text := range want {
			if lacks := missing(parsed, text); lacks != "" {
				t.Errorf("%s face lacks %q of %s", face, lacks, set)
			}
		}
	}
}

func TestMissingSeesAGap(t *testing.T) {
	parsed, err := font.ParseTTF(bytes.NewReader(Regular))
	if err != nil {
		t.Fatal(err)
	}
	if got := missing(parsed, "届く한글"); got != "한글" {
		t.Errorf("missing found %q, want %q", got, "한글")
	}
}

func TestLicenceNamesItsOwners(t *testing.T) {
	for _, want := range []string{"Copyright 2014-2021 Adobe", "SIL OPEN FONT LICENSE Version 1.1"} {
		if !strings.Contains(Licence, want) {
			t.Errorf("OFL.txt does not say %q", want)
		}
	}
}

// missing returns the printable characters of text that face cannot draw.
func missing(face *font.Face, text string) string {
	return strings.Map(func(r rune) rune {
		if _, ok := face.NominalGlyph(r); ok || unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

func latin1() string {
	var b strings.Builder
	for r := rune(0xA0); r <= 0xFF; r++ {
		b.WriteRune(r)
	}
	return b.String()
}

// words returns a whole catalogue, keys and all.
func words(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
