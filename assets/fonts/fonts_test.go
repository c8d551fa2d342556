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

// faces are those of each style, in the order in which Fyne looks into them.
var faces = map[string][][]byte{"regular": {Regular}, "bold": {Bold, Regular}, "mono": {Mono, BehindMono()}}

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
	for style, files := range faces {
		for set, lacks := range want {
			for _, file := range files {
				lacks = missing(parsed(t, file), lacks)
			}
			if lacks != "" {
				t.Errorf("%s lacks %q of %s", style, lacks, set)
			}
		}
	}
}

// In fixed width a kanji is as wide as two letters, wherever a space stands.
func TestWidthsOfMono(t *testing.T) {
	mono, behind := parsed(t, Mono), parsed(t, BehindMono())
	for _, c := range []struct {
		face  *font.Face
		runes string
		want  float32
	}{
		{mono, "iW 0~", 500},
		{behind, " \u00a0ｱ", 500},
		{behind, "届　→", 1000},
	} {
		for _, r := range c.runes {
			glyph, ok := c.face.NominalGlyph(r)
			if got := c.face.HorizontalAdvance(glyph); !ok || got != c.want {
				t.Errorf("%q is %v wide, want %v", r, got, c.want)
			}
		}
	}
	if lost := missing(behind, names); lost != "" {
		t.Errorf("behind Mono there is no %q", lost)
	}
}

func parsed(t *testing.T, file []byte) *font.Face {
	t.Helper()
	face, err := font.ParseTTF(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return face
}

func TestMissingSeesAGap(t *testing.T) {
	if got := missing(parsed(t, Regular), "届く한글"); got != "한글" {
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
